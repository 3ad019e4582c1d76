"""Pages packed for the disk, and the alarm on fields that are no longer found."""

import hashlib
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.errors import ParseError
from jarida.core.extraction.model import DateOrigin, Extraction, FoundDate, Picture
from jarida.core.extraction.templates.alarms import layout_changed
from jarida.core.keeping import FIELDS, fill_rates, found_fields, pack, unpack


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
        paragraphs=("P" * 300,), summary="S", images=(Picture("https://a.example/1.jpg"),), section="s", tags=("t",),
    )  # fmt: skip
    assert found_fields(whole) == FIELDS
    assert found_fields(Extraction(url="", title="T", tags=("t",), paragraphs=("short",))) == ("title", "tags")


def test_days_are_summed_for_the_alarm():
    before = fill_rates([{"read": 20, "title": 20, "text": 20}, {"read": 10, "title": 10, "text": 9}])
    assert (before.pages, before.found["title"], before.found["body"], before.found["authors"]) == (30, 30, 29, 0)
    assert layout_changed(before, fill_rates([{"read": 8, "title": 8, "text": 0}])) == ("body",)
    assert layout_changed(before, fill_rates([{"read": 8, "title": 8, "text": 8}])) == ()
    assert layout_changed(fill_rates([]), fill_rates([{"read": 8}])) == ()


@given(st.lists(st.fixed_dictionaries({name: st.integers(0, 50) for name in ("read", *FIELDS)}), max_size=5))
def test_a_sum_has_all_that_was_counted(days):
    rates = fill_rates(days)
    assert rates.pages == sum(day["read"] for day in days)
    assert rates.found["image"] == sum(day["image"] for day in days)
