"""A page parsed once: its tree, its meta elements, its structured data, and what is known beforehand."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

import lxml.html
from lxml import etree

from jarida.core.addresses import address_key, clean_url
from jarida.core.extraction.index import Index
from jarida.core.extraction.markup import decode, parse, refuse_binary
from jarida.core.extraction.model import Hints
from jarida.core.extraction.selectors import select
from jarida.core.extraction.structured import Node, Structured, as_list, read_json_ld, text_of
from jarida.core.text.clean import clean, clean_markup

MOST_META: Final = 1000
_META_NAMES: Final = ("name", "property", "itemprop")
LONGEST_META: Final = 20_000
# whole words of class names; "widget" alone is too common (page builders wrap the article itself in widgets)
_FURNITURE = re.compile(
    r"(?<![a-z])(?:comments?(?!-?(?:open|closed|count|number))|related|teasers?|sidebar|widget_\w+|recommend\w*|"
    r"most-?(?:read|popular|viewed)|also-?(?:read|like)|newsletter-?(?:box|form|sign\w*|promo)|promo|breadcrumbs?|footer|popular)(?![a-z])",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
MOST_PIECES: Final = 20_000  # pieces of text in one element that are looked at
_SPACE_BEFORE = re.compile(r" (?=[,.;)\]’،](?: |$))")
LONGEST_TEXT: Final = 100_000  # characters of one element's text that are looked at
_SILENT: Final = frozenset(("script", "style", "noscript", "template"))
# elements that only change how a part of a word looks; every other boundary parts words
_WITHIN_WORDS: Final = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "em", "font", "i", "mark", "q", "s", "small", "strong", "sub", "sup", "u", "wbr")
)


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the finders of single fields look at. They do not change the tree.

    `article` is the JSON-LD object that is this page's article, or an empty one. `heading` is
    the main heading, `containers` the elements around it: none of them is furniture, whatever its class says.
    `index` holds what one walk over the tree found; `base` is what relative references are relative to (HTML's
    base element, else the page's address). `removed` are elements that are to be passed over with all in them
    (an outlet's template knows them as furniture): `in_furniture` is true in them. `memo` keeps what is worked
    out once for a page.
    """

    url: str
    hints: Hints
    now: datetime
    tree: lxml.html.HtmlElement
    meta: Mapping[str, tuple[str, ...]]
    structured: Structured
    article: Node
    heading: lxml.html.HtmlElement | None
    containers: frozenset[lxml.html.HtmlElement]
    index: Index
    base: str
    removed: frozenset[lxml.html.HtmlElement] = frozenset()
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def meta_texts(self, *names: str) -> Iterable[str]:
        """Clean contents of the meta elements with these names or properties, in the order of the names."""
        return (text for name in names for text in self.meta.get(name, ()))

    def meta_text(self, *names: str) -> str:
        """The first of `meta_texts`, or ""."""
        return next(iter(self.meta_texts(*names)), "")

    def absolute(self, address: str) -> str:
        """The absolute http(s) address of a reference in this page; "" if it is none."""
        known: dict[str, str] = self.memo.setdefault("addresses", {})
        if address not in known:
            known[address] = clean_url(address, self.base)
        return known[address]

    def selected(self, field: str) -> list[str]:
        """Clean texts (or addresses, or dates) of what the edition's selector for a field names."""
        selector = self.hints.selectors.get(field, "")
        return [text for element in select(self.tree, selector) if (text := _value(element))] if selector else []

    def in_furniture(self, element: lxml.html.HtmlElement) -> bool:
        """Whether an element stands in what surrounds articles: navigation, teasers of others, comments, boxes."""
        known: dict[lxml.html.HtmlElement, bool] = self.memo.setdefault("furniture", {})
        if element in self.removed:
            return True
        passed, verdict, place = [], False, element.getparent()
        while place is not None:
            if (found := known.get(place)) is None:
                passed.append(place)
                found = self._decides(place)
            if found is not None:
                verdict = found
                break
            place = place.getparent()
        known.update(dict.fromkeys(passed, verdict))
        return verdict

    def _decides(self, ancestor: lxml.html.HtmlElement) -> bool | None:
        """Whether an element makes all in it furniture (True) or not (False); None leaves it to those around."""
        if ancestor in self.removed:
            return True
        if ancestor in self.containers or ancestor.tag in ("body", "html"):
            return False
        if ancestor.tag in ("footer", "aside", "nav"):
            return True
        named = f"{ancestor.get('class', '')} {ancestor.get('id', '')}"
        return True if len(named) > 1 and _FURNITURE.search(named) else None

    def around_title(self) -> list[lxml.html.HtmlElement]:
        """The elements just before and after the main heading: dateline and byline stand among them."""
        return [] if self.heading is None else self.index.around(self.heading, before=12, after=60)


def read_page(page: bytes, url: str, hints: Hints, now: datetime) -> Page:
    """Decode and parse. Raises NotAnArticle where the bytes are no page."""
    refuse_binary(page)
    tree = parse(decode(page, hints.content_type, hints.languages))
    index = Index(tree)
    meta = _meta(index)
    structured = read_json_ld(tree)
    article = _own_article(structured, index, meta, url)
    titles = [text_of(article.get("headline")), *meta.get("og:title", ()), tree.findtext(".//title") or ""]
    heading = _heading(index, titles)
    containers = frozenset(heading.iterancestors()) if heading is not None else frozenset()
    return Page(url, hints, now, tree, meta, structured, article, heading, containers, index, _base(index, url))


def element_text(element: lxml.html.HtmlElement, longest: int = LONGEST_TEXT) -> str:
    """Clean text of an element and all in it, without scripts and styles; no more than about `longest` characters.

    Where blocks meet stands a space; a letter in bold does not part a word.
    """
    if not len(element):
        return "" if element.tag in _SILENT else clean((element.text or "")[:longest])
    return _SPACE_BEFORE.sub("", clean(_pieces(element, longest)))


def _pieces(element: lxml.html.HtmlElement, longest: int) -> str:
    inner = {each.tag for each in islice(element.iterdescendants(), min(longest, MOST_PIECES))}
    texts = _spoken_texts(element) if inner & _SILENT else element.itertext()
    pieces, length = [], 0
    for text in islice(texts, MOST_PIECES):
        pieces.append(text)
        length += len(text)
        if length > longest:
            break
    if inner <= _WITHIN_WORDS:
        return "".join(pieces)[:longest]
    return " ".join(pieces)[:longest]


def _spoken_texts(element: lxml.html.HtmlElement) -> Iterable[str]:
    """The texts in an element but for what browsers do not show; an own loop, since XPath has no bound."""
    silent = element if element.tag in _SILENT else None
    for event, place in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            silent = place if silent is None and place.tag in _SILENT else silent
            text = place.text
        else:
            silent = None if silent is place else silent
            text = place.tail if place is not element else None
        if text and silent is None:
            yield text


def _base(index: Index, url: str) -> str:
    for element in index.tagged("base"):
        if element.get("href") is not None:
            return clean_url(element.get("href", ""), url) or url
    return url


def _heading(index: Index, titles: Iterable[str]) -> lxml.html.HtmlElement | None:
    """The main heading: of the first h1 elements the one that is likest to a declared title, logos last."""
    headings = index.tagged("h1")[:8]
    if len(headings) == 1:
        return headings[0]
    declared = [set(words(title)) for title in titles]

    def likeness(heading: lxml.html.HtmlElement) -> tuple[float, bool]:
        own = set(words(element_text(heading)))
        alike = max((len(own & title) / len(own | title) for title in declared if own and title), default=0.0)
        return alike, not in_masthead(heading)

    return max(headings, key=likeness, default=None)


def in_masthead(element: lxml.html.HtmlElement) -> bool:
    """Whether an element stands in the page's own header, its navigation or beside the text."""
    header = False
    for ancestor in element.iterancestors("header", "nav", "aside", "article", "main"):
        if ancestor.tag in ("nav", "aside"):
            return True
        header = header or ancestor.tag == "header"
        if ancestor.tag in ("article", "main"):
            return False
    return header


def _value(element: lxml.html.HtmlElement) -> str:
    """What an element says: its machine-readable value if it has one, else its text."""
    for attribute in ("datetime", "content"):
        if element.get(attribute):
            return clean(element.get(attribute, ""))
    return element_text(element)


def words(text: str) -> list[str]:
    """The words of a text in lower case, for comparing."""
    return _WORDS.findall(text.casefold())


def _meta(index: Index) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in index.tagged("meta")[:MOST_META]:
        content = element.get("content")
        names = {name.strip().lower() for name in map(element.get, _META_NAMES) if name} if content else ()
        if names and (text := clean_markup(content[:LONGEST_META])):
            for name in names:
                found.setdefault(name, []).append(text)
    return {name: tuple(contents) for name, contents in found.items()}


def _own_article(structured: Structured, index: Index, meta: Mapping[str, tuple[str, ...]], url: str) -> Node:
    """Of several articles in JSON-LD (teasers have theirs too) the one that is this page's."""
    articles = [node for node in structured.articles() if node.get("headline") or node.get("name") or _dated(node)]
    if len(articles) <= 1:
        return articles[0] if articles else {}
    titles = [element_text(heading) for heading in index.tagged("h1")[:3]]
    titles += [*meta.get("og:title", ()), *[element_text(title) for title in index.tagged("title")[:1]]]
    return max(articles, key=lambda node: _ownness(node, url, [set(words(title)) for title in titles]))


def _dated(node: Node) -> bool:
    return bool(node.get("datePublished") or node.get("articleBody"))


def _ownness(node: Node, url: str, titles: list[set[str]]) -> float:
    """How much an article object seems to be about this page: address, title, and how much it tells."""
    addresses = [
        text_of(place, keys=("@id", "url"))
        for key in ("mainEntityOfPage", "url", "@id")
        for place in as_list(node.get(key))
    ]
    same = bool(url) and address_key(url) in {address_key(clean_url(address, url)) for address in addresses if address}
    own = set(words(text_of(node.get("headline") or node.get("name"))))
    likeness = max((len(own & title) / len(own | title) for title in titles if own | title), default=0.0)
    told = sum(key in node for key in ("datePublished", "author", "image", "headline", "articleBody", "publisher"))
    return 3.0 * same + 2.0 * likeness + 0.2 * told


def is_home(url: str) -> bool:
    """Whether an address is a site's front page, or the front page of one of its languages.

    `/?p=123` is none: content systems without readable addresses number their articles so.
    """
    parts = urlsplit(url)
    if re.search(r"=[^&]*\d", parts.query):
        return False
    return re.fullmatch(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:index\.\w{3,5})?", parts.path.lower()) is not None
