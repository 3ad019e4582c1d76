"""What a search may be widened by: the same name in another script, and the spelling that was meant."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Expansion:
    """A name as it was asked for, and its other spellings as readers see them and as the index has them.

    `shown` and `forms` run side by side: `("القصر الكبير",)` and `(("القصر", "الكبير"),)`.
    """

    asked: str
    shown: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]


class Expander(Protocol):
    """Knows the other spellings of names."""

    def expand(self, words: tuple[str, ...]) -> tuple[tuple[int, int, Expansion], ...]:
        """For words as typed that follow each other: names found in them as (start, end, expansion)."""
        ...


class NoExpander:
    """Knows no names."""

    def expand(self, words: tuple[str, ...]) -> tuple[tuple[int, int, Expansion], ...]:
        """None."""
        return ()


def no_stories(number: int) -> frozenset[int] | None:
    """Knows no story."""
    return None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a query is read against: outlets by folded slug and folded names, and the archive's languages.

    `languages` are those whose stems are looked up for a word without a language. `stories` gives the keys of the
    documents of a story by its number, None where there is no such story.
    """

    outlets: Mapping[str, int] = field(default_factory=dict)
    languages: tuple[str, ...] = ("ar", "fr", "es", "en")
    expander: Expander = field(default_factory=NoExpander)
    stories: Callable[[int], frozenset[int] | None] = no_stories
