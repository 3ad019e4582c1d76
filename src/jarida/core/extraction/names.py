"""Names of people and agencies out of bylines: what stands around and between them is taken off."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from jarida.core.extraction.page import words
from jarida.core.text.clean import clean, clean_markup

MOST: Final = 12
_LONGEST: Final = 80
_WORDS_OF_A_NAME: Final = 7
_LONGEST_BYLINE: Final = 400

_PREFIX = re.compile(
    r"^(?:(?:written|posted|published|reported|story|text|words|report|analysis|opinion|review|submitted|created|"
    r"about the author|(?:view|see|read|show)? ?(?:all|more) (?:posts|articles|stories))\s*(?:[-–—:]\s*)?)"
    r"(?:by\b|from\b)?[\s:]*|"
    r"^(?:by|from)\b[\s:]*|"
    r"^(?:(?:publié|écrit|rédigé|réalisé|propos recueillis|texte|recueilli|posté|proposé|article)e?s?\s+)?par\b[\s:]*|"
    r"^(?:(?:publicado|escrito|redactado)\s+)?por\b[\s:]*|"
    r"^(?:(?:erstellt|geschrieben|verfasst|gespeichert|veröffentlicht|beitrag|ein artikel|artikel|text|interview|"
    r"kommentar)\s+)?"
    r"(?:von:|(?:von|vom)(?=\s+(?-i:[A-ZÄÖÜ])))\s*|^(?-i:Di|Door|Av)\s+|"
    r"^(?:author|auteur|auteure|autor|autora|autores|autorin|autoren|authors|auteurs|redactor|redaktion|redacción|journalist|byline|text|foto|von|"
    r"автор|автори|autore|yazar|autorzy|author name)s?\s*[:：]\s*|^(?:autore?n?|autorin)\s+(?=\w+\s+\w+)|"
    r"^(?:الكاتب|الكاتبة|المؤلف|المصدر|الصحفي|المحرر)\s*:\s*|"
    r"^(?:بقلم|كتبه|كتبته|كتبت|كتب|حرره|أعده|إعداد|تحرير|نشره)\s*(?:[:/،\-–]|\b)\s*|"
    r"^(?:责编|责任编辑|作者|记者|编辑|文|来源)\s*[:：/]\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:[;|•·、]|\s/\s|\s(?:and|et|y|und|og|och|&|avec|with|con|i|e)\s|,\s*(?:and|et|y|und)\s|\sو\s|،)\s*",
    re.IGNORECASE,
)
_ARABIC_AND = re.compile(r"\s+و(?=[\u0621-\u064a]{2,}\s+[\u0621-\u064a]{2,})")
_ADDRESS = re.compile(r"https?://\S*|\(?\b[\w.-]*www\.[^\s)]*\)?|\S+@\S+\.\w+|(?<!\w)@\w+", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|fr|ma|net|org|html?)\b|[<>{}\[\]=#\\]|\d{2,}|^\W*$|^\W*\d|"
    r"^(?:admin(?:istrator|istrateur|istrador)?|\w{0,3}admin|user|root|webmaster|guest|none|null|undefined|unknown|anonymous|"
    r"anonyme|n/?a|author|auteur|autor|autorin|by|par|por|von|from|reporter|journaliste?|periodista|correspondant|correspondent|"
    r"staff|editor|editors?|contributor|wordpress|publisher|name|posted|published|follow|following|share|shares|comments?|"
    r"datum|quelle|source|date|foto|photo|bild|video|email|e-mail|twitter|facebook|instagram|linkedin|no author|"
    r"(?:weitere|alle|mehr|zeige alle) (?:artikel|beiträge|texte).*|"
    r"(?:all|more|other|latest) (?:posts|articles|stories).*|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:quelle|source|fuente)s?\s*:.*|"
    r"(?:tous|plus) (?:les|d)\W?\s?articles.*|(?:veröffentlicht|publié|published|posted|updated|aktualisiert).*|"
    r"(?:read|view|see|voir|ver|lire|about) .*|(?:ca\. )?\d+ min\w*\.?|مشرف|مدير|الكاتب|المحرر)$",
    re.IGNORECASE,
)
_MONTHS = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr|mars|avr|mai|juin|juil|août|déc|mär|okt|dez|ene|"
    r"abr|ago|dic)"
)
_TAIL = re.compile(
    r"\s*[-–—(,|]\s*(?:\d.*|le\s+\d.*|on\s+\d.*|published.*|publié.*|updated.*|mis à jour.*|follow.*|suivre.*|"
    r"special to.*)$|"
    r"\s+(?:le|on|el|am|في|\d{1,2})\s+\d.*$|\s+(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d\d-\d\d).*$|"
    r"[\s,]+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$|"
    rf"[\s,]+{_MONTHS}[a-zéû]*\.?\s+\d.*$|[\s,]+\d{{1,2}}\.?\s+{_MONTHS}.*$|\s+for\s+(?:the\s+)?[A-Z]\w+.*$|"
    r"\s+(?:edition|édition|éd)\s*:.*$|\s+\d+\s*m(?:in\w*)?\.?(?:\s+read)?$|\s+[-–|]\s+.{0,40}\b(?:team|staff|redaktion)$",
    re.IGNORECASE,
)
_DAY = re.compile(rf"^{_MONTHS}[a-zéû]*\.?\s+\d{{1,2}}$", re.IGNORECASE)
_ROLE = (
    r"(?:(?:senior|staff|chief|deputy|managing|associate|political|sports?|business|foreign|investigative|guest|contributing|"
    r"special|news|science|health|education|environment|crime|world|national|features?|grand|online|freie[rn]?)[\s-]+)*"
    r"(?:reporters?|correspondents?|editors?(?:[\s-]in[\s-]chief)?|writers?|journalists?|columnists?|contributors?|producers?|"
    r"chefredakteur(?:in)?|redakteur(?:in)?|korrespondent(?:in)?|journalist(?:in)?|reporterin|volontär(?:in)?|experte|expertin|"
    r"journalistes?|correspondante?s?|rédact(?:eur|rice)(?:\s+en\s+chef)?|reporter|chroniqueu(?:r|se)|éditorialiste|"
    r"periodistas?|redactora?|corresponsal|columnista|colaboradora?|"
    r"مراسل(?:ة)?|صحفي(?:ة)?|صحافي(?:ة)?)"
)
_ROLE_AFTER = re.compile(rf"(?:\s*[-–—(,|]\s*|\s+){_ROLE}(?!\w).*$", re.IGNORECASE)
_ROLE_BEFORE = re.compile(rf"^(?:\S+-)?{_ROLE}\s*:?\s+(?=\S+\s+\S)", re.IGNORECASE)
_OFFICE = re.compile(
    rf"(?:^|\s)(?:{_ROLE}|(?:co-?)?founders?|c[etf]o|directors?|managers?|architects?|specialists?|experts?|educators?|"
    r"reviewers?|professors?|analysts?|consultants?|engineers?|officers?|presidents?|strategists?|content|editorial|lead|"
    r"horticulturi?(?:al)?ists?|cfp|phd|mba|cpa|m\.?d|pressesprecher(?:in)?|projektleiter(?:in)?|geschäftsführer(?:in)?|"
    r"directeur|directrice|directora?)[®.]?$",
    re.IGNORECASE,
)
# words in lower case with which a name may begin
_PARTICLE = re.compile(
    r"^(?:von|vom|van|ter|ten|zu|de|del|della|da|di|du|des|le|la|el|al|bin|ibn|ben|bint|abu|d['’]\w+|der|die|das|the)\b[\s-]?"
)
_LATER_BY = re.compile(r"^[a-zäöü][\w\s]{0,40}?\s(?:von|by|par|por)\s+(?=[^\W\d_a-z])")
_AGENCY = re.compile(r"^(?:[A-Z]{2,5}|dpa|afp|sid|apa|epd|kna|reuters|efe|map|aps|tap|ansa|belga)$")
_LOGIN = re.compile(r"^[a-z]{2,}\.[a-z]{3,}$")
_SIGNATURE = re.compile(
    r"^\W*(?:责编|责任编辑|作者|记者|autor(?:in|en|es)?|auteure?s?|authors?|redaktion|written by|texte?|reportage|"
    r"بقلم|الكاتب|الكاتبة|إعداد|تحرير|كتب)\s*[:：]\s*[^\W\d_]",
    re.IGNORECASE,
)
_EDGES: Final = " ,:;-–—|/()•·"


def clean_names(values: Iterable[str], *, logins: bool = False) -> tuple[str, ...]:
    """Names out of bylines: introductory words, addresses, handles, roles and repetitions removed.

    With `logins` a word in lower case counts as a name: some signatures are nothing else.
    """
    names: dict[str, str] = {}
    for value in values:
        for part in _parts(value):
            name = _name(part, logins=logins)
            key = "".join(words(name))
            if name and key not in names:
                names[key] = name
    people = [name for name in names.values() if not _OFFICE.search(name)]
    return tuple(people or names.values())[:MOST]


def is_byline(text: str) -> bool:
    """Whether a short text begins as bylines do, and a name follows."""
    match = _PREFIX.match(text)
    rest = text[match.end() :].lstrip(" :") if match else ""
    return bool(rest) and len(rest.split()) <= 14 and (rest[0].isupper() or not rest[0].isascii())


def is_signature(text: str) -> bool:
    """Whether a short text at an article's foot names its author after a word for it: "Autorin: …", "(责编：…)"."""
    return _SIGNATURE.match(text) is not None


def _parts(value: str) -> Iterator[str]:
    text = _ADDRESS.sub(" ", _unprefixed(clean_markup(value[:_LONGEST_BYLINE])))
    text = _ARABIC_AND.sub(" ; ", text)
    for part in _BETWEEN.split(text):
        pieces = part.split(",")
        yield from _pieces(pieces) if len(pieces) > 1 else pieces


def _pieces(pieces: list[str]) -> Iterator[str]:
    """Names between commas: "Jane Doe, John Roe" are two, "Doe, Jane" is one, "Jane Doe, Rabat" has a place."""
    pieces = [piece.strip() for piece in pieces]
    if all(len(piece.split()) > 1 for piece in pieces):
        yield from pieces
    elif len(pieces[0].split()) > 1:
        yield pieces[0]
        yield from (piece for piece in pieces[1:] if len(piece.split()) > 1 or _AGENCY.match(piece))
    else:
        yield ", ".join(pieces)


def _cut(beginning: re.Pattern[str], text: str) -> str:
    """The text without what a pattern matches at its beginning (`sub` would try it at every place)."""
    match = beginning.match(text)
    return text[match.end() :] if match else text


def _unprefixed(text: str) -> str:
    for _ in range(3):
        shorter = _cut(_PREFIX, text).strip(_EDGES)
        if shorter == text:
            break
        text = shorter
    return text


def _name(part: str, *, logins: bool) -> str:
    """One name, or "" for what cannot be one."""
    if len(part) > 2 * _LONGEST:
        return ""
    text = _cut(_LATER_BY, _unprefixed(clean(part)))
    name = _without_role(_TAIL.sub("", text).strip(_EDGES + '"“”'))
    if _DAY.match(name):
        return ""
    if not 2 <= len(name) <= _LONGEST or len(name.split()) > _WORDS_OF_A_NAME or _NOT_A_NAME.search(name):
        return ""
    if name.islower():  # a user's login, or a word of a sentence
        if _LOGIN.match(name):
            return _capitalised(name.replace(".", " "))
        return name if _AGENCY.match(name) or (logins and len(name.split()) == 1) else ""
    if name[0].islower() and len(name.split()) > 1 and not _PARTICLE.match(name):
        return ""
    return _capitalised(name) if name.isupper() and len(name.split()) > 1 else name


def _without_role(name: str) -> str:
    """A name without the office that stands before or behind it; what is nothing but an office stays."""
    name = _cut(_ROLE_BEFORE, name)
    shorter = _ROLE_AFTER.sub("", name).strip(_EDGES)
    return shorter if len(shorter.split()) > 1 else name


def _capitalised(name: str) -> str:
    """JANE DOE as Jane Doe; single words in capitals are agencies (AFP, MAP) and stay."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
