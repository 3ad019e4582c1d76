"""The article's text as the page's elements hold it: blocks, each with a probability, and what they agree on."""

import math
from collections.abc import Collection
from typing import Final

from lxml.html import HtmlElement

from jarida.core.extraction.body.blocks import Block, Blocks, read_blocks
from jarida.core.extraction.body.features import (
    block_features,
    context_features,
    node_features,
    owner_features,
    scale_of,
)
from jarida.core.extraction.body.weights import weights
from jarida.core.extraction.page import Page

_SURE: Final = 0.5
_CELL: Final = 100  # characters: longer table cells are columns of a layout
_BOUND: Final = 30.0  # log-odds beyond which a probability does not change


def find_blocks(page: Page, removed: Collection[HtmlElement]) -> tuple[Blocks, list[Block]]:
    """All blocks of a page, and those of them that are the article's text, in order."""
    blocks = read_blocks(page.tree, removed, page.heading)
    if not blocks.blocks:
        return blocks, []
    scale = scale_of(blocks)
    chances = _chances_alone(blocks, scale)
    table = weights()
    get, constant = table.context.get, table.constant_context
    kept = [
        block
        for block, names in zip(blocks.blocks, context_features(blocks, chances, scale), strict=True)
        if _chance(constant + sum(get(name, 0.0) for name in names)) > _SURE
    ]
    return blocks, kept


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
    """The innermost element that holds all these blocks."""
    common: list[int] | None = None
    for node in dict.fromkeys(block.node for block in kept):
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


def _chances_alone(blocks: Blocks, scale: float) -> list[float]:
    table = weights()
    get = table.alone.get
    inherited: list[float] = []
    owned: list[float | None] = []
    named: list[frozenset[str]] = []
    for node in blocks.nodes:
        known = named[node.parent] if node.parent >= 0 else frozenset()
        new = [name for name in node_features(node) if name not in known and name in table.alone]
        named.append(known.union(new) if new else known)
        inherited.append(
            (inherited[node.parent] if node.parent >= 0 else 0.0) + sum(get(name, 0.0) for name in set(new))
        )
        owned.append(None)
    chances = []
    for block in blocks.blocks:
        node = blocks.nodes[block.node]
        own = owned[block.node]
        if own is None:
            parent = blocks.nodes[node.parent] if node.parent >= 0 else None
            own = owned[block.node] = sum(get(name, 0.0) for name in owner_features(node, parent))
        names = block_features(block, node.tag, scale, blocks.heading, blocks.elements)
        total = table.constant_alone + inherited[block.node] + own + sum(get(name, 0.0) for name in names)
        chances.append(_chance(total))
    return chances


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-_BOUND, min(_BOUND, odds))))
