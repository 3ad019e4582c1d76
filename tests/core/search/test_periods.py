"""Days, months and years in the ways of writing them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.search.model import Bound
from jarida.core.search.periods import dated, read_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-2", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-04-22", date(2024, 4, 22), date(2024, 4, 22)),
        ("2024/4/2", date(2024, 4, 2), date(2024, 4, 2)),
        ("2024.04.22", date(2024, 4, 22), date(2024, 4, 22)),
        ("22/04/2024", date(2024, 4, 22), date(2024, 4, 22)),
        ("2-4-2024", date(2024, 4, 2), date(2024, 4, 2)),
        ("22.04.2024", date(2024, 4, 22), date(2024, 4, 22)),
        ("04/2024", date(2024, 4, 1), date(2024, 4, 30)),
        ("12-1999", date(1999, 12, 1), date(1999, 12, 31)),
        ("٢٠٢٤", date(2024, 1, 1), date(2024, 12, 31)),
        ("٢٠٢٤-٠٤-٢٢", date(2024, 4, 22), date(2024, 4, 22)),
        ("۲۲/۰۴/۲۰۲۴", date(2024, 4, 22), date(2024, 4, 22)),
        ("2024–04", date(2024, 4, 1), date(2024, 4, 30)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("0001-01-01", date(1, 1, 1), date(1, 1, 1)),
    ],
)
def test_periods(text: str, first: date, last: date) -> None:
    assert read_period(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "24", "0000", "2024-00", "2024-13", "2024-02-30", "2024-04-22T10:00", "2024-04/22", "22/04-2024",
     "04/22/2024", "13/2024",
     "20240422", "-2024", "2024-", " 2024", "²⁰²⁴", "MMXXIV", "2024\n", "٢٠٢٤-١٣", "1/1/1/2024", "9" * 10_000]
)  # fmt: skip
def test_what_is_no_period(text: str) -> None:
    assert read_period(text) is None


def test_dated_keeps_what_was_typed() -> None:
    found = dated(Bound.ON, "٢٠٢٤-٠٤")
    assert found is not None
    assert (found.text, found.first, found.last) == ("٢٠٢٤-٠٤", date(2024, 4, 1), date(2024, 4, 30))
    assert dated(Bound.ON, "gestern") is None


@given(st.dates())
def test_every_day_is_read(day: date) -> None:
    assert read_period(day.isoformat()) == (day, day)
    assert read_period(f"{day.day:02}/{day.month:02}/{day.year:04}") == (day, day)


@given(st.text(max_size=20))
def test_nothing_is_an_error(text: str) -> None:
    read_period(text)
