"""From feeds to the site: what is gathered, what it costs, and how each fault ends.

    python benchmarks/ingest.py                          the sample press
    python benchmarks/ingest.py --outlets FILE.jsonl     any outlets that are being served: one JSON object a line
                                                         with name, language, homepage, feed, articles

An outlet whose name begins with "fault: " is expected to misbehave as its name says; the table of faults
states how each ended. CPU is that of the pipeline and its worker process, start included; memory is the
most that they hold together, sampled four times a second (pages of memory that they share are counted once).
"""

import argparse
import contextlib
import json
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import ROOT, cpu_seconds, environment, free_port, process, scratch, table, wait_for, watch_memory

PACE = {
    "fetch_allow_networks": "127.0.0.0/8", "fetch_host_delay": 0.02, "pipeline_poll_min": 5, "pipeline_poll_start": 5,
    "pipeline_poll_max": 20, "pipeline_recheck": "30", "pipeline_retry_first": 5, "pipeline_failing_max": 60,
}  # fmt: skip


def edition(rows: Sequence[dict[str, Any]]) -> str:
    """An edition's TOML for a list of outlets."""
    text = '[edition]\ncode = "bench"\nname = "Bench"\ntime_zone = "UTC"\npolicy = "full"\n'
    for row in rows:
        text += f"\n[[outlets]]\nname = {json.dumps(row['name'], ensure_ascii=False)}\n"
        text += f"slug = {json.dumps(row['slug'])}\nhomepage = {json.dumps(row['homepage'])}\n"
        text += f"feeds = [{json.dumps(row['feed'])}]\n"
        if row.get("language"):
            text += f"languages = [{json.dumps(row['language'])}]\n"
    return text


def read_outlets(path: Path) -> list[dict[str, Any]]:
    """The outlets of a JSON lines file, each with a slug of its own."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [{**row, "slug": f"o{index:03}"} for index, row in enumerate(rows)]


def jarida(environ: dict[str, str], *arguments: str) -> str:
    """Run one command of Jarida; its output."""
    command = [sys.executable, "-m", "jarida", *arguments]
    return subprocess.run(command, env=environ, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def enter(environ: dict[str, str]) -> None:
    """Enter the edition's outlets into an archive of their own."""
    code = (
        "from jarida.config.setup import setup_django; setup_django()\n"
        "from django.conf import settings\n"
        "from jarida.archive.ready import prepare; prepare()\n"
        "from jarida.commands.run import sync_edition; sync_edition(settings.OPTIONS)"
    )
    subprocess.run([sys.executable, "-c", code], env=environ, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def health(environ: dict[str, str]) -> list[dict[str, Any]]:
    """What `jarida outlets --json` says."""
    return [json.loads(line) for line in jarida(environ, "outlets", "--json").splitlines()]


class Counter:
    """Asks the archive's database how far things are, without costing the pipeline anything."""

    def __init__(self, folder: Path, quiet: float) -> None:
        self.patience = quiet
        self.path = folder / "jarida.sqlite3"
        self.last = (0, 0)
        self.since = time.monotonic()

    def quiet(self) -> bool:
        """Whether nothing came for a while."""
        import sqlite3

        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)
        try:
            pictures = "select count(*) from archive_articleimage where state = 'kept'"
            query = f"select (select count(*) from archive_article), ({pictures})"
            now = connection.execute(query).fetchone()
        except sqlite3.OperationalError:
            now = (0, 0)
        finally:
            connection.close()
        if now != self.last:
            self.last, self.since = now, time.monotonic()
        return self.last[0] > 0 and time.monotonic() - self.since > self.patience


def gather(environ: dict[str, str], folder: Path, longest: float, quiet: float) -> dict[str, Any]:
    """Run the pipeline until the press is quiet; cost and counts."""
    counter = Counter(folder, quiet)
    with process(["-m", "jarida.pipeline"], environ) as pipeline, watch_memory(pipeline) as peak:
        start = time.monotonic()
        wait_for(counter.quiet, longest, "the press is never quiet")
        wall = counter.since - start
        cpu = cpu_seconds(pipeline)
    return {"articles": counter.last[0], "pictures": counter.last[1], "cpu": cpu, "wall": wall, "peak": peak}


def page(port: int) -> str:
    """The front page of the site, or nothing while it starts."""
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/fr/", timeout=5).read().decode()
    except OSError:
        return ""


def outcome(row: dict[str, Any]) -> str:
    """How an outlet ended, in the words of `jarida outlets`."""
    feeds = row.get("feeds") or [{}]
    feed = feeds[0]
    words = [str(feed.get("state", "?"))]
    if feed.get("problem_code"):
        words.append(f"{feed['problem_code']}: {feed.get('problem', '')}"[:110])
    words += [str(remark)[:70] for remark in (feed.get("remarks") or [])[:1]]
    for trouble in row.get("page_problems") or []:
        words.append(f"{trouble['count']} pages {trouble['state']}, {trouble['code']}: {trouble['problem']}"[:140])
    return "; ".join(words)


def report(result: dict[str, Any], rows: list[dict[str, Any]], expected: dict[str, int]) -> None:
    """Print the figures and the table of faults."""
    peak = result["peak"]
    memory = f"{peak.together / 1e6:.0f} MB ({peak.largest / 1e6:.0f} the larger process)"
    table(
        "Gathering",
        ["outlets", "articles", "pictures", "seconds", "CPU-s", "articles per CPU-s", "peak memory"],
        [(
            len(rows), result["articles"], result["pictures"], f"{result['wall']:.0f}", f"{result['cpu']:.1f}",
            f"{result['articles'] / result['cpu']:.1f}", memory,
        )],
    )  # fmt: skip
    sound = [row for row in rows if not row["name"].startswith("fault: ")]
    short = [row for row in sound if row["articles"] < min(40, expected.get(row["slug"], 0))]
    print(f"outlets without a fault: {len(sound)}; gathered whole: {len(sound) - len(short)}")
    for row in short:
        print(f"  not whole: {row['name']}: {row['articles']} of {expected[row['slug']]}; {outcome(row)}")
    faults = [(row["name"].removeprefix("fault: "), row["articles"], outcome(row)) for row in rows if row not in sound]
    if faults:
        table("Faults and how each ends", ["fault", "articles kept", "in `jarida outlets`"], faults)


def run_list(path: Path, longest: float, quiet: float) -> None:
    """Gather outlets that someone serves."""
    rows = read_outlets(path)
    with scratch() as folder:
        (folder / "edition.toml").write_text(edition(rows), encoding="utf-8")
        environ = environment(folder, edition_path=folder / "edition.toml", **PACE)
        enter(environ)
        result = gather(environ, folder, longest, quiet)
        report(result, health(environ), {row["slug"]: int(row.get("articles") or 0) for row in rows})


def run_sample(longest: float, quiet: float) -> None:
    """Gather the sample press, then time an article from its release to the front page."""
    base = 8701
    with scratch() as folder:
        port = free_port()
        rows = sample_rows(base)
        (folder / "edition.toml").write_text(edition(rows), encoding="utf-8")
        environ = environment(folder, edition_path=folder / "edition.toml", site_port=port, **PACE)
        enter(environ)
        # everything that is released late has been released an hour ago: a press that does not move
        with sample_press(base, datetime.now(UTC) - timedelta(hours=1)):
            result = gather(environ, folder, longest, quiet)
            report(result, health(environ), {})
    print(f"from release to the front page: {sample_delay(base):.1f} s at the median (feeds polled every 5 s)")


def sample_rows(base: int) -> list[dict[str, Any]]:
    """The outlets of the sample press, as a list of outlets has them."""
    from jarida.editions.sample import sample_edition

    return [
        {"name": o.name, "slug": o.slug, "homepage": o.homepage, "feed": o.feeds[0].url, "language": o.languages[0]}
        for o in sample_edition(base).outlets
    ]


@contextlib.contextmanager
def sample_press(base: int, epoch: datetime) -> Iterator[None]:
    """The sample press as a process, answering on all its ports."""
    from jarida.editions.sample import sample_edition
    from jarida.processes import port_answers

    ports = range(base, base + len(sample_edition(base).outlets))
    arguments = ["-m", "jarida.editions.sample.server", "--base-port", str(base), "--epoch", epoch.isoformat()]
    with process(arguments, environment(Path("/nonexistent"))):
        wait_for(lambda: all(port_answers("127.0.0.1", port) for port in ports), 30, "the sample press does not answer")
        yield


def sample_delay(base: int) -> float:
    """The median, over what is released within the first minutes, of the seconds until the front page has it."""
    import statistics

    from jarida.editions.sample.load import all_articles

    epoch = datetime.now(UTC).replace(microsecond=0)
    late = {
        p.title: epoch + timedelta(seconds=p.release_after_seconds)
        for p in all_articles()
        if 20 <= p.release_after_seconds <= 120
    }
    seen: dict[str, float] = {}
    with scratch() as folder:
        port = free_port()
        rows = sample_rows(base)
        (folder / "edition.toml").write_text(edition(rows), encoding="utf-8")
        environ = environment(folder, edition_path=folder / "edition.toml", site_port=port, **PACE)
        enter(environ)
        with (
            sample_press(base, epoch),
            process(["-m", "jarida.pipeline"], environ),
            process(["-m", "jarida.config.server"], environ),
        ):
            while len(seen) < len(late) and datetime.now(UTC) < epoch + timedelta(seconds=180):
                text, now = page(port), datetime.now(UTC)
                for title, released in late.items():
                    if title not in seen and title in text:
                        seen[title] = (now - released).total_seconds()
                threading.Event().wait(0.2)
    return statistics.median(seen.values()) if seen else float("nan")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outlets", type=Path)
    parser.add_argument("--longest", type=float, default=900, help="seconds after which to give up")
    parser.add_argument("--quiet", type=float, default=15, help="seconds without anything new after which to end")
    options = parser.parse_args()
    if options.outlets:
        run_list(options.outlets, options.longest, options.quiet)
    else:
        run_sample(options.longest, options.quiet)


if __name__ == "__main__":
    main()
