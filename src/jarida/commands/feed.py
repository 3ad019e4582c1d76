"""`jarida feed`: read feeds from files or an address; prints JSON."""

import asyncio
from typing import Any

import click

from jarida.commands.batch import address, dumps, opened, run_batch, unreadable
from jarida.core.errors import JaridaError
from jarida.core.feeds import as_json, parse_feed
from jarida.core.fetching.model import FetchRequest, FetchResponse, Purpose

LARGEST_FEED = 50_000_000


@click.command()
@click.argument("source", required=False, metavar="FILE-OR-URL")
@click.option("--url", default="", metavar="URL", help="The address that a FILE came from, for relative links.")
@click.option("--batch", metavar="FILE.jsonl", help='Read many: lines {"file": …, "url": …}; "-" is standard input.')
def command(source: str | None, url: str, batch: str | None) -> None:
    """Read a feed (RSS, Atom, JSON Feed, a sitemap) from a file or an address, and print it as JSON.

    FILE "-" is standard input. With --batch, one object a line in the order of the lines; an unreadable
    file gives {"file", "error"} and the rest goes on.
    """
    if (source is None) == (batch is None):
        raise click.UsageError("give either a FILE-OR-URL or --batch FILE.jsonl")
    if batch is not None:
        if url:
            raise click.UsageError("--url goes with a FILE; a batch has an address on each line")
        run_batch(batch, _read)
    elif source is not None:
        click.echo(dumps(_single(source, url)))


def _single(source: str, url: str) -> dict[str, Any]:
    if source.startswith(("http://", "https://")):
        if url:
            raise click.UsageError("--url goes with a FILE; this is an address already")
        return _fetched(source)
    return _read(source, address(url))


def _fetched(url: str) -> dict[str, Any]:
    response = asyncio.run(_fetch(url))
    feed = parse_feed(response.body, url=response.final_url, content_type=response.content_type)
    return as_json(feed)


async def _fetch(url: str) -> FetchResponse:
    from jarida.config.options import load
    from jarida.core.fetching.bounds import FetchBounds
    from jarida.core.fetching.client import HttpFetcher

    options = load()
    async with HttpFetcher(FetchBounds.of(options.fetch, contact=options.site.contact)) as fetcher:
        return await fetcher.fetch(FetchRequest(url, Purpose.FEED))


def _read(name: str, url: str) -> dict[str, Any]:
    try:
        return as_json(parse_feed(_content(name), url=url))
    except JaridaError as error:
        raise type(error)(error.args[0], subject=name) from error


def _content(name: str) -> bytes:
    try:
        with opened(name) as stream:
            content = stream.read(LARGEST_FEED + 1)
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from error
    if len(content) > LARGEST_FEED:
        raise JaridaError(f"is larger than {LARGEST_FEED // 1_000_000} MB", subject=name)
    return content
