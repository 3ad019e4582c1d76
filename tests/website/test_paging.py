"""Places in a list as text."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.archive.queries import Cursor
from jarida.website.paging import BadCursor, read_cursor, write_cursor

moments = st.datetimes(datetime(1000, 1, 1), datetime(4000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(moments, st.integers(0, 10**18 - 1))
def test_what_is_written_is_read(at: datetime, number: int) -> None:
    assert read_cursor(write_cursor(Cursor(at, number))) == Cursor(at, number)


@given(st.text())
def test_any_text_is_a_place_or_refused(text: str) -> None:
    with contextlib.suppress(BadCursor):
        assert isinstance(read_cursor(text), Cursor)


@pytest.mark.parametrize("text", ["", "1", "1.", ".1", "1.1 ", "1.-1", "1,1", "999999999999999999999.1"])
def test_what_is_no_place(text: str) -> None:
    with pytest.raises(BadCursor):
        read_cursor(text)


def test_microseconds_are_kept() -> None:
    at = datetime(2026, 11, 23, 12, 0, 0, 1, tzinfo=UTC)
    assert read_cursor(write_cursor(Cursor(at, 1))).at - at == timedelta(0)
