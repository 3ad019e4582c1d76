"""Dates, numbers and names as each language writes them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.website import formats

DAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 6, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ui", "text"),
    [
        ("fr", "lundi 23 novembre 2026"),
        ("ar", "الإثنين 23 نونبر 2026"),
        ("es", "lunes, 23 de noviembre de 2026"),
        ("en", "Monday 23 November 2026"),
    ],
)
def test_full_date(ui: str, text: str) -> None:
    assert formats.full_date(DAY, ui) == text


@pytest.mark.parametrize(
    ("month", "name"), [(1, "يناير"), (5, "ماي"), (7, "يوليوز"), (8, "غشت"), (9, "شتنبر"), (11, "نونبر"), (12, "دجنبر")]
)
def test_months_have_their_maghrebi_names(month: int, name: str) -> None:
    assert formats.month_alone(month, "ar") == name
    assert formats.month_name(2026, month, "ar") == f"{name} 2026"


def test_spaced_date() -> None:
    assert formats.spaced_date(date(2024, 4, 2)) == "02 - 04 - 2024"


def test_list_time_is_short_as_long_as_it_is_clear() -> None:
    assert formats.list_time(MOMENT, DAY, "fr") == "06:42"
    assert formats.list_time(MOMENT, date(2026, 11, 24), "fr") == "23 nov."
    assert formats.list_time(MOMENT, date(2027, 1, 1), "fr") == "23 novembre 2026"


def test_moment_in_a_zone() -> None:
    assert formats.date_and_time(MOMENT, "Africa/Casablanca", "fr") in (
        "23 novembre 2026, 07:42",
        "23 novembre 2026, 06:42",
    )  # fmt: skip - the tables of the zone differ between systems
    assert formats.date_and_time(MOMENT, "Asia/Tokyo", "ar") == "23 نونبر 2026، 15:42"


@pytest.mark.parametrize("name", ["", "Nowhere/City", "../../etc/passwd", "x" * 300, "\0"])
def test_wrong_zone_is_utc(name: str) -> None:
    assert formats.local(MOMENT, name).utcoffset() == formats.local(MOMENT, "UTC").utcoffset()


def test_numbers() -> None:
    assert formats.number(1284, "fr") == "1\u202f284"
    assert formats.number(1284, "ar") == "1.284"  # Western digits in Morocco
    assert formats.percent(0.95, "en") == "95%"


@pytest.mark.parametrize(
    ("code", "own"), [("ar", "العربية"), ("fr", "Français"), ("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ"), ("ber", "ⵜⴰⵎⴰⵣⵉⵖⵜ"), ("xqz", "xqz")]
)
def test_own_names_of_languages(code: str, own: str) -> None:
    assert formats.own_name(code) == own


def test_names_of_languages() -> None:
    assert formats.language_name("ar", "fr") == "arabe"
    assert formats.language_name("zgh", "es").startswith("tamazight")
    assert formats.language_name("xqz", "fr") == "xqz"


def test_week_begins_on_monday() -> None:
    assert next(whole for _, whole in formats.weekdays("fr")) == "lundi"
    assert len(formats.weekdays("ar")) == 7


def test_only_french_is_spaced() -> None:
    assert formats.spaced("Quoi ? Oui : « non » !", "fr") == "Quoi\u202f? Oui\u00a0: «\u00a0non\u00a0»\u202f!"
    assert formats.spaced("What ?", "en") == "What ?"


@given(st.text())
def test_spacing_adds_nothing(text: str) -> None:
    spaced = formats.spaced(text, "fr")
    assert len(spaced) == len(text)
    assert spaced.replace("\u00a0", " ").replace("\u202f", " ") == text.replace("\u00a0", " ").replace("\u202f", " ")
