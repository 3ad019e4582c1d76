"""A vocabulary in memory."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from jarida.core.names.vocabulary import KnownWord
from jarida.core.text.analysis import forms
from jarida.core.text.skeletons import is_arabic, skeleton


class Words:
    """The words of an imagined archive: `Benkirane 12` stands in twelve articles."""

    def __init__(self, *lines: str) -> None:
        self.words: dict[str, KnownWord] = {}
        for line in lines:
            shown, _, documents = line.partition(" ")
            word = "".join(forms(shown))
            self.words[word] = KnownWord(word, shown, int(documents or 1))

    def known(self, words: Collection[str]) -> Mapping[str, KnownWord]:
        return {word: self.words[word] for word in words if word in self.words}

    def with_skeletons(self, skeletons: Collection[str], *, arabic: bool, limit: int) -> Sequence[KnownWord]:
        return self._first(
            (one for one in self.words.values() if is_arabic(one.word) == arabic and skeleton(one.shown) in skeletons),
            limit,
        )

    def beginning(self, prefix: str, shortest: int, longest: int, limit: int) -> Sequence[KnownWord]:
        fits = (one for one in self.words.values() if one.word.startswith(prefix))
        return self._first((one for one in fits if shortest <= len(one.word) <= longest), limit)

    @staticmethod
    def _first(words: Iterable[KnownWord], limit: int) -> list[KnownWord]:
        return sorted(words, key=lambda one: (-one.documents, one.word))[:limit]
