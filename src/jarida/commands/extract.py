"""`jarida extract`: read articles out of pages; prints JSON."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import click

from jarida.core.addresses import clean_url
from jarida.core.errors import JaridaError, UsageError
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
        _batch(batch)
    elif file is not None:
        click.echo(_dumps(_read(file, _address(url))))


def _batch(name: str) -> None:
    for number, line in enumerate(_lines(name), 1):
        if line.strip():
            click.echo(_dumps(_one(line, f"{name}:{number}")))


def _one(line: bytes, place: str) -> dict[str, Any]:
    """The object for one line of a batch; never fails for what a page holds."""
    try:
        row = json.loads(line)
        file, url = row["file"], row.get("url") or ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return {"file": None, "error": f'{place}: is no object with "file" and "url": {error}'}
    try:
        return {"file": file, **_read(str(file), _address(str(url)))}
    except (JaridaError, click.ClickException) as error:
        return {"file": file, "error": str(error)}


def _address(url: str) -> str:
    if url and not clean_url(url):
        raise UsageError("is no web address (http:// or https://)", subject=url)
    return url


def _read(name: str, url: str) -> dict[str, Any]:
    try:
        return as_json(extract(_content(name), url))
    except JaridaError as error:
        raise type(error)(error.args[0], subject=name) from error


def _content(name: str) -> bytes:
    try:
        with _opened(name) as stream:
            return stream.read(LARGEST_PAGE)
    except (OSError, ValueError) as error:
        raise JaridaError(f"cannot be read: {getattr(error, 'strerror', None) or error}", subject=name) from error


def _lines(name: str) -> Iterator[bytes]:
    try:
        with _opened(name) as stream:
            yield from stream
    except (OSError, ValueError) as error:
        raise JaridaError(f"cannot be read: {getattr(error, 'strerror', None) or error}", subject=name) from error


def _opened(name: str) -> BinaryIO:
    return sys.stdin.buffer if name == "-" else Path(name).open("rb")


def _dumps(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
