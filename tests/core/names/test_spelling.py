"""The word that was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.names.spelling import correct, distance, edits
from tests.core.names.words import Words

ARCHIVE = Words(
    "gouvernement 200", "parlement 150", "Akhannouch 90", "Benkirane 30", "élection 50", "élections 80",
    "الانتخابات 90",
    "الحكومة 100", "البرلمان 80", "porte 60", "parole 60", "la 900", "le 900", "journal 40", "Sénégal 40", "presse 3",
    "constitución 30", "Marrakech 60", "government 20", "أخنوش 40", "pressé 1", "hospital 40", "rare 1", "rire 90",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [line.split("=") for line in (
        "goverment=government", "akhanouch=Akhannouch", "akhanoch=Akhannouch", "الانتخبات=الانتخابات",
        "الانتخابت=الانتخابات", "البرلامن=البرلمان", "lejournal=le journal", "senegl=Sénégal", "marakesh=Marrakech",
        "constitucon=constitución", "اخنوس=أخنوش", "hopsital=hospital", "goivernement=gouvernement",
    )],
)  # fmt: skip
def test_what_was_meant(typed: str, meant: str) -> None:
    assert correct([typed], ARCHIVE) == {typed: meant}


@pytest.mark.parametrize(
    "word",
    ["gouvernement", "akhannouch", "portelaparole", "xyzabcd", "la", "zzz", "2024", "", "x" * 100, "الحكومة", "ab1cd",
     "rare"],
)  # fmt: skip
def test_what_is_left_alone(word: str) -> None:
    assert correct([word], ARCHIVE) == {}


def test_a_word_the_archive_has_is_an_error_only_where_another_is_much_more_frequent() -> None:
    assert correct(["lumiere"], Words("lumiere 2", "lumieze 500")) == {"lumiere": "lumieze"}
    assert correct(["lumiere"], Words("lumiere 2", "lumieze 150")) == {}
    assert correct(["lumiere"], Words("lumiere 4", "lumieze 5000")) == {}


def test_other_forms_of_a_word_are_no_errors() -> None:
    assert correct(["gouvernements"], ARCHIVE) == {}
    assert correct(["elections"], Words("élection 50")) == {}


def test_frequency_decides_between_like_errors() -> None:
    assert correct(["martin"], Words("marein 3", "marzin 400")) == {"martin": "marzin"}


def test_two_errors_need_a_longer_and_more_frequent_word() -> None:
    assert correct(["barox"], Words("carot 500")) == {}
    assert correct(["constitxtiom"], Words("constitution 7")) == {}
    assert correct(["constitytiom"], Words("constitution 80")) == {"constitytiom": "constitution"}


@pytest.mark.parametrize(
    ("one", "other", "whole"),
    [("", "", 0), ("a", "", 1), ("chat", "chat", 0), ("chat", "chta", 1), ("chat", "chats", 1), ("chat", "rat", 2),
     ("ca", "abc", 3), ("الحكومة", "الحكومه", 1)],
)  # fmt: skip
def test_distance(one: str, other: str, whole: int) -> None:
    assert distance(one, other)[0] == whole


def test_easy_errors_weigh_less() -> None:
    assert distance("marakech", "marrakech")[1] < distance("maakech", "marakech")[1]
    assert distance("parlament", "parlement")[1] < distance("parlzment", "parlfment")[1]
    assert distance("xarlement", "parlement")[1] > distance("parlemenx", "parlemenp")[1]


WORD = st.text("abcdeéاببتو", max_size=8)


@given(WORD, WORD, WORD)
def test_distance_is_one(one: str, other: str, third: str) -> None:
    whole, weight = distance(one, other)
    assert whole == distance(other, one)[0] <= max(len(one), len(other))
    assert (whole == 0) == (one == other) == (weight == 0)
    assert weight <= 1.5 + whole


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=10))
def test_edits_are_one_error_away_and_bounded(word: str) -> None:
    made = set(edits(word))
    assert len(made) <= 54 * len(word) + 26
    assert all(distance(word, one)[0] <= 1 for one in list(made)[:40])


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_words(words: list[str]) -> None:
    assert set(correct(words, ARCHIVE)) <= set(words)
