"""How likely two articles tell of one event: a logistic model over a few facts about both.

The weights are in `weights.json`, made by `benchmarks/fitstories.py`, for each encoder its own (their cosines are not
alike). What is not known says nothing: a missing date, a text without names or numbers changes nothing.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from jarida.core.names.identity import parts
from jarida.core.stories import centring, copies
from jarida.core.stories.echoes import MARK
from jarida.core.stories.model import Comparison, Profile
from jarida.core.stories.numbers import Kind, contradicting, kind
from jarida.core.stories.weekdays import MARK as DAY

FILE: Final = Path(__file__).with_name("weights.json")
FEATURES: Final = (
    "cosine", "foreign", "foreign_cosine", "names", "rival_names", "foreign_rival_names", "places", "rival_places",
    "numbers", "contradicting", "words", "echoes", "weekday", "copied", "far",
)  # fmt: skip

_MOST: Final = 2.0  # what shared names, places or numbers count at most
_COMMON: Final = 1 / 500  # share of articles from which on a word is as rare as can be
_UNCOUNTED: Final = 0.7  # the weight of a word of which it is not known how rare it is
_YEAR, _SMALL = 0.25, 0.5  # what a year, and a number up to ten, say when both have it
_TEN: Final = 10
_DAY: Final = 24.0  # hours
_NEAR: Final = 36.0  # hours within which time says nothing
_FARTHEST: Final = 7.0  # days


@dataclass(frozen=True)
class Rarity:
    """How rare names, places and words are among the articles of the last days, or of one batch."""

    counts: Mapping[str, int] = field(default_factory=dict)
    total: int = 0

    def of(self, key: str) -> float:
        """From 0, in every article, to 1, in one of 500 and rarer; a middle value where nothing was counted."""
        return _rareness(self.counts.get(key, 0), self.total) if self.total else _UNCOUNTED


_LOG_COMMON: Final = math.log(_COMMON)
_REMEMBERED: Final = 1 << 14  # texts of which what is compared again and again is remembered


@lru_cache(maxsize=1 << 16)
def _rareness(count: int, total: int) -> float:
    return min(1.0, math.log(min(1.0, max(count, 1) / total)) / _LOG_COMMON)


UNKNOWN: Final = Rarity()
NOTHING: Final[frozenset[str]] = frozenset()


def counted(profiles: Iterable[Profile]) -> Rarity:
    """The rarity of what these profiles hold."""
    counts: Counter[str] = Counter()
    total = 0
    for profile in profiles:
        total += 1
        for keys in (profile.names, profile.places, profile.words):
            counts.update(keys)
    return Rarity(counts, total)


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: `bias` and one weight for each of `FEATURES`.

    `threshold` is that of average link where articles come one by one; `batch` that of a batch, where groups that
    are divided are kept apart (`division`), so that it may be lower.
    """

    bias: float
    values: tuple[float, ...]
    threshold: float = 0.5
    batch: float = 0.5

    def probability(self, features: tuple[float, ...]) -> float:
        """How likely, from 0 to 1."""
        total = self.bias + sum(weight * value for weight, value in zip(self.values, features, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def weights(encoder: str) -> Weights:
    """The weights for an encoder; for one that is not known those of the first."""
    table = _table()
    found = table.get(encoder) or next(iter(table.values()))
    return Weights(found["bias"], tuple(found[name] for name in FEATURES), found["threshold"], found["batch"])


@cache
def weights_of(dimension: int) -> Weights:
    """The weights for vectors of so many values: each encoder has its own number."""
    return weights(next((name for name, row in _table().items() if row["dimension"] == dimension), ""))


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    table: Mapping[str, Mapping[str, float]] = json.loads(FILE.read_text(encoding="utf-8"))["weights"]
    return table


def compare(
    one: Profile,
    other: Profile,
    cosine: float | None = None,
    *,
    rarity: Rarity = UNKNOWN,
    model: Weights | None = None,
) -> Comparison:
    """How likely two articles tell of one event, and why. `cosine` is that of their vectors, if it is known."""
    near = centring.cosine(one.vector, other.vector) if cosine is None else cosine
    hours = hours_apart(one, other)
    copied = _copied(one, other)
    disagreeing = contradicting(one.numbers, other.numbers) if one.numbers and other.numbers else NOTHING
    features = _features(one, other, rarity) | {
        "cosine": near,
        "foreign_cosine": near if one.language != other.language else 0.0,
        "contradicting": float(bool(disagreeing)),
        "copied": copied,
        "far": _days_beyond(hours),
    }
    ordered = tuple(features[name] for name in FEATURES)
    return Comparison(
        probability=(model or weights_of(len(one.vector))).probability(ordered),
        cosine=near,
        names=one.names & other.names,
        places=one.places & other.places,
        numbers=one.numbers & other.numbers,
        contradicting=disagreeing,
        hours=hours,
        copied=copied,
        features=ordered,
    )


def hours_apart(one: Profile, other: Profile) -> float | None:
    """Hours between two articles; None where a date is unknown. Of one of which only the day is known, the least."""
    if one.at is None or other.at is None:
        return None
    hours = abs((one.at - other.at).total_seconds()) / 3600
    return max(0.0, hours - _DAY) if one.day_only != other.day_only else hours


def _features(one: Profile, other: Profile, rarity: Rarity) -> dict[str, float]:
    same_language = one.language == other.language
    mine, theirs = _said(one.words), _said(other.words)
    heard = mine.echoes & theirs.echoes
    names, places = one.names & other.names, one.places & other.places
    echoed, named = _sum(heard, rarity), _sum(names, rarity)
    known = named if same_language else max(named, echoed)
    rival = _rivalry(
        _unmatched(one.names, other.names, heard), _unmatched(other.names, one.names, heard), known, rarity
    )
    return {
        "foreign": float(not same_language),
        "names": named,
        "rival_names": rival if same_language else 0.0,
        "foreign_rival_names": 0.0 if same_language else rival,
        "places": (placed := _sum(places, rarity)),
        "rival_places": _rivalry(one.places - places, other.places - places, placed, rarity),
        "numbers": min(_MOST, sum(map(_number_weight, one.numbers & other.numbers))),
        "words": _overlap(mine.stems, theirs.stems, rarity) if same_language else 0.0,
        "echoes": echoed,
        "weekday": _agreement(mine.days, theirs.days),
    }


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a profile by their sort."""

    stems: frozenset[str]
    echoes: frozenset[str]
    days: frozenset[str]


@lru_cache(maxsize=_REMEMBERED)
def _said(words: frozenset[str]) -> _Said:
    echoes = frozenset(word for word in words if word.startswith(MARK))
    days = frozenset(word for word in words if word.startswith(DAY))
    return _Said(words - echoes - days, echoes, days)


def _rivalry(mine: frozenset[str], theirs: frozenset[str], shared: float, rarity: Rarity) -> float:
    """How much two articles name others, from 0 to 1: the lesser of what only one of them names, against all."""
    if not mine or not theirs:
        return 0.0
    own = min(sum(map(rarity.of, mine)), sum(map(rarity.of, theirs)))
    return own / (own + shared) if own else 0.0


def _agreement(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """1 where both sides say the same, -1 where each says something else, 0 where one says nothing."""
    return 0.0 if not mine or not theirs else 1.0 if mine & theirs else -1.0


def _unmatched(names: frozenset[str], others: frozenset[str], heard: frozenset[str]) -> frozenset[str]:
    """Names of which no part (a surname) is part of another's name, or heard in its words."""
    if not names or not others:
        return names
    known = _parts(others).union(echo[len(MARK) :].lower() for echo in heard)
    if known.isdisjoint(_parts(names)):
        return names - others
    return frozenset(name for name in names - others if known.isdisjoint(_parts(frozenset((name,)))))


@lru_cache(maxsize=_REMEMBERED)
def _parts(names: frozenset[str]) -> frozenset[str]:
    return frozenset(part for name in names for part in parts(name) if len(part) > 1)


def _sum(keys: Iterable[str], rarity: Rarity) -> float:
    return min(_MOST, sum(map(rarity.of, keys)))


def _overlap(mine: frozenset[str], theirs: frozenset[str], rarity: Rarity) -> float:
    """The cosine of two sets of words, each word by its rarity: from 0 to 1."""
    shared = mine & theirs
    if not shared:
        return 0.0
    first, second, both = (sum(rarity.of(word) ** 2 for word in words) for words in (mine, theirs, shared))
    return both / math.sqrt(first * second) if first and second else 0.0


@lru_cache(maxsize=4096)
def _number_weight(number: str) -> float:
    sort = kind(number)
    if sort is Kind.YEAR:
        return _YEAR
    return _SMALL if sort is Kind.COUNT and float(number) <= _TEN else 1.0


def _copied(one: Profile, other: Profile) -> float:
    if one.digest and one.digest == other.digest:
        return 1.0
    return copies.contained(one.signature, other.signature) if one.signature and other.signature else 0.0


def _days_beyond(hours: float | None) -> float:
    """How many days two articles are apart beyond the first day and a half; an unknown date says nothing."""
    return 0.0 if hours is None else min(_FARTHEST, max(0.0, hours - _NEAR) / _DAY)
