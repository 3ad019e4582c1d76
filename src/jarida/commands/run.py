"""`jarida run`: the site, the pipeline and the grouping into stories, in one process group, on one data folder."""

import http.client
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from jarida.config.options import Options, load
from jarida.config.setup import setup_django
from jarida.core.errors import JaridaError, UsageError
from jarida.editions.model import EditionSpec
from jarida.processes import Child, Supervisor, hold, port_is_free

SITE = "the site"
PIPELINE = "the pipeline"
GROUPING = "the grouping"
DAY = 24 * 3600.0


@click.command()
@click.option("--edition", help="Edition to run: a name that Jarida brings (morocco, sample) or a TOML file.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Data folder (default: data).")
@click.option("--bind", help="Address to listen on (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (default: 8000).")
def command(edition: str | None, data: Path | None, bind: str | None, port: int | None) -> None:
    """Run everything until Ctrl-C or SIGTERM: the site, the pipeline and the grouping into stories."""
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


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What `run` does beside running the site and the pipeline; the demonstration fills it in."""

    spec: EditionSpec | None = None  # instead of the edition that the options name
    extra: tuple[Child, ...] = ()  # children started before the site
    before: Callable[[], None] = lambda: None  # called once the archive is ready
    greeting: str = ""  # said beside the site's address
    opened: Callable[[str], object] = lambda url: None  # called with the site's address once it answers


def run(options: Options, plan: Plan | None = None) -> None:
    """Run the site and the pipeline until told to stop."""
    plan = plan or Plan()
    with hold(options.folder):
        if not port_is_free(options.site.bind, options.site.port, patience=5.0):
            where = f"{options.site.bind}:{options.site.port}"
            raise UsageError("the port is in use; give another with --port or JARIDA_SITE_PORT", subject=where)
        prepare(options, plan)
        children = (
            *plan.extra,
            Child(SITE, ("-m", "jarida.config.server"), vital=True),
            Child(PIPELINE, ("-m", "jarida.pipeline")),
            *grouping(options),
        )
        threading.Thread(target=forget_daily, name="forget", daemon=True).start()
        supervisor = Supervisor(children, say=lambda line: click.echo(f"jarida: {line}", err=True))
        supervisor.run(ready=lambda: announce(options, supervisor, plan))
        click.echo("jarida: ended.")


def grouping(options: Options) -> tuple[Child, ...]:
    """The process that groups articles into stories, where it is not switched off."""
    if options.stories.encoder == "off":
        return ()
    return (Child(GROUPING, ("-m", "jarida.pipeline.grouping")),)


def forget_daily() -> None:
    """Empty the hashes of who reported once they are old, now and every day, even where nobody reports any more."""
    from django.db import DatabaseError, connection

    from jarida.moderation.forget import forget

    while True:
        try:
            forget()
        except DatabaseError as error:  # tried again tomorrow; the site and its reports do the same
            click.echo(f"jarida: old reports could not be forgotten: {error}", err=True)
        finally:
            connection.close()
        threading.Event().wait(DAY)


def prepare(options: Options, plan: Plan) -> None:
    """Bring the database, the edition's outlets and the static files up to date."""
    setup_django()
    from django.core.management import call_command

    from jarida.archive.ready import prepare as prepare_archive

    prepare_archive()
    sync_edition(options, plan.spec)
    plan.before()
    call_command("collectstatic", interactive=False, verbosity=0)


def sync_edition(options: Options, spec: EditionSpec | None = None) -> None:
    """Enter the edition's outlets into the archive, if an edition is set."""
    from jarida.archive.catalogue import add_outlets
    from jarida.archive.catalogue import sync_edition as sync
    from jarida.archive.models import Outlet
    from jarida.editions.catalogue import load_additions, load_edition

    named = options.edition.path or options.edition.name
    if named and not spec:
        spec = load_edition(named)
    if spec:
        result = sync(spec)
        click.echo(f"jarida: edition {spec.name}: {len(spec.outlets)} outlets ({result.summary()}).")
        return
    add_outlets(load_additions(options.folder))
    if not Outlet.objects.exists():
        click.echo("jarida: there are no outlets yet: give --edition morocco, or add one with `jarida add URL`.")


def announce(options: Options, supervisor: Supervisor, plan: Plan) -> None:
    """Say where the site is, once it answers."""
    address = f"http://{options.site.bind}:{options.site.port}"
    for _ in range(300):
        if supervisor.stopping or not all(child.running for child in supervisor.children if child.vital):
            return
        if _answers(options.site.bind, options.site.port):
            click.echo(f"jarida: the site is at {options.site_url}/ - Ctrl-C ends it.{plan.greeting}")
            plan.opened(f"{options.site_url}/")
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
