"""Reasons go into JSON and come back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.stories.made import article

from jarida.core.stories.explain import MOST, Reasons, as_json, from_json, reasons
from jarida.core.stories.model import Comparison

COMPARISON = Comparison(
    0.9,
    0.61234,
    frozenset(("~zrl", "fifa")),
    frozenset(("seville",)),
    frozenset(("4",)),
    frozenset(("3", "5")),
    3.21,
    0.5,
)


def test_the_words_of_the_contract():
    assert as_json(reasons(COMPARISON)) == {
        "names": ["fifa", "~zrl"],
        "places": ["seville"],
        "numbers": ["4"],
        "contradicting": ["3", "5"],
        "cosine": 0.612,
        "hours": 3.2,
        "copied": 0.5,
        "agency": "",
        "editor": False,
    }


def test_there_and_back():
    found = reasons(COMPARISON)
    assert from_json(json.loads(json.dumps(as_json(found)))) == found


def test_the_agency_of_both_is_named():
    map_one, map_other, afp = article(1, agency="map"), article(2, agency="map"), article(3, agency="afp")
    assert reasons(COMPARISON, map_one, map_other).agency == "map"
    assert reasons(COMPARISON, map_one, afp).agency == ""


def test_an_unknown_date_stays_unknown():
    assert from_json(as_json(reasons(Comparison(0.5, 0.2)))).hours is None


def test_no_more_than_can_be_read():
    many = Comparison(0.5, 0.2, names=frozenset(map(str, range(100))))
    assert len(reasons(many).names) == MOST


@pytest.mark.parametrize(
    "kept", [{}, {"names": "x", "cosine": "y", "hours": True, "agency": 3, "editor": "yes"}, {"names": [1, "a"]}]
)
def test_what_another_version_kept_counts_as_nothing(kept):
    assert from_json(kept) == Reasons(names=("a",) if kept.get("names") == [1, "a"] else ())


@given(
    st.dictionaries(
        st.sampled_from(list(as_json(Reasons()))), st.none() | st.booleans() | st.floats() | st.lists(st.text())
    )
)
def test_reading_never_fails(kept):
    assert isinstance(from_json(kept), Reasons)
