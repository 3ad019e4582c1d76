"""HTML within feeds: made plain, or made safe.

Plain text is what a reader would see: without tags, scripts and styles, entities as characters, also where
it was escaped twice. Safe HTML is what ammonia (nh3) lets through, with absolute addresses. Text with
neither `<` nor `&` is never given to a parser: most titles are such.
"""

import html
import re
from collections import Counter
from functools import lru_cache

import nh3

from jarida.core.text.clean import clean, shorten

# the usual ones first: they are tried in this order
_TAGS = (
    "p|a|img|br|span|strong|div|em|b|i|li|ul|h[1-6]|figure|figcaption|blockquote|abbr|acronym|address|applet|"
    "area|article|aside|audio|base|basefont|bdi|bdo|bgsound|big|blink|body|button|canvas|caption|center|cite|"
    "code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|dl|dt|embed|fieldset|font|footer|form|frame|"
    "frameset|head|header|hgroup|hr|html|iframe|input|ins|kbd|keygen|label|layer|legend|link|listing|main|map|"
    "mark|marquee|math|menu|meta|meter|nav|nobr|noembed|noframes|nolayer|noscript|object|ol|optgroup|option|"
    "output|param|picture|plaintext|pre|progress|q|rp|rt|ruby|s|samp|script|section|select|small|source|spacer|"
    "strike|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|"
    "var|video|wbr|xmp"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:[\s/][^<>]{{0,4000}})?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLOCK = re.compile(
    r"<(?=/?(?:p|div|br|hr|li|ul|ol|td|th|tr|table|h[1-6]|blockquote|section|article|figure|figcaption)\b)",
    re.IGNORECASE,
)
# where tags are not all: their content is no text, or `<` may stand within
_HARD = re.compile(
    r"<(?:!|\?|script|style|svg|math|template|iframe|object|textarea|title|noembed|xmp|plaintext)", re.IGNORECASE
)
_UNDEFINED = frozenset("\x81\x8d\x8f\x90\x9d")
_READ_TWICE = re.compile(r"[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_PASSES = 3  # escaped twice is usual, thrice has been seen; more is an attack on our time

_IMAGE = re.compile(r"<img\b[^<>]{1,4000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")

# paragraphs and line breaks without an attribute: most summaries, and nothing to make safe
_TEXT = r"(?:[^<>&]++|&(?:amp|lt|gt|quot|nbsp|#\d{1,5});|<br ?/?>)"
_SIMPLE = re.compile(rf"(?:{_TEXT}|<p>{_TEXT}*+</p>)*+")
# without the attributes that are kept, a span means nothing, and coloured code is made of spans: leaving them out
# first halves the work of what makes the rest safe
_SPAN = re.compile(r"<span(?:\s++(?!lang|title)[a-z-]++=\"[^\"<>]*+\")*+\s*+>|</span>")
_OPEN_OR_CLOSE = re.compile(r"<(/?)(?!(?:br|hr|img|input|wbr|source|meta|link|p|li)\b)([a-z][a-z0-9]{0,15})")
_NEVER_DEEPER = ("</", "<br>", "<br/>", "<br />", "<img ", "<p>", "<li>")
_DEEPEST = 2_000

_DROPPED = {"script", "style", "svg", "math", "template"}
_SCHEMES = {"http", "https", "mailto"}
_EMPTY = nh3.Cleaner(tags=set(), clean_content_tags=_DROPPED)


def plain(text: str, limit: int) -> str:
    """The text that a reader would see, on one line, at most `limit` characters."""
    if "<" not in text and "&" not in text:
        text = read_once(text)
        return _on_one_line(text) if len(text) <= limit else shorten(_on_one_line(text), limit)
    text = _cut(text, limit * 3)  # a third of it being text is enough to fill the limit
    for _ in range(_PASSES):
        text = html.unescape(_without_tags(text))
        if not _TAG.search(text) and not _ENTITY.search(text):
            break
    return shorten(_on_one_line(read_once(text)), limit)


def read_once(text: str) -> str:
    """The text as it was before its UTF-8 was read as windows-1252, where all of it was."""
    if text.isascii() or not _READ_TWICE.search(text):
        return text
    try:
        # windows-1252 leaves five bytes undefined, which stay what they are
        data = b"".join(letter.encode("cp1252" if letter not in _UNDEFINED else "latin-1") for letter in text[:100_000])
        return data.decode("utf-8")
    except UnicodeError:
        return text


def _on_one_line(text: str) -> str:
    # all that `clean` removes is unprintable, but for the replacement characters
    if text.isprintable() and (text.isascii() or ("\ufffc" not in text and "\ufffd" not in text)):
        return " ".join(text.split())
    return clean(text)


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    text = _BLOCK.sub(" <", text)
    if _HARD.search(text):
        return str(_EMPTY.clean(text))
    rest = _TAG.sub("", text)
    # a `>` that is left over may be the end of a tag with a `>` in an attribute
    return str(_EMPTY.clean(text)) if ">" in rest and rest != text else rest


def sanitise(text: str, base: str, limit: int) -> str:
    """Safe HTML: harmless elements and attributes only, addresses absolute and http, https or mailto."""
    text = _cut(text, limit)
    if "<" not in text and "&" not in text:
        return text.strip()
    if _SIMPLE.fullmatch(text):
        return text.strip()
    if "<span" in text:
        without = _SPAN.sub("", text)
        text = text if "<span" in without else without
    if _is_too_deep(text):
        return html.escape(clean(_TAG.sub(" ", text)), quote=False)
    return str(_cleaner(base).clean(text)).strip()


def _is_too_deep(text: str) -> bool:
    """Whether elements may nest so deeply that an HTML parser takes time quadratic in it."""
    # counting is quick and clears nearly all content
    if text.count("<") <= _DEEPEST:
        return False
    if text.count("<") - sum(map(text.count, _NEVER_DEEPER)) <= _DEEPEST:
        return False
    depth, opened = 0, Counter[str]()
    for closing, name in _OPEN_OR_CLOSE.findall(text.lower()):
        if not closing:
            opened[name] += 1
            depth += 1
            if depth > _DEEPEST:
                return True
        elif opened[name]:  # a closing tag of what is not open closes nothing
            opened[name] -= 1
            depth -= 1
    return False


@lru_cache(maxsize=64)
def _cleaner(base: str) -> nh3.Cleaner:
    if base.startswith(("http://", "https://")):
        try:
            return nh3.Cleaner(
                clean_content_tags=_DROPPED, url_schemes=_SCHEMES, url_relative=("rewrite_with_base", base)
            )
        except ValueError:  # a base that is no address
            return _cleaner("")
    return nh3.Cleaner(clean_content_tags=_DROPPED, url_schemes=_SCHEMES, url_relative="deny")


def _cut(text: str, length: int) -> str:
    """The beginning of some HTML, without a tag that the cut went through."""
    if len(text) <= length:
        return text
    text = text[:length]
    opened = text.rfind("<")
    return text if opened < 0 or ">" in text[opened:] else text[:opened]


def is_markup(text: str) -> bool:
    """Whether the text holds HTML elements."""
    return "<" in text and _TAG.search(text) is not None


def first_image(text: str) -> str:
    """The address of the first picture in some HTML that is no counting pixel and no emoji; "" if there is none."""
    if "<img" not in text and "<IMG" not in text:
        return ""
    for match in _IMAGE.finditer(text):
        attributes = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(match[0])}
        source = attributes.get("src", "")
        if source.startswith("data:") or not source:
            source = attributes.get("data-src", "")
        if source and not _is_decoration(attributes):
            return html.unescape(source)
    return ""


def _is_decoration(attributes: dict[str, str]) -> bool:
    tiny = {attributes.get("width", ""), attributes.get("height", "")} & {"0", "1", "2", "1px", "0px"}
    classes = attributes.get("class", "")
    return bool(tiny) or "smiley" in classes or "emoji" in classes
