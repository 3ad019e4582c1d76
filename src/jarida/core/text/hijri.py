"""Dates of the Islamic calendar, as Arabic newspapers set them beside or instead of the common ones.

Converted by the tabular calendar (30-year cycle with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29, civil
epoch 16 July 622 Julian; Reingold and Dershowitz, Calendrical Calculations, chapter 7). Umm al-Qura and the sighting
of the moon, which differs by country, differ from it by a day, seldom two: what is found here is near, not exact.
"""

import re
from datetime import date
from functools import cache
from typing import Final

from jarida.core.text.dates import fold

FIRST_YEAR: Final = 1300  # 1882: before it there is no press that has an address
LAST_YEAR: Final = 1500  # 2076
_EPOCH: Final = 227_015  # proleptic Gregorian ordinal of 1 Muharram 1

# as `fold` leaves them
_MONTHS: Final = (
    ("محرم", "المحرم", "محرم الحرام"),
    ("صفر",),
    ("ربيع الاول", "ربيع الأول"),
    ("ربيع الثاني", "ربيع الاخر", "ربيع الآخر"),
    ("جمادى الاولى", "جمادى الاول", "جمادي الاولى", "جمادي الاول"),
    ("جمادى الثانية", "جمادى الاخرة", "جمادى الاخر", "جمادي الثانية", "جمادي الاخرة", "جمادى الثاني"),
    ("رجب",),
    ("شعبان",),
    ("رمضان",),
    ("شوال",),
    ("ذو القعدة", "ذي القعدة", "ذوالقعدة"),
    ("ذو الحجة", "ذي الحجة", "ذوالحجة"),
)


def to_gregorian(year: int, month: int, day: int) -> date:
    """The day of the common calendar. Raises ValueError for what the tabular calendar does not know."""
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= _length(year, month)):
        raise ValueError(f"no such day: {year}-{month}-{day}")
    before = 354 * (year - 1) + (11 * year + 3) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_EPOCH + before + day - 1)


def find_hijri(text: str) -> date | None:
    """The first Islamic date in a text, converted; None where there is none."""
    folded = fold(text)
    for match in _pattern().finditer(folded):
        year = int(match["year"])
        try:
            return to_gregorian(year, _numbers()[match["month"]], int(match["day"]))
        except ValueError:
            continue
    return None


def _length(year: int, month: int) -> int:
    leap = (11 * year + 14) % 30 < 11
    return 30 if month % 2 or (month == 12 and leap) else 29


@cache
def _numbers() -> dict[str, int]:
    return {fold(name): number for number, names in enumerate(_MONTHS, 1) for name in names}


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _numbers()), key=len, reverse=True))
    years = f"(?P<year>1[34]\\d\\d|{LAST_YEAR})"
    return re.compile(
        rf"(?<![\w/.-])(?P<day>\d\d?)\s(?:من\s)?(?:شهر\s)?(?P<month>{names})(?!\w)[\s,،]{{0,3}}(?:عام\s|سنة\s)?{years}(?!\d)"
    )
