"""`jarida manage regroup`: the stories of the last days grouped anew while the site serves."""

import time
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from jarida.archive.progress import progress
from jarida.archive.ready import folder_lock
from jarida.archive.stories import merging
from jarida.core.stories.recluster import recluster


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
            with progress("moving", len(found.moves), self.stderr.write) as told:
                for step in merging.write(found):
                    told(step)
        self.stdout.write(f"done in {time.monotonic() - began:.0f} s")

    def _look(self, days: int) -> merging.Found:
        with progress("comparing", merging.number(days), self.stderr.write) as told:
            compared = 0

            def at(now: int) -> None:
                nonlocal compared
                told(now - compared)
                compared = now

            return merging.look(days, partial(recluster, progress=at))
