"""What is looked at of a block: names of features that hold, for a logistic sum of readable weights.

Two sums: the first sees a block alone (length, links, end, tag, words of the class names around it; after
Kohlschütter 2010 and jusText, Pomikálek 2011), the second its neighbourhood: what the first said of the blocks
before and after it, of its parent and of those that look alike. Continuous values are
cut into classes, so that a weight can be read.
"""

import math
import re
from typing import Final

from jarida.core.extraction.body.blocks import Block, Blocks, Node
from jarida.core.extraction.body.phrases import PHRASES

_ENDS: Final = {
    ".": "stop",
    "。": "stop",
    "!": "stop",
    "?": "stop",
    "؟": "stop",
    "！": "stop",
    "？": "stop",
    ":": "colon",
    "：": "colon",
    "…": "dots",
    "»": "quote",
    '"': "quote",
    "”": "quote",
    "“": "quote",
    "’": "quote",
    "」": "quote",
    ")": "bracket",
    "）": "bracket",
    ",": "comma",
    "،": "comma",
    ";": "comma",
}
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_DIGITS = re.compile(r"\d")
_PHRASES: Final = [(name, re.compile(rf"\W{{0,3}}(?:{words})", re.IGNORECASE)) for name, words in PHRASES.items()]
_INSIDE: Final = [
    (
        "author",
        re.compile(
            r"\b(?:is (?:a|an|the) [^.]{0,60}"
            r"(?:writer|reporter|editor|journalist|professor|author|correspondent)|@\w+|e-?mail)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "rights",
        re.compile(
            r"©|copyright|all rights reserved|newsletter|subscribe|click here|cookies?\b"
            r"|sign up|follow (?:us|me|him|her)|log in",
            re.IGNORECASE,
        ),
    ),
    ("pipe", re.compile(r"\||»|›|→|\s/\s|•|·|>>|\[…\]|\[\.\.\.\]|▸|▶|►")),
]
_SHORT: Final = 160  # characters; phrases tell nothing of longer blocks


def scale_of(blocks: Blocks) -> float:
    """How many letters of an alphabet one character of the page's script is worth (3 for ideographs, else 1)."""
    sample = "".join(block.text[:200] for block in blocks.blocks[:200])
    return 3.0 if 5 * len(_WIDE.findall(sample)) > len(sample) else 1.0


def size_class(length: float) -> int:
    """A length in characters as a class, two to a doubling from 8 to 2,000."""
    return max(0, min(16, int(2 * math.log2(max(length, 1) / 8)))) if length > 8 else 0


def share_class(share: float) -> str:
    """A share between 0 and 1 as one of six classes."""
    if share <= 0.0:
        return "0"
    return "1" if share < 0.1 else "2" if share < 0.3 else "3" if share < 0.6 else "4" if share < 0.95 else "5"


def node_features(node: Node) -> list[str]:
    """What an element says of all the blocks in it."""
    return [f"in:{node.tag}", *[f"in:{token}" for token in node.tokens]]


def owner_features(node: Node, parent: Node | None) -> list[str]:
    """What an element says of the blocks that it owns itself."""
    names = [f"own:{node.tag}", *[f"own:{token}" for token in node.tokens]]
    if parent is not None:
        names += [f"over:{parent.tag}", f"own:{node.tag}<{parent.tag}", *[f"over:{token}" for token in parent.tokens]]
    return names


def block_features(block: Block, tag: str, scale: float, heading: int, total: int) -> list[str]:
    """What a block says of itself. `heading` is the main heading's place among `total` elements, -1 if none."""
    text = block.text
    length = len(text) * scale
    size, links = size_class(length), share_class(block.linked / len(text))
    end = _ENDS.get(text[-1], "none")
    coarse = size // 3
    after = "none" if heading < 0 else "before" if block.place <= heading else "after"
    names = [
        f"size:{size}",
        f"links:{links}",
        f"size-links:{coarse}:{links}",
        f"end:{end}",
        f"end-size:{end}:{coarse}",
        f"tag-size:{tag}:{coarse}",
        f"tag-links:{tag}:{links}",
        f"heading:{after}",
        f"heading-size:{after}:{coarse}",
        f"bold:{share_class(block.bold / len(text))}:{coarse}",
        f"place:{10 * block.place // max(1, total)}",
        f"digits:{share_class(len(_DIGITS.findall(text[:300])) / min(300, len(text)))}:{coarse}",
    ]
    if heading >= 0:
        names.append(f"from-heading:{_distance(block.place - heading)}:{coarse}")
    return names + phrase_features(text, length)


def phrase_features(text: str, length: float) -> list[str]:
    """The kinds of furniture whose words a short block starts with, and marks inside longer ones."""
    names = []
    if length <= _SHORT * 2:
        kind = "short" if length <= 60 else "middle" if length <= _SHORT else "long"
        names = [f"says:{name}:{kind}" for name, pattern in _PHRASES if pattern.match(text)]
        names += [f"holds:{name}:{kind}" for name, pattern in _INSIDE if pattern.search(text)]
        if text.isupper():
            names.append(f"upper:{kind}")
    return names


def _distance(places: int) -> str:
    sign = "-" if places < 0 else ""
    return f"{sign}{min(10, int(math.log2(abs(places) + 1)))}"


def chance_class(chance: float) -> int:
    """A probability as one of eight classes, finer at the ends."""
    return (
        0
        if chance < 0.02
        else 1
        if chance < 0.1
        else 2
        if chance < 0.25
        else 3
        if chance < 0.5
        else (4 if chance < 0.75 else 5 if chance < 0.9 else 6 if chance < 0.98 else 7)
    )


def context_features(blocks: Blocks, chances: list[float], scale: float) -> list[list[str]]:
    """Of each block what the chances of the others say of it."""
    pieces = blocks.blocks
    masses = [chance * min(len(block.text), 1500) * scale for block, chance in zip(pieces, chances, strict=True)]
    total = sum(masses) or 1.0
    alike, held = _masses(blocks, masses)
    best = _best(blocks, chances, scale)
    inside = _inside(blocks, best)
    strong = [
        i for i, block in enumerate(pieces) if chances[i] > 0.7 and len(block.text) * scale > 120 and inside[block.node]
    ]
    first, last = (strong[0], strong[-1]) if strong else (0, len(pieces) - 1)
    nearest = _nearest(strong, len(pieces))
    padded = [0.0, 0.0, 0.0, *chances, 0.0, 0.0, 0.0]
    seen: dict[str, int] = {}
    rows = []
    for i, block in enumerate(pieces):
        node = blocks.nodes[block.node]
        chance = chance_class(chances[i])
        size = size_class(len(block.text) * scale) // 3
        where = "before" if i < first else "after" if i > last else "within"
        within = "in" if inside[block.node] else "out"
        previous, following = chance_class(padded[i + 2]), chance_class(padded[i + 4])
        around = chance_class(
            (padded[i] + padded[i + 1] + padded[i + 2] + padded[i + 4] + padded[i + 5] + padded[i + 6]) / 6
        )
        owner = share_class(held[block.node] / total)
        parent = share_class(held[node.parent] / total) if node.parent >= 0 else "r"
        like = share_class(alike[node.signature] / total)
        repeated = min(2, seen.get(block.text, 0))
        seen[block.text] = repeated + 1
        rows.append(
            [
                f"c:{chance}",
                f"c-in:{chance}:{within}",
                f"c-where:{chance}:{where}:{within}",
                f"prev:{previous}:{chance}",
                f"next:{following}:{chance}",
                f"around:{around}:{chance}",
                f"owner:{owner}:{chance}",
                f"parent:{parent}:{chance}",
                f"like:{like}:{within}",
                f"like-size:{like}:{size}:{within}",
                f"where-size:{where}:{within}:{size}",
                f"near:{min(6, nearest[i])}:{where}:{within}",
                f"repeated:{repeated}",
                f"tag:{node.tag}:{where}",
                f"both:{previous // 3}:{following // 3}:{chance // 2}:{size}",
                f"parent-like:{parent}:{like}:{within}",
            ]
        )
    return rows


def _masses(blocks: Blocks, masses: list[float]) -> tuple[dict[str, float], list[float]]:
    """The mass of likely text by kind of element, and in each node with all below it."""
    alike: dict[str, float] = {}
    held = [0.0] * len(blocks.nodes)
    for block, mass in zip(blocks.blocks, masses, strict=True):
        signature = blocks.nodes[block.node].signature
        alike[signature] = alike.get(signature, 0.0) + mass
        held[block.node] += mass
    for i in range(len(held) - 1, -1, -1):
        if (parent := blocks.nodes[i].parent) >= 0:
            held[parent] += held[i]
    return alike, held


def _best(blocks: Blocks, chances: list[float], scale: float) -> int:
    """The container: the node whose blocks, likely text counted for and unlikely against it, weigh most."""
    sums = [0.0] * len(blocks.nodes)
    for block, chance in zip(blocks.blocks, chances, strict=True):
        size = min(len(block.text) * scale, 1000)
        sums[block.node] += (chance - 0.5) * (size + 30)
    for i in range(len(sums) - 1, -1, -1):
        if (parent := blocks.nodes[i].parent) >= 0:
            sums[parent] += sums[i]
    return max(range(len(sums)), key=lambda i: (sums[i], i), default=-1)


def _inside(blocks: Blocks, best: int) -> list[bool]:
    inside = [False] * len(blocks.nodes)
    for i, node in enumerate(blocks.nodes):
        inside[i] = i == best or (node.parent >= 0 and inside[node.parent])
    return inside


def _nearest(strong: list[int], total: int) -> list[int]:
    """How many blocks away the nearest sure one is."""
    distances = [99] * total
    marked = set(strong)
    for order in (range(total), range(total - 1, -1, -1)):
        distance = 99
        for i in order:
            distance = 0 if i in marked else distance + 1
            distances[i] = min(distances[i], distance)
    return distances
