"""What counts as a change of a text."""

from hypothesis import given
from hypothesis import strategies as st

from jarida.core.content import alike, content_hash, count_words, normalise


def test_noise_is_no_change():
    plain = content_hash("Les arbres", ["Un café noir.", "Deux."])
    noisy = content_hash(" Les  arbres\u200f ", ["Un cafe\u0301\u00a0noir.\n", "", "\u00adDeux."])
    assert plain == noisy


def test_every_other_difference_is_one():
    plain = content_hash("Title", ["One.", "Two."])
    assert content_hash("Title!", ["One.", "Two."]) != plain
    assert content_hash("Title", ["Two.", "One."]) != plain
    assert content_hash("Title", ["One. Two."]) != plain
    assert content_hash("Title", []) != plain


@given(st.text(), st.lists(st.text()))
def test_any_text_has_a_hash(title, paragraphs):
    assert len(content_hash(title, paragraphs)) == 64
    assert content_hash(normalise(title), paragraphs) == content_hash(title, paragraphs)


def test_words_of_all_scripts_are_counted():
    assert count_words(["أكد الوزير أن المغرب", "Rabat, 2026", ""]) == 6


def test_alike_titles():
    assert alike("Trees for the river", "Trees for the river (version 3)")
    assert alike("خبر عاجل: أشجار على النهر", "أشجار على النهر")
    assert not alike("Trees for the river", "Wheat prices fall")
    assert alike("", "")
    assert not alike("", "Something")
