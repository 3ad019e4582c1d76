"""`jarida extract`: read articles out of pages; prints JSON."""

from typing import Any

import click

from jarida.commands.batch import address, dumps, opened, run_batch, unreadable
from jarida.core.errors import JaridaError
from jarida.core.extraction import as_json
from jarida.core.extraction.extract import extract

LARGEST_PAGE = 50_000_000


@click.command()
@click.argument("file", required=False)
@click.option("--url", default="", metavar="URL", help="The address that the page came from.")
@click.option("--batch", metavar="FILE.jsonl", help='Read many: lines {"file": …, "url": …}; "-" is standard input.')
def command(file: str | None, url: str, batch: str | None) -> None:
    """Read the article out of FILE, a page of HTML ("-" is standard input), and print it as JSON.

    With --batch, one object a line in the order of the lines; an unreadable page gives {"file", "error"}
    and the rest goes on.
    """
    if (file is None) == (batch is None):
        raise click.UsageError("give either a FILE or --batch FILE.jsonl")
    if batch is not None:
        if url:
            raise click.UsageError("--url goes with a FILE; a batch has an address on each line")
        run_batch(batch, _read)
    elif file is not None:
        click.echo(dumps(_read(file, address(url))))


def _read(name: str, url: str) -> dict[str, Any]:
    try:
        return as_json(extract(_content(name), url))
    except JaridaError as error:
        raise type(error)(error.args[0], subject=name) from error


def _content(name: str) -> bytes:
    try:
        with opened(name) as stream:
            return stream.read(LARGEST_PAGE)
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from error
