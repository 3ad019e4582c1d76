"""The calendar of completeness: of an outlet's days, what is kept here and what is missing (P3)."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jarida.archive import ledger, queries
from jarida.archive.models import Outlet
from jarida.core.ledger import DayStatus
from jarida.website import addresses, completeness, formats
from jarida.website.caching import cached
from jarida.website.rendering import in_language, page


@dataclass(frozen=True, slots=True)
class MonthSum:
    """A month of a year's page."""

    first: date
    collected: int
    announced: int
    holes: int
    followed: bool


@cached(max_age=300)
@in_language
def current(request: HttpRequest, ui: str, slug: str) -> HttpResponse:
    """The month of today, at the address that does not change."""
    outlet, today = _outlet_and_today(slug)
    return _month(ui, outlet, today.replace(day=1), today, addresses.completeness("", slug)[1:])


@cached(max_age=300)
@in_language
def month(request: HttpRequest, ui: str, slug: str, year: int, month: int) -> HttpResponse:
    """A month."""
    outlet, today = _outlet_and_today(slug)
    first = _first_or_404(year, month, today)
    return _month(ui, outlet, first, today, addresses.completeness_month("", first, slug)[1:])


@cached(max_age=300)
@in_language
def year(request: HttpRequest, ui: str, slug: str, year: int) -> HttpResponse:
    """A year: its months, each with what is kept and how many of its days have holes."""
    outlet, today = _outlet_and_today(slug)
    first = _first_or_404(year, 1, today)
    days = ledger.days(outlet, first, min(first.replace(month=12, day=31), today))
    months = [_sum(year, month, days) for month in range(1, 13) if (year, month) <= (today.year, today.month)]
    return page(
        ui, "completeness_year.html", rest=addresses.completeness_year("", year, slug)[1:], nav="outlets",
        title=_title(str(year)), outlet=outlet, slug=slug, year=year, months=months,
        followed=ledger.followed_since(outlet.pk), latest=year == today.year,
    )  # fmt: skip


def _month(ui: str, outlet: Outlet, first: date, today: date, rest: str) -> HttpResponse:
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    days = {day.day.day: completeness.shown(day, ui) for day in ledger.days(outlet, first, last)}
    followed = ledger.followed_since(outlet.pk)
    title = _title(formats.month_name(first.year, first.month, ui))
    return page(
        ui, "completeness.html", rest=rest, nav="outlets", title=title, outlet=outlet, slug=outlet.slug, first=first,
        days=days, legend=completeness.legend(), followed=followed,
        weeks=calendar.Calendar().monthdayscalendar(first.year, first.month),
        remarked=[day for day in days.values() if day.remarks],
        holes=sum(day.day.hole for day in days.values()),
        earlier=_beside(first, -1) if followed and followed < first else None,
        later=_beside(first, 1) if last < today else None,
        noindex=followed is None or last < followed,
    )  # fmt: skip


def _sum(year: int, month: int, days: list[ledger.Day]) -> MonthSum:
    own = [day for day in days if day.day.month == month]
    followed = any(day.status != DayStatus.UNFOLLOWED for day in own)
    collected, announced = (sum(getattr(day.counts, name) for day in own) for name in ("collected", "announced"))
    return MonthSum(date(year, month, 1), collected, announced, sum(day.hole for day in own), followed)


def _outlet_and_today(slug: str) -> tuple[Outlet, date]:
    outlet = queries.outlet(slug)
    if outlet is None:
        raise Http404
    return outlet, formats.local(datetime.now(UTC), outlet.time_zone).date()


def _first_or_404(year: int, month: int, today: date) -> date:
    """The first day of a month that has begun."""
    try:
        first = date(year, month, 1)
    except ValueError as error:
        raise Http404 from error
    if first > today:
        raise Http404
    return first


def _beside(first: date, step: int) -> date | None:
    year, month = divmod(first.year * 12 + first.month - 1 + step, 12)
    return date(year, month + 1, 1) if 1 <= year <= 9999 else None


def _title(span: str) -> str:
    return _("Completeness: %(span)s") % {"span": span}
