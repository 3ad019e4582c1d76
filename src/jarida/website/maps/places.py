"""The map of places: geometry and words, no style. Land is drawn alike everywhere, and disputed borders broken.

An equidistant projection, true to scale at the middle of the picture, is enough for one country.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import ngettext

from jarida.archive.stories.names import NameLine
from jarida.website import addresses, formats
from jarida.website.maps import outlines
from jarida.website.maps.outlines import Box, Point, Ring

WIDTH: Final = 480.0
TALLEST, LOWEST = 1.35, 0.55  # of its width
MARGIN: Final = 0.06  # of the extent
SMALLEST, LARGEST = 4.0, 17.0  # radius of a circle
LABELS: Final = 14
MAJOR: Final = 5  # labels that a narrow screen shows as well,
WIDER: Final = 1.6  # so much larger
LETTER: Final = 7.4  # about so wide is one
LINE: Final = 13.0  # and so high
FEWEST: Final = 2  # places of a map without a country


@dataclass(frozen=True, slots=True)
class Circle:
    """A place on the map, and the sentence that says what it stands for. `label` is empty where there is no room."""

    id: int
    x: float
    y: float
    radius: float
    name: str
    sentence: str
    address: str
    label: str = ""
    label_x: float = 0.0
    anchor: str = "start"
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """A map ready to be drawn, in units of its own. `land` and `borders` are paths."""

    width: float
    height: float
    land: str
    disputed: str
    circles: tuple[Circle, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """From degrees to the picture."""

    box: Box

    @property
    def _scale(self) -> float:
        return WIDTH / ((self.box.east - self.box.west) * self._squeezed)

    @property
    def _squeezed(self) -> float:
        return math.cos(math.radians((self.box.north + self.box.south) / 2))

    @property
    def height(self) -> float:
        return round((self.box.north - self.box.south) * self._scale, 1)

    def at(self, east: float, north: float) -> Point:
        """Where a point of the earth is in the picture."""
        return (
            round((east - self.box.west) * self._squeezed * self._scale, 1),
            round((self.box.north - north) * self._scale, 1),
        )

    def path(self, rings: Iterable[Ring], *, closed: bool) -> str:
        """Outlines as an SVG path; what lies far outside is cut to the margin of the picture."""
        return "".join(self._drawn(ring, closed=closed) for ring in rings)

    def _drawn(self, ring: Ring, *, closed: bool) -> str:
        points: list[Point] = []
        for east, north in ring:
            x, y = self.at(east, north)
            point = (min(max(x, -50.0), WIDTH + 50), min(max(y, -50.0), self.height + 50))
            if not points or abs(point[0] - points[-1][0]) + abs(point[1] - points[-1][1]) >= 0.8:
                points.append(point)
        if len(points) < (3 if closed else 2):
            return ""
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + ("Z" if closed else "")


def place_map(places: Sequence[NameLine], country: str, ui: str) -> Map | None:
    """The places that lie in a country and around it; None where neither the country nor enough places are known.

    A country without an outline has a map of the places themselves.
    """
    located = [place for place in places if place.latitude is not None and place.longitude is not None]
    extent = outlines.extent(country) or _extent_of(located)
    if extent is None:
        return None
    view = _View(_framed(extent))
    seen = [place for place in located if _inside(place, view)]
    return Map(
        width=WIDTH,
        height=view.height,
        land=view.path(outlines.within(view.box), closed=True),
        disputed=view.path(outlines.disputed(view.box), closed=False),
        circles=_circles(seen, view, ui),
    )


def _extent_of(places: Sequence[NameLine]) -> Box | None:
    points = [(place.longitude, place.latitude) for place in places if place.longitude is not None]
    if len(set(points)) < FEWEST:
        return None
    return outlines.box_of(tuple((east, north or 0.0) for east, north in points)).grown(1.0)


def _framed(box: Box) -> Box:
    """With a margin, and neither too flat nor too tall."""
    width, height = box.east - box.west, box.north - box.south
    box = Box(
        box.west - width * MARGIN, max(-89.0, box.south - height * MARGIN), box.east + width * MARGIN,
        min(89.0, box.north + height * MARGIN),
    )  # fmt: skip
    squeezed = math.cos(math.radians((box.north + box.south) / 2))
    width, height = (box.east - box.west) * squeezed, box.north - box.south
    wider = max(0.0, height / TALLEST - width) / squeezed / 2
    taller = max(0.0, width * LOWEST - height) / 2
    return Box(box.west - wider, max(-89.0, box.south - taller), box.east + wider, min(89.0, box.north + taller))


def _inside(place: NameLine, view: _View) -> bool:
    if place.latitude is None or place.longitude is None:
        return False
    box = view.box
    return box.west <= place.longitude <= box.east and box.south <= place.latitude <= box.north


def _circles(places: Sequence[NameLine], view: _View, ui: str) -> tuple[Circle, ...]:
    """Large ones first, so that small ones lie upon them; the most named have their names beside them."""
    most = max((place.articles for place in places), default=1)
    ordered = sorted(places, key=lambda place: (-place.articles, place.id))
    taken: list[tuple[float, float, float, float]] = []
    circles = []
    for number, place in enumerate(ordered):
        circle = _circle(place, most, view, ui)
        size = WIDER if number < MAJOR else 1.0
        labelled = _labelled(circle, taken, view, size) if number < LABELS else circle
        circles.append(replace(labelled, minor=number >= MAJOR))
    return tuple(circles)


def _circle(place: NameLine, most: int, view: _View, ui: str) -> Circle:
    x, y = view.at(place.longitude or 0.0, place.latitude or 0.0)
    radius = round(max(SMALLEST, LARGEST * math.sqrt(place.articles / most)), 1)
    name = place.name_in(ui)
    words = ngettext("%(place)s: %(number)s article", "%(place)s: %(number)s articles", place.articles)
    sentence = words % {"place": name, "number": formats.number(place.articles, ui)}
    return Circle(place.id, x, y, radius, name, sentence, addresses.name(ui, place))


def _labelled(circle: Circle, taken: list[tuple[float, float, float, float]], view: _View, size: float) -> Circle:
    """With its name on the side where there is room, if there is."""
    long, half = len(circle.name) * LETTER * size, LINE * size / 2
    for anchor, left in (("start", circle.x + circle.radius + 3), ("end", circle.x - circle.radius - 3 - long)):
        box = (left, circle.y - half, left + long, circle.y + half)
        free = all(box[2] < other[0] or other[2] < box[0] or box[3] < other[1] or other[3] < box[1] for other in taken)
        if free and left > 0 and left + long < WIDTH and 0 < circle.y < view.height:
            taken += [box, _around(circle)]
            at = left if anchor == "start" else left + long
            return replace(circle, label=circle.name, label_x=round(at, 1), anchor=anchor)
    taken.append(_around(circle))
    return circle


def _around(circle: Circle) -> tuple[float, float, float, float]:
    half = circle.radius * 0.7
    return circle.x - half, circle.y - half, circle.x + half, circle.y + half
