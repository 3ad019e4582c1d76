"""Vectors without what texts of one language have in common."""

import numpy as np
import pytest

from jarida.core.stories import centring
from jarida.core.stories.centring import (
    FROZEN_COUNTS_AS,
    GENERAL,
    Means,
    centred,
    cosine,
    cosines,
    frozen,
    mean_of,
    own,
    packed,
)
from jarida.core.stories.encoders import NANO, UNIVERSAL, unit

WIDE = 128
GENERATOR = np.random.default_rng(7)


def vectors(count: int, lean: np.ndarray | None = None) -> np.ndarray:
    """Random vectors of length 1, leaning to one side."""
    made = GENERATOR.normal(size=(count, WIDE)).astype(np.float32)
    return unit(made + (0 if lean is None else 5 * lean.astype(np.float32)))


LEAN = {"fr": np.eye(WIDE, dtype=np.float32)[0], "ar": np.eye(WIDE, dtype=np.float32)[1]}
NONE = Means({GENERAL: np.zeros(WIDE, np.float32)})


@pytest.mark.parametrize(("name", "dimension"), [(NANO, 384), (UNIVERSAL, 512)])
def test_frozen_means_are_shipped(name, dimension):
    means = frozen(name, dimension)
    assert set(means.rows) == {"fr", "ar", "es", "en", GENERAL}
    assert all(row.shape == (dimension,) and np.isfinite(row).all() for row in means.rows.values())
    assert 0.1 < np.linalg.norm(means.of("fr")) <= 1
    assert (means.of("de") == means.of(GENERAL)).all()


def test_an_unknown_encoder_is_not_centred():
    means = frozen("other", 16)
    assert not means.of("fr").any()


def test_languages_meet_when_centred():
    matter = vectors(500)
    french, arabic = unit(matter + LEAN["fr"]), unit(matter + LEAN["ar"])
    together = np.concatenate([french, arabic])
    languages = ["fr"] * 500 + ["ar"] * 500
    means = own(together, languages, NONE)
    before = float((french * arabic).sum(axis=1).mean())
    found = centred(together, languages, means)
    assert float((found[:500] * found[500:]).sum(axis=1).mean()) > before + 0.2


def test_own_texts_move_a_mean_by_their_number():
    few, many = vectors(10, LEAN["fr"]), vectors(900, LEAN["fr"])
    start = Means({GENERAL: np.zeros(WIDE, np.float32), "fr": np.zeros(WIDE, np.float32)})
    assert np.allclose(own(few, ["fr"] * 10, start).of("fr"), few.mean(0) * 10 / (10 + FROZEN_COUNTS_AS), atol=0.01)
    moved = own(many, ["fr"] * 900, start)
    assert np.allclose(moved.of("fr"), many.mean(0) * 0.9, atol=0.01)
    assert (moved.of("ar") == start.of("ar")).all()


def test_a_language_without_a_mean_starts_from_the_general_one():
    start = Means({GENERAL: LEAN["ar"]})
    found = own(vectors(1, LEAN["fr"]), ["de"], start).of("de")
    assert found[1] > 0.9


def test_texts_that_say_nothing_are_not_counted_and_stay_nothing():
    nothing = np.zeros((3, WIDE), np.float32)
    assert mean_of(nothing)[1] == 0
    assert not own(nothing, ["fr"] * 3, NONE).of("fr").any()
    assert not centred(nothing, ["fr"] * 3, Means({GENERAL: LEAN["fr"]})).any()


def test_of_no_vectors_none():
    assert centred(np.zeros((0, WIDE), np.float32), [], NONE).shape == (0, WIDE)
    assert own(np.zeros((0, WIDE), np.float32), [], NONE).rows.keys() == NONE.rows.keys()


def test_kept_vectors_have_nearly_the_same_cosine():
    one, other = vectors(2)
    kept = packed(np.stack([one, other]))
    assert kept.dtype == np.int8
    assert cosine(kept[0], kept[1]) == pytest.approx(float(one @ other), abs=0.02)
    assert cosine(kept[0], kept[0]) == pytest.approx(1, abs=0.02)
    assert cosines(kept, kept[0])[1] == pytest.approx(cosine(kept[0], kept[1]), abs=1e-6)


def test_vectors_of_two_encoders_are_never_compared():
    assert cosine(np.ones(16, np.int8), np.ones(8, np.int8)) == 0


def test_the_scale_of_kept_vectors():
    assert packed(np.eye(3, dtype=np.float32)).max() == centring.SCALE


def test_an_event_that_prevails_is_not_taken_away():
    many = unit(np.ones((60, WIDE), np.float32) + 0.05 * vectors(60))
    others = vectors(60)
    moved = own(np.concatenate([many, others]), ["fr"] * 120, NONE).of("fr")
    assert float(moved @ many[0]) < 0.3


def test_of_many_texts_a_sample_is_looked_at():
    lots = vectors(2 * centring.SAMPLE + 10, LEAN["fr"])
    assert own(lots, ["fr"] * len(lots), NONE).of("fr")[0] > 0.3
