"""The order of relevance, the same on every engine.

The frequencies that bm25 needs are what an index can only tell by reading whole lists: on SQLite bm25 takes 1.7 s
for the commonest word of a million articles. So relevance is asked in questions of yes or no, of the newest hits
only (the window): is the word in the title, in its form or by its stem; in the focus of the text (its lead, or
again and again); does it stand in the form that was typed; do the words follow each other. Each yes is worth more
the fewer hits of the window have it (the idf of Spärck Jones 1972, among the hits). Hits older than the window
follow by date.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import log
from time import monotonic
from typing import Final, Protocol

from jarida.archive.search.contract import Hit, Hits, Place
from jarida.archive.search.keys import day_of
from jarida.core.search import expression as ex

RANKED: Final = 1_000  # newest hits that are ranked
MOST_CONCEPTS: Final = 5  # words of a query whose places are asked for
TIME: Final = 0.15  # seconds in which questions are asked on a first page; a later one asks as many
LEAST_FEATURES: Final = 3
LEAST_SCORE: Final = 0.001  # of a ranked hit; 0 is for those that follow by date
DECIMALS: Final = 3


class Field(StrEnum):
    """Where something may stand. FOCUS holds stems only: the text's lead and what comes back in it."""

    TITLE = "title"
    FOCUS = "focus"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Feature:
    """One question of yes or no: whether any of these terms stands in a field, and what a yes is worth."""

    terms: ex.Any
    field: Field
    worth: float


@dataclass(frozen=True, slots=True)
class Newest:
    """Newest hits, and whether there are others below them. `reached`: a key down to which was looked, where the
    time was over before the end."""

    hits: list[Hit]
    more: bool
    reached: int | None = None


class Asks(Protocol):
    """What ranking asks of an engine about one query."""

    def newest(self, least: int, most: int, limit: int) -> Newest:
        """The newest hits with keys from `least` to `most`."""
        ...

    def having(self, feature: Feature, least: int, most: int) -> Iterable[int]:
        """The keys from `least` to `most`, of hits or more, that have a feature."""
        ...


# --- features -------------------------------------------------------------------------------------------


def features_of(expression: ex.Expression) -> tuple[Feature, ...]:
    """What is asked about the hits of an expression, what is worth most first."""
    concepts = list(_concepts(expression))[:MOST_CONCEPTS]
    found = [feature for terms in concepts for feature in _of_concept(terms)]
    return tuple(sorted((*found, *_of_sequence(expression)), key=lambda feature: -feature.worth))


def _concepts(expression: ex.Expression) -> Iterator[tuple[ex.Expression, ...]]:
    """The words of a query, each as its terms: form, stems, other spellings."""
    if isinstance(expression, ex.All):
        for part in expression.parts:
            yield from _concepts(part)
    elif terms := tuple(term for term in ex.leaves(expression) if not isinstance(term, ex.Tag)):
        yield terms


def _of_concept(terms: Sequence[ex.Expression]) -> Iterator[Feature]:
    exact = [term for term in terms if isinstance(term, ex.Form | ex.Sequence | ex.Starts)]
    stems = [term for term in terms if isinstance(term, ex.Stem)]
    if exact:
        yield Feature(ex.Any(tuple(exact)), Field.TITLE, 2.0)
        yield Feature(ex.Any(tuple(exact)), Field.ANYWHERE, 1.0)
    if stems:
        yield Feature(ex.Any(tuple(stems)), Field.TITLE, 2.0)
        yield Feature(ex.Any(tuple(stems)), Field.FOCUS, 1.0)


def _of_sequence(expression: ex.Expression) -> Iterator[Feature]:
    """Several words that were typed are worth more where they follow each other."""
    words = _words(expression)
    if len(words) > 1:
        yield Feature(ex.Any((ex.Sequence(words),)), Field.TITLE, 2.0)
        yield Feature(ex.Any((ex.Sequence(words),)), Field.ANYWHERE, 1.5)


def _words(expression: ex.Expression) -> tuple[str, ...]:
    """The forms of a query that is words beside each other and perhaps filters."""
    parts = expression.parts if isinstance(expression, ex.All) else ()
    firsts = [next(ex.leaves(part), None) for part in parts if not isinstance(part, ex.Tag | ex.Without)]
    return tuple(term.form for term in firsts if isinstance(term, ex.Form))[:MOST_CONCEPTS]


# --- scores ---------------------------------------------------------------------------------------------


def scores(keys: Sequence[int], having: Iterable[tuple[Feature, frozenset[int]]]) -> dict[int, float]:
    """The score of each hit of a window."""
    found = dict.fromkeys(keys, LEAST_SCORE)
    for feature, with_it in having:
        both = with_it & found.keys()
        worth = feature.worth * log(1 + len(found) / len(both)) if both else 0.0
        for key in both:
            found[key] += worth
    return {key: round(score, DECIMALS) for key, score in found.items()}


# --- pages ----------------------------------------------------------------------------------------------


def ranked(asks: Asks, expression: ex.Expression, span: tuple[int, int], limit: int, after: Place | None) -> Hits:
    """One page by relevance. `span` are the smallest and largest keys that the query asks for."""
    window, hits, older = _window(asks, span, after)
    if after is not None and after.score == 0:
        return _by_date(asks, span, window, limit, min(after.key, window[0]) - 1)
    page = _after(_ranked(asks, expression, window, hits, after.features if after else 0), after)[: limit + 1]
    if len(page) > limit or not older:
        return Hits(tuple(page[:limit]), len(page) > limit, _from(window, older=older))
    rest = _by_date(asks, span, window, limit - len(page), window[0] - 1)
    return Hits((*page, *rest.hits), rest.more, _from(window, older=older), rest.next)


def _window(asks: Asks, span: tuple[int, int], after: Place | None) -> tuple[tuple[int, int], list[Hit], bool]:
    """The keys that are ranked, the hits in them, and whether older hits follow."""
    least, most = span
    if after is not None and after.window is not None:
        least, most = max(least, after.window[0]), min(most, after.window[1])
        hits = asks.newest(least, most, 2 * RANKED).hits if after.score else []
        return (least, most), hits, least > span[0]
    found = asks.newest(least, most, RANKED)
    hits = found.hits
    if found.more:
        least = found.reached if found.reached is not None else hits[-1].place.key
    return (least, hits[0].place.key if hits else most), hits, found.more


def _ranked(
    asks: Asks, expression: ex.Expression, window: tuple[int, int], hits: Sequence[Hit], number: int
) -> list[Hit]:
    """The hits of a window by their scores, of `number` questions (0: as many as there is time for)."""
    if not hits:
        return []
    having = list(_asked(asks, features_of(expression), hits[-1].place.key, hits[0].place.key, number))
    found = scores([hit.place.key for hit in hits], having)
    return sorted((_placed(hit, found[hit.place.key], window, len(having)) for hit in hits), key=_order)


def _asked(
    asks: Asks, features: Sequence[Feature], least: int, most: int, number: int
) -> Iterator[tuple[Feature, frozenset[int]]]:
    until = monotonic() + TIME
    for place, feature in enumerate(features):
        if place >= (number or LEAST_FEATURES) and (number or monotonic() > until):
            return
        yield feature, frozenset(asks.having(feature, least, most))


def _placed(hit: Hit, score: float, window: tuple[int, int], features: int) -> Hit:
    place = Place(hit.place.key, score, window, features)
    return Hit(place, hit.article_id, hit.outlet_id, hit.language, hit.day, hit.topic, hit.fingerprint)


def _order(hit: Hit) -> tuple[float, int]:
    return (-(hit.place.score or 0.0), -hit.place.key)


def _after(hits: list[Hit], after: Place | None) -> list[Hit]:
    if after is None or after.score is None:
        return hits
    place = (-after.score, -after.key)
    return [hit for hit in hits if _order(hit) > place]


def _by_date(asks: Asks, span: tuple[int, int], window: tuple[int, int], limit: int, most: int) -> Hits:
    """Hits older than the window. Of none asked for it is still said whether there are any."""
    found = asks.newest(span[0], most, max(1, limit)) if most >= span[0] else Newest([], more=False)
    hits = tuple(_placed(hit, 0.0, window, 1) for hit in found.hits[:limit])
    reached = None if found.reached is None else Place(found.reached, 0.0, window, 1)
    return Hits(hits, found.more or len(found.hits) > limit, day_of(window[0]), reached)


def _from(window: tuple[int, int], *, older: bool) -> date | None:
    return day_of(window[0]) if older else None
