"""Outlets, their feeds, their ledger, and how many articles the days have."""

from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from jarida.api import schemas, shapes
from jarida.api.common import Slug, outlet_or_problem, scope, span
from jarida.api.parameters import DaysParams, FeedsParams, FieldsParams, OutletsParams, SpanParams
from jarida.api.reading import Answer, cursor_to, place_of, reading
from jarida.archive import ledger as archive_ledger
from jarida.archive import queries, records
from jarida.archive.queries import Scope

router = Router(tags=["Outlets"])
counts = Router(tags=["Counts"])
MOST_DAYS = 3_660
MOST_COUNTS = 20_000
MOST_FEEDS = 200


@router.get("/outlets", response=schemas.OutletList, operation_id="listOutlets", summary="List outlets")
@reading(schemas.OutletItem)
def outlets(request: HttpRequest, params: Query[OutletsParams]) -> Answer:
    """Publishers in the order of their slugs."""
    exact: dict[str, Any] = {"active": params.active, "country": params.country}
    wanted = {name: value for name, value in exact.items() if value is not None}
    rows, more = records.outlets_after(place_of(request, params), limit=params.limit, **wanted)
    after = cursor_to(request, rows[-1].slug if more else None)
    return Answer({"items": [shapes.outlet_item(row) for row in rows], "next": after}, "items")


@router.get("/outlets/{slug}", response=schemas.Outlet, operation_id="getOutlet", summary="One outlet")
@reading(schemas.Outlet)
def outlet(request: HttpRequest, slug: Slug, params: Query[FieldsParams]) -> Answer:
    """A publisher, with how much is kept of it and since when it is followed."""
    found = outlet_or_problem(slug)
    more = {"articles": records.articles_of(found.pk), "followed_since": archive_ledger.followed_since(found.pk)}
    return Answer(shapes.outlet_item(found) | more)


@router.get(
    "/outlets/{slug}/health", response=schemas.Health, operation_id="getHealth", summary="How an outlet is doing"
)
@reading(schemas.Health, by_content=True)
def health(request: HttpRequest, slug: Slug, params: Query[FieldsParams]) -> Answer:
    """Its feeds with the fault of each, and what became of what it announced in the last 30 days."""
    found = outlet_or_problem(slug)
    record = records.health_of(found, _today())
    rows, _ = records.feeds_after(limit=MOST_FEEDS, outlet_id=found.pk)
    return Answer(shapes.health(found, record, [shapes.feed(row.id, row.outlet, row.feed) for row in rows]))


@router.get("/feeds", response=schemas.FeedList, operation_id="listFeeds", summary="List feeds with their health")
@reading(schemas.Feed, by_content=True)
def feeds(request: HttpRequest, params: Query[FeedsParams]) -> Answer:
    """Where outlets announce articles: when each was last asked, when it last brought something, and its fault."""
    exact: dict[str, Any] = {"outlet_id": scope(params.outlet, None).outlet_id, "state": params.state}
    wanted = {name: value for name, value in exact.items() if value is not None}
    rows, more = records.feeds_after(int(place_of(request, params) or 0), limit=params.limit, **wanted)
    items = [shapes.feed(row.id, row.outlet, row.feed) for row in rows]
    return Answer({"items": items, "next": cursor_to(request, rows[-1].id if more else None)}, "items")


@counts.get("/outlets/{slug}/ledger", response=schemas.Ledger, operation_id="getLedger", summary="An outlet's ledger")
@reading(by_content=True)
def ledger(request: HttpRequest, slug: Slug, params: Query[SpanParams]) -> Answer:
    """What was expected, announced and collected on each day, what failed and why. A hole is shown as a hole.

    By default the last 30 days; 400 at most.
    """
    found = outlet_or_problem(slug)
    first, last = span(params.first, params.last, archive_ledger.MOST_DAYS)
    days = [shapes.ledger_day(day) for day in archive_ledger.days(found, first, last)]
    return Answer(
        {
            "outlet": shapes.outlet_name(found), "time_zone": found.time_zone,
            "followed_since": archive_ledger.followed_since(found.pk), "items": days,
        }
    )  # fmt: skip


@counts.get("/archive/days", response=schemas.DayCounts, operation_id="countDays", summary="Articles by day")
@reading()
def days(request: HttpRequest, params: Query[DaysParams]) -> Answer:
    """How many articles each day has, in its outlets' time zones; with `by`, of each outlet or language.

    By default the last 30 days; 3,660 at most, and 20,000 counts at most.
    """
    wanted = scope(params.outlet, params.language)
    first, last = span(params.first, params.last, MOST_DAYS)
    items = _by(params.by, first, last, wanted) if params.by else _plain(first, last, wanted)
    complete = len(items) <= MOST_COUNTS
    return Answer({"first": first, "last": last, "items": items[:MOST_COUNTS], "complete": complete})


def _plain(first: date, last: date, wanted: Scope) -> list[shapes.Json]:
    found = queries.day_counts(first, last, wanted)
    return [{"day": day, "articles": number, "outlet": None, "language": None} for day, number in found.items()]


def _by(name: str, first: date, last: date, wanted: Scope) -> list[shapes.Json]:
    rows = records.day_counts_by(name, first, last, wanted, limit=MOST_COUNTS + 1)
    empty = {"outlet": None, "language": None}
    return [{"day": day, "articles": number, **empty, name: value} for day, value, number in rows]


def _today() -> date:
    return datetime.now(UTC).date()
