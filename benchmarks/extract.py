"""What reading articles costs, and how right it is.

    .venv/bin/python -m benchmarks.extract [--pages FOLDER] [--score FOLDER]

The sample press's pages need no files; FOLDER holds unpacked pages with `rows.jsonl` (path, url, corpus and what is
true of them), and `--score` the folder of the `score.py` that judges them. Prints one JSON line a source: the figures,
and CPU (ms a page) in all and by part. Figures of the body on pages that its weights were learned from are kind:
`benchmarks/body.py cross` gives those of unseen domains.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT
from benchmarks.templates import bytes_of, sample_press
from jarida.core.errors import JaridaError
from jarida.core.extraction import as_json
from jarida.core.extraction.authors import find_authors
from jarida.core.extraction.body import find_body
from jarida.core.extraction.dates import find_dates
from jarida.core.extraction.extract import extract
from jarida.core.extraction.kinds import find_kind
from jarida.core.extraction.model import Hints
from jarida.core.extraction.page import Page, read_page
from jarida.core.extraction.pictures import find_pictures
from jarida.core.extraction.titles import find_title
from jarida.processes import collect_seldom

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PARTS: dict[str, Callable[[Page], Any]] = {
    "title": find_title,
    "body": lambda page: find_body(page, ""),
    "dates": find_dates,
    "authors": find_authors,
    "pictures": find_pictures,
    "kind": lambda page: find_kind(page, "", ()),
}


def report(name: str, rows: Sequence[dict[str, Any]], score: Any) -> None:
    """Print the figures and the cost of one source."""
    results, spent = {}, 0.0
    for row in rows:
        content = bytes_of(row)
        start = time.process_time()
        try:
            results[row["path"]] = as_json(extract(content, row.get("url") or "", now=NOW))
        except JaridaError as error:
            results[row["path"]] = {"error": str(error)}
        spent += time.process_time() - start
    figures = score.score(rows, results, 0) if score else {}
    cost = {"all": round(1000 * spent / len(rows), 2), **parts(rows[:: max(1, len(rows) // 300)])}
    print(json.dumps({"source": name, "pages": len(rows), "cpu_ms": cost, "figures": figures}))


def parts(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """CPU (ms a page) of parsing and of each field."""
    spent: dict[str, float] = defaultdict(float)
    for row in rows:
        content = bytes_of(row)
        start = time.process_time()
        try:
            page = read_page(content, row.get("url") or "", Hints(), NOW)
        except JaridaError:
            continue
        spent["parse"] += time.process_time() - start
        for name, find in PARTS.items():
            start = time.process_time()
            find(page)
            spent[name] += time.process_time() - start
    return {name: round(1000 * value / len(rows), 2) for name, value in spent.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the sample press, and the corpora where their folder is given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, help="unpacked pages with rows.jsonl")
    parser.add_argument("--score", type=Path, default=ROOT.parent / "shared" / "press", help="folder of score.py")
    options = parser.parse_args(arguments)
    score: Any = None
    if (options.score / "score.py").is_file():
        sys.path.insert(0, str(options.score))
        import score
    collect_seldom()
    report("sample press", [row for rows in sample_press().values() for row in rows], score)
    if options.pages:
        rows = [json.loads(line) for line in (options.pages / "rows.jsonl").open(encoding="utf-8")]
        report(str(options.pages.name), rows, score)


if __name__ == "__main__":
    main()
