"""The title of an article, without the outlet's name or section that pages append to it."""

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree
from lxml.html import HtmlElement

from jarida.core.extraction.page import Page, element_text, in_masthead, words
from jarida.core.extraction.structured import as_list, text_of, types_of
from jarida.core.text.clean import clean

LONGEST: Final = 500
_CUT: Final = 108  # characters; search engines ask for headlines of at most 110, so longer ones may be cut
# a bar, a dash between spaces, a colon pair, an arrow …: what stands between a title and a site's name
_SEPARATOR = re.compile(
    r"\s+[|¦‖•·›»«<>/\\~–—―-]{1,3}\s+|\s*[|¦‖]\s*|\s+::\s+|\s+[:]\s+|(?<=\S)\s*[•›»]\s*|\s–|-\s(?=\S+\.\w{2,3}$)"
)
_HEADLINE = re.compile(
    r"(?:^|[\s_-])(?:(?:entry|post|article|story|news|main|page|node)[-_]?)?(?:title|headline|titre|titulo)",
    re.IGNORECASE,
)

_HEADLINES: Any = etree.XPath("/descendant::*/@itemprop[contains(., 'headline')]/..")
# a line set above or below the headline inside the heading's own element
_KICKER = re.compile(
    r"kicker|overline|over-?title|topline|roofline|dachzeile|spitzmarke|surtitre|sur-titre|antetitulo|antet[ií]tulo|eyebrow|"
    r"super-?title|pre-?title|pre-?headline|sub-?title|sub-?headline|tagline|category|rubri[ck]|flag|badge",
    re.IGNORECASE,
)


def find_title(page: Page) -> str:
    """The title as the outlet gives it to readers; "" if it has none.

    What two places of the page agree on is believed: the heading that readers see, the structured data,
    the meta elements, the document's title; the visible heading first, since the others are often
    shortened or written for search engines.
    """
    names = site_names(page)
    headings = list(_headings(page))
    declared = [without_site(title, names) for title in _declared(page)]
    document = without_site(_document_title(page), names, split=True)
    passed_on = _passed_on(page, names, headings, document)
    agreed = passed_on or _agreed(headings, declared, document)
    # a heading of one or two words on which nothing agrees is a section's or a site's
    shown = [heading for heading in headings[:1] if len(words(heading)) > 2 or not document]
    chosen = agreed or next(iter([*declared, *shown]), "") or document or clean(page.hints.title)
    return without_site(chosen, names)[:LONGEST]


def title_candidates(page: Page) -> Iterator[tuple[str, str]]:
    """Where a title stands, and what stands there, in the order in which it is looked at."""
    names = site_names(page)
    yield from (("heading", heading) for heading in _headings(page))
    yield from (("declared", without_site(title, names)) for title in _declared(page))
    yield "document title", without_site(_document_title(page), names, split=True)
    yield "feed", clean(page.hints.title)


def _passed_on(page: Page, names: tuple[str, ...], headings: list[str], document: str) -> str:
    """The editors' headline of a news article, where the heading is not theirs; "" where it is.

    Editors write a headline, search engines get another wording. Where structured data and og:title have the same
    words, that is the headline. Where the heading and all others have the words of the document's title, those
    are the ones for search engines, and the one place that has its own wording is the headline. Counted on news
    pages where they differ: right 22 times, wrong 6 times.
    """
    if not headings or not any("NewsArticle" in kind for kind in types_of(page.article)):
        return ""
    passed = without_site(page.meta_text("og:title"), names)
    told = without_site(text_of(page.article.get("headline")), names)
    card = words(without_site(page.meta_text("twitter:title"), names))
    shown = words(without_site(headings[0], names))
    for_search = shown == words(document)
    if _differs(passed, shown) and (words(told) == words(passed) or (for_search and words(told) == shown)):
        # a text on a card that twitter:title repeats is made for the card, unless it is the heading made shorter
        shorter = shown[: len(words(passed))] == words(passed)
        return passed if words(told) == words(passed) or (card == words(passed)) is shorter else ""
    alone = for_search and words(passed) == card == shown and _differs(told, shown) and len(told) < _CUT
    return told if alone else ""


def _differs(title: str, shown: list[str]) -> bool:
    """Whether a title is one of its own, and not the heading with something added."""
    own = words(title)
    return len(own) >= 3 and own != shown and own[: len(shown)] != shown


def site_names(page: Page) -> tuple[str, ...]:
    """The names under which the outlet calls itself in this page, and its host's name."""
    if "site names" not in page.memo:
        page.memo["site names"] = _site_names(page)
    known: tuple[str, ...] = page.memo["site names"]
    return known


def _site_names(page: Page) -> tuple[str, ...]:
    names = [page.hints.outlet, *page.meta_texts("og:site_name", "application-name", "al:ios:app_name", "publisher")]
    names += [text_of(page.structured.resolve(item)) for item in as_list(page.article.get("publisher"))]
    names += [text_of(node) for node in page.structured.of_types("WebSite", "NewsMediaOrganization", "Organization")]
    host = re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", re.sub(r"^https?://|[/:?#].*$", "", page.url.lower()))
    names += [host, host.split(".")[0]]
    return tuple(dict.fromkeys(name for name in map(clean, names) if 2 <= len(name) <= 80))


def without_site(title: str, names: tuple[str, ...], *, split: bool = False) -> str:
    """The title without a site's name at its end or beginning.

    `split` takes off whatever short part stands last behind a separator, known name or not.
    """
    title = title[: 2 * LONGEST]  # what follows looks at every separator
    for _ in range(3):
        shorter = _once_without(title, names)
        if shorter == title:
            break
        title = shorter
    parts = [match for match in _SEPARATOR.finditer(title) if "|" in match[0] or " - " in match[0] or "–" in match[0]]
    if split and parts and len(words(title[parts[-1].end() :])) <= 4 < len(words(title[: parts[-1].start()])):
        return title[: parts[-1].start()].strip()
    return title


def _once_without(title: str, names: tuple[str, ...]) -> str:
    known = {"".join(words(name)) for name in names}
    for match in reversed(list(_SEPARATOR.finditer(title))):
        if "".join(words(title[match.end() :])) in known and title[: match.start()].strip():
            return title[: match.start()].strip()
    for match in _SEPARATOR.finditer(title):
        if "".join(words(title[: match.start()])) in known and len(words(title[match.end() :])) > 2:
            return title[match.end() :].strip()
    return title


def _headings(page: Page) -> Iterator[str]:
    """Visible headings, the likeliest first: marked as the headline, then every h1 that is no logo."""
    marked = [each for each in _HEADLINES(page.tree)[:20] if each.tag != "meta"]
    marked.sort(key=lambda element: element.tag != "h1")
    every = page.index.tagged("h1")[:8]
    first = sorted((each for each in every if not in_masthead(each)), key=_unmarked)
    for element in dict.fromkeys([*marked[:3], *first, *every[:5]]):
        whole = element_text(element, 2 * LONGEST)
        if 3 <= len(whole) <= LONGEST:
            yield whole
            if (bare := _without_kicker(element)) and bare != whole:
                yield bare


def _without_kicker(element: HtmlElement) -> str:
    """The text of a heading without the lines inside it that are marked as standing above or below the headline."""
    inner = [each for each in element if isinstance(each.tag, str)]
    kickers = [each for each in inner if _KICKER.search(each.get("class", ""))]
    if not kickers:
        return ""
    texts = [element.text or ""]
    for each in inner:
        texts += ["" if each in kickers else element_text(each, LONGEST), each.tail or ""]
    text = clean(" ".join(texts)).strip(" :–—|·")
    return text if len(words(text)) >= 3 else ""


def _unmarked(element: HtmlElement) -> bool:
    attributes = f"{element.get('class', '')} {element.get('id', '')}"
    return _HEADLINE.search(attributes) is None


def _declared(page: Page) -> Iterator[str]:
    yield from filter(None, (text_of(page.article.get(key)) for key in ("headline", "name")))
    names = (
        "og:title",
        "twitter:title",
        "headline",
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "title",
    )
    yield from page.meta_texts(*names)


def _document_title(page: Page) -> str:
    return next((text for title in page.index.tagged("title")[:2] if (text := element_text(title))), "")


def _agreed(headings: list[str], declared: list[str], document: str) -> str:
    """The first heading that says about the same as one of the declared titles or the document's."""
    titles = [*declared, document]
    for heading in headings:
        alike = [title for title in titles if _alike(heading, title)]
        if any(words(title) == words(heading) for title in alike):
            return heading
        if alike:
            # what the heading has before the declared title is a kicker that markup sets apart
            same = [other for other in headings if any(words(other) == words(title) for title in alike)]
            return next(iter(same), "") or next((title for title in alike if _ends(heading, title)), heading)
    return ""


def _ends(heading: str, title: str) -> bool:
    mine, yours = words(heading), words(title)
    return 3 <= len(yours) < len(mine) and mine[-len(yours) :] == yours


def _alike(heading: str, title: str) -> bool:
    """Whether two titles are one: most words in common, or one the beginning of the other."""
    mine, yours = words(heading), words(title)
    if not mine or not yours:
        return False
    if mine == yours or (title.startswith(heading) and _SEPARATOR.match(title, len(heading))):
        return True
    if mine[: len(yours)] == yours or yours[: len(mine)] == mine:
        return min(len(mine), len(yours)) >= 3
    common = len(set(mine) & set(yours))
    return common >= 0.6 * min(len(set(mine)), len(set(yours))) and common >= 3
