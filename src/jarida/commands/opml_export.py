"""`jarida export`: the outlets as OPML, for other programs and for another Jarida."""

import os
import secrets
from pathlib import Path

import click

from jarida.config.setup import setup_django
from jarida.core.errors import UsageError
from jarida.core.feeds.opml import OpmlOutlet, write_opml


@click.command()
@click.option("--output", default="-", help="File to write (default: standard output).")
def command(output: str) -> None:
    """Write the active outlets and their feeds as OPML."""
    setup_django()
    from django.conf import settings

    from jarida.archive.ready import prepare

    prepare()
    text = write_opml(outlets(), title=settings.OPTIONS.site.name)
    if output == "-":
        click.echo(text, nl=False)
        return
    try:
        _write(Path(output), text)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", subject=output) from error


def outlets() -> list[OpmlOutlet]:
    """The active outlets with the feeds that are not paused."""
    from jarida.archive.health import outlets_health

    return [
        OpmlOutlet(
            name=outlet.name,
            homepage=outlet.homepage,
            feeds=tuple(feed.url for feed in outlet.feeds if feed.state != "paused"),
            language=outlet.languages[0] if outlet.languages else "",
        )
        for outlet in outlets_health()
        if outlet.active
    ]


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
