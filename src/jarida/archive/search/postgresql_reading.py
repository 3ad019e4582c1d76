"""Questions to the index on PostgreSQL, window after window, within a bound of time."""

# ruff: noqa: S608 - what is put into SQL as text are names of our own tables and columns

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction

from jarida.archive.search.contract import Hit, Place, SearchTooSlow
from jarida.archive.search.estimates import Sample
from jarida.archive.search.postgresql_plans import Plan, Window, aligned, plan
from jarida.archive.search.postgresql_schema import TABLE
from jarida.archive.search.postgresql_terms import in_field
from jarida.archive.search.ranking import Feature, Field, Newest
from jarida.core.search import expression as ex

LONGEST = 3_000  # milliseconds of one statement
BUDGET = 0.25  # seconds of one question, about: a window that was begun is finished
FEW = 5_000  # rows that are rather looked at one by one than found by the beginnings of their words
_CANCELED = "57014"  # https://www.postgresql.org/docs/current/errcodes-appendix.html

# The planner knows neither that reading lexemes is dear nor that a window is small: it may not read the table
# from end to end, nor compile or spread what takes a millisecond. Bitmaps of ten million rows fit in `work_mem`.
_SETTINGS = {
    "statement_timeout": str(LONGEST), "enable_seqscan": "off", "jit": "off",
    "max_parallel_workers_per_gather": "0", "work_mem": "32MB",
}  # fmt: skip
_SET = "SELECT " + ", ".join(["set_config(%s, %s, true)"] * len(_SETTINGS))
_GET = "SELECT " + ", ".join(["current_setting(%s)"] * len(_SETTINGS))
Row = tuple[Any, ...]
COLUMNS = "key, article_id, outlet_id, language, day, topic, fingerprint"


@contextmanager
def bounded() -> Iterator[Any]:
    """A cursor whose statements are planned for the index and end in time; raises SearchTooSlow."""
    nested = connection.in_atomic_block
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            before = _settings(cursor) if nested else {}
            _set(cursor, _SETTINGS)
            yield cursor
            if nested:  # what is set lasts as long as the transaction, which is not ours
                _set(cursor, before)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", None) == _CANCELED:
            raise SearchTooSlow("the search took too long: more or rarer words make it faster") from error
        raise


def _settings(cursor: Any) -> dict[str, str]:
    cursor.execute(_GET, list(_SETTINGS))
    return dict(zip(_SETTINGS, cursor.fetchone(), strict=True))


def _set(cursor: Any, settings: dict[str, str]) -> None:
    cursor.execute(_SET, [text for setting in settings.items() for text in setting])


class Reader:
    """Asks one expression of the documents whose keys are from `least` to `most`. `ranking.Asks` of PostgreSQL."""

    def __init__(self, cursor: Any, expression: ex.Expression, planned: Plan, least: int, most: int) -> None:
        self.cursor = cursor
        self.expression = expression
        self.plan = planned
        self.until = time.monotonic() + BUDGET
        rows = self._select(f"SELECT min(key), max(key) FROM {TABLE}", [])
        self.oldest, self.newest_key = rows[0] if rows[0][0] is not None else (0, -1)
        self.least, self.most = max(least, self.oldest), min(most, self.newest_key)

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() > self.until

    # --- what is found ----------------------------------------------------------------------------------

    def newest(self, least: int, most: int, limit: int) -> Newest:
        """The newest hits with keys from `least` to `most`."""
        found, reached = self.rows(COLUMNS, least, most, limit + 1)
        return Newest(list(map(_hit, found[:limit])), len(found) > limit or reached is not None, reached)

    def keys(self, least: int, most: int, limit: int) -> tuple[list[int], int | None]:
        """The newest keys; and down to where was looked, where the time was over before the end."""
        found, reached = self.rows("key", least, most, limit)
        return [row[0] for row in found], reached

    def rows(self, what: str, least: int, most: int, limit: int) -> tuple[list[Row], int | None]:
        """The newest rows; and down to where was looked, where the time was over before the end."""
        least, most = max(least, self.least), min(most, self.most)
        found: list[Row] = []
        for window in self.windows(least, most):
            found += self._ask(what, window, limit - len(found))
            if len(found) >= limit or window.least <= least:
                break
            if self.over:
                return found, window.least
        return found, None

    def having(self, feature: Feature, least: int, most: int) -> Iterable[int]:
        """The keys from `least` to `most`, of hits, that have a feature."""
        both = plan(ex.All((self.expression, in_field(feature.terms, feature.field))), lambda: self.plan.paired)
        if both is None:
            return []
        condition, values = self._found_in(self._window(least, most), both)
        return [row[0] for row in self._select(f"SELECT key FROM {TABLE} WHERE {condition}", values)]

    def look(self, least: int, most: int, limit: int) -> Sample | None:
        """How many hits there are, counted from above; None where the time is over."""
        if self.over:
            return None
        found, reached = self.keys(least, most, limit)
        if reached is not None:
            return Sample(len(found), reached, most)
        return Sample(len(found), found[-1] if len(found) == limit else least, most)

    # --- windows ----------------------------------------------------------------------------------------

    def windows(self, least: int, most: int) -> Iterator[Window]:
        """Windows of time, the newest first; together all from `least` to `most`."""
        for size in self.plan.sizes:
            if most < least:
                return
            found = self._select(
                f"SELECT key FROM {TABLE} WHERE key BETWEEN %s AND %s ORDER BY key DESC OFFSET %s LIMIT 1",
                [least, most, size],
            )
            low = aligned(found[0][0], least) if found else least
            yield self._window(low, most)
            most = low - 1
        if most >= least:
            yield self._window(least, most)

    def _window(self, least: int, most: int) -> Window:
        return Window(least, most, everything=least <= self.oldest and most >= self.newest_key)

    def _ask(self, what: str, window: Window, limit: int) -> list[Row]:
        condition, values = self._found_in(window, self.plan)
        # materialised: the index finds, then rows are put in order; otherwise the planner may walk over all rows
        return self._select(
            f"WITH found AS MATERIALIZED (SELECT {what} FROM {TABLE} WHERE {condition})"
            " SELECT * FROM found ORDER BY key DESC LIMIT %s",
            [*values, limit],
        )

    def _found_in(self, window: Window, asked: Plan) -> tuple[str, list[Any]]:
        """The condition of the rows that are found in a window, with its parameters."""
        # `+ 0`: the index of keys has no part in it; the function instead of the operator: nor has GIN
        condition = "words @@ %s::tsquery AND key + 0 BETWEEN %s AND %s AND article_id IS NOT NULL"
        if not self._checks(window, asked):
            return condition, [window.within(asked.whole), window.least, window.most]
        values = [window.within(asked.index), window.least, window.most, asked.check]
        return f"{condition} AND ts_match_vq(words, %s::tsquery)", values

    def _checks(self, window: Window, asked: Plan) -> bool:
        """Whether rows are looked at one by one: where the index gives few of them."""
        if not asked.check:
            return False
        given = self._select(
            f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE words @@ %s::tsquery LIMIT %s) AS given",
            [window.within(asked.index), FEW + 1],
        )
        return bool(given[0][0] <= FEW)

    def _select(self, sql: str, parameters: Sequence[Any]) -> list[Row]:
        self.cursor.execute(sql, parameters)
        return list(self.cursor.fetchall())


def among(cursor: Any, expression: ex.Expression, field: Field, keys: Sequence[int]) -> list[int]:
    """Those of some keys of whose documents an expression holds, its terms in a field. Each row is looked at itself."""
    asked = plan(in_field(expression, field) if isinstance(expression, ex.Any) else expression)
    if asked is None or not keys:
        return []
    # the function instead of the operator: no index of words has a part in it
    sql = f"SELECT key FROM {TABLE} WHERE key = ANY(%s) AND ts_match_vq(words, %s::tsquery)"
    cursor.execute(sql, [list(keys), asked.whole])
    return [row[0] for row in cursor.fetchall()]


def _hit(row: Row) -> Hit:
    key, article_id, outlet_id, language, day, topic, fingerprint = row
    return Hit(Place(key), article_id, outlet_id, language, day, topic, fingerprint)
