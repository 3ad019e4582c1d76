"""Which engine the archive's database has."""

from functools import lru_cache

from django.db import connection

from jarida.archive.search.contract import Engine


def engine() -> Engine:
    """The search engine of the archive's database."""
    return _engine(connection.vendor)


@lru_cache(maxsize=2)
def _engine(vendor: str) -> Engine:
    if vendor == "postgresql":
        from jarida.archive.search.postgresql import PostgresqlEngine

        return PostgresqlEngine()
    from jarida.archive.search.sqlite import SqliteEngine

    return SqliteEngine()
