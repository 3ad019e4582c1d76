"""Neighbouring words as terms of an index, so that a phrase is found without comparing places in every text.

A phrase of common words is what an inverted index does worst: each text that has all of them must be looked at,
and their number grows with the archive. Two words that follow each other are far rarer (H. E. Williams,
J. Zobel and D. Bahle, "Fast phrase querying with combined indexes", ACM TOIS 22, 2004). All pairs as they are would
be long terms; so they are hashed into 130 million, and what a text is found by only says that it may hold the
phrase: whoever asks looks whether it does.
"""

from collections.abc import Sequence
from typing import Final
from zlib import crc32

_SIGNS: Final = "0123456789abcdefghijklmnopqrstuvwxyz-.:_~@"  # that an index takes for parts of words
_TWO: Final = tuple(one + other for one in _SIGNS for other in _SIGNS)
_FEW: Final = len(_SIGNS)
_MANY: Final = len(_TWO)


def pair(one: str, other: str) -> str:
    """The term of two neighbouring forms: five signs of ASCII."""
    number = crc32(f"{one} {other}".encode("utf-8", "replace"))
    return _TWO[number % _MANY] + _TWO[number // _MANY % _MANY] + _SIGNS[number // _MANY // _MANY % _FEW]


def pairs(forms: Sequence[str]) -> tuple[str, ...]:
    """The terms of all neighbours in a text, each once; of a single word, none."""
    return tuple(dict.fromkeys(map(pair, forms, forms[1:])))
