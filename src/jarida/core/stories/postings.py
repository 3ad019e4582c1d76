"""Which rows have a key, for millions of pairs of both: eight bytes each.

A pair is one number, 32 bits of the key's hash above 32 bits of the row. Fresh pairs wait in a dictionary;
full ones are sorted into an array, and arrays of like size are merged, so that a day has few of them and each pair
is copied some five times in all: the log-structured merge tree (O'Neil et al. 1996). Two keys with one hash
are taken for each other: at 14 million pairs that makes one false row in 300 look-ups, which comparing then refuses.
"""

import zlib
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]

FRESH: Final = 4096  # pairs of a day that wait in a dictionary

_SHIFT: Final = np.uint64(32)
_ROW: Final = np.uint64(0xFFFFFFFF)


def hashed(keys: Iterable[bytes]) -> list[int]:
    """The 32-bit hashes of keys (CRC-32): the same in every process."""
    return [zlib.crc32(key) for key in keys]


class _Day:
    """The pairs of one day."""

    def __init__(self) -> None:
        self.fresh: dict[int, list[int]] = {}
        self.waiting = 0
        self.sorted: list[NDArray[np.uint64]] = []

    def add(self, keys: Sequence[int], row: int) -> None:
        for key in keys:
            self.fresh.setdefault(key, []).append(row)
        self.waiting += len(keys)
        if self.waiting >= FRESH:
            self._settle()

    def _settle(self) -> None:
        pairs = np.fromiter(
            (key << 32 | row for key, rows in self.fresh.items() for row in rows), dtype=np.uint64, count=self.waiting
        )
        self.fresh, self.waiting = {}, 0
        self.sorted.append(np.sort(pairs))
        while len(self.sorted) > 1 and len(self.sorted[-2]) < 2 * len(self.sorted[-1]):
            last = self.sorted.pop()
            self.sorted[-1] = np.sort(np.concatenate([self.sorted[-1], last]), kind="stable")

    def find(self, keys: Sequence[int], bounds: NDArray[np.uint64], found: list[list[Rows]]) -> None:
        """Append to `found`, for each key, the rows that have it, in the order in which they came."""
        for pairs in self.sorted:
            places = np.searchsorted(pairs, bounds).tolist()
            for at in range(len(keys)):
                first, end = places[2 * at], places[2 * at + 1]
                if first < end:
                    found[at].append((pairs[first:end] & _ROW).astype(np.int64))
        for at, key in enumerate(keys):
            if rows := self.fresh.get(key):
                found[at].append(np.array(rows, dtype=np.int64))

    def size(self) -> int:
        return sum(pairs.nbytes for pairs in self.sorted) + 120 * len(self.fresh)


class Postings:
    """Keys and their rows, by day; a day is forgotten as a whole."""

    def __init__(self) -> None:
        self._days: dict[int, _Day] = {}

    def add(self, day: int, keys: Sequence[int], row: int) -> None:
        """Note that a row of a day has these keys (hashes, each once)."""
        self._days.setdefault(day, _Day()).add(keys, row)

    def forget(self, day: int) -> None:
        """Drop all that is known of a day."""
        self._days.pop(day, None)

    def find(self, keys: Sequence[int]) -> list[Rows]:
        """For each key, the rows that have it, days in ascending order."""
        bounds = np.empty(2 * len(keys), dtype=np.uint64)
        bounds[0::2] = np.array(keys, dtype=np.uint64) << _SHIFT
        bounds[1::2] = (np.array(keys, dtype=np.uint64) + np.uint64(1)) << _SHIFT
        if keys and max(keys) == 0xFFFFFFFF:  # its upper bound would be zero again
            bounds[1::2][np.array(keys) == 0xFFFFFFFF] = np.iinfo(np.uint64).max
        found: list[list[Rows]] = [[] for _ in keys]
        for day in sorted(self._days):
            self._days[day].find(keys, bounds, found)
        return [np.concatenate(parts) if parts else np.empty(0, dtype=np.int64) for parts in found]

    def size(self) -> int:
        """About how many bytes are held."""
        return sum(day.size() for day in self._days.values())
