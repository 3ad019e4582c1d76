"""Fitting: what can be told apart is, the same every time, and confidences are true."""

import numpy as np
import pytest

from benchmarks import topicsfitting as fitting

RANDOM = np.random.default_rng(1)
CENTRES = np.eye(3, 8)


def drawn(number: int, noise: float, seed: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Points around three centres, and of which."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, 3, number)
    return CENTRES[labels] + random.normal(0, noise, (number, 8)), labels


def test_what_lies_apart_is_told_apart() -> None:
    x, labels = drawn(90, 0.1)
    made = fitting.fit(x, labels, 3)
    assert (made.scores(x).argmax(axis=1) == labels).all()


def test_the_same_every_time() -> None:
    x, labels = drawn(60, 0.3)
    one, other = fitting.fit(x, labels, 3), fitting.fit(x, labels, 3)
    assert (one.weights == other.weights).all()


def test_a_penalty_keeps_weights_small() -> None:
    x, labels = drawn(90, 0.3)
    loose, tight = fitting.fit(x, labels, 3, 1e-4), fitting.fit(x, labels, 3, 1e-1)
    assert np.abs(tight.weights).sum() < np.abs(loose.weights).sum()


def test_probabilities_make_one_whatever_the_scores() -> None:
    shares = fitting.probabilities(np.array([[1000.0, 0.0, -1000.0], [0.0, 0.0, 0.0]]))
    assert shares.sum(axis=1) == pytest.approx(1)
    assert shares[1] == pytest.approx(1 / 3)


def test_nobody_is_judged_by_a_fit_that_has_seen_it() -> None:
    """A text with a wrong label, alone in its fold, cannot be learnt by heart."""
    x, labels = drawn(90, 0.05)
    folds = np.arange(90) % 9
    wrong = labels.copy()
    wrong[0] = (labels[0] + 1) % 3
    scores = fitting.left_out(x, wrong, 3, folds)
    assert scores[0].argmax() == labels[0]


def test_temperature_makes_confidence_true() -> None:
    x, labels = drawn(600, 0.6)
    folds = np.arange(600) % 5
    scores = fitting.left_out(x, labels, 3, folds) * 6  # far too sure
    cooled = scores / fitting.temperature(scores, labels)
    before, after = (fitting.calibration_error(fitting.probabilities(each), labels) for each in (scores, cooled))
    assert after < before / 2
    assert after < 0.05


def test_cooling_divides_scores() -> None:
    x, labels = drawn(30, 0.2)
    made = fitting.fit(x, labels, 3)
    assert made.cooled(2.0).scores(x) == pytest.approx(made.scores(x) / 2)


def test_a_perfect_forecast_has_no_calibration_error() -> None:
    shares = np.array([[1.0, 0.0], [0.0, 1.0]])
    assert fitting.calibration_error(shares, np.array([0, 1])) == 0
    assert fitting.calibration_error(shares, np.array([1, 0])) == 1
    assert fitting.loss(np.array([[50.0, 0.0]]), np.array([0])) == pytest.approx(0, abs=1e-9)
