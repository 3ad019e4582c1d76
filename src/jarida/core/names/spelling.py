"""The word that was probably meant, of the words that an archive has.

Candidates are few and each is found by an index: all words that are one error away (N. Norvig, "How to Write a
Spelling Corrector"), words with the same consonants, and words with the same beginning. They are compared by
the restricted Damerau-Levenshtein distance (insertion, deletion, substitution, transposition of neighbours),
where an error that is easily made costs less: a neighbouring key, a vowel for another, a letter doubled or not.
Two errors count only in longer words, and the first letter is rarely wrong.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from jarida.core.names.vocabulary import KnownWord, Vocabulary
from jarida.core.text.analysis import stems_in_all
from jarida.core.text.skeletons import is_arabic, skeleton

SHORTEST = 4  # letters of a word that is corrected (Arabic: without its article, 3)
LONGEST = 24
TWO_ERRORS_FROM = 6  # letters from which two errors may be assumed (Arabic: 5)
RATIO = 100  # how much rarer than another a word must be to count as an error though the archive has it
RARE = 3  # in how many articles such a word stands at most
FEWEST = 2  # articles of a word that is proposed; two errors away: four times as many
CANDIDATES = 100
FEWEST_OF_PARTS = 20  # articles of each part of a word that was written without its blank

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_ARABIC: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ROWS: Final = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
    "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ذءرىةوزظ",
)  # fmt: skip
# Letters that are confused because they sound or look alike.
_ALIKE: Final = ("aeiouy", "ckqs", "sz", "gj", "bp", "dt", "vw", "mn", "سص", "تط", "دض", "ذز", "ضظ", "كق", "هح", "ثت")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that may have been meant; `errors` is how many, weighed, lie between the two."""

    word: KnownWord
    errors: float
    whole: int

    @property
    def merit(self) -> float:
        """How good a guess it is: one error less outweighs some fifty times as many articles."""
        return math.log(self.word.documents + 1) - 4.0 * self.errors


def correct(words: Iterable[str], vocabulary: Vocabulary) -> dict[str, str]:
    """For folded words that the archive lacks, or has by error: what was probably meant, as it is written there."""
    asked = [word for word in dict.fromkeys(words) if _may_be_wrong(word)]
    known = vocabulary.known(asked)
    meant = {word: _meant(word, known.get(word), vocabulary) for word in asked}
    return {word: other for word, other in meant.items() if other}


def _may_be_wrong(word: str) -> bool:
    return bool(_LETTERS.fullmatch(word)) and SHORTEST <= len(word) <= LONGEST and len(_root(word)) >= 3


def _root(word: str) -> str:
    return word.removeprefix("ال")


def _meant(word: str, own: KnownWord | None, vocabulary: Vocabulary) -> str:
    if own and own.documents > RARE:
        return ""
    found = _best(word, own, _one_error(word, vocabulary))
    if not found and len(_root(word)) >= (5 if is_arabic(word) else TWO_ERRORS_FROM):
        found = _best(word, own, _like(word, vocabulary))
    if found:
        return found.word.shown or found.word.word
    return "" if own else _parted(word, vocabulary)


def _best(word: str, own: KnownWord | None, candidates: Iterable[KnownWord]) -> Correction | None:
    fewest = RATIO * own.documents if own else FEWEST
    near = (one for one in candidates if one.word != word and _letters_near(word, one.word))
    weighed = [Correction(one, *distance(word, one.word, 2)[::-1]) for one in near if one.documents >= fewest]
    found = [one for one in weighed if _is_likely(one, fewest, _allowed(word))]
    best = max(found, key=lambda one: one.merit, default=None)
    # another form of the same word is found by its stem: then the word is no error
    return best if best and not set(stems_in_all(word)) & set(stems_in_all(best.word.word)) else None


def _is_likely(one: Correction, fewest: int, allowed: float) -> bool:
    return one.whole <= 2 and one.errors <= allowed and one.word.documents >= fewest * (1 if one.whole < 2 else 4)


def _allowed(word: str) -> float:
    return 1.0 if len(_root(word)) < TWO_ERRORS_FROM else 1.7


# --- candidates ---------------------------------------------------------------------------------------


def _one_error(word: str, vocabulary: Vocabulary) -> list[KnownWord]:
    return list(vocabulary.known(set(edits(word))).values())


def _like(word: str, vocabulary: Vocabulary) -> Iterator[KnownWord]:
    """Words with the same consonants, and words that begin alike."""
    if key := skeleton(word):
        yield from vocabulary.with_skeletons([key], arabic=is_arabic(word), limit=CANDIDATES)
    article = len(word) - len(_root(word))
    beginning = word[: article + max(3, len(_root(word)) // 2)]
    yield from vocabulary.beginning(beginning, len(word) - 2, len(word) + 2, CANDIDATES)


def edits(word: str) -> Iterator[str]:
    """All words one error away."""
    letters = _ARABIC if is_arabic(word) else _LATIN
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for left, right in parts:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in letters:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]


def _letters_near(one: str, other: str) -> bool:
    """Whether two words differ in few enough letters to be worth comparing. Quick."""
    return abs(len(one) - len(other)) <= 2 and _mask(one, other) <= 4


def _mask(one: str, other: str) -> int:
    return len(set(one) ^ set(other))


def _parted(word: str, vocabulary: Vocabulary) -> str:
    """Two frequent words that were written without the blank between them."""
    parts = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    known = vocabulary.known({half for part in parts for half in part})
    sound = [[known[half] for half in part] for part in parts if all(half in known for half in part)]
    fit = [part for part in sound if min(half.documents for half in part) >= FEWEST_OF_PARTS]
    best = max(fit, key=lambda part: min(half.documents for half in part), default=None)
    return " ".join(half.shown or half.word for half in best) if best else ""


# --- distance -----------------------------------------------------------------------------------------


def distance(one: str, other: str, most: int | None = None) -> tuple[int, float]:
    """How many errors lie between two words, and what they weigh (an easy one 0.6, the first letter's 1.5).

    Where they are more than `most`, it is not counted how many.
    """
    whole: list[list[int]] = [list(range(len(other) + 1))]
    weights: list[list[float]] = [[0.0, *(1.5 + at for at in range(len(other)))]]
    for row, letter in enumerate(one, 1):
        counts, costs = [row], [0.5 + row]
        for column, its in enumerate(other, 1):
            first = 1.5 if row == 1 and column == 1 else 1.0
            ways = [
                (whole[-1][column] + 1, weights[-1][column] + _doubled(one, row - 1)),
                (counts[-1] + 1, costs[-1] + _doubled(other, column - 1)),
                (whole[-1][column - 1] + (letter != its), weights[-1][column - 1] + first * _confused(letter, its)),
            ]
            if row > 1 and column > 1 and letter == other[column - 2] and its == one[row - 2]:
                ways.append((whole[-2][column - 2] + 1, weights[-2][column - 2] + 0.6))
            counts.append(min(way[0] for way in ways))
            costs.append(min(way[1] for way in ways))
        whole.append(counts)
        weights.append(costs)
        if most is not None and min(counts) > most:
            return most + 1, float("inf")
    return whole[-1][-1], weights[-1][-1]


def _doubled(word: str, at: int) -> float:
    return 0.5 if at and word[at] == word[at - 1] else 1.0


def _confused(letter: str, other: str) -> float:
    return 0.0 if letter == other else _CONFUSED.get(letter + other, 1.0)


def _table() -> Mapping[str, float]:
    beside = (row[at : at + 2] for row in _ROWS for at in range(len(row) - 1))
    alike = (one + other for group in _ALIKE for one in group for other in group if one != other)
    return {pair: 0.6 for both in (*beside, *alike) for pair in (both, both[::-1])}


_CONFUSED: Final = _table()
