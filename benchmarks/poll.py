"""CPU of polling 1,000 feeds: with 30 new entries each, then unchanged; beside the package `reader`.

    python benchmarks/poll.py [--feeds 1000] [--rounds 3]

Both sides poll the same feeds of the same server, in turn, in one run; each is a process of its own that
counts its CPU (user and system, all threads) around the polling only: imports are not counted.
"""

import argparse
import json
import logging
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import ROOT, environment, free_port, process, scratch, table
from benchmarks.feedserver import address


def cpu() -> float:
    """CPU seconds of this process so far."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def side_reader(folder: Path, port: int, feeds: int) -> dict[str, float]:
    """Poll with `reader`: new, then unchanged."""
    from reader import make_reader

    with make_reader(str(folder / "reader.sqlite")) as reader:
        for number in range(feeds):
            reader.add_feed(address(number, port))
        result = {}
        for name in ("changed", "unchanged"):
            before, start = cpu(), time.monotonic()
            reader.update_feeds(scheduled=False, workers=8)
            result[name], result[f"{name}_wall"] = cpu() - before, time.monotonic() - start
        result["entries"] = reader.get_entry_counts().total or 0
    return result


def side_jarida(folder: Path, port: int, feeds: int) -> dict[str, float]:
    """Poll with Jarida: new, then unchanged."""
    import asyncio

    from jarida.config.setup import setup_django

    setup_django()
    from jarida.archive.models import Entry, Feed, Outlet
    from jarida.archive.ready import prepare
    from jarida.config.options import load
    from jarida.pipeline.engine import run_once

    logging.getLogger("jarida").setLevel(logging.WARNING)
    prepare()
    outlet = Outlet.objects.create(slug="press", name="Press", homepage=address(0, port))
    Feed.objects.bulk_create(Feed(outlet=outlet, url=address(number, port)) for number in range(feeds))
    result = {}
    for name in ("changed", "unchanged"):
        Feed.objects.update(next_check_at=None)
        before, start = cpu(), time.monotonic()
        asyncio.run(run_once(load(), feeds_only=True))
        result[name], result[f"{name}_wall"] = cpu() - before, time.monotonic() - start
    result["entries"] = Entry.objects.count()
    return result


def measure(side: str, folder: Path, port: int, feeds: int) -> dict[str, float]:
    """Run one side in a process of its own."""
    environ = environment(
        folder, fetch_allow_networks="127.0.0.0/8", fetch_host_delay=0, fetch_per_host=4, fetch_concurrency=32
    )
    arguments = [sys.executable, "-W", "ignore", __file__, "--side", side, "--folder", str(folder)]
    arguments += ["--port", str(port), "--feeds", str(feeds)]
    done = subprocess.run(arguments, env=environ, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def compare(feeds: int, rounds: int) -> None:
    """Both sides in turn, some rounds; medians."""
    figures: dict[str, list[dict[str, float]]] = {"jarida": [], "reader": []}
    port = free_port()
    with process(["benchmarks/feedserver.py", str(port), str(feeds)]):
        time.sleep(1.0)
        for _ in range(rounds):
            for side, rows in figures.items():
                with scratch() as folder:
                    rows.append(measure(side, folder, port, feeds))
    middle = {
        side: {key: statistics.median(row[key] for row in rows) for key in rows[0]} for side, rows in figures.items()
    }
    rows = [
        (
            what,
            f"{middle['jarida'][key] * 1000 / feeds:.2f}",
            f"{middle['reader'][key] * 1000 / feeds:.2f}",
            f"{middle['reader'][key] / middle['jarida'][key]:.1f}",
        )
        for what, key in (("30 new entries each", "changed"), ("unchanged (304)", "unchanged"))
    ]
    title = f"CPU-seconds per 1,000 feeds ({feeds} feeds, medians of {rounds} rounds)"
    table(title, ["feeds", "Jarida", "reader", "times less"], rows)
    counts = ", ".join(f"{side} {int(row['entries'])}" for side, row in middle.items())
    print(f"entries kept: {counts}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", choices=["jarida", "reader"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        run = side_jarida if options.side == "jarida" else side_reader
        print(json.dumps(run(options.folder, options.port, options.feeds)))
    else:
        compare(options.feeds, options.rounds)


if __name__ == "__main__":
    main()
