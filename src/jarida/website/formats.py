"""Dates, times, numbers and names of languages as the interface's language writes them (Babel, CLDR)."""

import re
from datetime import date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_day_names, get_month_names
from babel.numbers import format_decimal, format_percent

from jarida.website.languages import LOCALES

# what CLDR does not have as newspapers here write it: no comma, الإثنين with its hamza
_FULL = {"ar": "EEEE d MMMM y", "en": "EEEE d MMMM y"}
_NAMES_BEYOND_CLDR = {"ber": "ⵜⴰⵎⴰⵣⵉⵖⵜ", "tzm": "ⵜⴰⵎⴰⵣⵉⵖⵜ", "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ"}
_HIGH = re.compile(r" (?=[;!?])")
_COLON = re.compile(r" (?=[:»])|(?<=«) ")


@lru_cache(maxsize=512)
def zone(name: str) -> tzinfo:
    """A time zone by its IANA name; UTC for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def local(moment: datetime, time_zone: str) -> datetime:
    """A moment in a time zone."""
    return moment.astimezone(zone(time_zone))


@lru_cache(maxsize=2048)
def full_date(day: date, ui: str) -> str:
    """Weekday, day, month and year: lundi 23 novembre 2026."""
    text = format_date(day, _FULL.get(ui, "full"), locale=LOCALES[ui])
    return text.replace("الاثنين", "الإثنين")


@lru_cache(maxsize=2048)
def long_date(day: date, ui: str) -> str:
    """Day, month and year: 23 novembre 2026."""
    return format_date(day, "long", locale=LOCALES[ui])


@lru_cache(maxsize=2048)
def short_date(day: date, ui: str) -> str:
    """Day and month, short: 23 nov."""
    return format_skeleton("MMMd", datetime(day.year, day.month, day.day), locale=LOCALES[ui])  # noqa: DTZ001


def spaced_date(day: date) -> str:
    """Day, month and year as the archive's line under a title has them: 22 - 04 - 2024."""
    return f"{day.day:02} - {day.month:02} - {day.year:04}"


def clock(moment: datetime) -> str:
    """Hour and minute: 07:42, in every language of the interface."""
    return f"{moment.hour:02}:{moment.minute:02}"


def date_and_time(moment: datetime, time_zone: str, ui: str) -> str:
    """A moment in a time zone, whole: 23 novembre 2026, 07:42."""
    there = local(moment, time_zone)
    return f"{long_date(there.date(), ui)}{'،' if ui == 'ar' else ','} {clock(there)}"


def list_time(moment: datetime, today: date, ui: str) -> str:
    """A local moment as lists show it: the hour on the same day, else the day (with its year if another)."""
    day = moment.date()
    if day == today:
        return clock(moment)
    return short_date(day, ui) if day.year == today.year else long_date(day, ui)


@lru_cache(maxsize=256)
def month_name(year: int, month: int, ui: str) -> str:
    """Month and year: novembre 2026."""
    return format_skeleton("yMMMM", datetime(year, month, 1), locale=LOCALES[ui])  # noqa: DTZ001


@lru_cache(maxsize=64)
def month_alone(month: int, ui: str) -> str:
    """The month's name without a year."""
    return str(get_month_names("wide", context="stand-alone", locale=LOCALES[ui])[month])


@lru_cache(maxsize=8)
def weekdays(ui: str) -> tuple[tuple[str, str], ...]:
    """The days of the week from Monday, each as (short, whole)."""
    short = get_day_names("narrow" if ui == "ar" else "short", context="stand-alone", locale=LOCALES[ui])
    whole = get_day_names("wide", context="stand-alone", locale=LOCALES[ui])
    return tuple((str(short[day]), str(whole[day])) for day in range(7))


@lru_cache(maxsize=4096)
def number(value: int, ui: str) -> str:
    """A whole number with the language's separators: 1 284."""
    return format_decimal(value, locale=LOCALES[ui])


def percent(share: float, ui: str) -> str:
    """A share between 0 and 1 as per cent."""
    return format_percent(share, locale=LOCALES[ui])


@lru_cache(maxsize=1024)
def own_name(code: str) -> str:
    """A language's name in itself: العربية, Français."""
    if code in _NAMES_BEYOND_CLDR:
        return _NAMES_BEYOND_CLDR[code]
    try:
        name = Locale.parse(code, sep="-").get_language_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return name[:1].upper() + name[1:] if name else code


@lru_cache(maxsize=1024)
def language_name(code: str, ui: str) -> str:
    """A language's name in the interface's language: arabe."""
    names = Locale.parse(LOCALES[ui]).languages
    known = {"ber": "zgh"}.get(code, code)
    return str(names.get(known) or own_name(code))


def spaced(text: str, language: str) -> str:
    """French text whose spaces beside high punctuation do not break; all other text as it is.

    Only spaces that are there are changed, so that nothing is added to what an outlet wrote.
    """
    if language != "fr":
        return text
    return _COLON.sub("\u00a0", _HIGH.sub("\u202f", text))
