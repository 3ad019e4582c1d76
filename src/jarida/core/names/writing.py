"""How words are mostly written: with which accents, and with a capital or not where that says something.

A capital at the beginning of a sentence says nothing, nor does one in a title whose words all have them. A
small letter says that the word is no name.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from jarida.core.text.analysis import Token, analyse

_LITTLE: Final = 1  # what a writing counts that says nothing of capitals
_MUCH: Final = 100
_CAPITALS: Final = 0.6  # share of longer words with capitals from which a text is written in them
_AFTER: Final = re.compile(r"(?:^|[.!?…:;\n|/«»“”\"„(\[؟؛–—-])[\s’'«“\"(\[]*$")


@dataclass(slots=True)
class Writing:
    """The ways one word was written, and what each counts."""

    ways: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Writing") -> None:
        """Count what was seen elsewhere."""
        self.ways.update(other.ways)

    def most(self) -> tuple[str, bool]:
        """The usual way, and whether its capital, or that it has none, was seen where that says something."""
        way, count = max(self.ways.items(), key=lambda item: (item[1], item[0]))
        return way, count >= _MUCH


def written(texts: Iterable[str]) -> dict[str, Writing]:
    """The words of some texts by their folded forms, each with how it was written."""
    found: dict[str, Writing] = {}
    for text in texts:
        tokens = analyse(text, "")
        in_capitals = _in_capitals(text, tokens)
        for token in tokens:
            way = text[token.start : token.end]
            weight = _MUCH if _says_something(text, token, in_capitals=in_capitals) else _LITTLE
            found.setdefault(token.form, Writing()).ways[way] += weight
    return found


def _in_capitals(text: str, tokens: tuple[Token, ...]) -> bool:
    """Whether the text is written with capitals throughout, as English titles are."""
    longer = [text[token.start] for token in tokens if token.end - token.start > 2]
    many = len(longer) > 3 and sum(letter.isupper() for letter in longer) > _CAPITALS * len(longer)
    return many or text.isupper()


def _says_something(text: str, token: Token, *, in_capitals: bool) -> bool:
    letter = text[token.start]
    if not letter.isupper():
        return True
    return not in_capitals and not _AFTER.search(text, max(0, token.start - 4), token.start)
