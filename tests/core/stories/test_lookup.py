"""The index of signatures: what shares a band is found, of its time only, fresh or sorted."""

import random

import numpy as np
import pytest

from jarida.core.stories import lookup
from jarida.core.stories.copies import signature
from jarida.core.stories.lookup import Index

WORDS = [f"mot{number}" for number in range(3000)]
ALWAYS = (0.0, 1e12)


def text(seed, length=120):
    return tuple(random.Random(seed).choices(WORDS, k=length))


@pytest.fixture(params=[4096, 7])
def index(request, monkeypatch):
    """An index that keeps all as it comes, and one that sorts every few texts."""
    monkeypatch.setattr(lookup, "FRESH", request.param)
    monkeypatch.setattr(lookup, "SEGMENT", 16 * request.param)
    made = Index()
    for number in range(200):
        made.add(number, float(number), signature(text(number)))
    return made


def test_copies_are_found_and_others_are_not(index):
    for number in (0, 6, 7, 99, 199):
        found = index.find(signature((*text(number)[:90], *text(900, 30))), *ALWAYS)
        assert [one.id for one in found] == [number]
        assert 0.4 < found[0].similarity < 0.8
    assert index.find(signature(text(5000)), *ALWAYS) == []
    assert len(index) == 200


def test_the_most_similar_are_first_and_not_more_than_asked(index):
    for more, kept in enumerate((60, 110, 80)):
        index.add(1000 + more, 5.0, signature((*text(50)[:kept], *text(700 + more, 120 - kept))))
    found = index.find(signature(text(50)), *ALWAYS)
    assert [one.id for one in found][:3] == [50, 1001, 1002]
    assert [one.id for one in index.find(signature(text(50)), *ALWAYS, 2)] == [50, 1001]


def test_only_texts_of_the_time_are_found(index):
    asked = signature(text(50))
    assert [one.id for one in index.find(asked, 50.0, 50.0)] == [50]
    assert index.find(asked, 51.0, 99.0) == []
    assert index.find(asked, 0.0, 49.0) == []


def test_what_is_forgotten_is_not_found(index):
    index.forget(50)
    index.forget(50)
    index.forget(123456)
    assert index.find(signature(text(50)), *ALWAYS) == []


def test_a_text_that_changed_is_found_by_its_new_words(index):
    index.add(50, 50.0, signature(text(5050)))
    assert index.find(signature(text(50)), *ALWAYS) == []
    assert [one.id for one in index.find(signature(text(5050)), *ALWAYS)] == [50]


def test_what_lost_its_text_is_not_found(index):
    index.add(50, 50.0, b"")
    assert index.find(signature(text(50)), *ALWAYS) == []
    assert index.find(b"", *ALWAYS) == index.find(b"spoilt", *ALWAYS) == []


def test_what_is_filled_in_is_found_and_can_be_replaced():
    index = Index()
    for number in (9, 3, 5):
        index.fill(number, 1.0, signature(text(number)))
    index.add(5, 1.0, signature(text(50)))
    assert [one.id for one in index.find(signature(text(3)), *ALWAYS)] == [3]
    assert index.find(signature(text(5)), *ALWAYS) == []


def test_old_segments_go(monkeypatch):
    monkeypatch.setattr(lookup, "FRESH", 4)
    monkeypatch.setattr(lookup, "SEGMENT", 16)
    index = Index()
    for number in range(40):
        index.add(number, float(number), signature(text(number)))
    held = index.size
    index.forget_before(20.0)
    assert index.size < held
    assert index.find(signature(text(3)), *ALWAYS) == []
    assert [one.id for one in index.find(signature(text(39)), *ALWAYS)] == [39]
    assert [one.id for one in index.find(signature(text(25)), *ALWAYS)] == [25]


def test_segments_stay_few(monkeypatch):
    monkeypatch.setattr(lookup, "FRESH", 4)
    monkeypatch.setattr(lookup, "SEGMENT", 64)
    index = Index()
    for number in range(1000):
        index.add(number, 0.0, signature(text(number, 20)))
    assert len(index._segments) <= 1000 // 64 + 3 * 3
    assert len(index) == 1000
    assert all(np.all(np.diff(segment.keys.astype(np.int64)) >= 0) for segment in index._segments)


def test_a_thousand_copies_of_one_text():
    index = Index()
    for number in range(5000):
        index.add(number, 0.0, signature(text(1)))
    assert [one.id for one in index.find(signature(text(1)), *ALWAYS)] == list(range(20))
