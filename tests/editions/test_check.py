"""What is meant by a value, and what is said of one that cannot be meant."""

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.errors import EditionError
from jarida.editions import check
from jarida.editions.check import SLUG, Source, address_problem, ascii_slug, near, outlet_slug
from jarida.editions.tables import Document

NOWHERE = Source("file.toml", "value = 1\n", {"value": 1})


def said(function: Any, value: str) -> str:
    """What a check says of a value; empty if it lets it pass."""
    try:
        function(NOWHERE, ("value",), value)
    except EditionError as error:
        return str(error).partition("file.toml:1: value: ")[2]
    return ""


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://example.org/feed", ""),
        ("http://127.0.0.1:9050/feed?x=1", ""),
        ("https://münchen.example/", ""),
        ("https://[2001:db8::1]/feed", ""),
        ("HTTPS://EXAMPLE.ORG/", ""),
        ("", "must begin with http:// or https://"),
        ("example.org", "must begin with http:// or https://"),
        ("file:///etc/passwd", "must begin with http:// or https://"),
        ("javascript:alert(1)", "must begin with http:// or https://"),
        ("https://", "has no host"),
        ("https://:80/", "has no host"),
        ("https://user@example.org/", "must not carry a name or password"),
        ("https://example.org/a b", "has blanks in it"),
        ("https://example.org:99999/", "is no address (Port out of range 0-65535)"),
        ("https://[::1/", "is no address (Invalid IPv6 URL)"),
    ],
)
def test_addresses(address, problem):
    assert address_problem(address) == problem


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_has_a_reason(text):
    reason = address_problem(text)
    assert reason or re.match("https?://", text, re.IGNORECASE)
    assert "\n" not in reason


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "UTC", "Europe/Madrid", "America/Argentina/Buenos_Aires"])
def test_zones_that_exist(zone):
    assert said(check.check_zone, zone) == ""


@pytest.mark.parametrize("zone", ["", "Casablanca", "Africa", "/etc/passwd", "../UTC", "a\0b", "GMT+25", "x" * 500])
def test_zones_that_do_not(zone):
    assert "it should be an IANA name such as Africa/Casablanca" in said(check.check_zone, zone)


@pytest.mark.parametrize("country", ["", "MA", "FR", "EH", "ES"])
def test_countries_that_exist(country):
    assert said(check.check_country, country) == ""


@pytest.mark.parametrize("country", ["ma", "MAR", "XX", "Maroc", "M", "150", "EU "])
def test_countries_that_do_not(country):
    assert "code of two capital letters such as MA" in said(check.check_country, country)


@pytest.mark.parametrize("language", ["ar", "fr", "es", "en", "zgh", "ary", "ber", "kab", "shi", "rif", "tzm"])
def test_languages_of_morocco_are_known(language):
    assert said(check.check_language, language) == ""


@pytest.mark.parametrize("language", ["", "AR", "fr-MA", "fr_MA", "arabic", "qq", "français"])
def test_languages_that_are_not(language):
    assert "it should be a code such as" in said(check.check_language, language)


@pytest.mark.parametrize(
    "selector",
    [
        "h1",
        "article > p.lead",
        "div[data-x='a]b}']",
        'a[href^="/x"]:not(.ad)',
        "main p:nth-child(2n+1)",
        "#body, .text",
    ],
)
def test_selectors(selector):
    assert said(check.check_selector, selector) == ""


@pytest.mark.parametrize(
    "selector", ["", "  ", "h1 {", "h1[title", "a:not(.x", "<h1>", "p; q", "h1[x='y]", "x" * 501, "//h1[@class={}]"]
)
def test_what_is_no_selector(selector):
    assert "is not a CSS selector such as 'article h1'" in said(check.check_selector, selector)


@pytest.mark.parametrize(
    ("word", "known", "answer"),
    [
        ("polcy", ["policy", "name"], "; did you mean 'policy'?"),
        ("zzz", ["policy", "name"], "; it should be one of policy, name"),
        ("zzz", [str(number) for number in range(30)], ""),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_ones(word, known, answer):
    assert near(word, known) == answer


@pytest.mark.parametrize("slug", ["", "A", "a--b", "-a", "a-", "a_b", "é", "a b", "a/b", "..", "هسبريس"])
def test_slugs_that_could_not_stand_in_an_address(slug):
    assert "must be small letters a-z, digits and hyphens" in said(check.check_slug, slug)


@given(st.text(max_size=200))
def test_a_name_makes_a_right_slug_or_none(name):
    slug = ascii_slug(name)
    assert slug == "" or SLUG.fullmatch(slug)
    assert len(slug) <= 80


@given(
    st.text(max_size=100),
    st.sampled_from(["https://www.ü.example/", "http://127.0.0.1:1/", "https://x.ma", "http://-/"]),
)
def test_every_outlet_gets_a_slug(name, homepage):
    assert SLUG.fullmatch(outlet_slug(name, homepage))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ({"edition": 1}, "edition: must be a table, not a whole number"),
        ({"edition": {"code": "x", "name": "X"}, "outlets": {}}, "must be a list, not a table"),
        ({"edition": {"code": "x", "name": True}}, "edition.name: must be text in quotes, not true or false"),
        ({"edition": {"code": "x", "name": 1.5}}, "edition.name: must be text in quotes, not a number"),
        ({"edition": {"code": "x", "name": "X"}, "outlets": [1]}, "must be a table, not a whole number"),
        ({}, "the field 'edition' is missing"),
    ],
)
def test_types_are_named_in_plain_words(data, line):
    source = Source("file.toml", "", data)
    with pytest.raises(msgspec.ValidationError) as wrong:
        msgspec.convert(data, Document)
    with pytest.raises(EditionError) as caught:
        check.wrong_type(source, wrong.value)
    assert str(caught.value) == f"file.toml:1: {line}"
