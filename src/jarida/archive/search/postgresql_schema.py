"""The index on PostgreSQL: one column of lexemes beside each document, and a GIN index over it.

What was measured for it is in docs/decisions/0021-search-engines.md.
"""

from typing import Any

from jarida.archive.models import SearchDocument

TABLE = SearchDocument._meta.db_table
INDEX = "archive_search_words"

# Lexemes lie outside of the rows and uncompressed: rows stay small (a hit that needs no second look reads 120
# bytes), and reading lexemes again, for phrases, costs a quarter of what it costs compressed, for a fifth more bytes.
# No statistics: the engine bounds what is read by itself, and sampling 30,000 vectors takes seconds.
# Rows have some room, so that marking a document does not touch the index.
# `fastupdate` makes writing cheap and each search slow: 200 documents in its list cost a search 250 ms.
_CREATE = (
    f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS words tsvector",
    f"ALTER TABLE {TABLE} ALTER COLUMN words SET STORAGE EXTERNAL",
    f"ALTER TABLE {TABLE} ALTER COLUMN words SET STATISTICS 0",
    f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128, fillfactor = 90)",
    f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin (words) WITH (fastupdate = off)",
)


def create_index(connection: Any) -> None:
    """Make the column and the index where they are not there: where they are, no lock on the table is asked for."""
    if not missing_parts(connection):
        return
    with connection.cursor() as cursor:
        for statement in _CREATE:
            cursor.execute(statement)


def drop_index(connection: Any) -> None:
    """Remove the column and the index, where they are there."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX IF EXISTS {INDEX}")
        cursor.execute(f"ALTER TABLE IF EXISTS {TABLE} DROP COLUMN IF EXISTS words")


def missing_parts(connection: Any) -> list[str]:
    """What of the index is not there: "column", "index"."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attname = 'words'"
            " AND NOT attisdropped), EXISTS (SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(%s) AND indisvalid)",
            [TABLE, INDEX],
        )
        column, index = cursor.fetchone()
    return [name for name, there in (("column", column), ("index", index)) if not there]
