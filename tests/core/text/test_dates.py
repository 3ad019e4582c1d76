from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.text.dates import find_moment, fold, read_moment, tells_order

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31))
LOCALES = [
    "fr",
    "fr_MA",
    "es",
    "en_GB",
    "en_US",
    "ar",
    "ar_MA",
    "ar_DZ",
    "ar_TN",
    "ar_EG",
    "ar_LB",
    "ar_SY",
    "ar_IQ",
    "de",
    "it",
    "pt",
]
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(DAYS, st.sampled_from(LOCALES), st.sampled_from(["long", "full"]), st.booleans())
def test_what_is_written_in_words_is_read_again(day, locale, length, eastern):
    text = format_date(day, length, locale=locale)
    text = text.translate(EASTERN) if eastern else text

    assert find_moment(f"… {text} …").value.date() == day


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d - %m - %Y", "%Y/%m/%d"]))
def test_what_is_written_in_figures_is_read_again(day, pattern):
    assert find_moment(day.strftime(pattern)).value.date() == day


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2049, 1, 1)), st.integers(-11, 14))  # noqa: DTZ001
def test_iso_is_read_again(value, hours):
    value = value.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    for text in (value.isoformat(), value.strftime("%Y-%m-%d %H:%M:%S%z"), value.strftime("%Y%m%dT%H%M%S%z")):
        assert read_moment(text).value == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("22 أبريل 2024", (2024, 4, 22)),
        ("الاثنين ٢٢ أبريل ٢٠٢٤", (2024, 4, 22)),
        ("12 نونبر 2023", (2023, 11, 12)),
        ("3 غشت 2023", (2023, 8, 3)),
        ("1 يوليوز 2023", (2023, 7, 1)),
        ("30 شتنبر 2023", (2023, 9, 30)),
        ("9 دجنبر 2023", (2023, 12, 9)),
        ("18 ماي 2024", (2024, 5, 18)),
        ("22 نيسان/أبريل 2024", (2024, 4, 22)),
        ("4 تشرين الثاني (نوفمبر) 2023", (2023, 11, 4)),
        ("٢٠ كانون الأول ٢٠٢٣", (2023, 12, 20)),
        ("7 أوت 2021", (2021, 8, 7)),
        ("13 شوال 1445 / 22 أبريل 2024", (2024, 4, 22)),
        ("22 من شهر أبريل 2024", (2024, 4, 22)),
        ("1er août 2024", (2024, 8, 1)),
        ("lundi 22 avr. 2024", (2024, 4, 22)),
        ("22 DÉCEMBRE 2024", (2024, 12, 22)),
        ("22 de abril de 2024", (2024, 4, 22)),
        ("5 de septiembre del 2023", (2023, 9, 5)),
        ("April 22, 2024", (2024, 4, 22)),
        ("the 22nd of April, 2024", (2024, 4, 22)),
        ("Apr. 2 2024", (2024, 4, 2)),
        ("5/4/2024", (2024, 4, 5)),
        ("4/22/2024", (2024, 4, 22)),
        ("22-avr-2024", (2024, 4, 22)),
    ],
)
def test_days_as_the_press_writes_them(text, day):
    moment = find_moment(f"Publié le {text}")
    assert (moment.value.year, moment.value.month, moment.value.day) == day
    assert not moment.has_time


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("22 avril 2024 à 14h30", (14, 30)),
        ("22 avril 2024 à 9 h 05", (9, 5)),
        ("22 avril 2024 - 8h", (8, 0)),
        ("22/04/2024 08:15:59", (8, 15)),
        ("April 22, 2024 at 2:30 pm", (14, 30)),
        ("April 22, 2024 12:05 a.m.", (0, 5)),
        ("22 أبريل 2024 - 14:30", (14, 30)),
        ("22 أبريل 2024 الساعة 9:05 مساء", (21, 5)),
        ("22 أبريل 2024 الساعة 9:05 صباحا", (9, 5)),
        ("20:10 - 22.04.2024", (20, 10)),
        ("22.04.2024 18.45", (18, 45)),
    ],
)
def test_time_of_day_beside_the_date(text, clock):
    moment = find_moment(text)
    assert moment.has_time
    assert (moment.value.hour, moment.value.minute) == clock


def test_a_zone_written_beside_the_time():
    assert find_moment("22 avril 2024 à 14:30 (GMT+1)").value.utcoffset() == timedelta(hours=1)
    assert find_moment("22 April 2024 14:30 UTC").value.tzinfo is UTC
    assert find_moment("22 April 2024 14:30").value.tzinfo is None


@pytest.mark.parametrize(
    "text",
    ["", "© 2024", "mai 2024", "30 février 2024", "31/02/2024", "99/99/9999", "version 1.2.2024.7", "le 05-22-2024-11",
     "2024", "avril", "13 شوال 1445", "0000-00-00", "22 avril 20244"],
)  # fmt: skip
def test_what_is_no_date(text):
    assert find_moment(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Mon, 22 Apr 2024 10:00:00 GMT", datetime(2024, 4, 22, 10, tzinfo=UTC)),
        ("1713780000", datetime(2024, 4, 22, 10, tzinfo=UTC)),
        ("1713780000000", datetime(2024, 4, 22, 10, tzinfo=UTC)),
        ("2024-04-22T10:00:00.123Z", datetime(2024, 4, 22, 10, tzinfo=UTC)),
        ("2024-04-22T10:00:00 +01:00", datetime(2024, 4, 22, 9, tzinfo=UTC)),
        ("2024-04-22T10:00+0100", datetime(2024, 4, 22, 9, tzinfo=UTC)),
    ],
)
def test_machine_readable_values(text, value):
    assert read_moment(text).value == value


def test_impossible_offsets_are_no_zone():
    assert read_moment("2024-04-22T10:00:00+99:00").value.tzinfo is None


def test_month_first_for_the_united_states():
    assert find_moment("4/5/2024", month_first=True).value.month == 4
    assert find_moment("22/4/2024", month_first=True).value.month == 4


@given(st.text(max_size=300))
def test_any_text_is_survived(text):
    for moment in (find_moment(text), read_moment(text)):
        assert moment is None or moment.value.year >= 1


def test_a_long_text_is_bounded():
    assert find_moment("1 " * 500_000) is None
    assert len(fold("x" * 1_000_000)) <= 2000


# --- more languages and forms -----------------------------------------------------------------------

MORE_LOCALES = ["nl", "pl", "ru", "uk", "el", "tr", "cs", "sv", "da", "fi", "ro", "hu", "zh", "ja"]


@given(DAYS, st.sampled_from(MORE_LOCALES))
def test_words_of_more_languages_are_read_again(day, locale):
    text = format_date(day, "long", locale=locale)
    assert find_moment(f"… {text} …").value.date() == day


@given(DAYS, st.sampled_from(LOCALES + MORE_LOCALES))
def test_capitals_change_nothing(day, locale):
    text = format_date(day, "long", locale=locale)
    if locale != "tr":  # the capitals of Turkish need a locale of their own
        assert find_moment(text.upper()).value.date() == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023 Jan 7", (2023, 1, 7)),
        ("2020年3月4日", (2020, 3, 4)),
        ("2020년 3월 4일", (2020, 3, 4)),
        ("19 Μαΐου 2011", (2011, 5, 19)),
        ("19 ΜΑΪΟΥ 2011", (2011, 5, 19)),
        ("5 ŞUBAT 2020", (2020, 2, 5)),
        ("3 мая 2019 г.", (2019, 5, 3)),
        ("7 października 2021", (2021, 10, 7)),
        ("le 17 de Febrero 2020", (2020, 2, 17)),
        ("3 جوان 2022", (2022, 6, 3)),
        ("14 جويلية 2022", (2022, 7, 14)),
        ("6 شباط 2023", (2023, 2, 6)),
        ("9 تشرين الأول 2023", (2023, 10, 9)),
        ("۱۲ مارس ۲۰۲۱", (2021, 3, 12)),
    ],
)
def test_days_of_more_presses(text, day):
    found = find_moment(text).value
    assert (found.year, found.month, found.day) == day


def test_a_word_that_is_no_month_hides_no_date():
    assert find_moment("Heft 3 Januar 2024").value.month == 1
    assert find_moment("Nr 12 Ausgabe 2024, 5. März 2024").value.month == 3
    assert find_moment("Room 22 2024, April 3, 2024").value.day == 3


@pytest.mark.parametrize(
    ("text", "day"),
    [("28.01.22", (2022, 1, 28)), ("01/25/26", (2026, 1, 25)), ("3/4/98", (1998, 4, 3)), ("5.6.68", (2068, 6, 5))],
)
def test_years_of_two_figures_only_where_asked_for(text, day):
    assert find_moment(text) is None
    found = find_moment(text, short_years=True).value
    assert (found.year, found.month, found.day) == day


@pytest.mark.parametrize("text", ["1.2.34.5", "v1.2.34", "12:30.05.06", "99.99.99", "1/2/345"])
def test_what_is_no_short_date(text):
    assert find_moment(text, short_years=True) is None


def test_a_full_year_comes_before_a_short_one():
    assert find_moment("01.02.03 und 4. Mai 2020", short_years=True).value.year == 2020


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Nov 25, 2025 5:00 am PST", -8),
        ("Jul 5, 2025 5:00 pm EDT", -4),
        ("5. Mai 2025 10:00 CEST", 2),
        ("5. Mai 2025 10:00 CET", 1),
    ],
)
def test_names_of_zones(text, hours):
    assert find_moment(text).value.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("4/22/2024", True),
        ("22/4/2024", False),
        ("4/5/2024", None),
        ("2024-04-22", None),
        ("", None),
        ("1/2/2024 and 13/2/2024", False),
        ("99/1/2024", False),
    ],
)
def test_figures_that_tell_their_order(text, order):
    assert tells_order(text) is order


@given(st.text(max_size=300), st.booleans(), st.booleans())
def test_any_text_is_survived_in_any_order(text, month_first, short_years):
    found = find_moment(text, month_first=month_first, short_years=short_years)
    assert found is None or 1 <= found.value.month <= 12
    assert tells_order(text) in (True, False, None)


@given(st.text(alphabet="0123456789/.- :TZ年月日janfev,", max_size=120))
def test_what_is_nearly_a_date_is_survived(text):
    for found in (find_moment(text, short_years=True), read_moment(text)):
        assert found is None or found.value.year >= 1


def test_hostile_texts_take_no_long_time():
    for text in ("1 jan " * 400, "9/9/" * 500, "2024-" * 400, "a 1 " * 500, "كانون " * 300):
        find_moment(text, short_years=True)


@given(st.text(max_size=100))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
