"""Headers: read with distrust."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.fetching.headers import (
    LONGEST_ETAG,
    MAX_FRESHNESS,
    MAX_RETRY_AFTER,
    declared_length,
    freshness,
    plain_headers,
    request_headers,
    retry_after,
    sound,
    validators_of,
)
from jarida.core.fetching.model import Purpose, Validators

NOW = 1713780000.0  # 2024-04-22 10:00:00 UTC
DATE = "Mon, 22 Apr 2024 10:00:00 GMT"
LATER = "Mon, 22 Apr 2024 10:02:00 GMT"


class TestRequest:
    def test_says_who_asks_and_what_for(self):
        headers = request_headers("JaridaBot/1", Purpose.FEED, Validators())
        assert headers["User-Agent"] == "JaridaBot/1"
        assert headers["Accept"].startswith("application/rss+xml")
        assert headers["Accept-Encoding"] == "gzip, deflate"
        assert "If-None-Match" not in headers
        assert "If-Modified-Since" not in headers

    @pytest.mark.parametrize("purpose", Purpose)
    def test_every_purpose_has_its_accept(self, purpose):
        assert request_headers("x", purpose, Validators())["Accept"].endswith("*/*;q=0.1")

    def test_is_conditional_where_there_are_validators(self):
        headers = request_headers("x", Purpose.PAGE, Validators('W/"é"'.replace("é", "e"), DATE))
        assert headers["If-None-Match"] == 'W/"e"'
        assert headers["If-Modified-Since"] == DATE

    @pytest.mark.parametrize("nasty", ['"a"\r\nX: y', "a\nb", "a\0b", "é", "\x7f", "a" * (LONGEST_ETAG + 1), "\t\x0b"])
    def test_a_validator_cannot_add_a_header(self, nasty):
        headers = request_headers("x", Purpose.PAGE, Validators(nasty, nasty))
        assert set(headers) == {"User-Agent", "Accept", "Accept-Encoding"}

    @given(st.text(max_size=30))
    def test_no_text_can(self, text):
        for value in request_headers("x", Purpose.PAGE, Validators(text, text)).values():
            assert value.isascii()
            assert value.isprintable()

    def test_sound(self):
        assert sound('  "abc" ', 10) == '"abc"'
        assert sound("", 10) == ""


class TestAnswer:
    def test_names_are_in_lower_case_and_repeated_ones_joined(self):
        pairs = [("X-Robots-Tag", "noarchive"), ("x-robots-tag", "noai"), ("ETag", '"1"')]
        assert plain_headers(pairs) == {"x-robots-tag": "noarchive, noai", "etag": '"1"'}

    def test_broken_letters_become_storable(self):
        assert plain_headers([("X", "caf\udce9")]) == {"x": "caf�"}
        assert plain_headers([("X", "café")]) == {"x": "café"}

    def test_validators_are_the_answers_own_or_those_sent(self):
        sent = Validators('"old"')
        assert validators_of({"etag": '"new"'}, sent) == Validators('"new"')
        assert validators_of({"last-modified": DATE}, sent) == Validators("", DATE)
        assert validators_of({}, sent) == sent
        assert validators_of({}) == Validators()
        assert validators_of({"etag": "a" * 301}) == Validators()

    @pytest.mark.parametrize(
        ("value", "length"), [("12", 12), ("", 0), ("-1", 0), ("1e9", 0), ("٣", 0), ("9" * 30, int("9" * 18))]
    )
    def test_declared_length(self, value, length):
        assert declared_length({"content-length": value}) == length

    @pytest.mark.parametrize(
        ("value", "target"),
        [("/a?b#c", "/a?b#c"), ("/é", "/%C3%A9"), ("/\udce9 x?a=b&c=%20é", "/%E9%20x?a=b&c=%20%C3%A9")],
    )
    def test_a_location_in_other_letters(self, value, target):
        assert plain_headers([("Location", value)]) == {"location": target}

    def test_of_what_can_be_there_once_the_first_counts(self):
        pairs = [("Location", "/a"), ("Location", "/b"), ("Content-Type", "text/html"), ("Content-Type", "x/y")]
        assert plain_headers(pairs) == {"location": "/a", "content-type": "text/html"}


class TestRetryAfter:
    @pytest.mark.parametrize(
        ("value", "seconds"),
        [
            ("120", 120.0),
            (" 0 ", 0.0),
            (LATER, 120.0),
            ("Mon, 22 Apr 2024 12:02:00 +0200", 120.0),
            ("Monday, 22-Apr-24 10:02:00 GMT", 120.0),
            ("Mon, 22 Apr 2024 09:00:00 GMT", 0.0),
            ("99999999999999999999", MAX_RETRY_AFTER),
            ("Mon, 22 Apr 2054 10:00:00 GMT", MAX_RETRY_AFTER),
            ("-5", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
            ("Mon, 99 Foo 2024 10:00:00 GMT", None),
            ("x" * 10_000, None),
        ],
    )
    def test_both_forms(self, value, seconds):
        assert retry_after({"retry-after": value}, NOW) == seconds

    @given(st.text(max_size=40))
    def test_any_text_is_within_a_day_or_nothing(self, text):
        seconds = retry_after({"retry-after": text}, NOW)
        assert seconds is None or 0 <= seconds <= MAX_RETRY_AFTER

    def test_absent(self):
        assert retry_after({}, NOW) is None


class TestFreshness:
    @pytest.mark.parametrize(
        ("headers", "seconds"),
        [
            ({}, None),
            ({"cache-control": "max-age=300"}, 300.0),
            ({"cache-control": "public, Max-Age = 300, s-maxage=1"}, 300.0),
            ({"cache-control": 'max-age="60"'}, 60.0),
            ({"cache-control": "max-age=300", "age": "100"}, 200.0),
            ({"cache-control": "max-age=300", "age": "1000"}, 0.0),
            ({"cache-control": "max-age=300", "expires": LATER}, 300.0),
            ({"cache-control": "no-cache, max-age=300"}, 0.0),
            ({"cache-control": "no-store"}, 0.0),
            ({"cache-control": "public"}, None),
            ({"cache-control": "s-maxage=5"}, None),
            ({"cache-control": "public", "expires": LATER}, 120.0),
            ({"cache-control": "max-age=99999999999"}, MAX_FRESHNESS),
            ({"expires": LATER}, 120.0),
            ({"expires": LATER, "date": "Mon, 22 Apr 2024 10:01:00 GMT"}, 60.0),
            ({"expires": LATER, "date": "nonsense"}, 120.0),
            ({"expires": "0"}, 0.0),
            ({"expires": "Mon, 22 Apr 1999 10:00:00 GMT"}, 0.0),
            ({"expires": "Mon, 22 Apr 2094 10:00:00 GMT"}, MAX_FRESHNESS),
        ],
    )
    def test_cache_control_before_expires(self, headers, seconds):
        assert freshness(headers, NOW) == seconds

    @given(st.text(max_size=40), st.text(max_size=40))
    def test_any_text_is_bounded(self, control, expires):
        seconds = freshness({"cache-control": control, "expires": expires}, NOW)
        assert seconds is None or 0 <= seconds <= MAX_FRESHNESS
