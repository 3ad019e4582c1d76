"""XML of any quality as a tree: with a recovering parser that expands nothing and loads nothing."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urljoin

from lxml import etree

from jarida.core.errors import NotAFeed
from jarida.core.feeds.mending import Mended, close_void_elements, mend
from jarida.core.feeds.names import canonical
from jarida.core.feeds.problems import Problems

Element: TypeAlias = Any  # lxml has no types of its own
Fields: TypeAlias = dict[str, list[Any]]

# the element that is one entry, by the lower-case local name of the root
_ENTRY_OF = {
    "rss": "item",
    "rdf": "item",
    "channel": "item",
    "feed": "entry",
    "urlset": "url",
    "sitemapindex": "sitemap",
}
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FATAL = frozenset(("ERR_INTERNAL_ERROR", "ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY"))


@dataclass(frozen=True, slots=True)
class Document:
    """A tree. `kind` is the lower-case local name of the root; `based` says whether xml:base occurs at all."""

    root: Element
    kind: str
    based: bool

    def entries(self) -> list[Element]:
        """The elements that are entries, wherever a broken document has put them."""
        name = _ENTRY_OF.get(self.kind, "item")
        return list(self.root.iter(*(f"{{*}}{form}" for form in (name, name.capitalize(), name.upper()))))


def read_tree(text: str, problems: Problems) -> Document:
    """The document in `text`; raises NotAFeed if it has no element that a feed begins with."""
    mended = mend(text, problems)
    kind = mended.root.rpartition(":")[2].lower()
    if kind == "html":
        raise NotAFeed("this is an HTML page, not a feed")
    if not mended.root:
        raise NotAFeed("this is neither a feed nor a sitemap")
    data = _whole_entries(mended, kind, problems)
    root = _parse(data, problems)
    if root is None:
        raise NotAFeed("this XML cannot be read")
    return Document(root, kind, b"xml:base" in data)


def _whole_entries(mended: Mended, kind: str, problems: Problems) -> bytes:
    """The document without an entry that was cut off at its end."""
    data, name = mended.data, _ENTRY_OF.get(kind)
    if name is None or b"</" + mended.root.encode() in data:
        return data
    problems.add("the document is cut off; its whole entries are kept")
    marks = re.finditer(rb"<(/?)(?:[\w.-]{1,40}:)?%b(?=[\s>/]|$)" % name.encode(), data, re.IGNORECASE)
    last = next(iter(deque(marks, maxlen=1)), None)
    return data[: last.start()] if last and not last[1] else data


def _parse(data: bytes, problems: Problems) -> Element:
    root, log = _parse_once(data)
    if any(error.type_name == "ERR_TAG_NAME_MISMATCH" for error in log):
        closed = close_void_elements(data)
        if closed != data:
            root, log = _parse_once(closed)
    for error in log:
        problems.add("the XML is broken, read as far as it makes sense", f"line {error.line}: {error.message}")
        if error.type_name in _FATAL and root is not None:
            _drop_last_entry(root)
            break
    return root


def _parse_once(data: bytes) -> tuple[Element, list[Any]]:
    # a new parser each time: its log and its state belong to one document and one thread
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None, []
    log = [
        error
        for error in parser.error_log
        if error.level >= etree.ErrorLevels.ERROR and "NS_ERR" not in error.type_name
    ]
    return root, log


def _drop_last_entry(root: Element) -> None:
    """Where the parser gave up, the entry it was in is not whole."""
    name = _ENTRY_OF.get(str(etree.QName(root).localname).lower(), "item")
    entries = list(root.iter(f"{{*}}{name}"))
    if entries and entries[-1].getparent() is not None:
        entries[-1].getparent().remove(entries[-1])


def fields_of(element: Element) -> Fields:
    """The children of an element by canonical name, in order."""
    fields: Fields = {}
    for child in element:
        name = canonical(child.tag, None if child.tag[0] != "{" else child.prefix)
        if name in fields:
            fields[name].append(child)
        else:
            fields[name] = [child]
    return fields


def each(fields: Fields, *names: str) -> Iterator[Element]:
    """The children with these names, name by name."""
    for name in names:
        yield from fields.get(name, ())


def markup(element: Element) -> str:
    """What an element says: its text, or its inner markup as HTML where it holds elements."""
    if not len(element):
        return element.text or ""
    for inner in element.iter(etree.Element):
        inner.tag = etree.QName(inner).localname
    etree.cleanup_namespaces(element)
    inside = "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    return _escape(element.text or "") + inside


def texts(fields: Fields, *names: str) -> list[str]:
    """What the children with these names say, where they say anything."""
    found = []
    for name in names:
        for element in fields.get(name, ()):
            said = markup(element).strip()
            if said:
                found.append(said)
    return found


def first(fields: Fields, *names: str) -> str:
    """What the first of these children says that says anything; "" if none does."""
    for name in names:
        for element in fields.get(name, ()):
            said = markup(element).strip()
            if said:
                return said
    return ""


def language_of(element: Element) -> str:
    """The element's own xml:lang."""
    value = element.get(_LANG)
    return str(value) if value else ""


def base_of(element: Element, base: str) -> str:
    """The base address that xml:base gives at this element (XML Base), over the document's own."""
    for above in reversed([element, *element.iterancestors()]):
        given = above.get(_BASE)
        if given:
            base = joined(base, given)
    return base


def joined(base: str, given: str) -> str:
    """`given` as seen from `base`; `base` itself if the two make no address."""
    try:
        return urljoin(base, given.strip())
    except ValueError:
        return base


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
