"""Bytes to text: which encoding a document is really in, whatever it says.

Order: byte order mark, valid UTF-8, then what is declared if the bytes agree, then what the letters look
like. Declarations lie often (a server's default header over a page in UTF-8); bytes that decode as UTF-8
by chance do not occur. RFC 7303 §3, WHATWG Encoding §4.2 for the meaning of labels.
"""

import codecs
import re

from jarida.core.feeds.guessing import guess
from jarida.core.feeds.problems import Problems

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# the first characters of a document without a mark, as wide encodings write "<" and what follows
_WIDE = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
# Labels that mean a larger encoding than they name.
_LABELS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
# Stateful, or able to write "<" in other bytes than "<": never on someone else's word.
_REFUSED = frozenset(("utf_7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"))
_SERVER_DEFAULTS = frozenset(("cp1252", "utf-8"))
_DECLARATION = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_LANGUAGE = re.compile(rb"(?:<language>|lang=[\"'])\s*(ar|fa|ur|ru|uk|bg|el|he|tr)\b", re.IGNORECASE)
_BY_LANGUAGE = {
    "ar": "cp1256", "fa": "cp1256", "ur": "cp1256", "ru": "cp1251", "uk": "cp1251", "bg": "cp1251",
    "el": "cp1253", "he": "cp1255", "tr": "cp1254",
}  # fmt: skip
_HIGH = bytes(range(0x80, 0x100))
# bytes that are not UTF-8 among UTF-8 (PEP 383 gives each its own number) are what Windows means by them
_STRAY = {0xDC00 + byte: bytes((byte,)).decode("cp1252", "replace") for byte in _HIGH}


def decode(body: bytes, content_type: str, problems: Problems) -> str:
    """The text of `body`; never fails. What was declared wrongly is named in `problems`."""
    return understand(body, content_type, problems)[0]


def understand(body: bytes, content_type: str, problems: Problems) -> tuple[str, str]:
    """The text of `body`, and Python's name of the encoding that it was read in."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace"), encoding
    for start, encoding in _WIDE:
        if body.startswith(start):
            return body.decode(encoding, "replace"), encoding
    declared = _declared(body, content_type)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(body, declared, problems)
    if declared and declared[0] not in ("utf-8", "cp1252") and _is_escaped(declared[0], text):
        return body.decode(declared[0], "replace"), declared[0]
    if declared and declared[0] != "utf-8" and not text.isascii():
        problems.add("declared in another encoding than UTF-8, which it is in", declared[0])
    return text, "utf-8"


def encoding_name(label: str) -> str:
    """Python's name of the text encoding that a label means; "" if it is unknown or not to be trusted."""
    try:
        info = codecs.lookup(label.strip().lower())
    except (LookupError, ValueError):
        return ""
    # codecs that turn bytes into bytes (zlib, hex, …) would be a bomb's door
    if not getattr(info, "_is_text_encoding", True) or info.name.replace("-", "_") in _REFUSED:
        return ""
    return _LABELS.get(info.name, info.name)


def _declared(body: bytes, content_type: str) -> list[str]:
    """The encodings that the header and the XML declaration name, the more credible first."""
    in_header = _HEADER.search(content_type)
    in_document = _DECLARATION.search(body[:400])
    header = encoding_name(in_header[1]) if in_header else ""
    document = encoding_name(in_document[1].decode("ascii")) if in_document else ""
    # a document that is read byte by byte so far cannot be in a wide encoding
    named = [document, header] if header in _SERVER_DEFAULTS else [header, document]
    return [name for name in named if name and not name.startswith(("utf-16", "utf-32", "utf_16", "utf_32"))]


def _is_escaped(encoding: str, text: str) -> bool:
    """Encodings that write everything in seven bits (ISO-2022, HZ) look like ASCII."""
    return text.isascii() and encoding.startswith(("iso2022", "hz"))


def _decode_other(body: bytes, declared: list[str], problems: Problems) -> tuple[str, str]:
    for encoding in declared:
        if encoding == "utf-8":
            continue
        try:
            return body.decode(encoding), encoding
        except (UnicodeDecodeError, ValueError):
            problems.add("bytes that are not in the declared encoding", encoding)
    if _is_mostly_utf8(body):
        problems.add("bytes that are not UTF-8 among UTF-8")
        return body.decode("utf-8", "surrogateescape").translate(_STRAY), "utf-8"
    encoding = _guess(body, declared)
    problems.add("no encoding declared that fits; read as", encoding)
    return body.decode(encoding, "replace"), encoding


def _is_mostly_utf8(body: bytes) -> bool:
    """Whether most of the bytes that are not ASCII make UTF-8. No more is held than the body once over."""
    ascii_bytes = len(body.translate(None, _HIGH))
    whole = len(body.decode("utf-8", "ignore").encode("utf-8")) - ascii_bytes
    return whole * 2 > len(body) - ascii_bytes


def _guess(body: bytes, declared: list[str]) -> str:
    language = _LANGUAGE.search(body[:4000])
    by_language = _BY_LANGUAGE[language[1].decode("ascii").lower()] if language else ""
    legacy = next((name for name in declared if name != "utf-8"), "")
    expected = by_language or ("cp1256" if legacy == "iso8859-6" else legacy)
    return guess(body, expected) or expected or "cp1252"
