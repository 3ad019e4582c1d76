"""A feed as the command line prints it; the keys are a promise (DESIGN: the command line is a contract)."""

from datetime import datetime
from typing import Any

from jarida.core.feeds.model import Entry, ParsedFeed


def as_json(feed: ParsedFeed) -> dict[str, Any]:
    """The JSON object of `jarida feed`: dates in ISO 8601 or null, lists for tuples."""
    return {
        "format": feed.format,
        "title": feed.title,
        "language": feed.language,
        "home": feed.home,
        "entries": [_entry(entry) for entry in feed.entries],
        "problems": list(feed.problems),
    } | ({"sitemaps": list(feed.sitemaps)} if feed.format == "sitemap-index" else {})


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "published": _date(entry.published),
        "updated": _date(entry.updated),
        "authors": list(entry.authors),
        "summary": entry.summary,
        "content": entry.content,
        "language": entry.language,
        "images": list(entry.images),
        "tags": list(entry.tags),
    }


def _date(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
