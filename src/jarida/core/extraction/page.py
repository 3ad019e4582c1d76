"""A page parsed once: its tree, its meta elements, its structured data, and what is known beforehand."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

import lxml.html

from jarida.core.addresses import address_key, clean_url
from jarida.core.extraction.markup import decode, parse, refuse_binary
from jarida.core.extraction.model import Hints
from jarida.core.extraction.selectors import select
from jarida.core.extraction.structured import Node, Structured, as_list, read_json_ld, text_of
from jarida.core.text.clean import clean, clean_markup

MOST_META: Final = 1000
LONGEST_META: Final = 20_000
# whole words of class names; "widget" alone is too common (page builders wrap the article itself in widgets)
_FURNITURE = re.compile(
    r"(?<![a-z])(?:comments?(?!-?(?:open|closed|count|number))|related|teasers?|sidebar|widget_\w+|recommend\w*|"
    r"most-?(?:read|popular|viewed)|also-?(?:read|like)|newsletter-?(?:box|form|sign\w*|promo)|promo|breadcrumbs?|footer|popular)(?![a-z])",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the finders of single fields look at. They do not change the tree.

    `article` is the JSON-LD object that is this page's article, or an empty one. `heading` is
    the main heading, `containers` the elements around it: none of them is furniture, whatever its class says.
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

    def meta_texts(self, *names: str) -> Iterable[str]:
        """Clean contents of the meta elements with these names or properties, in the order of the names."""
        return (text for name in names for text in self.meta.get(name, ()))

    def meta_text(self, *names: str) -> str:
        """The first of `meta_texts`, or ""."""
        return next(iter(self.meta_texts(*names)), "")

    def absolute(self, address: str) -> str:
        """The absolute http(s) address of a reference in this page; "" if it is none."""
        return clean_url(address, self.base)

    def selected(self, field: str) -> list[str]:
        """Clean texts (or addresses, or dates) of what the edition's selector for a field names."""
        selector = self.hints.selectors.get(field, "")
        return [text for element in select(self.tree, selector) if (text := _value(element))] if selector else []

    def in_furniture(self, element: lxml.html.HtmlElement) -> bool:
        """Whether an element stands in what surrounds articles: navigation, teasers of others, comments, boxes."""
        for ancestor in element.iterancestors():
            if ancestor in self.containers or ancestor.tag in ("body", "html"):
                return False
            if ancestor.tag in ("footer", "aside", "nav"):
                return True
            if _FURNITURE.search(f"{ancestor.get('class', '')} {ancestor.get('id', '')}"):
                return True
        return False

    def around_title(self) -> list[lxml.html.HtmlElement]:
        """The elements just before and after the main heading: dateline and byline stand among them."""
        title, body = self.heading, self.tree.find("body")
        if title is None or body is None:
            return []
        elements = [each for each in islice(body.iter(), 5000) if each.tag not in ("script", "style")]
        place = elements.index(title) if title in elements else 0
        return elements[max(0, place - 12) : place + 60]

    @property
    def base(self) -> str:
        """What relative references are relative to (HTML's base element, else the page's address)."""
        for element in self.tree.iterfind(".//base[@href]"):
            return clean_url(element.get("href", ""), self.url) or self.url
        return self.url


def read_page(page: bytes, url: str, hints: Hints, now: datetime) -> Page:
    """Decode and parse. Raises NotAnArticle where the bytes are no page."""
    refuse_binary(page)
    tree = parse(decode(page, hints.content_type, hints.languages))
    meta = _meta(tree)
    structured = read_json_ld(tree)
    article = _own_article(structured, tree, meta, url)
    titles = [text_of(article.get("headline")), *meta.get("og:title", ()), tree.findtext(".//title") or ""]
    heading = _heading(tree, titles)
    containers = frozenset(heading.iterancestors()) if heading is not None else frozenset()
    return Page(url, hints, now, tree, meta, structured, article, heading, containers)


def element_text(element: lxml.html.HtmlElement) -> str:
    """Clean text of an element and all in it, without scripts and styles."""
    parts = element.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return clean(" ".join(parts) if len(element) else element.text or "")


def _heading(tree: lxml.html.HtmlElement, titles: Iterable[str]) -> lxml.html.HtmlElement | None:
    """The main heading: of the first h1 elements the one that is likest to a declared title, logos last."""
    headings = tree.xpath("(//h1)[position() <= 8]")
    declared = [set(words(title)) for title in titles]

    def likeness(heading: lxml.html.HtmlElement) -> tuple[float, bool]:
        own = set(words(element_text(heading)))
        alike = max((len(own & title) / len(own | title) for title in declared if own and title), default=0.0)
        return alike, not heading.xpath("ancestor::header[not(ancestor::article)] | ancestor::nav | ancestor::aside")

    return max(headings, key=likeness, default=None)


def _value(element: lxml.html.HtmlElement) -> str:
    """What an element says: its machine-readable value if it has one, else its text."""
    for attribute in ("datetime", "content"):
        if element.get(attribute):
            return clean(element.get(attribute, ""))
    return element_text(element)


def words(text: str) -> list[str]:
    """The words of a text in lower case, for comparing."""
    return _WORDS.findall(text.casefold())


def _meta(tree: lxml.html.HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in tree.xpath("//meta[@content]")[:MOST_META]:
        content = clean_markup(element.get("content")[:LONGEST_META])
        names = {element.get(attribute, "").strip().lower() for attribute in ("name", "property", "itemprop")}
        for name in names - {""} if content else ():
            found.setdefault(name, []).append(content)
    return {name: tuple(contents) for name, contents in found.items()}


def _own_article(
    structured: Structured, tree: lxml.html.HtmlElement, meta: Mapping[str, tuple[str, ...]], url: str
) -> Node:
    """Of several articles in JSON-LD (teasers have theirs too) the one that is this page's."""
    articles = [node for node in structured.articles() if node.get("headline") or node.get("name") or _dated(node)]
    if len(articles) <= 1:
        return articles[0] if articles else {}
    titles = [element_text(heading) for heading in tree.xpath("(//h1)[position() <= 3]")]
    titles += [*meta.get("og:title", ()), *[clean(title or "") for title in tree.xpath("//title/text()")[:1]]]
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
