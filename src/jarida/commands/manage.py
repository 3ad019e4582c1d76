"""`jarida manage …`: Django's management commands."""

import click

from jarida.config.setup import setup_django


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run one of Django's management commands on this archive."""
    setup_django()
    from django.core.management import ManagementUtility

    ManagementUtility(["jarida manage", *arguments]).execute()
