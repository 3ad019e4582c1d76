"""What a day of an outlet looks like: complete, with holes, silent, or not watched. Pure.

A hole is named by its likeliest cause: first ourselves (we did not run), then the outlet's feeds (they did not
answer), then what was announced and could not be read, then what was not announced though it usually is.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from statistics import fmean, pvariance
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jarida.core.errors import NotAnArticle

TOLERANCE = timedelta(minutes=5)  # clocks differ
LATE = timedelta(hours=6)
WEEKS = 8  # of the past, from which is told what a day usually brings
FEWEST_DAYS = 14  # known days before anything is expected
DOUBT = 2.0  # average days that are mixed into those of one weekday
BOUNDS = 1.645  # standard deviations: nine of ten days are within
HOURS_MISSED = 3  # fewer hours without us are made up for by the next poll


class DayStatus(StrEnum):
    """What there is to say of a day, worst first where several things are."""

    FUTURE = "future"
    UNFOLLOWED = "unfollowed"  # before the first poll
    OUTAGE = "outage"  # Jarida did not run
    UNWATCHED = "unwatched"  # Jarida ran, but did not ask this outlet
    UNREACHABLE = "unreachable"  # no feed answered
    INCOMPLETE = "incomplete"  # announced, and could not be read
    SILENT = "silent"  # nothing announced though something is usual
    FEW = "few"  # less announced than is plausible
    INTERRUPTED = "interrupted"  # complete, but Jarida did not run for some hours
    WAITING = "waiting"  # being read
    COMPLETE = "complete"
    EMPTY = "empty"  # nothing announced, nothing missing


HOLES = frozenset(
    {
        DayStatus.OUTAGE, DayStatus.UNWATCHED, DayStatus.UNREACHABLE, DayStatus.INCOMPLETE, DayStatus.SILENT,
        DayStatus.FEW,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the entries of a day; see `archive.models.LedgerDay`."""

    announced: int = 0
    collected: int = 0
    waiting: int = 0
    failed: int = 0
    refused: int = 0
    withdrawn: int = 0
    late: int = 0
    problems: Mapping[str, int] = field(default_factory=dict)

    @property
    def unread(self) -> int:
        """How many articles could not be read; what turned out to be none is not missing."""
        return self.failed + self.refused - self.problems.get(NotAnArticle.code, 0)


@dataclass(frozen=True, slots=True)
class Watch:
    """In how many hours of a day the feeds were asked and answered, and we ran, of `hours` that have passed.

    `problems` maps codes of failures to hours.
    """

    asked: int = 0
    answered: int = 0
    running: int = 0
    hours: int = 24
    problems: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expected:
    """How many entries a day usually brings, and between which numbers nine of ten days are."""

    mean: float
    low: int
    high: int


@lru_cache(maxsize=512)
def zone(name: str) -> tzinfo:
    """A time zone by its IANA name; UTC for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def entry_day(published: datetime | None, announced: datetime, zone: tzinfo) -> tuple[date, bool]:
    """The day for which an entry counts, and whether it was announced late. Moments are aware.

    Its own date where it has one that is possible, else the moment at which it was announced.
    """
    if published is None or published > announced + TOLERANCE:
        return announced.astimezone(zone).date(), False
    try:
        return published.astimezone(zone).date(), announced - published > LATE
    except OverflowError:  # a date at the very beginning of time
        return announced.astimezone(zone).date(), False


def hour_bit(moment: datetime, zone: tzinfo) -> tuple[date, int]:
    """The day of a moment in a time zone, and its hour as one bit of 24."""
    local = moment.astimezone(zone)
    return local.date(), 1 << local.hour


def running_hours(day: date, zone: tzinfo, until: datetime, running: Mapping[date, int]) -> tuple[int, int]:
    """How many hours of a local day have begun by `until`, and in how many of them we ran.

    `running` are the bits of the days in UTC. A day when clocks change has 23 or 25 hours.
    """
    begin = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    following = day + timedelta(days=1)
    end = datetime(following.year, following.month, following.day, tzinfo=zone).astimezone(UTC)
    passed = ran = 0
    moment = begin
    while moment < min(end, until):
        passed += 1
        ran += running.get(moment.date(), 0) >> moment.hour & 1
        moment += timedelta(hours=1)
    return passed, ran


def expect(day: date, history: Mapping[date, int]) -> Expected | None:
    """What a day usually brings, from the numbers of earlier days that were watched; None where few are known.

    The mean of the same weekday, drawn towards that of all days; the range is of a normal distribution with the
    variance that the days have around their own weekday, and at least that of a Poisson distribution.
    """
    known = {past: number for past, number in history.items() if day - timedelta(weeks=WEEKS) <= past < day}
    if len(known) < FEWEST_DAYS:
        return None
    overall = fmean(known.values())
    same = [number for past, number in known.items() if past.weekday() == day.weekday()]
    mean = (sum(same) + DOUBT * overall) / (len(same) + DOUBT)
    spread = BOUNDS * math.sqrt(max(mean, _variance(known)))
    return Expected(round(mean, 1), max(0, math.ceil(mean - spread)), math.floor(mean + spread))


def _variance(known: Mapping[date, int]) -> float:
    """Of the days around the mean of their own weekday; a day of the week known once tells nothing."""
    weeks: dict[int, list[int]] = {}
    for past, number in known.items():
        weeks.setdefault(past.weekday(), []).append(number)
    groups = [numbers for numbers in weeks.values() if len(numbers) > 1]
    days = sum(map(len, groups))
    return sum(len(numbers) * pvariance(numbers) for numbers in groups) / days if days else 0.0


def status_of(
    day: date, today: date, followed: date | None, counts: Counts, watch: Watch, expected: Expected | None
) -> DayStatus:
    """What there is to say of a day, as one word."""
    if day > today:
        return DayStatus.FUTURE
    if followed is None or day < followed:
        return DayStatus.UNFOLLOWED
    # what was announced later still counts for its day, so a day that nobody watched may be whole
    plenty = expected is not None and counts.announced >= max(expected.low, 1)
    missed = watch.hours - watch.running > HOURS_MISSED
    if not watch.answered and not plenty:
        return _unwatched(watch)
    return _of_what_was_announced(day < today, counts, expected, missed=missed)


def _unwatched(watch: Watch) -> DayStatus:
    if watch.asked:
        return DayStatus.UNREACHABLE
    return DayStatus.UNWATCHED if watch.running else DayStatus.OUTAGE


def _of_what_was_announced(over: bool, counts: Counts, expected: Expected | None, *, missed: bool) -> DayStatus:
    few = over and expected is not None and counts.announced < expected.low
    if counts.unread:
        return DayStatus.INCOMPLETE
    if few:
        return DayStatus.OUTAGE if missed else (DayStatus.FEW if counts.announced else DayStatus.SILENT)
    if counts.waiting:
        return DayStatus.WAITING
    if missed:
        return DayStatus.INTERRUPTED
    return DayStatus.COMPLETE if counts.announced else DayStatus.EMPTY
