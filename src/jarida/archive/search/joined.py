"""Answers to a question that names documents one by one, the same on every engine: see `archive.search.chosen`.

The documents that are named are looked at themselves; the index is asked for the others; both lists are joined in
the order of their keys.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from jarida.archive.models import SearchDocument
from jarida.archive.search.answering import Reads
from jarida.archive.search.chosen import Divided
from jarida.archive.search.contract import Hit, Place
from jarida.archive.search.estimates import Sample
from jarida.archive.search.ranking import Feature, Field, Newest
from jarida.core.search import expression as ex

FIELDS = ("key", "article_id", "outlet_id", "language", "day", "topic", "fingerprint")
Among = Callable[[ex.Expression, Field, Sequence[int]], Iterable[int]]  # those of some keys of which something holds


class Bounded(Reads, Protocol):
    """One query in the bound of its time."""

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        ...


def joined(question: Divided, span: tuple[int, int], among: Among, rest: Bounded | None) -> "Joined | None":
    """What answers a divided question between two keys; None where nothing is found. `rest` reads `question.rest`."""
    least, most = span
    found: set[int] = set()
    for asked, keys in question.groups.items():
        inside = [key for key in keys if least <= key <= most]
        found |= set(inside if asked == ex.EVERYTHING else among(asked, Field.ANYWHERE, inside))
    if rest is None and not found:
        return None
    asked_of_all = [question.rest, *question.groups]
    return Joined(rest, question.named, sorted(found), among, _terms(asked_of_all))


def _terms(asked: Iterable[ex.Expression]) -> ex.Expression:
    """What relevance is counted by: the words that are asked of any of the documents."""
    kept = dict.fromkeys(part for part in asked if part not in (ex.NOTHING, ex.EVERYTHING))
    return next(iter(kept), ex.EVERYTHING)


class Joined:
    """`archive.search.answering.Reads`. `found` are keys in their order; `named` those that `rest` does not decide."""

    def __init__(
        self, rest: Bounded | None, named: Collection[int], found: list[int], among: Among, expression: ex.Expression
    ) -> None:
        self.rest = rest
        self.named = sorted(named)
        self.found = found
        self.among = among
        self.expression = expression
        ends = [(rest.least, rest.most)] if rest is not None else []
        ends += [(found[0], found[-1])] if found else []
        self.least, self.most = min(end[0] for end in ends), max(end[1] for end in ends)

    def newest(self, least: int, most: int, limit: int) -> Newest:
        """The newest hits with keys from `least` to `most`."""
        others = self._others(least, most, limit)
        low = least if others.reached is None else others.reached
        own = _hits(_between(self.found, low, most)[: -limit - 2 : -1])
        hits = sorted([*others.hits, *own], key=lambda hit: -hit.place.key)
        full = len(hits) > limit
        reached = None if full else others.reached
        return Newest(hits[:limit], full or others.more, reached)

    def _others(self, least: int, most: int, limit: int) -> Newest:
        """Hits that are not named. So many more are read as may fall away."""
        if self.rest is None:
            return Newest([], more=False)
        named = set(_between(self.named, least, most))
        read = self.rest.newest(least, most, limit + len(named))
        return Newest([hit for hit in read.hits if hit.place.key not in named], read.more, read.reached)

    def keys(self, least: int, most: int, limit: int) -> tuple[list[int], int | None]:
        """The newest keys; and down to where was looked, where the time was over before the end."""
        others, reached = self._other_keys(least, most, limit)
        low = least if reached is None else reached
        found = sorted([*others, *_between(self.found, low, most)], reverse=True)
        return found[:limit], None if len(found) >= limit else reached

    def _other_keys(self, least: int, most: int, limit: int) -> tuple[list[int], int | None]:
        if self.rest is None:
            return [], None
        named = set(_between(self.named, least, most))
        read, reached = self.rest.keys(least, most, limit + len(named))
        return [key for key in read if key not in named], reached

    def look(self, least: int, most: int, limit: int) -> Sample | None:
        """How many hits there are, counted from above; None where the time is over."""
        if self.rest is not None and self.rest.over:
            return None
        found, reached = self.keys(least, most, limit)
        if reached is not None:
            return Sample(len(found), reached, most)
        return Sample(len(found), found[-1] if len(found) == limit else least, most)

    def having(self, feature: Feature, least: int, most: int) -> Iterable[int]:
        """The keys from `least` to `most`, of hits or more, that have a feature."""
        own = _between(self.found, least, most)
        found = set(self.among(feature.terms, feature.field, own)) if own else set()
        return found | (set(self.rest.having(feature, least, most)) if self.rest is not None else set())


def _between(keys: list[int], least: int, most: int) -> list[int]:
    return keys[bisect_left(keys, least) : bisect_right(keys, most)]


def _hits(keys: Sequence[int]) -> list[Hit]:
    rows = SearchDocument.objects.filter(key__in=list(keys), article__isnull=False).values_list(*FIELDS)
    return [_hit(*row) for row in rows]


def _hit(key: int, article: int, outlet: int, language: str, day: date, topic: str, fingerprint: int) -> Hit:
    return Hit(Place(key), article, outlet, language, day, topic, fingerprint)
