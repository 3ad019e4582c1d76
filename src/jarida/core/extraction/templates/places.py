"""Where an outlet's text, title, authors and dates stand: selectors on which its pages agree."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from lxml.html import HtmlElement

from jarida.core.extraction.model import Extraction
from jarida.core.extraction.names import clean_names
from jarida.core.extraction.page import Page, element_text, words
from jarida.core.extraction.selectors import select
from jarida.core.extraction.templates.marks import names
from jarida.core.text.dates import read_moment

Read = tuple[Page, Extraction]

PRESENT: Final = 0.8  # of the pages, on which a selector has to name something
AGREEING: Final = 0.9  # of those, on which it has to name what the general rules found
FEWEST: Final = 3
MOST_CANDIDATES: Final = 30
_MOST_LOOKED_AT: Final = 3000
_MOST_NAMED: Final = 8  # elements that a selector may name on one page
_COVERED: Final = 0.9  # of the text, which its container has to hold
_BLOCKS: Final = ("p", "h2", "h3", "h4", "li", "blockquote", "pre", "td", "div")


def find_selectors(read: Sequence[Read]) -> dict[str, str]:
    """By field the selector that on these pages names what was found there; none where no selector is sure."""
    places: dict[str, tuple[_Finder, _Judge]] = {
        "title": (_titles, _same_title),
        "authors": (_authors, _same_authors),
        "published": (_dates, _same_day),
        "body": (_bodies, _same_body),
    }
    found = {name: _agreed(read, find, judge) for name, (find, judge) in places.items()}
    return {name: selector for name, selector in found.items() if selector}


_Finder = Callable[[Page, Extraction], Iterable[HtmlElement]]
_Judge = Callable[[list[HtmlElement], Page, Extraction], bool | None]


def _agreed(read: Sequence[Read], find: _Finder, judge: _Judge) -> str:
    counts: Counter[str] = Counter()
    for page, found in read:
        counts.update({selector for element in find(page, found) for selector in selectors_of(element)})
    likely = sorted(
        (selector for selector, count in counts.items() if count >= FEWEST),
        key=lambda selector: (-counts[selector], selector.count(" "), len(selector), selector),
    )
    for selector in likely[:MOST_CANDIDATES]:
        if _sure(selector, read, judge):
            return selector
    return ""


def _sure(selector: str, read: Sequence[Read], judge: _Judge) -> bool:
    present = agreeing = judged = 0
    for page, found in read:
        elements = select(page.tree, selector)
        present += bool(elements)
        verdict = judge(elements, page, found) if elements else None
        judged += verdict is not None
        agreeing += verdict is True
    return present >= PRESENT * len(read) and agreeing >= FEWEST and agreeing >= AGREEING * judged


def selectors_of(element: HtmlElement) -> Iterator[str]:
    """Selectors that name an element by what does not change from page to page, the plainest first."""
    own = list(_simple(element))
    yield from own
    inner = own[0] if own else element.tag
    outer = (each for each in element.iterancestors() if each.tag not in ("html", "body"))
    for _, ancestor in zip(range(3), outer, strict=False):
        for name in list(_simple(ancestor))[:3]:
            yield f"{name} {inner}"


def _simple(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or not element.tag.isalnum():
        return
    for name in names(element.get("id", ""))[:1]:
        yield f"#{name}"
    for name in names(element.get("itemprop", ""))[:1]:
        yield f'{element.tag}[itemprop~="{name}"]'
    for name in names(element.get("class", ""))[:4]:
        yield f"{element.tag}.{name}"


def _titles(page: Page, found: Extraction) -> Iterator[HtmlElement]:
    wanted = words(found.title)
    for element in page.index.any_tagged("h1", "h2")[:50]:
        if wanted and words(element_text(element, 1000)) == wanted:
            yield element


def _same_title(elements: list[HtmlElement], page: Page, found: Extraction) -> bool | None:
    return len(elements) == 1 and element_text(elements[0], 1000) == found.title


def _authors(page: Page, found: Extraction) -> Iterator[HtmlElement]:
    if not found.authors:
        return
    for element in list(page.index.marks)[:_MOST_LOOKED_AT]:
        if len(element) <= 6 and not page.in_furniture(element):
            text = element_text(element, 300)
            if found.authors[0] in text and len(text) <= 150 and clean_names([text]) == found.authors:
                yield element


def _same_authors(elements: list[HtmlElement], page: Page, found: Extraction) -> bool | None:
    named = clean_names(element_text(each, 300) for each in elements[:_MOST_NAMED])
    return len(elements) <= _MOST_NAMED and named == found.authors


def _dates(page: Page, found: Extraction) -> Iterator[HtmlElement]:
    if found.published is None:
        return
    for element in list(page.index.elements)[:_MOST_LOOKED_AT]:
        if len(element) <= 3 and element.tag not in ("meta", "script", "style") and _is_day(element, found):
            yield element


def _same_day(elements: list[HtmlElement], page: Page, found: Extraction) -> bool | None:
    return None if found.published is None else _is_day(elements[0], found)


def _is_day(element: HtmlElement, found: Extraction) -> bool:
    value = element.get("datetime") or element.get("content") or (element_text(element, 200) if element.text else "")
    if found.published is None or not 6 <= len(value) <= 100 or not any(map(str.isdigit, value)):
        return False
    moment = read_moment(value)
    return moment is not None and moment.value.date() == found.published.value.date()


def _bodies(page: Page, found: Extraction) -> Iterator[HtmlElement]:
    """The innermost element around nearly all of the text, and those that hold it and hardly more."""
    weights, total = _weights(page, found)
    if total < 200:
        return
    innermost = [element for element, weight in weights.items() if weight >= _COVERED * total]
    if innermost:
        yield max(innermost, key=page.index.place)


def _weights(page: Page, found: Extraction) -> tuple[Counter[HtmlElement], int]:
    """How many characters of the article's text each element has in it, and how many there are."""
    texts = {text for text in found.paragraphs if len(text) > 30}
    weights: Counter[HtmlElement] = Counter()
    for element in page.index.any_tagged(*_BLOCKS)[:_MOST_LOOKED_AT]:
        if len(element) > 40:
            continue
        text = element_text(element, 5000)
        if text in texts:
            texts.discard(text)
            for _, ancestor in zip(range(40), element.iterancestors(), strict=False):
                weights[ancestor] += len(text)
    return weights, sum(len(text) for text in found.paragraphs if len(text) > 30)


def _same_body(elements: list[HtmlElement], page: Page, found: Extraction) -> bool | None:
    weights, total = _weights(page, found)
    if total < 200 or not weights:
        return None
    return len(elements) == 1 and weights[elements[0]] >= _COVERED * total
