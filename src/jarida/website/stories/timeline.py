"""When a story was told, as bars by hour, day or month: geometry and words, no style."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import ngettext

from jarida.website import formats

WIDTH: Final = 1000
HEIGHT: Final = 100
GAP: Final = 0.15  # of a bar's room
WIDEST: Final = 60.0  # of few bars none is a wall
LOWEST: Final = 4.0  # a single article beside hundreds is still seen
MOST_HOURS: Final = 72
MOST_DAYS: Final = 62
MOST_BARS: Final = 240


@dataclass(frozen=True, slots=True)
class Bar:
    """One hour, day or month: where it stands in a field of WIDTH by HEIGHT, and what it says."""

    x: float
    y: float
    width: float
    height: float
    name: str
    iso: str
    number: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A story's bars. `unit` is hour, day or month; `top` what the highest stands for."""

    bars: tuple[Bar, ...]
    unit: str
    first: str
    last: str
    top: str

    @property
    def told(self) -> tuple[Bar, ...]:
        """The bars that have articles."""
        return tuple(bar for bar in self.bars if bar.number)


def timeline(moments: Iterable[datetime], zone: str, ui: str, *, mirrored: bool = False) -> Timeline | None:
    """The bars of some moments in a time zone; None where there is nothing to compare.

    `mirrored`: time runs from right to left, as the interface's language does.
    """
    local = sorted(formats.local(moment, zone) for moment in moments)
    if len(local) < 2:
        return None
    unit = _unit(local[0], local[-1])
    counted = Counter(_begin(moment, unit) for moment in local)
    steps = list(_steps(min(counted), max(counted), unit))[-MOST_BARS:]
    if len(steps) < 2:
        return None
    top, room = max(counted.values()), WIDTH / len(steps)
    bars = tuple(
        _bar(step, counted[step], _left(place, room, mirrored=mirrored), room, top, unit, ui)
        for place, step in enumerate(steps)
    )
    return Timeline(bars, unit, bars[0].name, bars[-1].name, formats.number(top, ui))


def _unit(first: datetime, last: datetime) -> str:
    span = last - first
    if span <= timedelta(hours=MOST_HOURS):
        return "hour"
    return "day" if span <= timedelta(days=MOST_DAYS) else "month"


def _begin(moment: datetime, unit: str) -> datetime:
    """The beginning of the hour, day or month on the clock of the time zone, which is all that is told of it."""
    moment = moment.replace(minute=0, second=0, microsecond=0, tzinfo=None)
    if unit == "hour":
        return moment
    return moment.replace(hour=0) if unit == "day" else moment.replace(hour=0, day=1)


def _steps(first: datetime, last: datetime, unit: str) -> Iterator[datetime]:
    while first <= last:
        yield first
        if unit == "month":
            first = (first + timedelta(days=32)).replace(day=1)
        else:
            first += timedelta(hours=1) if unit == "hour" else timedelta(days=1)


def _left(place: int, room: float, *, mirrored: bool) -> float:
    return WIDTH - (place + 1) * room if mirrored else place * room


def _bar(step: datetime, number: int, left: float, room: float, top: int, unit: str, ui: str) -> Bar:
    width = min(room * (1 - GAP), WIDEST)
    height = max(LOWEST, HEIGHT * number / top) if number else 0.0
    name = _name(step, unit, ui)
    told = ngettext("%(number)s article", "%(number)s articles", number) % {"number": formats.number(number, ui)}
    return Bar(
        round(left + (room - width) / 2, 1), round(HEIGHT - height, 1), round(width, 1), round(height, 1), name,
        _iso(step, unit), number, f"{name}: {told}",
    )  # fmt: skip


def _name(step: datetime, unit: str, ui: str) -> str:
    if unit == "month":
        return formats.month_name(step.year, step.month, ui)
    if unit == "day":
        return formats.long_date(step.date(), ui)
    return f"{formats.short_date(step.date(), ui)}{'،' if ui == 'ar' else ','} {formats.clock(step)}"


def _iso(step: datetime, unit: str) -> str:
    return {"month": f"{step:%Y-%m}", "day": f"{step:%Y-%m-%d}"}.get(unit) or f"{step:%Y-%m-%dT%H:%M}"
