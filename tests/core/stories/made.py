"""Articles made for tests of clustering: events are directions, articles lie near theirs."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jarida.core.stories.clustering import Window
from jarida.core.stories.model import Comparison, Profile

DIMENSION = 64
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
NOTHING = np.zeros(DIMENSION, dtype=np.int8)


def vector(event: int, noise: float = 0.4, seed: int = 0) -> NDArray[np.int8]:
    """A vector near the direction of an event: the cosine of two of one event is about 1 / (1 + noise²)."""
    own = np.random.default_rng(event).normal(size=DIMENSION)
    other = np.random.default_rng((event, seed)).normal(size=DIMENSION)
    both = own / np.linalg.norm(own) + noise * other / np.linalg.norm(other)
    packed: NDArray[np.int8] = np.round(127 * both / np.linalg.norm(both)).astype(np.int8)
    return packed


def article(number: int, event: int = 0, hours: float | None = 0, **facts: Any) -> Profile:
    """An article of an event, so many hours after noon; None: of no known time."""
    given = {"language": "fr", "outlet": f"outlet{number}", "vector": vector(event, seed=number)} | facts
    sets = {name: frozenset(given.pop(name, ())) for name in ("names", "places", "numbers", "words")}
    at = None if hours is None else NOON + timedelta(hours=hours)
    return Profile(number, at=at, **given, **sets)


def compare(one: Profile, other: Profile, cosine: float | None = None) -> Comparison:
    """A simple score: the cosine, names, copies, and hours apart."""
    near = float(one.vector.astype(np.int32) @ other.vector.astype(np.int32)) / 127**2 if cosine is None else cosine
    names = one.names & other.names
    copied = float(bool(one.digest) and one.digest == other.digest)
    hours = abs((one.at - other.at).total_seconds()) / 3600 if one.at and other.at else None
    far = max(0.0, (hours or 0) - 36) / 100
    return Comparison(max(copied, min(1.0, max(0.0, near + 0.4 * len(names) - far))), near, names, hours=hours)


def window(**options: Any) -> Window:
    """A window with the simple score."""
    return Window(**{"compare": compare, "bar": 0.5, **options})


class Reader:
    """Takes in articles one after the other, as the pipeline does."""

    def __init__(self, **options: Any) -> None:
        self.window = window(**options)
        self.stories: dict[int, int] = {}
        self._next = 1

    def take(self, profile: Profile) -> int:
        """Its story."""
        story = self.window.assign(profile).story
        if story is None:
            story, self._next = self._next, self._next + 1
        self.window.add(profile, story)
        self.stories[profile.id] = story
        return story

    def take_all(self, profiles: Iterable[Profile]) -> list[int]:
        """The story of each."""
        return [self.take(profile) for profile in profiles]
