"""A stream as Google Reader's Atom: states are categories, and identities those of its other answers."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from lxml import etree

from jarida.api.readers import answers, numbers
from jarida.api.readers.contents import Content
from jarida.core.text.clean import clean
from jarida.website import addresses

ATOM = "http://www.w3.org/2005/Atom"
SCHEME = "http://www.google.com/reader/"


def answer(stream: str, title: str, held: Iterable[Content]) -> HttpResponse:
    """The items of a stream as Atom (RFC 4287)."""
    namespaces: Any = {None: ATOM}
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=namespaces)
    _add(root, "id", f"tag:google.com,2005:reader/{stream}")
    _add(root, "title", title)
    _add(root, "updated", datetime.now(UTC).isoformat(timespec="seconds"))
    _add(root, "link", rel="alternate", href=addresses.absolute("/"), type="text/html")
    for content in held:
        _entry(_add(root, "entry"), content)
    return answers.as_xml(root)


def _entry(entry: Any, content: Content) -> None:
    _add(entry, "id", numbers.long_form(content.item))
    for state in ["read" if content.read else "fresh", *["starred"] * content.starred]:
        _add(entry, "category", term=f"user/-/state/com.google/{state}", scheme=SCHEME, label=state)
    _add(entry, "title", content.title)
    _add(entry, "published", content.published.isoformat(timespec="seconds"))
    _add(entry, "updated", content.updated.isoformat(timespec="seconds"))
    _add(entry, "link", rel="alternate", href=content.page, type="text/html")
    _add(entry, "content", content.html, type="html")
    _add(_add(entry, "author"), "name", content.author)
    source = _add(entry, "source")
    _add(source, "id", f"tag:google.com,2005:reader/{content.feed.stream}")
    _add(source, "title", content.feed.title)
    _add(source, "link", rel="alternate", href=content.feed.home, type="text/html")


def _add(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{ATOM}}}{tag}", {name: clean(value) for name, value in attributes.items()})
    element.text = clean(text) or None
    return element
