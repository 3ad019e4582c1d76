"""How far a long command has come: a bar on a terminal, a line now and then elsewhere."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final

EVERY: Final = 10.0  # seconds between two plain lines

Told = Callable[[int], None]


@contextlib.contextmanager
def progress(verb: str, total: int, write: Callable[[str], object]) -> Iterator[Told]:
    """Gives what is told of each step how many articles it did; plain lines go to `write`."""
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
