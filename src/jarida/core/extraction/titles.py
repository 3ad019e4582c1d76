"""The title of an article, without the outlet's name or section that pages append to it."""

import re
from collections.abc import Iterator
from typing import Final

from jarida.core.extraction.page import Page, element_text, words
from jarida.core.extraction.structured import as_list, text_of
from jarida.core.text.clean import clean

LONGEST: Final = 500
# a bar, a dash between spaces, a colon pair, an arrow …: what stands between a title and a site's name
_SEPARATOR = re.compile(
    r"\s+[|¦‖•·›»«<>/\\~–—―-]{1,3}\s+|\s*[|¦‖]\s*|\s+::\s+|\s+[:]\s+|(?<=\S)\s*[•›»]\s*|\s–|-\s(?=\S+\.\w{2,3}$)"
)
_HEADLINE = re.compile(
    r"(?:^|[\s_-])(?:(?:entry|post|article|story|news|main|page|node)[-_]?)?(?:title|headline|titre|titulo)",
    re.IGNORECASE,
)

_H1: Final = (
    "//h1[not(ancestor::header[not(ancestor::article or ancestor::main)])][not(ancestor::nav or ancestor::footer)]"
)


def find_title(page: Page) -> str:
    """The title as the page shows it to readers; "" if it has none.

    What two places of the page agree on is believed: the heading that readers see, the structured data,
    the meta elements, the document's title; the visible heading first, since the others are often
    shortened or written for search engines.
    """
    names = site_names(page)
    headings = list(_headings(page))
    declared = [without_site(title, names) for title in _declared(page)]
    document = without_site(_document_title(page), names, split=True)
    agreed = _agreed(headings, [*declared, document])
    # a heading of one or two words on which nothing agrees is a section's or a site's
    shown = [heading for heading in headings[:1] if len(words(heading)) > 2 or not document]
    chosen = agreed or next(iter([*declared, *shown]), "") or document or clean(page.hints.title)
    return without_site(chosen, names)[:LONGEST]


def site_names(page: Page) -> list[str]:
    """The names under which the outlet calls itself in this page, and its host's name."""
    names = [page.hints.outlet, *page.meta_texts("og:site_name", "application-name", "al:ios:app_name", "publisher")]
    names += [text_of(page.structured.resolve(item)) for item in as_list(page.article.get("publisher"))]
    names += [text_of(node) for node in page.structured.of_types("WebSite", "NewsMediaOrganization", "Organization")]
    host = re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", re.sub(r"^https?://|[/:?#].*$", "", page.url.lower()))
    names += [host, host.split(".")[0]]
    return list(dict.fromkeys(name for name in map(clean, names) if 2 <= len(name) <= 80))


def without_site(title: str, names: list[str], *, split: bool = False) -> str:
    """The title without a site's name at its end or beginning.

    `split` takes off whatever short part stands last behind a separator, known name or not.
    """
    for _ in range(3):
        shorter = _once_without(title, names)
        if shorter == title:
            break
        title = shorter
    parts = [match for match in _SEPARATOR.finditer(title) if "|" in match[0] or " - " in match[0] or "–" in match[0]]
    if split and parts and len(words(title[parts[-1].end() :])) <= 4 < len(words(title[: parts[-1].start()])):
        return title[: parts[-1].start()].strip()
    return title


def _once_without(title: str, names: list[str]) -> str:
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
    marked = page.tree.xpath(
        "//h1[contains(@itemprop, 'headline')] | //*[contains(@itemprop, 'headline')][not(self::meta)]"
    )
    first = page.tree.xpath(_H1)
    for element in [*marked[:3], *sorted(first[:8], key=_unmarked), *page.tree.xpath("//h1")[:5]]:
        text = element_text(element)
        if 3 <= len(text) <= LONGEST:
            yield text


def _unmarked(element: object) -> bool:
    attributes = f"{element.get('class', '')} {element.get('id', '')}"  # type: ignore[attr-defined]
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
    return next((text for title in page.tree.xpath("//head/title | //title")[:2] if (text := element_text(title))), "")


def _agreed(headings: list[str], declared: list[str]) -> str:
    """The first heading that says about the same as one of the declared titles."""
    for heading in headings:
        alike = [title for title in declared if _alike(heading, title)]
        if alike:
            # what the heading has before the declared title is a kicker that markup sets apart
            return next((title for title in alike if _ends(heading, title)), heading)
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
