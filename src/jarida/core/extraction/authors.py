"""The authors of an article, as names of people or agencies."""

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml.html import HtmlElement

from jarida.core.extraction.names import clean_names, is_byline, is_signature
from jarida.core.extraction.page import Page, element_text, words
from jarida.core.extraction.structured import as_list, text_of
from jarida.core.extraction.titles import site_names

__all__ = ["clean_names", "find_authors", "is_byline"]

_META: Final = (
    "author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "dc.contributor",
    "parsely-author", "sailthru.author", "byl", "citation_author", "creator", "twitter:data1:author",
    "cxenseparse:author", "og:author",
    "article:author_name", "news_authors", "authors",
)  # fmt: skip
_LONGEST: Final = 200  # characters of an element that are looked at
_SIGNED = re.compile(
    r"author|byline|by-line|auteur|autor|writer|signature|(?<![a-z])firma(?![a-z])|verfasser|journalist|redakteur|"
    r"\bcreator\b|contributor-?name"
)
# parts of author boxes that hold no name, lists of other articles, and authors of comments
_NOT_SIGNED = re.compile(
    r"(?:author|autor|auteur|writer|contributor)s?(?:box|info)?[-_]*(?:bio|desc\w*|avatar|image|img|photo|pic|social|follow|mail|"
    r"email|posts?|articles?|more|archive|count|twitter|title|role|position|job|text|about|website|url|icon)(?![a-z])|"
    r"comment|reply|authori[sz]|authority|hasauthor|has-author|withauthor|with-author|no-author|category-autor|tag-autor|"
    r"most-?read|recommend|related"
)
_NAMES_INSIDE = re.compile(r"(?<![a-z])(?:fn|name|author-?name|authors?__name|byline-?name)(?![a-z])")
_MOST_SIGNED: Final = 60
_MOST_AT_FOOT: Final = 1500
_NEAR: Final = 40  # elements between the names of one byline


def find_authors(page: Page) -> tuple[str, ...]:
    """Names of the authors in the page's order, each once; () where the page names none.

    From the structured data, else the meta elements, else the byline, else the feed. The outlet itself, or a
    user's login, is an author only where nobody else is named.
    """
    outlet = {"".join(words(name)) for name in site_names(page)}
    institution: tuple[str, ...] = ()
    for _, found in author_candidates(page):
        people = tuple(name for name in clean_names(found) if not _is_outlet(name, outlet))
        if people:
            return people
        institution = institution or clean_names(found, logins=True)
    return institution


def author_candidates(page: Page) -> Iterator[tuple[str, list[str]]]:
    """Where authors are named, and the names there, the most trusted place first."""
    yield "json-ld", list(_structured(page))
    yield "meta", list(_declared(page))
    yield "byline", list(_bylines(page))
    yield "text", list(_spoken(page))
    yield "feed", list(page.hints.authors)
    yield "signature", list(_signature(page))


def _is_outlet(name: str, outlet: set[str]) -> bool:
    """Whether a name is the outlet's own, or begins with its host's name ("journal.example, Rabat")."""
    own = "".join(words(name))
    return own in outlet or any("." in name and own.startswith(each) for each in outlet if len(each) > 5)


def _structured(page: Page) -> Iterator[str]:
    for key in ("author", "creator"):
        for item in as_list(page.article.get(key)):
            yield _person(page, item)


def _person(page: Page, item: Any) -> str:
    item = page.structured.resolve(item)
    if isinstance(item, dict) and not item.get("name") and isinstance(item.get("familyName"), str):
        return f"{text_of(item.get('givenName'))} {text_of(item['familyName'])}"
    return text_of(item, keys=("name", "@value", "alternateName"))


def _declared(page: Page) -> Iterator[str]:
    yield from page.meta_texts(*_META)


def _bylines(page: Page) -> Iterator[str]:
    """Names in the markup of the first byline, and of those that stand close by it."""
    last = -1
    for element in _signed(page):
        place = page.index.place(element)
        if last >= 0 and place - last > _NEAR:
            return
        text = _byline(element)
        if text and clean_names([text], logins=True):
            last = place
            yield text


def _signed(page: Page) -> list[HtmlElement]:
    """The elements that are marked as naming an author: first those whose meaning is declared."""
    marked = [
        element
        for element, mark in page.index.marks.items()
        if _SIGNED.search(mark)
        and not _NOT_SIGNED.search(mark)
        and element.tag not in ("link", "body", "html", "article")
    ]
    candidates = [each for each in marked[: 4 * _MOST_SIGNED] if not page.in_furniture(each)][:_MOST_SIGNED]
    declared = [each for each in candidates if each.get("rel") == "author" or "author" in each.get("itemprop", "")]
    return declared if clean_names(map(_byline, declared[:6])) else candidates


def _byline(element: HtmlElement) -> str:
    """The names in one element: those that it marks as names, else its text, if that is short."""
    inner = [each for each in element.iterdescendants() if _is_name(each)][:8] if len(element) else []
    texts = [element_text(each, _LONGEST) for each in inner] or [element_text(element, _LONGEST)]
    return " ; ".join(text for text in texts if text and len(text) <= 150)


def _is_name(element: HtmlElement) -> bool:
    if element.tag == "a":
        return (
            element.get("rel") == "author" or re.search(r"aut(?:h|or|eur)", element.get("href", "")[:500]) is not None
        )
    return element.get("itemprop") == "name" or _NAMES_INSIDE.search(element.get("class", "")) is not None


def _spoken(page: Page) -> Iterator[str]:
    """Bylines that only their words tell: a short text after the title that begins with "By" or "بقلم"."""
    for element in page.around_title():
        if len(element) > 6 or len(element.text or "") > _LONGEST or element is page.heading:
            continue
        text = element_text(element, _LONGEST)
        if 5 <= len(text) <= 90 and is_byline(text) and not page.in_furniture(element):
            yield text
            return


def _signature(page: Page) -> Iterator[str]:
    """The author as named at the foot of the text, after a word for it."""
    first = page.index.place(page.heading) if page.heading is not None else 0
    for element in page.index.elements[first : first + _MOST_AT_FOOT]:
        texts = (element.text, element.tail) if element.tag not in ("script", "style") else ()
        short = next(
            (
                text
                for text in texts
                if text and (":" in text or "：" in text) and len(text) <= 80 and is_signature(text)
            ),
            "",
        )
        if short and not page.in_furniture(element):
            yield short
            return
