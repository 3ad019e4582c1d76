"""Bytes of a page become a tree: the charset is found out, the markup is parsed once, within bounds."""

import codecs
import re
from typing import Any, Final

import lxml.html
from lxml import etree

from jarida.core.errors import NotAnArticle

LARGEST: Final = 12_000_000  # bytes looked at; fetching bounds pages at less
MOST_ELEMENTS: Final = 200_000
MOST_ATTRIBUTES: Final = 10_000  # of one element
_LONG_TAG: Final = 30_000  # bytes that so many take at least
_LARGE: Final = 400_000  # bytes of markup from which such an element is looked for everywhere
_SAMPLE: Final = 1024  # bytes by which UTF-16 without a mark is told
_HEAD: Final = 8192  # where a page declares its charset (the specification says 1024; pages do not keep to it)

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# what browsers take these labels for (WHATWG Encoding Standard)
_LABELS: Final = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "utf8": "utf-8", "unicode": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
    "iso-8859-8-i": "cp1255", "iso-8859-8": "cp1255", "iso-8859-8-e": "cp1255",
    "x-gbk": "gb18030", "gb_2312-80": "gb18030", "chinese": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs", "cn-big5": "big5hkscs", "x-euc-jp": "euc_jp", "koi8": "koi8-r", "koi": "koi8-r",
    "cp-1251": "cp1251", "win-1251": "cp1251", "win1251": "cp1251", "cp-1256": "cp1256", "win-1256": "cp1256",
    "x-mac-cyrillic": "mac_cyrillic", "dos-874": "cp874", "windows-949": "cp949",
    "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "arabic": "iso8859-6",
}  # fmt: skip
# charsets that are code, compression or a way around sanitising; no browser takes them for a page
_OF_LANGUAGES: Final = {
    "ar": "cp1256", "fa": "cp1256", "ur": "cp1256", "ru": "cp1251", "uk": "cp1251", "bg": "cp1251", "sr": "cp1251",
    "mk": "cp1251", "be": "cp1251", "el": "cp1253", "tr": "cp1254", "az": "cp1254", "he": "cp1255", "yi": "cp1255",
    "pl": "cp1250", "cs": "cp1250", "sk": "cp1250", "hu": "cp1250", "sl": "cp1250", "hr": "cp1250", "ro": "cp1250",
    "et": "cp1257", "lv": "cp1257", "lt": "cp1257", "vi": "cp1258", "th": "cp874", "zh": "gb18030", "ja": "cp932",
    "ko": "cp949",
}  # fmt: skip
_NEVER: Final = frozenset({"utf-7", "hz", "punycode", "idna", "undefined", "unicode-escape", "raw-unicode-escape"})
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_LANGUAGE = re.compile(rb"<html[^>]{0,500}?\slang\s*=\s*[\"']?\s*([a-z]{2})(?![a-z])", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# a tag to its end, quoted values whole; possessive, so that it looks at each byte once
_TAG = re.compile(rb"""<[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(rb"""="[^"]*+"|='[^']*+'""")
_SCRIPT = re.compile(rb"<script\b.*?</script", re.IGNORECASE | re.DOTALL)  # what stands in it may look like tags
_PLAIN_TAG = re.compile(rb"<[a-zA-Z][^<>]{%d,}" % _LONG_TAG)
_NOT_TEXT = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00")
# no byte under 0x20 is part of a longer character in UTF-8
_WITHOUT_CONTROLS: Final = bytes(code if code >= 0x20 or code in b"\t\n\r" else 0x20 for code in range(256))


def decode(page: bytes, content_type: str = "", languages: tuple[str, ...] = ()) -> str:
    """The page as text. Never fails: what no charset explains is replaced.

    In this order: byte order mark; UTF-16 by its zeros; UTF-8 where the bytes are valid UTF-8 (other
    charsets do not make valid UTF-8 by chance, while pages often declare wrongly); the HTTP header; the page's own
    declaration; UTF-8 with some broken bytes; the old charset of the outlet's languages.
    """
    page = page[:LARGEST]
    for mark, charset in _BOMS:
        if page.startswith(mark):
            return page[len(mark) :].decode(charset, "replace")
    if (wide := _unmarked_utf16(page[:_SAMPLE])) is not None:
        return page.decode(wide, "replace")
    if (text := _as_utf8(page)) is not None:
        return text
    declared = [charset for charset in _declared(page, content_type) if charset != "utf-8"]
    for charset in declared:
        if (text := _strictly(page, charset)) is not None:
            return text
    text = page.decode("utf-8", "replace")
    if _mostly_whole(text):
        return text
    return page.decode(next(iter(declared), _old_charset(page, languages)), "replace")


def parse(text: str) -> lxml.html.HtmlElement:
    """The tree of a page. Raises NotAnArticle where nothing can be parsed or the tree is beyond all measure."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
        collect_ids=False,
    )
    # one class for all elements: lxml's own choice of a class is a call of Python at each look at an element
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement))
    markup = text.encode("utf-8", "replace").translate(_WITHOUT_CONTROLS)
    _refuse_monsters(markup)
    try:
        tree = lxml.html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise NotAnArticle(f"holds no markup: {error}"[:200]) from error
    count: Any = tree.xpath("count(//*)")
    if count > MOST_ELEMENTS:
        raise NotAnArticle(f"has more than {MOST_ELEMENTS} elements")
    return tree


def _refuse_monsters(markup: bytes) -> None:
    """Raise NotAnArticle where one tag has more attributes than can be read: their time grows with their square.

    In a page of ordinary size only those are looked for that hide nothing: others end with the worker's time.
    """
    if len(markup) < _LARGE:
        long = (found[0] for found in _PLAIN_TAG.finditer(markup))
        tags = [found[0] for piece in long if (found := _TAG.match(piece))]
    else:
        tags = [found[0] for piece in _SCRIPT.split(markup) for found in _TAG.finditer(piece)]
    for tag in tags:
        if len(tag) > _LONG_TAG and len(_QUOTED.sub(b"", tag).split(None, MOST_ATTRIBUTES + 1)) > MOST_ATTRIBUTES:
            raise NotAnArticle(f"has a tag of more than {MOST_ATTRIBUTES} attributes")


def refuse_binary(page: bytes) -> None:
    """Raise NotAnArticle for bytes that are plainly something else than a page."""
    if not page.strip():
        raise NotAnArticle("is empty")
    if page.startswith(_NOT_TEXT):
        raise NotAnArticle("is a binary file, not a page")


def _unmarked_utf16(sample: bytes) -> str | None:
    """The charset of a page whose every second byte is nearly always zero: markup in UTF-16 without its mark."""
    if sample.count(0) * 4 < len(sample) or len(sample) < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 20 > max(even, odd):
        return None  # zeros everywhere: rubbish, not markup
    return "utf-16-be" if even > odd else "utf-16-le"


def _as_utf8(page: bytes) -> str | None:
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_off = error.reason == "unexpected end of data" and not page[: error.start].isascii()
        return page[: error.start].decode("utf-8") if cut_off else None


def _mostly_whole(text: str) -> bool:
    """Whether letters beyond ASCII outnumber what could not be decoded by far."""
    broken = text.count("\ufffd")
    return sum(not character.isascii() for character in text) > 5 * broken


def _declared(page: bytes, content_type: str) -> list[str]:
    """The charsets that header and page name, the likelier first.

    The header comes first, as in browsers, unless it says ISO 8859-1: servers add that to every page, and a page
    that names another charset knows better.
    """
    head = page[:_HEAD]
    match = _HEADER_CHARSET.search(content_type)
    header = [_charset(match[1])] if match else []
    own = [_charset(m[1].decode("ascii", "replace")) for p in (_META_CHARSET, _XML_CHARSET) if (m := p.search(head))]
    found = [*own, *header] if header == ["cp1252"] else [*header, *own]
    return [charset for charset in found if charset]


def _charset(label: str) -> str:
    """Python's name of a declared charset; "" for those that are unknown or must not be used."""
    name = label.lower()
    name = _LABELS.get(name) or _LABELS.get(name.removeprefix("x-")) or name.removeprefix("x-")
    if name in _NEVER:
        return ""
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return ""
    return codec.name if codec._is_text_encoding and codec.name not in _NEVER else ""


def _old_charset(page: bytes, languages: tuple[str, ...]) -> str:
    """The charset that pages in a language had before Unicode: the page's language, else the outlet's first."""
    match = _LANGUAGE.search(page[:_HEAD])
    told = [match[1].decode("ascii").lower()] if match else []
    return next((_OF_LANGUAGES[code[:2]] for code in (*told, *languages[:1]) if code[:2] in _OF_LANGUAGES), "cp1252")


def _strictly(page: bytes, charset: str) -> str | None:
    if not charset:
        return None
    try:
        return page.decode(charset)
    except (UnicodeError, ValueError):
        # the Windows charsets leave some places empty; browsers read through them
        return page.decode(charset, "replace") if charset.startswith("cp125") else None
