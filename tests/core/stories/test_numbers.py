"""Numbers are the same whatever digits, separators, words and units write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories.numbers import MOST, Kind, contradicting, kind, numbers


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Séisme de magnitude 7,2", "7.2"),
        ("en", "Magnitude 7.2 quake", "7.2"),
        ("ar", "زلزال بقوة ٧٫٢ درجات", "7.2"),
        ("ar", "زلزال بقوة 7,2 درجات", "7.2"),
        ("fr", "plus de 300 000 hectares", "300000"),
        ("fr", "plus de 300\u202f000 hectares", "300000"),
        ("es", "más de 300.000 hectáreas", "300000"),
        ("en", "some 300,000 hectares", "300000"),
        ("ar", "أكثر من 300 ألف هكتار", "300000"),
        ("fr", "300 mille hectares", "300000"),
        ("fr", "5.000 milliards de dollars", "5000000000000"),
        ("es", "los 5 billones de dólares", "5000000000000"),
        ("en", "$5 trillion", "5000000000000"),
        ("ar", "5 تريليونات دولار", "5000000000000"),
        ("en", "$1.4 billion", "1400000000"),
        ("fr", "1,4 milliard", "1400000000"),
        ("es", "1.400 millones", "1400000000"),
        ("ar", "1.4 مليار", "1400000000"),
        ("fr", "deux millions", "2000000"),
        ("en", "two million", "2000000"),
        ("fr", "dix morts", "10"),
        ("es", "diez muertos", "10"),
        ("en", "ten dead", "10"),
        ("ar", "عشرة قتلى", "10"),
        ("ar", "خمسة عشر قتيلا", "15"),
        ("ar", "ثلاثة وعشرون جريحا", "23"),
        ("fr", "vingt-trois blessés", "23"),
        ("fr", "vingt et un blessés", "21"),
        ("es", "treinta y dos heridos", "32"),
        ("en", "twenty-one hurt", "21"),
        ("en", "up 6%", "6%"),
        ("fr", "en hausse de 6 %", "6%"),
        ("fr", "en hausse de six pour cent", "6%"),
        ("es", "sube un 6 por ciento", "6%"),
        ("ar", "بنسبة 6 في المائة", "6%"),
        ("ar", "بنسبة ٦٪", "6%"),
        ("fr", "battu 2-1", "2-1"),
        ("fr", "s'inclinent (0-1)", "1-0"),
        ("en", "win 1–0", "1-0"),
        ("fr", "le Mondial 2030", "2030"),
        ("ar", "مونديال ٢٠٣٠", "2030"),
        ("ar", "بـ40 سنتيما", "40"),
    ],
)
def test_one_number_however_it_is_written(language, text, found):
    assert numbers(text, language) == {found}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "un homme et une femme"),
        ("fr", "le premier ministre"),
        ("en", "one of the best"),
        ("fr", "un chat neuf"),
        ("", "deux trois once"),
        ("en", "once upon a time"),
        ("fr", "1"),
        ("fr", ""),
        ("ar", "٠"),
    ],
)
def test_what_is_no_number_worth_comparing(language, text):
    assert numbers(text, language) == frozenset()


def test_a_word_is_a_number_in_its_language_only():
    assert numbers("once heridos", "es") == {"11"}
    assert numbers("once more", "en") == frozenset()


def test_a_digit_and_a_word_are_two_numbers():
    assert numbers("20 un chat, 30 deux", "fr") == {"20", "30", "2"}


def test_several_numbers_of_a_text():
    assert numbers("Peine de 10 ans, 3 000 mètres, saison 2025-2026, à 10:30") >= {"10", "3000", "2025", "2026"}


def test_one_million_is_said_one_is_not():
    assert numbers("1 million de personnes", "fr") == {"1000000"}
    assert numbers("1 %", "fr") == {"1%"}


@pytest.mark.parametrize(
    ("number", "sort"),
    [("6%", Kind.SHARE), ("2-1", Kind.RESULT), ("2030", Kind.YEAR), ("23", Kind.COUNT), ("7.2", Kind.COUNT)],
)
def test_the_sort_of_a_number(number, sort):
    assert kind(number) is sort


def test_contradictions_are_within_one_sort():
    assert contradicting({"3", "2030"}, {"5", "2030"}) == {"3", "5"}
    assert contradicting({"3", "7"}, {"5", "7"}) == frozenset()
    assert contradicting({"3"}, {"6%"}) == frozenset()
    assert contradicting(set(), {"5"}) == frozenset()


@given(st.text(max_size=300), st.sampled_from(["fr", "ar", "es", "en", "zgh", ""]))
def test_never_fails_and_stays_small(text, language):
    found = numbers(text, language)
    assert len(found) <= MOST
    assert all(kind(number) in Kind for number in found)
    assert contradicting(found, found) == frozenset()


def test_a_very_long_text_is_cut():
    assert len(numbers(" ".join(map(str, range(2, 100_000))), "fr")) <= MOST
    assert numbers("9" * 10_000) != frozenset()


@given(st.integers(2, 10**9))
def test_thousands_however_divided(value):
    ways = {f"{value:,}", f"{value:,}".replace(",", "."), f"{value:,}".replace(",", " "), str(value)}
    plain = {tuple(numbers(way, "fr")) for way in ways}
    assert plain == {(str(value),)}
