"""What is due: the database is the schedule. Read by the pipeline; bounded, and fair over outlets."""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from jarida.archive.models import (
    Article,
    ArticleImage,
    ArticleState,
    Entry,
    Feed,
    FeedState,
    FetchState,
    Outlet,
    OutletTemplate,
    StoredPage,
    TemplateState,
)
from jarida.core.errors import NotAnArticle, ParseError
from jarida.core.extraction.templates.model import Template
from jarida.core.feeds.patterns import Seen
from jarida.core.feeds.sections import SECTION
from jarida.core.plans import FeedRow, KeptCopy, OutletView, PageWork, PictureWork

MOST_SEEN = 1_000  # addresses of an outlet by which its section pages are read
FEED_COLUMNS = (
    "id", "outlet_id", "url", "format", "title", "language", "state", "etag", "last_modified", "body_hash",
    "interval", "next_check_at", "last_checked_at", "last_success_at", "last_new_at", "arrivals", "failures",
    "problem_code", "problem", "remarks", "moved_from", "pushed_at", "ttl", "skip_hours", "skip_days",
)  # fmt: skip
PAGE_COLUMNS = (
    "id", "outlet_id", "url", "address_key", "announced_at", "title", "summary", "authors", "tags", "image_url",
    "language", "published_at", "state", "attempts", "rechecks", "etag", "last_modified", "article_id", "feed__format",
)  # fmt: skip


def feeds_due(now: datetime, limit: int) -> list[FeedRow]:
    """The feeds to poll now, most overdue first; one that was never scheduled is due."""
    rows = _feeds(now).order_by(F("next_check_at").asc(nulls_first=True), "id").values_list(*FEED_COLUMNS)[:limit]
    return [_feed(row) for row in rows]


def all_feeds() -> list[FeedRow]:
    """Every feed that is not paused, whether it is due or not."""
    rows = _pollable().order_by("outlet_id", "id").values_list(*FEED_COLUMNS)
    return [_feed(row) for row in rows]


def feed_rows(ids: Iterable[int]) -> dict[int, FeedRow]:
    """Feeds by their identity, paused or not."""
    return {row[0]: _feed(row) for row in Feed.objects.filter(pk__in=list(ids)).values_list(*FEED_COLUMNS)}


def _pollable() -> QuerySet[Feed]:
    return Feed.objects.filter(outlet__active=True).exclude(state=FeedState.PAUSED)


def _feeds(now: datetime) -> QuerySet[Feed]:
    return _pollable().filter(Q(next_check_at__lte=now) | Q(next_check_at=None))


def _feed(row: Sequence[Any]) -> FeedRow:
    values = dict(zip(FEED_COLUMNS, row, strict=True))
    values["arrivals"] = tuple(time for time in values["arrivals"] if isinstance(time, int | float))
    values["remarks"] = tuple(values["remarks"])
    seen = _seen(values["outlet_id"]) if values["format"] == SECTION else ()
    return FeedRow(**values, seen=seen)


def _seen(outlet_id: int) -> tuple[tuple[str, str], ...]:
    """What became of the addresses that an outlet announced last: by that its section pages are read."""
    rows = Entry.objects.filter(outlet_id=outlet_id).order_by("-id")
    columns = rows.values_list("address_key", "state", "problem_code", "next_fetch_at")[:MOST_SEEN]
    return tuple((key, _became(state, code, due)) for key, state, code, due in columns)


def _became(state: str, code: str, due: datetime | None) -> str:
    if state == FetchState.KEPT:
        return Seen.ARTICLE
    if code == NotAnArticle.code:
        return Seen.OTHER  # it is read again all the same: a page may have been empty for a moment
    return Seen.WAITING if due is not None or state == FetchState.REFUSED else Seen.OTHER


def pages_due(now: datetime, per_outlet: int, limit: int) -> list[PageWork]:
    """The pages to read now: of each outlet the most overdue, so that none waits for another's thousands."""
    due = Entry.objects.filter(next_fetch_at__lte=now, outlet__active=True)
    ids = _fairly(due, "outlet_id", per_outlet, limit)
    rows = list(Entry.objects.filter(pk__in=ids).values_list(*PAGE_COLUMNS))
    outlets = _outlets({row[1] for row in rows})
    order = {entry: place for place, entry in enumerate(ids)}
    works = [_page(row, outlets[row[1]]) for row in sorted(rows, key=lambda row: order[row[0]])]
    return _with_copies(works)


def _with_copies(works: list[PageWork]) -> list[PageWork]:
    """The works of known articles with what is kept of them, to tell the outlet's changes from ours."""
    ids = [work.article_id for work in works if work.article_id]
    if not ids:
        return works
    hashes = dict(Article.objects.filter(pk__in=ids).values_list("pk", "content_hash"))
    pages = StoredPage.objects.filter(article_id__in=ids).order_by("revision")
    copies = {
        row[0]: KeptCopy(*row[1:]) for row in pages.values_list("article_id", "digest", "size", "url", "content_type")
    }
    return [
        replace(work, known_hash=hashes.get(work.article_id, ""), copy=copies.get(work.article_id))
        if work.article_id
        else work
        for work in works
    ]


def page_works(entry_ids: Iterable[int]) -> dict[int, PageWork]:
    """Entries as the pipeline reads them, due or not, by their identity."""
    rows = list(Entry.objects.filter(pk__in=list(entry_ids)).values_list(*PAGE_COLUMNS))
    outlets = _outlets({row[1] for row in rows})
    return {row[0]: _page(row, outlets[row[1]]) for row in rows}


def outlet_views(ids: Iterable[int]) -> dict[int, OutletView]:
    """Outlets as the reading of their pages needs them."""
    return _outlets(set(ids))


def pictures_due(now: datetime, per_outlet: int, limit: int) -> list[PictureWork]:
    """The pictures to fetch now, fairly over outlets."""
    due = ArticleImage.objects.filter(next_fetch_at__lte=now, article__outlet__active=True)
    ids = _fairly(due, "article__outlet_id", per_outlet, limit)
    rows = ArticleImage.objects.filter(pk__in=ids).values_list(
        "id", "article_id", "article__outlet_id", "url", "attempts"
    )
    return [PictureWork(*row) for row in rows]


def _fairly(due: QuerySet[Any], outlet: str, per_outlet: int, limit: int) -> list[int]:
    """Identities of at most `limit` rows, every outlet's first before any outlet's second."""
    place = Window(RowNumber(), partition_by=F(outlet), order_by=[F("next_fetch_at").asc(), F("id").asc()])
    rows = due.annotate(place=place).filter(place__lte=per_outlet).order_by("place", "next_fetch_at", "id")
    return list(rows.values_list("id", flat=True)[:limit])


def _page(row: Sequence[Any], outlet: OutletView) -> PageWork:
    values = dict(zip(PAGE_COLUMNS, row, strict=True))
    del values["outlet_id"]
    values["feed_format"] = values.pop("feed__format") or ""
    values["authors"], values["tags"] = tuple(values["authors"]), tuple(values["tags"])
    return PageWork(outlet=outlet, **values)


def _outlets(ids: set[int]) -> dict[int, OutletView]:
    rows = Outlet.objects.filter(pk__in=ids).values_list("id", "slug", "name", "time_zone", "languages", "selectors")
    current = templates_of(ids)
    return {
        row[0]: OutletView(*row[:4], languages=tuple(row[4]), selectors=row[5], template=current.get(row[0]))
        for row in rows
    }


def templates_of(ids: Iterable[int]) -> dict[int, Template]:
    """The current templates of outlets; one that an older version stored is as none."""
    rows = OutletTemplate.objects.filter(outlet_id__in=list(ids), state=TemplateState.CURRENT).order_by("valid_from")
    found = {}
    for outlet, value in rows.values_list("outlet_id", "template"):
        with contextlib.suppress(ParseError):
            found[outlet] = Template.from_json(value)
    return found


def health(now: datetime) -> dict[str, int]:
    """Counts for the heartbeat: feeds overdue by more than a minute, articles of the last 24 hours."""
    articles = Article.objects.filter(state=ArticleState.LIVE, sort_at__gte=now - timedelta(days=1))
    return {
        "feeds_due": _feeds(now - timedelta(minutes=1)).count(),
        "articles_today": articles.count(),
    }
