"""With which of a million articles one is worth comparing: those near it by vector, and those that share what is rare.

The second way finds copies, and articles that share a name or a number, when the vector fails: an empty title, a
language that the encoder does not know, one declared wrongly.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from jarida.core.stories.columns import recurring
from jarida.core.stories.copies import bands
from jarida.core.stories.meeting import is_empty
from jarida.core.stories.model import Profile, Vector
from jarida.core.stories.pages import UNIT, Near, Pages, nothing
from jarida.core.stories.postings import Postings, Rows, hashed

NEAREST: Final = 40  # rows by vector
SHARING: Final = 30  # rows by what they share
LEAST: Final = 0.2  # cosine; centred vectors of two events have about 0
COMMON: Final = 400  # articles with a key, above which sharing it says nothing
NEWEST: Final = 60  # rows of one key that are looked at
BANDS: Final = 16  # of a signature's: of texts that share half of their shingles 99 in 100 share one
_COPY: Final = 2.0  # the weight of a shared digest beside its rarity
_ALWAYS: Final = 1.5  # from this weight on a key is looked at however common it is


def keys(profile: Profile) -> list[tuple[bytes, float]]:
    """By what an article is found, each with its weight beside its rarity."""
    found = [(f"{kind}{value}".encode("utf-8", "replace"), weight) for kind, value, weight in _facts(profile)]
    found += [(b"m%d:" % at + band, 1.0) for at, band in enumerate(bands(profile.signature)[:BANDS])]
    if profile.digest:
        found.append((b"d%d" % profile.digest, _COPY))
    if key := recurring(profile):
        found.append((key, 0.0))
    return found


def _facts(profile: Profile) -> Iterator[tuple[str, str, float]]:
    yield from (("n", name, 1.0) for name in profile.names)
    yield from (("p", place, 0.7) for place in profile.places)
    yield from (("#", number, 0.7) for number in profile.numbers)
    yield from (("w", word, 0.7) for word in profile.words)


class Candidates:
    """Profiles by row, found by vector and by key."""

    def __init__(self) -> None:
        self.pages = Pages()
        self._postings = Postings()
        self._prepared: dict[int, Near] = {}
        self._since: list[int] = []  # rows that came after `prepare`

    def add(self, profile: Profile, day: int) -> int:
        """Keep a profile under a day; its row."""
        row = self.pages.add(profile, day)
        self._note(profile, day, row, frozenset())
        return row

    def put(self, row: int, profile: Profile) -> None:
        """Put a profile in the place of the one in a row, which is of the same day."""
        known = _hashes(self.pages.profile(row))
        self.pages.put(row, profile)
        self._note(profile, self.pages.day(row), row, known)

    def _note(self, profile: Profile, day: int, row: int, known: frozenset[int]) -> None:
        """Note by what a row is found; `known` is what was noted of it before, so that none is twice."""
        self._postings.add(day, sorted(_hashes(profile) - known), row)
        self._prepared.pop(profile.id, None)
        if self._prepared:
            self._since.append(row)

    def forget(self, day: int) -> None:
        """Drop all of a day."""
        self._postings.forget(day)
        self.pages.forget(day)

    def prepare(self, profiles: Iterable[Profile]) -> None:
        """Look for the nearest of many articles at once, which takes a tenth of the time for each."""
        asked = [profile for profile in profiles if not is_empty(profile)]
        near = self.pages.nearest([profile.vector for profile in asked], NEAREST, LEAST)
        self._prepared = {profile.id: one for profile, one in zip(asked, near, strict=True)}
        self._since = []

    def of(self, profile: Profile) -> dict[int, float | None]:
        """Rows worth comparing with a profile, and their cosine where it is known; never its own."""
        rows, cosines = self._near(profile)
        found: dict[int, float | None] = dict(zip(rows.tolist(), cosines.tolist(), strict=True))
        for row in self._sharing(profile):
            found.setdefault(row, None)
        return {
            row: cosine
            for row, cosine in found.items()
            if self.pages.holds(row) and self.pages.article(row) != profile.id
        }

    def _near(self, profile: Profile) -> Near:
        if is_empty(profile):
            return nothing()
        prepared = self._prepared.get(profile.id)
        if prepared is None:
            return self.pages.nearest([profile.vector], NEAREST, LEAST)[0]
        return _joined(prepared, self._late(profile.vector))

    def _late(self, vector: Vector) -> Near:
        """Of the rows that came after `prepare`, those near enough."""
        rows = [row for row in dict.fromkeys(self._since) if self.pages.holds(row)]
        if not rows:
            return nothing()
        cosines = self.pages.vectors(rows) @ vector.astype(np.float32) / np.float32(UNIT)
        near = cosines >= LEAST
        return np.array(rows, dtype=np.int64)[near], cosines[near]

    def _sharing(self, profile: Profile) -> list[int]:
        """Rows that share what is rare, those that share most first."""
        found = keys(profile)
        weights = dict(zip(hashed(key for key, _ in found), (weight for _, weight in found), strict=True))
        weighed = list(self._weighed(list(weights), list(weights.values())))
        if not weighed:
            return []
        rows, inverse = np.unique(np.concatenate([one for one, _ in weighed]), return_inverse=True)
        total = np.bincount(inverse, np.concatenate([np.full(len(one), weight) for one, weight in weighed]))
        order = np.lexsort((-rows, -total))[:SHARING]
        return [int(row) for row in rows[order]]

    def _weighed(self, asked: Sequence[int], weights: Sequence[float]) -> Iterator[tuple[Rows, float]]:
        """The newest rows of each key that is rare, or of a copy, with what sharing it weighs."""
        whole = max(len(self.pages), 2)
        for rows, weight in zip(self._postings.find(asked) if asked else [], weights, strict=True):
            if 0 < len(rows) <= COMMON or (len(rows) and weight >= _ALWAYS):
                yield rows[-NEWEST:], weight * math.log(max(whole / len(rows), 1.1))

    def having(self, key: bytes) -> list[int]:
        """All rows that have a key."""
        return [int(row) for row in self._postings.find(hashed([key]))[0] if self.pages.holds(int(row))]

    def size(self) -> int:
        """About how many bytes are held."""
        return self.pages.size() + self._postings.size()


def _hashes(profile: Profile) -> frozenset[int]:
    return frozenset(hashed(key for key, _ in keys(profile)))


def _joined(one: Near, other: Near) -> Near:
    """Both together, the nearest first, each row once."""
    rows, first = np.unique(np.concatenate([other[0], one[0]]), return_index=True)
    cosines = np.concatenate([other[1], one[1]])[first]
    order = np.lexsort((rows, -cosines))[:NEAREST]
    return rows[order], cosines[order]
