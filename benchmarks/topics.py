"""Fits the classifier of topics, says how good it is, and writes `src/jarida/core/stories/topics.npz`.

    python benchmarks/topics.py             # both encoders: figures, then the file is written
    python benchmarks/topics.py --check     # only the figures

`topics/headlines.tsv` has headlines written for this in four languages: none was taken from a newspaper. Headlines that
lie near each other (an event told in two languages) are never on both sides of a split, else what is learnt by heart
would count as understood. Held out is the sample press: its articles under a section that names a topic, of which
the section itself is not shown.
"""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from benchmarks import topicsfitting as fitting
from jarida.core.stories.centring import centred, frozen, packed
from jarida.core.stories.encoders import NANO, UNIVERSAL, encoded_text, named
from jarida.core.stories.model import Encoder
from jarida.core.stories.topics import CODES, HEADINGS
from jarida.core.stories.topics_classifier import FILE, LEAST, SECTION, TAG
from jarida.core.stories.topics_sections import of_section, of_tags
from jarida.editions.sample.load import all_articles

HEADLINES = Path(__file__).with_name("topics") / "headlines.tsv"
SLUGS = [heading.slug for heading in HEADINGS]
NUMBER = {heading.code: at for at, heading in enumerate(HEADINGS)}
LANGUAGES = ("fr", "ar", "es", "en")
FOLDS = 10
NEAR = 0.5  # cosine from which two headlines are of one group


@dataclass(frozen=True)
class Texts:
    """Texts with the number of their topic; `added` is what section and tags add to the scores."""

    texts: list[str]
    languages: list[str]
    labels: NDArray[np.int64]
    added: NDArray[np.float64]


def written() -> Texts:
    """The headlines written for this."""
    rows = [line.split("\t") for line in HEADLINES.read_text(encoding="utf-8").splitlines()[1:]]
    labels = np.array([SLUGS.index(topic) for topic, _, _ in rows])
    return Texts(
        [text for _, _, text in rows], [language for _, language, _ in rows], labels, np.zeros((len(rows), 17))
    )


def sample_press() -> Texts:
    """The articles of the sample press whose section names a topic; what is added is their tags' word alone."""
    found = [(article, code) for article in all_articles() for code in of_section(article.section)]
    texts = [encoded_text(article.title, " ".join(article.paragraphs)) for article, _ in found]
    added = np.zeros((len(found), len(HEADINGS)))
    for row, (article, _) in enumerate(found):
        for code in of_tags(article.tags):
            added[row, NUMBER[code]] += TAG
    labels = np.array([NUMBER[code] for _, code in found])
    return Texts(texts, [article.language for article, _ in found], labels, added)


def vectors(encoder: Encoder, texts: Texts) -> NDArray[np.float64]:
    """Vectors as they are kept of articles."""
    means = frozen(encoder.name, encoder.dimension)
    found = centred(encoder.encode([encoded_text(text) for text in texts.texts]), texts.languages, means)
    return packed(found).astype(np.float64) / 127


def folds_of(x: NDArray[np.float64], seed: int = 5) -> NDArray[np.int64]:
    """A fold for each row: rows that lie near each other, also by way of others, are in one."""
    group = np.arange(len(x))
    for one, other in np.argwhere(np.triu(x @ x.T > NEAR, 1)):
        group[group == group[other]] = group[one]
    order = np.random.default_rng(seed).permutation(len(x))
    return np.array([int(order[each]) % FOLDS for each in group])


def report(name: str, scores: NDArray[np.float64], texts: Texts) -> None:
    """A line of figures; `given` is the share of texts that get a topic, `precision` how many of these are right."""
    shares = fitting.probabilities(scores)
    right, sure = shares.argmax(axis=1) == texts.labels, shares.max(axis=1) >= LEAST
    by_language = "  ".join(f"{code} {_mean(right[_in(texts, code)])}" for code in LANGUAGES)
    error = fitting.calibration_error(shares, texts.labels)
    print(f"  {name:<34} accuracy {_mean(right)}  given {_mean(sure)}  precision {_mean(right[sure])}"
          f"  calibration error {error:.3f}  {by_language}")  # fmt: skip


def _mean(values: NDArray[np.bool_]) -> str:
    return f"{values.mean():.3f}" if len(values) else "-"


def _in(texts: Texts, code: str) -> NDArray[np.bool_]:
    return np.array([language == code for language in texts.languages])


def measure(encoder: Encoder) -> fitting.Fit:
    """Fits, prints the figures of one encoder, and gives what is to be kept."""
    texts, held = written(), sample_press()
    started = time.process_time()
    x, y = vectors(encoder, texts), vectors(encoder, held)
    cost = (time.process_time() - started) / (len(x) + len(y)) * 1000
    print(f"{encoder.name}: {len(x)} headlines, {cost:.1f} ms of CPU each to encode")
    blind = fitting.left_out(x, texts.labels, len(SLUGS), folds_of(x))
    cooled = fitting.temperature(blind, texts.labels)
    report("cross-validation (10 folds)", blind / cooled, texts)
    languages = np.array([LANGUAGES.index(code) for code in texts.languages])
    report("trained without the language", fitting.left_out(x, texts.labels, len(SLUGS), languages) / cooled, texts)
    made = fitting.fit(x, texts.labels, len(SLUGS)).cooled(cooled)
    report(f"sample press, {len(y)} articles", made.scores(y), held)
    report("  and its tags", made.scores(y) + held.added, held)
    worst = {slug: (blind.argmax(axis=1) == texts.labels)[texts.labels == at].mean() for at, slug in enumerate(SLUGS)}
    print(
        "  by topic: "
        + "  ".join(f"{slug} {share:.2f}" for slug, share in sorted(worst.items(), key=lambda one: one[1]))
    )
    return made


def packed_fit(name: str, made: fitting.Fit) -> dict[str, NDArray[np.generic]]:
    """The weights as whole numbers from -127 to 127, a scale for each topic."""
    scale = np.abs(made.weights).max(axis=1) / 127
    return {
        f"{name}.rows": np.rint(made.weights / scale[:, None]).astype(np.int8),
        f"{name}.scale": scale.astype(np.float16),
        f"{name}.bias": made.bias.astype(np.float16),
    }


def main() -> None:
    """Both encoders, one after the other."""
    assert SECTION > TAG
    assert set(CODES) == set(SLUGS)
    kept: dict[str, NDArray[np.generic]] = {}
    for name in (NANO, UNIVERSAL):
        kept |= packed_fit(name, measure(named(name)))
    if "--check" not in sys.argv:
        np.savez_compressed(FILE, **kept)
        print(f"{FILE.name}: {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
