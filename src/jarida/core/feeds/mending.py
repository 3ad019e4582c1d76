"""What must be mended in XML before a parser reads it, because no parser would keep what is meant.

A document type is taken out, so that nothing can be expanded or loaded; entities of HTML become their
characters; a bare `&` is escaped; characters that XML forbids are removed. Every step is linear.
"""

import re
from dataclasses import dataclass
from html import escape
from html.entities import html5

from jarida.core.feeds.problems import Problems

_BEFORE_ROOT = re.compile(r"\s*+(?:<\?.*?\?>|<!--.*?-->|(?P<doctype><!DOCTYPE))", re.DOTALL | re.IGNORECASE)
_IN_SUBSET = re.compile(r"[\"'\]]|<!--|<\?")
_CLOSED_BY = {'"': '"', "'": "'", "<!--": "-->", "<?": "?>"}
_ENTITY_NAME = re.compile(r"<!ENTITY\s+(?:%\s+)?([\w.:-]{1,100})", re.IGNORECASE)
_ROOT = re.compile(
    r"<(?:[A-Za-z_][\w.-]{0,40}:)?(rss|feed|rdf|channel|urlset|sitemapindex|opml|html)(?=[\s>/])", re.IGNORECASE
)
_SPECIAL = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6]|1[6-9]\d|[2-9]\d\d|[1-9]\d{3}));)"
    r"(?:\#(?:(?P<decimal>\d{1,8})|[xX](?P<hex>[\da-fA-F]{1,6}));|(?P<name>[A-Za-z][A-Za-z0-9]{0,31});)?"
)
_C1_REFERENCE = re.compile(r"&#(?:1(?:2[89]|[345]\d)|[xX]0*[89][\da-fA-F]);")
_FORBIDDEN = bytes(code for code in range(32) if code not in (9, 10, 13))
_NONCHARACTERS = ("\ufffe", "\uffff")
_VOID = re.compile(r"<(br|hr|img|input|meta|wbr)\b([^<>]*?)(?<!/)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opened:
    """A document without its prolog: `root` is its first element's name as written, "" if there is none.

    `entities` are the names that its document type declares; they stand for nothing.
    """

    text: str
    root: str
    entities: frozenset[str]


def open_document(text: str, problems: Problems) -> Opened:
    """The document from its root element on, so that no parser sees a document type."""
    start, entities = _skip_prolog(text)
    root = _ROOT.match(text, start) or _ROOT.search(text, start)
    if root is None:
        return Opened("", "", entities)
    if text[start : root.start()].strip():
        problems.add("text before the document", text[start : start + 80])
    if entities:
        problems.add("declares entities, which are not expanded", ", ".join(sorted(entities)[:5]))
    return Opened(text[root.start() :], root[0][1:], entities)


def mend(opened: Opened, problems: Problems) -> bytes:
    """The document as UTF-8 that a parser keeps everything of."""
    return _without_forbidden(_mend_references(opened, problems), problems)


def needs_mending(opened: Opened) -> bool:
    """Whether a parser would read something else than is meant without complaining."""
    return bool(opened.entities) or _C1_REFERENCE.search(opened.text) is not None


def close_void_elements(data: bytes) -> bytes:
    """`<br>` as `<br/>`, for documents that hold HTML unescaped."""
    return _VOID.sub(r"<\1\2/>", data.decode("utf-8")).encode("utf-8")


def _skip_prolog(text: str) -> tuple[int, frozenset[str]]:
    """Where the prolog ends, and the names of the entities that it declares."""
    position, entities = 0, set[str]()
    while match := _BEFORE_ROOT.match(text, position):
        position = match.end()
        if match["doctype"]:
            end = _end_of_doctype(text, position)
            entities.update(_ENTITY_NAME.findall(text, position, end))
            position = end
    while position < len(text) and text[position].isspace():
        position += 1
    return position, frozenset(entities)


def _end_of_doctype(text: str, position: int) -> int:
    """Where a document type ends (XML 1.0 §2.8), with its internal subset; the end of the text if nowhere."""
    end, bracket = text.find(">", position), text.find("[", position)
    if bracket < 0 or 0 <= end < bracket:
        return end + 1 or len(text)
    position = bracket + 1
    while match := _IN_SUBSET.search(text, position):
        if match[0] == "]":
            return text.find(">", match.end()) + 1 or len(text)
        closing = _CLOSED_BY[match[0]]
        found = text.find(closing, match.end())
        if found < 0:
            break
        position = found + len(closing)
    return len(text)


def _mend_references(opened: Opened, problems: Problems) -> str:
    """Every reference outside CDATA that XML does not know, mended."""
    mended = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal mended
        found = _mended_reference(match, opened.entities)
        mended += found != match[0]
        return found

    first, *others = opened.text.split("<![CDATA[")
    parts = [_SPECIAL.sub(replace, first)]
    for part in others:
        inside, mark, outside = part.partition("]]>")
        parts.append(inside + mark + _SPECIAL.sub(replace, outside))
    if mended:
        problems.add("entities of HTML or bare ampersands in XML, mended")
    return "<![CDATA[".join(parts)


def _mended_reference(match: re.Match[str], entities: frozenset[str]) -> str:
    if match["name"]:
        return _named(match["name"], entities)
    if match["decimal"]:
        return _numbered(int(match["decimal"]))
    if match["hex"]:
        return _numbered(int(match["hex"], 16))
    return "&amp;"


def _named(name: str, entities: frozenset[str]) -> str:
    if name in entities:
        return ""
    character = html5.get(f"{name};")
    if character is None:
        return f"&amp;{name};"
    return escape(character)


def _numbered(code: int) -> str:
    """A numeric reference: as XML writes it, as windows-1252 where it names a C1 control, or nothing."""
    if 0x80 <= code <= 0x9F:
        return bytes((code,)).decode("cp1252", "ignore")
    allowed = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return f"&#{code};" if allowed else ""


def _without_forbidden(text: str, problems: Problems) -> bytes:
    """UTF-8 without the characters that XML 1.0 §2.2 excludes."""
    found = any(bad in text for bad in _NONCHARACTERS)
    if found:
        text = text.replace("\ufffe", "").replace("\uffff", "")
    data = text.encode("utf-8", "ignore")
    clean = data.translate(None, _FORBIDDEN)
    if found or len(clean) != len(data):
        problems.add("control characters removed")
    return clean
