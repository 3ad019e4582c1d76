"""Bytes to a feed: the one door to all formats."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from jarida.core.errors import NotAFeed
from jarida.core.feeds.atom import read_atom
from jarida.core.feeds.charset import decode
from jarida.core.feeds.jsonfeed import read_json_feed
from jarida.core.feeds.model import ParsedFeed
from jarida.core.feeds.problems import Problems
from jarida.core.feeds.raw import Reading
from jarida.core.feeds.rss import read_rss
from jarida.core.feeds.sitemap import GZIP, is_text_sitemap, read_sitemap, read_sitemap_index, read_text_sitemap, unpack
from jarida.core.feeds.tree import Document, read_tree

_READERS: dict[str, Callable[[Document, Reading], ParsedFeed]] = {
    "rss": read_rss,
    "rdf": read_rss,
    "channel": read_rss,
    "feed": read_atom,
    "urlset": read_sitemap,
    "sitemapindex": read_sitemap_index,
}


def parse_feed(
    body: bytes, *, url: str = "", content_type: str = "", now: datetime | None = None, with_content: bool = True
) -> ParsedFeed:
    """The feed in `body`, of whatever format, with what was mended or dropped in `problems`.

    `url` is where it was fetched, for relative addresses; `content_type` the header, for its charset;
    `now` the moment against which dates in the future are told. Without `with_content`, the entries'
    `content` stays empty, at half the cost. Raises NotAFeed, and nothing else.
    """
    problems = Problems()
    reading = Reading(url, now or datetime.now(UTC), problems, with_content)
    if body.startswith(GZIP):
        body = unpack(body, problems)
    try:
        feed = _read(decode(body, content_type, problems), reading)
    except NotAFeed as error:
        error.subject = error.subject or url
        raise
    return replace(feed, problems=problems.lines())


def _read(text: str, reading: Reading) -> ParsedFeed:
    start = text[:1000].lstrip("\ufeff \t\r\n\0")[:1]
    if start in ("{", "["):
        return read_json_feed(text.lstrip("\ufeff"), reading)
    if not start:
        raise NotAFeed("the document is empty")
    if start == "h" and is_text_sitemap(text):
        return read_text_sitemap(text, reading)
    document = read_tree(text, reading.problems)
    reader = _READERS.get(document.kind)
    if reader is None:
        raise NotAFeed(f"<{document.kind}> is no feed that Jarida knows")
    return reader(document, reading)
