"""XML of any quality as a tree: with a recovering parser that expands nothing and loads nothing."""

import re
from collections import deque
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeAlias
from urllib.parse import urljoin

from lxml import etree

from jarida.core.errors import NotAFeed
from jarida.core.feeds.bounds import MAX_BRACKETS
from jarida.core.feeds.mending import Opened, close_void_elements, mend, needs_mending, open_document
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
    """A tree. `kind` is the lower-case local name of the root.

    `based` and `spoken` say whether xml:base and xml:lang occur at all, since most feeds have neither.
    """

    root: Element
    kind: str
    based: bool
    spoken: bool

    def entries(self) -> list[Element]:
        """The elements that are entries, wherever a broken document has put them."""
        name = _ENTRY_OF.get(self.kind, "item")
        return list(self.root.iter(*(f"{{*}}{form}" for form in (name, name.capitalize(), name.upper()))))


_NAME = re.compile(r"[A-Za-z_][\w.-]*")


def read_tree(text: str, problems: Problems) -> Document:
    """The document in `text`; raises NotAFeed if it has no element that a feed begins with."""
    opened = open_document(text, problems)
    kind = opened.root.rpartition(":")[2].lower()
    if kind == "html":
        raise NotAFeed("this is an HTML page, not a feed")
    if not opened.root:
        raise NotAFeed("this is neither a feed nor a sitemap")
    root = _parse(_whole_entries(_bounded(opened, problems), kind, problems), problems)
    if root is None:
        raise NotAFeed("this XML cannot be read")
    return Document(root, kind, "xml:base" in opened.text, "xml:lang" in opened.text)


def _bounded(opened: Opened, problems: Problems) -> Opened:
    """The document up to its MAX_BRACKETS-th tag: a tree takes fifty times the memory of the shortest tags."""
    if opened.text.count("<") <= MAX_BRACKETS:
        return opened
    problems.add(f"more than {MAX_BRACKETS} tags; the rest is not read")
    last = next(islice(re.finditer("<", opened.text), MAX_BRACKETS, None))
    return replace(opened, text=opened.text[: last.start()])


def _whole_entries(opened: Opened, kind: str, problems: Problems) -> Opened:
    """The document without an entry that was cut off at its end."""
    text, name = opened.text, _ENTRY_OF.get(kind)
    if name is None or text.rfind(f"</{opened.root}") >= 0:
        return opened
    problems.add("the document is cut off; its whole entries are kept")
    marks = re.finditer(rf"<(/?)(?:[\w.-]{{1,40}}:)?{name}(?=[\s>/]|\Z)", text, re.IGNORECASE)
    last = next(iter(deque(marks, maxlen=1)), None)
    return replace(opened, text=text[: last.start()]) if last and not last[1] else opened


def _parse(opened: Opened, problems: Problems) -> Element:
    """The tree. Most documents are well-formed and read as they are; only others are mended, and read again."""
    root, log = _parse_once(opened.text.encode("utf-8", "ignore"))
    if log or root is None or needs_mending(opened):
        data = mend(opened, problems)
        root, log = _parse_once(data)
        if any(error.type_name == "ERR_TAG_NAME_MISMATCH" for error in log):
            problems.add("elements that are not closed, or closed wrongly")
            root, log = _parse_once(close_void_elements(data))
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
    name = _ENTRY_OF.get(_local(root.tag).lower(), "item")
    entries = list(root.iter(f"{{*}}{name}"))
    if entries and entries[-1].getparent() is not None:
        entries[-1].getparent().remove(entries[-1])


def fields_of(element: Element) -> Fields:
    """The children of an element by canonical name, in order."""
    fields: Fields = {}
    for child in element.iterchildren("*"):  # a broken document may leave a reference as a node of its own
        name = canonical(child.tag, None if child.tag[0] != "{" else child.prefix)
        if name in fields:
            fields[name].append(child)
        else:
            fields[name] = [child]
    return fields


def each(fields: Fields, *names: str) -> list[Element]:
    """The children with these names, name by name."""
    return [element for name in names if name in fields for element in fields[name]]


def markup(element: Element) -> str:
    """What an element says: its text, or its inner markup as HTML where it holds elements."""
    if not len(element):
        return element.text or ""
    for inner in element.iter(etree.Element):
        inner.tag = _local(inner.tag)
    etree.cleanup_namespaces(element)
    inside = "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    return _escape(element.text or "") + inside


def _local(tag: str) -> str:
    """The name without namespace and prefix; a prefix that was never declared is part of lxml's tag.

    The recovering reader lets names through that lxml itself refuses to write: these become `span`.
    """
    name = tag.rpartition("}")[2].rpartition(":")[2]
    return name if _NAME.fullmatch(name) else "span"


def texts(fields: Fields, *names: str) -> list[str]:
    """What the children with these names say, where they say anything."""
    found = []
    for name in names:
        if name in fields:  # most are not there, and this is where the time of a feed goes
            found += [said for element in fields[name] if (said := markup(element).strip())]
    return found


def first(fields: Fields, *names: str) -> str:
    """What the first of these children says that says anything; "" if none does."""
    for name in names:
        if name in fields:
            for element in fields[name]:
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
