"""The search engine on SQLite: FTS5 without content, its rowids in the order of dates.

What is newest is at the end of every list of hits, so a page of newest hits costs the same at any size of the
archive. FTS5 without content cannot forget (before SQLite 3.43): a document that is taken out or written anew
leaves its terms under a key whose row says no article, and every question is joined with the rows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection

from jarida.archive.models import SearchDocument
from jarida.archive.search.contract import Count, Document, Facets, Hit, Hits, IndexHealth, Place
from jarida.archive.search.keys import candidates, day_of, key_range
from jarida.archive.search.match import match_of, simplified
from jarida.archive.search.schema import SQLITE_TABLE
from jarida.archive.search.terms import Terms, terms_of
from jarida.core.search.expression import NOTHING, IndexQuery
from jarida.core.search.model import Sort

COUNTED = 10_000  # hits that are counted one by one
FACETED = 5_000  # newest hits that facets look at
PARAMETERS = 900  # of one statement
DOCUMENTS = SearchDocument._meta.db_table

_HITS = f"""
SELECT f.rowid, d.article_id, d.outlet_id, d.language, d.topic, d.fingerprint
FROM {SQLITE_TABLE} f JOIN {DOCUMENTS} d ON d.key = f.rowid
WHERE f.{SQLITE_TABLE} MATCH %s AND f.rowid BETWEEN %s AND %s AND d.article_id IS NOT NULL
ORDER BY f.rowid DESC LIMIT %s
"""  # noqa: S608 - names of our own tables
_INSERT = (
    f"INSERT INTO {SQLITE_TABLE} (rowid, title, body, title_stems, focus, stems, tags)"  # noqa: S608
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


class SqliteEngine:
    """See `archive.search.contract.Engine`."""

    # --- writing ----------------------------------------------------------------------------------------

    def write(self, documents: Iterable[Document]) -> None:
        """Index these articles, in place of what was indexed of them."""
        for document in documents:
            self._write(document)

    def _write(self, document: Document) -> None:
        terms = terms_of(document)
        known = SearchDocument.objects.filter(article_id=document.article_id).values("key", "digest").first()
        if known and known["digest"] == terms.digest:
            return
        if known:
            self.forget([document.article_id])
        key = _free_key(document)
        SearchDocument.objects.create(
            key=key,
            article_id=document.article_id,
            outlet_id=document.outlet_id,
            language=document.language[:10],
            day=day_of(key),
            topic=terms.topic,
            fingerprint=terms.fingerprint,
            digest=terms.digest,
        )
        _insert(key, terms)

    def forget(self, article_ids: Iterable[int]) -> None:
        """Take these articles out of the index."""
        ids = list(article_ids)
        for start in range(0, len(ids), PARAMETERS):
            SearchDocument.objects.filter(article_id__in=ids[start : start + PARAMETERS]).update(article=None)

    # --- asking -----------------------------------------------------------------------------------------

    def hits(self, query: IndexQuery, sort: Sort, limit: int, after: Place | None = None) -> Hits:
        """One page of hits, newest first or best first."""
        expression = simplified(query.expression)
        if expression == NOTHING:
            return Hits((), more=False)
        least, most = key_range(query.first, query.before)
        most = most if after is None else min(most, after.key - 1)
        rows = _rows(_HITS, [match_of(expression), least, most, limit + 1])
        return Hits(tuple(_hit(row) for row in rows[:limit]), more=len(rows) > limit)

    def count(self, query: IndexQuery) -> Count:
        """How many articles are found."""
        found = self._newest(query, COUNTED + 1)
        return Count(min(len(found), COUNTED), exact=len(found) <= COUNTED)

    def facets(self, query: IndexQuery) -> Facets:
        """How the hits spread over outlets, languages, years and topics."""
        found = self._newest(query, FACETED + 1)
        hits = found[:FACETED]
        return Facets(
            outlets=Counter(hit.outlet_id for hit in hits),
            languages=Counter(hit.language for hit in hits),
            years=Counter(hit.day.year for hit in hits),
            topics=Counter(hit.topic for hit in hits if hit.topic),
            exact=len(found) <= FACETED,
            counted=len(hits),
        )

    def histogram(self, query: IndexQuery, unit: str) -> tuple[Mapping[date, int], bool]:
        """Hits by first day of each day, month or year; and whether they are exact."""
        found = self._newest(query, COUNTED + 1)
        return Counter(_first_day(hit.day, unit) for hit in found[:COUNTED]), len(found) <= COUNTED

    def _newest(self, query: IndexQuery, limit: int) -> tuple[Hit, ...]:
        return self.hits(query, Sort.DATE, limit).hits

    # --- the whole --------------------------------------------------------------------------------------

    def rebuild(self, batch: int = 1000) -> Iterator[int]:
        """Index the whole archive anew while it is served; yields how many articles were done since the last."""
        raise NotImplementedError

    def health(self) -> IndexHealth:
        """How the index is."""
        raise NotImplementedError


def _first_day(day: date, unit: str) -> date:
    if unit == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if unit == "month" else day


def _hit(row: tuple[Any, ...]) -> Hit:
    key, article_id, outlet_id, language, topic, fingerprint = row
    return Hit(Place(key), article_id, outlet_id, language, day_of(key), topic, fingerprint)


def _rows(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _free_key(document: Document) -> int:
    """The first of an article's keys that no document ever had, here or in the index itself."""
    tries = candidates(document.at, document.article_id)
    while True:
        keys = list(islice(tries, 16))
        marks = ", ".join(["%s"] * len(keys))
        taken = {row[0] for row in _rows(f"SELECT id FROM {SQLITE_TABLE}_docsize WHERE id IN ({marks})", keys)}  # noqa: S608
        taken.update(SearchDocument.objects.filter(key__in=keys).values_list("key", flat=True))
        free = next((key for key in keys if key not in taken), None)
        if free is not None:
            return free


def _insert(key: int, terms: Terms) -> None:
    day = day_of(key)
    tags = [*terms.tags, f"~y{day.year}", f"~m{day:%Y-%m}"]
    lists = (terms.title, terms.body, terms.title_stems, terms.focus, terms.stems, tags)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [key, *map(" ".join, lists)])
