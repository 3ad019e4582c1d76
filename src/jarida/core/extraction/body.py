"""The text of an article: its paragraphs, without what stands around them.

The one place that knows trafilatura, which is imported at its first use (it costs 0.3 s).
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import lxml.html

from jarida.core.extraction.authors import is_byline
from jarida.core.extraction.page import Page, element_text, words
from jarida.core.extraction.selectors import select, to_xpath
from jarida.core.extraction.structured import text_of
from jarida.core.text.clean import clean, clean_markup
from jarida.core.text.dates import find_moment

MOST_PARAGRAPHS: Final = 3000
LONGEST: Final = 1_000_000  # characters of a whole article
_BLOCKS: Final = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "tr"))
_SHORT: Final = 300
_DATELINE = re.compile(r"publi|posted|updated|mis à jour|modifié|le\s\d|actualizado|نشر|آخر تحديث|تاريخ", re.IGNORECASE)
_BREAK = re.compile(r"\n+")


def find_paragraphs(page: Page, title: str) -> tuple[str, ...]:
    """Paragraphs, subheadings, list items and quotations of the article in order, as clean text.

    The edition's selector wins, then the extractor, then the text that the structured data holds.
    """
    paragraphs = list(_bounded(_selected(page) or _found(page)))
    for _ in range(3):
        if paragraphs and (words(paragraphs[0]) == words(title) or _is_dateline(paragraphs[0])):
            del paragraphs[0]
    return tuple(paragraphs)


def _found(page: Page) -> list[str]:
    """The extractor's text, unless another reading of the page is plainly more whole."""
    extracted = [text for text in _extracted(page) if text.strip()]
    length = sum(map(len, extracted))
    structured = _structured(page)
    if sum(map(len, structured)) > max(_SHORT, 2 * length):
        return structured
    if len(extracted) <= 1:  # of short articles the extractor makes one paragraph
        plain = _plain(page)
        return plain if len(plain) > 1 and 2 * sum(map(len, plain)) > length else extracted
    return extracted


def _plain(page: Page) -> list[str]:
    """The <p> elements inside what is marked as the article."""
    path = "//article//p | //main//p | //*[contains(@itemprop, 'articleBody')]//p"
    return [
        text for each in page.tree.xpath(path)[:200] if not page.in_furniture(each) and (text := element_text(each))
    ]


def _is_dateline(text: str) -> bool:
    """Whether a first paragraph is only a byline or a date, which are fields of their own."""
    if len(text) > 120 or text.endswith((".", "!", "?", "»", "؟")):
        return False
    if find_moment(text) is None:
        return len(text) < 60 and is_byline(text)
    return is_byline(text) or _DATELINE.match(text) is not None or len(words(text)) <= 7


def _selected(page: Page) -> list[str]:
    selector = page.hints.selectors.get("body", "")
    containers = select(page.tree, selector) if selector else []
    removed = set(select(page.tree, page.hints.selectors["remove"])) if page.hints.selectors.get("remove") else set()
    return [text for container in containers for text in _texts_of_blocks(container, removed)]


def _texts_of_blocks(container: lxml.html.HtmlElement, removed: set[Any]) -> Iterator[str]:
    """Texts of the innermost blocks; of the container itself where it has none."""
    blocks = [element for element in container.iter() if element.tag in _BLOCKS] or [container]
    for block in blocks:
        if any(element in removed for element in (block, *block.iterancestors())):
            continue
        if block is container or not any(inner.tag in _BLOCKS for inner in block.iterdescendants()):
            yield element_text(block)


def _extracted(page: Page) -> list[str]:
    from trafilatura import bare_extraction

    removal = page.hints.selectors.get("remove", "")
    pruned = to_xpath(removal) if removal else None
    try:
        document = bare_extraction(page.tree, include_comments=False, prune_xpath=pruned)
    except RecursionError:  # trees of absurd depth
        return []
    body = getattr(document, "body", None)
    return list(_texts(body)) if body is not None else []


def _texts(body: Any) -> Iterator[str]:
    """The texts of trafilatura's tree: p, head, list/item, quote, table/row/cell, lb for a line break."""
    for block in body:
        if block.tag in ("list", "table"):
            for item in block.iter("item", "row"):
                yield " ".join(map(_text, item)) if item.tag == "row" else _text(item)
        else:
            yield from _BREAK.split(_text(block))
        if block.tail:
            yield block.tail


def _text(element: Any) -> str:
    parts = []
    for node in element.iter():
        if node.tag in ("lb", "p", "head", "item") and node is not element:
            parts.append("\n")
        parts.append(" ".join((node.text or "").split("\n")))
        if node is not element:
            parts.append(" ".join((node.tail or "").split("\n")))
    return "".join(parts)


def _structured(page: Page) -> list[str]:
    """JSON-LD's articleBody: plain text or markup, paragraphs apart by line breaks if at all."""
    body = page.article.get("articleBody")
    if not isinstance(body, str):
        return [clean_markup(text_of(body))] if body else []
    broken = re.sub(r"</p>|<br\s*/?>|</div>", "\n", body[:LONGEST])
    return [clean_markup(line) for line in _BREAK.split(broken)]


def _bounded(texts: list[str]) -> Iterator[str]:
    room = LONGEST
    for text in texts[:MOST_PARAGRAPHS]:
        paragraph = clean(text)[:room]
        room -= len(paragraph)
        if paragraph:
            yield paragraph
