"""Train the weights that tell an article's text from what surrounds it (`core/extraction/body/weights.tsv`).

    python benchmarks/body.py ROWS WEIGHTS [--without 0|1]

ROWS is a file of JSON lines {"path", "url", "split_key", "body"}: pages with the text that is theirs, or with
{"must_contain", "must_not_contain"}. A block is the article's where most of its runs of four words stand in that
text. `--without` leaves one half of the domains out, to measure on it: figures of pages that were trained on say
nothing. Needs numpy, scipy and scikit-learn, which Jarida itself does not.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from jarida.core.errors import JaridaError
from jarida.core.extraction.body.blocks import Blocks, read_blocks
from jarida.core.extraction.body.features import (
    block_features,
    context_features,
    node_features,
    owner_features,
    scale_of,
)
from jarida.core.extraction.body.tree import _chance
from jarida.core.extraction.model import Hints
from jarida.core.extraction.page import read_page

WORD = re.compile(r"\w+")
LONE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
FEWEST_DOMAINS = 6  # a feature of fewer would be an outlet's own
STRENGTH = 0.3, 1.0  # inverse of the L2 penalty of both sums
SMALLEST = 0.02  # weights nearer to nothing are left out


@dataclass
class Document:
    """A page's blocks with their features, and of each block whether it is the text's and how much it counts."""

    domain: str
    blocks: Blocks
    scale: float
    alone: list[list[str]]
    labels: list[tuple[int, float]]
    context: list[list[str]] = field(default_factory=list)

    def part(self, salt: str = "") -> int:
        """The half of the domains it belongs to."""
        return hashlib.md5((salt + self.domain).encode(), usedforsecurity=False).digest()[0] % 2


def words(text):
    return WORD.findall(LONE.sub(lambda match: f" {match.group()} ", text))


def runs(tokens):
    return list(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))


def labels_of(row, blocks):
    """(label, weight) of each block; long blocks count more, and every page about the same."""
    if not row.get("body"):
        return [segment_label(row, " ".join(block.text.split())) for block in blocks.blocks]
    tokens = words(row["body"])
    known, joined = set(runs(tokens)), f" {' '.join(tokens)} "
    labels = []
    for block in blocks.blocks:
        own = words(block.text)
        if len(own) >= 4:
            label = sum(run in known for run in runs(own)) > (len(own) - 3) / 2
        else:
            label = bool(own) and f" {' '.join(own)} " in joined
        labels.append((int(label), (min(len(own), 80) + 2) / (min(len(tokens), 1500) + 150)))
    return labels


def segment_label(row, text):
    inside, outside = (
        any(" ".join(part.split()) in text for part in row.get(key) or [])
        for key in ("must_contain", "must_not_contain")
    )
    return int(inside), 0.08 if inside != outside else 0.0


def document(row):
    page = read_page(Path(row["path"]).read_bytes(), row.get("url") or "", Hints(), datetime.now(UTC))
    blocks = read_blocks(page.tree, (), page.heading)
    scale, inherited, alone = scale_of(blocks), [], []
    for node in blocks.nodes:
        inherited.append(set(node_features(node)) | (inherited[node.parent] if node.parent >= 0 else set()))
    for block in blocks.blocks:
        node = blocks.nodes[block.node]
        names = owner_features(node, blocks.nodes[node.parent] if node.parent >= 0 else None)
        own = block_features(block, node.tag, scale, blocks.heading, blocks.elements)
        alone.append([*inherited[block.node], *names, *own])
    return Document(row.get("split_key") or row["path"], blocks, scale, alone, labels_of(row, blocks))


def documents(path):
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        if not (row.get("body") or row.get("must_contain")):
            continue
        try:
            found = document(row)
        except JaridaError as error:
            print(f"{row['path']}: {error}", file=sys.stderr)
            continue
        if found.blocks.blocks:
            yield found


def fit(parts, key, strength):
    """Log-odds by feature, and the constant, of a logistic regression."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    domains = defaultdict(set)
    for each in parts:
        for names in getattr(each, key):
            for name in names:
                domains[name].add(each.domain)
    places = {name: i for i, name in enumerate(sorted(n for n, held in domains.items() if len(held) >= FEWEST_DOMAINS))}
    columns, ends, labels, weights = [], [0], [], []
    for each in parts:
        for names, (label, weight) in zip(getattr(each, key), each.labels, strict=True):
            if weight:
                columns.extend(places[name] for name in names if name in places)
                ends.append(len(columns))
                labels.append(label)
                weights.append(weight)
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(labels), len(places)))
    matrix.sum_duplicates()
    scaled = np.array(weights) * len(weights) / sum(weights)
    model = LogisticRegression(C=strength, max_iter=150).fit(matrix, labels, sample_weight=scaled)
    odds = {name: round(float(model.coef_[0][i]), 3) for name, i in places.items()}
    return {name: value for name, value in odds.items() if abs(value) >= SMALLEST}, float(model.intercept_[0])


def chances(model, rows):
    odds, constant = model
    return [_chance(constant + sum(odds.get(name, 0.0) for name in names)) for names in rows]


def train(parts):
    """Both sums. The second learns from chances that the first gave for domains it had not seen."""
    for half in (0, 1):
        model = fit([each for each in parts if each.part("x") != half], "alone", STRENGTH[0])
        for each in parts:
            if each.part("x") == half:
                each.context = context_features(each.blocks, chances(model, each.alone), each.scale)
    return fit(parts, "alone", STRENGTH[0]), fit(parts, "context", STRENGTH[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--without", type=int, choices=(0, 1))
    options = parser.parse_args()
    parts = [each for each in documents(options.rows) if each.part() != options.without]
    models = train(parts)
    lines = [f"0\t{name}\t{model[1]:.3f}\n" for name, model in zip(("alone", "context"), models, strict=True)]
    for stage, (odds, _) in enumerate(models, start=1):
        lines += [f"{stage}\t{name}\t{value}\n" for name, value in sorted(odds.items())]
    options.weights.write_text("".join(lines), encoding="utf-8")
    print(f"{len(parts)} pages, {len(lines)} weights")


if __name__ == "__main__":
    main()
