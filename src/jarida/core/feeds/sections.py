"""A section page (or a home page) read as a feed, for outlets that have none: which of its links are articles.

A link is judged by the look of its address, by its words, by where it stands in the page, and by what became of
like addresses of the outlet that were fetched before (`patterns`). Of addresses of which nothing is known only a few
are announced at a time: what their pages turn out to be decides on the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from jarida.core.addresses import address_key, clean_url
from jarida.core.errors import NotAFeed
from jarida.core.feeds.bounds import MAX_TITLE, MAX_URL
from jarida.core.feeds.charset import decode
from jarida.core.feeds.model import Entry, ParsedFeed
from jarida.core.feeds.patterns import AddressPatterns, Trust, prior
from jarida.core.feeds.problems import Problems
from jarida.core.text.clean import clean

SECTION: Final = "section"  # the format of such a feed
MAX_PAGE: Final = 4 << 20  # bytes that are read
MAX_LINKS: Final = 3_000
MOST_ENTRIES: Final = 200  # of one page: no front page shows more articles
FEWEST: Final = 5  # articles that a page must link to, to be offered in place of a feed
LIKELY: Final = 0.0  # log-odds from which a link is announced
_WORDS_OF_TITLE: Final = 4
_WORDS_OF_HEADLINE: Final = 6
_AROUND: Final = frozenset(("nav", "footer", "form"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class _Link:
    """What the links to one address say together."""

    url: str
    title: str = ""
    heading: bool = False  # one of them is a heading or in one
    around: bool = True  # all of them stand in navigation, a foot or a form


def read_section(
    body: bytes,
    url: str,
    content_type: str = "",
    patterns: AddressPatterns = AddressPatterns(),  # noqa: B008 - frozen
) -> ParsedFeed:
    """The articles that a page of links announces, in its order; `format` is "section".

    `url` is where the page came from, `patterns` what is known of the outlet's addresses. Entries have an address and a
    title, and no date: that is on their own pages. Raises NotAFeed for what is no page, or holds no link.
    """
    problems = Problems()
    root, likely = _likely(decode(body[:MAX_PAGE], content_type, problems), url, patterns)
    admitted = patterns.admitted([link.url for link in likely])
    chosen = [link for link, is_admitted in zip(likely, admitted, strict=True) if is_admitted]
    if waiting := len(likely) - len(chosen):
        problems.add("links wait until pages like them have been read", str(waiting))
    return ParsedFeed(
        format=SECTION,
        title=clean(root.findtext(".//title") or "")[:MAX_TITLE],
        language=clean(root.get("lang") or "")[:20],
        home=url,
        entries=tuple(Entry(id=link.url, url=link.url, title=link.title) for link in chosen),
        problems=problems.lines(),
    )


def articles_linked(body: bytes, url: str, content_type: str = "") -> int:
    """How many links of a page look like articles: FEWEST and more make it a section page. 0 for what is no page."""
    try:
        return len(_likely(decode(body[:MAX_PAGE], content_type, Problems()), url, AddressPatterns())[1])
    except NotAFeed:
        return 0


def _likely(text: str, url: str, patterns: AddressPatterns) -> tuple[Any, list[_Link]]:
    """A page's root and its links that are likely articles, in its order."""
    root = _root(text)
    links = list(_links(root, url).values()) if root is not None else []
    if not links:
        raise NotAFeed("is no page with links to articles", subject=url)
    return root, [link for link in links if _odds(link, patterns) >= LIKELY][:MOST_ENTRIES]


def _root(text: str) -> Any:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(text.replace("\0", "").encode("utf-8", "ignore") or b"<html/>", parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _links(root: Any, url: str) -> dict[str, _Link]:
    """The addresses of the page's own site that it links to, each once, in order."""
    base = next((clean_url(each.get("href"), url) for each in root.iter("base") if each.get("href")), "") or url
    here = address_key(url)
    own = _site(here)
    found: dict[str, _Link] = {}
    for anchor in _bounded(root):
        target = clean_url(anchor.get("href") or "", base)[:MAX_URL]
        key = address_key(target) if target else ""
        if not key or key == here or not _is_own(_site(key), own):
            continue
        link = found.setdefault(key, _Link(target.partition("#")[0]))
        _learn(link, anchor)
    return found


def _bounded(root: Any) -> Iterator[Any]:
    for number, anchor in enumerate(root.iter("a")):
        if number >= MAX_LINKS:
            return
        yield anchor


def _site(key: str) -> str:
    """The host of an address key, without www."""
    return key.partition("?")[0].partition("/")[0]


def _is_own(host: str, own: str) -> bool:
    """The same site, or one below the other: sport.paper.example of paper.example."""
    return host == own or host.endswith(f".{own}") or own.endswith(f".{host}")


def _learn(link: _Link, anchor: Any) -> None:
    title, is_heading = _title(anchor)
    ancestors = {each.tag for each in anchor.iterancestors()}
    is_heading = is_heading or not ancestors.isdisjoint(_HEADINGS)
    if (is_heading, len(title)) > (link.heading, len(link.title)):
        link.title = title
    link.heading = link.heading or is_heading
    link.around = link.around and not ancestors.isdisjoint(_AROUND)


def _title(anchor: Any) -> tuple[str, bool]:
    """A link's words and whether they are a heading: of a whole teaser in a link, its heading alone."""
    heading = next((each for each in anchor.iter() if each.tag in _HEADINGS), None)
    if heading is not None:
        return clean(" ".join(heading.itertext()))[:MAX_TITLE], True
    text = clean(" ".join(anchor.itertext()))[:MAX_TITLE]
    described = anchor.get("title") or next((each.get("alt") or "" for each in anchor.iter("img")), "")
    return text or clean(described)[:MAX_TITLE], False


def _written(title: str) -> float:
    """What the words of a link say: menus have one or two, headlines a line; scripts without spaces count letters."""
    words, letters = len(title.split()), len(title)
    if words >= _WORDS_OF_HEADLINE or letters >= 45:
        return 2.0
    return 1.0 if words >= _WORDS_OF_TITLE or letters >= 30 else -1.0


def _odds(link: _Link, patterns: AddressPatterns) -> float:
    """How likely a link leads to an article, as the logarithm of odds."""
    trust = patterns.trust(link.url)
    if trust is Trust.LOST:
        return -9.0
    written = _written(link.title)
    placed = 1.2 * link.heading - 3.0 * link.around
    return prior(link.url) + patterns.evidence(link.url) + written + placed + 1.5 * (trust is Trust.PROVEN)
