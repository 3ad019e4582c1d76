"""Names by gazetteer alone: until the recogniser is there."""

from collections.abc import Iterator, Sequence

from jarida.core.names.gazetteer import Gazetteer
from jarida.core.names.model import Found, Kind
from jarida.core.text.analysis import forms
from jarida.core.text.skeletons import is_arabic


class ListedNames:
    """Finds what stands in a gazetteer."""

    def __init__(self, gazetteer: Gazetteer, kinds: dict[int, Kind]) -> None:
        self.gazetteer = gazetteer
        self.kinds = kinds

    def recognise(self, title: str, text: str, language: str) -> Sequence[Found]:
        """The names of a text."""
        words = forms(f"{title} | {text}")
        found, at = [], 0
        while at < len(words):
            length, number = self._longest(words, at)
            if number >= 0:
                group = self.gazetteer.groups[number]
                found.append(Found(self.kinds.get(number, Kind.PLACE), " ".join(forms(group[0])), group[0], known=True))
            at += length
        return found

    def _longest(self, words: Sequence[str], at: int) -> tuple[int, int]:
        for length in range(min(self.gazetteer.longest, len(words) - at), 0, -1):
            for first in _plain(words[at]):
                key = (first, *words[at + 1 : at + length])
                if key in self.gazetteer.index and len("".join(key)) > 2:
                    return length, self.gazetteer.index[key]
        return 1, -1


def _plain(word: str) -> Iterator[str]:
    yield word
    if is_arabic(word) and len(word) > 3:
        if word.startswith("لل"):
            yield "ال" + word[2:]
        if word[0] in "وفبلك":
            yield word[1:]
            if word[1:].startswith("لل"):
                yield "ال" + word[3:]


def listed() -> ListedNames:
    from jarida.core.names.gazetteer import make, read_groups, shipped

    g = make(shipped())
    kinds = {}
    for f, k in (("people", Kind.PERSON), ("organisations", Kind.ORGANISATION)):
        for group in read_groups(f):
            kinds[g.index.get(forms(group[0]), -1)] = k
    return ListedNames(g, kinds)
