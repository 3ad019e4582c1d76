"""Dates as people and machines write them, in French, Spanish, English, Arabic and a few more.

Everything here is pure: no clock, no time zone but the one written beside the date. A date that the
calendar does not know is no date.
"""

import re
import unicodedata
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
    text = unicodedata.normalize("NFC", text[:_LONGEST])
    text = _TASHKEEL.sub("", text).translate(_ALIF).casefold()
    digits = {ord(c): str(unicodedata.digit(c)) for c in set(text) if not c.isascii() and c.isdecimal()}
    return " ".join(text.translate(digits).split())


def read_moment(text: str, *, month_first: bool = False) -> Moment | None:
    """The date that a machine-readable value (attribute, JSON, header) holds, or a text that is one.

    ISO 8601 in its many spellings, RFC 5322, seconds or milliseconds since 1970, else as `find_moment`.
    """
    value = text.strip()[:200]
    return _iso(value) or _epoch(value) or _rfc5322(value) or find_moment(value, month_first=month_first)


def find_moment(text: str, *, month_first: bool = False) -> Moment | None:
    """The first date in a running text, with the time of day written after (or just before) it.

    `month_first` reads 4/5/2024 as the 5th of April, as in the United States; else the day comes first.
    """
    folded = fold(text)
    for match in _dates().finditer(folded):
        day = _day_of(match, month_first)
        if day is not None:
            return _with_time(day, folded, match.start(), match.end())
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
    return {fold(name): number for names in MONTHS.values() for number, same in enumerate(names, 1) for name in same}


@cache
def _dates() -> re.Pattern[str]:
    """One pattern for all ways to write a day; the names of its groups say which."""
    names = "|".join(sorted(map(re.escape, _month_numbers()), key=len, reverse=True))
    # "نيسان/أبريل", "نيسان (أبريل)": two names of one month, the second is skipped
    month = rf"(?:{names})(?!\w)\.?(?:\s?[/(]\s?(?:{names})\)?)?"
    return re.compile(
        rf"""(?<![\w/.-])(?:
          (?P<y1>\d{{4}})[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?)(?![\d/-])
        | (?P<d2>\d\d?)\s?[-/.|]\s?(?P<m2>\d\d?)\s?[-/.|]\s?(?P<y2>\d{{4}})(?![\d/-]|\.\d)
        | (?P<d3>\d\d?)(?:er|st|nd|rd|th|º|°|\.)?(?:[\s-]+(?:de\s+|of\s+|من\s+)?(?:شهر\s+)?|(?=[^\W\d]))
          (?P<m3>{month})[\s,،-]*(?:del?\s+|of\s+|عام\s+|سنة\s+)?(?P<y3>\d{{4}})(?!\d)
        | (?P<m4>{month})\s*(?P<d4>\d\d?)(?:st|nd|rd|th)?[\s,،]+(?P<y4>\d{{4}})(?!\d)
        )""",
        re.VERBOSE,
    )


def _day_of(match: re.Match[str], month_first: bool) -> datetime | None:
    form = next(form for form in "1234" if match[f"y{form}"])
    year, day, written = int(match[f"y{form}"]), int(match[f"d{form}"]), match[f"m{form}"]
    month = int(written) if form in "12" else _month_number(written)
    if form == "2" and ((month_first and day <= 12) or (month > 12 >= day)):
        day, month = month, day
    try:
        return datetime(year, month, day)  # noqa: DTZ001 — the zone is the caller's to know
    except ValueError:
        return None


def _month_number(written: str) -> int:
    name = re.split(r"[/(.]", written, maxsplit=1)[0].strip()
    return _month_numbers()[name]


_TIME = re.compile(
    r"(?<![\d:/.-])(?P<hour>\d\d?)\s?(?:[:٫h]|\.(?=\d\d(?!\d)))\s?(?P<minute>\d\d)?(?::\d\d)?(?!\d)(?:\s?min)?"
    r"\s?(?P<half>[ap]\.?\s?m(?![a-z])|ص(?!\w)|م(?!\w)|صباحا|مساء)?"
    r"(?:\s?\(?(?P<zone>gmt|utc)\s?(?P<offset>[+-]\s?\d\d?(?::?\d\d)?)?)?"
)
_AFTER, _BEFORE = 30, 16  # how far from a date its time may stand


def _with_time(day: datetime, text: str, start: int, end: int) -> Moment:
    after = text[end : end + _AFTER]
    # another date's time is not this one's
    following = _dates().search(after)
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
    if not found["zone"]:
        return None
    offset = (found["offset"] or "+0").replace(" ", "")
    hours, _, minutes = offset[1:].partition(":")
    return _offset(f"{offset[0]}{hours[:2].zfill(2)}{(minutes or hours[2:]).zfill(2)}")
