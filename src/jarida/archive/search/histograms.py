"""Hits over time as bars, beside what the archive has: a hole of the archive is no absence of hits (P3)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from jarida.archive.models import SearchDocument
from jarida.archive.search.contract import Bar, Engine, Histogram
from jarida.archive.search.density import archived_by_day
from jarida.archive.search.keys import day_of, key_range
from jarida.core.search.expression import IndexQuery

MOST_DAYS: Final = 62  # bars of one day each; beyond, months
MOST_MONTHS: Final = 72  # beyond, years
MOST_YEARS: Final = 150


def histogram_of(engine: Engine, query: IndexQuery) -> Histogram | None:
    """The histogram of a search over the days that it asks for and the archive has; None where there are none."""
    span = _span(query)
    if span is None:
        return None
    first, last = span
    unit = unit_of(first, last)
    hits, exact = engine.histogram(query, unit)
    return Histogram(unit, bars(first, last, unit, hits, archived_by_day(first, last)), exact)


def _span(query: IndexQuery) -> tuple[date, date] | None:
    least, most = key_range(query.first, query.before)
    keys = SearchDocument.objects.filter(article__isnull=False, key__range=(least, most)).order_by("key")
    first, last = keys.values_list("key", flat=True).first(), keys.values_list("key", flat=True).last()
    if first is None or last is None:
        return None
    return day_of(first), day_of(last)


def unit_of(first: date, last: date) -> str:
    """Days, months or years, so that there are not too many bars."""
    if (last - first).days < MOST_DAYS:
        return "day"
    return "month" if (last.year - first.year) * 12 + last.month - first.month < MOST_MONTHS else "year"


def first_day(day: date, unit: str) -> date:
    """The first day of the day, month or year of a day."""
    if unit == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if unit == "month" else day


def next_first(day: date, unit: str) -> date:
    """The first day of the following day, month or year."""
    if unit == "day":
        return day + timedelta(days=1)
    return first_day(first_day(day, unit) + timedelta(days=31 if unit == "month" else 366), unit)


def bars(first: date, last: date, unit: str, hits: Mapping[date, int], archived: Mapping[date, int]) -> tuple[Bar, ...]:
    """One bar after the other from the unit of `first` to that of `last`, without gaps; of years, the latest ones."""
    kept: Counter[date] = Counter()
    for day, number in archived.items():
        kept[first_day(day, unit)] += number
    found, at = [], first_day(first, unit)
    if unit == "year" and last.year - at.year >= MOST_YEARS:
        at = date(last.year - MOST_YEARS + 1, 1, 1)
    while at <= last:
        found.append(Bar(at, hits.get(at, 0), max(kept[at], hits.get(at, 0))))
        at = next_first(at, unit)
    return tuple(found)
