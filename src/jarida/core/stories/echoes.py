"""Sounds of words that may be names: what a headline in one script has in common with one in another.

A name that no gazetteer knows (Zeroual, زروال) has the same skeleton in both scripts (`core.text.skeletons`). Latin
scripts mark names by a capital; in Arabic any word that is no everyday word may be one. A single echo is weak
evidence, since skeletons of everyday words agree now and then; that is weighed by how rare it is.
"""

from collections.abc import Iterator
from typing import Final

from jarida.core.text.analysis import Token, analyse
from jarida.core.text.skeletons import is_arabic, skeletons
from jarida.core.text.stopwords import STOPWORDS

MARK: Final = "~"
SHORTEST: Final = 3  # consonants: too many words share fewer
_SURE: Final = 4  # letters of an Arabic word: a shorter one is not taken apart
_CAPITALS: Final = 0.6  # share of longer words with capitals from which a title is written in them
_CLITICS: Final = "وفبلك"


def echoes(text: str, language: str) -> frozenset[str]:
    """The skeletons of the words of a text that may be names, each with `MARK` before it."""
    tokens = analyse(text, "")
    shouted = _in_capitals(text, tokens)
    found: set[str] = set()
    for token in tokens:
        found.update(_echoes(text[token.start : token.end], token, language, shouted=shouted))
    return frozenset(found)


def _echoes(written: str, token: Token, language: str, *, shouted: bool) -> Iterator[str]:
    if len(token.form) < SHORTEST or token.form in STOPWORDS.get(language, frozenset()):
        return
    if is_arabic(token.form):
        for word in _without_clitics(token.form):
            yield from _marked(word, 2)
    elif written[:1].isupper() or shouted:
        yield from _marked(token.form, 2)


def _marked(word: str, most: int) -> Iterator[str]:
    for found in skeletons(word)[:most]:
        if len(found) >= SHORTEST:
            yield MARK + found


def _without_clitics(word: str) -> Iterator[str]:
    yield word
    if word.startswith("لل") and len(word) > 4:
        yield "ال" + word[2:]
    elif word[:1] in _CLITICS and len(word) > _SURE:
        yield word[1:]


def _in_capitals(text: str, tokens: tuple[Token, ...]) -> bool:
    longer = [text[token.start] for token in tokens if token.end - token.start > 2]
    return len(longer) > 3 and sum(map(str.isupper, longer)) > _CAPITALS * len(longer)
