"""Fits `src/jarida/core/stories/weights.json`: what each fact about two articles says of their telling of one event.

    python benchmarks/fitstories.py [--sets FOLDER] [--write]

A logistic model for each encoder, with a strong prior towards zero (ridge), by Newton's method. Of each set one half
is fitted on, divided by event, and the other half is what is reported. Sets weigh as `OF_SET` says, and the pairs of
two events three times as much together as those of one, the more alike the more. A weight that would have another
sign than it can have by its meaning is left at zero. Dates are not fitted: in sets that are made of events of many
months a date alone would tell them apart, which in a day's press it never does. What they say is set by hand.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import storysets
from benchmarks.common import table
from benchmarks.storysets import TextSet
from jarida.core.stories import centring, pairs
from jarida.core.stories.encoders import NANO, UNIVERSAL, named
from jarida.core.stories.model import Encoder, Profile
from jarida.core.stories.names import recogniser
from jarida.core.stories.pairs import FEATURES, FILE, Weights
from jarida.core.stories.profiles import Profiler, language_of

RIDGE = 3.0
RIVALS = 3.0
OF_SET = {  # what the pairs of one event weigh together
    "written": 300.0,
    "headlines": 300.0,
    "ECB+": 600.0,
    "sample press": 300.0,
}
ALIKE, SLOPE, LEAST = 0.3, 0.06, 0.03  # a pair of two events weighs the more the more alike: by its cosine
FOR = frozenset(("cosine", "names", "places", "numbers", "words", "echoes", "weekday", "copied"))
AGAINST = frozenset(("rival_names", "foreign_rival_names", "rival_places", "contradicting"))
SET_BY_HAND = {"far": -0.8, "copied": 4.0}
THRESHOLDS = {NANO: {"threshold": 0.35, "batch": 0.28}, UNIVERSAL: {"threshold": 0.35, "batch": 0.28}}


@dataclass(frozen=True)
class Examples:
    """The features of all pairs of a set, and whether each tells of one event."""

    features: np.ndarray
    same: np.ndarray
    weights: np.ndarray


def profiles(found: TextSet, encoder: Encoder) -> list[Profile]:
    """The profiles of a set, centred as `jarida cluster` centres them."""
    profiler = Profiler(encoder, recogniser())
    vectors = profiler.vectors(found.texts)
    profiler.means = centring.own(vectors, [language_of(one) for one in found.texts], profiler.means)
    return profiler.profiles_of(found.texts, vectors)


def examples(found: TextSet, encoder: Encoder) -> Examples:
    """All pairs of a set, without dates."""
    kept = [replace(one, at=None) for one in profiles(found, encoder)]
    rarity = pairs.counted(kept)
    rows = [
        pairs.compare(kept[one], kept[other], rarity=rarity, model=NOTHING).features
        for one, other in storysets.pairs_of(found)
    ]
    same = np.array([found.events[one] == found.events[other] for one, other in storysets.pairs_of(found)], float)
    return Examples(np.array(rows), same, _weighted(np.array(rows), same, OF_SET[found.name.partition(",")[0]]))


def _weighted(features: np.ndarray, same: np.ndarray, whole: float) -> np.ndarray:
    """What each pair weighs. Most pairs of two events are nothing alike and need no telling apart."""
    alike = LEAST + 1 / (1 + np.exp(-(features[:, FEATURES.index("cosine")] - ALIKE) / SLOPE))
    others = np.where(same > 0, 0.0, alike)
    return whole * (same / max(same.sum(), 1) + RIVALS * others / max(others.sum(), 1e-9))


NOTHING = Weights(0.0, (0.0,) * len(FEATURES))


def fitted(sets: Sequence[Examples]) -> Weights:
    """The model of these pairs."""
    features = np.vstack([one.features for one in sets])
    same, weights = np.concatenate([one.same for one in sets]), np.concatenate([one.weights for one in sets])
    fixed = np.array([SET_BY_HAND.get(name, 0.0) for name in FEATURES])
    free = [at for at, name in enumerate(FEATURES) if name not in SET_BY_HAND and features[:, at].any()]
    while True:
        solved = newton(features[:, free], same, weights, features @ fixed)
        wrong = [at for at, value in zip(free, solved[1:], strict=True) if _wrong(FEATURES[at], value)]
        if not wrong:
            break
        free = [at for at in free if at not in wrong]
    values = fixed.copy()
    values[free] = solved[1:]
    return Weights(float(solved[0]), tuple(float(value) for value in values))


def _wrong(name: str, value: float) -> bool:
    return (name in FOR and value < 0) or (name in AGAINST and value > 0)


def newton(features: np.ndarray, same: np.ndarray, weights: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """The bias and weights of greatest likelihood under the prior (iteratively reweighted least squares)."""
    rows = np.c_[np.ones(len(features)), features]
    prior = np.diag([1e-6] + [RIDGE] * features.shape[1])
    found = np.zeros(rows.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-np.clip(rows @ found + offset, -30, 30)))
        slope = rows.T @ (weights * (same - likely)) - prior @ found
        bend = (rows * (weights * likely * (1 - likely))[:, None]).T @ rows + prior
        step = np.linalg.solve(bend, slope)
        found += step
        if np.abs(step).max() < 1e-6:
            break
    return found


def pair_f1(model: Weights, judged: Examples) -> tuple[float, float, float]:
    """Precision, recall and F1 of single pairs at one half: before any clustering."""
    likely = judged.features @ np.array(model.values) + model.bias > 0
    right = float((likely & (judged.same > 0)).sum())
    said, true = float(likely.sum()), float(judged.same.sum())
    return right / max(said, 1), right / max(true, 1), 2 * right / max(said + true, 1)


def sets(folder: Path | None) -> Iterable[TextSet]:
    """What is fitted on: what the repository has, and the others where they are."""
    yield storysets.written()
    yield storysets.press()
    if folder:
        yield storysets.headlines(folder)
        yield storysets.ecb(folder)


def fit(encoder: Encoder, found: Sequence[TextSet]) -> Weights:
    """Fit on one half by event; print how well it does on the other."""
    divided = [storysets.halves(one) for one in found]
    model = fitted([examples(half, encoder) for half, _ in divided])
    rows = [
        (half.name, *(f"{value:.3f}" for value in pair_f1(model, examples(half, encoder))))
        for both in divided
        for half in both
    ]
    table(f"{encoder.name}: single pairs, without dates", ["set", "precision", "recall", "F1"], rows)
    return model


def as_table(model: Weights, encoder: str) -> Mapping[str, float]:
    """A model as it is written."""
    named_values = {name: round(value, 2) for name, value in zip(FEATURES, model.values, strict=True)}
    about = {"dimension": named(encoder).dimension, **THRESHOLDS[encoder]}
    return {**about, "bias": round(model.bias, 2), **named_values}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=Path, default=storysets.FOLDER or None, help="folder of further sets")
    parser.add_argument("--write", action="store_true", help="write weights.json")
    options = parser.parse_args()
    found = list(sets(options.sets))
    made = {name: as_table(fit(named(name), found), name) for name in (NANO, UNIVERSAL)}
    about = (
        "Made by benchmarks/fitstories.py on one half of the events of " + ", ".join(one.name for one in found) + "."
    )
    text = json.dumps({"about": about, "weights": made}, indent=2) + "\n"
    print(text)
    if options.write:
        FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
