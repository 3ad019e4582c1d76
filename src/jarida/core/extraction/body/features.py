"""What is looked at of a block alone: names of features that hold, for a logistic sum of readable weights.

Length, links, end, tag, the words that it starts with and those of the class names around it (after Kohlschütter
2010 and jusText, Pomikálek 2011). Continuous values are cut into classes, so that a weight can be read. What the
sum says is looked at again among the neighbours (`neighbours`).
"""

import math
import re
from typing import Final

from jarida.core.extraction.body.blocks import Block, Blocks
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
END_CODES: Final = {mark: place for mark, name in _ENDS.items() for place in (sorted(set(_ENDS.values())).index(name),)}
TAG_CODES: Final = {
    tag: place
    for place, tag in enumerate(
        "p div li h1 h2 h3 h4 h5 h6 td th blockquote section article figcaption figure ul ol dd dt pre tr aside footer"
        " header form main address body details summary".split(),
        start=1,
    )
}
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_DIGITS = re.compile(r"\d")
_LITERAL = re.compile(r"[^\W\d_]")


def _by_first_letter() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """The expressions of each kind by their first letter, "" for those that start with a class or a mark."""
    sorted_out: dict[str, dict[str, list[str]]] = {}
    for name, words in PHRASES.items():
        for word in alternatives(words):
            letter = word[0].lower() if _LITERAL.match(word) else ""
            sorted_out.setdefault(letter, {}).setdefault(name, []).append(word)
    return {
        letter: [(name, re.compile(rf"\W{{0,3}}(?:{'|'.join(found)})", re.IGNORECASE)) for name, found in kinds.items()]
        for letter, kinds in sorted_out.items()
    }


def alternatives(words: str) -> list[str]:
    """An expression's alternatives, those in parentheses left whole."""
    depth, found, start = 0, [], 0
    for place, mark in enumerate(words):
        depth += (mark == "(") - (mark == ")")
        if mark == "|" and not depth:
            found.append(words[start:place])
            start = place + 1
    return [*found, words[start:]]


_PHRASES: Final = _by_first_letter()
_FIRST_LETTER = re.compile(r"\W{0,3}(\w)")
_INSIDE: Final = [
    (
        "author",
        re.compile(
            r"(?:\bis (?:a|an|the) [^.]{0,60}"
            r"(?:writer|reporter|editor|journalist|professor|author|correspondent)|@\w|\be-?mail)",
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
_BARE: Final = 80  # characters; a longer link may be a sentence
_SHORT: Final = 160  # characters; phrases tell nothing of longer blocks


def is_bare_link(block: Block, scale: float) -> bool:
    """Whether a block is hardly more than a short link: never text by itself, and most blocks of a page."""
    return len(block.text) * scale <= _BARE and block.linked >= 0.95 * len(block.text)


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


def node_features(tag: str, tokens: tuple[str, ...]) -> list[str]:
    """What an element says of all the blocks in it."""
    return [f"in:{tag}", *[f"in:{token}" for token in tokens]]


def owner_features(tag: str, tokens: tuple[str, ...], over: str, over_tokens: tuple[str, ...]) -> list[str]:
    """What an element says of the blocks that it owns itself; `over` is its parent's tag, "" if it has none."""
    names = [f"own:{tag}", *[f"own:{token}" for token in tokens]]
    return [*names, f"over:{over}", f"own:{tag}<{over}", *[f"over:{token}" for token in over_tokens]] if over else names


Shape = tuple[int, str, str, str]  # classes of length and links, end, tag
Place = tuple[int, str, str, int, str, str]  # length, side of the heading, bold, tenth of the page, digits, distance


def block_features(block: Block, tag: str, scale: float, heading: int, total: int) -> list[str]:
    """What a block says of itself. `heading` is the main heading's place among `total` elements, -1 if none."""
    if is_bare_link(block, scale):
        return [f"bare:{tag}"]
    shape, place = shape_of(block, tag, scale), place_of(block, scale, heading, total)
    return [*shape_features(shape), *place_features(place), *phrase_features(block.text, len(block.text) * scale)]


def shape_of(block: Block, tag: str, scale: float) -> Shape:
    """A block's length, links, end and tag as classes."""
    text = block.text
    return size_class(len(text) * scale), share_class(block.linked / len(text)), _ENDS.get(text[-1], "none"), tag


def shape_features(shape: Shape) -> list[str]:
    """The names of a shape's features."""
    size, links, end, tag = shape
    coarse = size // 3
    return [
        f"size:{size}",
        f"links:{links}",
        f"size-links:{coarse}:{links}",
        f"end:{end}",
        f"end-size:{end}:{coarse}",
        f"tag-size:{tag}:{coarse}",
        f"tag-links:{tag}:{links}",
    ]


def place_of(block: Block, scale: float, heading: int, total: int) -> Place:
    """Where a block stands and how it is set, as classes."""
    text = block.text
    after = "none" if heading < 0 else "before" if block.place <= heading else "after"
    digits = len(_DIGITS.findall(text[:300])) / min(300, len(text))
    distance = _distance(block.place - heading) if heading >= 0 else ""
    return (
        size_class(len(text) * scale) // 3,
        after,
        share_class(block.bold / len(text)),
        10 * block.place // max(1, total),
        share_class(digits),
        distance,
    )


def place_features(place: Place) -> list[str]:
    """The names of a place's features."""
    coarse, after, bold, tenth, digits, distance = place
    names = [
        f"heading:{after}",
        f"heading-size:{after}:{coarse}",
        f"bold:{bold}:{coarse}",
        f"place:{tenth}",
        f"digits:{digits}:{coarse}",
    ]
    return [*names, f"from-heading:{distance}:{coarse}"] if distance else names


def phrase_features(text: str, length: float) -> list[str]:
    """The kinds of furniture whose words a short block starts with, and marks inside longer ones."""
    if length > _SHORT * 2:
        return []
    kind = "short" if length <= 60 else "middle" if length <= _SHORT else "long"
    names = [f"says:{name}:{kind}" for name in sorted(_said(text))]
    names += [f"holds:{name}:{kind}" for name, pattern in _INSIDE if pattern.search(text)]
    if text.isupper():
        names.append(f"upper:{kind}")
    return names


def _said(text: str) -> set[str]:
    first = _FIRST_LETTER.match(text)
    ordinary = _PHRASES.get(first[1].lower(), ()) if first else ()
    return {name for patterns in (ordinary, _PHRASES[""]) for name, pattern in patterns if pattern.match(text)}


def _distance(places: int) -> str:
    sign = "-" if places < 0 else ""
    return f"{sign}{min(10, int(math.log2(abs(places) + 1)))}"
