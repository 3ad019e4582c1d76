"""Pairs of neighbours as terms: the same for the same words, in order, in signs that an index keeps together."""

import re

from hypothesis import given
from hypothesis import strategies as st

from jarida.core.text.pairs import pair, pairs

WORDS = st.lists(st.text(min_size=1, max_size=12), max_size=30)


def test_a_pair_is_five_signs():
    assert re.fullmatch(r"[0-9a-z\-.:_~@]{5}", pair("cour", "des"))
    assert pair("cour", "des") == pair("cour", "des")


def test_order_counts():
    assert pair("cour", "des") != pair("des", "cour")
    assert pair("ab", "c") != pair("a", "bc")


def test_neighbours_each_once():
    assert pairs(("de", "la", "de", "la")) == (pair("de", "la"), pair("la", "de"))
    assert pairs(("seul",)) == pairs(()) == ()


def test_pairs_hardly_ever_fall_together():
    found = {pair(str(one), str(other)) for one in range(300) for other in range(100)}
    assert len(found) > 29_980  # of 30,000 in 130 million: 3 fall together by chance


@given(WORDS, WORDS)
def test_the_pairs_of_a_part_are_among_those_of_the_whole(before: list[str], part: list[str]):
    assert set(pairs(part)) <= set(pairs([*before, *part]))


@given(st.text(), st.text())
def test_any_two_texts_make_a_term(one: str, other: str):
    assert len(pair(one, other)) == 5
