"""Outlines of countries (Natural Earth, public domain), made by benchmarks/atlas.py."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final

import msgspec

HUNDREDTHS: Final = 100
FAR: Final = 8.0  # degrees from the largest part: what lies farther away (overseas) is not in the picture

Point = tuple[float, float]  # degrees east, degrees north
Ring = tuple[Point, ...]


class _Data(msgspec.Struct):
    lines: list[list[int]]
    countries: dict[str, list[list[int]]]
    disputed: list[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class Box:
    """An extent in degrees."""

    west: float
    south: float
    east: float
    north: float

    def joined(self, other: "Box") -> "Box":
        """The extent of both."""
        return Box(
            min(self.west, other.west), min(self.south, other.south),
            max(self.east, other.east), max(self.north, other.north),
        )  # fmt: skip

    def meets(self, other: "Box") -> bool:
        """Whether they have something in common."""
        across = self.west <= other.east and other.west <= self.east
        return across and self.south <= other.north and other.south <= self.north

    def grown(self, degrees: float) -> "Box":
        """With a margin on all sides."""
        return Box(self.west - degrees, self.south - degrees, self.east + degrees, self.north + degrees)


def box_of(points: Iterator[Point] | Ring) -> Box:
    """The extent of some points, of which there must be one."""
    easts, norths = zip(*points, strict=True)
    return Box(min(easts), min(norths), max(easts), max(norths))


def extent(country: str) -> Box | None:
    """Where a country lies, without what is far away; with a neighbour that it has a disputed border with."""
    codes = [country, *(other for one, other, _ in _data().disputed if one == country)]
    boxes = [box for code in dict.fromkeys(codes) if (box := _own_extent(code))]
    whole = boxes[0] if boxes else None
    for box in boxes[1:]:
        whole = whole.joined(box) if whole else box
    return whole


def _own_extent(country: str) -> Box | None:
    boxes = sorted((box_of(ring) for ring in rings(country)), key=_area, reverse=True)
    if not boxes:
        return None
    near = boxes[0].grown(FAR)
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.joined(box) if near.meets(box) else whole
    return whole


def _area(box: Box) -> float:
    return (box.east - box.west) * (box.north - box.south)


def within(box: Box) -> Iterator[Ring]:
    """The outlines of all countries that are seen in an extent."""
    for found, ring in _all():
        if found.meets(box):
            yield ring


def disputed(box: Box) -> Iterator[Ring]:
    """The borders in an extent that two sides draw differently."""
    for _, _, number in _data().disputed:
        line = _lines()[number]
        if box_of(line).meets(box):
            yield line


@cache
def rings(country: str) -> tuple[Ring, ...]:
    """The outlines of a country, its islands and lakes; () for one that is not known."""
    return tuple(_ring(numbers) for numbers in _data().countries.get(country, ()))


@cache
def _all() -> tuple[tuple[Box, Ring], ...]:
    return tuple((box_of(ring), ring) for country in _data().countries for ring in rings(country))


def _ring(numbers: list[int]) -> Ring:
    points: list[Point] = []
    for number in numbers:
        line = _lines()[number] if number >= 0 else _lines()[~number][::-1]
        points += line[1:] if points else line
    return tuple(points)


@cache
def _lines() -> tuple[Ring, ...]:
    return tuple(_line(steps) for steps in _data().lines)


def _line(steps: list[int]) -> Ring:
    easts, norths = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple((east / HUNDREDTHS, north / HUNDREDTHS) for east, north in zip(easts, norths, strict=True))


@cache
def _data() -> _Data:
    return msgspec.json.decode(Path(__file__).with_name("outlines.json").read_bytes(), type=_Data)


def known() -> Mapping[str, int]:
    """The countries that have an outline, with the number of its parts."""
    return {code: len(numbers) for code, numbers in _data().countries.items()}
