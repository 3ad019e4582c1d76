"""The identity of a text: what counts as a change of an article, and what is noise."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

# soft hyphen, zero-width and direction marks: invisible, and added or lost by content systems at will
INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x2060, 0xFEFF])
WORD = re.compile(r"\w+")


def normalise(text: str) -> str:
    """`text` without the differences that no reader sees: composed, single spaces, nothing invisible."""
    return " ".join(unicodedata.normalize("NFC", text).translate(INVISIBLE).split())


def content_hash(title: str, paragraphs: Sequence[str]) -> str:
    """SHA-256 (hex) over the normalised title and the paragraphs that are not empty."""
    lines = [normalise(title), *filter(None, map(normalise, paragraphs))]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()


def count_words(paragraphs: Sequence[str]) -> int:
    """The number of words; letters in a row count as one, whatever their script."""
    return sum(len(WORD.findall(paragraph)) for paragraph in paragraphs)


def alike(one: str, other: str) -> bool:
    """True where two titles are likely of one article: at least half of the shorter's words are shared."""
    words = set(WORD.findall(normalise(one).casefold()))
    others = set(WORD.findall(normalise(other).casefold()))
    if not words or not others:
        return words == others
    return 2 * len(words & others) >= min(len(words), len(others))
