"""Time as lexemes, so that a span of it is asked of the index itself. Pure.

Each document has the lexemes of its eighth of a day (in UTC) and of the blocks around it: a day, 8, 64, 512 and
4096 days. Any span is then a few blocks, as in Lucene's trie of numbers (Schindler and Diepenbroek 2008,
https://doi.org/10.1016/j.cageo.2008.02.023), and GIN leaps over what lies outside, however common the words are.
"""

from collections.abc import Iterator

from jarida.archive.search.keys import DAY_MINUTES, SLOT_BITS, minute_of_key

BITS = 3
LEVELS = 6
MINUTES = DAY_MINUTES >> BITS  # of the smallest block


def number_of(key: int) -> int:
    """The smallest block that holds a key, counted from 1970."""
    return minute_of_key(key) // MINUTES


def first_key_of(number: int) -> int:
    """The smallest key of a smallest block."""
    return (number * MINUTES) << SLOT_BITS


def block(level: int, number: int) -> str:
    """The lexeme of a block of 8 to the power of `level` eighths of a day."""
    return f"@{level}.{number}"


def blocks_of(key: int) -> tuple[str, ...]:
    """The lexemes of a document's time."""
    number = number_of(key)
    return tuple(block(level, number >> BITS * level) for level in range(LEVELS))


def span(first: int, last: int) -> tuple[str, ...]:
    """The fewest blocks that are exactly the smallest blocks from `first` to `last`, both included."""
    return tuple(block(level, number) for level, number in _pieces(first, last))


def _pieces(first: int, last: int) -> Iterator[tuple[int, int]]:
    for level in range(LEVELS - 1):
        if first > last:
            return
        while first <= last and first & (1 << BITS) - 1:
            yield level, first
            first += 1
        while first <= last and (last + 1) & (1 << BITS) - 1:
            yield level, last
            last -= 1
        first, last = first >> BITS, (last + 1 >> BITS) - 1
    for number in range(first, last + 1):
        yield LEVELS - 1, number
