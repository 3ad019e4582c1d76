"""The article's text as the page's elements hold it: blocks, each with a probability, and what they agree on."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from lxml.html import HtmlElement

from jarida.core.extraction.body.blocks import Block, Blocks, Node, read_blocks
from jarida.core.extraction.body.features import (
    Place,
    Shape,
    block_features,
    is_bare_link,
    node_features,
    owner_features,
    phrase_features,
    place_features,
    place_of,
    scale_of,
    shape_features,
    shape_of,
)
from jarida.core.extraction.body.neighbours import neighbour_rows
from jarida.core.extraction.body.trees import odds_among
from jarida.core.extraction.body.weights import weights
from jarida.core.extraction.page import Page, element_text
from jarida.core.text.clean import clean_markup

THRESHOLD: Final = 0.3  # log-odds: furniture taken for text is worse than a line that is missing
NEVER: Final = -9.0  # log-odds of a bare link
MOST_DECLARED: Final = 100_000  # characters of a structured body that are compared
_COMPARED: Final = 2000  # characters of a block
_MOST_COMPARED: Final = 1500  # blocks: each is looked for in the whole declared text
_NO_NAMES: Final[frozenset[str]] = frozenset()
_NO_LETTERS = re.compile(r"[\W_]+")
_CELL: Final = 100  # characters: longer table cells are columns of a layout


def find_blocks(page: Page, removed: Collection[HtmlElement]) -> tuple[Blocks, list[Block]]:
    """All blocks of a page, and those of them that are the article's text, in order."""
    blocks = read_blocks(page.tree, removed, page.heading)
    kept = [
        block for block, odds in zip(blocks.blocks, odds_of(blocks, said_of(page, blocks)), strict=True) if odds > 0
    ]
    return blocks, kept


def odds_of(blocks: Blocks, said: list[tuple[int, int]]) -> list[float]:
    """The log-odds of each block of being the article's text; `said` as by `said_of`."""
    if not blocks.blocks:
        return []
    scale = scale_of(blocks)
    alone = odds_alone(blocks, scale)
    return [odds_among(row) - THRESHOLD if row else NEVER for row in neighbour_rows(blocks, alone, scale, said)]


def said_of(page: Page, blocks: Blocks) -> list[tuple[int, int]]:
    """What the page says of its blocks: is it the main heading (1) or part of it (2); does the declared text hold it
    (1), not (0), or is none declared (-1)."""
    declared = page.article.get("articleBody")
    body = _letters(clean_markup(declared[:MOST_DECLARED])) if isinstance(declared, str) else ""
    heading = _letters(element_text(page.heading)) if page.heading is not None else ""
    body = body if len(body) > _CELL else ""
    first = [_said(block.text, heading, body) for block in blocks.blocks[:_MOST_COMPARED]]
    return [*first, *[(0, -1)] * (len(blocks.blocks) - len(first))]


def _said(text: str, heading: str, body: str) -> tuple[int, int]:
    if not body and len(text) > 2 * len(heading) + _CELL:
        return 0, -1
    letters = _letters(text[:_COMPARED])
    if not letters:
        return 0, 0 if body else -1
    likeness = 1 if letters == heading else 2 if heading and (letters in heading or heading in letters) else 0
    return likeness, (int(letters in body) if body else -1)


def _letters(text: str) -> str:
    """A text without spaces and marks, for comparing."""
    return _NO_LETTERS.sub("", text.lower())


def paragraphs_of(blocks: Blocks, kept: list[Block]) -> list[str]:
    """The texts of blocks; the short cells of one table row are one text."""
    texts: list[str] = []
    row = cell = -1
    for block in kept:
        node = blocks.nodes[block.node]
        own_row = node.parent if node.tag in ("td", "th") and len(block.text) <= _CELL else -1
        if own_row >= 0 and own_row == row and block.node != cell:
            texts[-1] = f"{texts[-1]} {block.text}"
        else:
            texts.append(block.text)
        row, cell = own_row, block.node
    return texts


def container_of(blocks: Blocks, kept: list[Block]) -> HtmlElement | None:
    """The innermost element that holds these blocks, but for short ones where there are others: headings and datelines
    often stand beside it."""
    common: list[int] | None = None
    long = [block for block in kept if len(block.text) > _CELL] or kept
    for node in dict.fromkeys(block.node for block in long):
        line = _line(blocks, node)
        if common is None:
            common = line
        else:
            length = 0
            for one, other in zip(common, line, strict=False):
                if one != other:
                    break
                length += 1
            common = common[:length]
    return blocks.nodes[common[-1]].element if common else None


def _line(blocks: Blocks, node: int) -> list[int]:
    """A node with those around it, outermost first; a thousand at most."""
    line: list[int] = []
    while node >= 0 and len(line) < 1000:
        line.append(node)
        node = blocks.nodes[node].parent
    return line[::-1]


def odds_alone(blocks: Blocks, scale: float) -> list[float]:
    """What the first sum says of each block, as log-odds."""
    nodes = blocks.nodes
    inherited = _inherited(blocks)
    owned: dict[int, float] = {}
    odds = []
    for block in blocks.blocks:
        place = block.node
        node = nodes[place]
        if (own := owned.get(place)) is None:
            own = owned[place] = inherited[place] + _owner_odds(node, nodes[node.parent] if node.parent >= 0 else None)
        odds.append(weights().constant + own + _block_odds(block, node.tag, scale, blocks))
    return odds


def reasons_of(blocks: Blocks, block: Block, scale: float, most: int = 6) -> list[tuple[str, float]]:
    """The features of a block that weigh most in the look at it alone, with their weights; strongest first.

    `in:` are names around it, `own:` and `over:` those of its element and the one above, the others its text's.
    """
    line = [blocks.nodes[place] for place in _line(blocks, block.node)]
    names = {name for node in line for name in node_features(node.tag, node.tokens)}
    owner, over = line[-1], line[-2] if len(line) > 1 else None
    names.update(owner_features(owner.tag, owner.tokens, over.tag if over else "", over.tokens if over else ()))
    names.update(block_features(block, owner.tag, scale, blocks.heading, blocks.elements))
    weighed = [(name, weights().alone[name]) for name in names if name in weights().alone]
    return sorted(weighed, key=lambda pair: (-abs(pair[1]), pair[0]))[:most]


def _inherited(blocks: Blocks) -> list[float]:
    """Of each node that a block stands in, the sum of what it and all around it say; each name counts once."""
    wanted = [False] * len(blocks.nodes)
    for block in blocks.blocks:
        place = block.node
        while place >= 0 and not wanted[place]:
            wanted[place] = True
            place = blocks.nodes[place].parent
    sums = [0.0] * len(wanted)
    named = [_NO_NAMES] * len(wanted)
    for place, node in enumerate(blocks.nodes):
        if wanted[place]:
            known = named[node.parent] if node.parent >= 0 else _NO_NAMES
            new = _known_names(node.tag, node.tokens) - known
            named[place] = known | new if new else known
            sums[place] = (sums[node.parent] if node.parent >= 0 else 0.0) + (_sum(new) if new else 0.0)
    return sums


def _block_odds(block: Block, tag: str, scale: float, blocks: Blocks) -> float:
    """The same as the sum over `block_features`, most of which a page's blocks share."""
    if is_bare_link(block, scale):
        return _sum((f"bare:{tag}",))
    shape, place = shape_of(block, tag, scale), place_of(block, scale, blocks.heading, blocks.elements)
    return _shape_odds(shape) + _place_odds(place) + _sum(phrase_features(block.text, len(block.text) * scale))


@lru_cache(maxsize=20_000)
def _shape_odds(shape: Shape) -> float:
    return _sum(shape_features(shape))


@lru_cache(maxsize=20_000)
def _place_odds(place: Place) -> float:
    return _sum(place_features(place))


@lru_cache(maxsize=20_000)
def _known_names(tag: str, tokens: tuple[str, ...]) -> frozenset[str]:
    """The features of an element, for all that is in it, which have a weight."""
    return frozenset(name for name in node_features(tag, tokens) if name in weights().alone)


def _owner_odds(node: Node, parent: Node | None) -> float:
    if parent is None:
        return _sum(owner_features(node.tag, node.tokens, "", ()))
    return _pair_odds(node.tag, node.tokens, parent.tag, parent.tokens)


@lru_cache(maxsize=20_000)
def _pair_odds(tag: str, tokens: tuple[str, ...], over: str, over_tokens: tuple[str, ...]) -> float:
    return _sum(owner_features(tag, tokens, over, over_tokens))


def _sum(names: Iterable[str]) -> float:
    get = weights().alone.get
    return sum([get(name, 0.0) for name in names])
