"""Sitemaps, news sitemaps and indexes of sitemaps (sitemaps.org; Google's news and image extensions)."""

import re
import zlib
from datetime import datetime

from jarida.core.feeds import modules
from jarida.core.feeds.bounds import MAX_ENTRIES, MAX_SITEMAPS, MAX_TITLE, MAX_UNPACKED
from jarida.core.feeds.markup import plain
from jarida.core.feeds.model import ParsedFeed
from jarida.core.feeds.newest import newest
from jarida.core.feeds.problems import Problems
from jarida.core.feeds.raw import RawEntry, Reading, finish
from jarida.core.feeds.tree import Document, Element, Fields, each, fields_of, first, texts

_LINE = re.compile(r"https?://[^\s<>]{1,2000}")
GZIP = b"\x1f\x8b"


def read_sitemap(document: Document, reading: Reading) -> ParsedFeed:
    """The entries of a `urlset`; a title only where the news extension gives one."""
    elements = newest(document.entries(), lambda url: _moment(url, reading), reading)
    read = [_entry(fields_of(element)) for element in elements]
    publications = [publication for _, publication in read if publication]
    title = first(publications[0], "news:name", "name") if publications else ""
    language = first(publications[0], "news:language", "language") if publications else ""
    entries = (finish(raw, reading) for raw, _ in read)
    return ParsedFeed(
        format="news-sitemap" if publications else "sitemap",
        title=plain(title, MAX_TITLE),
        language=reading.language(language),
        entries=tuple(entries),
    )


def is_text_sitemap(text: str) -> bool:
    """Whether the document is a list of addresses, one a line and nothing else (sitemaps.org, "text file")."""
    lines = text[:20_000].split("\n", 50)[:50]
    return all(_LINE.fullmatch(line.strip()) for line in lines if line.strip())


def read_text_sitemap(text: str, reading: Reading) -> ParsedFeed:
    """The addresses of a text sitemap: the last ones, where they are too many."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > MAX_ENTRIES:
        reading.problems.add(f"{len(lines)} entries; the last {MAX_ENTRIES} are read")
    entries = (finish(RawEntry(id=line, links=[line]), reading) for line in lines[-MAX_ENTRIES:])
    return ParsedFeed(format="sitemap", entries=tuple(entry for entry in entries if entry.url))


def read_sitemap_index(document: Document, reading: Reading) -> ParsedFeed:
    """The members of a `sitemapindex`, newest first where they are dated."""
    members = newest(document.entries(), lambda sitemap: _moment(sitemap, reading), reading, MAX_SITEMAPS)
    found: dict[str, datetime | None] = {}
    for member in sorted(members, key=lambda sitemap: -_moment(sitemap, reading)):
        fields = fields_of(member)
        url = reading.address(location, what="sitemap") if (location := first(fields, "loc")) else ""
        if url and url == reading.url:
            reading.problems.add("the index names itself among its members")
        elif url:
            found.setdefault(url, reading.date(texts(fields, "lastmod"), note=False))
    return ParsedFeed(format="sitemap-index", sitemaps=tuple(found), sitemap_changes=tuple(found.values()))


def _moment(element: Element, reading: Reading) -> float:
    fields = fields_of(element)
    dates = [text for news in each(fields, "news:news") for text in texts(fields_of(news), "news:publication_date")]
    moment = reading.date([*dates, *texts(fields, "lastmod")], note=False)
    return moment.timestamp() if moment else 0.0


def _entry(fields: Fields) -> tuple[RawEntry, Fields]:
    news = _within(fields, "news:news")
    publication = _within(news, "news:publication")
    location = first(fields, "loc")
    raw = RawEntry(
        id=location,
        links=[location],
        title=first(news, "news:title"),
        published=texts(news, "news:publication_date"),
        updated=texts(fields, "lastmod"),
        language=first(publication, "news:language"),
        images=[loc for image in each(fields, "image:image") for loc in texts(fields_of(image), "image:loc")],
        tags=modules.keywords(news, "news:keywords"),
    )
    return raw, publication or news


def _within(fields: Fields, name: str) -> Fields:
    element = next(iter(each(fields, name)), None)
    return fields_of(element) if element is not None else {}


def unpack(body: bytes, problems: Problems) -> bytes:
    """A gzipped document unpacked, as far as it is whole and within the bound."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(body, MAX_UNPACKED)
    except zlib.error:
        problems.add("gzip that cannot be unpacked")
        return b""
    if not unpacker.eof:
        problems.add("gzip that is cut off or too large; what was unpacked is read")
    return data
