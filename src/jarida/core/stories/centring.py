"""Vectors without what all texts of a language have in common.

Texts of one language lie near each other whatever they tell of. The mean vector of each language is taken away, so
that what remains is the matter. The means that Jarida brings are of headlines written for it in four languages
(`benchmarks/storymeans.py`); an archive with texts of its own moves them towards its own, the more the more it has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jarida.core.stories.encoders import unit
from jarida.core.stories.model import Matrix, Vector

GENERAL: Final = ""  # the mean for languages that have none
FROZEN_COUNTS_AS: Final = 100  # texts: with so many of an archive's own, its mean and the frozen one weigh the same
SAMPLE: Final = 2000  # texts of a language that are looked at to find its mean
ALIKE: Final = 0.6  # cosine from which two texts count as one for it
SCALE: Final = 127
FILE: Final = Path(__file__).with_name("means.npz")

Row = NDArray[np.float32]


@dataclass(frozen=True)
class Means:
    """The mean vector of each language, and a general one (`GENERAL`) for all others."""

    rows: Mapping[str, Row]

    def of(self, language: str) -> Row:
        """The mean of a language."""
        return self.rows.get(language, self.rows[GENERAL])


@cache
def frozen(encoder: str, dimension: int) -> Means:
    """The means that Jarida brings for an encoder; zeros, which change nothing, for one that it does not know."""
    with np.load(FILE, allow_pickle=False) as file:
        found = {
            name.partition(".")[2]: file[name].astype(np.float32)
            for name in file.files
            if name.partition(".")[0] == encoder
        }
    return Means({GENERAL: np.zeros(dimension, np.float32), **found})


def mean_of(vectors: Matrix) -> tuple[Row, int]:
    """The mean of vectors, and of how many: zero vectors say nothing and are not counted."""
    said = vectors[np.any(vectors != 0, axis=1)]
    if not len(said):
        return np.zeros(vectors.shape[1], np.float32), 0
    return said.mean(axis=0, dtype=np.float64).astype(np.float32), len(said)


def own(vectors: Matrix, languages: Sequence[str], start: Means) -> Means:
    """Means moved from `start` towards those of these vectors (as encoded, of length 1, not centred).

    A language with n texts gets (n · own + `FROZEN_COUNTS_AS` · start) / (n + `FROZEN_COUNTS_AS`); one without stays
    as it is. Texts that are much alike count as one: of a batch in which one event prevails, the event must not be
    taken away. `languages` are those of the texts, in the same order.
    """
    moved = dict(start.rows)
    places: dict[str, list[int]] = {}
    for place, language in enumerate(languages):
        places.setdefault(language, []).append(place)
    for language, found in places.items():
        sample = vectors[found[:: -(-len(found) // SAMPLE)]]
        mean, count = _mean_of_kinds(sample[np.any(sample != 0, axis=1)], start.of(language))
        if count:
            moved[language] = _mixed(mean, count * len(found) / len(sample), start.of(language))
    return Means(moved)


def _mean_of_kinds(vectors: Matrix, mean: Row) -> tuple[Row, float]:
    """The mean of vectors where those that are much alike count as one, and how many there are so."""
    if not len(vectors):
        return mean, 0.0
    apart = unit((vectors - mean).astype(np.float32))
    weights = 1 / np.maximum(1, (apart @ apart.T > ALIKE).sum(axis=1))
    return (weights @ vectors / weights.sum()).astype(np.float32), float(weights.sum())


def _mixed(mean: Row, count: float, start: Row) -> Row:
    mixed: Row = ((count * mean + FROZEN_COUNTS_AS * start) / (count + FROZEN_COUNTS_AS)).astype(np.float32)
    return mixed


def centred(vectors: Matrix, languages: Sequence[str], means: Means) -> Matrix:
    """Vectors without the mean of their language, of length 1 again; a zero vector stays one."""
    said = np.any(vectors != 0, axis=1, keepdims=True)
    if not len(vectors):
        return vectors
    taken = np.stack([means.of(language) for language in languages])
    return unit(np.where(said, vectors - taken, 0.0).astype(np.float32))


def packed(vectors: Matrix) -> NDArray[np.int8]:
    """Vectors of length 1 as they are kept: whole numbers, of length 127."""
    return np.clip(np.rint(vectors * SCALE), -SCALE, SCALE).astype(np.int8)


def cosine(one: Vector, other: Vector) -> float:
    """The cosine of two kept vectors, from -1 to 1; 0 where the encoders differ or one says nothing."""
    if one.shape != other.shape:
        return 0.0
    product = float(one.astype(np.int32) @ other.astype(np.int32)) / SCALE**2
    return min(1.0, max(-1.0, product))


def cosines(vectors: Sequence[Vector] | NDArray[np.int8], one: Vector) -> Row:
    """The cosine of one kept vector and each of many, which are of one encoder."""
    matrix = np.asarray(vectors, dtype=np.float32)
    return matrix @ one.astype(np.float32) / np.float32(SCALE**2)
