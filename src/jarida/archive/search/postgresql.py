"""The search engine on PostgreSQL: a tsvector beside each document, GIN over it, windows of time.

The same terms, keys and answers as on SQLite (`archive.search.sqlite`); rows are really deleted and changed here.
"""

# ruff: noqa: S608 - what is put into SQL as text are names of our own tables and columns

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from django.db import connection, transaction

from jarida.archive.models import Article, ArticleState
from jarida.archive.search import filling, pairing
from jarida.archive.search.answering import Reads, bars_of, count_of, facets_of, page_of
from jarida.archive.search.blocks import blocks_of
from jarida.archive.search.chosen import chosen, divided
from jarida.archive.search.contract import Count, Document, Facets, Hits, IndexHealth, Place
from jarida.archive.search.documents import documents as documents_of
from jarida.archive.search.joined import joined
from jarida.archive.search.keys import candidates, day_of, key_range
from jarida.archive.search.match import simplified
from jarida.archive.search.postgresql_plans import plan
from jarida.archive.search.postgresql_reading import Reader, among, bounded
from jarida.archive.search.postgresql_schema import TABLE, create_index, missing_parts
from jarida.archive.search.postgresql_terms import vector_of
from jarida.archive.search.terms import Terms, terms_of
from jarida.core.search.expression import NOTHING, Expression, IndexQuery
from jarida.core.search.model import Sort

TOGETHER = 500  # documents of one statement
TRIES = 100  # keys that are tried for one article

_INSERT = f"""
INSERT INTO {TABLE} (key, article_id, outlet_id, language, day, topic, fingerprint, digest, words)
SELECT key, article_id, outlet_id, language, day, topic, fingerprint, digest, words::tsvector
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::date[], %s::text[], %s::bigint[],
            %s::bigint[], %s::text[])
     AS new (key, article_id, outlet_id, language, day, topic, fingerprint, digest, words)
ON CONFLICT DO NOTHING RETURNING article_id
"""


class PostgresqlEngine:
    """See `archive.search.contract.Engine`."""

    # --- writing ----------------------------------------------------------------------------------------

    def write(self, documents: Iterable[Document]) -> None:
        """Index these articles, in place of what was indexed of them."""
        waiting = iter(documents)
        while batch := list(islice(waiting, TOGETHER)):
            self._write({document.article_id: (document, terms_of(document)) for document in batch})

    def _write(self, wanted: dict[int, tuple[Document, Terms]]) -> None:
        known = dict(_rows(f"SELECT article_id, digest FROM {TABLE} WHERE article_id = ANY(%s)", [list(wanted)]))
        self._replace([pair for article, pair in wanted.items() if known.get(article) != pair[1].digest])

    def _replace(self, changed: list[tuple[Document, Terms]]) -> None:
        self.forget(document.article_id for document, _ in changed)
        tries = [(document, terms, candidates(document.at, document.article_id)) for document, terms in changed]
        for _ in range(TRIES):
            if not tries:
                return
            rows = [_row(document, terms, next(keys)) for document, terms, keys in tries]
            written = {row[0] for row in _rows(_INSERT, list(map(list, zip(*rows, strict=True))))}
            # the others met a key that is taken, and try their next
            tries = [entry for entry in tries if entry[0].article_id not in written]

    def forget(self, article_ids: Iterable[int]) -> None:
        """Take these articles out of the index."""
        waiting = iter(article_ids)
        while batch := list(islice(waiting, 10_000)):
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {TABLE} WHERE article_id = ANY(%s)", [batch])

    # --- asking -----------------------------------------------------------------------------------------

    def hits(self, query: IndexQuery, sort: Sort, limit: int, after: Place | None = None) -> Hits:
        """One page of hits, newest first or best first."""
        with _reader(query) as reader:
            return Hits((), more=False) if reader is None else page_of(reader, sort, limit, after)

    def count(self, query: IndexQuery) -> Count:
        """How many articles are found: exactly up to COUNTED, beyond that an estimate."""
        with _reader(query) as reader:
            return Count(0, exact=True) if reader is None else count_of(reader)

    def facets(self, query: IndexQuery) -> Facets:
        """How the newest FACETED hits spread over outlets, languages, years and topics."""
        with _reader(query) as reader:
            return Facets() if reader is None else facets_of(reader)

    def histogram(self, query: IndexQuery, unit: str) -> tuple[Mapping[date, int], bool]:
        """Hits by first day of each day, month or year; and whether they are exact."""
        with _reader(query) as reader:
            return ({}, True) if reader is None else bars_of(reader, unit)

    # --- the whole --------------------------------------------------------------------------------------

    def rebuild(self, batch: int = 1000) -> Iterator[int]:
        """Index the whole archive anew while it is served; yields how many articles were done since the last."""
        create_index(connection)
        last = 0
        while ids := list(Article.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:batch]):
            with transaction.atomic():
                self.forget(ids)
                self._replace([(document, terms_of(document)) for document in documents_of(ids)])
            last = ids[-1]
            yield len(ids)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE article_id IS NULL")
        pairing.done()

    def health(self) -> IndexHealth:
        """How the index is."""
        lost = missing_parts(connection)
        counts = _rows(f"SELECT count(article_id), count(*), pg_total_relation_size(%s) FROM {TABLE}", [TABLE])[0]
        return IndexHealth(
            engine="PostgreSQL, GIN",
            documents=counts[0],
            articles=Article.objects.filter(state=ArticleState.LIVE).count(),
            missing=filling.missing(),
            dead=counts[1] - counts[0],
            bytes=counts[2],
            problems=(
                *(f"the {part} of the search index is not there: run jarida manage reindex" for part in lost),
                *(() if pairing.ready() else (pairing.PROBLEM,)),
            ),
        )


@contextmanager
def _reader(query: IndexQuery) -> Iterator[Reads | None]:
    """What reads the answers to a query; None where there can be none."""
    expression = simplified(query.expression)
    least, most = key_range(query.first, query.before)
    if expression == NOTHING or most < least:
        yield None
        return
    with bounded() as cursor:
        if not any(chosen(expression)):
            yield _asking(cursor, expression, least, most)
            return
        question = divided(expression)
        rest = _asking(cursor, question.rest, least, most)
        yield joined(question, (least, most), partial(among, cursor), rest)


def _asking(cursor: Any, expression: Expression, least: int, most: int) -> Reader | None:
    planned = plan(expression, pairing.ready)
    return None if planned is None else Reader(cursor, expression, planned, least, most)


def _rows(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _row(document: Document, terms: Terms, key: int) -> tuple[Any, ...]:
    return (
        key, document.article_id, document.outlet_id, document.language[:10], day_of(key), terms.topic,
        terms.fingerprint, terms.digest, vector_of(terms, blocks_of(key)),
    )  # fmt: skip
