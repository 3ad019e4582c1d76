"""Whether a report comes from this site's own pages.

Pages are cached and the same for everyone, so they hold no CSRF token. The browser's own word is taken
instead: Sec-Fetch-Site (W3C Fetch Metadata), which no page can forge, and in browsers without it Origin,
which they send with every POST to another site (WHATWG Fetch, "Origin header"). A client that sends
neither is no browser, and carries nobody's cookie that another site could misuse.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

OWN = frozenset({"same-origin", "none"})


def is_own(headers: Mapping[str, str], own_hosts: frozenset[str]) -> bool:
    """Whether the request was sent by a page of this site; `own_hosts` are its names, with ports."""
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OWN
    origin = headers.get("Origin")
    return origin is None or _host(origin) in own_hosts


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
