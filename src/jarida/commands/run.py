"""`jarida run`: the site and the pipeline, in one process group, on one data folder."""

import http.client
import os
import threading
from pathlib import Path

import click

from jarida.cli import setup_django
from jarida.config.options import Options, load
from jarida.core.errors import JaridaError, UsageError
from jarida.processes import Child, Supervisor, hold, port_is_free

SITE = "the site"
PIPELINE = "the pipeline"


@click.command()
@click.option("--edition", help="Edition to run: a name that Jarida brings (morocco, sample) or a TOML file.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Data folder (default: data).")
@click.option("--bind", help="Address to listen on (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (default: 8000).")
def command(edition: str | None, data: Path | None, bind: str | None, port: int | None) -> None:
    """Run everything until Ctrl-C or SIGTERM: the site and the pipeline."""
    override(edition=edition, data=data, bind=bind, port=port)
    run(load())


def override(*, edition: str | None, data: Path | None, bind: str | None, port: int | None) -> None:
    """Put options of the command line into the environment, where child processes find them too."""
    if edition:
        named = not edition.endswith(".toml") and "/" not in edition
        os.environ["JARIDA_EDITION_NAME" if named else "JARIDA_EDITION_PATH"] = edition
    for variable, value in (("JARIDA_DATA_FOLDER", data), ("JARIDA_SITE_BIND", bind), ("JARIDA_SITE_PORT", port)):
        if value is not None:
            os.environ[variable] = str(value)


def run(options: Options, extra: tuple[Child, ...] = (), greeting: str = "") -> None:
    """Run the site and the pipeline (and `extra` children before them) until told to stop."""
    with hold(options.folder):
        prepare(options)
        if not port_is_free(options.site.bind, options.site.port, patience=5.0):
            where = f"{options.site.bind}:{options.site.port}"
            raise UsageError("the port is in use; give another with --port or JARIDA_SITE_PORT", subject=where)
        children = (
            *extra,
            Child(SITE, ("-m", "jarida.config.server"), vital=True),
            Child(PIPELINE, ("-m", "jarida.pipeline")),
        )
        supervisor = Supervisor(children, say=lambda line: click.echo(f"jarida: {line}", err=True))
        supervisor.run(ready=lambda: announce(options, supervisor, greeting))
        click.echo("jarida: ended.")


def prepare(options: Options) -> None:
    """Bring the database, the edition's outlets and the static files up to date."""
    setup_django()
    from django.core.management import call_command

    from jarida.archive.ready import prepare as prepare_archive

    prepare_archive()
    sync_edition(options)
    call_command("collectstatic", interactive=False, verbosity=0)


def sync_edition(options: Options) -> None:
    """Enter the edition's outlets into the archive, if an edition is set."""
    from jarida.archive.catalogue import sync_edition as sync
    from jarida.archive.models import Outlet
    from jarida.editions.catalogue import load_edition

    named = options.edition.path or options.edition.name
    if named:
        spec = load_edition(named)
        result = sync(spec)
        click.echo(f"jarida: edition {spec.name}: {len(spec.outlets)} outlets ({result.summary()}).")
    elif not Outlet.objects.exists():
        click.echo("jarida: there are no outlets yet: give --edition morocco, or add one with `jarida add URL`.")


def announce(options: Options, supervisor: Supervisor, greeting: str) -> None:
    """Say where the site is, once it answers."""
    address = f"http://{options.site.bind}:{options.site.port}"
    for _ in range(300):
        if supervisor.stopping or not all(child.running for child in supervisor.children if child.vital):
            return
        if _answers(options.site.bind, options.site.port):
            click.echo(f"jarida: the site is at {options.site_url}/ - Ctrl-C ends it.{greeting}")
            return
        threading.Event().wait(0.1)
    raise JaridaError("the site did not answer within 30 seconds; see the lines above", subject=address)


def _answers(bind: str, port: int) -> bool:
    connection = http.client.HTTPConnection(bind, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True
