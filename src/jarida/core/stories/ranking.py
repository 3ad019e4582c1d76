"""The place of a story on the front page, as a number that need not be counted anew as time passes.

Each outlet that tells a story weighs 1 at the moment when it tells it, and half of that `HALF_LIFE` later; a story
weighs what its outlets weigh together. So it rises with outlets (the logarithm of their number), with freshness, and
most with many outlets in few hours. All weights fade at the same pace, so the order of two stories never changes by
waiting alone: the logarithm of the sum as it was at a fixed moment can be stored and ordered by. This is the forward
decay of Cormode, Shkapenyuk, Srivastava and Xu (2009); the ranking of Reddit ("hot": log of votes plus time) is
a simple case.

However often one outlet tells a story, it weighs once, at its last telling.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

HALF_LIFE: Final = timedelta(hours=5)
LANGUAGE: Final = 0.5  # a second language doubles nothing, but weighs as much as half of all outlets together
RECENT: Final = timedelta(hours=3)  # in which growth is counted
NEVER: Final = 0.0  # the rank of what never stands on the front page; below that of any story since 2001

_EPOCH: Final = datetime(2001, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Telling:
    """That an outlet told a story: in which language, and when."""

    outlet: str
    language: str
    at: datetime


def rank(tellings: Iterable[Telling], now: datetime, *, is_column: bool = False) -> float:
    """The place of a story: the higher, the earlier on the page. A column has `NEVER`, and so has a story of nothing.

    What says that it comes from the future is taken to be of `now`. Stories of any time may be ordered by it.
    """
    latest, languages = _latest(tellings, now)
    if is_column or not latest:
        return NEVER
    ages = [(at - _EPOCH) / HALF_LIFE for at in latest.values()]
    newest = max(ages)
    together = math.log2(sum(2.0 ** (age - newest) for age in ages))
    return max(NEVER, newest + together + math.log2(1 + LANGUAGE * (max(len(languages), 1) - 1)))


def growth(tellings: Iterable[Telling], now: datetime) -> int:
    """How many outlets told a story for the first time within `RECENT`: 0 where all of them had before."""
    first: dict[str, datetime] = {}
    for telling in tellings:
        at = min(_aware(telling.at), _aware(now))
        first[telling.outlet] = min(first.get(telling.outlet, at), at)
    return sum(_aware(now) - at < RECENT for at in first.values())


def _latest(tellings: Iterable[Telling], now: datetime) -> tuple[dict[str, datetime], set[str]]:
    """When each outlet told it last, and in which languages it is told."""
    latest: dict[str, datetime] = {}
    languages: set[str] = set()
    for telling in tellings:
        at = min(_aware(telling.at), _aware(now))
        latest[telling.outlet] = max(latest.get(telling.outlet, at), at)
        if telling.language:
            languages.add(telling.language)
    return latest, languages


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
