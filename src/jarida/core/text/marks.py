"""Where a text holds what was searched: marks in titles, and the piece of a text that shows it best."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A found place: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Targets:
    """What to mark: exact forms, marked stems, beginnings of forms, sequences of forms."""

    forms: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    sequences: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text on one line, cut between words with ellipses, and what to mark in it."""

    text: str
    marks: tuple[Mark, ...] = ()


def marks(text: str, language: str, targets: Targets) -> tuple[Mark, ...]:
    """The places of a text that were searched for, in order, none overlapping."""
    raise NotImplementedError


def snippet(paragraphs: Sequence[str], language: str, targets: Targets, characters: int = 260) -> Snippet:
    """The piece with the most different targets, whole words; the beginning where nothing is found."""
    raise NotImplementedError
