"""`jarida poll`: everything that is due, once."""

import asyncio
import contextlib
import json
import logging
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any

import click

from jarida.config.setup import setup_django
from jarida.core.errors import AlreadyRunning, JaridaError
from jarida.processes import hold

if TYPE_CHECKING:
    from jarida.config.options import Options
    from jarida.pipeline.summary import Summary

EVERY = 10.0  # seconds between two plain lines
GROUPING = 300.0  # seconds at most that finding the stories of what is new may take

Told = Callable[["Summary", int], None]


@click.command()
@click.option("--feeds-only", is_flag=True, help="Poll feeds, but fetch no pages and pictures.")
@click.option("--all", "every_feed", is_flag=True, help="Poll every feed, due or not.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def command(feeds_only: bool, every_feed: bool, as_json: bool) -> None:
    """Poll what is due once, fetch what is new, and end."""
    setup_django()
    from django.conf import settings

    from jarida.archive.ready import prepare
    from jarida.commands.run import sync_edition
    from jarida.pipeline.engine import run_once

    if as_json or sys.stderr.isatty():  # lines of a log would tear the progress bar
        logging.getLogger("jarida").setLevel(logging.ERROR)
    with hold(settings.FOLDER, "pipeline.lock"):
        prepare()
        with contextlib.redirect_stdout(sys.stderr):
            sync_edition(settings.OPTIONS)
        with progress() as told:
            coroutine = run_once(settings.OPTIONS, feeds_only=feeds_only, every_feed=every_feed, told=told)
            summary = asyncio.run(_until_told(coroutine))
        if not feeds_only:
            group(settings.OPTIONS)
    click.echo(json.dumps(summary.as_json()) if as_json else "\n".join(summary.as_lines()))


async def _until_told(coroutine: Coroutine[Any, Any, "Summary"]) -> "Summary":
    """Run to the end, or end early and cleanly at SIGTERM; what is not done stays due."""
    task = asyncio.create_task(coroutine)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        return await task
    except asyncio.CancelledError as error:
        raise JaridaError("ended before it was done; what is left stays due") from error


def group(options: "Options") -> int:
    """Find the stories of what is new; how many articles were grouped. What is left stays due.

    Where a running Jarida groups already, that one does it.
    """
    if options.stories.encoder == "off":
        return 0
    from jarida.pipeline.grouping.process import LOCK, finish

    last = time.monotonic()

    def told(left: int) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            click.echo(f"jarida: {left} articles wait for their stories", err=True)

    try:
        with hold(options.folder, LOCK):
            return finish(options, GROUPING, told)
    except AlreadyRunning:
        return 0


@contextlib.contextmanager
def progress() -> Iterator[Told]:
    """Something that shows how far it has come: a bar on a terminal, a line now and then elsewhere."""
    if not sys.stderr.isatty():
        yield _plain()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("polling", total=None)

        def told(summary: "Summary", left: int) -> None:
            done = summary.done
            text = f"{summary.feeds} feeds, {summary.kept} articles"
            bar.update(task, description=text, completed=done, total=done + left)

        yield told


def _plain() -> Told:
    last = time.monotonic()

    def told(summary: "Summary", left: int) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            click.echo(f"jarida: {summary.feeds} feeds, {summary.kept} articles so far; {left} in work", err=True)

    return told
