"""The index's own tables, which Django's models do not know: a function for each kind of database.

Called by the migration, and by hand where an index was lost. Everything can be repeated without effect.
"""

from typing import Any

SQLITE_TABLE = "archive_search_index"
PAIRS = "_pairs"  # after the name of an index: that of its pairs of neighbouring words


def create(connection: Any) -> None:
    """Make the index of this database, empty, where it is not there."""
    if connection.vendor == "postgresql":
        from jarida.archive.search.postgresql_schema import create_index

        create_index(connection)
    else:
        create_sqlite(connection)


def drop(connection: Any) -> None:
    """Remove the index of this database, where it is there."""
    if connection.vendor == "postgresql":
        from jarida.archive.search.postgresql_schema import drop_index

        drop_index(connection)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {SQLITE_TABLE}")
            cursor.execute(f"DROP TABLE IF EXISTS {SQLITE_TABLE}{PAIRS}")


def create_sqlite(connection: Any, table: str = SQLITE_TABLE) -> None:
    """Make an empty index on SQLite, where it is not there."""
    # terms arrive folded and separated by spaces: `ascii` with our signs leaves them as they are
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5("
            "title, body, title_stems, focus, stems, tags, content='', tokenize=\"ascii tokenchars '~.:_@-'\")"
        )
        # only which documents have a pair is asked of it: neither places nor lengths are kept
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {table}{PAIRS} USING fts5("
            "pairs, content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '~.:_@-'\")"
        )
