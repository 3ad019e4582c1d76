"""What is written to the index on SQLite.

FTS5 without content cannot forget (before SQLite 3.43): a document that is taken out or written anew leaves its
terms under a key whose row names no article, and every question is joined with the rows. `rebuild` ends them.
"""

# ruff: noqa: S608 - what is put into SQL as text are names of our own tables and columns

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final

from django.db import connection

from jarida.archive.models import SearchDocument
from jarida.archive.search.blocks import blocks_of
from jarida.archive.search.contract import Document
from jarida.archive.search.keys import candidates, day_of
from jarida.archive.search.schema import PAIRS, SQLITE_TABLE
from jarida.archive.search.sqlite_reading import rows
from jarida.archive.search.terms import Terms, terms_of

NEW_TABLE: Final = f"{SQLITE_TABLE}_new"
TOGETHER: Final = 200  # documents of one look at what is known of them
PARAMETERS: Final = 900  # of one statement
TRIES: Final = 16  # keys that are looked at together


def write(documents: Iterable[Document]) -> None:
    """Index these articles, in place of what was indexed of them."""
    waiting = iter(documents)
    while batch := list(islice(waiting, TOGETHER)):
        ids = [document.article_id for document in batch]
        known = dict(SearchDocument.objects.filter(article_id__in=ids).values_list("article_id", "digest"))
        for document in batch:
            terms = terms_of(document)
            if known.get(document.article_id) != terms.digest:
                _write(document, terms, known=document.article_id in known)


def _write(document: Document, terms: Terms, *, known: bool) -> None:
    if known:
        forget([document.article_id])
    key = _free_key(document)
    SearchDocument.objects.bulk_create([row_of(key, document, terms)])
    insert([(key, terms)], indexes())


def row_of(key: int, document: Document, terms: Terms) -> SearchDocument:
    """A document's row."""
    return SearchDocument(
        key=key,
        article_id=document.article_id,
        outlet_id=document.outlet_id,
        language=document.language[:10],
        day=day_of(key),
        topic=terms.topic,
        fingerprint=terms.fingerprint,
        digest=terms.digest,
    )


def forget(article_ids: Iterable[int]) -> None:
    """Take these articles out of the index: no row names them any more."""
    waiting = iter(article_ids)
    while batch := list(islice(waiting, PARAMETERS)):
        SearchDocument.objects.filter(article_id__in=batch).update(article=None)


def insert(documents: Iterable[tuple[int, Terms]], tables: Iterable[str]) -> None:
    """Put terms under keys that are free."""
    waiting = list(documents)
    values = [_values(key, terms) for key, terms in waiting]
    paired = [(key, " ".join(terms.pairs)) for key, terms in waiting]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.executemany(
                f"INSERT INTO {table} (rowid, title, body, title_stems, focus, stems, tags)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                values,
            )
            cursor.executemany(f"INSERT INTO {table}{PAIRS} (rowid, pairs) VALUES (%s, %s)", paired)


def _values(key: int, terms: Terms) -> list[Any]:
    tags = (*terms.tags, *blocks_of(key)[1:])  # blocks of less than a day are ranges of rowids here
    return [key, *map(" ".join, (terms.title, terms.body, terms.title_stems, terms.focus, terms.stems, tags))]


def indexes() -> list[str]:
    """The index, and the one that is being built beside it."""
    names = rows("SELECT name FROM sqlite_master WHERE name IN (%s, %s)", [SQLITE_TABLE, NEW_TABLE])
    return sorted(name for (name,) in names)


def _free_key(document: Document) -> int:
    """The first of an article's keys that no document ever had, by the rows and by the index itself."""
    tries = candidates(document.at, document.article_id)
    while True:
        keys = list(islice(tries, TRIES))
        taken = set(SearchDocument.objects.filter(key__in=keys).values_list("key", flat=True)) | in_index(keys)
        free = next((key for key in keys if key not in taken), None)
        if free is not None:
            return free


def in_index(keys: Sequence[int], table: str = SQLITE_TABLE) -> set[int]:
    """Those keys under which an index has terms."""
    marks = ", ".join(["%s"] * len(keys))
    return {row[0] for row in rows(f"SELECT id FROM {table}_docsize WHERE id IN ({marks})", list(keys))}
