"""What of this site an address names, that a reader pastes to subscribe to it. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from urllib.parse import parse_qs, unquote, urlsplit

from jarida.core.text.clean import clean

LONGEST_ADDRESS = 2000
LONGEST_QUERY = 300
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,20}:", re.ASCII)
_PATH = re.compile(
    r"/?(?:[a-z]{2}(?:/|$))?"
    r"(?:(?P<kind>outlets|languages|search)(?:/(?P<value>[-\w]{1,80}))?/?)?"
    r"(?:feed\.(?:rss|atom|json))?"
)


class Sort(Enum):
    """What is named."""

    FRONT = "front"
    OUTLET = "outlet"
    LANGUAGE = "language"
    SEARCH = "search"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Named:
    """What an address names: an outlet by its slug, a language by its code, a search by its words.

    ELSEWHERE is an address of another site, with its host: perhaps that of an outlet.
    """

    sort: Sort
    value: str = ""
    host: str = ""


def read_address(text: str, hosts: Collection[str]) -> Named | None:
    """What an address names, `hosts` being those of this site; None where it is no address or nothing to read."""
    text = text.strip()
    if not text or len(text) > LONGEST_ADDRESS or clean(text) != text:
        return None
    try:
        parts = urlsplit(_whole(text))
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if host and host not in hosts:
        return Named(Sort.ELSEWHERE, text, host) if parts.scheme in ("http", "https") and "." in host else None
    if (parts.scheme or "https") not in ("http", "https") or (parts.scheme and not host):
        return None
    return _own(unquote(parts.path), parts.query)


def _whole(text: str) -> str:
    if text.startswith("/") and not text.startswith("//"):
        return text
    return text if _SCHEME.match(text) and "://" in text else f"https://{text.removeprefix('//')}"


def _own(path: str, query: str) -> Named | None:
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    if found["kind"] == "search":
        words = search_words((parse_qs(query, max_num_fields=50).get("q") or [""])[0]) if query.count("&") < 50 else ""
        return Named(Sort.SEARCH, words) if words and not found["value"] else None
    if found["kind"] is None:
        return Named(Sort.FRONT)
    sort = Sort.OUTLET if found["kind"] == "outlets" else Sort.LANGUAGE
    return Named(sort, found["value"]) if found["value"] else None


def search_words(text: str) -> str:
    """The words of a search as they are kept; empty where there are too many."""
    words = clean(text)
    return words if len(words) <= LONGEST_QUERY else ""
