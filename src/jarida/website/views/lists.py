"""Lists of articles: by outlet, language and day; and the archive's calendars."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jarida.archive import queries
from jarida.archive.models import Outlet
from jarida.archive.queries import Cursor, Scope
from jarida.website import addresses, formats
from jarida.website.caching import cached
from jarida.website.paging import BadCursor, read_cursor
from jarida.website.rendering import in_language, page

RECENT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the archive: weeks of days from Monday, 0 where the day is another month's."""

    year: int
    month: int
    weeks: list[list[int]]
    counts: dict[int, int]

    @property
    def total(self) -> int:
        """How many articles the month has."""
        return sum(self.counts.values())


def months_of(counts: dict[date, int], first: date, last: date) -> list[Month]:
    """The months from `first` to `last`, with the counts of their days."""
    months = []
    for position in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = divmod(position, 12)
        own = {day.day: total for day, total in counts.items() if (day.year, day.month) == (year, month + 1)}
        months.append(Month(year, month + 1, calendar.Calendar().monthdayscalendar(year, month + 1), own))
    return months


def place(request: HttpRequest) -> Cursor | None:
    """The place in a list that the address asks for; a wrong one is a bad request."""
    text = request.GET.get("before", "")
    try:
        return read_cursor(text) if text else None
    except BadCursor as error:
        raise BadRequest("no such place in the list") from error


def _outlet_or_404(slug: str) -> Outlet:
    found = queries.outlet(slug)
    if found is None:
        raise Http404
    return found


def _optional_outlet(slug: str) -> tuple[Outlet | None, Scope]:
    found = _outlet_or_404(slug) if slug else None
    return found, Scope(outlet_id=found.pk if found else None)


def _list_page(request: HttpRequest, ui: str, template: str, scope: Scope, rest: str, **context: Any) -> HttpResponse:
    """A page of a list; only its newest page is for search engines."""
    before = place(request)
    found = queries.latest(scope, before=before)
    path = f"/{ui}{rest}"
    return page(
        ui, template, rest=rest, lines=found.articles, older=addresses.older(path, found.older),
        newest=path if before else "", noindex=before is not None, feed_base=path, **context,
    )  # fmt: skip


@cached(max_age=60)
@in_language
def outlets(request: HttpRequest, ui: str) -> HttpResponse:
    """All outlets."""
    since = _today() - timedelta(days=RECENT_DAYS)
    found = queries.outlets()
    return page(
        ui, "outlets.html", rest="/outlets/", title=_("Outlets"), nav="outlets", outlets=found,
        counts=queries.outlet_counts(since),
    )  # fmt: skip


@cached(max_age=30)
@in_language
def outlet(request: HttpRequest, ui: str, slug: str) -> HttpResponse:
    """An outlet: what it is, its calendar of this month, its latest articles."""
    found = _outlet_or_404(slug)
    today = formats.local(datetime.now(UTC), found.time_zone).date()
    first, last = _month_span(today.year, today.month)
    scope = Scope(outlet_id=found.pk)
    months = months_of(queries.day_counts(first, last, scope), first, last)
    return _list_page(
        request, ui, "outlet.html", scope, f"/outlets/{slug}/", nav="outlets", outlet=found,
        title=found.names.get(ui) or found.name, months=months,
    )  # fmt: skip


@cached(max_age=60)
@in_language
def languages(request: HttpRequest, ui: str) -> HttpResponse:
    """The languages in which there are articles."""
    counts = queries.language_counts(_today() - timedelta(days=30))
    return page(ui, "languages.html", rest="/languages/", title=_("Languages"), nav="languages", counts=counts)


@cached(max_age=30)
@in_language
def language(request: HttpRequest, ui: str, code: str) -> HttpResponse:
    """The latest articles in a language."""
    title = _("Articles in %(language)s") % {"language": formats.language_name(code, ui)}
    return _list_page(
        request, ui, "language.html", Scope(language=code), f"/languages/{code}/", nav="languages", title=title,
        code=code,
    )  # fmt: skip


@cached(max_age=300)
@in_language
def archive(request: HttpRequest, ui: str, slug: str = "") -> HttpResponse:
    """The years of the archive."""
    found, scope = _optional_outlet(slug)
    return _archive_page(
        ui, "archive.html", found, addresses.archive("", slug)[1:], _("Archive"), years=queries.years(scope)
    )


@cached(max_age=300)
@in_language
def archive_year(request: HttpRequest, ui: str, year: int, slug: str = "") -> HttpResponse:
    """A year of the archive: its months, each as a calendar."""
    found, scope = _optional_outlet(slug)
    first, last = _year_span(year)
    last = max(first, min(last, _today()))
    months = months_of(queries.day_counts(first, last, scope), first, last)
    rest = addresses.archive_year("", year, slug)[1:]
    return _archive_page(ui, "archive_year.html", found, rest, _archive_title(str(year)), months=months, year=year)


@cached(max_age=300)
@in_language
def archive_month(request: HttpRequest, ui: str, year: int, month: int, slug: str = "") -> HttpResponse:
    """A month of the archive: its calendar, and what each outlet published."""
    found, scope = _optional_outlet(slug)
    first, last = _month_span(year, month)
    months = months_of(queries.day_counts(first, last, scope), first, last)
    totals = {} if found else queries.outlet_counts(first, last)
    rest = addresses.archive_month("", year, month, slug)[1:]
    return _archive_page(
        ui, "archive_month.html", found, rest, _archive_title(formats.month_name(year, month, ui)),
        months=months, year=year, month=month, totals=totals, lines_by_id=queries.outlet_lines(totals),
    )  # fmt: skip


@cached(max_age=30)
@in_language
def archive_day(request: HttpRequest, ui: str, year: int, month: int, day: int, slug: str = "") -> HttpResponse:
    """A day of the archive: its articles."""
    found, scope = _optional_outlet(slug)
    wanted = _date_or_404(year, month, day)
    earlier, later = queries.neighbour_days(wanted, scope)
    rest = addresses.archive_day("", wanted, slug)[1:]
    return _list_page(
        request, ui, "archive_day.html", Scope(outlet_id=scope.outlet_id, day=wanted), rest, nav="archive",
        title=_archive_title(formats.full_date(wanted, ui)), outlet=found, wanted=wanted, earlier=earlier, later=later,
        total=queries.day_counts(wanted, wanted, scope).get(wanted, 0),
    )  # fmt: skip


def _archive_page(ui: str, template: str, found: Outlet | None, rest: str, title: str, **context: Any) -> HttpResponse:
    slug = found.slug if found else ""
    return page(ui, template, rest=rest, title=title, nav="archive", outlet=found, slug=slug, **context)


def _archive_title(span: str) -> str:
    return _("Archive: %(span)s") % {"span": span}


def _date_or_404(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Http404 from error


def _year_span(year: int) -> tuple[date, date]:
    return _date_or_404(year, 1, 1), _date_or_404(year, 12, 31)


def _month_span(year: int, month: int) -> tuple[date, date]:
    first = _date_or_404(year, month, 1)
    return first, first.replace(day=calendar.monthrange(year, month)[1])


def _today() -> date:
    return datetime.now(UTC).date()
