"""The key of a name: one for all its spellings, in any script.

What a gazetteer knows is called by the folded forms of its first name ("casablanca"). Anyone else is "~" and, word by
word, the usual form of a given name or the skeleton of any other word (`core.text.skeletons`): "~abdelilah bnkrn". A
name with too few consonants to be told from others keeps its folded letters, and is then not joined with its
spelling in another script: better two pages than two people on one.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from jarida.core.names.signs import JOINING, SKIPPED
from jarida.core.text.analysis import forms
from jarida.core.text.skeletons import skeleton

UNKNOWN: Final = "~"
FEWEST = 3  # consonants of what stands beside a given name
FEWEST_ALONE = 4  # of a name without one
_JOINING_ARABIC: Final = frozenset(("بن", "ابن", "بو", "ابو", "ايت", "ولد"))
_SKIPPED_ARABIC: Final = frozenset(("ال", "دي", "دو", "دا", "فان", "فون", "دير"))

Forenames = Mapping[tuple[str, ...], str]


def of_group(names: Sequence[str]) -> str:
    """The key of what a gazetteer knows by these names."""
    return " ".join(forms(names[0]))


def of_acronym(form: str) -> str:
    """The key of what is called by letters: they are not read, so they have no skeleton."""
    return f"{UNKNOWN}{form}"


def of_words(words: Sequence[str], forenames: Forenames) -> str:
    """The key of an unknown name, from its words as written, the first of which may be a given name."""
    folded = [(form, word if len(forms(word)) == 1 else form) for word in words for form in forms(word)]
    given, at = _given([form for form, _ in folded], forenames)
    # a given name is known by itself; what follows is read
    rest = _significant(folded[at:])
    read = [skeleton(word.lower()).lower() for word in rest]
    if not all(read) or sum(map(len, read)) < (FEWEST if given else FEWEST_ALONE):
        read = [_plainly(form) for word in rest for form in forms(word)]
    return UNKNOWN + " ".join([*given, *read])


def parts(key: str) -> tuple[str, ...]:
    """The words of a key, the surname last: what two spellings of a person's name may share though one is shorter."""
    return tuple(key.removeprefix(UNKNOWN).split())


def _plainly(form: str) -> str:
    """A short name as it is compared: French and Spanish write one sound as ou and u, i and y."""
    return form.replace("ou", "u").replace("y", "i")


def _given(folded: Sequence[str], forenames: Forenames) -> tuple[list[str], int]:
    """The usual forms of the given names at the beginning, and how many words they are; never the last word."""
    found, at = [], 0
    while at < len(folded) - 1:
        length = next((n for n in (3, 2, 1) if at + n < len(folded) and tuple(folded[at : at + n]) in forenames), 0)
        if not length:
            break
        found.append(forenames[tuple(folded[at : at + length])])
        at += length
    return found, at


def _significant(words: Sequence[tuple[str, str]]) -> list[str]:
    """Words, each with its form, as written: without articles; Ben, Bou, Aït joined with what follows."""
    kept: list[str] = []
    joined = ""
    for form, word in words:
        if form in JOINING or form in _JOINING_ARABIC:
            joined += form.removeprefix("ا") if form == "ابن" else form
        elif form not in SKIPPED and form not in _SKIPPED_ARABIC:
            kept.append(joined + (word.removeprefix("ال") if joined else word))
            joined = ""
    return kept or [word for _, word in words]
