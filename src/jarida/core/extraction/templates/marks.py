"""What blocks and layouts of different pages are compared by: short marks that are the same in every process."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from lxml.html import HtmlElement

from jarida.core.extraction.page import Page

SHORTEST: Final = 10  # characters of a block's own text: less is no sign of anything
LONGEST: Final = 2000
_CLEARLY_OWN: Final = 25  # with so many of its own a block is told by them, whatever stands inside
MOST_BLOCKS: Final = 5000
_LINKED: Final = frozenset(("a", "br", "img", "svg", "wbr"))
# what names, dates and credits stand in may repeat from page to page and is still the article's
_NEVER: Final = frozenset(
    ("html", "head", "body", "title", "h1", "h2", "h3", "h4", "h5", "h6", "time",
     "figcaption", "cite", "address", "script", "style", "noscript",
     "template", "option", "textarea", "meta", "link", "main", "article",
     "svg", "path", "g", "use", "img", "picture", "source", "br", "hr", "input", "iframe", "ul", "ol", "tr", "table")
)  # fmt: skip
_FIELD = re.compile(
    r"author|byline|by-line|auteur|autor|date|time|publi|credit|caption|legend|headline|title|section|categor"
)
_PLAIN_NAME = re.compile(r"-?[^\W\d][\w-]{0,59}")


def mark(text: str) -> str:
    """64 bits of BLAKE2b in hex."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def blocks(page: Page) -> Iterator[tuple[HtmlElement, str]]:
    """The elements that have a text of their own, with a mark of it and of where it stands."""
    for element, text in block_texts(page):
        parent = element.getparent()
        yield element, mark(f"{parent.tag if parent is not None else ''}/{element.tag} {text}")


def block_texts(page: Page) -> Iterator[tuple[HtmlElement, str]]:
    """The elements that have a text of their own, and it: "Read also:" is that of a line that links an article."""
    marks, count = page.index.marks, 0
    for element in page.index.elements:
        if element.tag in _NEVER:
            continue
        # asked here and not in a function of its own: most elements only hold others, and this is asked of all
        text = element.text
        if len(element):
            if (not text or text.isspace()) and (not (tail := element[0].tail) or tail.isspace()):
                continue
            text = _around_others(element, text or "")
        elif not text or len(text) < SHORTEST:
            continue
        else:
            text = " ".join(text[:LONGEST].split())
        if len(text) < SHORTEST:
            continue
        count += 1
        if count > MOST_BLOCKS:
            return
        if not _FIELD.search(marks.get(element, "")):
            yield element, text[:LONGEST]


def _around_others(element: HtmlElement, text: str) -> str:
    """Text of an element outside the elements in it, if there is enough to tell it by."""
    inner = element[:50]
    text = " ".join(" ".join([text, *[each.tail or "" for each in inner]]).split())
    if len(text) < _CLEARLY_OWN and any(each.tag not in _LINKED for each in inner):
        return ""
    return text


def layout(page: Page) -> frozenset[str]:
    """The classed elements of a page, each with its parent's: what pages of one layout have in common."""
    found: set[str] = set()
    for element in page.index.elements[:MOST_BLOCKS]:
        if (own := _name(element)) and (parent := element.getparent()) is not None:
            found.add(f"{_name(parent) or parent.tag}>{own}")
    return frozenset(map(mark, found))


def _name(element: HtmlElement) -> str:
    """Tag and classes, without those that differ from page to page (they have numbers)."""
    classes = names(element.get("class", ""))
    return f"{element.tag}.{'.'.join(sorted(classes))}" if classes else ""


def names(attribute: str) -> list[str]:
    """The names in a class or id attribute that can stand for a layout: no numbers in them, not too long."""
    return [
        name for name in attribute[:500].split()[:8] if _PLAIN_NAME.fullmatch(name) and sum(map(str.isdigit, name)) < 2
    ]
