from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.text.dates import find_moment, fold, read_moment

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
