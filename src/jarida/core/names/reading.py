"""A text as words for the recogniser: where sentences begin, what is written with a capital, what stands between."""

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from jarida.core.text.words import placed

_AFTER: Final = re.compile(r"(?:^|[.!?…:;\n|/«»“”\"„(\[؟؛–—•]|[-*] )[\s’'‘«“\"(\[]*$")
_FEWEST: Final = 4  # words with capitals from which a text without any others is written in them
# written small in English headlines too
_SMALL: Final = frozenset(
    "with from over into after amid that upon than until since dans pour avec sans para como".split()
)
_CLOSE: Final = frozenset((" ", "\xa0", "-", "\u2011", "\u202f", ". ", ".", "'", "’"))
ELIDED: Final = re.compile(r" (?:[dl]|de l)['’]", re.IGNORECASE)


class Word(NamedTuple):
    """A word: its folded form, its letters, where it stands, and whether it has a capital or is Arabic."""

    form: str
    letters: str
    start: int
    end: int
    capital: bool
    arabic: bool


@dataclass(slots=True)
class Reading:
    """The words of a text. `in_capitals`: capitals say nothing in it, as in English headlines."""

    text: str
    words: list[Word]
    in_capitals: bool
    taken: set[int] = field(default_factory=set)

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.words[at - 1].end : self.words[at].start] if 0 < at < len(self.words) else "\n"

    def is_close(self, at: int) -> bool:
        """Whether a word may belong to one name with the word before: a blank, a hyphen, a dot after an initial."""
        gap = self.gap(at)
        return gap in _CLOSE and (gap not in (". ", ".") or len(self.words[at - 1].letters) <= 2)

    def begins(self, at: int) -> bool:
        """Whether a sentence begins with a word, or something that is written as one."""
        start = self.words[at].start
        return bool(_AFTER.search(self.text, max(0, start - 6), start)) if start else True

    def shown(self, start: int, end: int) -> str:
        """What is written there."""
        return " ".join(self.text[self.words[start].start : self.words[end - 1].end].split())

    def forms(self, start: int, end: int) -> tuple[str, ...]:
        """The folded forms of some words."""
        return tuple([word.form for word in self.words[start:end]])  # a list is quicker than a generator


def read(text: str) -> Reading:
    """The words of a text."""
    words = [_word(text, *piece) for piece in placed(text)]
    return Reading(text, words, _in_capitals(words))


def _in_capitals(words: list[Word]) -> bool:
    small = any(len(word.letters) > 3 and not (word.capital or word.arabic or word.form in _SMALL) for word in words)
    return not small and sum(word.capital for word in words) >= _FEWEST


def _word(text: str, letters: str, form: str, start: int, end: int) -> Word:
    written = text[start:end]
    if len(written) == len(letters):
        letters = written  # with its capitals
    elif written.startswith(letters):
        end = start + len(letters)  # without 's
    first = letters[:1]
    return Word(form, letters, start, end, first.isupper(), "\u0620" <= first <= "\u06ff")
