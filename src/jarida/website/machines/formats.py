"""A list of articles as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from lxml import etree

from jarida.core.text.clean import clean
from jarida.website.machines.items import Item

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
XML = "http://www.w3.org/XML/1998/namespace"
WEBP = "image/webp"


@dataclass(frozen=True, slots=True)
class Channel:
    """A list as a whole. `home` is its page, `self_url` the feed's own address, both absolute."""

    title: str
    description: str
    home: str
    self_url: str
    language: str
    updated: datetime
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Format:
    """How a list is written."""

    content_type: str
    write: Callable[[Channel], bytes]


def body_html(item: Item) -> str:
    """The text as HTML: paragraphs, escaped, and nothing else; or what the item brings as HTML itself."""
    return item.html or "".join(f"<p>{escape(clean(paragraph))}</p>" for paragraph in item.paragraphs)


def moment(value: datetime) -> str:
    """RFC 3339, to the second."""
    return value.isoformat(timespec="seconds")


# --- RSS 2.0 ----------------------------------------------------------------------------------------


def rss(channel: Channel) -> bytes:
    """RSS 2.0 (RSS Advisory Board) with Dublin Core, content:encoded and atom:link."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": ATOM, "content": CONTENT, "dc": DC})
    top = etree.SubElement(root, "channel")
    _add(top, "title", channel.title)
    _add(top, "link", channel.home)
    _add(top, "description", channel.description)
    _add(top, "language", channel.language)
    _add(top, "lastBuildDate", format_datetime(channel.updated))
    _add(top, "generator", "Jarida")
    _add(top, f"{{{ATOM}}}link", href=channel.self_url, rel="self", type="application/rss+xml")
    for item in channel.items:
        _rss_item(etree.SubElement(top, "item"), item)
    return _written(root)


def _rss_item(element: Any, item: Item) -> None:
    _add(element, "title", item.title)
    _add(element, "link", item.link)
    _add(element, "guid", item.link, isPermaLink="true")
    if item.published:
        _add(element, "pubDate", format_datetime(item.published))
    for author in item.authors:
        _add(element, f"{{{DC}}}creator", author)
    _add(element, f"{{{DC}}}publisher", item.outlet)
    if item.source:
        _add(element, f"{{{DC}}}source", item.source)
    if item.language:
        _add(element, f"{{{DC}}}language", item.language)
    for category in item.categories:
        _add(element, "category", category)
    if item.summary:
        # a reader takes this for HTML
        _add(element, "description", escape(clean(item.summary)))
    if item.paragraphs or item.html:
        _add(element, f"{{{CONTENT}}}encoded", body_html(item))
    if item.picture:
        _add(element, "enclosure", url=item.picture.url, length=str(item.picture.length), type=WEBP)


# --- Atom -------------------------------------------------------------------------------------------


def atom(channel: Channel) -> bytes:
    """Atom (RFC 4287). Every entry names its outlet as author where nobody else is named (§4.2.1)."""
    namespaces: Any = {None: ATOM}
    root = etree.Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": channel.language}, nsmap=namespaces)
    _atom(root, "id", channel.self_url)
    _atom(root, "title", channel.title)
    _atom(root, "subtitle", channel.description)
    _atom(root, "updated", moment(channel.updated))
    _atom(root, "generator", "Jarida")
    _atom(root, "link", rel="self", href=channel.self_url, type="application/atom+xml")
    _atom(root, "link", rel="alternate", href=channel.home, type="text/html")
    for item in channel.items:
        _atom_entry(_atom(root, "entry"), item)
    return _written(root)


def _atom_entry(entry: Any, item: Item) -> None:
    if item.language:
        entry.set(f"{{{XML}}}lang", item.language)
    _atom(entry, "id", item.link)
    _atom(entry, "title", item.title)
    _atom(entry, "updated", moment(item.updated))
    if item.published:
        _atom(entry, "published", moment(item.published))
    for name in item.authors or (item.outlet,):
        _atom(_atom(entry, "author"), "name", name)
    _atom(entry, "link", rel="alternate", href=item.link, type="text/html")
    if item.source:
        _atom(entry, "link", rel="via", href=item.source, type="text/html")
    if item.picture:
        _atom(entry, "link", rel="enclosure", href=item.picture.url, type=WEBP, length=str(item.picture.length))
    for category in item.categories:
        _atom(entry, "category", term=clean(category))
    if item.summary:
        _atom(entry, "summary", item.summary)
    if item.paragraphs or item.html:
        _atom(entry, "content", body_html(item), type="html")
    if item.source:
        _atom_source(entry, item)


def _atom_source(entry: Any, item: Item) -> None:
    source = _atom(entry, "source")
    _atom(source, "id", item.homepage)
    _atom(source, "title", item.outlet)
    _atom(source, "updated", moment(item.updated))


def _atom(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    return _add(parent, f"{{{ATOM}}}{tag}", text, **attributes)


def _add(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    # XML 1.0 has no way to write a control character
    element = etree.SubElement(parent, tag, {name: clean(value) for name, value in attributes.items()})
    element.text = clean(text) or None
    return element


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


# --- JSON Feed --------------------------------------------------------------------------------------


def json_feed(channel: Channel) -> bytes:
    """JSON Feed 1.1 (jsonfeed.org)."""
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(channel.title),
        "description": clean(channel.description),
        "home_page_url": channel.home,
        "feed_url": channel.self_url,
        "language": channel.language,
        "items": [_json_item(item) for item in channel.items],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _json_item(item: Item) -> dict[str, Any]:
    html = body_html(item)
    values = {
        "id": item.link,
        "url": item.link,
        "external_url": item.source,
        "title": clean(item.title),
        "summary": clean(item.summary),
        "content_html": html,
        # the specification asks for one of the two contents, also where only the headline may be shown
        "content_text": "" if html else clean(item.summary or item.title),
        "date_published": moment(item.published) if item.published else "",
        "date_modified": moment(item.updated) if item.updated != item.published else "",
        "authors": [{"name": clean(name)} for name in item.authors]
        or [{"name": clean(item.outlet), "url": item.homepage}],
        "tags": [clean(category) for category in item.categories],
        "language": item.language,
        "image": item.picture.url if item.picture else "",
        "attachments": _attachments(item),
    }
    return {key: value for key, value in values.items() if value}


def _attachments(item: Item) -> list[dict[str, Any]]:
    if not item.picture:
        return []
    return [{"url": item.picture.url, "mime_type": WEBP, "size_in_bytes": item.picture.length}]


FORMATS: Mapping[str, Format] = {
    "rss": Format("application/rss+xml; charset=utf-8", rss),
    "atom": Format("application/atom+xml; charset=utf-8", atom),
    "json": Format("application/feed+json; charset=utf-8", json_feed),
}
