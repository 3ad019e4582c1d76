"""Dates as feeds write them: RFC 822 and its corruptions, ISO 8601 and what passes for it.

Weekdays are ignored, since they are wrong where the rest is right. A time without a zone is taken as UTC.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

TOLERANCE = timedelta(hours=1)  # clocks differ; more than this ahead of us is a mistake
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the first news sites: 1970 and year 1 mean "unknown"

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janv janvier ene enero gennaio januar يناير جانفي كانون\u00a0الثاني",
            "feb february fév févr février fev fevr fevrier febrero februar فبراير فيفري شباط",
            "mar march mars marzo märz مارس آذار",
            "apr april avr avril abr abril أبريل ابريل إبريل أفريل نيسان",
            "may mai mayo maio ماي مايو أيار",
            "jun june juin junio juni يونيو يونيه جوان حزيران",
            "jul july juil juillet julio juli يوليو يوليوز يوليه جويلية تموز",
            "aug august août aout ago agosto غشت أغسطس أوت آب",
            "sep sept september septembre septiembre set شتنبر سبتمبر أيلول",
            "oct october octobre octubre okt أكتوبر اكتوبر",
            "nov november novembre noviembre نونبر نوفمبر",
            "dec december déc décembre decembre dic diciembre dez دجنبر ديسمبر",
        ),
        start=1,
    )
    for name in names.split(" ")
}
_ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "met": 60, "mez": 60,
    "cest": 120, "mest": 120, "mesz": 120, "eet": 120, "cat": 120, "sast": 120, "eest": 180, "msk": 180, "ast3": 180,
    "trt": 180, "gst": 240, "ist": 330, "sgt": 480, "hkt": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,
    "ast": -240, "adt": -180, "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360,
    "mst": -420, "mdt": -360, "mt": -420, "pst": -480, "pdt": -420, "pt": -480, "akst": -540, "akdt": -480,
    "hst": -600, "art": -180, "brt": -180, "clt": -240,
}  # fmt: skip
_TIME = (
    r"(?:[\sT,]+(?:at\s+|à\s+)?(?P<hour>\d{1,2})[:.hH](?P<minute>\d{1,2})(?:[:.](?P<second>\d{1,2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?(?:\s*(?P<zone>[+-]\s?\d{1,2}:?\d{0,2}|[A-Za-z]{1,5}[+-]\d{1,2}:?\d{0,2}|[A-Za-z]{1,5}))?"
)
_DAY_FIRST = re.compile(
    r"(?:\D{2,20}?[,.\s]\s*)?(?P<day>\d{1,2})(?:er|st|nd|rd|th)?[\s\-/.]+(?P<month>[^\W\d_]{3,12})\.?[\s\-/.,]+(?P<year>\d{4}|\d{2})"
    + _TIME
)
_MONTH_FIRST = re.compile(
    r"(?:[^\W\d_]{2,12}[,.]?\s+)?(?P<month>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
    + _TIME
)
_C_TIME = re.compile(
    r"[A-Za-z]{3,9},?\s+(?P<month>[A-Za-z]{3,9})\s+(?P<day>\d{1,2})\s+(?P<hour>\d{1,2}):(?P<minute>\d{2}):(?P<second>\d{2})"
    r"\s*(?P<zone>[A-Za-z]{1,5}|[+-]\d{4})?(?P<half>)\s+(?P<year>\d{4})"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?" + _TIME)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?(?P<half>)(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_NUMBERS = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})" + _TIME)
_PARTIAL = re.compile(r"(?P<year>\d{4})(?:-?(?P<month>\d{2}))?")
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?")
# as RFC 2822 has it: nearly all dates of RSS
_STRICT = re.compile(r"[A-Z][a-z]{2}, (\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (GMT|[+-]\d{4})")
_PATTERNS = (_DAY_FIRST, _YEAR_FIRST, _MONTH_FIRST, _C_TIME, _NUMBERS, _COMPACT)
_LONGEST = 100


def parse_date(text: str) -> datetime | None:
    """The moment that `text` names, in UTC; None if it names none."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        return _aware(datetime.fromisoformat(text)) if text[:4].isdigit() and len(text) >= 10 else _from_words(text)
    except (ValueError, OverflowError):
        return _from_words(text)


def is_believable(moment: datetime, now: datetime) -> bool:
    """Whether a feed may say this: not in the future, and not before there were news sites."""
    return OLDEST <= moment <= now + TOLERANCE


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _from_words(text: str) -> datetime | None:
    strict = _STRICT.fullmatch(text)
    if strict:
        day, month, year, hour, minute, second, zone = strict.groups()
        return _moment(int(year), _MONTHS.get(month.lower(), 0), int(day), int(hour), int(minute), int(second), zone)
    for pattern in _PATTERNS:
        match = pattern.match(text)
        if match:
            moment = _from_match(match)
            if moment is not None:
                return moment
    if _EPOCH.fullmatch(text):
        return _from_epoch(float(text))
    match = _PARTIAL.fullmatch(text)
    return _moment(int(match["year"]), int(match["month"] or 1), 1) if match else None


def _from_epoch(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _from_match(match: re.Match[str]) -> datetime | None:
    month = _month(match["month"])
    if not month:
        return None
    hour = int(match["hour"] or 0)
    half = (match["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    year, day = int(match["year"]), int(match["day"] or 1)
    if match.re is _NUMBERS and month > 12 >= day:
        day, month = month, day
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    return _moment(year, month, day, hour, int(match["minute"] or 0), int(match["second"] or 0), match["zone"] or "")


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    word = text.lower()
    return _MONTHS.get(word) or _MONTHS.get(word[:3], 0)


def _moment(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, zone: str = ""
) -> datetime | None:
    extra = timedelta(days=1) if hour == 24 else timedelta()
    try:
        moment = datetime(year, month, day, hour % 24, minute, min(second, 59), tzinfo=_zone(zone))
        return (moment + extra).astimezone(UTC) if extra or moment.tzinfo is not UTC else moment
    except (ValueError, OverflowError):
        return None


def _zone(text: str) -> tzinfo:
    """The offset that a zone names; UTC where it names none that is known."""
    if text in ("GMT", "+0000", "Z"):
        return UTC
    word = text.replace(" ", "").replace(":", "").lower()
    if word and word[0] not in "+-":
        letters = word.rstrip("+-0123456789")
        if letters == word or letters not in ("gmt", "utc", "ut"):
            return timezone(timedelta(minutes=_ZONES.get(letters, 0)))
        word = word[len(letters) :]
    if len(word) < 2:
        return UTC
    digits = word[1:].zfill(2) if len(word) <= 3 else word[1:].zfill(4)
    minutes = int(digits[:2]) * 60 + int(digits[2:4] or 0)
    return timezone(timedelta(minutes=-minutes if word[0] == "-" else minutes)) if minutes < 24 * 60 else UTC
