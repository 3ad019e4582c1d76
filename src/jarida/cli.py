"""The command `jarida`: finds the command asked for, and turns errors into one line and an exit status.

Exit status (the contract): 0 success, 1 the work failed, 2 bad usage. A command is a `click.Command`
named `command` in `jarida.commands.<module>`; modules are imported only when asked for, so that
`jarida extract` does not pay for Django.
"""

import importlib
import os
import sys

import click

from jarida import __version__
from jarida.core.errors import JaridaError, UsageError

# name: (module, one-line help; shown without importing the module)
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("run", "Run everything: the site and the pipeline."),
    "demo": ("demo", "Serve the sample press on loopback, gather it, open the site."),
    "poll": ("poll", "Poll what is due once, fetch what is new, and end."),
    "outlets": ("outlets", "List the outlets with their health."),
    "add": ("add", "Find the feeds of a site and add it as an outlet."),
    "import": ("opml_import", "Add the feeds of an OPML file."),
    "export": ("opml_export", "Write the outlets as OPML."),
    "search": ("search", "Search the archive; a table, or JSON lines."),
    "doctor": ("doctor", "Check this installation and, on a network, the edition's feeds."),
    "extract": ("extract", "Read an article out of a page; prints JSON."),
    "feed": ("feed", "Read a feed from a file or an address; prints JSON."),
    "cluster": ("cluster", "Group articles into stories; JSON lines in and out."),
    "manage": ("manage", "Django's management commands (migrate, createsuperuser, …)."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"jarida.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jarida")
def jarida() -> None:
    """The open engine of a country's press."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    try:
        status = jarida.main(arguments, prog_name="jarida", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = 2 if isinstance(error, click.UsageError) else 1
    except (click.Abort, KeyboardInterrupt):
        status = 130
    except JaridaError as error:
        click.echo(f"jarida: {error}", err=True)
        status = 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        # the reader of our output has gone (`jarida … | head`): not a failure of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status if isinstance(status, int) else 0)
