"""Questions to the index on PostgreSQL, window after window, within a bound of time."""

# ruff: noqa: S608 - what is put into SQL as text are names of our own tables and columns

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction

from jarida.archive.search.contract import SearchTooSlow
from jarida.archive.search.postgresql_plans import Plan, Window, aligned
from jarida.archive.search.postgresql_schema import TABLE

LONGEST = 3_000  # milliseconds of one statement
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
    """Asks one plan of the documents whose keys are from `least` to `most`."""

    def __init__(self, cursor: Any, plan: Plan, least: int, most: int) -> None:
        self.cursor = cursor
        self.plan = plan
        rows = self._rows(f"SELECT min(key), max(key) FROM {TABLE}", [])
        self.oldest, self.newest = rows[0] if rows[0][0] is not None else (0, -1)
        self.least, self.most = max(least, self.oldest), min(most, self.newest)

    def windows(self) -> Iterator[Window]:
        """Windows of time, the newest first; together all that is asked."""
        most = self.most
        for size in self.plan.sizes:
            if most < self.least:
                return
            found = self._rows(
                f"SELECT key FROM {TABLE} WHERE key BETWEEN %s AND %s ORDER BY key DESC OFFSET %s LIMIT 1",
                [self.least, most, size],
            )
            least = aligned(found[0][0], self.least) if found else self.least
            yield self.window(least, most)
            most = least - 1
        if most >= self.least:
            yield self.window(self.least, most)

    def window(self, least: int, most: int) -> Window:
        """The window between two keys."""
        return Window(least, most, everything=least <= self.oldest and most >= self.newest)

    def newest_hits(self, limit: int) -> list[tuple[Any, ...]]:
        """The newest rows (`COLUMNS`) that are found."""
        found: list[tuple[Any, ...]] = []
        for window in self.windows():
            found += self.ask(COLUMNS, window, "ORDER BY key DESC LIMIT %s", [limit - len(found)])
            if len(found) >= limit:
                break
        return found

    def ask(self, what: str, window: Window, tail: str = "", parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Select `what` of the rows that are found in a window."""
        condition, values = self.found_in(window)
        # materialised: the index finds, then rows are put in order; otherwise the planner may walk over all rows
        return self._rows(
            f"WITH found AS MATERIALIZED (SELECT {COLUMNS} FROM {TABLE} WHERE {condition})"
            f" SELECT {what} FROM found {tail}",
            [*values, *parameters],
        )

    def count(self, window: Window) -> int:
        """How many are found in a window."""
        condition, values = self.found_in(window)
        return int(self._rows(f"SELECT count(*) FROM {TABLE} WHERE {condition}", values)[0][0])

    def beyond(self, least: int) -> float:
        """How many times more documents are asked of than those from `least` on, as the planner estimates."""
        return max(1.0, self._estimate(self.least) / max(1, self._estimate(least)))

    def _estimate(self, least: int) -> int:
        rows = self._rows(
            f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {TABLE} WHERE key BETWEEN %s AND %s", [least, self.most]
        )
        return int(rows[0][0][0]["Plan"]["Plan Rows"])

    def found_in(self, window: Window) -> tuple[str, list[Any]]:
        """The condition of the rows that are found in a window, with its parameters."""
        # `+ 0`: the index of keys has no part in it; the function instead of the operator: nor has GIN
        condition = "words @@ %s::tsquery AND key + 0 BETWEEN %s AND %s AND article_id IS NOT NULL"
        if not self._checks(window):
            return condition, [window.within(self.plan.whole), window.least, window.most]
        values = [window.within(self.plan.index), window.least, window.most, self.plan.check]
        return f"{condition} AND ts_match_vq(words, %s::tsquery)", values

    def _checks(self, window: Window) -> bool:
        """Whether rows are looked at one by one: where the index gives few of them."""
        if not self.plan.check:
            return False
        few = FEW if self.plan.index else max(self.plan.sizes)
        given = self._rows(
            f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE words @@ %s::tsquery LIMIT %s) AS given",
            [window.within(self.plan.index), few + 1],
        )
        return bool(given[0][0] <= few)

    def _rows(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        self.cursor.execute(sql, parameters)
        return list(self.cursor.fetchall())
