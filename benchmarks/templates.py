"""What outlet templates give: the same figures without and with them.

    .venv/bin/python -m benchmarks.templates [--pages FOLDER] [--score FOLDER]

Pages with known truth of one outlet are left out one by one: the template is learned from the others and applied
to the one left out. Three pages teach, so outlets have four or more. FOLDER holds the unpacked
pages with `rows.jsonl`; the sample press needs no files. Prints one JSON line a source with figures and the CPU of
applying, and names each page that a template made worse.
"""

import argparse
import importlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.common import ROOT
from jarida.core.errors import JaridaError
from jarida.core.extraction import as_json
from jarida.core.extraction.extract import extract
from jarida.core.extraction.model import Hints
from jarida.core.extraction.page import read_page
from jarida.core.extraction.templates.apply import apply_template
from jarida.core.extraction.templates.learn import FEWEST_PAGES, LearningPage, learn_template
from jarida.editions.sample.houses import HOUSES
from jarida.editions.sample.newsroom import Newsroom
from jarida.editions.sample.pages import Site

NOW = datetime(2026, 11, 1, tzinfo=UTC)
FEWEST = FEWEST_PAGES + 1
MOST_OF_ONE = 12
"""Pages of one outlet that are tried."""
FIGURES = ("body", "title", "authors", "date", "image", "segments")


def sample_press() -> dict[str, list[dict[str, Any]]]:
    """The sample press's pages by outlet, with what is true of them, as the corpora's rows have it."""
    newsroom, outlets = Newsroom(NOW), {}
    for slug, house in HOUSES.items():
        site = Site(house, f"https://{slug}.example", newsroom.visible(slug, NOW))
        outlets[slug] = [_sample_row(site, item) for item in site.items[:MOST_OF_ONE]]
    return outlets


def _sample_row(site: Site, item: Any) -> dict[str, Any]:
    image = f"{site.base}/image" if item.article.image else ""
    return {
        "page": site.article(item).encode(),
        "path": f"{site.house.slug}{item.path}",
        "file": f"{site.house.slug}{item.path}",
        "url": site.base + item.path,
        "corpus": "fundus",  # scored by the rules of that corpus: all fields
        "body": "\n\n".join(item.paragraphs),
        "title": item.title,
        "date": item.published.isoformat(),
        "authors": list(item.article.authors),
        "images": [{"cover": True, "urls": [site.base + _picture(item)]}] if image else [],
    }


def _picture(item: Any) -> str:
    from jarida.editions.sample.feeds import picture_path

    return picture_path(item)


def corpora(folder: Path) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The rows of outlets with enough pages, by corpus and host."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for line in (folder / "rows.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        host = (urlsplit(row.get("url") or "").hostname or "").removeprefix("www.")
        if host:
            found[row["corpus"]][host].append(row)
    return {
        corpus: {host: rows[:MOST_OF_ONE] for host, rows in hosts.items() if len(rows) >= FEWEST}
        for corpus, hosts in found.items()
    }


def bytes_of(row: dict[str, Any]) -> bytes:
    """The page of a row: the sample press's is in the row, the corpora's in a file."""
    return row["page"] if "page" in row else Path(row["path"]).read_bytes()


def compared(outlets: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[dict[str, Any], Any, Any, float]]:
    """Each page's row, its result without and with the template of the others, and the CPU (ms) of applying."""
    for rows in outlets.values():
        pages = [LearningPage(bytes_of(row), row["url"], NOW) for row in rows]
        for place, row in enumerate(rows):
            others = [*pages[:place], *pages[place + 1 :]]
            yield row, *results(pages[place], learn_template(others))


def results(page: LearningPage, template: Any) -> tuple[Any, Any, float]:
    """A page's result without and with a template, and the CPU (ms) of applying it."""
    try:
        plain = as_json(extract(page.page, page.url, now=NOW))
        if template is None:
            return plain, plain, 0.0
        read = read_page(page.page, page.url, Hints(), NOW)
        _ = read.index.marks  # of reading, which builds them in any case
        start = time.process_time()
        apply_template(read, template)
        spent = 1000 * (time.process_time() - start)
        return plain, as_json(extract(page.page, page.url, Hints(template=template), now=NOW)), spent
    except JaridaError as error:
        failed = {"error": str(error)}
        return failed, failed, 0.0


def report(name: str, outlets: dict[str, list[dict[str, Any]]], score: Any) -> None:
    """Print the figures of one source and, on standard error, the pages that are worse with a template."""
    done = list(compared(outlets))
    if not done:
        return
    rows = [row for row, *_ in done]
    without = score.score(rows, {row["path"]: plain for row, plain, _, _ in done}, 0)
    with_it = score.score(rows, {row["path"]: learned for row, _, learned, _ in done}, 0)
    spent = sorted(cpu for *_, cpu in done if cpu)
    cpu = {"median": round(spent[len(spent) // 2], 2), "most": round(spent[-1], 2)} if spent else {}
    figures = {"outlets": len(outlets), "templates": len(spent), "cpu_ms": cpu, "without": without, "with": with_it}
    print(json.dumps({"source": name} | figures))
    for row, plain, learned, _ in done:
        _name_differences(row, plain, learned, score)


def _name_differences(row: dict[str, Any], plain: Any, learned: Any, score: Any) -> None:
    before = next(iter(score.score([row], {row["path"]: plain}, 0).values()))
    after = next(iter(score.score([row], {row["path"]: learned}, 0).values()))
    for figure in FIGURES:
        if before.get(figure) != after.get(figure):
            word = "WORSE" if after[figure] < before[figure] else "better"
            print(f"  {word} {figure} {before[figure]} → {after[figure]} {row['path']}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the sample press, and the corpora where their folders are given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, help="unpacked pages with rows.jsonl")
    parser.add_argument("--score", type=Path, default=ROOT.parent / "shared" / "press", help="folder of score.py")
    options = parser.parse_args(arguments)
    sys.path.insert(0, str(options.score))
    score = importlib.import_module("score")  # stands outside the repository

    report("sample press", sample_press(), score)
    if options.pages:
        for corpus, outlets in sorted(corpora(options.pages).items()):
            report(corpus, outlets, score)


if __name__ == "__main__":
    main()
