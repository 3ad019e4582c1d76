"""Days, months and years as they are typed in a query."""

import calendar
import re
import unicodedata
from datetime import date
from typing import Final

from jarida.core.search.model import Bound, Dated

_LONGEST: Final = 12
_YEAR_FIRST: Final = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?")
_DAY_FIRST: Final = re.compile(r"(?:(\d{1,2})([-/.]))?(\d{1,2})([-/.])(\d{4})")
_HYPHENS: Final = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－", "-") | {"⁄": "/", "／": "/", "٫": "."})


def read_period(text: str) -> tuple[date, date] | None:
    """The first and last day of a day, month or year, None where it names none.

    Year first (`2024`, `2024-04`, `2024/4/22`) or day first (`22/04/2024`, `04/2024`): never month before
    day. Digits of any script.
    """
    plain = _ascii(text)
    if found := _YEAR_FIRST.fullmatch(plain):
        return _period(found[1], found[3], found[4])
    if (found := _DAY_FIRST.fullmatch(plain)) and found[2] in {None, found[4]}:
        return _period(found[5], found[3], found[1])
    return None


def dated(bound: Bound, text: str) -> Dated | None:
    """A limit in time, None where the text names no day, month or year."""
    period = read_period(text)
    return Dated(bound, text, *period) if period else None


def _ascii(text: str) -> str:
    """The text with digits of every script as ASCII ones; "" where it is too long to be a date."""
    if len(text) > _LONGEST:
        return ""
    return "".join(_digit(sign) for sign in text.translate(_HYPHENS))


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, -1)
    return str(value) if value >= 0 else sign


def _period(year: str, month: str | None, day: str | None) -> tuple[date, date] | None:
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day:
        return first, first
    last_month = first.month if month else 12
    return first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])
