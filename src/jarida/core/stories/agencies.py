"""Whose dispatch a text says it is: credit lines of news agencies, in Latin and Arabic letters.

A credit is a form, not a word: a dateline ("RABAT (MAP) -", "Madrid/EFE.-", "الرباط - (و م ع)"), a line of its own
("Avec AFP", "© Reuters", "المصدر: و م ع"), the end of a text ("… (AFP)"), the byline ("Le360 avec MAP"). A text that
only names an agency ("selon Reuters", "the map of the city", an abbreviation of something else) is not its
dispatch, and a credit of a picture says nothing of the text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from jarida.core.text.months import MONTHS


class Credited(Protocol):
    """What is known of a news agency; an edition's `AgencySpec` is one.

    `marks` are how others credit it: abbreviations ("MAP", "و م ع") and names ("Europa Press"). Those of Latin capitals
    count in capitals only; dots and blanks in an abbreviation make no difference. `names` are by language.
    """

    @property
    def code(self) -> str:
        """Its identity: "map"."""

    @property
    def name(self) -> str:
        """How it is usually called."""

    @property
    def names(self) -> Mapping[str, str]:
        """How it is called in other languages."""

    @property
    def marks(self) -> tuple[str, ...]:
        """How others credit it."""


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of the world, for every edition."""

    code: str
    name: str
    marks: tuple[str, ...]
    arabic: str = ""

    @property
    def names(self) -> Mapping[str, str]:
        """How it is called in other languages."""
        return {"ar": self.arabic} if self.arabic else {}


AGENCIES: Final = (
    Agency("map", "MAP", ("MAP", "Maghreb Arabe Presse", "و م ع", "وكالة المغرب العربي للأنباء"), "و م ع"),
    Agency("afp", "AFP", ("AFP", "Agence France-Presse", "France Presse", "أ ف ب", "فرانس برس"), "فرانس برس"),
    Agency("efe", "EFE", ("EFE", "Agencia EFE", "إفي"), "إفي"),
    Agency("reuters", "Reuters", ("Reuters", "Reuter", "Thomson Reuters", "رويترز"), "رويترز"),
    Agency("ap", "AP", ("AP", "Associated Press", "The Associated Press", "أ ب", "أسوشيتد برس"), "أسوشيتد برس"),
    Agency("aps", "APS", ("APS", "Algérie Presse Service", "و أ ج", "وأج", "وكالة الأنباء الجزائرية"), "واج"),
    Agency("tap", "TAP", ("TAP", "Tunis Afrique Presse", "وات", "وكالة تونس إفريقيا للأنباء"), "وات"),
    Agency("europapress", "Europa Press", ("Europa Press", "أوروبا برس"), "أوروبا برس"),
    Agency("anadolu", "Anadolu", ("Anadolu", "AA", "Anadolu Agency", "Agence Anadolu", "الأناضول"), "الأناضول"),
    Agency("xinhua", "Xinhua", ("Xinhua", "Chine nouvelle", "شينخوا"), "شينخوا"),
    Agency("spa", "SPA", ("SPA", "Saudi Press Agency", "واس"), "واس"),
    Agency("wam", "WAM", ("WAM", "Emirates News Agency", "وام"), "وام"),
    Agency("qna", "QNA", ("QNA", "Qatar News Agency", "قنا"), "قنا"),
    Agency("dpa", "dpa", ("dpa", "DPA", "Deutsche Presse-Agentur", "د ب أ"), "د ب أ"),
    Agency("ansa", "ANSA", ("ANSA", "أنسا"), "أنسا"),
    Agency("lusa", "Lusa", ("Lusa", "LUSA", "Agência Lusa"), "لوسا"),
    Agency("pa", "PA", ("PA", "PA Media", "Press Association")),
    Agency("bloomberg", "Bloomberg", ("Bloomberg", "بلومبرغ"), "بلومبرغ"),
    Agency("tass", "TASS", ("TASS", "ITAR-TASS", "تاس"), "تاس"),
    Agency("mena", "MENA", ("MENA", "أ ش أ", "وكالة أنباء الشرق الأوسط"), "أ ش أ"),
    Agency("ats", "Keystone-ATS", ("ATS", "Keystone-ATS")),
    Agency("belga", "Belga", ("Belga",)),
    Agency("panapress", "Panapress", ("Panapress", "PANA", "بانا برس")),
    Agency("kuna", "KUNA", ("KUNA", "كونا"), "كونا"),
    Agency("ami", "AMI", ("Agence mauritanienne d'information", "الوكالة الموريتانية للأنباء"), "وما"),
    Agency("sputnik", "Sputnik", ("Sputnik", "سبوتنيك"), "سبوتنيك"),
)  # fmt: skip

_HEAD: Final = 120  # characters of a paragraph in which a dateline stands
_CREDIT_WORDS: Final = 12  # of a line that is nothing but a credit
_FIRST, _LAST = 3, 5  # paragraphs at both ends that may be one
_OTHER_WORDS: Final = 3  # of such a line that are no agency, lead-in or date: "Le360 avec MAP"
_LONGEST_ABBREVIATION: Final = 7  # letters; what is longer is a name
_PLACE_WORDS: Final = 10  # of a dateline before the agency

_OPEN, _CLOSE = r"[(\[/]\s*", r"\s*[)\]/]"
_DASH: Final = r"[-–—−:/|،,.]"
_WITH: Final = r"avec|par|with|by|from|con información de|con|por|de|via|d['’]après|مع|عن|بقلم"
_PICTURE: Final = re.compile(
    r"\b(?:photos?|photographies?|images?|fotos?|imagen|fotografía|pictures?|vidéos?|videos?|infograph\w+|pool|getty)\b"
    r"|صورة|صور|تصوير|فيديو",
    re.IGNORECASE,
)
# "with Reuters" is said of what one has with an agency as well
_NOT_CREDITED: Final = re.compile(
    r"\b(?:interview|entretien|entrevista|accord|contrat|partenariat|agreement|contract|acuerdo|contrato)\b|مقابلة|حوار|اتفاق|عقد",
    re.IGNORECASE,
)
_DIVIDED: Final = re.compile(
    r"\s*[/|,;:،؛()\[\]©+&«»]\s*|\.\s+|\s+[-–—−]+\s*|\.?[-–—−]+\s+"
    r"|\s+(?:avec|with|con|par|por|by|et|y|and|via|e|مع|و|عن)\s+(?:l['’])?",
    re.IGNORECASE,
)
_LED_IN: Final = re.compile(
    rf"(?:(?:{_WITH}|source|fuente|المصدر|copyright|l['’]"
    r"|agences?|agencias?|agency|news agency|وكالة الأنباء|وكالة|وكالات)"
    r"(?:\s*[:.]\s*|\s+|\Z))+",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\s*(?:19|20)\d\d\s*")
_OF_DATES: Final = frozenset(month for year in MONTHS.values() for names in year for month in names)
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_BETWEEN: Final = re.compile(r"[\s.ـ]+")
_ALEFS: Final = str.maketrans("أإآ", "ااا")


def called(code: str, language: str, agencies: Iterable[Credited] = ()) -> str:
    """How readers of a language know an agency; the code in capitals where it is not known."""
    for agency in (*agencies, *AGENCIES):
        if agency.code == code:
            return agency.names.get(language) or agency.name
    return code.upper()


def of_names(names: Iterable[str], agencies: Iterable[Credited] = ()) -> str:
    """The code of the agency that is called by one of these names, "" for none: which agency an outlet is."""
    marks = _marks(_known(agencies))
    return next(filter(None, (marks.codes.get(_squeezed(name)) for name in names)), "")


def credit(title: str, paragraphs: Sequence[str], authors: Sequence[str], agencies: Iterable[Credited] = ()) -> str:
    """The code of the agency whose dispatch this text says it is, "" for none. Of several the first that is named.

    `agencies` are an edition's own; one with the code of a known one has its marks as well.
    """
    marks = _marks(_known(agencies))
    texts = [text.strip() for text in paragraphs if text.strip()]
    return (
        _first(marks.dateline(text[:_HEAD]) for text in texts[:2])
        or _first(marks.byline(author) for author in authors)
        or _first(marks.tail(text) for text in reversed(texts[-3:]))
        or _first(marks.line(text) for text in _ends(texts))
        or marks.of_title(title.strip())
    )


_Known = tuple[tuple[str, tuple[str, ...]], ...]


def _known(agencies: Iterable[Credited]) -> _Known:
    return tuple((agency.code, agency.marks) for agency in (*agencies, *AGENCIES))


def _first(found: Iterable[str]) -> str:
    return next(filter(None, found), "")


def _ends(texts: Sequence[str]) -> Iterable[str]:
    """The lines at both ends of a text that are short enough for a credit."""
    ends = texts if len(texts) <= _FIRST + _LAST else [*texts[:_FIRST], *texts[-_LAST:]]
    return (text for text in ends if len(text) < _HEAD and len(text.split()) <= _CREDIT_WORDS)


class _Marks:
    """The marks of some agencies as expressions."""

    def __init__(self, agencies: _Known) -> None:
        marks = [(mark, code) for code, marks in agencies for mark in marks if _squeezed(mark)]
        self.codes = {_squeezed(mark): code for mark, code in reversed(marks)}
        longest = sorted({mark for mark, _ in marks}, key=len, reverse=True)
        loose = "(?:" + "|".join(map(_expression, longest)) + ")"
        strict = "(?:" + "|".join(_expression(mark, 1) for mark in longest if _stands_alone(mark)) + ")"
        more = r"(?:\s*[/,،&+-]\s*[^)\]]{1,30})?"  # (AFP/Reuters), (MAP, le 3 mars)
        bracketed = rf"{_OPEN}(?:(?:{_WITH})\s+)?(?P<mark>{loose}){more}{_CLOSE}"
        bare = rf"(?P<bare>{strict})"
        before = r"(?P<before>[^!?…]{0,70}?)"
        self._whole = re.compile(rf"(?P<mark>{loose})\.?")
        self._datelines = (
            re.compile(rf"(?:{bare}\s*(?:[-–—−:/|]|\.-)|{bracketed})"),
            re.compile(rf"{before}{bracketed}\s*(?:\.?\s*{_DASH}+|\Z)"),
            re.compile(rf"{before}\s*[-–—−/,،:]\s*{bare}\s*\.?(?:\s*[-–—−:/،]|\.\s)"),
        )
        end = rf"(?:{bracketed}|[-–—−/]+\s*(?P<dashed>{loose})\s*/?|{bare})"
        self._tail = re.compile(rf"(?:[.!?…»”\"'’)]|\A)\s*{end}\s*\.?\s*\Z")
        self._title = re.compile(rf"(?:{_OPEN}(?P<mark>{loose}){_CLOSE}|\s[-–—|]\s{bare})\Z")

    def dateline(self, head: str) -> str:
        """By the beginning of a paragraph."""
        for pattern in self._datelines:
            found = pattern.match(head)
            if found and _is_place(found.groupdict().get("before") or ""):
                return self._code(found)
        return ""

    def tail(self, text: str) -> str:
        """By the end of a paragraph, behind its last sentence."""
        end = text[-_HEAD:]
        return "" if _PICTURE.search(end) else self._code(self._tail.search(end))

    def byline(self, author: str) -> str:
        """By an author's name, or the part of one: "Le360 (avec MAP)"."""
        return _first(self._codes_of(author[:_HEAD]))

    def line(self, line: str) -> str:
        """By a line that is a credit and little else."""
        if _PICTURE.search(line) or _NOT_CREDITED.search(line):
            return ""
        found = self._codes_of(line)
        others = sum(
            _plain_words(_without_lead(part)) for part, code in zip(_parts(line), found, strict=True) if not code
        )
        return _first(found) if others <= _OTHER_WORDS else ""

    def of_title(self, title: str) -> str:
        """By the end of a title."""
        return self._code(self._title.search(title[-_HEAD:]))

    def _codes_of(self, line: str) -> list[str]:
        """The agency of each part of a line."""
        return [self._of_part(part) or self._of_part(_without_lead(part)) for part in _parts(line)]

    def _of_part(self, part: str) -> str:
        return self._code(self._whole.fullmatch(part))

    def _code(self, found: re.Match[str] | None) -> str:
        groups = found.groupdict() if found else {}
        mark = next((groups[name] for name in ("mark", "bare", "dashed") if groups.get(name)), "")
        return self.codes.get(_squeezed(mark), "")


@lru_cache(maxsize=8)
def _marks(agencies: _Known) -> _Marks:
    return _Marks(agencies)


def _squeezed(mark: str) -> str:
    """A mark without what its writings differ in."""
    return _BETWEEN.sub("", mark).translate(_ALEFS).casefold()


def _expression(mark: str, least_blanks: int = 0) -> str:
    """How a mark may be written: Latin abbreviations in capitals, with dots between three letters or more.

    `least_blanks`: dots or blanks between the letters of an Arabic abbreviation, so that it is no word.
    """
    letters = _BETWEEN.sub("", mark)
    if _is_spaced(mark):
        pattern = rf"[\s.ـ]{{{least_blanks},3}}".join(map(_letter, letters))
    elif letters.isupper() and len(letters) < _LONGEST_ABBREVIATION:
        pattern = r"\.?".join(letters) if len(letters) > 2 else letters
    else:
        words = ("".join(map(_letter, word)) for word in re.split(r"[\s-]+", mark.strip()))
        pattern = "(?i:" + r"[\s-]+".join(words) + ")"
    return rf"(?<![\w&]){pattern}(?![\w&])"


def _is_spaced(mark: str) -> bool:
    """Whether a mark is an Arabic abbreviation: single letters."""
    return _ARABIC.search(mark) is not None and all(len(part) < 2 for part in _BETWEEN.split(mark))


def _letter(letter: str) -> str:
    return "[أاإآ]" if letter in "أاإآ" else re.escape(letter)


def _stands_alone(mark: str) -> bool:
    """Whether a mark is one without brackets too: وام and قنا, AP and PA are too often something else."""
    letters = _BETWEEN.sub("", mark)
    return _is_spaced(mark) or len(letters) > (4 if _ARABIC.search(mark) else 2)


def _parts(line: str) -> list[str]:
    """The parts of a credit: "Le360 (avec MAP)" is "Le360", "" and "avec MAP"."""
    return [_YEAR.sub("", part.strip(" .\t")).strip() for part in _DIVIDED.split(line)]


def _without_lead(part: str) -> str:
    """A part without what leads to an agency: "avec la", "agence"."""
    return _LED_IN.sub("", part, count=1)


def _plain_words(part: str) -> int:
    return sum(word.isalpha() and word.casefold() not in _OF_DATES for word in part.split())


def _is_place(before: str) -> bool:
    """Whether what stands before a mark may be a place with a date: few words, small ones only of dates."""
    words = re.findall(r"[^\W_]+", before)
    if len(words) > _PLACE_WORDS:
        return False
    return all(len(word) < 4 or not word[0].islower() or word.casefold() in _OF_DATES for word in words)
