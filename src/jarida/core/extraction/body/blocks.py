"""A page's text as blocks: one walk over the tree, without recursion, in linear time.

A block is text that no boundary of a block-level element, and no empty line made of `br`, divides (as in
Kohlschütter et al., Boilerplate Detection using Shallow Text Features, WSDM 2010).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from lxml.html import HtmlElement

from jarida.core.text.clean import clean

MOST_BLOCKS: Final = 8000
LONGEST_BLOCK: Final = 100_000  # characters
_SKIPPED: Final = frozenset(
    "script style noscript template svg iframe object embed select option textarea button nav head video audio"
    " canvas map datalist dialog math input".split()
)
_INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike"
    " strong sub sup time tt u var wbr nobr picture source amp-img o:p".split()
)
_UNCLOSED: Final = frozenset(("nav", "button", "div", "select", "option"))  # those that are left open in real pages
_TOKEN = re.compile(r"[a-z]{3,24}")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
MOST_TOKENS: Final = 12  # of one element


@lru_cache(maxsize=20_000)
def _tokens(names: str) -> tuple[str, ...]:
    """The words of an element's names, for most elements are named like others."""
    return tuple(dict.fromkeys(_TOKEN.findall(names.lower())))[:MOST_TOKENS]


@dataclass(slots=True)
class Node:
    """An element that bounds blocks; `parent` is its parent's place in the list of nodes, -1 for the root."""

    element: HtmlElement
    tag: str
    parent: int
    tokens: tuple[str, ...]
    signature: str


@dataclass(slots=True)
class Block:
    """A piece of text. `linked` and `bold` are the characters of it in links and in bold, `node` its owner's place."""

    text: str
    node: int
    linked: int
    bold: int
    place: int  # of the first element, in the document's order


@dataclass(slots=True)
class Blocks:
    """A page's blocks in order, the nodes that own them, and how many elements were walked."""

    blocks: list[Block] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    elements: int = 0
    heading: int = -1  # the main heading's place among the elements


class _Walk:
    """The state of one walk."""

    __slots__ = ("bold", "bolded", "breaks", "found", "inside", "linked", "links", "pieces")

    def __init__(self) -> None:
        self.found = Blocks()
        self.pieces: list[str] = []
        self.inside: list[int] = [-1]
        self.links = self.linked = self.bold = self.bolded = self.breaks = 0

    def take(self, text: str) -> None:
        """More text of the block that is open."""
        self.pieces.append(text)
        if self.links or self.bold:
            length = len(text.strip())
            self.linked += length if self.links else 0
            self.bolded += length if self.bold else 0
        if self.breaks and not text.isspace():
            self.breaks = 0

    def flush(self) -> None:
        """Ends the block that is open."""
        if self.pieces:
            found = self.found
            text = clean("".join(self.pieces)[:LONGEST_BLOCK])
            if text and len(found.blocks) < MOST_BLOCKS and self.inside[-1] >= 0:
                found.blocks.append(Block(text, self.inside[-1], self.linked, self.bolded, found.elements))
            self.pieces.clear()
            self.linked = self.bolded = 0
        self.breaks = 0

    def line_break(self) -> None:
        """A second br without text between ends a block; one is a space."""
        if self.breaks:
            self.flush()
        self.breaks += 1
        if self.pieces:
            self.pieces.append(" ")

    def enter(self, element: HtmlElement, tag: str) -> None:
        """A block-level element begins."""
        self.flush()
        nodes = self.found.nodes
        get = element.get
        look = get("class", "")
        named = f"{look} {get('id', '')} {get('itemprop', '')} {get('data-component', '')}"
        tokens = _tokens(named[:400]) if len(named) > 3 else ()
        nodes.append(Node(element, tag, self.inside[-1], tokens, f"{tag}.{look[:80]}"))
        self.inside.append(len(nodes) - 1)

    def leave(self) -> None:
        """A block-level element ends."""
        self.flush()
        self.inside.pop()


def read_blocks(tree: HtmlElement, removed: Collection[HtmlElement] = (), heading: HtmlElement | None = None) -> Blocks:
    """The blocks of a tree, but for those in `removed` elements and in those that browsers do not show."""
    walk = _Walk()
    skipped: set[HtmlElement] = set()
    around: list[HtmlElement] = []  # the elements that are open, outermost first
    elements = list(tree.iter())
    unclosed = _Unclosed(len(elements), heading)
    for element in elements:
        parent = element.getparent()
        if parent in skipped:
            skipped.add(element)
            continue
        while around and around[-1] is not parent:
            _leave(walk, around.pop(), skipped, tree)
        around.append(element)
        walk.found.elements += 1
        if element is heading:
            walk.found.heading = walk.found.elements
        if _is_skipped(element, removed, unclosed):
            skipped.add(element)
        else:
            _start(walk, element, element.tag)
            if text := element.text:
                walk.take(text)
    while around:
        _leave(walk, around.pop(), skipped, tree)
    walk.flush()
    return walk.found


def _leave(walk: _Walk, element: HtmlElement, skipped: set[HtmlElement], tree: HtmlElement) -> None:
    if element not in skipped:
        _end(walk, element.tag)
    if (text := element.tail) and element is not tree:
        walk.take(text)


def _is_skipped(element: HtmlElement, removed: Collection[HtmlElement], unclosed: "_Unclosed") -> bool:
    if removed and element in removed:
        return True
    return (element.tag in _SKIPPED or _is_hidden(element)) and not unclosed.holds_page(element)


class _Unclosed:
    """Tells elements that were never closed, so that what comes after them stands in them: they hold the main heading,
    or most of a page without one."""

    __slots__ = ("_heading", "_holders", "_left", "_total")

    def __init__(self, total: int, heading: HtmlElement | None) -> None:
        self._total = total
        self._heading = heading
        self._holders = frozenset(heading.iterancestors()) if heading is not None else frozenset()
        self._left = 20  # elements whose insides are counted: a page has a few menus, a hostile one thousands

    def holds_page(self, element: HtmlElement) -> bool:
        """Whether a page's text is lost with an element that would be skipped."""
        if element.tag not in _UNCLOSED or len(element) == 0:
            return False
        if self._heading is not None:
            return element in self._holders
        self._left -= 1
        return self._left >= 0 and 2 * sum(1 for _ in element.iterdescendants()) > self._total


def _start(walk: _Walk, element: HtmlElement, tag: str) -> None:
    if tag not in _INLINE:
        if tag == "br":
            walk.line_break()
        else:
            walk.enter(element, tag)
    elif tag == "a":
        walk.links += 1
    elif tag in ("b", "strong"):
        walk.bold += 1


def _end(walk: _Walk, tag: str) -> None:
    if tag not in _INLINE:
        if tag != "br":
            walk.leave()
    elif tag == "a":
        walk.links -= 1
    elif tag in ("b", "strong"):
        walk.bold -= 1


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return style is not None and "n" in style and _HIDDEN.search(style) is not None
