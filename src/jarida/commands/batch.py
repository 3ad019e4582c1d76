"""What `jarida extract`, `jarida feed` and `jarida cluster` share: files or standard input, and batches of lines."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import click

from jarida.core.addresses import clean_url
from jarida.core.errors import JaridaError, UsageError
from jarida.processes import collect_seldom

Read = Callable[[str, str], dict[str, Any]]  # a file's name and its address give one object


def run_batch(name: str, read: Read) -> None:
    """Print one object for each line {"file", "url"} of a file, in order."""
    collect_seldom()
    for number, line in enumerate(lines(name), 1):
        if line.strip():
            click.echo(dumps(_one(line, f"{name}:{number}", read)))


def _one(line: bytes, place: str, read: Read) -> dict[str, Any]:
    """The object for one line of a batch; never fails for what a file holds. An impossible address is left out."""
    try:
        row = json.loads(line)
        file, url = row["file"], row.get("url") or ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return {"file": None, "error": f'{place}: is no object with "file" and "url": {error}'}
    known = str(url) if clean_url(str(url)) else ""
    ignored = (
        {"warning": f"{url}: is no web address (http:// or https://), and was left out"} if url and not known else {}
    )
    try:
        return {"file": file, **read(str(file), known), **ignored}
    except (JaridaError, click.ClickException) as error:
        return {"file": file, "error": str(error)}


def address(url: str) -> str:
    """The address as it was given, if it is one or empty; else raises UsageError."""
    if url and not clean_url(url):
        raise UsageError("is no web address (http:// or https://)", subject=url)
    return url


def opened(name: str) -> BinaryIO:
    """A file, or standard input for `-`."""
    return sys.stdin.buffer if name == "-" else Path(name).open("rb")


def unreadable(name: str, error: Exception) -> JaridaError:
    """The one line for a file that cannot be read."""
    return JaridaError(f"cannot be read: {getattr(error, 'strerror', None) or error}", subject=name)


def dumps(value: dict[str, Any]) -> str:
    """JSON on one line, letters of all scripts as they are."""
    return json.dumps(value, ensure_ascii=False)


def lines(name: str) -> Iterator[bytes]:
    """The lines of a file, or of standard input. Raises JaridaError where it cannot be read."""
    try:
        with opened(name) as stream:
            yield from stream
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from error
