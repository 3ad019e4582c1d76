"""A page is read with what was learned of its outlet's layout."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from lxml.html import HtmlElement

from jarida.core.errors import ParseError
from jarida.core.extraction.names import clean_names
from jarida.core.extraction.page import Page
from jarida.core.extraction.selectors import select
from jarida.core.extraction.templates.marks import blocks, layout
from jarida.core.extraction.templates.model import Template

_MEDIA: Final = frozenset(("img", "picture", "video", "audio", "iframe", "object", "source", "canvas"))
_MOST_INSIDE: Final = 60
LONGEST_TITLE: Final = 400


def apply_template(page: Page, template: Template) -> Page:
    """The page as its outlet's template sees it: repeated blocks are removed, learned selectors stand under
    those of the edition.

    A selector is added only where it names something sensible on this page, so that the general rules go on
    where it does not. Bounded by the page, whatever the template; never fails.
    """
    learned = {name: text for name, text in template.selectors.items() if name not in page.hints.selectors}
    useful = {name: text for name, text in learned.items() if _helps(page, name, text)}
    hints = replace(page.hints, selectors={**useful, **page.hints.selectors}) if useful else page.hints
    removed = page.removed | _repeated(page, template.repeated)
    return replace(page, hints=hints, removed=removed, memo={})


def fits(page: Page, template: Template) -> float:
    """How much of the layout that was learned a page has, from 0 to 1; 1 where none was learned."""
    known = template.signature
    return len(known & layout(page)) / len(known) if known else 1.0


def learned(page: Page, template: Template, field: str) -> list[HtmlElement]:
    """What the template's selector for a field names on a page; [] where it has none, or one that is wrong."""
    selector = template.selectors.get(field, "")
    try:
        return select(page.tree, selector) if selector else []
    except ParseError:
        return []


def _helps(page: Page, name: str, selector: str) -> bool:
    """Whether a learned selector is to be used here: it names what its field is like, and nothing surer is known."""
    try:
        if name == "authors":
            return not page.article.get("author") and bool(clean_names(_texts(page, name, selector)))
        if name == "title":
            found = _texts(page, name, selector)
            return len(found) == 1 and 0 < len(found[0]) <= LONGEST_TITLE
    except ParseError:
        return False
    return False  # body and dates are asked for by `extract`, where the general rules were unsure


def _texts(page: Page, name: str, selector: str) -> list[str]:
    return replace(page, hints=replace(page.hints, selectors={name: selector})).selected(name)[:20]


def _repeated(page: Page, marks: frozenset[str]) -> frozenset[HtmlElement]:
    """The elements whose text repeats, and those that hold nothing else."""
    if not marks:
        return frozenset()
    removed = {element for element, own in blocks(page) if own in marks and element not in page.containers}
    removed.discard(page.heading)
    for element in list(removed):
        _with_wrappers(element, removed, page)
    return frozenset(removed)


def _with_wrappers(element: HtmlElement, removed: set[HtmlElement], page: Page) -> None:
    place = element.getparent()
    while place is not None and place not in removed and place not in page.containers and place.tag != "body":
        if len(place) > _MOST_INSIDE or (place.text or "").strip() or not _all_gone(place, removed):
            return
        removed.add(place)
        place = place.getparent()


def _all_gone(inner: Iterable[HtmlElement], removed: set[HtmlElement]) -> bool:
    return all(
        not (each.tail or "").strip()
        and (each in removed or (not len(each) and each.tag not in _MEDIA and not (each.text or "").strip()))
        for each in inner
    )
