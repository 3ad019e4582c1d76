"""Questions to the index on SQLite, bounded in time.

FTS5 walks over lists of hits from the newest on. Where each step is a hit, a page costs what it shows. Where it
is not (words beside each other, phrases, titles), FTS5 may read to the end of the archive within one step, and
nothing can stop it: neither a limit of rowids nor an interrupt is looked at there. So such questions are limited to
blocks of time, the newest first, each larger than the last, until the page is full or the time is over.
"""

# ruff: noqa: S608 - what is put into SQL as text are names of our own tables and columns

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db import connection

from jarida.archive.models import SearchDocument
from jarida.archive.search import pairing, phrases
from jarida.archive.search.blocks import BITS, first_key_of, number_of, span
from jarida.archive.search.contract import Hit, Place
from jarida.archive.search.estimates import Sample
from jarida.archive.search.keys import day_of
from jarida.archive.search.match import match_of, streams, within
from jarida.archive.search.ranking import Feature, Field, Newest
from jarida.archive.search.schema import PAIRS, SQLITE_TABLE
from jarida.core.search.expression import Expression

BUDGET: Final = 0.25  # seconds of one question, about: a window that was begun is finished
SLOW: Final = 0.03  # seconds: after a window that took longer, the next is not larger
QUICK: Final = 0.2  # seconds: what promises to take no longer is asked at once
FIRST: Final = 1 << 2 * BITS  # smallest blocks of the first window: eight to sixteen days
GROWTH: Final = 1 << BITS
LARGEST: Final = 1 << 5 * BITS
PAGE: Final = 200  # hits of a page at most, and documents of one look by pairs
ROUNDS: Final = 8  # looks by pairs before a phrase is looked for in stretches of time
AT_ONCE: Final = 40  # documents that may be found: looked at together
LAST_KEY: Final = (1 << 63) - 1
TOGETHER: Final = 200  # keys of one question
DOCUMENTS: Final = SearchDocument._meta.db_table

_FROM = f"""
FROM {SQLITE_TABLE} f JOIN {DOCUMENTS} d ON d.key = f.rowid
WHERE f.{SQLITE_TABLE} MATCH %s AND f.rowid BETWEEN %s AND %s AND d.article_id IS NOT NULL
ORDER BY f.rowid DESC LIMIT %s
"""
_HITS = f"SELECT f.rowid, d.article_id, d.outlet_id, d.language, d.topic, d.fingerprint {_FROM}"
_KEYS = f"SELECT f.rowid {_FROM}"
_HAVING = f"SELECT rowid FROM {SQLITE_TABLE} WHERE {SQLITE_TABLE} MATCH %s AND rowid BETWEEN %s AND %s"
_PAIRED = (
    f"SELECT rowid FROM {SQLITE_TABLE}{PAIRS} WHERE {SQLITE_TABLE}{PAIRS} MATCH %s AND rowid BETWEEN %s AND %s"
    " ORDER BY rowid DESC LIMIT %s"
)
_NAMED = (
    f"SELECT key, article_id, outlet_id, language, topic, fingerprint FROM {DOCUMENTS}"
    " WHERE key IN ({marks}) AND article_id IS NOT NULL ORDER BY key DESC"
)
_ENDS = f"SELECT (SELECT min(key) FROM {DOCUMENTS}), (SELECT max(key) FROM {DOCUMENTS})"

Row = tuple[Any, ...]


class Reading:
    """One question: a simplified expression that is not NOTHING, of the documents from `least` to `most`."""

    def __init__(self, expression: Expression, least: int, most: int) -> None:
        self.expression = expression
        self._match = match_of(expression)
        self._streams = streams(expression)
        self._until = time.monotonic() + BUDGET
        self._candidates: Candidates | None = None
        pairs = phrases.paired(expression)
        self._pairs = pairs if pairs and pairing.ready() else ()
        self._are_few = bool(self._pairs)
        oldest, newest = rows(_ENDS, [])[0]
        self.least = max(least, oldest) if oldest is not None else 0
        self.most = min(most, newest) if newest is not None else -1

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() > self._until

    def newest(self, least: int, most: int, limit: int) -> Newest:
        """The newest hits with keys from `least` to `most`."""
        found, reached = self.rows(_HITS, least, most, limit + 1)
        return Newest([_hit(row) for row in found[:limit]], len(found) > limit or reached is not None, reached)

    def keys(self, least: int, most: int, limit: int) -> tuple[list[int], int | None]:
        """The newest keys; and down to where was looked, where the time was over before the end."""
        found, reached = self.rows(_KEYS, least, most, limit)
        return [row[0] for row in found], reached

    def rows(self, sql: str, least: int, most: int, limit: int) -> tuple[list[Row], int | None]:
        """The newest rows; and down to where was looked, where the time was over before the end."""
        least, most = max(least, self.least), min(most, self.most)
        if (few := self._few()) is not None:
            return few.rows(least, most, limit), None
        if self._pairs and limit <= PAGE and (page := self._by_pairs(least, most, limit)) is not None:
            return page, None
        found: list[Row] = []
        if self._streams:
            return (rows(sql, [self._match, least, most, limit]) if least <= most else found), None
        for low, high, match in self._windows(least, most):
            found += rows(sql, [match, low, high, limit - len(found)])
            if len(found) >= limit or low <= least:
                break
            if self.over:
                return found, low
        return found, None

    def _few(self) -> "Candidates | None":
        """What may be found, where pairs of words tell that it is little; else None."""
        if self._are_few and self._candidates is None:
            keys = self._paired(self.least, self.most, phrases.MOST + 1)
            self._are_few = len(keys) <= phrases.MOST
            if self._are_few:
                self._candidates = Candidates(self.expression, keys)
        return self._candidates

    def _by_pairs(self, least: int, most: int, limit: int) -> list[Row] | None:
        """A page of hits among the newest that may hold the phrase; None where it is met too seldom among them."""
        found: list[Row] = []
        for _ in range(ROUNDS):
            keys = self._paired(least, most, PAGE)
            found += Candidates(self.expression, keys).rows(least, most, limit - len(found))
            if len(found) >= limit or len(keys) < PAGE:
                return found
            most = keys[-1] - 1
        return None

    def _paired(self, least: int, most: int, limit: int) -> list[int]:
        """The newest keys of documents that have the pairs."""
        return [row[0] for row in rows(_PAIRED, [_any_pairs(self._pairs), least, most, limit])]

    def _windows(self, least: int, most: int) -> Iterator[tuple[int, int, str]]:
        """Stretches of time from `most` down to `least`, each with the question limited to it.

        What reaches down to the oldest document needs no blocks: the archive itself ends there. As soon as the rest
        promises to be quick, by what the stretch before took, it is asked at once.
        """
        size, rest = FIRST, False
        while least <= most:
            began = time.monotonic()
            low = least if rest else max(least, first_key_of((number_of(most) // size - 1) * size))
            yield low, most, self._match if low <= self.least else within(self._match, _blocks(low, most))
            took = time.monotonic() - began
            rest = least <= self.least and took * (low - least) < QUICK * (most - low + 1)
            size = min(size * GROWTH, LARGEST) if took < SLOW else size
            most = low - 1

    def look(self, least: int, most: int, limit: int) -> Sample | None:
        """How many hits there are, counted from above; None where the time is over."""
        if self.over:
            return None
        match = self._match if self._streams else within(self._match, _blocks(least, most))
        found = rows(_KEYS, [match, least, most, limit])
        return Sample(len(found), found[-1][0] if len(found) == limit else least, most)

    def having(self, feature: Feature, least: int, most: int) -> Iterable[int]:
        """The keys from `least` to `most`, of hits, that have a feature."""
        if (few := self._few()) is not None:
            keys = [row[0] for row in few.rows(least, most, phrases.MOST)]
            return among(feature.terms, feature.field, keys)
        match = f"{self._match} AND {match_of(feature.terms, feature.field)}"
        if most - least < self.most - self.least:
            match = within(match, _blocks(least, most))
        return (row[0] for row in rows(_HAVING, [match, least, most]))


class Candidates:
    """Documents that an expression may hold of, newest first; looked at a few at a time, as many as are needed."""

    def __init__(self, expression: Expression, keys: Sequence[int]) -> None:
        self._expression = expression
        self._waiting = list(keys)
        self._found: list[Row] = []

    def rows(self, least: int, most: int, limit: int) -> list[Row]:
        """The newest of which it holds with keys from `least` to `most`."""
        while self._waiting and self._waiting[0] >= least and len(self._within(least, most)) < limit:
            some, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
            self._found += _named(among(self._expression, Field.ANYWHERE, some))
        return self._within(least, most)[:limit]

    def _within(self, least: int, most: int) -> list[Row]:
        return [row for row in self._found if least <= row[0] <= most]


def possible(expression: Expression) -> Expression:
    """The expression without alternative phrases whose pairs no document has."""
    return phrases.possible(expression, _is_somewhere) if pairing.ready() else expression


def _is_somewhere(pairs: frozenset[str]) -> bool:
    return bool(rows(_PAIRED, [_any_pairs((pairs,)), 0, LAST_KEY, 1]))


def among(expression: Expression, field: Field, keys: Sequence[int]) -> Iterator[int]:
    """Those of some keys of whose documents an expression holds, its terms in a field.

    Limited to the days of the keys: asked for one document that is no hit, FTS5 would read on to the next hit.
    """
    match = match_of(expression, field)
    for start in range(0, len(keys), TOGETHER):
        some = keys[start : start + TOGETHER]
        days = dict.fromkeys(block for key in some for block in _blocks(key, key))
        found = rows(_HAVING, [within(match, days), min(some), max(some)])
        wanted = frozenset(some)
        yield from (row[0] for row in found if row[0] in wanted)


def _any_pairs(paired: phrases.Paired) -> str:
    return " OR ".join("(" + " AND ".join(f'"{pair}"' for pair in sorted(pairs)) + ")" for pairs in paired)


def _named(keys: Iterable[int]) -> list[Row]:
    """The rows of some keys, newest first."""
    wanted = list(keys)
    return rows(_NAMED.format(marks=", ".join(["%s"] * len(wanted))), wanted) if wanted else []


def _blocks(least: int, most: int) -> tuple[str, ...]:
    """The blocks of whole days around a stretch of time."""
    day = (1 << BITS) - 1
    return span(number_of(least) & ~day, number_of(most) | day)


def _hit(row: Row) -> Hit:
    key, article_id, outlet_id, language, topic, fingerprint = row
    return Hit(Place(key), article_id, outlet_id, language, day_of(key), topic, fingerprint)


def rows(sql: str, parameters: list[Any]) -> list[Row]:
    """What the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
