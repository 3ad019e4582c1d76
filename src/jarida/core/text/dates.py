"""Dates as people and machines write them, in French, Spanish, English, Arabic and a few more.

Everything here is pure: no clock, no time zone but the one written beside the date. A date that the
calendar does not know is no date.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache

from jarida.core.text.months import MONTHS

_LONGEST = 2000  # characters of a text that are looked at
_TASHKEEL = re.compile("[\u0640\u064b-\u0652\u0656-\u065f\u0670\u200c-\u200f]")
_ALIF = str.maketrans("أإآٱی", "ااااي")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as written: `value` is naive where no zone was written, at midnight where no time was."""

    value: datetime
    has_time: bool


def fold(text: str) -> str:
    """Lower case, western digits, Arabic without vowel signs and with plain alif, single spaces."""
    text = text[:_LONGEST]
    if text.isascii():
        return " ".join(text.lower().split())
    text = _TASHKEEL.sub("", unicodedata.normalize("NFC", text)).translate(_ALIF).casefold()
    # casefold takes some letters apart, as the Greek iota of May and the Turkish dotted capital I
    text = unicodedata.normalize("NFC", text).replace("\u0307", "")
    digits = {ord(c): str(unicodedata.digit(c)) for c in set(text) if not c.isascii() and c.isdecimal()}
    return " ".join(text.translate(digits).split())


def read_moment(text: str, *, month_first: bool = False) -> Moment | None:
    """The date that a machine-readable value (attribute, JSON, header) holds, or a text that is one.

    ISO 8601 in its many spellings, RFC 5322, seconds or milliseconds since 1970, else as `find_moment`.
    """
    value = text.strip()[:200]
    return _iso(value) or _epoch(value) or _rfc5322(value) or find_moment(value, month_first=month_first)


def find_moment(text: str, *, month_first: bool = False, short_years: bool = False) -> Moment | None:
    """The first date in a running text, with the time of day written after (or just before) it.

    `month_first` reads 4/5/2024 as the 5th of April, as in the United States; else the day comes first.
    `short_years` reads 28.01.22 too, where nothing is written in full; only where a date is expected.
    """
    folded = _joined(fold(text))
    for match in _matches(folded, short_years):
        day = _day_of(match, month_first)
        if day is not None:
            return _with_time(day, folded, match.start(), match.end())
    return None


def tells_order(text: str) -> bool | None:
    """Whether a date in figures in this text has its month first (True) or its day (False); None if none tells."""
    for match in _DATES.finditer(fold(text)):
        if match["d2"] and max(first := int(match["d2"]), second := int(match["m2"])) > 12 >= min(first, second) > 0:
            return second > 12
    return None


# --- for machines -------------------------------------------------------------------------------------

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,:]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)


def _iso(value: str) -> Moment | None:
    match = _ISO.fullmatch(value)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        moment = datetime(  # noqa: DTZ001 — naive where no zone is written
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), min(int(second or 0), 59)
        )
    except ValueError:
        return None
    return Moment(moment.replace(tzinfo=_offset(zone)), hour is not None)


def _offset(zone: str | None) -> tzinfo | None:
    if not zone:
        return None
    if zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = zone[1:].replace(":", "").ljust(4, "0")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    if away > timedelta(hours=14):  # no zone is farther from Greenwich
        return None
    return timezone(-away if zone[0] in "-\u2212" else away)


def _epoch(value: str) -> Moment | None:
    if not re.fullmatch(r"\d{9,10}|\d{12,13}", value):
        return None
    seconds = int(value) / (1000 if len(value) > 10 else 1)
    return Moment(datetime.fromtimestamp(seconds, UTC), True)


_RFC5322 = re.compile(r"(?:[a-z]{3,9},?\s+)?\d{1,2}\s+[a-z]{3,9}\s+\d{4}\s+\d\d?:\d\d.*", re.IGNORECASE)


def _rfc5322(value: str) -> Moment | None:
    if not _RFC5322.fullmatch(value):
        return None
    try:
        return Moment(parsedate_to_datetime(value), True)
    except (ValueError, IndexError, OverflowError):
        return None


# --- for people ---------------------------------------------------------------------------------------


@cache
def _month_numbers() -> dict[str, int]:
    """Number of each month's name, as `_in_words` leaves it."""
    return {
        _joined(fold(name)): number
        for names in MONTHS.values()
        for number, same in enumerate(names, 1)
        for name in same
    }


# the Levant's winter months are two words, and the second tells which
_TWO_WORDS = re.compile(r"(كانون|تشرين) (?=الثاني|الاول)")


def _joined(folded: str) -> str:
    return _TWO_WORDS.sub(r"\1_", folded) if "ون " in folded or "ين " in folded else folded


# Any word may stand where a month's name does; whether it is one is looked up. All names in one pattern would
# be tried at each word of a text.
_WORD = r"[^\W\d]{2,14}"
_NAME = rf"{_WORD}(?!\w)\.?(?:\s?[/(]\s?{_WORD}\)?)?"  # "نيسان/أبريل", "نيسان (أبريل)": two names of one month
_DATES = re.compile(
    rf"""(?<![\w/.-])(?:
      (?P<y1>\d{{4}})[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?)(?![\d/-])
    | (?P<d2>\d\d?)\s?[-/.|]\s?(?P<m2>\d\d?)\s?[-/.|]\s?(?P<y2>\d{{4}})(?![\d/-]|\.\d)
    | (?P<d3>\d\d?)(?:er|st|nd|rd|th|º|°|\.)?(?:[\s-]+(?:de\s+|of\s+|من\s+)?(?:شهر\s+)?|(?=[^\W\d]))
      (?P<m3>{_NAME})[\s,،-]*(?:del?\s+|of\s+|عام\s+|سنة\s+)?(?P<y3>\d{{4}})(?!\d)
    | (?P<m4>{_NAME})\s*(?P<d4>\d\d?)(?:st|nd|rd|th)?[\s,،]+(?P<y4>\d{{4}})(?!\d)
    | (?P<y5>\d{{4}})[\s.]\s?(?P<m5>{_WORD})\.?\s(?P<d5>\d\d?)(?!\d)
    | (?P<y6>\d{{4}})\s?[年년]\s?(?P<m6>\d\d?)\s?[月월]\s?(?P<d6>\d\d?)\s?[日일]
    )""",
    re.VERBOSE,
)
_SHORT_YEAR = re.compile(r"(?<![\w/.:-])(?P<d7>\d\d?)([./])(?P<m7>\d\d?)\2(?P<y7>\d\d)(?![\w/:-]|\.\d)")
_FORMS_IN_WORDS = "345"
_FORMS_EITHER_WAY = "27"  # day and month in figures, in the order of the country
_NEXT_CENTURY = 69  # years of two figures from here on are of the last one (POSIX)


def _matches(folded: str, short_years: bool) -> Iterator[re.Match[str]]:
    """All places that look like a date; what no month's name makes one is looked into again."""
    pattern, start = _DATES, 0
    while (match := pattern.search(folded, start)) is not None:
        yield match
        start = match.start() + 1
    if short_years:
        yield from _SHORT_YEAR.finditer(folded)


def _day_of(match: re.Match[str], month_first: bool) -> datetime | None:
    parts = {name: value for name, value in match.groupdict().items() if value is not None}
    form = next(iter(parts))[1]
    year, day, written = int(parts[f"y{form}"]), int(parts[f"d{form}"]), parts[f"m{form}"]
    month = _month_number(written) if form in _FORMS_IN_WORDS else int(written)
    if form in _FORMS_EITHER_WAY and ((month_first and day <= 12) or (month > 12 >= day)):
        day, month = month, day
    if form == "7":
        year += 2000 if year < _NEXT_CENTURY else 1900
    try:
        return datetime(year, month, day)  # noqa: DTZ001 — the zone is the caller's to know
    except ValueError:
        return None


def _month_number(written: str) -> int:
    """The month of a name; 0, which no calendar knows, where it is none."""
    name = re.split(r"[/(.]", written, maxsplit=1)[0].strip()
    return _month_numbers().get(name, 0)


_TIME = re.compile(
    r"(?<![\d:/.-])(?P<hour>\d\d?)\s?(?:[:٫h]|\.(?=\d\d(?!\d)))\s?(?P<minute>\d\d)?(?::\d\d)?(?!\d)(?:\s?min)?"
    r"\s?(?P<half>[ap]\.?\s?m(?![a-z])|ص(?!\w)|م(?!\w)|صباحا|مساء)?"
    r"(?:\s?\(?(?:(?P<zone>gmt|utc)\s?(?P<offset>[+-]\s?\d\d?(?::?\d\d)?)?|(?P<name>[ecmp][sd]t|cest|cet)(?!\w)))?"
)
# letters that stand for one zone in the press of the place; most others stand for several
_ZONES = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "cet": 1, "cest": 2}
_AFTER, _BEFORE = 30, 16  # how far from a date its time may stand


def _with_time(day: datetime, text: str, start: int, end: int) -> Moment:
    after = text[end : end + _AFTER]
    # another date's time is not this one's
    following = _DATES.search(after)
    found = _TIME.search(after[: following.start()] if following else after)
    found = found or _TIME.search(text[max(0, start - _BEFORE) : start])
    if found is None:
        return Moment(day, has_time=False)
    hour, minute = _hour(int(found["hour"]), found["half"] or ""), int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        return Moment(day, has_time=False)
    return Moment(day.replace(hour=hour, minute=minute, tzinfo=_written_zone(found)), has_time=True)


def _hour(hour: int, half: str) -> int:
    if half.startswith(("p", "م")) and hour < 12:
        return hour + 12
    return 0 if half.startswith(("a", "ص")) and hour == 12 else hour


def _written_zone(found: re.Match[str]) -> tzinfo | None:
    if found["name"]:
        return timezone(timedelta(hours=_ZONES[found["name"]]))
    if not found["zone"]:
        return None
    offset = (found["offset"] or "+0").replace(" ", "")
    hours, _, minutes = offset[1:].partition(":")
    return _offset(f"{offset[0]}{hours[:2].zfill(2)}{(minutes or hours[2:]).zfill(2)}")
