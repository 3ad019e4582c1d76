"""Which engine the archive's database has."""

from functools import lru_cache
from importlib.util import find_spec

from django.db import connection

from jarida.archive.search.contract import Engine


def engine() -> Engine:
    """The search engine of the archive's database."""
    return _engine(connection.vendor)


@lru_cache(maxsize=2)
def _engine(vendor: str) -> Engine:
    if vendor == "postgresql" and find_spec("jarida.archive.search.postgresql"):
        from jarida.archive.search.postgresql import PostgresqlEngine

        return PostgresqlEngine()
    if vendor == "postgresql":
        return _None()  # type: ignore[return-value]
    from jarida.archive.search.sqlite import SqliteEngine

    return SqliteEngine()


class _None:  # until the engine of PostgreSQL is there
    def write(self, documents: object) -> None:
        pass

    def forget(self, article_ids: object) -> None:
        pass
