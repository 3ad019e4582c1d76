"""What clients send: any bytes are a form or a clear refusal."""

import contextlib
from datetime import UTC, datetime

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from jarida.api.readers.forms import MOST_FIELDS, BadForm, Form, read_form

FORM = "application/x-www-form-urlencoded"


def posted(body: bytes, query: str = "") -> Form:
    return read_form(RequestFactory().post(f"/x?{query}", body, content_type=FORM))


def test_the_body_comes_before_the_query() -> None:
    form = posted(b"a=1&a=2&b=", "a=3&c=%C3%A9")
    assert form.values == {"a": ("1", "2", "3"), "b": ("",), "c": ("é",)}
    assert form.text("a") == "1"
    assert form.text("nothing") == ""
    assert "b" in form
    assert "nothing" not in form


def test_letters_that_were_not_escaped() -> None:
    assert read_form(RequestFactory().get("/x?s=user/-/label/Français")).text("s") == "user/-/label/Français"
    assert posted("s=user/-/label/العربية".encode()).text("s") == "user/-/label/العربية"


def test_a_multipart_form() -> None:
    request = RequestFactory().post("/x?api", {"api_key": "abc", "i": ["1", "2"]})
    assert read_form(request).values["i"] == ("1", "2")


def test_many_fields_are_taken_and_too_many_refused() -> None:
    assert len(posted(b"&".join([b"i=64"] * 10_000)).values["i"]) == 10_000
    with pytest.raises(BadForm, match="many"):
        posted(b"&".join([b"i=1"] * (MOST_FIELDS + 1)))


def test_nul_is_dropped() -> None:
    assert posted(b"s=feed/\x00%001").text("s") == "feed/1"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_form(body: bytes) -> None:
    form = posted(body)
    form.items("i")
    for name in ("n", "ot", "s"):
        for read in (lambda name: form.number(name, 1, 10), form.moment, form.streams):
            with contextlib.suppress(BadForm):
                read(name)


@pytest.mark.parametrize(("text", "number"), [("", 20), ("5", 5), ("2147483647", 1000), (" 7 ", 7), ("9" * 19, 1000)])
def test_numbers(text: str, number: int) -> None:
    assert Form({"n": (text,)}).number("n", 20, 1000) == number


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "٥", "9" * 20, "0x1"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(BadForm, match="n is no number"):
        Form({"n": (text,)}).number("n", 20, 1000)


@pytest.mark.parametrize("text", ["1795608000", "1795608000000", "1795608000000000"])
def test_moments_in_seconds_milliseconds_and_microseconds(text: str) -> None:
    assert Form({"ot": (text,)}).moment("ot") == datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_a_moment_is_exact() -> None:
    assert Form({"ts": ("1795608000123456",)}).moment("ts") == datetime(2026, 11, 25, 12, 0, 0, 123456, tzinfo=UTC)


def test_what_is_no_moment() -> None:
    assert Form({}).moment("ot") is None
    assert Form({"ot": ("0",)}).moment("ot") is None
    with pytest.raises(BadForm, match="ot is no time"):
        Form({"ot": ("999999999999999999",)}).moment("ot")


def test_items_that_are_none_are_left_out() -> None:
    assert Form({"i": ("64", "x", "64", "\ud800", " 128 ")}).items("i") == [64, 128]


def test_a_stream_that_is_none_is_refused() -> None:
    with pytest.raises(BadForm, match="xt is no stream"):
        Form({"xt": ("nonsense",)}).streams("xt")
    assert Form({"xt": ("",)}).streams("xt") == ()
