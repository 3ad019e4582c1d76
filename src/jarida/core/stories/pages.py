"""The profiles of the last days in memory: vectors as int8 in pages of fixed size, all else packed.

A page belongs to one day and is never moved: growing adds a page, and forgetting a day drops its pages, so nothing is
ever copied as a whole. A row is a page's number and a place on it. An article costs its vector, some 200 bytes of
facts, its signature and about 100 bytes of table: see `benchmarks/stories.py`.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from jarida.core.stories.meeting import minute_of
from jarida.core.stories.model import Column, Matrix, Profile, Vector
from jarida.core.stories.postings import Rows

PAGE: Final = 2048  # rows; a page as float32 then fits the processor's cache (measured: 512 to 16,384)
UNIT: Final = float(127 * 127)  # the product of a vector with itself
NOWHEN: Final = np.iinfo(np.int32).min  # the minute of an article without a date

Near = tuple[Rows, NDArray[np.float32]]  # rows and their cosines


class _Facts(msgspec.Struct, array_like=True, frozen=True):
    """All of a profile but its vector and number."""

    language: str
    outlet: str
    at: datetime | None
    day_only: bool
    names: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[str]
    words: frozenset[str]
    signature: bytes
    digest: int
    agency: str
    column: Column
    heading: int


_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(_Facts).decode


_FIELDS: Final = _Facts.__struct_fields__


def _packed(one: Profile) -> bytes:
    return _encode(_Facts(*(getattr(one, name) for name in _FIELDS)))


def _unpacked(number: int, vector: Vector, packed: bytes) -> Profile:
    facts = _decode(packed)
    return Profile(number, vector, **{name: getattr(facts, name) for name in _FIELDS})


class _Page:
    """Up to `PAGE` articles of one day. A place that was cleared has a vector of zeros and no facts."""

    def __init__(self, day: int, dimension: int) -> None:
        self.day = day
        self.used = 0
        self.live = 0
        self.vectors = np.zeros((PAGE, dimension), dtype=np.int8)
        self.ids = np.zeros(PAGE, dtype=np.int64)
        self.minutes = np.full(PAGE, NOWHEN, dtype=np.int32)
        self.tellers = np.zeros(PAGE, dtype=np.int32)
        self.facts: list[bytes] = []


class Pages:
    """Profiles by row."""

    def __init__(self) -> None:
        self._pages: dict[int, _Page] = {}
        self._open: dict[int, int] = {}  # the page of a day that has room
        self._next = 0
        self._tellers: dict[tuple[str, str], int] = {}
        self._dimension = 0

    def __len__(self) -> int:
        return sum(page.live for page in self._pages.values())

    def add(self, profile: Profile, day: int) -> int:
        """Keep a profile under a day; its row. ValueError where its vector is longer or shorter than the others."""
        self._dimension = self._dimension or len(profile.vector)
        if len(profile.vector) != self._dimension:
            raise ValueError(f"a vector of {len(profile.vector)} among those of {self._dimension}")
        number = self._room(day)
        page = self._pages[number]
        place, page.used, page.live = page.used, page.used + 1, page.live + 1
        page.facts.append(b"")
        row = number * PAGE + place
        self.put(row, profile)
        return row

    def _room(self, day: int) -> int:
        number = self._open.get(day)
        if number is None or self._pages[number].used == PAGE:
            number = self._open[day] = self._next
            self._pages[number] = _Page(day, self._dimension)
            self._next += 1
        return number

    def put(self, row: int, profile: Profile) -> None:
        """Put a profile in the place of the one in a row."""
        page, place = self._pages[row // PAGE], row % PAGE
        page.vectors[place] = profile.vector
        page.ids[place] = profile.id
        page.minutes[place] = NOWHEN if profile.at is None else minute_of(profile.at)
        page.tellers[place] = self._tellers.setdefault((profile.outlet, profile.language), len(self._tellers) + 1)
        if not profile.outlet:
            page.tellers[place] = 0
        page.facts[place] = _packed(profile)

    def clear(self, row: int) -> None:
        """Leave a row empty; it is never found again."""
        page, place = self._pages[row // PAGE], row % PAGE
        page.vectors[place] = 0
        page.facts[place] = b""
        page.live -= 1

    def forget(self, day: int) -> None:
        """Drop all of a day."""
        self._open.pop(day, None)
        self._pages = {number: page for number, page in self._pages.items() if page.day != day}

    def articles(self, day: int) -> list[int]:
        """The articles that are kept of a day."""
        pages = [page for page in self._pages.values() if page.day == day]
        return [int(page.ids[at]) for page in pages for at, facts in enumerate(page.facts) if facts]

    def holds(self, row: int) -> bool:
        """Whether there is a profile in a row."""
        page = self._pages.get(row // PAGE)
        return page is not None and row % PAGE < page.used and page.facts[row % PAGE] != b""

    def profile(self, row: int) -> Profile:
        """The profile in a row."""
        page, place = self._pages[row // PAGE], row % PAGE
        return _unpacked(int(page.ids[place]), page.vectors[place], page.facts[place])

    def article(self, row: int) -> int:
        """The number of the article in a row."""
        return int(self._pages[row // PAGE].ids[row % PAGE])

    def minute(self, row: int) -> int:
        """When the article in a row was published, in minutes; `NOWHEN` where it is unknown."""
        return int(self._pages[row // PAGE].minutes[row % PAGE])

    def teller(self, row: int) -> int:
        """A number for the outlet and language of the article in a row; 0 where the outlet is not known."""
        return int(self._pages[row // PAGE].tellers[row % PAGE])

    def vectors(self, rows: Sequence[int]) -> Matrix:
        """The vectors of rows, as products are made of them."""
        matrix = np.empty((len(rows), self._dimension), dtype=np.float32)
        for at, row in enumerate(rows):
            matrix[at] = self._pages[row // PAGE].vectors[row % PAGE]
        return matrix

    def day(self, row: int) -> int:
        """Under which day a row is kept."""
        return self._pages[row // PAGE].day

    def days(self) -> dict[int, int]:
        """How many articles are kept of each day."""
        counts: dict[int, int] = {}
        for page in self._pages.values():
            counts[page.day] = counts.get(page.day, 0) + page.live
        return counts

    def nearest(self, vectors: Sequence[Vector], most: int, least: float) -> list[Near]:
        """For each vector its `most` nearest rows of at least `least` cosine, the nearest first.

        Computed page by page for all the vectors together: turning int8 into float32 costs as much as eight vectors.
        """
        if not self._pages or not vectors:
            return [nothing() for _ in vectors]
        asked = np.array(vectors, dtype=np.float32).T
        floors = np.full(len(vectors), max(least, 1e-6) * UNIT, dtype=np.float32)
        found: list[list[Near]] = [[] for _ in vectors]
        wide = np.empty((PAGE, self._dimension), dtype=np.float32)
        for number, page in self._pages.items():
            _collect(number, _products(page, wide, asked), floors, most, found)
        return [_best(parts, most) for parts in found]

    def size(self) -> int:
        """About how many bytes are held."""
        return sum(
            page.vectors.nbytes + page.ids.nbytes + page.minutes.nbytes + sum(41 + len(one) for one in page.facts)
            for page in self._pages.values()
        )


def nothing() -> Near:
    """No rows."""
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)


def _products(page: _Page, wide: Matrix, asked: Matrix) -> Matrix:
    """The products of a page's vectors with those asked for."""
    np.copyto(wide[: page.used], page.vectors[: page.used], casting="unsafe")
    products: Matrix = wide[: page.used] @ asked
    return products


def _collect(number: int, products: Matrix, floors: NDArray[np.float32], most: int, found: list[list[Near]]) -> None:
    """Take what lies above each vector's floor, and raise a floor where enough was found on one page alone."""
    places, which = np.nonzero(products >= floors)
    if not len(places):
        return
    order = np.argsort(which, kind="stable")
    places, which = places[order], which[order]
    starts = np.searchsorted(which, np.arange(products.shape[1] + 1)).tolist()
    for vector, (first, end) in enumerate(pairwise(starts)):
        if first < end:
            values = products[places[first:end], vector]
            found[vector].append((places[first:end] + number * PAGE, values))
            if end - first >= most:
                floors[vector] = max(floors[vector], np.partition(values, -most)[-most])


def _best(parts: list[Near], most: int) -> Near:
    """The `most` greatest of all, the greatest first; of equals the earlier row."""
    if not parts:
        return nothing()
    rows = np.concatenate([part[0] for part in parts]).astype(np.int64)
    values = np.concatenate([part[1] for part in parts])
    order = np.lexsort((rows, -values))[:most]
    return rows[order], (values[order] / np.float32(UNIT)).astype(np.float32)
