"""Images that look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.moderation.similar import alike, distance

fingerprints = st.integers(min_value=-(1 << 63), max_value=(1 << 63) - 1)


@pytest.mark.parametrize(
    ("one", "other", "bits"),
    [(0, 0, 0), (1, 0, 1), (-1, 0, 64), (-1, -2, 1), (-(1 << 63), (1 << 63) - 1, 64), (0b1011, 0b0001, 2)],
)
def test_distance_counts_bits_of_signed_numbers(one, other, bits):
    assert distance(one, other) == bits


@given(fingerprints, fingerprints)
def test_distance_is_symmetric_and_bounded(one, other):
    assert distance(one, other) == distance(other, one)
    assert 0 <= distance(one, other) <= 64
    assert (distance(one, other) == 0) == (one == other)


def test_alike_finds_the_near_ones_nearest_first():
    others = [(1, 0xFF ^ 0b111), (2, 0xFF), (3, 0xFF ^ 0b1111111), (4, -1)]
    assert alike(0xFF, others) == [(0, 2), (3, 1)]


def test_a_blank_image_is_like_nothing():
    assert alike(0, [(1, 0), (2, 1)]) == []
    assert alike(1, [(1, 0)]) == []
