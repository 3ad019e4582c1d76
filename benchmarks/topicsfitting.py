"""Fits the classifier of topics: multinomial logistic regression with L2, in numpy.

Used by `benchmarks/topics.py`, which makes the file of weights that Jarida brings. The temperature that makes its
confidences true is fitted to predictions for texts left out (C. Guo et al., "On Calibration of Modern Neural
Networks", 2017).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]

STEPS: Final = 400
RATE: Final = 0.1
PENALTY: Final = 3e-4
TEMPERATURES: Final = np.geomspace(0.2, 5, 60)


@dataclass(frozen=True, slots=True)
class Fit:
    """A row of weights and a bias for each topic: the score of a topic is `vector @ weights[topic] + bias[topic]`."""

    weights: Matrix
    bias: NDArray[np.float64]

    def scores(self, vectors: Matrix) -> Matrix:
        """A row of scores for each vector; `probabilities` makes shares of them."""
        return vectors @ self.weights.T + self.bias

    def cooled(self, temperature: float) -> "Fit":
        """The same with its scores divided by a temperature."""
        return Fit(self.weights / temperature, self.bias / temperature)


def fit(vectors: Matrix, labels: Labels, topics: int, penalty: float = PENALTY) -> Fit:
    """The weights under which the labels are likeliest, found by Adam over the whole set; the same every time."""
    x = np.asarray(vectors, np.float64)
    wanted = np.eye(topics)[labels]
    parameters = np.zeros((topics, x.shape[1] + 1))
    x = np.hstack([x, np.ones((len(x), 1))])
    first, second = np.zeros_like(parameters), np.zeros_like(parameters)
    for step in range(1, STEPS + 1):
        gradient = (probabilities(x @ parameters.T) - wanted).T @ x / len(x)
        gradient[:, :-1] += penalty * parameters[:, :-1]
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        parameters -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return Fit(parameters[:, :-1], parameters[:, -1])


def probabilities(scores: Matrix) -> Matrix:
    """The share of each topic, by the softmax of a row's scores."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Matrix = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def left_out(
    vectors: Matrix, labels: Labels, topics: int, folds: NDArray[np.int64], penalty: float = PENALTY
) -> Matrix:
    """The scores of each vector by a fit that has not seen its fold."""
    found = np.zeros((len(vectors), topics))
    for fold in np.unique(folds):
        out = folds == fold
        found[out] = fit(vectors[~out], labels[~out], topics, penalty).scores(np.asarray(vectors[out], np.float64))
    return found


def loss(scores: Matrix, labels: Labels) -> float:
    """The mean negative logarithm of the share that the right topic was given."""
    shares = probabilities(scores)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(shares, 1e-12)).mean())


def temperature(scores: Matrix, labels: Labels) -> float:
    """By what scores of texts left out are divided so that their shares are true."""
    return float(min(TEMPERATURES, key=lambda one: loss(scores / one, labels)))


def calibration_error(shares: Matrix, labels: Labels, bins: int = 10) -> float:
    """The expected calibration error: by how much confidence and share of right answers differ, weighted by bin."""
    best, right = shares.max(axis=1), shares.argmax(axis=1) == labels
    error = 0.0
    for number in np.unique(bin_of := np.minimum((best * bins).astype(int), bins - 1)):
        chosen = bin_of == number
        error += abs(best[chosen].mean() - right[chosen].mean()) * chosen.mean()
    return float(error)
