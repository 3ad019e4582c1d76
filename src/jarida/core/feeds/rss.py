"""RSS 0.9 to 2.0, RSS 1.0 (RDF) and the items of CDF: one reader, since real feeds mix them freely.

RSS 2.0: rssboard.org/rss-specification; RSS 1.0: web.resource.org/rss/1.0/spec.
"""

from dataclasses import dataclass

from jarida.core.addresses import host_key
from jarida.core.feeds import modules
from jarida.core.feeds.bounds import MAX_TITLE
from jarida.core.feeds.markup import plain
from jarida.core.feeds.model import ParsedFeed
from jarida.core.feeds.newest import newest
from jarida.core.feeds.raw import RawEntry, Reading, finish
from jarida.core.feeds.tree import Document, Element, Fields, base_of, each, fields_of, first, language_of, texts

_DATES = (
    "pubdate",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "atom:published",
    "published",
    "atom:issued",
    "date",
)
_UPDATES = ("atom:updated", "dcterms:modified", "atom:modified", "updated", "lastbuilddate", "modified")
_NETSCAPE_09 = "http://my.netscape.com/rdf/simple/0.9/"
_KNOWN = {"0.90": "rss0.9", "0.9": "rss0.9", "0.91": "rss0.91", "0.92": "rss0.92", "0.93": "rss0.92", "0.94": "rss0.92"}


@dataclass(frozen=True, slots=True)
class _Channel:
    fields: Fields
    base: str
    language: str


def read_rss(document: Document, reading: Reading) -> ParsedFeed:
    """The feed in an `rss`, `RDF` or bare `channel` element."""
    channel = _channel(document, reading)
    fields = channel.fields
    elements = newest(document.entries(), lambda item: _moment(item, reading), reading)
    entries = (finish(_entry(item, channel, document), reading) for item in elements)
    home = _home(fields)
    return ParsedFeed(
        format=_version(document),
        title=plain(first(fields, "title", "dc:title", "itunes:title"), MAX_TITLE),
        language=channel.language,
        home=reading.address(home, channel.base, what="home") if home else "",
        entries=tuple(entries),
        ttl=modules.wished_interval(fields),
        skip_hours=modules.skipped_hours(fields),
        skip_days=modules.skipped_days(fields),
        hub=modules.linked(fields, "hub"),
        self_url=modules.linked(fields, "self"),
    )


def _channel(document: Document, reading: Reading) -> _Channel:
    element = document.root
    if document.kind != "channel":
        element = next(iter(document.root.iter("{*}channel", "{*}Channel", "{*}CHANNEL")), element)
    fields = fields_of(element)
    base = base_of(element, reading.url) if document.based else reading.url
    language = reading.language(
        first(fields, "language", "dc:language"), language_of(element), language_of(document.root)
    )
    return _Channel(fields, _nearer(base, _home(fields)), language)


def _nearer(base: str, home: str) -> str:
    """What relative addresses are seen from: the feed's own address, unless another host distributes it."""
    host = host_key(home)
    return home if host and host != host_key(base) else base


def _home(fields: Fields) -> str:
    return first(fields, "link") or modules.linked(fields, "alternate")


def _version(document: Document) -> str:
    root = document.root
    if document.kind == "rdf":
        return "rss0.9" if any(address == _NETSCAPE_09 for address in root.nsmap.values()) else "rss1.0"
    return _KNOWN.get((root.get("version") or "").strip(), "rss2.0")


def _moment(item: Element, reading: Reading) -> float:
    moment = reading.date(texts(fields_of(item), *_DATES), note=False)
    return moment.timestamp() if moment else 0.0


def _entry(item: Element, channel: _Channel, document: Document) -> RawEntry:
    fields = fields_of(item)
    summary, content = _said(fields)
    return RawEntry(
        id=first(fields, "guid", "atom:id", "id", "dc:identifier") or str(item.get(_ABOUT) or ""),
        links=_links(fields, item),
        title=first(fields, "title", "media:title", "dc:title", "itunes:title", "atom:title"),
        published=texts(fields, *_DATES),
        updated=texts(fields, *_UPDATES) + _attribute(item, "lastmod"),
        authors=modules.people(fields, "dc:creator", "author", "dc:author", "atom:author", "itunes:author"),
        summary=summary,
        content=content,
        language=first(fields, "dc:language", "language")
        or (_language_within(item, fields) if document.spoken else "")
        or channel.language,
        images=modules.pictures(fields),
        tags=modules.categories(fields, "category", "dc:subject", "atom:category", "itunes:category")
        + modules.keywords(fields, "media:keywords", "itunes:keywords", "keywords"),
        base=base_of(item, channel.base) if document.based else channel.base,
    )


_SUMMARIES = (
    "description",
    "atom:summary",
    "summary",
    "itunes:summary",
    "dc:description",
    "media:description",
    "abstract",
)
_CONTENTS = ("content:encoded", "atom:content", "xhtml:body", "xhtml:div", "body", "fullitem")


def _said(fields: Fields) -> tuple[str, str]:
    """Summary and content. Beside a `summary`, the description is the content."""
    content = first(fields, *_CONTENTS)
    if not content and "summary" in fields and "description" in fields:
        return first(fields, "summary"), first(fields, "description")
    return first(fields, *_SUMMARIES), content


def _language_within(item: Element, fields: Fields) -> str:
    said = [language_of(element) for element in (item, *each(fields, *_CONTENTS, "title"))]
    return next(filter(None, said), "")


_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def _links(fields: Fields, item: Element) -> list[str]:
    """Where the article is, best first: the original under a counting service, the link, the identifier."""
    found = texts(fields, "feedburner:origlink", "link")
    found += [str(element.get("href")) for element in each(fields, "link") if element.get("href")]
    alternate = modules.linked(fields, "alternate")
    if alternate:
        found.append(alternate)
    for element in each(fields, "atom:link"):
        if not element.get("rel") and element.get("href"):
            found.append(str(element.get("href")))
    return found + _attribute(item, "href") + _identifier_links(fields, item)


def _attribute(item: Element, name: str) -> list[str]:
    """What CDF (w3.org/TR/NOTE-CDFsubmit) says in an attribute, in either case."""
    return [said] if item.attrib and (said := item.get(name) or item.get(name.upper())) else []


def _identifier_links(fields: Fields, item: Element) -> list[str]:
    """An identifier that is an address stands in for a missing link (`isPermaLink` is true by default)."""
    found = []
    for element in each(fields, "guid"):
        said = (element.text or "").strip()
        if (element.get("isPermaLink") or "true").lower() != "false" and said.startswith(("http://", "https://")):
            found.append(said)
    about = str(item.get(_ABOUT) or "")
    return [*found, about] if about.startswith(("http://", "https://")) else found
