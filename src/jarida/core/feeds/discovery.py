"""From the address of a site to its feeds.

Where they may be: the address itself, `<link rel="alternate">`, links in the page that look like feeds,
customary paths, news sitemaps that robots.txt names. None is called found before it was fetched and read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from jarida.core.addresses import address_key, clean_url
from jarida.core.errors import FetchError, NotAFeed
from jarida.core.feeds.charset import decode
from jarida.core.feeds.identity import entry_identity
from jarida.core.feeds.model import ParsedFeed
from jarida.core.feeds.parse import parse_feed
from jarida.core.feeds.problems import Problems
from jarida.core.fetching.model import Fetcher, FetchRequest, FetchResponse, Purpose

MAX_REQUESTS = 30
MAX_CANDIDATES = 50
MAX_FROM_SITEMAPS = 4
_MAX_PAGE = 3 << 20

_TYPES = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json",
    "application/xml", "text/xml", "text/rss+xml", "application/x-rss+xml", "text/rss",
)  # fmt: skip
# Where content systems put them: WordPress, Drupal, Ghost, Hugo, Jekyll, SPIP, Joomla, Blogger, TYPO3.
_PATHS = (
    "feed/", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json", "feeds", "rss/", "index.rdf",
    "spip.php?page=backend", "?feed=rss2", "?format=feed&type=rss", "feeds/posts/default", "news-sitemap.xml",
    "sitemap-news.xml", "sitemap_news.xml",
)  # fmt: skip
_FEED_LIKE = re.compile(
    r"(?:^|[/._?=&-])(?:rss|feeds?|atom|rdf|backend|syndication)(?:[/._?=&-]|\d|\Z)|\.(?:rss|rdf)\Z", re.IGNORECASE
)
_COMMENTS = re.compile(r"comment|commentaire|kommentar|comentario|تعليق", re.IGNORECASE)
_NEWS = re.compile(r"news|actu|noticia|akhbar|article|latest|today|24h|48h", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_REQUEST_ERRORS = (FetchError, NotAFeed)


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was fetched and read. `newest` is the greatest date of its entries."""

    url: str
    format: str
    title: str
    entries: int
    newest: datetime | None = None
    language: str = ""
    comments: bool = False


def feeds_in_page(html: bytes | str, url: str, content_type: str = "") -> tuple[str, ...]:
    """The addresses that a page names as feeds: alternates first, then links that look like feeds."""
    root = _page(html, content_type)
    if root is None:
        return ()
    base = _base(root, url)
    alternates = [link.get("href") for link in root.iter("link") if _is_alternate(link)]
    links = [a.get("href") for a in root.iter("a") if _FEED_LIKE.search(a.get("href") or "")]
    return _addresses([*alternates, *links], base)


def usual_paths(url: str) -> tuple[str, ...]:
    """Where feeds customarily are: below the address itself where it is a section, then at the site's root."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    section = root + parts.path.strip("/") + "/" if parts.path.strip("/") else ""
    # a section of WordPress has its own feed; the other systems have none there
    paths = [f"{section}feed/", f"{section}rss"] if section and "." not in parts.path.rpartition("/")[2] else []
    return _addresses([*paths, *(root + path for path in _PATHS)], root)


def sitemaps_in_robots(text: str, url: str) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names (sitemaps.org), those of news first."""
    found = _addresses(_SITEMAP_LINE.findall(text[:500_000]), url)
    return tuple(sorted(found, key=lambda address: not _NEWS.search(urlsplit(address).path)))


def _page(html: bytes | str, content_type: str) -> Any:
    text = decode(html[:_MAX_PAGE], content_type, Problems()) if isinstance(html, bytes) else html[:_MAX_PAGE]
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(text.replace("\0", "").encode("utf-8", "ignore") or b"<html/>", parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _base(root: Any, url: str) -> str:
    given = next((element.get("href") for element in root.iter("base") if element.get("href")), "")
    return clean_url(given, url) or url


def _is_alternate(link: Any) -> bool:
    rels = (link.get("rel") or "").lower().split()
    kind = (link.get("type") or "").lower().partition(";")[0].strip()
    if "feed" in rels:
        return True
    # WordPress announces its API as JSON in the same way
    api = kind == "application/json" and "feed" not in (link.get("href") or "").lower()
    return "alternate" in rels and kind in _TYPES and not api and not link.get("hreflang")


def _addresses(written: Iterable[str | None], base: str) -> tuple[str, ...]:
    """Absolute addresses, each once, in order, bounded."""
    found: dict[str, str] = {}
    for text in written:
        url = _absolute(text or "", base)
        if url:
            found.setdefault(address_key(url) + urlsplit(url).query, url)
    return tuple(found.values())[:MAX_CANDIDATES]


def _absolute(text: str, base: str) -> str:
    text = text.strip()
    try:
        url = urljoin(base, "http" + text[4:] if text.startswith("feed://") else text)
    except ValueError:
        return ""
    return url.partition("#")[0] if clean_url(url) else ""


@dataclass(slots=True)
class _Search:
    """One discovery: what was asked, what was found, how many requests are left."""

    fetcher: Fetcher
    left: int = MAX_REQUESTS
    asked: set[str] = field(default_factory=set)
    found: list[FoundFeed] = field(default_factory=list)
    contents: set[tuple[str, ...]] = field(default_factory=set)

    async def get(self, url: str, purpose: Purpose) -> FetchResponse | None:
        """The answer, or None if it was asked before or the requests are used up; raises FetchError."""
        if url in self.asked or self.left <= 0:
            return None
        self.asked.add(url)
        self.left -= 1
        return await self.fetcher.fetch(FetchRequest(url, purpose))

    async def read(self, url: str) -> ParsedFeed | None:
        """The feed at an address, kept among the found if it has entries; None if there is none."""
        try:
            response = await self.get(url, Purpose.FEED)
            if response is None:
                return None
            feed = _parsed(response)
        except _REQUEST_ERRORS:
            return None
        self.keep(feed, response.moved_to or url)
        return feed

    def keep(self, feed: ParsedFeed, url: str) -> None:
        """Note a feed, unless it has no entries or the same were found elsewhere."""
        contents = tuple(entry_identity(entry) for entry in feed.entries)
        if contents and contents not in self.contents:
            self.contents.add(contents)
            self.found.append(_found(feed, url))


async def discover(fetcher: Fetcher, url: str) -> list[FoundFeed]:
    """The feeds of the site at `url`, best first; comments and plain sitemaps last.

    At most MAX_REQUESTS requests. Raises FetchError where the address itself cannot be fetched, and
    nothing for what else fails: a site without feeds gives an empty list.
    """
    search = _Search(fetcher)
    response = await search.get(url, Purpose.PAGE)
    if response is None:
        return []
    try:
        feed = _parsed(response)
    except NotAFeed:
        await _look_around(search, response)
    else:
        search.keep(feed, response.moved_to or url)
        await _read_members(search, feed)
    return sorted(search.found, key=_rank)


async def _look_around(search: _Search, page: FetchResponse) -> None:
    for candidate in feeds_in_page(page.body, page.final_url, page.content_type):
        await search.read(candidate)
    if not any(not feed.comments for feed in search.found):
        for candidate in usual_paths(page.final_url):
            await search.read(candidate)
    await _read_sitemaps(search, page.final_url)


async def _read_sitemaps(search: _Search, url: str) -> None:
    robots = urljoin(url, "/robots.txt")
    try:
        response = await search.get(robots, Purpose.ROBOTS)
    except FetchError:
        return
    text = response.body.decode("utf-8", "replace") if response else ""
    named = sitemaps_in_robots(text, robots)
    news = [sitemap for sitemap in named if _NEWS.search(urlsplit(sitemap).path)]
    # an index often names the news sitemap that robots.txt leaves out
    for sitemap in [*news, *named][:MAX_FROM_SITEMAPS]:
        feed = await _read_news(search, sitemap)
        if feed is not None:
            await _read_members(search, feed)


async def _read_news(search: _Search, sitemap: str) -> ParsedFeed | None:
    """A sitemap; found only if it is one of news: an ordinary one holds a site's whole past."""
    before = list(search.found)
    feed = await search.read(sitemap)
    if feed is not None and feed.format == "sitemap":
        search.found[:] = before
    return feed


async def _read_members(search: _Search, index: ParsedFeed) -> None:
    members = [member for member in index.sitemaps if _NEWS.search(urlsplit(member).path)]
    for member in members[:MAX_FROM_SITEMAPS]:
        await _read_news(search, member)


def _parsed(response: FetchResponse) -> ParsedFeed:
    return parse_feed(response.body, url=response.final_url, content_type=response.content_type, with_content=False)


def _found(feed: ParsedFeed, url: str) -> FoundFeed:
    dates = [date for entry in feed.entries if (date := entry.published or entry.updated)]
    comments = bool(_COMMENTS.search(urlsplit(url).path) or _COMMENTS.search(feed.title))
    return FoundFeed(url, feed.format, feed.title, len(feed.entries), max(dates, default=None), feed.language, comments)


def _rank(found: FoundFeed) -> tuple[bool, bool]:
    return found.comments, found.format == "sitemap"
