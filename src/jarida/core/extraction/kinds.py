"""What a page is: an article, or honestly something else."""

import re
from typing import Final

from jarida.core.extraction.model import PageKind
from jarida.core.extraction.page import Page, is_home
from jarida.core.extraction.structured import types_of

_SHORT: Final = 250  # characters of text under which a page has hardly an article
_ERROR = re.compile(
    r"^\W*(?:error|erreur|خطأ)?\W*(?:404|403|410|500|502|503)\b|\b(?:404|not found|page (?:not found|introuvable)|"
    r"n'existe (?:pas|plus)|n’existe (?:pas|plus)|access denied|accès refusé|forbidden|service unavailable|"
    r"no (?:encontrad[ao]|existe)|página no|just a moment|are you a robot)\b|غير موجود|لم يتم العثور|الصفحة المطلوبة",
    re.IGNORECASE,
)
_SECTION_TYPES: Final = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage", "AboutPage", "ContactPage"))
_PAYWALL = re.compile(r"paywall|subscribers?-only|abonnes?-only|article-?premium|reserve-?abonne", re.IGNORECASE)


def find_kind(page: Page, title: str, paragraphs: tuple[str, ...]) -> PageKind:
    """The kind of a page, from its structured data, its title and how much text it has."""
    length = sum(map(len, paragraphs))
    kinds = {kind for node in page.structured.nodes for kind in types_of(node)}
    if length < 4 * _SHORT and _ERROR.search(title):
        return PageKind.ERROR
    if _is_paywalled(page, length):
        return PageKind.PAYWALL
    if "LiveBlogPosting" in kinds:
        return PageKind.LIVE
    if length < 2 * _SHORT and (other := _without_text(page, kinds)):
        return other
    if _is_section(page, paragraphs, kinds):
        return PageKind.SECTION
    return PageKind.EMPTY if length < 60 else PageKind.ARTICLE


def is_free(page: Page) -> bool:
    """False where the page says that its text is not accessible for free (schema.org)."""
    return not any(str(node.get("isAccessibleForFree")).strip().lower() == "false" for node in _own(page))


def _own(page: Page) -> list[dict[str, object]]:
    return [page.article, *page.structured.of_types("WebPage")]


def _is_paywalled(page: Page, length: int) -> bool:
    """Closed, and only the beginning is here. A closed article whose whole text is here is an article."""
    if length > 8 * _SHORT:
        return False
    if not is_free(page):
        return True
    tier = page.meta_text("article:content_tier", "content_tier")
    marked = page.tree.xpath("//*[contains(@class, 'paywall') or contains(@id, 'paywall')][not(self::script)]")
    return tier.lower() in ("locked", "metered") or bool(marked and length < 4 * _SHORT and page.article)


def _without_text(page: Page, kinds: set[str]) -> PageKind | None:
    kind = page.meta_text("og:type").lower()
    if "VideoObject" in kinds or kind.startswith("video"):
        return PageKind.VIDEO
    if kinds & {"ImageGallery", "MediaGallery"} or len(page.tree.xpath("//article//figure")) >= 6:
        return PageKind.GALLERY
    return None


def _is_section(page: Page, paragraphs: tuple[str, ...], kinds: set[str]) -> bool:
    """A list of articles: many linked headings, no text of its own, and nothing that says article."""
    if page.article and "datePublished" in page.article and not is_home(page.url):
        return False
    if page.url and is_home(page.url) and page.meta_text("og:type").lower() != "article":
        return True
    linked = page.tree.xpath("//h2[.//a or parent::a] | //h3[.//a or parent::a] | //article//h4[.//a]")
    teasers = len(page.tree.xpath("//article"))
    long_ones = sum(len(paragraph) > 200 for paragraph in paragraphs)
    says_list = bool(kinds & _SECTION_TYPES)
    if page.meta_text("og:type").lower() == "article" and page.meta_text("article:published_time"):
        return False
    return (says_list and long_ones < 3) or ((len(linked) >= 8 or teasers >= 6) and long_ones < 2)
