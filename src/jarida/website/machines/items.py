"""What a feed of ours says of an article: read from the archive, cut to what may be shown (P8).

Only the article itself: no ticker, no other headlines (P4). A publication date only where one is known (P2).
"""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from jarida.archive.media import path_of
from jarida.archive.models import Article, ArticleState, ImageState
from jarida.archive.queries import paragraphs_of
from jarida.archive.visibility import visible_parts
from jarida.website import addresses

LENGTH = 30
# a day somewhere begins and ends within this of the same day in UTC
ZONES = timedelta(hours=26)
FIELDS = (
    "id", "title", "language", "section", "tags", "summary", "authors", "url", "limit", "published_at", "modified_at",
    "first_seen_at", "outlet__name", "outlet__homepage", "outlet__policy",
    "lead_image__digest", "lead_image__widths", "lead_image__state",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A picture: its absolute address and its size in bytes."""

    url: str
    length: int


@dataclass(frozen=True, slots=True)
class Item:
    """One article in a feed. `link` is its permanent address and its identity, `source` its page at the outlet.

    `html` stands in the place of the paragraphs; a story has it, and no source.
    """

    link: str
    source: str
    title: str
    language: str
    outlet: str
    homepage: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    published: datetime | None
    updated: datetime
    summary: str
    paragraphs: tuple[str, ...]
    picture: Enclosure | None
    html: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Days of the archive, both inclusive."""

    first: date
    last: date


def span_of(year: int, month: int | None = None, day: int | None = None) -> Span:
    """A year, a month or a day. Raises ValueError where there is no such day."""
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return Span(date(year, month, day), date(year, month, day))


def latest(*, outlet_id: int | None = None, language: str | None = None, span: Span | None = None) -> list[Item]:
    """The newest articles of a list."""
    articles = within(Article.objects.filter(state=ArticleState.LIVE), span)
    if outlet_id is not None:
        articles = articles.filter(outlet_id=outlet_id)
    if language is not None:
        articles = articles.filter(language=language)
    rows = list(articles.order_by("-sort_at", "-id").values(*FIELDS)[:LENGTH])
    paragraphs = paragraphs_of(row["id"] for row in rows)
    return [item(row, paragraphs.get(row["id"], ())) for row in rows]


def of_ids(ids: Sequence[int]) -> list[Item]:
    """These articles in this order; what was withdrawn meanwhile is left out."""
    # not `state=LIVE`: SQLite would walk the index of the latest instead of looking the ids up
    live = Article.objects.filter(id__in=ids).exclude(state=ArticleState.WITHDRAWN)
    rows = {row["id"]: row for row in live.values(*FIELDS)}
    paragraphs = paragraphs_of(rows)
    return [item(rows[each], paragraphs.get(each, ())) for each in ids if each in rows]


def within(articles: QuerySet[Article], span: Span | None) -> QuerySet[Article]:
    """The articles of some days. The bounds on `sort_at` are implied; they are what the index is entered by."""
    if span is None:
        return articles
    if span.first == span.last:
        return articles.filter(day=span.first)
    first = (
        datetime.combine(span.first, time(), UTC) - ZONES if span.first.year > 1 else datetime.min.replace(tzinfo=UTC)
    )
    last = (
        datetime.combine(span.last, time(), UTC) + ZONES if span.last.year < 9999 else datetime.max.replace(tzinfo=UTC)
    )
    return articles.filter(day__range=(span.first, span.last), sort_at__range=(first, last))


def item(row: Mapping[str, Any], paragraphs: tuple[str, ...]) -> Item:
    """A row of FIELDS with its newest paragraphs, cut to what may be shown."""
    parts = visible_parts(row["outlet__policy"], row["limit"], summary=row["summary"], paragraphs=paragraphs)
    shown = parts.pictures and row["lead_image__digest"] and row["lead_image__state"] != ImageState.BLOCKED
    return Item(
        link=addresses.absolute(addresses.permanent(row["id"])),
        source=row["url"],
        title=row["title"],
        language=row["language"],
        outlet=row["outlet__name"],
        homepage=row["outlet__homepage"],
        authors=tuple(row["authors"]),
        categories=tuple(dict.fromkeys(filter(None, (row["section"], *row["tags"])))),
        published=row["published_at"],
        updated=row["modified_at"] or row["published_at"] or row["first_seen_at"],
        summary=parts.summary,
        paragraphs=parts.paragraphs,
        picture=enclosure(row["lead_image__digest"], row["lead_image__widths"]) if shown else None,
    )


def enclosure(digest: str, widths: list[int]) -> Enclosure | None:
    """The widest file that there is of a picture."""
    for width in sorted(widths, reverse=True):
        try:
            length = path_of(digest, width).stat().st_size
        except OSError:
            continue
        return Enclosure(addresses.absolute(addresses.media(digest, width)), length)
    return None
