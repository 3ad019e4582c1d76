"""Decompression: whole or refused, and never larger than allowed."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.fetching.decompression import MAX_MEMBERS, BadEncoding, Body, BodyTooLarge

TEXT = b"Rabat, le 22 avril. " * 50


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def taken(encoding: str, data: bytes, limit: int = 1 << 20, step: int = 1 << 16) -> bytes:
    body = Body(encoding, limit)
    for at in range(0, len(data), step):
        body.feed(data[at : at + step])
    return body.finish()


ENCODINGS = [
    ("", bytes),
    ("identity", bytes),
    ("utf-8", bytes),
    ("gzip", gzip.compress),
    ("GZIP ", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
]


@pytest.mark.parametrize("step", [1, 7, 1 << 16])
@pytest.mark.parametrize(("encoding", "pack"), ENCODINGS)
def test_gives_back_what_was_packed(encoding, pack, step):
    assert taken(encoding, pack(TEXT), step=step) == TEXT


@pytest.mark.parametrize(("encoding", "pack"), ENCODINGS)
def test_exactly_the_limit_is_taken_and_one_byte_more_is_not(encoding, pack):
    assert taken(encoding, pack(TEXT), limit=len(TEXT)) == TEXT
    with pytest.raises(BodyTooLarge):
        taken(encoding, pack(TEXT), limit=len(TEXT) - 1)


@given(st.binary(max_size=400), st.integers(1, 50), st.sampled_from(ENCODINGS))
def test_any_bytes_in_any_pieces(data, step, encoding):
    name, pack = encoding
    assert taken(name, pack(data), step=step) == data


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", ""]), st.integers(0, 300))
def test_any_bytes_are_taken_or_refused_within_the_limit(data, encoding, limit):
    body = Body(encoding, limit)
    try:
        body.feed(data)
        assert len(body.finish()) <= limit
    except (BadEncoding, BodyTooLarge):
        assert len(body.taken) <= limit


def test_a_bomb_costs_no_more_than_the_limit():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join([packer.compress(b"\0" * (1 << 20)) for _ in range(64)] + [packer.flush()])
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        with pytest.raises(BodyTooLarge):
            taken("gzip", bomb, limit=1 << 20)
        assert tracemalloc.get_traced_memory()[1] < 5 << 20
    finally:
        tracemalloc.stop()


def test_what_came_before_the_limit_can_be_kept():
    body = Body("gzip", 100)
    with pytest.raises(BodyTooLarge):
        body.feed(gzip.compress(TEXT))
    assert body.taken == TEXT[:100]


def test_compressed_data_that_make_nothing_do_not_go_on_for_ever():
    body = Body("deflate", 1000)
    body.feed(b"\x78\x9c")
    empty_blocks = b"\x00\x00\x00\xff\xff" * 13_000
    body.feed(empty_blocks)
    with pytest.raises(BodyTooLarge):
        body.feed(empty_blocks)
    assert body.taken == b""


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_damaged_data_are_refused(encoding):
    with pytest.raises(BadEncoding, match="damaged"):
        taken(encoding, b"this is no compressed data at all, is it?")


@pytest.mark.parametrize(("encoding", "pack"), ENCODINGS[3:])
def test_data_that_end_too_soon_are_refused(encoding, pack):
    with pytest.raises(BadEncoding, match="too soon"):
        taken(encoding, pack(TEXT)[:-9])
    with pytest.raises(BadEncoding, match="too soon"):
        taken(encoding, pack(TEXT)[:1])


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "x" * 500])
def test_an_encoding_that_was_not_offered_is_refused(encoding):
    with pytest.raises(BadEncoding, match="not offered"):
        Body(encoding, 100)


def test_nothing_is_nothing():
    assert taken("gzip", b"") == b""
    assert taken("", b"") == b""


def test_several_members_are_one_body():
    assert taken("gzip", gzip.compress(b"a") + gzip.compress(b"b"), step=5) == b"ab"
    assert taken("gzip", gzip.compress(b"a") + gzip.compress(b"b")) == b"ab"


def test_what_follows_the_end_is_left_out():
    assert taken("gzip", gzip.compress(b"a") + b"\0\0\0garbage") == b"a"
    assert taken("deflate", zlib.compress(b"a") + b"garbage") == b"a"


def test_a_body_in_thousands_of_members_is_refused():
    with pytest.raises(BadEncoding, match=str(MAX_MEMBERS)):
        taken("gzip", gzip.compress(b"") * 5000)
