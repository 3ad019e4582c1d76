"""Requests per second, and CPU per request, of the front page and of an article: cached and uncached.

    python benchmarks/serve.py [--articles 3000,300000] [--seconds 5]

Needs wrk (Debian: apt-get install wrk). The site is granian with one worker, as `jarida run` starts it;
its CPU is that of its processes, the load generator's is not counted. "Uncached": the page cache is
switched off, so every request is rendered from the database.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psutil

from benchmarks.common import ROOT, cpu_seconds, environment, free_port, process, scratch, table, wait_for


@dataclass(frozen=True)
class Figure:
    """One measurement: requests per second, and milliseconds of CPU per request."""

    rate: float
    cpu_ms: float
    errors: int


def load(url: str, seconds: int, site: psutil.Process) -> Figure:
    """Ask for one page as often as it is answered, over four connections."""
    subprocess.run(["wrk", "-t1", "-c2", "-d1s", url], capture_output=True, check=True)
    before = cpu_seconds(site)
    done = subprocess.run(["wrk", "-t1", "-c4", f"-d{seconds}s", url], capture_output=True, text=True, check=True)
    spent = cpu_seconds(site) - before
    found = re.search(r"(\d+) requests in", done.stdout)
    requests = int(found.group(1)) if found else 0
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout)
    return Figure(requests / seconds, 1000 * spent / max(1, requests), int(bad.group(1)) if bad else 0)


def answers(url: str) -> bool:
    """Whether the site is up."""
    try:
        urllib.request.urlopen(url, timeout=2).close()
    except OSError:
        return False
    return True


def article_path(port: int) -> str:
    """The address of the newest article on the front page."""
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/fr/", timeout=20).read().decode()
    found = re.search(r'href="(/fr/articles/\d+/[^"?#]+)"', page)
    if not found:
        raise SystemExit("the front page names no article")
    return found.group(1)


def weigh(port: int) -> str:
    """The weight of the front page without images, in kB: HTML, style sheets, scripts."""
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/fr/", timeout=20).read()
    parts = re.findall(rb'<(?:link rel="stylesheet" href|script src)="([^"]+)"', page)
    parts += re.findall(rb'<script[^>]* src="([^"]+)"', page)
    extra = {
        part: urllib.request.urlopen(f"http://127.0.0.1:{port}{part.decode()}", timeout=20).read() for part in parts
    }
    total = len(page) + sum(len(body) for body in extra.values())
    return f"{total / 1000:.0f} kB in {1 + len(extra)} files, uncompressed (HTML {len(page) / 1000:.0f})"


def measure(folder: Path, articles: int, seconds: int) -> list[tuple[str, ...]]:
    """All figures of an archive of one size."""
    rows = []
    for cached in (False, True):
        port = free_port()
        environ = environment(folder, site_port=port, site_cache_pages=500 if cached else 0)
        with process(["-m", "jarida.config.server"], environ) as site:
            wait_for(lambda port=port: answers(f"http://127.0.0.1:{port}/fr/"), 60, "the site does not answer")
            paths = {"front page": "/fr/", "article": article_path(port)}
            for name, path in paths.items():
                figure = load(f"http://127.0.0.1:{port}{path}", seconds, site)
                if figure.errors:
                    raise SystemExit(f"{name}: {figure.errors} answers were errors")
                state = "cached" if cached else "uncached"
                per_second = 1000 / figure.cpu_ms
                rows.append(
                    (f"{articles:,}", name, state, f"{figure.rate:,.0f}", f"{per_second:,.0f}", f"{figure.cpu_ms:.2f}")
                )
            if not cached:
                print(f"front page at {articles:,} articles weighs {weigh(port)}")
    return rows


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", default="3000,300000")
    parser.add_argument("--seconds", type=int, default=5)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed (Debian: apt-get install wrk)")
    rows: list[tuple[str, ...]] = []
    for articles in map(int, options.articles.split(",")):
        with scratch() as folder:
            print(f"filling an archive of {articles:,} articles …", flush=True)
            command = [sys.executable, "benchmarks/seed.py", str(folder), str(articles)]
            subprocess.run(command, check=True, cwd=ROOT, env=os.environ | environment(folder))
            rows += measure(folder, articles, options.seconds)
    head = ["articles", "page", "", "requests/s", "requests per CPU-second", "ms of CPU"]
    table("The site: granian, one worker, SQLite", head, rows)


if __name__ == "__main__":
    main()
