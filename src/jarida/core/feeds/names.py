"""Names of elements, whatever namespace address or prefix a feed uses for them.

A canonical name is in lower case: `title` for the formats' own elements, `dc:creator`, `media:content`, …
for modules. A namespace is known by its address, with tolerance for https, a missing or superfluous slash
and letter case; failing that by a customary prefix.
"""

from functools import lru_cache

_OWN = ""
_NAMESPACES = {
    "backend.userland.com/rss": _OWN,
    "backend.userland.com/rss2": _OWN,
    "backend.userland.com/rss091": _OWN,
    "backend.userland.com/rss092": _OWN,
    "blogs.law.harvard.edu/tech/rss": _OWN,
    "cyber.law.harvard.edu/rss": _OWN,
    "channel.netscape.com/rdf/simple/0.9": _OWN,
    "my.netscape.com/rdf/simple/0.9": _OWN,
    "my.netscape.com/publish/formats/rss-0.91.dtd": _OWN,
    "purl.org/net/rss1.1": _OWN,
    "purl.org/rss/1.0": _OWN,
    "sitemaps.org/schemas/sitemap/0.9": _OWN,
    "google.com/schemas/sitemap/0.9": _OWN,
    "google.com/schemas/sitemap/0.84": _OWN,
    "w3.org/2005/atom": "atom",
    "purl.org/atom/ns": "atom",
    "w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/terms": "dcterms",
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/rss/1.0/modules/syndication": "sy",
    "search.yahoo.com/mrss": "media",
    "rssboard.org/media-rss": "media",
    "video.search.yahoo.com/mrss": "media",
    "itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "example.com/dtds/podcast-1.0.dtd": "itunes",
    "w3.org/1999/xhtml": "xhtml",
    "google.com/schemas/sitemap-news/0.9": "news",
    "google.com/schemas/sitemap-image/1.1": "image",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
}
_PREFIXES = frozenset(_NAMESPACES.values()) - {_OWN}


@lru_cache(maxsize=4096)
def canonical(tag: str, prefix: str | None) -> str:
    """The canonical name of an element from lxml's tag and prefix."""
    if not tag.startswith("{"):
        # the reader leaves "dc:creator" as it is where the prefix was never declared
        return tag.lower()
    address, _, local = tag[1:].partition("}")
    known = _NAMESPACES.get(_plain(address))
    if known is None:
        known = prefix.lower() if prefix and prefix.lower() in _PREFIXES else "other" if prefix else _OWN
    return f"{known}:{local.lower()}" if known else local.lower()


def _plain(address: str) -> str:
    rest = address.strip().lower().rstrip("/#")
    for start in ("https://", "http://", "www."):
        rest = rest.removeprefix(start)
    return rest
