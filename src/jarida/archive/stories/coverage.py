"""Coverage of a week, read: five queries, each of the week's rows of an index, kept for some minutes.

What is counted are rows that the store keeps up to date: of a withdrawn article there are none. Days are those of the
outlets (`DayCount`), the stories' are of the edition's time zone.
"""

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Min, Sum

from jarida.archive import queries
from jarida.archive.models import (
    DayCount,
    LedgerDay,
    Outlet,
    StoryMember,
    StoryState,
    WatchDay,
)
from jarida.archive.queries import OutletLine
from jarida.core.stories.coverage import Count, Coverage, Owner, Telling, cover

WEEK: Final = timedelta(days=7)
KEPT: Final = 300.0  # seconds for which a week is not counted anew
KEPT_PAST: Final = 3600.0  # the same for a week that is over
MOST_KEPT: Final = 16


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both counted."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1

    def moments(self, time_zone: str) -> tuple[datetime, datetime]:
        """When it begins and when it is over."""
        zone = ZoneInfo(time_zone)
        begin = datetime.combine(self.first, clock(), zone)
        return begin.astimezone(UTC), datetime.combine(self.last + timedelta(days=1), clock(), zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Missed:
    """An outlet of which days are missing: on `days` nothing was answered, `lost` announced articles were not kept."""

    outlet: OutletLine
    days: int
    lost: int


@dataclass(frozen=True, slots=True)
class Week:
    """A week's coverage, and what is missing in it (P3).

    Of the `active` outlets some were followed at its end; `late` are those that were not on all of its days.
    """

    span: Span
    coverage: Coverage
    missed: tuple[Missed, ...]
    followed: int
    active: int
    late: int


_kept: OrderedDict[tuple[object, ...], tuple[float, Week]] = OrderedDict()
_counting = threading.Lock()


def week(span: Span, today: date, time_zone: str) -> Week:
    """The coverage of some days. Kept for some minutes: it may be so much behind the archive.

    What was withdrawn or blocked meanwhile is not shown all the same: here are only numbers and identifiers.
    """
    key = (str(settings.FOLDER), span, today, time_zone)
    with _counting:  # whoever asks meanwhile waits for the same numbers
        until, found = _kept.get(key, (0.0, None))
        if found is None or until <= time.monotonic():
            found = _read(span, today, time_zone)
            _kept[key] = (time.monotonic() + (KEPT if span.last >= today else KEPT_PAST), found)
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return found


def forget() -> None:
    """Count anew when it is asked for."""
    with _counting:
        _kept.clear()


def first_day() -> date | None:
    """The first day that has articles."""
    found: date | None = DayCount.objects.filter(articles__gt=0).aggregate(first=Min("day"))["first"]
    return found


def _read(span: Span, today: date, time_zone: str) -> Week:
    owners = {row[0]: Owner(*row[1:]) for row in Outlet.objects.values_list("id", "kind", "ownership")}
    coverage = cover(_counts(span), _tellings(span, time_zone), owners)
    active = set(Outlet.objects.filter(active=True).values_list("id", flat=True))
    since = dict(WatchDay.objects.values_list("outlet_id").annotate(first=Min("day")).order_by())
    followed = {outlet: first for outlet, first in since.items() if outlet in active and first <= span.last}
    in_time = sum(first <= span.first for first in followed.values())
    return Week(span, coverage, _missed(span, today, followed), len(followed), len(active), len(active) - in_time)


def _counts(span: Span) -> list[Count]:
    days = DayCount.objects.filter(day__range=(span.first, span.last), articles__gt=0)
    rows = days.values_list("outlet_id", "language").annotate(total=Sum("articles")).order_by()
    return [Count(*row) for row in rows]


def _tellings(span: Span, time_zone: str) -> Iterable[Telling]:
    begin, end = span.moments(time_zone)
    members = StoryMember.objects.filter(
        at__gte=begin, at__lt=end, story__state=StoryState.LIVE, story__outlets__gt=1, story__column=""
    )
    return (Telling(*row) for row in members.values_list("story_id", "outlet_id", "language").order_by().iterator())


def _missed(span: Span, today: date, followed: Mapping[int, date]) -> tuple[Missed, ...]:
    """What is missing of outlets that are followed (since when), most first.

    Days before an outlet was followed are not missing: nobody looked yet. Of today the day is not over.
    """
    last = min(span.last, today - timedelta(days=1))
    answered = Counter(
        WatchDay.objects.filter(day__range=(span.first, max(last, span.first)), day__lte=last, answered__gt=0)
        .values_list("outlet_id", flat=True)
        .order_by()
    )
    lost = _lost(span)
    silent = {
        outlet: max(0, (last - max(first, span.first)).days + 1 - answered[outlet])
        for outlet, first in followed.items()
    }
    wanting = [outlet for outlet in followed if silent[outlet] or lost.get(outlet)]
    lines = queries.outlet_lines(wanting)
    found = (Missed(lines[outlet], silent[outlet], lost.get(outlet, 0)) for outlet in wanting if outlet in lines)
    return tuple(sorted(found, key=lambda one: (-one.days, -one.lost, one.outlet.slug)))


def _lost(span: Span) -> dict[int, int]:
    rows = LedgerDay.objects.filter(day__range=(span.first, span.last)).values_list("outlet_id")
    sums = rows.annotate(failed=Sum("failed"), refused=Sum("refused")).order_by()
    return {outlet: failed + refused for outlet, failed, refused in sums if failed + refused}
