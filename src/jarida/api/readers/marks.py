"""What was read, as a floor and bitmaps. Pure.

Articles are numbered in the order in which they came. Up to `floor` they count as read; where there is a chunk of
8,192 articles, its bits say it instead. A month of a country's press is some twenty chunks of a kilobyte, and
whoever marks everything as read has none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

SIZE = 8192
BYTES = SIZE // 8
FULL = b"\xff" * BYTES


@dataclass(frozen=True, slots=True)
class Marks:
    """What one account has read. Chunks are keyed by their first article's number // SIZE."""

    floor: int = 0
    chunks: Mapping[int, bytes] = field(default_factory=dict)

    def is_read(self, article_id: int) -> bool:
        """Whether the article was read."""
        chunk = self.chunks.get(article_id // SIZE)
        if chunk is None:
            return article_id <= self.floor
        place = article_id % SIZE
        return bool(chunk[place >> 3] & 1 << (place & 7))

    def lowest(self) -> int:
        """Up to this number, inclusive, every article was read."""
        first = min(self.chunks, default=None)
        return self.floor if first is None else min(self.floor, first * SIZE - 1)

    def marked(self, articles: Iterable[int], read: bool) -> "Marks":
        """The same with these articles read, or unread."""
        changed: dict[int, bytearray] = {}
        for article_id in articles:
            number, place = divmod(article_id, SIZE)
            if number not in changed:
                changed[number] = bytearray(self._chunk(number))
            if read:
                changed[number][place >> 3] |= 1 << (place & 7)
            else:
                changed[number][place >> 3] &= 0xFF ^ 1 << (place & 7)
        return replace(self, chunks={**self.chunks, **{key: bytes(bits) for key, bits in changed.items()}})

    def up_to(self, article_id: int) -> "Marks":
        """The same with every article read up to this one, inclusive."""
        chunk = article_id // SIZE
        kept = {number: bits for number, bits in self.chunks.items() if number >= chunk}
        if chunk in kept:
            kept[chunk] = _or(kept[chunk], _below(article_id % SIZE + 1))
        return Marks(max(self.floor, article_id), kept)

    def _chunk(self, number: int) -> bytes:
        return self.chunks.get(number) or _below(self.floor + 1 - number * SIZE)


def _below(count: int) -> bytes:
    """A chunk whose first `count` bits are set."""
    count = min(max(count, 0), SIZE)
    return ((1 << count) - 1).to_bytes(BYTES, "little")


def _or(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one, "little") | int.from_bytes(other, "little")).to_bytes(BYTES, "little")


def first_at_least(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The smallest number of low < n <= high for which `holds`, if it holds from somewhere on; else high + 1.

    Looked for from the end in steps that double: what is asked of is mostly recent.
    """
    good, step = high + 1, 1
    while good - 1 > low:
        probe = max(low + 1, high + 1 - step)
        if not holds(probe):
            return _halve(holds, probe, good)
        good, step = probe, step * 2
    return good


def _halve(holds: Callable[[int], bool], bad: int, good: int) -> int:
    while good - bad > 1:
        middle = (bad + good) // 2
        if holds(middle):
            good = middle
        else:
            bad = middle
    return good
