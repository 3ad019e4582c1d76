"""What is looked at of a block among the others, as numbers: what the first sum said of its neighbours, of the elements
around it, of those that look alike, and of the container (the element in which likely text weighs most).

After jusText (Pomikálek 2011), whose second pass judges a block by its neighbours, and Readability, whose container
is the element that holds most text; here both are measures among others.
"""

from dataclasses import dataclass
from math import exp, log
from typing import Final

from jarida.core.extraction.body.blocks import Block, Blocks, Node
from jarida.core.extraction.body.features import END_CODES, TAG_CODES, is_bare_link

NUMBERS: Final = (
    "odds previous_odds next_odds previous_but_one_odds next_but_one_odds before_mean after_mean"
    " previous_links next_links owner_share parent_share grandparent_share alike_share alike_count"
    " alike_length alike_links alike_chance parent_links parent_length parent_chance grandparent_chance in_container"
    " steps_aside branch_chance branch_share branch_links to_last from_first strong_count page_mass page_chance"
    " length links end tag over_tag place from_heading blocks title_likeness repeated declared depth"
).split()
_BOUND: Final = 30.0  # log-odds beyond which a probability does not change
_LONG: Final = 1500  # characters of one block that count at most
_AT_LEAST: Final = 120  # characters of a block that is surely text
_OUTSIDE: Final = -9.0  # log-odds of what stands before the first block and after the last


def chance(odds: float) -> float:
    """The probability that log-odds stand for."""
    return 1 / (1 + exp(-max(-_BOUND, min(_BOUND, odds))))


@dataclass(slots=True)
class Sums:
    """Of a set of blocks: characters, those in links, likely text (characters times probability), and their number."""

    length: float = 0.0
    links: float = 0.0
    mass: float = 0.0
    count: int = 0

    def add(self, other: "Sums") -> None:
        """Counts another set in."""
        self.length += other.length
        self.links += other.links
        self.mass += other.mass
        self.count += other.count

    @property
    def chance(self) -> float:
        """The share of likely text."""
        return self.mass / (self.length + 1)


_NONE: Final = Sums(length=1.0)


@dataclass(slots=True)
class Around:
    """A page's sums by element and by look, and where its container stands."""

    under: list[Sums]  # by node, with all below it
    alike: dict[str, Sums]  # by signature
    inside: list[bool]
    aside: list[int]  # steps up to an ancestor of the container
    branch: list[int]  # the child of the container that holds the node, -1 outside
    total: float
    length: float


def neighbour_rows(blocks: Blocks, odds: list[float], scale: float, alone: list[tuple[int, int]]) -> list[list[float]]:
    """The `NUMBERS` of each block that is no bare link, [] for those. `odds` are the first sum's log-odds of all,
    `alone` what the page's metadata say of each block: (likeness to the title, whether the declared text holds it)."""
    chances = [chance(each) for each in odds]
    around = _around(blocks, chances, scale)
    strong = [
        i
        for i, block in enumerate(blocks.blocks)
        if chances[i] > 0.7 and around.inside[block.node] and len(block.text) * scale > _AT_LEAST
    ]
    first, last = (strong[0], strong[-1]) if strong else (0, len(odds) - 1)
    page = [float(len(strong)), log(around.total + 1), around.total / (around.length + 1)]
    padded = [_OUTSIDE, _OUTSIDE, *odds, _OUTSIDE, _OUTSIDE]
    likely = [0.0, 0.0, 0.0, *chances, 0.0, 0.0, 0.0]
    shares = [0.0, *[block.linked / len(block.text) for block in blocks.blocks], 0.0]
    depths = _depths(blocks.nodes)
    seen: dict[str, int] = {}
    rows: list[list[float]] = []
    for i, block in enumerate(blocks.blocks):
        if is_bare_link(block, scale):
            rows.append([])
            continue
        repeated = seen.get(block.text, 0)
        seen[block.text] = repeated + 1
        rows.append(
            [
                odds[i],
                padded[i + 1],
                padded[i + 3],
                padded[i],
                padded[i + 4],
                likely[i] + likely[i + 1] + likely[i + 2],
                likely[i + 4] + likely[i + 5] + likely[i + 6],
                shares[i],
                shares[i + 2],
                *_of_elements(blocks.nodes, block.node, around),
                float(last - i),
                (i - first) / max(1, last - first),
                *page,
                *_of_itself(blocks, block, scale),
                *alone[i][:1],
                float(repeated),
                *alone[i][1:],
                float(depths[block.node]),
            ]
        )
    return rows


def _of_elements(nodes: list[Node], place: int, around: Around) -> list[float]:
    """What the owner of a block, its parents, its likes and its branch of the container hold."""
    node = nodes[place]
    parent = around.under[node.parent] if node.parent >= 0 else _NONE
    above = nodes[node.parent].parent if node.parent >= 0 else -1
    grandparent = around.under[above] if above >= 0 else _NONE
    alike = around.alike[node.signature]
    branch = around.under[around.branch[place]] if around.branch[place] >= 0 else _NONE
    total = around.total
    return [
        around.under[place].mass / total,
        parent.mass / total,
        grandparent.mass / total,
        alike.mass / total,
        float(alike.count),
        alike.length / alike.count,
        alike.links / alike.length,
        alike.mass / alike.length,
        parent.links / (parent.length + 1),
        parent.length / (parent.count or 1),
        parent.chance,
        grandparent.chance,
        float(around.inside[place]),
        float(around.aside[place]),
        branch.chance,
        branch.mass / total,
        branch.links / (branch.length + 1),
    ]


def _of_itself(blocks: Blocks, block: Block, scale: float) -> list[float]:
    """Length, links, end, kind of element and place of a block."""
    node = blocks.nodes[block.node]
    text = block.text
    return [
        log(len(text) * scale + 1),
        block.linked / len(text),
        float(END_CODES.get(text[-1], -1)),
        float(TAG_CODES.get(node.tag, 0)),
        float(TAG_CODES.get(blocks.nodes[node.parent].tag, 0) if node.parent >= 0 else -1),
        block.place / max(1, blocks.elements),
        (block.place - blocks.heading) / max(1, blocks.elements) if blocks.heading >= 0 else -2.0,
        float(len(blocks.blocks)),
    ]


def _around(blocks: Blocks, chances: list[float], scale: float) -> Around:
    nodes = blocks.nodes
    under = [Sums() for _ in nodes]
    alike: dict[str, Sums] = {}
    weights = [0.0] * len(nodes)
    for block, likely in zip(blocks.blocks, chances, strict=True):
        length = min(len(block.text), _LONG) * scale
        mine = Sums(length, block.linked * scale, likely * length, 1)
        under[block.node].add(mine)
        alike.setdefault(nodes[block.node].signature, Sums()).add(mine)
        weights[block.node] += (likely - 0.5) * (min(length, 1000.0) + 30)
    for i in range(len(nodes) - 1, -1, -1):
        if (parent := nodes[i].parent) >= 0:
            weights[parent] += weights[i]
            if under[i].count:
                under[parent].add(under[i])
    best = max(range(len(weights)), key=lambda i: (weights[i], i), default=-1)
    roots = [each for each, node in zip(under, nodes, strict=True) if node.parent < 0]
    inside, aside, branch = _container(nodes, best)
    total = sum(each.mass for each in roots) or 1.0
    return Around(under, alike, inside, aside, branch, total, sum(each.length for each in roots))


def _container(nodes: list[Node], best: int) -> tuple[list[bool], list[int], list[int]]:
    """Of each node whether the container holds it, how far it is off the container's line, and its branch."""
    line = set()
    up = best
    while up >= 0:
        line.add(up)
        up = nodes[up].parent
    inside, aside, branch = [False] * len(nodes), [0] * len(nodes), [-1] * len(nodes)
    for i, node in enumerate(nodes):
        parent = node.parent
        held = parent >= 0 and inside[parent]
        inside[i] = i == best or held
        aside[i] = 0 if i in line or parent < 0 else aside[parent] + 1
        branch[i] = i if parent == best and best >= 0 else (branch[parent] if parent >= 0 else -1)
    return inside, aside, branch


def _depths(nodes: list[Node]) -> list[int]:
    depths: list[int] = []
    for node in nodes:
        depths.append(depths[node.parent] + 1 if node.parent >= 0 else 0)
    return depths
