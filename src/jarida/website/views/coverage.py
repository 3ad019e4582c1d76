"""Coverage: who tells what, over the last seven days or over a week."""

from datetime import UTC, date, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jarida.archive import queries
from jarida.archive.stories import coverage as kept
from jarida.archive.stories import front
from jarida.archive.stories.coverage import Span
from jarida.archive.stories.front import Asked, StoryLine
from jarida.core.stories.coverage import KIND, LANGUAGE, OWNERSHIP, Coverage
from jarida.website import addresses, formats
from jarida.website.caching import cached
from jarida.website.coverage import missed, shares, sides, told_alone
from jarida.website.rendering import in_language, page

SHOWN = 6  # stories that a group alone tells
MOST = 120  # stories that are looked up for a page


@cached(max_age=300)
@in_language
def current(request: HttpRequest, ui: str) -> HttpResponse:
    """The last seven days, at the address that does not change."""
    today, zone = _today()
    return _page(ui, Span(today - timedelta(days=6), today), today, zone, week=None)


@cached(max_age=300)
@in_language
def week(request: HttpRequest, ui: str, year: int, number: int) -> HttpResponse:
    """A week (ISO 8601), from Monday to Sunday."""
    today, zone = _today()
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
        span = Span(monday, monday + timedelta(days=6))
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    if monday > today:
        raise Http404
    return _page(ui, span, today, zone, week=monday)


def _today() -> tuple[date, str]:
    zone = queries.site_facts().time_zone
    return formats.local(datetime.now(UTC), zone).date(), zone


def _page(ui: str, span: Span, today: date, zone: str, week: date | None) -> HttpResponse:
    found = kept.week(span, today, zone)
    first = kept.first_day()
    this = today - timedelta(days=today.weekday())
    lines = _lines(found.coverage, ui)
    return page(
        ui, "coverage.html", rest=addresses.coverage("", week)[1:], title=_("Who tells what"), nav="coverage",
        span=span, week=week, coverage=found.coverage, sides=sides(found.coverage, ui),
        shares=shares(found.coverage, ui),
        missed=missed(found, ui), more_missed=max(0, len(found.missed) - 20), week_read=found,
        alone=[told_alone(found.coverage, side, lines, ui, SHOWN) for side in (LANGUAGE, OWNERSHIP, KIND)],
        earlier=_beside(week or this, -1, first), later=_later(week, this), noindex=not found.coverage.articles,
    )  # fmt: skip


def _lines(coverage: Coverage, ui: str) -> dict[int, StoryLine]:
    """The stories that one group alone told, as they are shown: a few more than needed, some may not be."""
    wanted = dict.fromkeys(
        story for side in coverage.alone.values() for stories in side.values() for story in stories[: SHOWN + 4]
    )
    found = front.among(list(wanted)[:MOST], Asked(ui, datetime.now(UTC), others=0), MOST) if wanted else ()
    return {story.id: story for story in found}


def _beside(monday: date, weeks: int, first: date | None) -> date | None:
    """The week before, where there are articles of it or of earlier ones."""
    try:
        other = monday + timedelta(weeks=weeks)
    except OverflowError:
        return None
    return other if first and first < monday else None


def _later(week: date | None, this: date) -> date | None:
    return week + timedelta(weeks=1) if week and week < this else None
