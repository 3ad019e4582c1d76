"""What expanding names and mending spellings ask of an archive's words. Narrow: a database answers by index."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A word of the archive: its folded form, how it is mostly written, in how many articles it stands."""

    word: str
    shown: str
    documents: int

    @property
    def is_common(self) -> bool:
        """Whether it is written with a small letter, which no name is; false for scripts without capitals."""
        return self.shown[:1].islower()


class Vocabulary(Protocol):
    """The words of an archive. Every answer is bounded."""

    def known(self, words: Collection[str]) -> Mapping[str, KnownWord]:
        """Those of these folded words that the archive has."""
        ...

    def with_skeletons(self, skeletons: Collection[str], *, arabic: bool, limit: int) -> Sequence[KnownWord]:
        """Words with one of these skeletons, in Arabic letters or in others, the most frequent first."""
        ...

    def beginning(self, prefix: str, shortest: int, longest: int, limit: int) -> Sequence[KnownWord]:
        """Words with this folded beginning and so many letters, the most frequent first."""
        ...
