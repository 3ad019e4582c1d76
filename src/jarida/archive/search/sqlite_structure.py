"""What FTS5 says of an index of its own: how many rows, segments and pages. Its two records are read as they are.

The formats are those of "The %_data table" at the head of fts5_index.c (SQLite 3.40).
"""

# ruff: noqa: S608 - what is put into SQL as text are names of our own tables

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from jarida.archive.search.schema import SQLITE_TABLE

PAGE: Final = 4_050  # bytes, FTS5's own default
_AVERAGES: Final = 1
_STRUCTURE: Final = 10


@dataclass(frozen=True, slots=True)
class Structure:
    """How large an index is. `documents` counts those under dead keys too."""

    documents: int = 0
    segments: int = 0
    pages: int = 0

    @property
    def bytes(self) -> int:
        """About how many bytes its terms take."""
        return self.pages * PAGE


def structure(table: str = SQLITE_TABLE) -> Structure:
    """The structure of an index; of one that cannot be read, an empty one."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, block FROM {table}_data WHERE id IN (%s, %s)", [_AVERAGES, _STRUCTURE])
        records = {row[0]: bytes(row[1]) for row in cursor.fetchall()}
    return read(records.get(_AVERAGES, b""), records.get(_STRUCTURE, b""))


def documents(table: str = SQLITE_TABLE) -> int:
    """How many documents an index has ever been given: read at once, however large it is."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT block FROM {table}_data WHERE id = %s", [_AVERAGES])
        row: Any = cursor.fetchone()
    return next(_numbers(bytes(row[0])), 0) if row else 0


def read(averages: bytes, levels: bytes) -> Structure:
    """The two records as numbers. Pure."""
    numbers = _numbers(levels[4:])
    try:
        count, _, _ = next(numbers), next(numbers), next(numbers)
        segments = pages = 0
        for _ in range(count):
            next(numbers)
            for _ in range(next(numbers)):
                _, first, last = next(numbers), next(numbers), next(numbers)
                segments, pages = segments + 1, pages + last - first + 1
    except StopIteration:
        return Structure(next(_numbers(averages), 0))
    return Structure(next(_numbers(averages), 0), segments, pages)


def _numbers(record: bytes) -> Iterator[int]:
    """SQLite's varints: seven bits a byte, the highest first; a ninth byte has eight."""
    value = length = 0
    for byte in record:
        length += 1
        value = value << 8 | byte if length == 9 else value << 7 | byte & 0x7F
        if length == 9 or byte < 0x80:
            yield value
            value = length = 0
