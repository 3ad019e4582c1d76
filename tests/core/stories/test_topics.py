"""The list of topics: IPTC's top level, with slugs and names that pages can rely on."""

import re

import pytest

from jarida.core.stories.topics import BY_CODE, CODES, HEADINGS, SLUGS, Heading


def test_the_seventeen_of_iptc() -> None:
    assert [heading.code for heading in HEADINGS] == [f"medtop:{number:02}000000" for number in range(1, 18)]


def test_a_slug_is_of_one_topic_and_may_stand_in_an_address() -> None:
    assert len(CODES) == len(SLUGS) == len(BY_CODE) == 17
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in CODES)
    assert CODES["sport"] == "medtop:15000000"
    assert SLUGS["medtop:11000000"] == "politics"


@pytest.mark.parametrize("heading", HEADINGS, ids=lambda heading: heading.slug)
def test_each_has_a_name_in_every_language_of_the_interface(heading: Heading) -> None:
    assert set(heading.names) == {"fr", "ar", "es", "en"}
    assert all(heading.names.values())
    assert any("\u0600" <= letter <= "\u06ff" for letter in heading.names["ar"])


def test_names_differ_in_each_language() -> None:
    for language in ("fr", "ar", "es", "en"):
        assert len({heading.name_in(language) for heading in HEADINGS}) == 17


def test_where_a_language_has_no_name_another_is_shown() -> None:
    assert HEADINGS[14].name_in("zgh") == "Sport"
    assert Heading("own:x", "x", {"fr": "Eau"}).name_in("en") == "Eau"
    assert Heading("own:x", "x", {}).name_in("en") == "x"
