"""What a page says of itself in JSON-LD (https://schema.org, https://json-ld.org), read with patience.

Blocks are broken in many ways: comments, trailing commas, raw line breaks in strings, entities. What
can be mended is; what cannot is left out. Everything is bounded, since a page can hold anything.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final

import lxml.html

from jarida.core.text.clean import clean_markup

MOST_BLOCKS: Final = 100
LARGEST_BLOCK: Final = 1_000_000  # characters
LARGEST_IN_ALL: Final = 4_000_000  # characters of all blocks of a page
MOST_NODES: Final = 5_000

Node = dict[str, Any]

_ARTICLES = re.compile(r"(?:\w*Article|\w*BlogPosting|SocialMediaPosting|Report|Review\w*)$")
_OPENING = re.compile(r"^(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)\s*")
_CLOSING = re.compile(r"\s*(?:(?://|/\*)\s*)?(?:-->|\]\]>)?\s*(?:\*/)?\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_CONTROLS = re.compile(r"[\x00-\x1f]+")


@dataclass(frozen=True)
class Structured:
    """The objects of a page's JSON-LD, flattened, and those that others refer to by `@id`."""

    nodes: tuple[Node, ...] = ()

    @cached_property
    def _typed(self) -> list[tuple[frozenset[str], Node]]:
        return [(frozenset(types), node) for node in self.nodes if (types := types_of(node))]

    @cached_property
    def _named(self) -> dict[str, Node]:
        """The objects that tell something, by their `@id`; the first of several."""
        named: dict[str, Node] = {}
        for node in self.nodes:
            if len(node) > 2 and isinstance(name := node.get("@id"), str):
                named.setdefault(name, node)
        return named

    def of_types(self, *types: str) -> Iterator[Node]:
        """The objects with one of these schema.org types."""
        wanted = frozenset(types)
        return (node for kinds, node in self._typed if not wanted.isdisjoint(kinds))

    def articles(self) -> list[Node]:
        """The objects that are an article of some kind, in the page's order."""
        return [node for kinds, node in self._typed if any(map(_ARTICLES.match, kinds))]

    def resolve(self, value: Any) -> Any:
        """The object that a bare reference `{"@id": …}` names, if the page holds it; else the value."""
        if not isinstance(value, dict) or "@id" not in value or len(value) > 2 or "name" in value:
            return value
        name = value["@id"]
        return self._named.get(name, value) if isinstance(name, str) else value


def read_json_ld(tree: lxml.html.HtmlElement) -> Structured:
    """All objects of all blocks of JSON-LD, within bounds; never fails."""
    nodes: list[Node] = []
    room = LARGEST_IN_ALL
    blocks = (script for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower())
    for block in islice(blocks, MOST_BLOCKS):
        text = block.text or ""
        room -= len(text)
        if room < 0:
            break
        value = _loads(text[: LARGEST_BLOCK + 1])
        nodes.extend(_objects(value, MOST_NODES - len(nodes)))
        if len(nodes) >= MOST_NODES:
            break
    return Structured(tuple(nodes))


def types_of(node: Node) -> list[str]:
    """The schema.org types of an object, without their namespace."""
    kinds = node.get("@type") or ()
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in kinds if isinstance(kind, str)]


def as_list(value: Any) -> list[Any]:
    """A value that may be missing, single or a list (of lists), as a flat list."""
    if value is None or value == "":
        return []
    if not isinstance(value, list):
        return [value]
    return [part for item in value[:200] for part in (item[:200] if isinstance(item, list) else [item])]


def text_of(value: Any, *, keys: tuple[str, ...] = ("name", "@value", "headline", "url", "@id")) -> str:
    """Clean text of a value that should be a string and may be an object or a list; "" if there is none."""
    for item in as_list(value):
        if isinstance(item, str) and item.strip():
            return clean_markup(item[:LARGEST_BLOCK])
        if isinstance(item, dict):
            found = next((item[key] for key in keys if isinstance(item.get(key), str)), "")
            if found:
                return clean_markup(found[:LARGEST_BLOCK])
    return ""


def _loads(text: str) -> Any:
    """The value of a block; None where it cannot be mended."""
    text = text.strip()
    if not text or len(text) > LARGEST_BLOCK:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        text = _unwrapped(text)
    for mended in _mendings(text):
        try:
            return json.loads(mended, strict=False)
        except (ValueError, RecursionError):
            continue
    return _first_value(text)


def _unwrapped(text: str) -> str:
    """A block without the comment or CDATA section that is set around it."""
    text = _OPENING.sub("", text)
    return text[:-40] + _CLOSING.sub("", text[-40:])


def _mendings(text: str) -> Iterator[str]:
    yield text
    yield _TRAILING_COMMA.sub(r"\1", _CONTROLS.sub(" ", text))
    if "&quot;" in text:
        yield html.unescape(text)


def _first_value(text: str) -> Any:
    """What stands before the damage, where the block is one value with rubbish after it."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, most: int) -> list[Node]:
    """The objects in a JSON value, outer before inner, without recursion."""
    found: list[Node] = []
    waiting: list[Any] = [value]
    steps = 0
    while waiting and len(found) < most and steps < 20 * MOST_NODES:
        steps += 1
        item = waiting.pop()
        if isinstance(item, dict):
            found.append(item)
            waiting.extend(reversed([inner for inner in item.values() if isinstance(inner, (dict, list))]))
        elif isinstance(item, list):
            waiting.extend(reversed(item[:MOST_NODES]))
    return found
