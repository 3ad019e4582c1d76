"""A feed as data, whatever format it was written in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article.

    `id` is the identifier as the feed gives it (may be empty, reused or changing: never trust it as
    identity). `url` is absolute, http or https, or empty. `title` and `summary` are clean text;
    `content` is sanitised HTML. Dates are aware, in UTC, never later than the moment of parsing plus
    a small tolerance: a date in the future is dropped and named in the feed's `problems`.
    """

    id: str = ""
    url: str = ""
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    summary: str = ""
    content: str = ""
    language: str = ""
    images: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """One feed document.

    `format` is one of rss0.9, rss0.91, rss0.92, rss1.0, rss2.0, atom0.3, atom1.0, json-feed-1,
    sitemap, news-sitemap, sitemap-index. `home` is the address of the site. `ttl` is the wish of the
    feed in seconds (ttl, syndication module, sy:updatePeriod), `skip_hours` (0 to 23, of UTC) and `skip_days` (0 is
    Monday) when it wishes not to be read at all; `problems` are one-line remarks about
    what was wrong and mended or dropped. `sitemaps` are the members of a sitemap index, newest first where
    they are dated, and `sitemap_changes` the moments at which it says that they changed, in their order.
    """

    format: str
    title: str = ""
    language: str = ""
    home: str = ""
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    ttl: float | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    hub: str = ""
    self_url: str = ""
    sitemaps: tuple[str, ...] = ()
    sitemap_changes: tuple[datetime | None, ...] = ()
