"""Two texts side by side: their paragraphs in rows, and in each what stands on its side only. Pure.

Unlike the versions of one article (`differences`), copies are cut, reordered and mixed with other text: runs of
words are looked for wherever they stand.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jarida.archive.queries import ArticleWhole
from jarida.archive.visibility import EXCERPT_WORDS, excerpt
from jarida.core.extraction.model import Policy
from jarida.core.stories.copies import Run, shared
from jarida.core.text.words import placed

MOST_PARAGRAPHS: Final = 300  # of each text; what follows is not shown side by side


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph. `only`: they do not stand in the other text."""

    text: str
    only: bool = False


Cell = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of each text, or of one alone (the other is empty)."""

    one: Cell
    other: Cell

    @property
    def same(self) -> bool:
        """Whether both sides say the same: a narrow page shows it once."""
        return bool(self.one and self.other) and not any(piece.only for piece in (*self.one, *self.other))


@dataclass(frozen=True, slots=True)
class Sides:
    """Two articles compared, of what may be shown of both.

    `policy` is the stricter one: under `excerpt` only the beginnings were compared, under `headline` nothing.
    `shown` is how much of the other's shown text stands in the one's, from 0 to 1.
    """

    rows: tuple[Row, ...]
    policy: Policy
    shown: float


def sides(one: ArticleWhole, other: ArticleWhole) -> Sides:
    """The original (the one) and a copy."""
    policies = {one.parts.policy, other.parts.policy}
    policy = next(each for each in (Policy.HEADLINE, Policy.EXCERPT, Policy.FULL) if each in policies)
    if policy is Policy.HEADLINE:
        return Sides((), policy, 0.0)
    texts = _beginnings(one, other) if policy is Policy.EXCERPT else [each.parts.paragraphs for each in (one, other)]
    rows, share = compare(*(text[:MOST_PARAGRAPHS] for text in texts))
    return Sides(rows, policy, share)


def _beginnings(*articles: ArticleWhole) -> list[tuple[str, ...]]:
    """As much of each as may be shown of all: what one may not show is no difference."""
    texts = [" ".join(article.parts.paragraphs[:3]) or article.parts.summary for article in articles]
    words = min(EXCERPT_WORDS, *(len(text.split()) for text in texts))
    return [(excerpt(text, words),) if text else () for text in texts]


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    paragraph: int
    start: int
    end: int


def compare(one: Sequence[str], other: Sequence[str]) -> tuple[tuple[Row, ...], float]:
    """The rows of two texts, and the share of the other's words that stand in the one."""
    first, second = _words(one), _words(other)
    found = shared([word.form for word in second], [word.form for word in first])
    in_first = _covered(len(first), ((run.other, run.length) for run in found.blocks))
    in_second = _covered(len(second), ((run.one, run.length) for run in found.blocks))
    left, right = list(_cells(one, first, in_first)), list(_cells(other, second, in_second))
    pairs = _pairs(_votes(found.blocks, first, second))
    return tuple(_rows(left, right, pairs)), found.share_of_one


def _words(paragraphs: Sequence[str]) -> list[_Word]:
    return [
        _Word(piece.form, number, piece.start, piece.end)
        for number, paragraph in enumerate(paragraphs)
        for piece in placed(paragraph)
    ]


def _covered(length: int, runs: Iterator[tuple[int, int]]) -> bytearray:
    covered = bytearray(length)
    for start, words in runs:
        covered[start : start + words] = b"\x01" * words
    return covered


def _cells(paragraphs: Sequence[str], words: Sequence[_Word], covered: bytearray) -> Iterator[Cell]:
    """Each paragraph in pieces, by whether its words stand in the other text."""
    spans: dict[int, list[tuple[int, int]]] = {}
    before: _Word | None = None
    for word, is_shared in zip(words, covered, strict=True):
        if is_shared:
            before = None
            continue
        own = spans.setdefault(word.paragraph, [])
        if before is not None and before.paragraph == word.paragraph:
            own[-1] = (own[-1][0], word.end)
        else:
            own.append((word.start, word.end))
        before = word
    for number, paragraph in enumerate(paragraphs):
        yield tuple(_pieces(paragraph, spans.get(number, [])))


def _pieces(paragraph: str, only: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in only:
        if start > at:
            yield Piece(paragraph[at:start])
        yield Piece(paragraph[start:end], only=True)
        at = end
    if at < len(paragraph):
        yield Piece(paragraph[at:])


def _votes(runs: Sequence[Run], first: Sequence[_Word], second: Sequence[_Word]) -> Counter[tuple[int, int]]:
    """How many words each pair of paragraphs has in common."""
    votes: Counter[tuple[int, int]] = Counter()
    for run in runs:
        for step in range(run.length):
            votes[first[run.other + step].paragraph, second[run.one + step].paragraph] += 1
    return votes


def _pairs(votes: Counter[tuple[int, int]]) -> list[tuple[int, int]]:
    """Paragraphs that stand beside each other: the heaviest pairs that keep the order of both texts."""
    best: dict[int, tuple[int, int]] = {}
    for (left, right), weight in votes.items():
        best[left] = max(best.get(left, (0, 0)), (weight, -right))
    chains: list[tuple[int, int, list[tuple[int, int]]]] = []  # weight, last paragraph on the right, pairs
    for left in sorted(best):
        weight, right = best[left][0], -best[left][1]
        before = max((chain for chain in chains if chain[1] < right), key=_weight, default=(0, -1, []))
        chains.append((before[0] + weight, right, [*before[2], (left, right)]))
    return max(chains, key=_weight)[2] if chains else []


def _weight(chain: tuple[int, int, list[tuple[int, int]]]) -> int:
    return chain[0]


def _rows(left: Sequence[Cell], right: Sequence[Cell], pairs: Sequence[tuple[int, int]]) -> Iterator[Row]:
    first = second = 0
    for one, other in [*pairs, (len(left), len(right))]:
        yield from (Row(cell, ()) for cell in left[first:one])
        yield from (Row((), cell) for cell in right[second:other])
        if one < len(left):
            yield Row(left[one], right[other])
        first, second = one + 1, other + 1
