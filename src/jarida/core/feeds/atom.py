"""Atom 1.0 (RFC 4287) and 0.3."""

import base64
import binascii
import html
from dataclasses import dataclass

from jarida.core.feeds import modules
from jarida.core.feeds.bounds import MAX_TITLE
from jarida.core.feeds.markup import is_markup, plain
from jarida.core.feeds.model import ParsedFeed
from jarida.core.feeds.newest import newest
from jarida.core.feeds.raw import RawEntry, Reading, finish
from jarida.core.feeds.tree import (
    Document,
    Element,
    Fields,
    base_of,
    each,
    fields_of,
    first,
    joined,
    language_of,
    markup,
    texts,
)

_PUBLISHED = ("published", "issued", "created", "dc:date", "pubdate")
_UPDATED = ("updated", "modified")


@dataclass(frozen=True, slots=True)
class _Feed:
    base: str
    language: str
    title: str
    authors: tuple[str, ...]


def read_atom(document: Document, reading: Reading) -> ParsedFeed:
    """The feed in a `feed` element."""
    root = document.root
    fields = _fields(root)
    feed = _Feed(
        base=(base_of(root, reading.url) if document.based else reading.url) or _link(fields, ""),
        language=reading.language(language_of(root), first(fields, "dc:language", "language")),
        title=plain(_text(fields, "title"), MAX_TITLE),
        authors=tuple(modules.people(fields, "author")),
    )
    elements = newest(document.entries(), lambda entry: _moment(entry, reading), reading)
    entries = (finish(_entry(element, feed, document), reading) for element in elements)
    home = _link(fields, "")
    return ParsedFeed(
        format="atom0.3" if _is_03(root) else "atom1.0",
        title=feed.title,
        language=feed.language,
        home=reading.address(home, feed.base, what="home") if home else "",
        entries=tuple(entries),
        ttl=modules.wished_interval(fields),
        hub=modules.linked(fields, "hub"),
        self_url=modules.linked(fields, "self"),
    )


def _is_03(root: Element) -> bool:
    return "purl.org/atom" in root.tag or (root.get("version") or "").startswith("0.")


def _fields(element: Element) -> Fields:
    """Children by name, Atom's own without their prefix."""
    return {name.removeprefix("atom:"): found for name, found in fields_of(element).items()}


def _moment(element: Element, reading: Reading) -> float:
    moment = reading.date(texts(_fields(element), *_PUBLISHED, *_UPDATED), note=False)
    return moment.timestamp() if moment else 0.0


def _entry(element: Element, feed: _Feed, document: Document) -> RawEntry:
    fields = _fields(element)
    base = base_of(element, feed.base) if document.based else feed.base
    return RawEntry(
        id=first(fields, "id"),
        links=_links(fields, base, document),
        title=_text(fields, "title", "media:title"),
        published=texts(fields, *_PUBLISHED),
        updated=texts(fields, *_UPDATED),
        authors=modules.people(fields, "author", "dc:creator") or _inherited(fields, feed),
        summary=_text(fields, "summary", "media:description"),
        content=_text(fields, "content", "content:encoded"),
        language=language_of(element) or _language_within(fields) or first(fields, "dc:language") or feed.language,
        images=_enclosures(fields) + modules.pictures(fields),
        tags=modules.categories(fields, "category", "dc:subject") + modules.keywords(fields, "media:keywords"),
        base=base,
        content_base=_content_base(fields, base) if document.based else "",
    )


def _content_base(fields: Fields, base: str) -> str:
    return next((base_of(element, base) for element in each(fields, "content")), base)


def _language_within(fields: Fields) -> str:
    return next((said for element in each(fields, "content", "title") if (said := language_of(element))), "")


def _inherited(fields: Fields, feed: _Feed) -> list[str]:
    """The source's or the feed's authors (RFC 4287 §4.2.1), unless that is the outlet's own name."""
    for element in each(fields, "source"):
        found = modules.people(_fields(element), "author")
        if found:
            return found
    return [name for name in feed.authors if plain(name, MAX_TITLE).casefold() != feed.title.casefold()]


def _links(fields: Fields, base: str, document: Document) -> list[str]:
    found = texts(fields, "feedburner:origlink")
    alternate = _link(fields, base if document.based else "")
    if alternate:
        found.append(alternate)
    found += [str(element.get("src")) for element in each(fields, "content") if element.get("src")]
    said = [text for text in texts(fields, "link", "id") if text.startswith(("http://", "https://"))]
    return found + said


def _link(fields: Fields, base: str) -> str:
    """The address of the page: the alternate link in HTML, or else the first alternate."""
    found = ""
    for element in each(fields, "link"):
        rel = (element.get("rel") or "alternate").lower()
        href = (element.get("href") or "").strip()
        if not href or rel.rpartition("/")[2] != "alternate":
            continue
        if base:
            href = joined(base_of(element, base), href)
        if (element.get("type") or "text/html").lower() in ("text/html", "application/xhtml+xml"):
            return href
        found = found or href
    return found


def _enclosures(fields: Fields) -> list[str]:
    return [
        str(element.get("href") or "")
        for element in each(fields, "link")
        if (element.get("rel") or "").lower() == "enclosure" and (element.get("type") or "").startswith("image")
    ]


def _text(fields: Fields, *names: str) -> str:
    """A text construct (RFC 4287 §3.1) or content as HTML."""
    for element in each(fields, *names):
        said = _as_html(element).strip()
        if said:
            return said
    return ""


def _as_html(element: Element) -> str:
    said = markup(element)
    kind = (element.get("type") or "text").lower()
    mode = (element.get("mode") or "").lower()
    if mode == "base64" or (kind.startswith(("image/", "audio/", "video/", "application/")) and "xml" not in kind):
        return _from_base64(said)
    plain_text = kind in ("text", "text/plain") and mode != "escaped" and not len(element)
    # "text" is the default of a missing attribute, so HTML in it is more likely forgotten than meant
    return html.escape(said, quote=False) if plain_text and not is_markup(said) and "&" not in said else said


def _from_base64(said: str) -> str:
    try:
        return base64.b64decode("".join(said.split()), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):  # a picture, not text
        return ""
