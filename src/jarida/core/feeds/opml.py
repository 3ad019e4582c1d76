"""OPML 2.0 in and out (opml.org/spec2.opml): lists of outlets as feed readers exchange them.

An outline with `xmlUrl` is a feed. Feeds with the same home page, and feeds below one outline that has a
home page itself, are one outlet; an outline with neither is a folder.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from jarida.core.addresses import address_key
from jarida.core.errors import NotAFeed, ParseError
from jarida.core.feeds.bounds import MAX_NAME, MAX_URL
from jarida.core.feeds.charset import decode
from jarida.core.feeds.problems import Problems
from jarida.core.feeds.tree import read_tree
from jarida.core.text.clean import clean, shorten
from jarida.core.text.language import primary_subtag

MAX_OUTLETS = 20_000
MAX_FEEDS = 100  # of one outlet
_DEEPEST = 20
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


@dataclass(frozen=True, slots=True)
class OpmlOutlet:
    """One outlet of an OPML file. `folder` is the path of outlines above it, such as `Maroc/Sport`."""

    name: str
    homepage: str = ""
    feeds: tuple[str, ...] = ()
    language: str = ""
    folder: str = ""


def read_opml(body: bytes) -> tuple[OpmlOutlet, ...]:
    """The outlets of an OPML file, those without a feed left out; raises ParseError if it is none."""
    problems = Problems()
    try:
        document = read_tree(decode(body, "", problems), problems)
    except NotAFeed as error:
        raise ParseError("this is not an OPML file") from error
    if document.kind != "opml":
        raise ParseError("this is not an OPML file")
    start = next(iter(document.root.iter("{*}body")), document.root)
    return _merged(_outlets(start, "", 0))


def _outlets(above: Any, folder: str, depth: int) -> Iterator[OpmlOutlet]:
    for outline in above.iterchildren("{*}outline"):
        said = _said(outline)
        outlet = OpmlOutlet(
            name=shorten(clean(said.get("text") or said.get("title") or ""), MAX_NAME),
            homepage=_address(said.get("htmlurl")),
            feeds=tuple(filter(None, [_address(said.get("xmlurl"))])),
            language=primary_subtag(said.get("language", "")),
            folder=folder,
        )
        below = _outlets(outline, _below(folder, outlet.name), depth + 1) if depth < _DEEPEST else iter(())
        if outlet.homepage and not outlet.feeds:
            yield _with_feeds_below(outlet, below)
        else:
            yield outlet
            yield from below


def _said(outline: Any) -> dict[str, str]:
    """Attributes by lower-case name: letter case differs between programs."""
    return {str(name).lower(): str(value).strip() for name, value in outline.attrib.items()}


def _below(folder: str, name: str) -> str:
    step = name.replace("/", "-")
    return f"{folder}/{step}" if folder and step else folder or step


def _with_feeds_below(outlet: OpmlOutlet, below: Iterable[OpmlOutlet]) -> OpmlOutlet:
    parts = list(below)
    language = outlet.language or next((part.language for part in parts if part.language), "")
    return replace(outlet, feeds=tuple(feed for part in parts for feed in part.feeds), language=language)


def _address(written: str | None) -> str:
    text = (written or "").strip()
    if text.startswith("feed:"):  # what some programs write for http:
        text = text.removeprefix("feed:")
        text = f"http:{text}" if text.startswith("//") else text
    return text if len(text) <= MAX_URL and address_key(text) else ""


def _merged(found: Iterable[OpmlOutlet]) -> tuple[OpmlOutlet, ...]:
    """One outlet a home page; every feed once."""
    merged: dict[str, OpmlOutlet] = {}
    seen: set[str] = set()
    for outlet in found:
        feeds = tuple(feed for feed in outlet.feeds if address_key(feed) not in seen)
        seen.update(address_key(feed) for feed in feeds)
        if not feeds or len(merged) >= MAX_OUTLETS:
            continue
        key = address_key(outlet.homepage) or feeds[0]
        known = merged.get(key)
        known_feeds = known.feeds if known else ()
        merged[key] = replace(known or outlet, feeds=tuple(dict.fromkeys(known_feeds + feeds))[:MAX_FEEDS])
    return tuple(merged.values())


def write_opml(outlets: Iterable[OpmlOutlet], *, title: str = "Jarida") -> str:
    """An OPML 2.0 document; outlets with several feeds are outlines with a feed each below."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _writable(title)
    folders = {"": etree.SubElement(root, "body")}
    for outlet in outlets:
        _write_outlet(_folder(folders, outlet.folder), outlet)
    etree.indent(root)
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _folder(folders: dict[str, Any], path: str) -> Any:
    if path not in folders:
        above, _, name = path.rpartition("/")
        folders[path] = etree.SubElement(_folder(folders, above), "outline", text=_writable(name) or "-")
    return folders[path]


def _write_outlet(above: Any, outlet: OpmlOutlet) -> None:
    said = {"text": outlet.name, "title": outlet.name, "htmlUrl": outlet.homepage, "language": outlet.language}
    attributes = {name: _writable(value) for name, value in said.items() if value}
    if len(outlet.feeds) == 1:
        etree.SubElement(above, "outline", attributes, type="rss", xmlUrl=_writable(outlet.feeds[0]))
        return
    group = etree.SubElement(above, "outline", attributes)
    for feed in outlet.feeds:
        etree.SubElement(group, "outline", text=attributes.get("text", feed), type="rss", xmlUrl=_writable(feed))


def _writable(text: str) -> str:
    """Without the characters that XML cannot hold; the writer escapes the others."""
    return text.translate(_FORBIDDEN)
