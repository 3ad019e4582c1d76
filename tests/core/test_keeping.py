"""Pages packed for the disk, and the alarm on fields that are no longer found."""

import hashlib
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.errors import ParseError
from jarida.core.extraction.model import DateOrigin, Extraction, FoundDate, Picture
from jarida.core.keeping import ENOUGH_PAGES, FIELDS, Fill, falls, found_fields, pack, unpack


@given(st.binary(max_size=5000))
def test_what_is_packed_comes_back_byte_for_byte(body):
    packed = pack(body, "https://a.example/1", "text/html")
    assert unpack(packed.data, packed.digest, packed.size) == body
    assert packed.size == len(body)
    assert packed.digest == hashlib.sha256(body).hexdigest()


def test_markup_is_packed_to_a_fraction():
    body = b"<div class='teaser'><a href='/article'>A headline</a></div>" * 1000
    assert len(pack(body, "", "").data) < len(body) / 50


@given(st.binary(max_size=500))
def test_damaged_bytes_are_an_error_never_another_page(data):
    with pytest.raises(ParseError):
        unpack(data, "0" * 64, 100)


def test_a_file_that_became_a_bomb_is_not_unpacked():
    with pytest.raises(ParseError, match="digest"):
        unpack(zlib.compress(b"\0" * 50_000_000), hashlib.sha256(b"x").hexdigest(), 1)


def test_a_cut_off_file_is_damaged():
    packed = pack(b"<html>" + bytes(range(256)) * 20, "", "")
    with pytest.raises(ParseError):
        unpack(packed.data[: len(packed.data) // 2], packed.digest, packed.size)


def test_the_fields_found_are_those_with_a_value():
    assert found_fields(Extraction(url="")) == ()
    whole = Extraction(
        url="", title="T", authors=("A",), published=FoundDate(datetime(2026, 1, 1, tzinfo=UTC), DateOrigin.META, 0.9),
        paragraphs=("P",), summary="S", images=(Picture("https://a.example/1.jpg"),), section="s", tags=("t",),
    )  # fmt: skip
    assert found_fields(whole) == FIELDS
    assert found_fields(Extraction(url="", title="T", tags=("t",))) == ("title", "tags")


def fill(read: int, **found: int) -> Fill:
    return Fill(read, found)


def test_a_field_that_is_no_longer_found_is_told():
    told = falls(fill(100, title=100, authors=90), fill(20, title=20, authors=2))
    assert [(fall.field, fall.before, fall.now) for fall in told] == [("authors", 0.9, 0.1)]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (fill(ENOUGH_PAGES - 1, title=ENOUGH_PAGES - 1), fill(50)),  # too little was known
        (fill(50, title=50), fill(ENOUGH_PAGES - 1)),  # too little is known
        (fill(50, tags=20), fill(50)),  # was never reliable
        (fill(50, authors=50), fill(50, authors=30)),  # columns without a name come and go
        (fill(0), fill(0)),
    ],
)
def test_chance_is_no_alarm(before, now):
    assert falls(before, now) == () or {fall.field for fall in falls(before, now)} == set()


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_an_alarm_is_always_a_fall(read, found, later, still):
    for fall in falls(fill(read, title=min(found, read)), fill(later, title=min(still, later))):
        assert 0 <= fall.now < fall.before <= 1
