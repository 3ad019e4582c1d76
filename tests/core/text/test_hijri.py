from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.text.hijri import FIRST_YEAR, LAST_YEAR, find_hijri, to_gregorian

NAMES = (
    "محرم", "صفر", "ربيع الأول", "ربيع الثاني", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال",
    "ذو القعدة", "ذو الحجة",
)  # fmt: skip
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize(
    ("hijri", "common"),
    [
        ((1, 1, 1), date(622, 7, 19)),  # 16 July in the Julian calendar
        ((1400, 1, 1), date(1979, 11, 21)),
        ((1445, 10, 13), date(2024, 4, 22)),
        ((1420, 9, 1), date(1999, 12, 10)),
        ((1446, 1, 1), date(2024, 7, 8)),
    ],
)
def test_days_of_the_tabular_calendar(hijri, common):
    assert abs(to_gregorian(*hijri) - common) <= timedelta(days=1)


def test_umm_al_qura_is_never_far():
    """First days of months as Saudi Arabia announced them: a day's difference, seldom two."""
    announced = {
        (1440, 9, 1): date(2019, 5, 6), (1441, 9, 1): date(2020, 4, 24), (1442, 10, 1): date(2021, 5, 13),
        (1443, 9, 1): date(2022, 4, 2), (1444, 9, 1): date(2023, 3, 23), (1445, 9, 1): date(2024, 3, 11),
        (1444, 12, 10): date(2023, 6, 28),
    }  # fmt: skip
    for hijri, common in announced.items():
        assert abs(to_gregorian(*hijri) - common) <= timedelta(days=2), hijri


def test_a_cycle_of_thirty_years_has_eleven_leap_days():
    assert (to_gregorian(1431, 1, 1) - to_gregorian(1401, 1, 1)).days == 30 * 354 + 11


@given(st.integers(FIRST_YEAR, LAST_YEAR - 1), st.integers(1, 12), st.integers(1, 29))
def test_each_day_follows_the_one_before(year, month, day):
    found = to_gregorian(year, month, day)
    following = to_gregorian(year, month + 1, 1) if month < 12 else to_gregorian(year + 1, 1, 1)
    assert 29 <= (following - to_gregorian(year, month, 1)).days <= 30
    assert found == to_gregorian(year, month, 1) + timedelta(days=day - 1)


@given(st.integers(FIRST_YEAR, LAST_YEAR), st.integers(1, 12), st.integers(1, 29), st.booleans())
def test_what_is_written_is_read_again(year, month, day, eastern):
    text = f"الرباط، {day} {NAMES[month - 1]} {year} هـ"
    assert find_hijri(text.translate(EASTERN) if eastern else text) == to_gregorian(year, month, day)


@pytest.mark.parametrize(
    "text", ["", "13 شوال", "شوال 1445", "31 رمضان 1445", "13 أبريل 2024", "0 صفر 1440", "13 شوال 2024"]
)
def test_what_is_no_date(text):
    assert find_hijri(text) is None


@pytest.mark.parametrize("day", [(1445, 13, 1), (1445, 0, 1), (1445, 1, 31), (1445, 2, 30), (0, 1, 1), (9001, 1, 1)])
def test_days_that_the_calendar_does_not_know(day):
    with pytest.raises(ValueError, match="no such day"):
        to_gregorian(*day)


@given(st.text(max_size=200))
def test_any_text_is_survived(text):
    found = find_hijri(text)
    assert found is None or found.year > 1800
