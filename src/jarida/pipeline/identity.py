"""Which addresses name the article of a page."""

from jarida.core.addresses import address_key
from jarida.core.extraction.model import Extraction


def own_canonical(extraction: Extraction, final_url: str) -> str:
    """The page's canonical address, if it can be believed: on the page's own host, and not its front page."""
    key = address_key(extraction.canonical_url) if extraction.canonical_url else ""
    if not key or is_front(key) or _host(key) != _host(address_key(final_url)):
        return ""
    return extraction.canonical_url


def identities(canonical_url: str, final_url: str) -> tuple[str, ...]:
    """The identities of a page, the one that names its article first. `canonical_url` may be empty."""
    keys = [address_key(url) for url in (canonical_url, final_url) if url]
    return tuple(dict.fromkeys(key for key in keys if key and not is_front(key)))


def led_to_front(asked: str, final_url: str) -> bool:
    """True where an address below a host was answered by the host's front page: the article is not there."""
    return is_front(address_key(final_url)) and not is_front(address_key(asked))


def is_front(key: str) -> bool:
    """True for the identity of a host's front page."""
    return "/" not in key and "?" not in key


def _host(key: str) -> str:
    return key.partition("/")[0].partition("?")[0]
