"""Vectors that were centred by one set of means, centred by another: without the text, and without its vector.

What is kept is c = (e - m) / |e - m|, of a vector e of length 1 and the mean m of its language. Since |e| = 1, the
length s = |e - m| solves s² + 2 s (m · c) + |m|² = 1, so that e = m + s c is known again, but for what packing rounded
away. So what is kept can stay as it is for good, and be looked at by an archive's own means of the week.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from jarida.core.stories import centring
from jarida.core.stories.centring import Means
from jarida.core.stories.encoders import unit
from jarida.core.stories.model import Matrix, Profile


@dataclass(frozen=True, slots=True)
class Recentring:
    """From the means `kept`, by which vectors were centred, to those of `now`."""

    kept: Means
    now: Means

    def profile(self, profile: Profile) -> Profile:
        """The same with its vector moved."""
        return next(iter(self.profiles([profile])))

    def profiles(self, profiles: Sequence[Profile]) -> list[Profile]:
        """The same with their vectors moved. Those of another size, and those that say nothing, stay as they are."""
        size = len(self.kept.of(centring.GENERAL))
        fit = [one for one in profiles if len(one.vector) == size]
        if not fit:
            return list(profiles)
        languages = [one.language for one in fit]
        moved = centring.centred(raw(stacked(fit), languages, self.kept), languages, self.now)
        rows = dict(zip((id(one) for one in fit), centring.packed(moved), strict=True))
        return [replace(one, vector=rows[id(one)]) if id(one) in rows else one for one in profiles]


def stacked(profiles: Iterable[Profile]) -> Matrix:
    """The vectors of profiles, of length 1."""
    return unit(np.stack([one.vector for one in profiles]).astype(np.float32))


def raw(centred: Matrix, languages: Sequence[str], means: Means) -> Matrix:
    """Vectors as they were before they were centred by these means; zero vectors stay so."""
    taken = np.stack([means.of(language) for language in languages]).astype(np.float32)
    along = np.sum(taken * centred, axis=1, keepdims=True)
    # below 0 only where means are longer than any mean of vectors of length 1: such are no means
    under = np.maximum(along**2 + 1 - np.sum(taken**2, axis=1, keepdims=True), 0.0)
    found = unit((taken + (np.sqrt(under) - along) * centred).astype(np.float32))
    said = np.any(centred != 0, axis=1, keepdims=True)
    return np.where(said, found, 0.0).astype(np.float32)
