"""What it costs to put an article into its story, and whether that grows with what is kept.

    python benchmarks/stories.py                             windows of 10,000, 100,000 and 700,000 articles
    python benchmarks/stories.py --sizes 10000 --batches ''  only a small one
    python benchmarks/stories.py --history 1000000           an archive of that many went through a window before

The articles are made: events by Zipf's law (a third of all articles are alone in theirs), each told within a day and a
half by outlets in four languages, vectors of 384 values with a cosine of about 0.6 within an event, names, places,
numbers and words, one article in seven a copy of another. Seven days fill a window. Times are CPU time of one thread,
each measure in a process of its own; encoding an article is not counted here.

A window does not know the archive: what lies before its seven days is in the database only. `--history` shows it: as
many articles go through a window of 100,000, and the cost of the next ones is measured.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np
import psutil

from benchmarks.common import ROOT, table
from jarida.core.stories.clustering import Window
from jarida.core.stories.model import Profile
from jarida.core.stories.recluster import BLOCK, recluster

DIMENSION = 384
LANGUAGES = ("fr", "ar", "es", "en")
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
WEEK = 7 * 24 * 60  # minutes
DAY = 100_000  # articles of a day at full scale
TOGETHER = 64  # articles of a batch, as the pipeline takes them
MEASURED = 640


class Press:
    """Makes articles: `rate` a week, in order of time."""

    def __init__(self, rate: int, seed: int = 1) -> None:
        self._random = np.random.default_rng(seed)
        self._rate = rate
        self._events = max(1, rate // 60)
        self._last: Profile | None = None

    def articles(self, first: int, count: int) -> Iterator[tuple[Profile, int]]:
        """Articles by number, and the event of each."""
        for number in range(first, first + count):
            yield self._article(number)

    def _article(self, number: int) -> tuple[Profile, int]:
        minute = number * WEEK / self._rate
        event = self._event(number, int(minute // 2160))
        if self._last is not None and event and self._random.random() < 0.15:
            return self._copy(number, minute), self._last_event
        own = np.random.default_rng(event)
        profile = Profile(
            number, self._vector(own), LANGUAGES[number % 4], f"outlet{self._zipf(2000)}",
            BEGIN + timedelta(minutes=minute), False,
            self._some(own, "n", 4, 60_000), self._some(own, "p", 2, 300), self._some(own, "", 2, 500),
            self._some(own, LANGUAGES[number % 4] + ".", 14, 30_000), self._random.bytes(130), number + 1,
        )  # fmt: skip
        self._last, self._last_event = profile, event
        return profile, event

    def _event(self, number: int, period: int) -> int:
        """An event of the day, the great ones often; every third article has its own."""
        return number + (1 << 40) if number % 3 == 0 else (period << 24) + self._zipf(self._events)

    def _zipf(self, most: int) -> int:
        return int(most ** self._random.random())

    def _vector(self, own: np.random.Generator) -> Any:
        both = own.normal(size=DIMENSION).astype(np.float32) + 0.8 * self._random.normal(size=DIMENSION).astype(
            np.float32
        )
        return np.round(127 * both / np.linalg.norm(both)).astype(np.int8)

    def _some(self, own: np.random.Generator, mark: str, most: int, known: int) -> frozenset[str]:
        """Half of an event's words, and some that any article may have."""
        shared = (known ** own.random(most)).astype(int)
        others = (known ** self._random.random(most // 2)).astype(int)
        return frozenset(f"{mark}{one}" for one in (*shared[self._random.random(most) < 0.6], *others))

    def _copy(self, number: int, minute: float) -> Profile:
        last = self._last
        assert last is not None
        return Profile(
            number, last.vector, last.language, f"outlet{self._zipf(2000)}", BEGIN + timedelta(minutes=minute), False,
            last.names, last.places, last.numbers, last.words, last.signature, last.digest,
        )  # fmt: skip


def spent() -> float:
    """CPU seconds of this thread's process."""
    return time.process_time()


def filled(window: Window, press: Press, first: int, count: int, told: str) -> float:
    """Put articles into a window under their events as stories; CPU seconds that `add` took."""
    seconds = 0.0
    for at, (profile, event) in enumerate(press.articles(first, count)):
        began = spent()
        window.add(profile, event)
        if at % 1000 == 0 and profile.at:
            window.advance(profile.at)
        seconds += spent() - began
        if at % 50_000 == 0:
            print(f"{told}: {at:,} of {count:,}", file=sys.stderr, flush=True)
    return seconds


def assigned(window: Window, press: Press, first: int) -> dict[str, float]:
    """What the next articles cost, in ms of CPU each."""
    looking = assigning = adding = 0.0
    right = 0
    told = list(press.articles(first, MEASURED))
    for at in range(0, MEASURED, TOGETHER):
        chunk = told[at : at + TOGETHER]
        began = spent()
        window.prepare([profile for profile, _ in chunk])
        looking += spent() - began
        for profile, event in chunk:
            began = spent()
            found = window.assign(profile)
            between = spent()
            story = event if found.story is None else found.story
            window.add(profile, story)
            assigning, adding = assigning + between - began, adding + spent() - between
            right += story == event
    each = 1000 / MEASURED
    return {
        "looking": looking * each, "assigning": assigning * each, "adding": adding * each, "right": right / MEASURED,
    }  # fmt: skip


def alone(window: Window, press: Press, first: int) -> float:
    """What an article costs that comes alone, in ms of CPU."""
    told = [profile for profile, _ in press.articles(first, 32)]
    window.prepare([])
    began = spent()
    for profile in told:
        window.assign(profile)
    return 1000 * (spent() - began) / len(told)


def of_window(size: int, history: int) -> dict[str, Any]:
    """A window of a week with so many articles, after an archive of `history` went through it."""
    before = psutil.Process().memory_info().rss
    window, press = Window(), Press(size)
    count = max(size, history)
    filling = filled(window, press, 0, count, f"window of {size:,}")
    found = assigned(window, press, count)
    held = psutil.Process().memory_info().rss - before
    return {
        "size": len(window), "history": count, "filling": 1000 * filling / count, "bytes": held / len(window),
        "megabytes": held / 1e6, "alone": alone(window, press, count + MEASURED), **found,
    }  # fmt: skip


def of_batch(size: int) -> dict[str, Any]:
    """A week with so many articles, grouped anew."""
    press = Press(size)
    told = [profile for profile, _ in press.articles(0, size)]
    before = psutil.Process().memory_info().rss
    began = spent()
    groups = recluster(told, progress=lambda done: said(done, size))
    return {
        "size": size, "seconds": spent() - began, "stories": len(groups),
        "megabytes": (psutil.Process().memory_info().rss - before) / 1e6,
    }  # fmt: skip


def said(done: int, size: int) -> None:
    """A line now and then."""
    if done % (BLOCK * 20) == 0:
        print(f"batch: {done:,} of {size:,}", file=sys.stderr, flush=True)


def aside(*arguments: object) -> dict[str, Any]:
    """The same in a process of its own."""
    work = [sys.executable, __file__, *map(str, arguments)]
    done = subprocess.run(work, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout))


def share(found: dict[str, Any]) -> str:
    """Of two cores, all day, at 100,000 articles a day."""
    each = found["looking"] + found["assigning"] + found["adding"]
    return f"{each * DAY / 1000 / (2 * 86_400):.2%}"


def windows(sizes: Sequence[int], history: int) -> None:
    """Print what an article costs, by how many are in the window and by how many came before."""
    rows = [aside("--window", size) for size in sizes]
    rows += [aside("--window", 100_000, "--history", history)] if history else []
    table(
        "An article into its story: ms of CPU",
        ("came before", "in the window", "nearest by vector", "candidates, scores, story", "kept", "together",
         "of two cores at 100,000 a day", "alone, not in a batch", "right", "bytes an article", "MB"),
        [
            (f"{one['history']:,}", f"{one['size']:,}", f"{one['looking']:.2f}", f"{one['assigning']:.2f}",
             f"{one['adding']:.2f}", f"{one['looking'] + one['assigning'] + one['adding']:.2f}", share(one),
             f"{one['alone']:.1f}", f"{one['right']:.3f}", f"{one['bytes']:,.0f}", f"{one['megabytes']:,.0f}")
            for one in rows
        ],
    )  # fmt: skip


def batches(sizes: Sequence[int]) -> None:
    """Print what it costs to group a week anew."""
    rows = [aside("--batch", size) for size in sizes]
    table(
        "A week grouped anew",
        ("articles", "stories", "s of CPU", "ms each", "MB beside the profiles"),
        [
            (f"{one['size']:,}", f"{one['stories']:,}", f"{one['seconds']:.0f}",
             f"{1000 * one['seconds'] / one['size']:.2f}", f"{one['megabytes']:,.0f}")
            for one in rows
        ],
    )  # fmt: skip


def numbers(text: str) -> list[int]:
    """ "10000,100000" as numbers."""
    return [int(one) for one in text.split(",") if one]


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=numbers, default=[10_000, 100_000, 700_000])
    parser.add_argument("--batches", type=numbers, default=[10_000, 50_000])
    parser.add_argument("--history", type=int, default=0)
    parser.add_argument("--window", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--batch", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.window or asked.batch:
        print(json.dumps(of_window(asked.window, asked.history) if asked.window else of_batch(asked.batch)))
        return
    windows(asked.sizes, asked.history)
    batches(asked.batches)


if __name__ == "__main__":
    main()
