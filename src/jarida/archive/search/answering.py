"""What is answered from the hits of one query, the same on every engine: a page, a count, facets, bars."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, Protocol

from jarida.archive.search.contract import Count, Facets, Hits, Place
from jarida.archive.search.estimates import Sample, estimated, slices
from jarida.archive.search.histograms import first_day
from jarida.archive.search.keys import day_of, first_key
from jarida.archive.search.ranking import Asks, ranked
from jarida.core.search.expression import Expression
from jarida.core.search.model import Sort

COUNTED: Final = 1_000  # hits that are counted one by one
FACETED: Final = 3_000  # newest hits that facets look at


class Reads(Asks, Protocol):
    """One query, of the documents with keys from `least` to `most`."""

    expression: Expression
    least: int
    most: int

    def keys(self, least: int, most: int, limit: int) -> tuple[list[int], int | None]:
        """The newest keys; and down to where was looked, where the time was over before the end."""
        ...

    def look(self, least: int, most: int, limit: int) -> Sample | None:
        """How many hits there are, counted from above; None where the time is over."""
        ...


def page_of(reads: Reads, sort: Sort, limit: int, after: Place | None) -> Hits:
    """One page of hits, newest first or best first."""
    if sort is Sort.RELEVANCE:
        return ranked(reads, reads.expression, (reads.least, reads.most), limit, after)
    found = reads.newest(reads.least, reads.most if after is None else after.key - 1, limit)
    reached = None if found.reached is None else Place(found.reached)
    return Hits(tuple(found.hits), found.more, next=reached)


def count_of(reads: Reads) -> Count:
    """How many articles are found: exactly up to COUNTED, beyond that an estimate."""
    keys, most = _counted(reads)
    if most is None:
        return Count(len(keys), exact=True)
    return Count(len(keys) + round(sum(estimated(list(slices(reads.least, most)), reads.look))), exact=False)


def facets_of(reads: Reads) -> Facets:
    """How the newest FACETED hits spread over outlets, languages, years and topics."""
    found = reads.newest(reads.least, reads.most, FACETED)
    return Facets(
        outlets=Counter(hit.outlet_id for hit in found.hits),
        languages=Counter(hit.language for hit in found.hits),
        years=Counter(hit.day.year for hit in found.hits),
        topics=Counter(hit.topic for hit in found.hits if hit.topic),
        exact=not found.more,
        counted=len(found.hits),
    )


def bars_of(reads: Reads, unit: str) -> tuple[Mapping[date, int], bool]:
    """Hits by first day of each day, month or year; and whether they are exact."""
    keys, most = _counted(reads)
    bars = Counter(first_day(day, unit) for day in map(day_of, keys))
    if most is None:
        return bars, True
    stretches = list(_stretches(reads.least, most, unit))
    for (least, _), number in zip(stretches, estimated(stretches, reads.look), strict=True):
        bars[first_day(day_of(least), unit)] += round(number)
    return bars, False


def _counted(reads: Reads) -> tuple[list[int], int | None]:
    """The newest keys, and the largest key that was not counted any more; None where all were."""
    keys, reached = reads.keys(reads.least, reads.most, COUNTED + 1)
    if reached is not None:
        return keys, reached - 1
    return keys, keys[-1] - 1 if len(keys) > COUNTED else None


def _stretches(least: int, most: int, unit: str) -> Iterator[tuple[int, int]]:
    """From `most` down to `least`, the days, months or years as keys."""
    while most >= least:
        day = first_day(day_of(most), unit)
        yield max(least, first_key(day)), most
        most = first_key(day) - 1
