"""What a page files its article under: section, tags, the site's name, and its summary and language."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from jarida.core.extraction.page import Page, element_text, words
from jarida.core.extraction.structured import as_list, text_of
from jarida.core.text.clean import clean, shorten
from jarida.core.text.language import detect_language, primary_subtag

MOST_TAGS: Final = 20
LONGEST_LABEL: Final = 80
LONGEST_SUMMARY: Final = 400
_SHORTEST_SUMMARY: Final = 30
_HOME = re.compile(r"^(?:home|homepage|accueil|inicio|portada|الرئيسية|الصفحة الرئيسية)$", re.IGNORECASE)


def find_section(page: Page) -> str:
    """The section in which the outlet publishes the article; "" if none is told."""
    for _, name in section_candidates(page):
        if 2 <= len(name) <= LONGEST_LABEL and not _HOME.match(name) and not name.startswith("http"):
            return name
    return ""


def section_candidates(page: Page) -> Iterator[tuple[str, str]]:
    """What may be the section, with where it stands, in the order in which it is looked at."""
    for origin, texts in (
        ("selector or template", page.selected("section")),
        ("declared", _sections(page)),
        ("breadcrumb", _breadcrumbs(page)),
    ):
        for text in texts:
            yield origin, re.split(r"\s*[|>»]\s*", text)[-1].strip()


def find_tags(page: Page) -> tuple[str, ...]:
    """Key words that the outlet gives the article, each once, in its order."""
    found: dict[str, str] = {}
    for source in (
        _keywords(page),
        page.meta_texts("article:tag", "news_keywords", "parsely-tags", "keywords"),
        _linked_tags(page),
    ):
        for tag in _split(source):
            found.setdefault(" ".join(words(tag)), tag)
        if found:
            break
    else:
        found = {tag.casefold(): tag for tag in page.hints.tags}
    found.pop("", None)
    return tuple(found.values())[:MOST_TAGS]


def find_site_name(page: Page) -> str:
    """How the site calls itself; else as the edition calls the outlet."""
    publisher = [text_of(page.structured.resolve(item)) for item in as_list(page.article.get("publisher"))]
    sites = [text_of(node.get("name")) for node in page.structured.of_types("WebSite")]
    names = (
        *page.meta_texts("og:site_name"),
        *publisher,
        *sites,
        *page.meta_texts("application-name"),
        page.hints.outlet,
    )
    return next((name[:LONGEST_LABEL] for name in names if name), "")


def find_summary(page: Page, title: str, paragraphs: tuple[str, ...]) -> str:
    """The page's own description, else the feed's, else the beginning of the text."""
    for _, text in summary_candidates(page):
        if len(text) >= _SHORTEST_SUMMARY and words(text) != words(title):
            return shorten(text, LONGEST_SUMMARY)
    first = next((text for text in paragraphs if len(text) >= 2 * _SHORTEST_SUMMARY), next(iter(paragraphs), ""))
    return shorten(first, LONGEST_SUMMARY)


def summary_candidates(page: Page) -> Iterator[tuple[str, str]]:
    """The descriptions that page and feed give, with where, in the order in which they are looked at."""
    for name in ("og:description", "description", "twitter:description"):
        yield from ((name, text) for text in page.meta_texts(name))
    yield "structured", text_of(page.article.get("description"))
    yield "feed", clean(page.hints.summary)


def find_language(page: Page, title: str, paragraphs: tuple[str, ...]) -> str:
    """The language of the text; what page, feed or edition declare weighs in."""
    text = " ".join([title, *(paragraph for paragraph in paragraphs[:6])])
    return detect_language(text, next((language for _, language in language_candidates(page)), ""))


def language_candidates(page: Page) -> Iterator[tuple[str, str]]:
    """The languages that page, feed or edition declare, with where; the text itself goes before all of them."""
    root = (
        page.tree.get("lang")
        or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or page.tree.get("xml:lang")
    )
    inner = text_of(page.article.get("inLanguage"), keys=("alternateName", "name", "@value"))
    declared = (
        ("structured", inner),
        ("html", root or ""),
        ("og:locale", page.meta_text("og:locale")),
        ("meta", page.meta_text("content-language", "language")),
        *(("edition", language) for language in page.hints.languages),
    )
    yield from ((origin, subtag) for origin, tag in declared if (subtag := primary_subtag(tag)))


def _sections(page: Page) -> Iterator[str]:
    yield from (text_of(item) for item in as_list(page.article.get("articleSection")))
    yield from page.meta_texts(
        "article:section", "section", "parsely-section", "og:article:section", "category", "cxenseparse:section"
    )


def _breadcrumbs(page: Page) -> Iterator[str]:
    """The last breadcrumb that is not the article itself."""
    for trail in page.structured.of_types("BreadcrumbList"):
        names = [
            text_of(item.get("name") or item.get("item"))
            for item in as_list(trail.get("itemListElement"))
            if isinstance(item, dict)
        ]
        own = words(text_of(page.article.get("headline")) or page.meta_text("og:title"))
        yield from reversed([name for name in names if name and words(name) != own and len(words(name)) <= 4])


def _keywords(page: Page) -> list[str]:
    return [text_of(item) for item in as_list(page.article.get("keywords"))]


def _linked_tags(page: Page) -> list[str]:
    return [
        element_text(element)
        for element in page.tree.xpath("//a[contains(concat(' ', @rel, ' '), ' tag ')]")[: 2 * MOST_TAGS]
    ]


def _split(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for tag in re.split(r"\s*[,;،|]\s*", text):
            name = clean(tag).strip("#\"' ")
            if 2 <= len(name) <= LONGEST_LABEL and not name.startswith("http"):
                yield name
