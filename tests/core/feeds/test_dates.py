from datetime import UTC, datetime, timedelta

import pytest

from jarida.core.feeds.dates import OLDEST, TOLERANCE, is_believable, parse_date


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        # RFC 822 and RFC 2822
        ("Mon, 22 Apr 2024 10:00:00 GMT", at(2024, 4, 22, 10)),
        ("Mon, 22 Apr 2024 10:00:00 +0100", at(2024, 4, 22, 9)),
        ("Fri, 22 Apr 2024 10:00:00 +0100", at(2024, 4, 22, 9)),  # it was a Monday
        ("22 Apr 2024 10:00 EST", at(2024, 4, 22, 15)),
        ("Mon, 22 Apr 24 10:00:00 PDT", at(2024, 4, 22, 17)),
        ("22 Apr 97 10:00:00 GMT", at(1997, 4, 22, 10)),
        ("Mon,22 Apr 2024 10:00:00 WEST", at(2024, 4, 22, 9)),
        ("Monday, 22-Apr-24 10:00:00 UTC", at(2024, 4, 22, 10)),
        ("Mon, 22 April 2024 10:00:00 GMT+1", at(2024, 4, 22, 9)),
        ("Mon, 22 Apr 2024 10:00:00 +01:00", at(2024, 4, 22, 9)),
        ("Mon, 22 Apr 2024 10:00:00 +0530", at(2024, 4, 22, 4, 30)),
        ("Mon, 22 Apr 2024 10:00:00 XYZ", at(2024, 4, 22, 10)),
        ("Mon, 22 Apr 2024 24:00:00 GMT", at(2024, 4, 23)),
        ("Sat, 31 Dec 2016 23:59:60 GMT", at(2016, 12, 31, 23, 59, 59)),
        ("22 Apr 2024", at(2024, 4, 22)),
        ("Mon, 22 Apr 2024 10:00:00 PM GMT", at(2024, 4, 22, 22)),
        # ISO 8601 and RFC 3339
        ("2024-04-22T10:00:00Z", at(2024, 4, 22, 10)),
        ("2024-04-22T10:00:00+01:00", at(2024, 4, 22, 9)),
        ("2024-04-22T10:00+0100", at(2024, 4, 22, 9)),
        ("2024-04-22T10:00:00.123Z", datetime(2024, 4, 22, 10, 0, 0, 123_000, tzinfo=UTC)),
        ("2024-04-22 10:00:00", at(2024, 4, 22, 10)),
        ("2024-04-22 10:00:00 +0100", at(2024, 4, 22, 9)),
        ("2024-04-22 10:00:00 UTC", at(2024, 4, 22, 10)),
        ("2024/04/22 10:00", at(2024, 4, 22, 10)),
        ("2024-4-2T1:02:03Z", at(2024, 4, 2, 1, 2, 3)),
        ("20240422T100000Z", at(2024, 4, 22, 10)),
        ("2024-04-22", at(2024, 4, 22)),
        ("20240422", at(2024, 4, 22)),
        ("2024-04", at(2024, 4, 1)),
        ("2024", at(2024, 1, 1)),
        # others that are met
        ("Mon Apr 22 10:00:00 2024", at(2024, 4, 22, 10)),
        ("Mon Apr 22 10:00:00 CEST 2024", at(2024, 4, 22, 8)),
        ("April 22, 2024 10:00 am", at(2024, 4, 22, 10)),
        ("Apr 22, 2024", at(2024, 4, 22)),
        ("22/04/2024 10:00", at(2024, 4, 22, 10)),
        ("04/22/2024", at(2024, 4, 22)),
        ("lun, 22 avr 2024 10:00:00 +0100", at(2024, 4, 22, 9)),
        ("22 février 2024", at(2024, 2, 22)),
        ("1er août 2024", at(2024, 8, 1)),
        ("22 ene 2024 10:00:00", at(2024, 1, 22, 10)),
        ("22 أبريل 2024 10:00", at(2024, 4, 22, 10)),
        ("1713780000", at(2024, 4, 22, 10)),
        ("1713780000000", at(2024, 4, 22, 10)),
    ],
)  # fmt: skip
def test_dates_as_they_are_written(text, moment):
    assert parse_date(text) == moment
    assert parse_date(f"\n  {text} ") == moment


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "yesterday", "Mon, 32 Apr 2024 10:00:00 GMT", "2024-02-30", "0000-00-00T00:00:00Z", "12",
        "Mon, 22 Foo 2024 10:00:00 GMT", "x" * 500, "99/99/2024", "::", "- - -",
    ],
)  # fmt: skip
def test_what_is_no_date(text):
    assert parse_date(text) is None


def test_every_moment_is_in_utc():
    for text in ("2024-04-22T10:00:00+14:00", "22 Apr 2024 10:00:00 -0800", "2024-04-22"):
        assert parse_date(text).tzinfo is UTC


def test_impossible_offsets_are_taken_as_utc():
    assert parse_date("22 Apr 2024 10:00:00 +9900") == at(2024, 4, 22, 10)


def test_what_is_believable():
    now = at(2024, 5, 1)
    assert is_believable(now, now)
    assert is_believable(now + TOLERANCE, now)
    assert not is_believable(now + TOLERANCE + timedelta(seconds=1), now)
    assert is_believable(OLDEST, now)
    assert not is_believable(at(1970, 1, 1), now)
    assert not is_believable(at(1, 1, 1), now)
