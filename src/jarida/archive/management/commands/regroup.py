"""`jarida manage regroup`: the stories of the last days grouped anew while the site serves."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from jarida.archive.ready import folder_lock
from jarida.archive.stories import merging
from jarida.core.stories.recluster import recluster

EVERY = 10.0  # seconds between two plain lines

Told = Callable[[int], None]


class Command(BaseCommand):
    """Group the last days anew."""

    help = (
        "Group the articles of the last days anew, while the site serves. Stories keep their addresses; what editors "
        "corrected stays. A running Jarida does this every night by itself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How far back, and whether anything is written."""
        parser.add_argument("--days", type=int, default=settings.OPTIONS.stories.window_days, metavar="N")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Group, and sum up."""
        began = time.monotonic()
        with folder_lock("regroup"):
            days = max(1, options["days"])
            if not options["dry_run"]:
                merging.recount_means(days)
            found = self._look(days)
            self.stdout.write(found.summary())
            if options["dry_run"]:
                return
            with _progress("moving", len(found.moves), self.stderr.write) as told:
                for step in merging.write(found):
                    told(step)
        self.stdout.write(f"done in {time.monotonic() - began:.0f} s")

    def _look(self, days: int) -> merging.Found:
        with _progress("comparing", merging.number(days), self.stderr.write) as told:
            compared = 0

            def at(now: int) -> None:
                nonlocal compared
                told(now - compared)
                compared = now

            return merging.look(days, partial(recluster, progress=at))


@contextlib.contextmanager
def _progress(verb: str, total: int, write: Callable[[str], object]) -> Iterator[Told]:
    """A bar on a terminal, a line now and then elsewhere."""
    if not sys.stderr.isatty():
        yield _lines(verb, total, write)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(verb), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(verb, total=total)
        yield lambda step: bar.update(task, advance=step)


def _lines(verb: str, total: int, write: Callable[[str], object]) -> Told:
    last, done = time.monotonic(), 0

    def told(step: int) -> None:
        nonlocal last, done
        done += step
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            write(f"{verb}: {done} of {total} articles")

    return told
