"""The authors of an article, as names of people or agencies."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from jarida.core.extraction.page import Page, element_text, words
from jarida.core.extraction.structured import as_list, text_of
from jarida.core.extraction.titles import site_names
from jarida.core.text.clean import clean, clean_markup

MOST: Final = 12
_LONGEST: Final = 80
_WORDS_OF_A_NAME: Final = 7

_PREFIX = re.compile(
    r"^(?:(?:written|posted|published|reported|story|text|words|report|analysis|opinion|review)\s+)?(?:by|from)\b[\s:]*|"
    r"^(?:(?:publié|écrit|rédigé|réalisé|propos recueillis|texte|recueilli)e?s?\s+)?par\b[\s:]*|"
    r"^(?:(?:publicado|escrito)\s+)?por\b[\s:]*|^(?:(?:erstellt|geschrieben|verfasst|gespeichert)\s+von|(?-i:Von|Di|Door|Av))\s+|"
    r"^(?:(?:author|auteur|autor|autores|authors|auteurs|redactor|journalist|byline)s?|الكاتب|الكاتبة|المؤلف|المصدر)\s*:\s*|"
    r"^(?:بقلم|كتبه|كتبته|كتبت|كتب|حرره|أعده|إعداد|تحرير)\s*(?:[:/،\-–]|\b)\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:[;|•·]|\s/\s|\s(?:and|et|y|und|og|och|&|avec|with|con)\s|,\s*(?:and|et|y|und)\s|\sو\s|،)\s*", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S*|\S+@\S+\.\w+", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|fr|ma|net|org|html?)\b|[<>{}\[\]=_#\\]|\d{2,}|^\W*$|"
    r"^(?:admin(?:istrator|istrateur|istrador)?|user|root|webmaster|guest|none|null|undefined|unknown|anonymous|anonyme|n/?a|"
    r"author|auteur|autor|by|par|reporter|journaliste?|periodista|correspondant|correspondent|staff|editor|editorial|editors?|contributor|wordpress|publisher|name|redaktion|"
    r"مشرف|مدير|الكاتب|المحرر)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*[-–—(,|]\s*(?:\d.*|le\s+\d.*|on\s+\d.*|published.*|publié.*|updated.*|mis à jour.*|follow.*|suivre.*|"
    r"correspondent.*|reporter.*|staff writer.*|editor.*|special to.*|journaliste.*|correspondant.*|redactor.*)$|"
    r"\s+(?:le|on|el|am|في|\d{1,2})\s+\d.*$|\s+(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d\d-\d\d).*$",
    re.IGNORECASE,
)
_META: Final = (
    "author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "dc.contributor",
    "parsely-author", "sailthru.author", "byl", "citation_author", "creator", "twitter:data1:author",
    "cxenseparse:author", "og:author",
    "article:author_name", "news_authors", "authors",
)  # fmt: skip
_CLASS: Final = "translate(@class, 'ABCDEFGHILNOPRSTUY', 'abcdefghilnoprstuy')"
_INLINE: Final = (
    "self::a or self::span or self::p or self::div or self::address or self::li or self::h3 or self::h4 or self::strong"
)
_MARKED: Final = "@rel='author' or contains(@itemprop, 'author') or contains(@property, 'author')"
_NAMED: Final = " or ".join(
    f"contains({_CLASS}, '{name}')" for name in ("byline", "author", "auteur", "autor", "writer", "signature", "firma")
)
_BYLINE: Final = (
    f"//*[{_MARKED}][not(self::meta or self::link)]",
    f"//*[{_INLINE}][{_NAMED} or contains(@id, 'author')]",
)


def find_authors(page: Page) -> tuple[str, ...]:
    """Names of the authors in the page's order, each once; () where the page names none.

    From the structured data, else the meta elements, else the byline, else the feed. The outlet itself
    is an author only where nobody else is named.
    """
    outlet = {"".join(words(name)) for name in site_names(page)}
    institution: tuple[str, ...] = ()
    sources = (_structured(page), page.meta_texts(*_META), _bylines(page), _spoken(page), page.hints.authors)
    for source in sources:
        names = clean_names(source)
        people = tuple(name for name in names if "".join(words(name)) not in outlet)
        if people:
            return people
        institution = institution or names
    return institution


def clean_names(values: Iterable[str]) -> tuple[str, ...]:
    """Names out of bylines: introductory words, addresses, handles, roles and repetitions removed."""
    names: dict[str, str] = {}
    for value in values:
        for part in _parts(value):
            name = _name(part)
            key = "".join(words(name))
            if name and key not in names:
                names[key] = name
    return tuple(names.values())[:MOST]


def _parts(value: str) -> Iterator[str]:
    text = _ADDRESS.sub(" ", _unprefixed(clean_markup(value[:400])))
    for part in _BETWEEN.split(text):
        # "Doe, Jane" is one name; "Jane Doe, John Roe" are two
        pieces = part.split(",")
        yield from pieces if all(len(piece.split()) > 1 for piece in pieces) else [_turned(pieces, part)]


def _turned(pieces: list[str], part: str) -> str:
    return pieces[0] if len(pieces) > 1 and len(pieces[0].split()) > 1 else part


def _unprefixed(text: str) -> str:
    for _ in range(2):
        text = _PREFIX.sub("", text).strip(" ,:;-–—|/()•·")
    return text


def _name(part: str) -> str:
    """One name, or "" for what cannot be one."""
    name = _TAIL.sub("", _unprefixed(clean(part))).strip(' ,:;-–—|/()•·"“”')
    if not 2 <= len(name) <= _LONGEST or len(name.split()) > _WORDS_OF_A_NAME or _NOT_A_NAME.search(name):
        return ""
    if name.islower():  # a user's login, or a word of a sentence
        return ""
    return _capitalised(name) if name.isupper() and len(name.split()) > 1 else name


def _capitalised(name: str) -> str:
    """JANE DOE as Jane Doe; single words in capitals are agencies (AFP, MAP) and stay."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)


def _structured(page: Page) -> Iterator[str]:
    for key in ("author", "creator"):
        for item in as_list(page.article.get(key)):
            yield _person(page, item)


def _person(page: Page, item: Any) -> str:
    item = page.structured.resolve(item)
    return text_of(item, keys=("name", "@value", "alternateName"))


def _bylines(page: Page) -> Iterator[str]:
    """Names in the markup of bylines; the first kind of markup that has any."""
    for path in _BYLINE:
        elements = [element for element in page.tree.xpath(path)[:40] if not page.in_furniture(element)][:6]
        found = [text for element in elements if (text := _byline(element))]
        if clean_names(found):
            yield from found
            return


def _spoken(page: Page) -> Iterator[str]:
    """Bylines that only their words tell: a short text after the title that begins with "By" or "بقلم"."""
    for element in page.around_title():
        text = element_text(element)[:200] if len(element) <= 6 else ""
        if 5 <= len(text) <= 90 and is_byline(text) and not page.in_furniture(element):
            yield text
            return


def is_byline(text: str) -> bool:
    """Whether a short text begins as bylines do, and a name follows."""
    match = _PREFIX.match(text)
    rest = text[match.end() :].lstrip(" :") if match else ""
    return bool(rest) and len(rest.split()) <= 14 and (rest[0].isupper() or not rest[0].isascii())


def _byline(element: Any) -> str:
    inner = element.xpath(".//*[contains(@itemprop, 'name')] | .//a[@rel='author' or contains(@href, 'aut')]")
    texts = [element_text(part) for part in inner[:5]] or [element_text(element)]
    return " ; ".join(text for text in texts if text and len(text) <= 150)
