"""Rows in bulk, without a model instance for each: what a poll of a thousand feeds writes.

A row is a sequence of values in the order of `columns`. Values are prepared as the models' fields want
them, and text is cut to what its column holds: hostile text can be neither too long nor contain what
PostgreSQL refuses (NUL, lone surrogates).
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


def insert_missing(
    model: type[models.Model], columns: Sequence[str], unique: Sequence[str], rows: Iterable[Row]
) -> int:
    """Insert the rows that are not there yet by `unique`; how many were."""
    names = ", ".join(_column(model, column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    keys = ", ".join(_column(model, column) for column in unique)
    sql = f"INSERT INTO {_table(model)} ({names}) VALUES ({marks}) ON CONFLICT ({keys}) DO NOTHING"  # noqa: S608 - names of our own models
    return _execute(sql, model, columns, rows)


def update_rows(
    model: type[models.Model],
    columns: Sequence[str],
    where: Sequence[str],
    rows: Iterable[Row],
    condition: str = "",
) -> int:
    """Set `columns` where the columns `where` have the values that follow in each row; how many rows changed.

    `condition` is a further condition, in SQL of our own.
    """
    changes = ", ".join(f"{_column(model, column)} = %s" for column in columns)
    conditions = [f"{_column(model, column)} = %s" for column in where] + ([condition] if condition else [])
    sql = f"UPDATE {_table(model)} SET {changes} WHERE {' AND '.join(conditions)}"  # noqa: S608 - names of our own models
    return _execute(sql, model, [*columns, *where], rows)


def _execute(sql: str, model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    preparers = _preparers(model, tuple(columns), connection.vendor)
    prepared = [
        [value if prepare is None else prepare(value) for prepare, value in zip(preparers, row, strict=True)]
        for row in rows
    ]
    if not prepared:
        return 0
    with connection.cursor() as cursor:
        cursor.executemany(sql, prepared)
        return max(int(cursor.rowcount), 0)


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return connection.ops.quote_name(field.column)


@lru_cache(maxsize=64)
def _preparers(
    model: type[models.Model], columns: tuple[str, ...], vendor: str
) -> tuple[Callable[[Any], Any] | None, ...]:
    return tuple(_preparer(model._meta.get_field(column)) for column in columns)


def _preparer(field: Any) -> Callable[[Any], Any] | None:
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return connection.ops.adapt_datefield_value
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, (models.CharField, models.TextField)):
        longest = field.max_length
        return lambda text: fit(text, longest)
    return None


def _json(value: Any) -> str:
    if not value:
        return "[]"
    return json.dumps([fit(item) if isinstance(item, str) else item for item in value])


def fit(text: str, longest: int | None = None) -> str:
    """`text` as both databases can hold it, at most `longest` characters."""
    if longest is not None and len(text) > longest:
        text = text[:longest]
    if "\0" in text:
        text = text.replace("\0", "")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return text.encode("utf-8", "ignore").decode()
    # enumerations are text with a class of their own, which drivers do not know
    return text if type(text) is str else str(text)
