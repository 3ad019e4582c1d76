"""The text of an article: where it is looked for, in which order, and what is cut from its start."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import lxml.html

from jarida.core.extraction.authors import is_byline
from jarida.core.extraction.body.model import Body
from jarida.core.extraction.body.tree import container_of, find_blocks, paragraphs_of
from jarida.core.extraction.embedded import embedded_text
from jarida.core.extraction.page import Page, element_text, words
from jarida.core.extraction.selectors import select
from jarida.core.extraction.structured import text_of
from jarida.core.text.clean import clean, clean_markup
from jarida.core.text.dates import find_moment

MOST_PARAGRAPHS: Final = 3000
LONGEST: Final = 1_000_000  # characters of a whole article
_BLOCKS: Final = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "tr"))
_SHORT: Final = 300
_FEW: Final = 50
_LITTLE: Final = 600  # characters: an application shows so much before its scripts have run
_DATELINE = re.compile(r"publi|posted|updated|mis à jour|modifié|le\s\d|actualizado|نشر|آخر تحديث|تاريخ", re.IGNORECASE)
_DAY: Final = 80  # characters
_OVER_HEADING: Final = 4  # paragraphs among which the heading is looked for
_YEAR = re.compile(r"(?<!\d)\d{4}$")
_BREAK = re.compile(r"\n+")


def find_body(page: Page, title: str) -> Body:
    """Paragraphs, subheadings, list items and quotations of the article in order, as clean text.

    The edition's selector wins, then the elements of the page, then the text that the structured data holds.
    Elements in `page.removed` are passed over. A page without text gives an empty body.
    """
    body = _selected(page) or _found(page)
    paragraphs = list(_bounded(body.paragraphs))
    del paragraphs[: _heading_ends(page, title, paragraphs)]
    while paragraphs and _is_dateline(page, paragraphs[0]):
        del paragraphs[0]
    return replace(body, paragraphs=tuple(paragraphs)) if paragraphs else Body()


def _found(page: Page) -> Body:
    """The text in the tree, unless what the structured data holds is plainly more whole."""
    blocks, kept = find_blocks(page, removed_from(page))
    paragraphs = paragraphs_of(blocks, kept)
    structured = _structured(page)
    if sum(map(len, structured)) > max(_SHORT, 2 * sum(map(len, paragraphs))):
        return Body(tuple(structured), None, "structured")
    if sum(map(len, paragraphs)) < _LITTLE:
        embedded = embedded_text(page)
        if sum(map(len, embedded)) > max(_SHORT, 2 * sum(map(len, paragraphs))):
            return Body(tuple(embedded), None, "structured")
    if paragraphs:
        return Body(tuple(paragraphs), container_of(blocks, kept), "tree")
    return Body(tuple(_declared(page)), None, "tree")


def _declared(page: Page) -> list[str]:
    """The paragraphs inside what the page marks as its article: of a few words, weights can tell nothing."""
    removed = removed_from(page)
    return [
        element_text(each)
        for each in page.tree.xpath("//article//p | //*[contains(@itemprop, 'articleBody')]//p")[:_FEW]
        if not page.in_furniture(each) and removed.isdisjoint((each, *each.iterancestors()))
    ]


def _heading_ends(page: Page, title: str, paragraphs: Sequence[str]) -> int:
    """How many of the first paragraphs are the main heading and what short lines stand over it; 0 if there is none."""
    headings = [words(title), words(element_text(page.heading)) if page.heading is not None else []]
    for place, text in enumerate(paragraphs[:_OVER_HEADING]):
        if words(text) in headings:
            return place + 1
        if len(text) > _DAY:
            return 0
    return 0


def _is_time(page: Page, text: str) -> bool:
    """Whether a first paragraph is what the page itself marks as a time."""
    times = page.index.tagged("time")[:60]
    return len(text) <= _DAY and any(element_text(each) == text for each in times)


def _is_dateline(page: Page, text: str) -> bool:
    """Whether a first paragraph is only a byline or a date, which are fields of their own."""
    if _is_time(page, text):
        return True
    if len(text) > 120 or text.endswith((".", "!", "?", "»", "؟")):
        return False
    if find_moment(text) is None:
        # a day of another calendar: few words and a year
        return len(text) < 60 and (is_byline(text) or (len(words(text)) <= 4 and _YEAR.search(text) is not None))
    return is_byline(text) or _DATELINE.match(text) is not None or len(words(text)) <= 7


def _selected(page: Page) -> Body | None:
    selector = page.hints.selectors.get("body", "")
    containers = select(page.tree, selector) if selector else []
    removed = removed_from(page)
    texts = [text for container in containers for text in _texts_of_blocks(container, removed)]
    return Body(tuple(texts), containers[0], "selector") if any(texts) else None


def removed_from(page: Page) -> frozenset[lxml.html.HtmlElement]:
    """What the page's template and the edition's selector declare removed."""
    selector = page.hints.selectors.get("remove", "")
    return page.removed.union(select(page.tree, selector)) if selector else page.removed


def _texts_of_blocks(container: lxml.html.HtmlElement, removed: Collection[Any]) -> Iterator[str]:
    """Texts of the innermost blocks; of the container itself where it has none."""
    blocks = [element for element in container.iter() if element.tag in _BLOCKS] or [container]
    for block in blocks:
        if any(element in removed for element in (block, *block.iterancestors())):
            continue
        if block is container or not any(inner.tag in _BLOCKS for inner in block.iterdescendants()):
            yield element_text(block)


def _structured(page: Page) -> list[str]:
    """JSON-LD's articleBody: plain text or markup, paragraphs apart by line breaks if at all."""
    body = page.article.get("articleBody")
    if not isinstance(body, str):
        return [clean_markup(text_of(body))] if body else []
    broken = re.sub(r"</p>|<br\s*/?>|</div>", "\n", body[:LONGEST])
    return [clean_markup(line) for line in _BREAK.split(broken)]


def _bounded(texts: Sequence[str]) -> Iterator[str]:
    room = LONGEST
    for text in texts[:MOST_PARAGRAPHS]:
        paragraph = clean(text)[:room]
        room -= len(paragraph)
        if paragraph:
            yield paragraph
