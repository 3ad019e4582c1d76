"""What an article is about: by its vector, by where its outlet put it, by an edition's keywords. See `topics`.

    topics = classify(profile.vector, encoder.name, section, tags, title, text, language, editorial.topics)

The vector is that of the stories (`profiles`), so that a topic costs nothing but a small product. The weights are
those of a multinomial logistic regression for each encoder, fitted by `benchmarks/topics.py` to headlines written for
it in four languages and divided by a temperature, so that a confidence of 0.8 is right in eight of ten cases.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from jarida.core.stories.centring import SCALE
from jarida.core.stories.model import Vector
from jarida.core.stories.topics import HEADINGS, Topic
from jarida.core.stories.topics_keywords import keyword_topics
from jarida.core.stories.topics_sections import of_section, of_tags

FILE: Final = Path(__file__).with_name("topics.npz")
LEAST: Final = 0.5  # below this confidence no topic is given
LEAST_SECOND: Final = 0.3  # a second one may be less likely than the first: an article can be about two things
# By how much the outlet's own word raises the logarithm of a topic's odds: nine in ten articles under "Sport" are about
# sport; a tag says less, as there are several. Not fitted: no press with known topics is at hand.
SECTION: Final = 3.0
TAG: Final = 1.0

Scores = NDArray[np.float32]


class OwnTopic(Protocol):
    """A topic of an edition's own (`editions.model.TopicSpec`)."""

    @property
    def code(self) -> str:
        """Its word in addresses."""

    @property
    def keywords(self) -> tuple[str, ...]:
        """Words of which one makes an article be about it."""


@dataclass(frozen=True)
class Weights:
    """A row of weights for each of `HEADINGS`, for vectors of length 1, and what is added to its score."""

    rows: Scores
    bias: Scores


def classify(
    vector: Vector,
    encoder: str,
    section: str,
    tags: Sequence[str],
    title: str,
    text: str,
    language: str,
    own: Iterable[OwnTopic] = (),
) -> tuple[Topic, ...]:
    """What an article is about, the surest first: at most two of IPTC's topics, and those of an edition's own.

    `vector` is centred and packed, of the encoder of this name; with one of no known encoder, or one that says
    nothing, only the outlet's section and tags count. Nothing is found rather than something unlikely.
    """
    keyed = keyword_topics(((topic.code, topic.keywords) for topic in own), title, text, language)
    found = (*by_vector(vector, encoder, section, tags), *keyed)
    return tuple(sorted(found, key=lambda topic: (-topic.confidence, topic.code)))


def by_vector(vector: Vector, encoder: str, section: str = "", tags: Sequence[str] = ()) -> tuple[Topic, ...]:
    """The topics of IPTC, as sure as to be given; the surest first."""
    likely = shares(vector, encoder, section, tags)
    first, second = np.argsort(-likely, kind="stable")[:2]
    if likely[first] < LEAST:
        return ()
    given = (first, second) if likely[second] >= LEAST_SECOND else (first,)
    return tuple(Topic(HEADINGS[at].code, round(float(likely[at]), 3)) for at in given)


def shares(vector: Vector, encoder: str, section: str = "", tags: Sequence[str] = ()) -> Scores:
    """How likely each of `HEADINGS` is what an article is mainly about; they make 1 together."""
    scores = _scores(vector, encoder)
    said, tagged = of_section(section), of_tags(tags)
    for at, heading in enumerate(HEADINGS):
        scores[at] += SECTION * (heading.code in said) + TAG * (heading.code in tagged)
    raised = np.exp(scores - scores.max())
    found: Scores = np.asarray(raised / raised.sum(), np.float32)
    return found


def _scores(vector: Vector, encoder: str) -> Scores:
    weights = _weights(encoder)
    if weights is None or vector.shape != weights.rows.shape[1:] or not vector.any():
        return np.zeros(len(HEADINGS), np.float32)
    scores: Scores = np.asarray(weights.rows @ (vector.astype(np.float32) / SCALE) + weights.bias, np.float32)
    return scores


@cache
def _weights(encoder: str) -> Weights | None:
    """The weights for an encoder; None where there are none."""
    with np.load(FILE, allow_pickle=False) as file:
        if f"{encoder}.rows" not in file.files:
            return None
        rows = file[f"{encoder}.rows"].astype(np.float32) * file[f"{encoder}.scale"].astype(np.float32)[:, None]
        return Weights(rows, file[f"{encoder}.bias"].astype(np.float32))
