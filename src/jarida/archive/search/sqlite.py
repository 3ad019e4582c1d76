"""The search engine on SQLite: FTS5 without content, its rowids in the order of dates."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from jarida.archive.search import sqlite_rebuilding, sqlite_writing
from jarida.archive.search.answering import Reads, bars_of, count_of, facets_of, page_of
from jarida.archive.search.chosen import chosen, divided
from jarida.archive.search.contract import Count, Document, Facets, Hits, IndexHealth, Place
from jarida.archive.search.joined import joined
from jarida.archive.search.keys import key_range
from jarida.archive.search.match import simplified
from jarida.archive.search.sqlite_prefixes import without_common_beginnings
from jarida.archive.search.sqlite_reading import Reading, among, possible
from jarida.core.search.expression import NOTHING, IndexQuery
from jarida.core.search.model import Sort


class SqliteEngine:
    """See `archive.search.contract.Engine`."""

    # --- writing ----------------------------------------------------------------------------------------

    def write(self, documents: Iterable[Document]) -> None:
        """Index these articles, in place of what was indexed of them."""
        sqlite_writing.write(documents)

    def forget(self, article_ids: Iterable[int]) -> None:
        """Take these articles out of the index."""
        sqlite_writing.forget(article_ids)

    # --- asking -----------------------------------------------------------------------------------------

    def hits(self, query: IndexQuery, sort: Sort, limit: int, after: Place | None = None) -> Hits:
        """One page of hits, newest first or best first."""
        reading = _reading(query)
        return Hits((), more=False) if reading is None else page_of(reading, sort, limit, after)

    def count(self, query: IndexQuery) -> Count:
        """How many articles are found: exactly up to COUNTED, beyond that an estimate."""
        reading = _reading(query)
        return Count(0, exact=True) if reading is None else count_of(reading)

    def facets(self, query: IndexQuery) -> Facets:
        """How the newest FACETED hits spread over outlets, languages, years and topics."""
        reading = _reading(query)
        return Facets() if reading is None else facets_of(reading)

    def histogram(self, query: IndexQuery, unit: str) -> tuple[Mapping[date, int], bool]:
        """Hits by first day of each day, month or year; and whether they are exact."""
        reading = _reading(query)
        return ({}, True) if reading is None else bars_of(reading, unit)

    # --- the whole --------------------------------------------------------------------------------------

    def rebuild(self, batch: int = 1000) -> Iterator[int]:
        """Index the whole archive anew while it is served; yields how many articles were done since the last."""
        return sqlite_rebuilding.rebuild(batch)

    def health(self) -> IndexHealth:
        """How the index is."""
        return sqlite_rebuilding.health()


def _reading(query: IndexQuery) -> Reads | None:
    """What reads the answers to a query; None where there can be none."""
    expression = simplified(possible(without_common_beginnings(simplified(query.expression))))
    least, most = key_range(query.first, query.before)
    if expression == NOTHING or most < least:
        return None
    if not any(chosen(expression)):
        return Reading(expression, least, most)
    question = divided(expression)
    rest = None if question.rest == NOTHING else Reading(question.rest, least, most)
    return joined(question, (least, most), among, rest)
