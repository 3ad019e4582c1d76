"""What ranking (`archive.search.ranking`) asks of PostgreSQL: the same questions of yes or no as on SQLite."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from jarida.archive.search.contract import Hit, Place
from jarida.archive.search.postgresql_plans import Plan
from jarida.archive.search.postgresql_reading import COLUMNS, Reader
from jarida.archive.search.postgresql_terms import all_of, any_of, quoted, term, tsquery_of
from jarida.archive.search.ranking import Feature, Field, Newest
from jarida.core.search import expression as ex


class Asking:
    """One question within one transaction; see `archive.search.ranking.Asks`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def newest(self, least: int, most: int, limit: int) -> Newest:
        """The newest hits with keys from `least` to `most`."""
        reader = Reader(self._reader.cursor, self._reader.plan, least, most)
        found = reader.newest_hits(limit + 1)
        return Newest([hit_of(row) for row in found[:limit]], len(found) > limit)

    def having(self, feature: Feature, least: int, most: int) -> Iterable[int]:
        """The keys from `least` to `most`, of hits, that have a feature."""
        reader = Reader(self._reader.cursor, _narrowed(self._reader.plan, feature), least, most)
        window = reader.window(reader.least, reader.most)
        return [row[COLUMNS.split(", ").index("key")] for row in reader.ask(COLUMNS, window)]


def hit_of(row: tuple[Any, ...]) -> Hit:
    """A row (`COLUMNS`) as a hit."""
    key, article_id, outlet_id, language, day, topic, fingerprint = row
    return Hit(Place(key), article_id, outlet_id, language, day, topic, fingerprint)


def _narrowed(plan: Plan, feature: Feature) -> Plan:
    """A plan of those that have a feature too."""
    has = any_of(query for part in feature.terms.parts for query in _tsqueries(part, feature.field))
    index = all_of([plan.index, has]) if plan.index else has
    return Plan(all_of([plan.whole, has]), index, all_of([plan.check, has]) if plan.check else "")


def _tsqueries(part: ex.Expression, field: Field) -> Iterator[str]:
    if field is Field.FOCUS and isinstance(part, ex.Stem):
        yield quoted(f"^.{term(part.stem)}")
        yield quoted(f"*.{term(part.stem)}")
    elif field is Field.TITLE and isinstance(part, ex.Form | ex.Stem | ex.Sequence | ex.Starts):
        yield tsquery_of(replace(part, in_title=True))
    else:
        yield tsquery_of(part)
