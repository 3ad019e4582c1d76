"""Numbers of a text as they are compared, whatever the digits, separators, words and units they are written with.

7,2 and 7.2 and ٧٫٢ are "7.2"; 1 200, 1.200 and "1,2 mille" are "1200"; "6 %", "6 في المائة" and "six per cent" are
"6%"; a result is "2-1" whoever is named first; "5 billones", "$5 trillion" and "5.000 milliards" are
"5000000000000". A year is its four digits, which counts hardly ever are. A number word counts where it can hardly be
anything else: not "un", and not "neuf" or "once" in a language where they mean something else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from jarida.core.text.folding import fold_letters

LONGEST: Final = 4000  # characters of a text that are looked at
MOST: Final = 40  # numbers of a text


class Kind(StrEnum):
    """What sort of number it is: only numbers of one sort can contradict each other."""

    COUNT = "count"
    YEAR = "year"
    SHARE = "share"
    RESULT = "result"


_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪", "01234567890123456789.,%")
_SPACE: Final = " \xa0\u2009\u202f"
_NUMBER: Final = rf"\d{{1,3}}(?:[{_SPACE}.,']\d{{3}})+(?![\d])(?:[.,]\d{{1,2}}(?!\d))?|\d+[.,]\d+|\d+"
_RESULT: Final = re.compile(rf"(?<![\d.,/:-])(?<!\d[{_SPACE}])(\d{{1,2}})[-–—:](\d{{1,2}})(?![\d/:-]|[.,]\d|\s?[h%])")
_FOUND: Final = re.compile(rf"(?<![\d.,])({_NUMBER})|([^\W\d_]+)|(%)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SCORES: Final = re.compile(r"[a-z]\d|\d[a-z]", re.IGNORECASE)

_THOUSAND, _MILLION, _BILLION, _TRILLION = 10**3, 10**6, 10**9, 10**12
# folded; what a word means in one language only stands under it
_UNITS: Final[Mapping[str, Mapping[str, int]]] = {
    "": {
        "million": _MILLION, "millions": _MILLION, "millon": _MILLION, "millones": _MILLION, "mln": _MILLION,
        "milliard": _BILLION, "milliards": _BILLION, "mds": _BILLION, "trillion": _TRILLION, "trillions": _TRILLION,
        "مليون": _MILLION, "ملايين": _MILLION, "مليونا": _MILLION, "مليار": _BILLION, "مليارات": _BILLION,
        "مليارا": _BILLION, "بليون": _BILLION, "تريليون": _TRILLION, "تريليونات": _TRILLION, "الف": _THOUSAND,
        "الاف": _THOUSAND, "الفا": _THOUSAND, "ملايير": _BILLION,
    },
    "en": {"billion": _BILLION, "bn": _BILLION, "billions": _BILLION, "m": _MILLION, "thousand": _THOUSAND},
    "es": {"mil": _THOUSAND, "billon": _TRILLION, "billones": _TRILLION},
    "fr": {"mille": _THOUSAND, "billion": _TRILLION, "billions": _TRILLION},
}  # fmt: skip
_SHARES: Final = re.compile(
    r"[\s\xa0\u202f]*(?:%|pour cent|pc\b|per ?cent|por ciento|(?:في|ب)\s?ال(?:مائة|مئة|ماية|مية)|بالمائة|بالمئة|pp\b)",
    re.IGNORECASE,
)
_WORDS: Final[Mapping[str, Mapping[str, int]]] = {
    language: {word: value for value, words in table.items() for word in words.split()}
    for language, table in {
        "fr": {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 10: "dix", 11: "onze",
               12: "douze", 13: "treize", 14: "quatorze", 15: "quinze", 16: "seize", 20: "vingt", 30: "trente",
               40: "quarante", 50: "cinquante", 60: "soixante", 100: "cent"},
        "es": {2: "dos", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis", 7: "siete", 8: "ocho", 9: "nueve", 10: "diez",
               11: "once", 12: "doce", 13: "trece", 14: "catorce", 15: "quince", 16: "dieciseis", 17: "diecisiete",
               18: "dieciocho", 19: "diecinueve", 20: "veinte", 30: "treinta", 40: "cuarenta", 50: "cincuenta",
               60: "sesenta", 70: "setenta", 80: "ochenta", 90: "noventa", 100: "cien"},
        "en": {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
               11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen",
               17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty",
               60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"},
        "ar": {2: "اثنان اثنين اثنتين", 3: "ثلاثه ثلاث", 4: "اربعه اربع", 5: "خمسه خمس", 6: "سته ست", 7: "سبعه سبع",
               8: "ثمانيه ثماني ثمان", 9: "تسعه تسع", 10: "عشره عشر", 20: "عشرون عشرين", 30: "ثلاثون ثلاثين",
               40: "اربعون اربعين", 50: "خمسون خمسين", 60: "ستون ستين", 70: "سبعون سبعين", 80: "ثمانون ثمانين",
               90: "تسعون تسعين", 100: "مائه مئه"},
    }.items()
}  # fmt: skip
_ONE: Final = {"fr": ("un", "une"), "es": ("un", "uno", "una"), "en": ("one",), "ar": ("واحد", "واحده")}
_TENS: Final = 20  # what a spelt one may follow
_AND: Final = frozenset(("et", "y", "and"))


def numbers(text: str, language: str = "") -> frozenset[str]:
    """The numbers of a text, at most `MOST`. Without a language, words other than units that all write say nothing."""
    text = text[:LONGEST].translate(_DIGITS)
    results = [_result(found) for found in _RESULT.finditer(text)]
    rest = _RESULT.sub(" ; ", text)
    return frozenset([*results, *_counts(rest, language)][:MOST])


@lru_cache(maxsize=4096)
def kind(number: str) -> Kind:
    """What sort of number it is, of one that `numbers` gave."""
    if number.endswith("%"):
        return Kind.SHARE
    if "-" in number:
        return Kind.RESULT
    return Kind.YEAR if _YEAR.fullmatch(number) else Kind.COUNT


def contradicting(one: Iterable[str], other: Iterable[str]) -> frozenset[str]:
    """Numbers of which each side has its own: of each sort that both have, where they agree on none."""
    mine, theirs = _by_kind(one), _by_kind(other)
    found: set[str] = set()
    for sort in mine.keys() & theirs.keys():
        if not mine[sort] & theirs[sort]:
            found |= mine[sort] | theirs[sort]
    return frozenset(found)


def _by_kind(found: Iterable[str]) -> dict[Kind, set[str]]:
    sorted_out: dict[Kind, set[str]] = {}
    for number in found:
        sorted_out.setdefault(kind(number), set()).add(number)
    return sorted_out


def _result(found: re.Match[str]) -> str:
    one, other = sorted((int(found[1]), int(found[2])), reverse=True)
    return f"{one}-{other}"


def _counts(text: str, language: str) -> Iterator[str]:
    """The numbers in order. What follows one says whether it is of millions, a share, or goes on (vingt-trois)."""
    running = _Running(text, language)
    for found in _FOUND.finditer(text):
        yield from running.read(found)
    yield from running.said()


class _Running:
    """The number that is being read: its value, whether words spell it, and where it ends."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.value: Decimal | None = None
        self.spelt = False
        self.end = 0
        self._share_ends = 0

    def read(self, found: re.Match[str]) -> Iterator[str]:
        """Go on with a number or a word; the numbers that are over."""
        if found.start() < self._share_ends:
            return iter(())  # the hundred of "pour cent"
        fresh = self._fresh(found)
        if self.value is not None and self._joins(found):
            if fresh is not None and self.spelt and _goes_on(self.value, fresh, found):
                return self._take(self.value + fresh, found)
            if fresh is None and (factor := _factor(found[0], self.language)):
                return self._take(self.value * factor, found)
            if fold_letters(found[0]) in _AND:
                return iter(())
        over = list(self.said())
        self._take(fresh, found)
        return iter(over)

    def _take(self, value: Decimal | None, found: re.Match[str]) -> Iterator[str]:
        self.value, self.spelt, self.end = value, bool(found[2]), found.end()
        return iter(())

    def _fresh(self, found: re.Match[str]) -> Decimal | None:
        if self.value is not None and self.spelt and self.value >= _TENS and _is_one(found[0], self.language):
            return Decimal(1)  # vingt-et-un: alone it would be an article
        return _value(found, self.language)

    def _joins(self, found: re.Match[str]) -> bool:
        between = self.text[self.end : found.start()].strip(_SPACE + "-")
        return not between or fold_letters(between) in _AND

    def said(self) -> Iterator[str]:
        """The number as it is compared. Numbers from -1 to 1 say too little, but for shares and fractions."""
        if self.value is None:
            return
        share = _SHARES.match(self.text, self.end)
        self._share_ends = share.end() if share else 0
        if self.value not in (0, 1) or share:
            yield f"{self.value.normalize():f}" + ("%" if share else "")


def _value(found: re.Match[str], language: str) -> Decimal | None:
    if found[1]:
        return _digits(found[1])
    return _word(found[2], language) if found[2] else None


def _digits(written: str) -> Decimal | None:
    """The value of digits: a separator that three digits follow divides thousands, another is a decimal sign."""
    parts = re.split(rf"[{_SPACE}.,']", written)
    try:
        if len(parts) == 1:
            return Decimal(parts[0][:20])
        if all(len(part) == 3 for part in parts[1:]) and not parts[0].startswith("0"):
            return Decimal("".join(parts))
        return Decimal("".join(parts[:-1]) + "." + parts[-1][:6])
    except InvalidOperation:  # pragma: no cover - digits of other scripts, which the pattern may let through
        return None


def _word(word: str, language: str) -> Decimal | None:
    values = _WORDS.get(language)
    if values is None:
        return None
    folded = fold_letters(word)
    value = values.get(folded)
    if value is None and language == "ar" and folded[:1] in "وبل":
        value = values.get(folded[1:])
    return None if value is None else Decimal(value)


def _is_one(word: str, language: str) -> bool:
    return fold_letters(word) in _ONE.get(language, ())


def _goes_on(value: Decimal, fresh: Decimal, found: re.Match[str]) -> bool:
    """Whether two number words are one number: vingt-trois, treinta y dos, ثلاثة وعشرون, خمسة عشر."""
    if not found[2]:
        return False
    return (value >= 20 and value % 10 == 0 and fresh < 10) or (2 < value < 10 and fresh >= 10 and found[2][0] in "وع")


@cache
def _units_of(language: str) -> Mapping[str, int]:
    return {**_UNITS[""], **_UNITS.get(language, {})}


def _factor(word: str, language: str) -> int:
    return _units_of(language if language in _UNITS else "").get(fold_letters(word), 0)
