"""A histogram as bars of an SVG: geometry and words, no style. A hole of the archive is drawn as a hole (P3)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jarida.archive.search.contract import Bar, Histogram
from jarida.website import formats

WIDTH, HEIGHT = 1000, 100
GAP = 0.15  # of a bar's room
WIDEST = 60.0  # of few bars none is a wall
LOWEST = 2.0  # a single hit beside thousands is still seen


@dataclass(frozen=True, slots=True)
class ShownBar:
    """One bar: where it stands in a field of WIDTH by HEIGHT, what it says, and the search within its time."""

    x: float
    y: float
    width: float
    height: float
    hole: bool
    name: str
    hits: str
    sentence: str
    address: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A histogram ready to be drawn. `top` is the number that the highest bar stands for."""

    bars: tuple[ShownBar, ...]
    first: str
    last: str
    top: str
    holes: bool
    exact: bool


def chart(histogram: Histogram, ui: str, address: Callable[[str], str], *, mirrored: bool = False) -> Chart | None:
    """The bars of a histogram; None where there is nothing to compare.

    `address` makes a search of a span of time (`2024`, `2024-04`, `2024-04-22`). `mirrored`: time runs from
    right to left, as the interface's language does.
    """
    if len(histogram.bars) < 2 or not any(bar.hits for bar in histogram.bars):
        return None
    top = max(bar.hits for bar in histogram.bars)
    room = WIDTH / len(histogram.bars)
    bars = tuple(
        _bar(bar, _left(place, room, mirrored=mirrored), room, top, histogram.unit, ui, address)
        for place, bar in enumerate(histogram.bars)
    )
    return Chart(
        bars, bars[0].name, bars[-1].name, formats.number(top, ui), any(bar.hole for bar in bars), histogram.exact
    )


def _left(place: int, room: float, *, mirrored: bool) -> float:
    return WIDTH - (place + 1) * room if mirrored else place * room


def _bar(bar: Bar, left: float, room: float, top: int, unit: str, ui: str, address: Callable[[str], str]) -> ShownBar:
    # hits prove that the archive has something there, whatever the counts of days say
    hole = not bar.archived and not bar.hits
    height = float(HEIGHT) if hole else max(LOWEST, bar.hits * HEIGHT / top) if bar.hits else 0.0
    name = name_of(bar.first, unit, ui)
    # holes one after the other are one hole
    width = room if hole else min(room * (1 - GAP), WIDEST)
    return ShownBar(
        x=round(left + (room - width) / 2, 2),
        y=round(HEIGHT - height, 2),
        width=round(width, 2),
        height=round(height, 2),
        hole=hole,
        name=name,
        hits=formats.number(bar.hits, ui),
        sentence=_sentence(bar, name, ui, hole=hole),
        address="" if hole else address(span_of(bar.first, unit)),
    )


def _sentence(bar: Bar, name: str, ui: str, *, hole: bool) -> str:
    if hole:
        return _("%(span)s: nothing was gathered") % {"span": name}
    words = ngettext("%(span)s: %(number)s result", "%(span)s: %(number)s results", bar.hits)
    return words % {"span": name, "number": formats.number(bar.hits, ui)}


def span_of(first: date, unit: str) -> str:
    """A day, month or year as the query language writes it."""
    return first.isoformat()[: {"year": 4, "month": 7}.get(unit, 10)]


def name_of(first: date, unit: str, ui: str) -> str:
    """A day, month or year as readers say it."""
    if unit == "year":
        return str(first.year)
    return formats.month_name(first.year, first.month, ui) if unit == "month" else formats.long_date(first, ui)
