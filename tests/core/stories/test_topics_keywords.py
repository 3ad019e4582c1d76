"""An edition's own topics by keywords, in any form of their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories.topics import Topic
from jarida.core.stories.topics_keywords import IN_TEXT, IN_TITLE, TEXT_READ, keyword_topics

WATER = (
    "water",
    (
        "barrage", "coupure d'eau", "stress hydrique", "السدود", "مياه", "الماء الصالح للشرب", "تحلية", "embalse",
        "drinking water", "ⴰⵎⴰⵏ",
    ),
)  # fmt: skip
CUP = ("cup", ("Coupe du monde 2030", "مونديال 2030"))


def found(title: str, language: str, text: str = "", own: tuple = (WATER, CUP)) -> list[str]:
    return [topic.code for topic in keyword_topics(own, title, text, language)]


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Le barrage est plein", "fr"),
        ("LES BARRAGES SONT PLEINS", "fr"),
        ("Des coupures d’eau à Fès", "fr"),
        ("Le stress hydrique inquiète", "fr"),
        ("امتلاء السدود بعد الأمطار", "ar"),
        ("وبالسدود الجديدة", "ar"),
        ("السُّدُود", "ar"),
        ("انقطاع الماء الصالح للشرب", "ar"),
        ("للماء الصالح للشرب", "ar"),
        ("بالماء", "ar"),
        ("لمياهنا", "ar"),
        ("محطة لتحلية مياه البحر", "ar"),
        ("Los embalses están llenos", "es"),
        ("No drinking water in the village", "en"),
        ("ⴰⵎⴰⵏ ⵏ ⵜⵎⴰⵣⵉⵔⵜ", "zgh"),
        ("Barrage", ""),
    ],
)
def test_forms_of_a_keyword_are_found(title: str, language: str) -> None:
    assert found(title, language) == ["own:water"]


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("", "fr"),
        ("Le stress des examens", "fr"),
        ("hydrique stress", "fr"),
        ("L'eau et la coupure", "fr"),
        ("الفائدة في 3 في المائة", "ar"),
        ("السيد الوزير يزور المدينة", "ar"),
        ("The water was cold, drinking was slow", "en"),
        ("Coupe du monde 2026", "fr"),
        ("🚰", "fr"),
    ],
)
def test_what_is_no_form_of_one_is_not(title: str, language: str) -> None:
    assert found(title, language) == []


def test_a_number_belongs_to_its_keyword() -> None:
    assert found("La Coupe du Monde 2030 approche", "fr") == ["own:cup"]
    assert found("ملاعب مونديال 2030", "ar") == ["own:cup"]


def test_a_keyword_in_the_title_makes_surer_than_one_in_the_text() -> None:
    assert keyword_topics((WATER,), "Barrage", "Barrage", "fr") == (Topic("own:water", IN_TITLE),)
    assert keyword_topics((WATER,), "Rien", "Le barrage", "fr") == (Topic("own:water", IN_TEXT),)
    assert IN_TEXT < IN_TITLE


def test_only_the_beginning_of_a_text_is_read() -> None:
    assert found("Rien", "fr", "mot " * (TEXT_READ // 4) + "barrage") == []


def test_several_topics_and_none() -> None:
    assert found("Barrage et Coupe du monde 2030", "fr") == ["own:cup", "own:water"]
    assert keyword_topics((), "Barrage", "", "fr") == ()
    assert keyword_topics((("x", ("?!",)),), "?!", "", "fr") == ()


@given(st.text(max_size=200), st.sampled_from(["fr", "ar", "es", "en", "zgh", "", "xx"]), st.text(max_size=20))
def test_any_text_and_any_keyword(text: str, language: str, keyword: str) -> None:
    codes = {topic.code for topic in keyword_topics((("x", (keyword,)),), text, text, language)}
    assert codes <= {"own:x"}


@given(st.lists(st.sampled_from("barrage eau وسد السدود dam pantano".split()), min_size=1, max_size=3))
def test_a_keyword_is_found_in_itself(words: list[str]) -> None:
    phrase = " ".join(words)
    assert keyword_topics((("x", (phrase,)),), f"a {phrase} z", "", "fr")
