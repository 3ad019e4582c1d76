"""Vectors moved from one set of means to another, without the text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories import centring
from jarida.core.stories.centring import GENERAL, Means
from jarida.core.stories.encoders import unit
from jarida.core.stories.model import Profile
from jarida.core.stories.recentring import Recentring, raw, stacked

SIZE = 64


def vectors(number, seed=1):
    return unit(np.random.default_rng(seed).normal(size=(number, SIZE)).astype(np.float32))


def means(length=0.6, seed=7):
    rows = vectors(3, seed) * np.float32(length)
    return Means({GENERAL: rows[0], "fr": rows[1], "ar": rows[2]})


def kept(found, languages, by):
    rows = centring.packed(centring.centred(found, languages, by))
    return [Profile(number, row, language) for number, (row, language) in enumerate(zip(rows, languages, strict=True))]


@given(st.integers(0, 1000), st.floats(0, 0.95))
def test_a_vector_is_known_again(seed, length):
    before, by = vectors(6, seed), means(length)
    languages = ["fr", "ar", "es"] * 2
    found = raw(centring.centred(before, languages, by), languages, by)
    assert np.allclose(found, before, atol=1e-4)


def test_packing_takes_little_of_it():
    before, by, languages = vectors(50), means(), ["fr", "ar"] * 25
    found = raw(stacked(kept(before, languages, by)), languages, by)
    assert np.sum(found * before, axis=1).min() > 0.999


def test_moved_it_is_as_if_it_had_been_centred_so():
    before, by, now, languages = vectors(50), means(), means(0.4, seed=9), ["fr", "ar"] * 25
    moved = Recentring(by, now).profiles(kept(before, languages, by))
    direct = centring.centred(before, languages, now)
    assert np.sum(stacked(moved) * direct, axis=1).min() > 0.998
    assert [one.id for one in moved] == list(range(50))


def test_the_same_means_change_nothing_worth_naming():
    by = means()
    (one,) = kept(vectors(1), ["fr"], by)
    moved = Recentring(by, by).profile(one)
    assert np.abs(one.vector.astype(int) - moved.vector).max() <= 1


def test_what_says_nothing_stays_so():
    by = means()
    empty = Profile(1, np.zeros(SIZE, np.int8), "fr")
    assert not Recentring(by, means(0.2)).profile(empty).vector.any()


def test_vectors_of_another_size_stay_as_they_are():
    other, (mine,) = Profile(1, np.full(8, 45, np.int8)), kept(vectors(1), ["fr"], means())
    moving = Recentring(means(), means(0.1, seed=3))
    first, second = moving.profiles([other, mine])
    assert first is other
    assert not np.array_equal(second.vector, mine.vector)
    assert moving.profiles([other]) == [other]
    assert moving.profiles([]) == []


@pytest.mark.parametrize("length", [1.0, 1.5])
def test_means_that_are_none_break_nothing(length):
    by = means(length)
    found = raw(vectors(4), ["fr"] * 4, by)
    assert np.isfinite(found).all()
