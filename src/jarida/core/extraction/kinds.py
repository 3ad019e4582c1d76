"""What a page is: an article, or honestly something else."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from jarida.core.extraction.model import Extraction, PageKind
from jarida.core.extraction.page import Page, element_text, is_home, words
from jarida.core.extraction.phrases import (
    CLOSED,
    CONSENT_TEXT,
    CONSENT_TITLE,
    ERROR_TEXT,
    ERROR_TITLE,
    LIVE_TITLE,
    LOGIN_TITLE,
    SEARCH_QUERY,
    SECTION_PATH,
)
from jarida.core.extraction.structured import types_of

_SHORT: Final = 250  # weighed characters of text under which a page has hardly an article
_NOTHING: Final = 60
_FEW_LINKS: Final = 6  # a list has more
_TEASER: Final = 220  # most that a teaser says of an article
_LETTERS_OF_A_SYLLABLE: Final = 3  # what a Chinese, Japanese or Korean character says takes so many letters elsewhere
_LONE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LISTS: Final = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage", "AboutPage", "ContactPage"))
_GALLERIES: Final = frozenset(("ImageGallery", "MediaGallery"))
# what content systems call the body element of their pages: WordPress, Drupal, Joomla, Ghost, Typo3 themes
_BODY_LISTS = re.compile(
    r"(?<![\w-])(?:home|blog|archive|category|tag|author|search|search-results|front|page-front|path-frontpage|"
    r"path-taxonomy|page-taxonomy|view-category|tag-template|home-template|author-template|section-page)(?![\w-])"
)
_BODY_ARTICLES = re.compile(
    r"(?<![\w-])(?:single|single-post|post-template|post-template-default|node-type-(?:article|story|news)|"
    r"page-node-type-(?:article|story|news)|article-page|view-article|page-article)(?![\w-])"
)
_ARTICLE_PATH = re.compile(
    r"(?:19|20)\d\d[/-]?(?:0[1-9]|1[0-2])|\d{5,}|[^/]{12,}-\d+|[^/]*(?:[-_+][^/]+){3,}(?:\.\w{3,5})?/?$|[^/]{40,}/?$"
)
_PAYWALL_MARK = re.compile(
    r"paywall|subscribers?-only|abonnes?-only|article-?premium|reserve-?abonne|piano-|regwall|plus-offer"
)


def find_kind(page: Page, title: str, paragraphs: tuple[str, ...]) -> PageKind:
    """The kind of a page, from its structured data, its title, its address and how much text it has.

    EMPTY is said of every page on which the article is not: an application that a browser would fill, a form to log
    in. CONSENT is a wall that asks to accept something first. ERROR is said of pages that tell of an error, whatever
    the server's status was.
    """
    length = weigh_text(paragraphs)
    kinds = {kind for node in page.structured.nodes for kind in types_of(node)}
    if length < 6 * _SHORT and not _is_dated(page) and (other := _is_a_message(page, title, paragraphs, length)):
        return other
    if _is_paywalled(page, length):
        return PageKind.PAYWALL
    if "LiveBlogPosting" in kinds or (length >= _SHORT and _is_live(page, title)):
        return PageKind.LIVE
    if length < 2 * _SHORT and (shown := _without_text(page, kinds)):
        return shown
    if _is_section(page, title, paragraphs, kinds, length):
        return PageKind.SECTION
    return PageKind.EMPTY if length < _NOTHING else PageKind.ARTICLE


def weigh_text(paragraphs: tuple[str, ...]) -> int:
    """How much a text says, in letters of an alphabet."""
    text = "".join(paragraphs)
    if text.isascii():
        return len(text)
    return len(text) + (_LETTERS_OF_A_SYLLABLE - 1) * len(_LONE.findall(text))


def is_free(page: Page) -> bool:
    """False where the page says that its text is not accessible for free (schema.org)."""
    return not any(str(node.get("isAccessibleForFree")).strip().lower() == "false" for node in _own(page))


def _own(page: Page) -> list[dict[str, object]]:
    return [page.article, *page.structured.of_types("WebPage")]


def _is_dated(page: Page) -> bool:
    """Whether the page declares an article with a date: errors, walls and lists do not."""
    dated = "datePublished" in page.article or page.meta_text("article:published_time")
    return bool(dated) and page.meta_text("og:type").lower() in ("article", "")


# --- messages instead of an article -----------------------------------------------------------------


def _is_a_message(page: Page, title: str, paragraphs: tuple[str, ...], length: int) -> PageKind | None:
    heads = [title, page.tree.findtext(".//title") or ""]
    if page.heading is not None:
        heads.append(element_text(page.heading, 400))
    heads = [" ".join(head.split()) for head in heads if head]
    if any(map(ERROR_TITLE.search, heads)) or (length < 2 * _SHORT and _tells_error(paragraphs)):
        return PageKind.ERROR
    # a banner of consent stands above articles too: only where nothing else is said is it a wall
    if length < 2 * _SHORT and any(CONSENT_TEXT.search(text[:400]) for text in paragraphs[:2]):
        return PageKind.CONSENT
    if any(map(CONSENT_TITLE.search, heads)):
        return PageKind.CONSENT
    return PageKind.EMPTY if any(map(LOGIN_TITLE.search, heads)) and _asks_password(page) else None


def _tells_error(paragraphs: tuple[str, ...]) -> bool:
    return any(ERROR_TEXT.search(paragraph[:300]) for paragraph in paragraphs[:3])


def _asks_password(page: Page) -> bool:
    return any((field.get("type") or "").lower() == "password" for field in page.index.tagged("input")[:200])


# --- articles of other sorts ------------------------------------------------------------------------


def _is_paywalled(page: Page, length: int) -> bool:
    """Closed, and only the beginning is here. A closed article whose whole text is here is an article."""
    if length > 8 * _SHORT:
        return False
    if not is_free(page):
        return True
    tier = page.meta_text("article:content_tier", "content_tier").lower()
    return tier in ("locked", "metered") or (length < 6 * _SHORT and _tells_closed(page))


def _tells_closed(page: Page) -> bool:
    """Whether a box says that the rest is for subscribers; other texts may say it of other articles."""
    marked = (element for element, mark in page.index.marks.items() if _PAYWALL_MARK.search(mark))
    boxes = [element for element in marked if element.tag not in ("body", "html", "article", "main")][:10]
    return any(CLOSED.search(element_text(box, 600)) for box in boxes)


def _is_live(page: Page, title: str) -> bool:
    """Running reports: the title says so, and entries follow one another by the clock."""
    if not LIVE_TITLE.search(title):
        return False
    return len(page.index.tagged("time")) >= 4 or any(
        "live-blog" in m or "liveblog" in m for m in page.index.marks.values()
    )


def _without_text(page: Page, kinds: set[str]) -> PageKind | None:
    kind = page.meta_text("og:type").lower()
    if "VideoObject" in kinds or kind.startswith("video"):
        return PageKind.VIDEO
    if kinds & _GALLERIES or len(page.tree.xpath("//article//figure")) >= 6:
        return PageKind.GALLERY
    shows_video = any(map(_is_player, [*page.index.tagged("video")[:3], *page.index.tagged("iframe")[:10]]))
    return PageKind.VIDEO if shows_video and not page.article and _has_own_title(page) else None


def _is_player(element: HtmlElement) -> bool:
    source = element.get("src") or element.get("data-src") or ""
    return (
        element.tag == "video"
        or re.search(r"youtube[\w-]*\.com/embed|player\.vimeo|dailymotion\.com/embed", source) is not None
    )


# --- lists of articles ------------------------------------------------------------------------------


def _is_section(page: Page, title: str, paragraphs: tuple[str, ...], kinds: set[str], length: int) -> bool:
    """Whether more speaks for a list of articles (front, section, tag, search, author) than for one article."""
    declared = page.meta_text("og:type").lower() == "article"
    if page.url and is_home(page.url) and not declared:
        return True
    if _is_dated(page) and (declared or page.article.get("headline")):
        return False
    if len(page.index.tagged("a")) < _FEW_LINKS and not kinds & _LISTS:
        return False
    own = _for_article(page, title, length, declared) + _running_text(paragraphs)
    return own < 9 and _for_list(page, title, paragraphs, kinds) > own


def kind_points(page: Page, found: Extraction) -> list[tuple[str, int]]:
    """What speaks for one article and what for a list of articles, as points: the kind where nothing else tells it."""
    kinds = {kind for node in page.structured.nodes for kind in types_of(node)}
    declared = page.meta_text("og:type").lower() == "article"
    own = _for_article(page, found.title, weigh_text(found.paragraphs), declared) + _running_text(found.paragraphs)
    return [("for an article", own), ("for a list", _for_list(page, found.title, found.paragraphs, kinds))]


def _for_article(page: Page, title: str, length: int, declared: bool) -> int:
    points = 3 * declared + 2 * bool(page.article) + 2 * _has_own_title(page)
    points += sum(length > limit for limit in (_SHORT, 2 * _SHORT, 4 * _SHORT, 8 * _SHORT))
    points += 2 * bool(_ARTICLE_PATH.search(_path(page))) + 3 * bool(_BODY_ARTICLES.search(_body_marks(page)))
    points += 2 * any("articlebody" in mark for mark in page.index.marks.values())
    return points + 2 * (len(words(title)) >= 5 or len(_LONE.findall(title)) >= 9)


def _running_text(paragraphs: tuple[str, ...]) -> int:
    """Points for paragraphs that are longer than a teaser's."""
    long_ones = sum(weigh_text((paragraph,)) > _TEASER for paragraph in paragraphs[:50])
    return min(long_ones, 4)


def _for_list(page: Page, title: str, paragraphs: tuple[str, ...], kinds: set[str]) -> int:
    address = urlsplit(page.url)
    points = 4 * bool(kinds & _LISTS) + 3 * bool(_BODY_LISTS.search(_body_marks(page)))
    points += 3 * bool(SECTION_PATH.search(_path(page))) + 3 * bool(SEARCH_QUERY.search(address.query))
    points += 2 * (page.meta_text("og:type").lower() == "website") + 2 * (
        0 < len(words(title)) <= 2 and not _LONE.search(title)
    )
    points += 3 * (_linked_headings(page) >= 8) + (len(page.index.tagged("article")) >= 6)
    points += 2 * any("next" in (link.get("rel") or "").lower().split() for link in page.index.tagged("link")[:100])
    # teasers: many short texts, none that runs on
    return points + 2 * (len(paragraphs) >= 4 and all(weigh_text((paragraph,)) <= _TEASER for paragraph in paragraphs))


def _has_own_title(page: Page) -> bool:
    """A main heading of several words that the page's title repeats."""
    if page.heading is None:
        return False
    text = element_text(page.heading, 400)
    told, said = set(words(page.tree.findtext(".//title") or "")), words(text)
    if len(said) < 4 and len(_LONE.findall(text)) < 9:
        return False
    return len(told & set(said)) * 2 >= len(set(said))


def _path(page: Page) -> str:
    return unquote(urlsplit(page.url).path)[:500].lower()


def _body_marks(page: Page) -> str:
    return " ".join((body.get("class") or "")[:1000].lower() for body in page.index.tagged("body")[:1])


def _linked_headings(page: Page) -> int:
    """Headings that are links, or hold one: those of teasers."""
    headings = [*page.index.tagged("h2")[:60], *page.index.tagged("h3")[:60], *page.index.tagged("h4")[:60]]
    return sum(_leads_on(heading) for heading in headings)


def _leads_on(heading: HtmlElement) -> bool:
    parent = heading.getparent()
    if parent is not None and parent.tag == "a":
        return True
    link = next(heading.iter("a"), None)
    return link is not None and not (link.get("href") or "#").startswith("#")
