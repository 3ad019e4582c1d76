"""Train what tells an article's text from what surrounds it (`core/extraction/body`: `weights.tsv` and `trees.py`).

    python benchmarks/body.py cross ROWS     scores each fifth of the domains with what was learned on the others
    python benchmarks/body.py train ROWS     learns from all of them and writes both files

ROWS is a file of JSON lines {"corpus", "path", "url", "split_key", "body"}: pages with the text that is theirs, or with
{"must_contain", "must_not_contain"}. A block is the article's where most of its runs of four words stand in that
text. Figures of pages that were trained on say nothing: only `cross` tells what to expect. The first sum is a
logistic regression, the second a sum of small trees (gradient boosting, Friedman 2001), which learn from what the
first said of domains that it had not seen. Needs numpy, scipy, scikit-learn and lightgbm, which Jarida itself does not.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from jarida.core.errors import JaridaError
from jarida.core.extraction.body.blocks import Blocks, read_blocks
from jarida.core.extraction.body.features import block_features, node_features, owner_features, scale_of
from jarida.core.extraction.body.neighbours import NUMBERS, neighbour_rows
from jarida.core.extraction.body.tree import THRESHOLD, said_of
from jarida.core.extraction.model import Hints
from jarida.core.extraction.page import read_page

WORD = re.compile(r"\w+")
LONE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
FEWEST_DOMAINS = 8  # a feature of fewer would be an outlet's own
STRENGTH = 0.05  # inverse of the L2 penalty of the first sum
SMALLEST = 0.02  # weights nearer to nothing are left out
FOLDS = 5
TREES = 200
SURE = 2.5  # log-odds after some of the trees which the others are not asked about
OF_ONE_FUNCTION = 40
SETTINGS = {
    "objective": "binary", "num_leaves": 6, "learning_rate": 0.1, "min_data_in_leaf": 60, "feature_fraction": 0.5,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5, "verbose": -1, "seed": 1, "deterministic": True,
    "force_row_wise": True, "num_threads": 2,
}  # fmt: skip
BODY = Path(__file__).parents[1] / "src/jarida/core/extraction/body"


@dataclass
class Document:
    """A page's blocks with their features, and of each block whether it is the text's and how much it counts."""

    domain: str
    blocks: Blocks
    scale: float
    alone: list[list[str]]
    labels: list[tuple[int, float]]
    said: list[tuple[int, int]]
    row: dict
    among: list[list[float]] = field(default_factory=list)
    odds: list[float] = field(default_factory=list)

    @property
    def part(self) -> int:
        """The fold of the domains it belongs to."""
        return int(hashlib.md5(("f" + self.domain).encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


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
        inherited.append(
            set(node_features(node.tag, node.tokens)) | (inherited[node.parent] if node.parent >= 0 else set())
        )
    for block in blocks.blocks:
        node = blocks.nodes[block.node]
        over = blocks.nodes[node.parent] if node.parent >= 0 else None
        names = owner_features(node.tag, node.tokens, over.tag if over else "", over.tokens if over else ())
        own = block_features(block, node.tag, scale, blocks.heading, blocks.elements)
        alone.append([*inherited[block.node], *names, *own])
    said, labels = said_of(page, blocks), labels_of(row, blocks)
    for node in blocks.nodes:
        node.element = None  # trees of thousands of pages would not fit
    return Document(row.get("split_key") or row["path"], blocks, scale, alone, labels, said, row)


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


def fit(parts):
    """Log-odds by feature, and the constant, of a logistic regression."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    domains = defaultdict(set)
    for each in parts:
        for name in {name for names in each.alone for name in names}:
            domains[name].add(each.domain)
    places = {name: i for i, name in enumerate(sorted(n for n, held in domains.items() if len(held) >= FEWEST_DOMAINS))}
    columns, ends, labels, weights = [], [0], [], []
    for each in parts:
        for names, (label, weight) in zip(each.alone, each.labels, strict=True):
            if weight:
                columns.extend({places[name] for name in names if name in places})
                ends.append(len(columns))
                labels.append(label)
                weights.append(weight)
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(labels), len(places)))
    scaled = np.array(weights) * len(weights) / sum(weights)
    model = LogisticRegression(C=STRENGTH, max_iter=100).fit(matrix, labels, sample_weight=scaled)
    odds = {name: round(float(model.coef_[0][i]), 3) for name, i in places.items()}
    return {name: value for name, value in odds.items() if abs(value) >= SMALLEST}, float(model.intercept_[0])


def among(model, each):
    """The second sum's numbers of a page's blocks, by a model of the first."""
    odds, constant = model
    sums = [constant + sum(odds.get(name, 0.0) for name in set(names)) for names in each.alone]
    return neighbour_rows(each.blocks, sums, each.scale, each.said)


def look_around(parts):
    """Fills in each page's numbers from a first sum that never saw its domain."""
    for fold in range(FOLDS):
        if held := [each for each in parts if each.part == fold]:
            model = fit([each for each in parts if each.part != fold])
            for each in held:
                each.among = among(model, each)


def grow(parts):
    """The boosted trees over the numbers of all blocks but bare links."""
    import lightgbm
    import numpy as np

    chosen = [
        (row, label, weight)
        for each in parts
        for row, (label, weight) in zip(each.among, each.labels, strict=True)
        if row and weight
    ]
    rows, labels, weights = zip(*chosen, strict=True)
    scaled = np.array(weights) * len(weights) / sum(weights)
    data = lightgbm.Dataset(np.array(rows), np.array(labels), weight=scaled)
    return lightgbm.train(SETTINGS, data, TREES)


def judge(trees, each):
    """Fills in the log-odds of a page's blocks."""
    import numpy as np

    rows = [row for row in each.among if row]
    found = iter(trees.predict(np.array(rows), raw_score=True) if rows else ())
    each.odds = [float(next(found)) if row else -9.0 for row in each.among]


def agreement(each):
    """F1 of runs of four words between a page's text and the blocks found."""
    text = " ".join(block.text for block, odds in zip(each.blocks.blocks, each.odds, strict=True) if odds > THRESHOLD)
    truth, found = Counter(runs(words(each.row["body"]))), Counter(runs(words(text)))
    return 2 * sum((truth & found).values()) / max(1, sum(truth.values()) + sum(found.values()))


def cross(parts, save):
    """Prints the mean agreement by corpus, each page judged by what never saw its domain."""
    look_around(parts)
    for fold in range(FOLDS):
        trees = grow([each for each in parts if each.part != fold])
        for each in parts:
            if each.part == fold:
                judge(trees, each)
    scores = defaultdict(list)
    for each in parts:
        if each.row.get("body"):
            scores[each.row["corpus"]].append(agreement(each))
    for corpus, values in sorted(scores.items()):
        print(f"{corpus:<14}{len(values):>5} pages  F1 {sum(values) / len(values):.4f}")
    if save:
        save.write_text("".join(json.dumps(judged(each)) + "\n" for each in parts), encoding="utf-8")


def judged(each):
    kept = [block.text for block, odds in zip(each.blocks.blocks, each.odds, strict=True) if odds > THRESHOLD]
    return {"file": each.row["path"], "paragraphs": kept}


def expression(node):
    """A tree as a conditional expression over x."""
    if "leaf_value" in node:
        return f"{node['leaf_value']:.3f}"
    name, bound = node["split_feature"], f"{node['threshold']:.4g}"
    return f"({expression(node['left_child'])} if x[{name}] <= {bound} else {expression(node['right_child'])})"


def module_of(trees):
    """The trees as a module: plain conditions are ten times quicker than any walk over a table."""
    lines = [f"{expression(tree['tree_structure'])}," for tree in trees.dump_model()["tree_info"]]
    parts = [lines[i : i + OF_ONE_FUNCTION] for i in range(0, len(lines), OF_ONE_FUNCTION)]
    names = [f"_part_{i}" for i in range(len(parts))]
    places = [f"#   x[{i}] {name}" for i, name in enumerate(NUMBERS)]
    functions = [
        f"def {name}(x: list[float]) -> float:\n    return sum((\n"
        + "".join(f"        {line}\n" for line in part)
        + "    ))\n"
        for name, part in zip(names, parts, strict=True)
    ]
    return TEMPLATE.format(
        places="\n".join(places),
        functions="\n\n".join(functions),
        first=names[0],
        rest=", ".join(f"({name}, {SURE})" for name in names[1:]),
    )


TEMPLATE = '''"""Small trees over `neighbours.NUMBERS`. Written by `benchmarks/body.py train`: do not edit."""
# fmt: off
# ruff: noqa: E501
{places}


{functions}

def odds_among(x: list[float]) -> float:
    """The log-odds of being text of the article; what the first trees are sure of, the others do not change."""
    odds = {first}(x)
    for part, bound in ({rest}):
        if not -bound < odds < bound:
            break
        odds += part(x)
    return odds
'''


def train(parts):
    """Writes the weights and the trees that ship."""
    look_around(parts)
    (BODY / "trees.py").write_text(module_of(grow(parts)), encoding="utf-8")
    odds, constant = fit(parts)
    lines = [f"constant\t{constant:.3f}\n", *(f"{name}\t{value}\n" for name, value in sorted(odds.items()))]
    (BODY / "weights.tsv").write_text("".join(lines), encoding="utf-8")
    print(f"{len(parts)} pages, {len(lines)} weights, {TREES} trees")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=("cross", "train"))
    parser.add_argument("rows", type=Path)
    parser.add_argument("--save", type=Path, help="with cross: write what was found, as jarida extract --batch does")
    options = parser.parse_args()
    parts = list(documents(options.rows))
    if options.verb == "train":
        train(parts)
    else:
        cross(parts, options.save)


if __name__ == "__main__":
    main()
