"""The search engine on SQLite: FTS5 without content, its rowids in the order of dates."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from jarida.archive.search import sqlite_rebuilding, sqlite_writing
from jarida.archive.search.contract import Count, Document, Facets, Hits, IndexHealth, Place
from jarida.archive.search.estimates import estimated, slices
from jarida.archive.search.histograms import first_day
from jarida.archive.search.keys import day_of, first_key, key_range
from jarida.archive.search.match import simplified
from jarida.archive.search.ranking import ranked
from jarida.archive.search.sqlite_prefixes import without_common_beginnings
from jarida.archive.search.sqlite_reading import Reading
from jarida.core.search.expression import NOTHING, Expression, IndexQuery
from jarida.core.search.model import Sort

COUNTED = 1_000  # hits that are counted one by one
FACETED = 3_000  # newest hits that facets look at


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
        asked = _asked(query)
        if asked is None:
            return Hits((), more=False)
        expression, reading = asked
        if sort is Sort.RELEVANCE:
            return ranked(reading, expression, (reading.least, reading.most), limit, after)
        found = reading.newest(reading.least, reading.most if after is None else after.key - 1, limit)
        reached = None if found.reached is None else Place(found.reached)
        return Hits(tuple(found.hits), found.more, next=reached)

    def count(self, query: IndexQuery) -> Count:
        """How many articles are found: exactly up to COUNTED, beyond that an estimate."""
        asked = _asked(query)
        if asked is None:
            return Count(0, exact=True)
        _, reading = asked
        keys, reached = reading.keys(reading.least, reading.most, COUNTED + 1)
        if len(keys) <= COUNTED and reached is None:
            return Count(len(keys), exact=True)
        most = keys[-1] - 1 if reached is None else reached - 1
        return Count(len(keys) + round(sum(estimated(list(slices(reading.least, most)), reading.look))), exact=False)

    def facets(self, query: IndexQuery) -> Facets:
        """How the newest FACETED hits spread over outlets, languages, years and topics."""
        asked = _asked(query)
        if asked is None:
            return Facets()
        _, reading = asked
        found = reading.newest(reading.least, reading.most, FACETED)
        return Facets(
            outlets=Counter(hit.outlet_id for hit in found.hits),
            languages=Counter(hit.language for hit in found.hits),
            years=Counter(hit.day.year for hit in found.hits),
            topics=Counter(hit.topic for hit in found.hits if hit.topic),
            exact=not found.more,
            counted=len(found.hits),
        )

    def histogram(self, query: IndexQuery, unit: str) -> tuple[Mapping[date, int], bool]:
        """Hits by first day of each day, month or year; and whether they are exact."""
        asked = _asked(query)
        if asked is None:
            return {}, True
        _, reading = asked
        keys, reached = reading.keys(reading.least, reading.most, COUNTED + 1)
        bars = Counter(first_day(day, unit) for day in map(day_of, keys))
        if len(keys) <= COUNTED and reached is None:
            return bars, True
        most = keys[-1] - 1 if reached is None else reached - 1
        stretches = list(_stretches(reading.least, most, unit))
        for (least, _), number in zip(stretches, estimated(stretches, reading.look), strict=True):
            bars[first_day(day_of(least), unit)] += round(number)
        return bars, False

    # --- the whole --------------------------------------------------------------------------------------

    def rebuild(self, batch: int = 1000) -> Iterator[int]:
        """Index the whole archive anew while it is served; yields how many articles were done since the last."""
        return sqlite_rebuilding.rebuild(batch)

    def health(self) -> IndexHealth:
        """How the index is."""
        return sqlite_rebuilding.health()


def _asked(query: IndexQuery) -> tuple[Expression, Reading] | None:
    expression = simplified(without_common_beginnings(simplified(query.expression)))
    least, most = key_range(query.first, query.before)
    return None if expression == NOTHING or most < least else (expression, Reading(expression, least, most))


def _stretches(least: int, most: int, unit: str) -> Iterator[tuple[int, int]]:
    """From `most` down to `least`, the days, months or years as keys."""
    while most >= least:
        day = first_day(day_of(most), unit)
        yield max(least, first_key(day)), most
        most = first_key(day) - 1
