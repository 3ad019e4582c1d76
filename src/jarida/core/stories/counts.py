"""How often words and names stood in the articles of the last days, in fixed memory.

One row of a count-min sketch (Cormode and Muthukrishnan 2005): keys that meet in one place are counted together,
which makes some a little more common than they are.
"""

import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

_PLACES: Final = 1 << 21


class Counts(Mapping[str, int]):
    """Counts by key; 8 MB. It cannot say which keys it knows."""

    def __init__(self) -> None:
        self._counts = array("i", bytes(4 * _PLACES))

    def change(self, keys: Iterable[str], by: int) -> None:
        """Count keys once more, or once less."""
        for key in keys:
            self._counts[_place(key)] += by

    def __getitem__(self, key: str) -> int:
        return self._counts[_place(key)]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _place(key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "replace")) % _PLACES
