"""Stories of a whole batch of articles at once: what `jarida cluster` does."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jarida.core.stories import centring, pairs
from jarida.core.stories.linkage import average_link
from jarida.core.stories.meeting import REACH, may_meet
from jarida.core.stories.model import ArticleText, Encoder, Profile
from jarida.core.stories.names import recogniser
from jarida.core.stories.pairs import Rarity, Weights
from jarida.core.stories.profiles import Names, Profiler, language_of

NEIGHBOURS: Final = 40  # the articles nearest to each by vector with which it is compared
_BLOCK: Final = 1024  # rows of the matrix of cosines that are made at once
_HOPELESS: Final = 0.02  # a probability below which a pair is not remembered

Row = NDArray[np.float32]


def group(texts: Sequence[ArticleText], encoder: Encoder, names: Names | None = None) -> dict[int, int]:
    """The story of each article, by id: the id of the story's first article in the order given."""
    profiles = batch_profiles(texts, encoder, names)
    labels = clusters(profiles, pairs.weights(encoder.name))
    return {one.id: texts[label].id for one, label in zip(texts, labels, strict=True)}


def batch_profiles(texts: Sequence[ArticleText], encoder: Encoder, names: Names | None = None) -> list[Profile]:
    """The profiles of a batch, centred by the frozen means and its own (`centring.own`)."""
    profiler = Profiler(encoder, names or recogniser())
    vectors = profiler.vectors(texts)
    profiler.means = centring.own(vectors, [language_of(one) for one in texts], profiler.means)
    return profiler.profiles_of(texts, vectors)


def clusters(profiles: Sequence[Profile], model: Weights) -> list[int]:
    """The group of each profile: the place of its first member."""
    rarity = pairs.counted(profiles)
    likely = (
        (one, other, found)
        for one, other, cosine in neighbours(profiles)
        if (found := probability(profiles[one], profiles[other], cosine, rarity, model)) >= _HOPELESS
    )

    def score(one: int, other: int) -> float:
        return probability(profiles[one], profiles[other], None, rarity, model)

    return average_link(len(profiles), likely, score, model.threshold)


def probability(one: Profile, other: Profile, cosine: float | None, rarity: Rarity, model: Weights) -> float:
    """How likely two articles tell of one event; 0 where they may not meet."""
    return pairs.compare(one, other, cosine, rarity=rarity, model=model).probability if may_meet(one, other) else 0.0


def neighbours(profiles: Sequence[Profile]) -> Iterator[tuple[int, int, float]]:
    """Pairs of places that are worth comparing, each once, with their cosine: the nearest within reach in time."""
    if not profiles:
        return
    vectors = np.stack([one.vector for one in profiles]).astype(np.float32) / centring.SCALE
    hours = np.array([one.at.timestamp() / 3600 if one.at else np.nan for one in profiles])
    seen: set[tuple[int, int]] = set()
    for start in range(0, len(profiles), _BLOCK):
        cosines = vectors[start : start + _BLOCK] @ vectors.T
        _forbid(cosines, hours[start : start + _BLOCK], hours, start)
        for row, places in enumerate(_nearest(cosines)):
            for place in places.tolist():
                pair = (min(start + row, place), max(start + row, place))
                cosine = float(cosines[row, place])
                if cosine > -1.0 and pair not in seen:
                    seen.add(pair)
                    yield *pair, cosine


def _forbid(cosines: Row, hours: Row, others: Row, start: int) -> None:
    """Mark what is too far in time, and each article with itself."""
    reach = REACH.total_seconds() / 3600
    with np.errstate(invalid="ignore"):
        cosines[np.abs(hours[:, None] - others[None, :]) > reach] = -2.0
    own = np.arange(len(cosines))
    cosines[own, start + own] = -2.0


def _nearest(cosines: Row) -> NDArray[np.int64]:
    most = min(NEIGHBOURS, cosines.shape[1])
    found: NDArray[np.int64] = np.argpartition(-cosines, most - 1, axis=1)[:, :most]
    return found
