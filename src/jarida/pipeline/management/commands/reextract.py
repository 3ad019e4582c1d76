"""`jarida manage reextract`: stored pages read again with today's rules, as revisions of ours."""

import asyncio
import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jarida.archive import kept_reading
from jarida.archive.kept_reading import Selection
from jarida.archive.models import Outlet
from jarida.pipeline.rereading import Rereader, Tally
from jarida.pipeline.workshop import Workshop
from jarida.pipeline.writer import Writer

EVERY = 10.0  # seconds between two plain lines


class Command(BaseCommand):
    """Read stored pages again."""

    help = "Read stored pages again with today's rules. What changes becomes a revision of Jarida's, not the outlet's."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which pages, and how careful."""
        parser.add_argument("--outlet", default="", metavar="SLUG", help="only pages of this outlet")
        parser.add_argument("--since", type=_day, metavar="DATE", help="only pages fetched on this day or later")
        parser.add_argument("--until", type=_day, metavar="DATE", help="only pages fetched on this day or earlier")
        parser.add_argument("--article", type=int, metavar="ID", help="only the page of this article")
        parser.add_argument("--dry-run", action="store_true", help="change nothing; say what would change")
        parser.add_argument(
            "--with-template", action="store_true", default=True, dest="with_template",
            help="read with the template that was valid at the page's date (default), or by the general rules alone",
        )  # fmt: skip
        parser.add_argument(
            "--no-template", action="store_false", dest="with_template", help="by the general rules alone"
        )
        parser.add_argument("--force", action="store_true", help="also where less than half of a text is found")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Read, and sum up."""
        if options["outlet"] and not Outlet.objects.filter(slug=options["outlet"]).exists():
            raise CommandError(f"there is no outlet {_plain(options['outlet'])!r}")
        selection = Selection(options["outlet"], options["since"], options["until"], options["article"])
        with _progress(kept_reading.how_many(selection), self.stderr.write) as told:
            tally = asyncio.run(
                _run(
                    selection,
                    told,
                    dry_run=options["dry_run"],
                    force=options["force"],
                    templates=options["with_template"],
                )
            )
        for problem in tally.problems:
            self.stderr.write(_plain(problem))
        self.stdout.write(tally.as_line() + (" (dry run: nothing was changed)" if options["dry_run"] else ""))


async def _run(
    selection: Selection, told: Callable[[Tally], None], *, dry_run: bool, force: bool, templates: bool
) -> Tally:
    workshop, writer = Workshop(settings.OPTIONS.pipeline), Writer()
    try:
        return await Rereader(workshop, writer, dry_run=dry_run, force=force, templates=templates).run(selection, told)
    finally:
        await asyncio.to_thread(workshop.close)
        await writer.close()


def _plain(text: str) -> str:
    """One line without what a terminal would obey: titles and addresses come from outside."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        import argparse

        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-03-10") from None


@contextlib.contextmanager
def _progress(total: int, write: Callable[[str], object]) -> Iterator[Callable[[Tally], None]]:
    """A bar on a terminal, a line now and then elsewhere."""
    if not sys.stderr.isatty():
        yield _lines(total, write)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda tally: bar.update(task, completed=tally.read)


def _lines(total: int, write: Callable[[str], object]) -> Callable[[Tally], None]:
    last = time.monotonic()

    def told(tally: Tally) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            write(f"{tally.read} of {total} pages read")

    return told
