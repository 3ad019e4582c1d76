"""Which of many texts share a band of their signatures with this one: an index in memory, for the last days.

Locality-sensitive hashing as sorted arrays: a million signatures are a million rows of 64 values and 32 million
keys of 32 bits beside their row, 400 bytes an article, where dictionaries of Python would take ten times as much and
a table of the database a random write for each band. What is new is looked through as it is; from time to time it is
sorted into a segment, and small segments into larger ones, as in a log-structured merge tree (O'Neil 1996). A
segment goes as a whole when all of it is older than what is asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jarida.core.stories.copies import PERMUTATIONS, ROWS, Values, jaccard, values

FRESH: Final = 4_096  # texts that are not sorted yet
SEGMENT: Final = 65_536  # texts of a segment that is not merged any more
BANDS: Final = PERMUTATIONS // ROWS
LEAST_SIMILARITY: Final = 0.1  # Jaccard's index, estimated; what is less is no candidate

_MIX: Final = np.uint32(0x85EBCA6B)  # of MurmurHash3
_BAND: Final = (np.arange(BANDS, dtype=np.uint32) * np.uint32(0xC2B2AE35)) ^ np.uint32(0x27D4EB2F)

Keys = NDArray[np.uint32]


class Candidate(NamedTuple):
    """A text that may share much with the one asked for. `similarity` is Jaccard's index, estimated."""

    id: int
    similarity: float


@dataclass(frozen=True, slots=True)
class _Segment:
    """Texts that do not change any more: their rows, and the keys of all their bands in order, each with its row."""

    ids: NDArray[np.int64]
    at: NDArray[np.float64]
    rows: NDArray[np.uint16]
    keys: Keys
    places: NDArray[np.uint32]


class Index:
    """Signatures by identifier and moment (seconds since 1970)."""

    def __init__(self) -> None:
        self._segments: list[_Segment] = []
        self._ids = np.zeros(FRESH, np.int64)
        self._at = np.zeros(FRESH, np.float64)
        self._rows = np.zeros((FRESH, PERMUTATIONS), np.uint16)
        self._fresh = 0
        self._highest = -1

    def __len__(self) -> int:
        return self._fresh + sum(len(segment.ids) for segment in self._segments)

    @property
    def size(self) -> int:
        """Bytes that it holds."""
        arrays: list[NDArray[Any]] = [self._ids, self._at, self._rows]
        for segment in self._segments:
            arrays += [segment.ids, segment.at, segment.rows, segment.keys, segment.places]
        return sum(array.nbytes for array in arrays)

    def add(self, identity: int, at: float, signature: bytes) -> None:
        """Put a text in, in place of what was there under its identifier. One without a signature is never found."""
        if identity <= self._highest:
            self.forget(identity)
        self.fill(identity, at, signature)

    def fill(self, identity: int, at: float, signature: bytes) -> None:
        """Put a text in that is not there yet, in whatever order: quicker than `add` for identifiers that are old."""
        row = values(signature)
        if row is None:
            return
        self._highest = max(self._highest, identity)
        if self._fresh == FRESH:
            self._seal()
        self._ids[self._fresh], self._at[self._fresh], self._rows[self._fresh] = identity, at, row
        self._fresh += 1

    def forget(self, identity: int) -> None:
        """Take a text out. Costs a look at each identifier."""
        for ids in (self._ids[: self._fresh], *(segment.ids for segment in self._segments)):
            ids[ids == identity] = -1

    def forget_before(self, at: float) -> None:
        """Let go of segments of which every text is older than this moment."""
        self._segments = [segment for segment in self._segments if segment.at.max() >= at]

    def find(self, signature: bytes, since: float, until: float, limit: int = 20) -> list[Candidate]:
        """Texts of a time that share a band with this signature, the most similar first."""
        row = values(signature)
        if row is None:
            return []
        found = [candidate for part in self._parts(row) for candidate in _alike(*part, row, since, until)]
        return sorted(found, key=lambda one: (-one.similarity, one.id))[:limit]

    def _parts(self, row: Values) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.uint16]]]:
        yield self._ids[: self._fresh], self._at[: self._fresh], self._rows[: self._fresh]
        asked = _keys(row[None, :])[0]
        for segment in self._segments:
            first = np.searchsorted(segment.keys, asked, "left")
            last = np.searchsorted(segment.keys, asked, "right")
            places = [segment.places[start:end] for start, end in zip(first, last, strict=True) if end > start]
            if places:
                chosen = np.unique(np.concatenate(places))
                yield segment.ids[chosen], segment.at[chosen], segment.rows[chosen]

    def _seal(self) -> None:
        """Sort what is fresh into a segment, and small segments of one size into a larger one."""
        self._segments.append(_segment(self._ids.copy(), self._at.copy(), self._rows.copy()))
        self._fresh = 0
        while len(self._segments) > 3:
            last = self._segments[-4:]
            sizes = {len(segment.ids) for segment in last}
            if len(sizes) > 1 or len(last[0].ids) >= SEGMENT:
                break
            self._segments[-4:] = [_merged(last)]


def _alike(
    ids: NDArray[np.int64], at: NDArray[np.float64], rows: NDArray[np.uint16], row: Values, since: float, until: float
) -> Iterator[Candidate]:
    agreeing = np.count_nonzero(rows == row, axis=1)
    chosen = (agreeing >= LEAST_SIMILARITY * PERMUTATIONS) & (ids >= 0) & (at >= since) & (at <= until)
    for place in np.flatnonzero(chosen):
        yield Candidate(int(ids[place]), jaccard(int(agreeing[place])))


def _keys(rows: NDArray[np.uint16]) -> Keys:
    """The keys of the bands of some rows: two values each, told apart by their place."""
    pairs = np.ascontiguousarray(rows).view(np.uint32)
    mixed: Keys = (pairs ^ _BAND) * _MIX
    return mixed ^ (mixed >> np.uint32(15))


def _segment(ids: NDArray[np.int64], at: NDArray[np.float64], rows: NDArray[np.uint16]) -> _Segment:
    keys = _keys(rows).ravel()
    order = np.argsort(keys, kind="stable")
    places = (order // BANDS).astype(np.uint32)
    return _Segment(ids, at, rows, keys[order], places)


def _merged(segments: list[_Segment]) -> _Segment:
    ids = np.concatenate([segment.ids for segment in segments])
    kept = ids >= 0
    at = np.concatenate([segment.at for segment in segments])
    rows = np.concatenate([segment.rows for segment in segments])
    # the size stays what it is: by it segments are told to be merged
    return _segment(ids, at, rows) if kept.all() else _segment(ids, at, np.where(kept[:, None], rows, 0))
