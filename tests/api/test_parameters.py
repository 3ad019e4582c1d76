"""Parameters are taken strictly, each wrong one is told what it should be."""

import contextlib
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from jarida.api.parameters import ArticlesParams, Day, ListParams, Moment, Number, SearchParams, Truth

NUMBER, DAY, MOMENT, TRUTH = (TypeAdapter(kind) for kind in (Number, Day, Moment, Truth))


def refused(adapter: Any, text: str) -> str:
    with pytest.raises(ValidationError) as raised:
        adapter.validate_python(text)
    return str(raised.value.errors()[0]["msg"])


@given(st.integers(-(10**18), 10**18))
def test_numbers(number):
    assert NUMBER.validate_python(str(number)) == number


@pytest.mark.parametrize(
    "text", ["", " 1", "1 ", "+1", "1.0", "1e3", "0x1", "1_000", "٣", "１", "--1", "9" * 5000, "1\n", "\0"]
)
def test_what_is_no_number(text):
    assert "whole number" in refused(NUMBER, text)


@given(st.dates())
def test_days(day):
    assert DAY.validate_python(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    ["", "2024", "2024-4-2", "20240402", "2024-04-02T00:00", "0", "1700000000", "٢٠٢٤-٠٤-٠٢", "2024-04-02\n", "\0"],
)
def test_what_is_no_day(text):
    assert "2024-04-22" in refused(DAY, text)


@pytest.mark.parametrize("text", ["2024-13-45", "2023-02-29", "0000-01-01", "2024-00-10"])
def test_days_that_no_calendar_has(text):
    assert "calendar" in refused(DAY, text)


@given(st.datetimes(timezones=st.timezones()))
def test_moments_are_brought_to_utc(moment):
    offset = moment.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        return
    found = MOMENT.validate_python(moment.isoformat())
    assert found.tzinfo is UTC
    if 1 < moment.year < 9999:
        # of a moment that the clock shows twice, times of two zones are never equal (PEP 495)
        assert found == moment.astimezone(UTC)


def test_moments_at_the_ends_of_time():
    assert MOMENT.validate_python("0001-01-01T00:00:00+14:00") == datetime.min.replace(tzinfo=UTC)
    assert MOMENT.validate_python("9999-12-31T23:59:59-14:00") == datetime.max.replace(tzinfo=UTC)


def test_a_plus_sign_that_arrived_as_a_space():
    assert MOMENT.validate_python("2024-04-22T08:00:00 01:00") == datetime(2024, 4, 22, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-04-22",
        "2024-04-22T08:00:00",
        "now",
        "1700000000",
        "2024-04-22 08:00:00Z",
        "2024-04-22T25:00:00Z",
        "\0",
    ],
)
def test_what_is_no_moment(text):
    assert refused(MOMENT, text)


def test_truths():
    assert TRUTH.validate_python("true") is True
    assert TRUTH.validate_python("false") is False
    for text in ("", "1", "0", "yes", "True", "on", "\0"):
        assert "true or false" in refused(TRUTH, text)


@given(st.text(max_size=40))
def test_any_text_is_a_parameter_or_refused(text):
    for adapter in (NUMBER, DAY, MOMENT, TRUTH):
        with contextlib.suppress(ValidationError):
            adapter.validate_python(text)


@pytest.mark.parametrize(
    "wrong",
    [{"outlet": "a b"}, {"outlet": "a\n"}, {"outlet": ""}, {"language": "FR"}, {"language": "fra1"}, {"limit": "201"}],
)
def test_filters_of_articles(wrong):
    with pytest.raises(ValidationError):
        ArticlesParams.model_validate(wrong)


def test_usual_values():
    assert (ListParams().limit, ListParams().cursor, ListParams().fields) == (50, None, None)
    asked = SearchParams.model_validate({"q": "x"})
    assert (asked.limit, asked.expand, asked.fold, asked.snippets, asked.facets) == (30, True, True, True, False)
    assert ArticlesParams.model_validate({"day": "2024-02-29"}).day == date(2024, 2, 29)
