"""The ledger, read: what the days of an outlet look like, and why. Four queries, however many days."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Min

from jarida.archive.models import LedgerDay, Outlet, RunningDay, WatchDay
from jarida.core.ledger import (
    HOLES,
    WEEKS,
    Counts,
    DayStatus,
    Expected,
    Watch,
    expect,
    running_hours,
    status_of,
    zone,
)

COUNTS = ("announced", "collected", "waiting", "failed", "refused", "withdrawn", "late", "problems")
MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Day:
    """A day of an outlet: what came of it, who was asked, what was usual, and in one word what to say of it."""

    day: date
    status: DayStatus
    counts: Counts
    watch: Watch
    expected: Expected | None

    @property
    def hole(self) -> bool:
        """Whether something is missing."""
        return self.status in HOLES

    def as_json(self) -> dict[str, Any]:
        """For machines: names and numbers only."""
        found = asdict(self)
        return {**found, "day": self.day.isoformat(), "status": self.status.value, "hole": self.hole}


def followed_since(outlet_id: int) -> date | None:
    """The first day on which the outlet's feeds were asked; None before the first poll."""
    found: date | None = WatchDay.objects.filter(outlet_id=outlet_id).aggregate(first=Min("day"))["first"]
    return found


def days(outlet: Outlet, first: date, last: date, now: datetime | None = None) -> list[Day]:
    """The days from `first` to `last`, MOST_DAYS at most; `now` is aware."""
    now = now or datetime.now(UTC)
    there = zone(outlet.time_zone)
    today = now.astimezone(there).date()
    last = date.fromordinal(min(last.toordinal(), first.toordinal() + MOST_DAYS - 1))
    begin = _earlier(first, WEEKS * 7)
    counts = _counts(outlet.pk, begin, last)
    watched = _watched(outlet.pk, begin, last)
    running = _running(_earlier(first, 1), last)
    followed = followed_since(outlet.pk)
    known = _numbers(counts, watched, begin, today)
    found = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        seen = followed is not None and followed <= day <= today
        hours, ran = running_hours(day, there, now, running) if seen else (0, 0)
        watch = _watch(watched.get(day), hours, ran)
        own, usual = counts.get(day, Counts()), expect(day, known) if seen else None
        found.append(Day(day, status_of(day, today, followed, own, watch, usual), own, watch, usual))
    return found


def _earlier(day: date, number: int) -> date:
    return day - timedelta(days=number) if day.toordinal() > number else date.min


def _counts(outlet_id: int, first: date, last: date) -> dict[date, Counts]:
    rows = LedgerDay.objects.filter(outlet_id=outlet_id, day__range=(first, last)).values_list("day", *COUNTS)
    return {row[0]: Counts(*row[1:]) for row in rows}


def _watched(outlet_id: int, first: date, last: date) -> dict[date, tuple[int, int, dict[str, int]]]:
    rows = WatchDay.objects.filter(outlet_id=outlet_id, day__range=(first, last))
    return {row[0]: row[1:] for row in rows.values_list("day", "asked", "answered", "problems")}


def _running(first: date, last: date) -> dict[date, int]:
    beyond = date.fromordinal(min(last.toordinal() + 1, date.max.toordinal()))
    return dict(RunningDay.objects.filter(day__range=(first, beyond)).values_list("day", "hours"))


def _numbers(
    counts: dict[date, Counts], watched: dict[date, tuple[int, int, dict[str, int]]], begin: date, today: date
) -> dict[date, int]:
    """What was announced on the days that were watched: of the others a number tells nothing."""
    return {
        day: counts[day].announced if day in counts else 0
        for day, (_, answered, _problems) in watched.items()
        if answered and begin <= day < today
    }


def _watch(row: tuple[int, int, dict[str, int]] | None, hours: int, ran: int) -> Watch:
    asked, answered, problems = row or (0, 0, {})
    failed = {code: bits.bit_count() for code, bits in sorted(problems.items())}
    return Watch(asked.bit_count(), answered.bit_count(), ran, hours, failed)
