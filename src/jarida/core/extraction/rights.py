"""What a page's own signals allow to show (P8), and which address it calls its own."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from jarida.core.extraction.kinds import is_free
from jarida.core.extraction.model import Policy
from jarida.core.extraction.page import Page, is_home, words
from jarida.core.extraction.structured import text_of

_SLUG: Final = 3  # words from which on a path tells what its article is about
_ALIASES: Final = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+")


def find_limit(page: Page) -> Policy:
    """The most that may be shown.

    `nosnippet` and `max-snippet:0` leave the headline; another `max-snippet` (not -1, which is none), `noarchive`,
    a reservation of text and data mining (W3C TDM Reservation Protocol, or `noai`) and a text that is not free
    leave an excerpt.
    """
    robots = {word.strip() for text in page.meta_texts("robots", "jarida") for word in text.lower().split(",")}
    robots = {re.sub(r"\s", "", word) for word in robots}
    if robots & {"nosnippet", "max-snippet:0"}:
        return Policy.HEADLINE
    reserved = page.meta_text("tdm-reservation").strip() == "1" or bool(robots & {"noarchive", "noai"})
    short = any(re.fullmatch(r"max-snippet:\d+", word) for word in robots)
    return Policy.EXCERPT if reserved or short or not is_free(page) else Policy.FULL


def find_canonical(page: Page) -> str:
    """The address that the page calls canonical, where that can be believed; else its own, cleaned.

    Believed on the page's own host (www., m. and amp. are one host), where it is not the front page and not
    plainly another article: a wrong canonical link would make all articles of an outlet one.
    """
    own = page.absolute(page.url) if page.url else ""
    for _, reference in canonical_candidates(page):
        address = page.absolute(reference)
        if address and (not own or (same_site(address, own) and _may_be(page, address, own))):
            return address
    return own


def _may_be(page: Page, address: str, own: str) -> bool:
    """Whether an address of the same site can be that of this page."""
    if is_home(own):
        return True
    if is_home(address):
        return False
    claimed, asked = _slug(address), _slug(own)
    if len(claimed) < _SLUG or len(asked) < _SLUG or claimed & asked:
        return True
    title = set(words(f"{page.meta_text('og:title')} {text_of(page.article.get('headline'))}"))
    return len(claimed & title) > len(asked & title)


def _slug(address: str) -> set[str]:
    """The words, and the numbers of at least four digits, by which an address tells its article from others."""
    path = unquote(urlsplit(address).path).strip("/").rsplit("/", 1)[-1]
    return {word for word in words(path.replace("_", " ")) if len(word) >= 4}


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are on one host, but for the usual first labels."""
    hosts = [_ALIASES.sub("", urlsplit(address).netloc.lower()) for address in (one, other)]
    return hosts[0] == hosts[1] != ""


def canonical_candidates(page: Page) -> list[tuple[str, str]]:
    """The addresses that a page calls its own, with where it does, in the order in which they are looked at."""
    links = page.tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil') = 'canonical']/@href")[:3]
    return [*(("link", str(link)) for link in links), *(("og:url", text) for text in page.meta_texts("og:url"))]
