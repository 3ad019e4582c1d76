"""Whose text is whose: an identity of the words, a sketch that finds near-duplicates, and what two texts share.

Three steps, each for what the one before cannot tell:

- `digest`: texts of the same words have the same number.
- `signature`: a MinHash (Broder 1997; computed by `rensa`, after Dahlgaard, Knudsen and Thorup 2017) of the shingles
  of five words, of which 16 bits each are kept (Li and König 2010). `similarity` estimates Jaccard's index of two,
  `contained` the share of the shorter in the longer; texts that share `bands` are worth comparing (Indyk and Motwani).
- `shared`: exactly which runs of words stand in both, wherever they stand.

All work on folded words (`words`), so that tashkeel, accents, digits, quotation marks and punctuation make no
difference, and after boilerplate is gone (`boilerplate.without`): what an outlet puts around each of its texts is no
sign of a copy. See the decision record 27 for what the figures were measured on.
"""

import hashlib
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from jarida.core.stories.boilerplate import without
from jarida.core.text.analysis import forms

LEAST_WORDS: Final = 16  # shorter texts have no digest and no signature: captions, "watch the video"
MOST_WORDS: Final = 20_000  # of a text; what is longer is not looked at
SHINGLE: Final = 5  # words
PERMUTATIONS: Final = 64
ROWS: Final = 2  # values of a band
UNKNOWN: Final = 0

_SEED: Final = 27
_HEADER: Final = 2  # bytes: the version of the sketch, and the size of the text
_VERSION: Final = int(RMinHash.ALGORITHM_VERSION) & 0xFF
_STEPS: Final = 12  # steps of an octave in which the size is kept: 6 % each
_MIX: Final = np.uint32(0x9E3779B1)  # Knuth's multiplicative hash: the high bits depend on all
_CHANCE: Final = 1 / 65_536  # that two values of 16 bits agree by chance
_BESIDE: Final = 3  # words at each end of a run in which numbers are compared
_MOST_PLACES: Final = 8  # where else a run may stand; more are not tried, so that a text of one word costs no more

Values = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Prints:
    """What is kept of a text to find its copies: `digest` 0 and `signature` empty for a very short one."""

    digest: int = UNKNOWN
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class Run:
    """`length` words in a row that stand in one text from `one` on, and in another from `other` on."""

    one: int
    other: int
    length: int


@dataclass(frozen=True, slots=True)
class Shared:
    """How much two texts have in common: shares from 0 to 1 of each one's words, and where.

    `renumbered` counts the numbers in the place of which the other has another, beside words that both have: a
    report on the stock exchange is told in the words of yesterday.
    """

    share_of_one: float = 0.0
    share_of_other: float = 0.0
    blocks: tuple[Run, ...] = ()
    renumbered: int = 0

    @property
    def words(self) -> int:
        """How many words of the first stand in the second."""
        return sum(block.length for block in self.blocks)


def prints(text: str, boilerplate: Collection[int] = ()) -> Prints:
    """Digest and signature of a text whose paragraphs are divided by line ends.

    `boilerplate` holds the hashes of the paragraphs that its outlet puts into many articles.
    """
    found = words(without(text.split("\n"), boilerplate))
    return Prints(digest(found), signature(found))


def words(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """The folded words of a text, at most `MOST_WORDS`."""
    found: list[str] = []
    for paragraph in paragraphs:
        found += forms(paragraph)
        if len(found) >= MOST_WORDS:
            break
    return tuple(found[:MOST_WORDS])


def digest(forms_of_text: Sequence[str]) -> int:
    """The identity of a text: a signed 64-bit number, 0 for a very short one; never equal to another 0."""
    if len(forms_of_text) < LEAST_WORDS:
        return UNKNOWN
    content = " ".join(forms_of_text).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), signed=True) or 1


def signature(forms_of_text: Sequence[str]) -> bytes:
    """The sketch of a text, 130 bytes; empty for a very short one.

    A byte with the version of the sketch, one with the number of its shingles (a logarithm), and 64 values.
    """
    if len(forms_of_text) < LEAST_WORDS:
        return b""
    shingles = {" ".join(forms_of_text[at : at + SHINGLE]) for at in range(len(forms_of_text) - SHINGLE + 1)}
    sketch = RMinHash(PERMUTATIONS, _SEED)
    sketch.update(list(shingles))
    values = (np.array(sketch.digest(), dtype=np.uint32) * _MIX) >> np.uint32(16)
    size = min(255, round(_STEPS * math.log2(len(shingles))))
    return bytes((_VERSION, size)) + values.astype("<u2").tobytes()


def values(of_signature: bytes) -> Values | None:
    """The 64 values of a signature; None of an empty one, and of one that another version made."""
    if len(of_signature) != _HEADER + 2 * PERMUTATIONS or of_signature[0] != _VERSION:
        return None
    return np.frombuffer(of_signature, dtype="<u2", offset=_HEADER)


def similarity(one: bytes, other: bytes) -> float:
    """Jaccard's index of two texts' shingles, estimated by their signatures: ± 0.06 about the middle.

    0 where one has no signature.
    """
    first, second = values(one), values(other)
    if first is None or second is None:
        return 0.0
    return jaccard(int(np.count_nonzero(first == second)))


def jaccard(agreeing: int) -> float:
    """Jaccard's index by how many of the values of two signatures agree."""
    return max(0.0, (agreeing / PERMUTATIONS - _CHANCE) / (1 - _CHANCE))


def contained(one: bytes, other: bytes) -> float:
    """The share of the shorter text's shingles that stand in the longer, estimated, from 0 to 1."""
    index = similarity(one, other)
    if not index:
        return 0.0
    sizes = sorted(2 ** (each[1] / _STEPS) for each in (one, other))
    return min(1.0, index / (1 + index) * (sizes[0] + sizes[1]) / sizes[0])


def bands(of_signature: bytes) -> tuple[bytes, ...]:
    """The keys by which candidates are found: two texts that share one of them, at the same place, are compared.

    With 32 bands of two values, of texts with Jaccard's index 0.2 three in four share one, of 0.3 19 in 20.
    """
    if values(of_signature) is None:
        return ()
    width = 2 * ROWS
    return tuple(of_signature[at : at + width] for at in range(_HEADER, len(of_signature), width))


def shared(one: Sequence[str], other: Sequence[str]) -> Shared:
    """Which runs of at least `SHINGLE` words of one text stand in another, in whatever order.

    From left to right the longest run that begins at a word is taken (as in greedy string tiling, Wise 1993, but in
    one pass): the time is proportional to the lengths.
    """
    first, second = one[:MOST_WORDS], other[:MOST_WORDS]
    if not first or not second:
        return Shared()
    blocks = tuple(_runs(first, second))
    covered = bytearray(len(second))
    for block in blocks:
        covered[block.other : block.other + block.length] = b"\x01" * block.length
    taken = sum(block.length for block in blocks)
    return Shared(taken / len(first), sum(covered) / len(second), blocks, len(_renumbered(first, second, blocks)))


def _runs(one: Sequence[str], other: Sequence[str]) -> Iterable[Run]:
    places = _places(other)
    at, last = 0, len(one) - SHINGLE
    while at <= last:
        found = places.get(tuple(one[at : at + SHINGLE]), ())
        length, place = max(((_length(one, other, at, place), -place) for place in found), default=(0, 0))
        if length:
            yield Run(at, -place, length)
        at += length or 1


def _renumbered(one: Sequence[str], other: Sequence[str], runs: Iterable[Run]) -> set[int]:
    """Where numbers of the one stand beside a run, for which the other text has others."""
    found: set[int] = set()
    for run in runs:
        for first, second in ((run.one + run.length, run.other + run.length), (run.one - _BESIDE, run.other - _BESIDE)):
            own = _numbers(one, first)
            if own and (others := _numbers(other, second)) and not own.keys() & others.keys():
                found.add(min(own.values()))
    return found


def _numbers(text: Sequence[str], at: int) -> dict[str, int]:
    """The numbers among some words, with their places."""
    places = range(max(0, at), min(len(text), at + _BESIDE))
    return {text[place]: place for place in places if text[place][0].isdigit()}


def _places(text: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    """Where each shingle of a text begins: the first few places."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(text) - SHINGLE + 1):
        found = places[tuple(text[at : at + SHINGLE])]
        if len(found) < _MOST_PLACES:
            found.append(at)
    return places


def _length(one: Sequence[str], other: Sequence[str], first: int, second: int) -> int:
    """How many words in a row agree from two places on."""
    room = min(len(one) - first, len(other) - second)
    length = SHINGLE
    while length < room and one[first + length] == other[second + length]:
        length += 1
    return length
