"""The difference between two versions of an article, by paragraphs and within them by words. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from jarida.archive.queries import Version

# comparing costs up to the product of both lengths: what is longer is shown as replaced whole
MOST_WORDS = 600
MOST_PARAGRAPHS = 400
_TOKENS = re.compile(r"\S+|\s+")


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and what became of them."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as pieces, or (`same` > 0) so many paragraphs in a row that did not change."""

    pieces: tuple[Piece, ...]
    same: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions compared. `inserted` and `deleted` count the passages."""

    title: tuple[Piece, ...]
    summary: tuple[Piece, ...]
    blocks: tuple[Block, ...]
    inserted: int
    deleted: int

    @property
    def changed(self) -> bool:
        """Whether anything that may be shown differs."""
        return bool(self.inserted or self.deleted)


def compare(old: Version, new: Version) -> Comparison:
    """What `new` changed in `old`, of what may be shown of both."""
    title = words(old.title, new.title)
    whole = bool(old.parts.paragraphs or new.parts.paragraphs)
    summary = () if whole else words(old.parts.summary, new.parts.summary)
    blocks = tuple(paragraphs(old.parts.paragraphs, new.parts.paragraphs))
    pieces = [*title, *summary, *(piece for block in blocks for piece in block.pieces)]
    return Comparison(
        title, summary, blocks,
        sum(piece.change is Change.INSERTED for piece in pieces),
        sum(piece.change is Change.DELETED for piece in pieces),
    )  # fmt: skip


def words(old: str, new: str) -> tuple[Piece, ...]:
    """The difference between two texts, word by word."""
    if old == new:
        return (Piece(Change.SAME, old),) if old else ()
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    if max(len(before), len(after)) > 2 * MOST_WORDS:
        return tuple(_replaced(old, new))
    matcher = SequenceMatcher(_is_space, before, after, autojunk=False)
    return tuple(_pieces(before, after, matcher.get_opcodes()))


def _is_space(token: str) -> bool:
    return token.isspace()


def _replaced(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece(Change.DELETED, old)
    if new:
        yield Piece(Change.INSERTED, new)


def _pieces(
    before: Sequence[str], after: Sequence[str], opcodes: Sequence[tuple[str, int, int, int, int]]
) -> Iterator[Piece]:
    for action, i1, i2, j1, j2 in opcodes:
        if action == "equal":
            yield Piece(Change.SAME, "".join(before[i1:i2]))
        else:
            yield from _replaced("".join(before[i1:i2]), "".join(after[j1:j2]))


def paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """The difference between two texts of many paragraphs; what did not change is only counted."""
    before, after = list(old[:MOST_PARAGRAPHS]), list(new[:MOST_PARAGRAPHS])
    for action, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if action == "equal":
            yield Block((), i2 - i1)
        else:
            yield from _changed(before[i1:i2], after[j1:j2])


def _changed(before: list[str], after: list[str]) -> Iterator[Block]:
    """Paragraphs that took the place of others: compared one with the other as long as there are both."""
    both = min(len(before), len(after))
    for old, new in zip(before[:both], after[:both], strict=True):
        yield Block(words(old, new))
    for old in before[both:]:
        yield Block((Piece(Change.DELETED, old),))
    for new in after[both:]:
        yield Block((Piece(Change.INSERTED, new),))
