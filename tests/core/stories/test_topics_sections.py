"""Sections and tags of outlets as topics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories.topics import CODES, SLUGS
from jarida.core.stories.topics_sections import _WORDS, MOST_TAGS, of_section, of_tags


def slugs(codes: frozenset[str]) -> set[str]:
    return {SLUGS[code] for code in codes}


@pytest.mark.parametrize(
    ("section", "slug"),
    [
        ("Sport", "sport"),
        ("SPORTS", "sport"),
        ("رياضة", "sport"),
        ("الرياضة", "sport"),
        ("رياضات", "sport"),
        ("Deportes", "sport"),
        ("Économie", "economy"),
        ("ECONOMIE", "economy"),
        ("اقتصاد", "economy"),
        ("مال وأعمال", "economy"),
        ("Política", "politics"),
        ("سياسة", "politics"),
        ("Medio ambiente", "environment"),
        ("بيئة", "environment"),
        ("Santé", "health"),
        ("Faits divers", "justice"),
        ("حوادث", "justice"),
        ("Météo", "weather"),
        ("Accueil > Sport > Football", "sport"),
        ("Économie / Société", "economy"),
        (" sport ", "sport"),
        ("Food", "leisure"),
        ("ⵜⵉⵏⵎⵍ", "education"),
        ("ⵉⴷⵍⴻⵙ", "culture"),
    ],
)
def test_a_section_names_its_topic(section: str, slug: str) -> None:
    assert slugs(of_section(section)) == {slug}


@pytest.mark.parametrize(
    "section", ["", "Société", "مجتمع", "National", "Régions", "جهات", "Opinion", "À la une", "?!", "Sportif"]
)
def test_a_section_that_may_hold_anything_says_nothing(section: str) -> None:
    assert of_section(section) == frozenset()


def test_tags_may_name_several() -> None:
    assert slugs(of_tags(["football", "Maroc", "santé"])) == {"sport", "health"}
    assert of_tags([]) == frozenset()


def test_only_the_first_tags_are_looked_at() -> None:
    assert of_tags(["x"] * MOST_TAGS + ["sport"]) == frozenset()


def test_every_topic_has_words_and_none_is_that_of_two() -> None:
    assert set(_WORDS) == set(CODES)
    words = [word for listed in _WORDS.values() for word in listed.split("|")]
    assert len(words) == len(set(words))
    for slug, listed in _WORDS.items():
        for word in listed.split("|"):
            assert slugs(of_section(word)) == {slug}, word


@given(st.text(max_size=300), st.lists(st.text(max_size=200), max_size=50))
def test_anything_may_stand_there(section: str, tags: list[str]) -> None:
    assert of_section(section) <= set(SLUGS)
    assert of_tags(tags) <= set(SLUGS)
