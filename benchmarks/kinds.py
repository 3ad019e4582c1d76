"""How honestly pages are told apart: precision and recall of each kind of page.

    .venv/bin/python -m benchmarks.kinds [--pages FOLDER]

Over the set of small pages in the tests, each labelled by hand ("hard" ones were labelled before they were first
tried); and, where FOLDER holds unpacked real pages with `rows.jsonl`, over those: a page whose text is known is an
article, so what is taken for something else there is counted and named.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.common import ROOT
from jarida.core.errors import JaridaError
from jarida.core.extraction.extract import extract

SET = ROOT / "tests" / "core" / "extraction" / "kinds_set"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def labelled() -> Iterator[tuple[str, str, str]]:
    """Name, true kind and found kind of each page of the set."""
    for line in (SET / "labels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, kind, url, _ = line.split("\t")
        yield name, kind, extract((SET / f"{name}.html").read_bytes(), url, now=NOW).kind.value


def figures(pairs: list[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Precision, recall and number of pages of each kind, of pairs of true and found."""
    found = {}
    for kind in sorted({kind for pair in pairs for kind in pair}):
        right = sum(pair == (kind, kind) for pair in pairs)
        said, true = sum(got == kind for _, got in pairs), sum(want == kind for want, _ in pairs)
        found[kind] = {"precision": right / said if said else 0.0, "recall": right / true if true else 0.0, "n": true}
    return found


def real(folder: Path) -> None:
    """Print what real pages with a known text are taken for, and the names of those that are not articles."""
    counts: Counter[tuple[str, str]] = Counter()
    spent, pages = time.process_time(), 0
    for row in map(json.loads, (folder / "rows.jsonl").open(encoding="utf-8")):
        if not (row.get("body") or row.get("must_contain")):
            continue
        pages += 1
        try:
            kind = extract(Path(row["path"]).read_bytes(), row.get("url") or "").kind.value
        except JaridaError as error:
            kind = error.code
        counts[row["corpus"], kind] += 1
        if kind != "article":
            print(f"  {kind:8} {row['file']}")
    for (corpus, kind), count in sorted(counts.items()):
        print(f"{corpus:14} {kind:8} {count}")
    print(f"{1000 * (time.process_time() - spent) / max(pages, 1):.1f} ms of CPU a page, everything read")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, help="folder of real pages with rows.jsonl")
    options = parser.parse_args()
    results = list(labelled())
    for part in ("", "hard_"):
        chosen = [(true, got) for name, true, got in results if name.startswith("hard_") == bool(part)]
        print(f"{'hard' if part else 'ordinary'}: {sum(a == b for a, b in chosen)} of {len(chosen)}")
    for kind, figure in figures([(true, got) for _, true, got in results]).items():
        print(f"{kind:8} precision {figure['precision']:.3f} recall {figure['recall']:.3f} of {figure['n']:.0f}")
    for name, true, got in results:
        if true != got:
            print(f"  {name}: {true}, taken for {got}")
    if options.pages:
        real(options.pages)


if __name__ == "__main__":
    main()
