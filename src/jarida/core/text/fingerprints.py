"""Fingerprints of texts: near-duplicates differ in few bits."""

import hashlib
from collections.abc import Sequence
from typing import Final

ENOUGH: Final = 8  # words; shorter texts have no fingerprint
UNKNOWN: Final = 0  # the fingerprint of a text that is too short; never equal to another
NEAR: Final = 12  # bits; see the decision record 18 for what this was measured on

_SHINGLE: Final = 3
_BITS: Final = 64


def fingerprint(forms: Sequence[str]) -> int:
    """A simhash (Charikar 2002) of the shingles of three words, as a signed 64-bit number; 0 for a short text."""
    if len(forms) < ENOUGH:
        return UNKNOWN
    shingles = {" ".join(forms[at : at + _SHINGLE]) for at in range(len(forms) - _SHINGLE + 1)}
    digests = b"".join(hashlib.blake2b(shingle.encode(), digest_size=8).digest() for shingle in shingles)
    lanes, bits = int.from_bytes(digests), int.from_bytes(b"\x00\x00\x00\x00\x00\x00\x00\x01" * len(shingles))
    value = sum(1 << bit for bit in range(_BITS) if 2 * (lanes & (bits << bit)).bit_count() > len(shingles))
    return value - (1 << _BITS) if value >> (_BITS - 1) else value or 1


def distance(one: int, other: int) -> int:
    """In how many bits two fingerprints differ; 64 where one is unknown."""
    if UNKNOWN in (one, other):
        return _BITS
    return ((one ^ other) & ((1 << _BITS) - 1)).bit_count()


def near(one: int, other: int) -> bool:
    """Whether two texts are near-duplicates by their fingerprints. Never of a text without one."""
    return distance(one, other) <= NEAR
