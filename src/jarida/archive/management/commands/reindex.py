"""`jarida manage reindex`: the search index built anew while the site serves."""

import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from jarida.archive import generation
from jarida.archive.models import Article, ArticleState, Outlet
from jarida.archive.progress import progress
from jarida.archive.ready import folder_lock
from jarida.archive.search import filling, schema
from jarida.archive.search.engines import engine
from jarida.archive.search.following import follow

BATCH = 500  # articles of one transaction


class Command(BaseCommand):
    """Build the search index anew."""

    help = (
        "Build the search index anew, while the site serves. Ended at any moment, it goes on where it was. "
        "New articles are indexed with or without it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Everything, or what is asked for."""
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--outlet", default="", metavar="SLUG", help="only articles of this outlet, in their place")
        which.add_argument("--missing", action="store_true", help="only articles that are not in the index")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Build, and sum up."""
        work, total = self._work(options["outlet"], missing=options["missing"])
        began = time.monotonic()
        with folder_lock("reindex"), progress("indexing", total, self.stderr.write) as told:
            for step in work:
                told(step)
        with transaction.atomic():
            generation.bump()
        health = engine().health()
        size = f"{health.bytes / max(1, health.documents):,.0f} bytes each" if health.documents else "empty"
        seconds = time.monotonic() - began
        self.stdout.write(f"done in {seconds:.0f} s: {health.documents} in the index, {size}")

    def _work(self, slug: str, *, missing: bool) -> tuple[Iterator[int], int]:
        live = Article.objects.filter(state=ArticleState.LIVE)
        schema.create(connection)
        if missing:
            filling.wake()
            return filling.fill(BATCH), Article.objects.count()
        if not slug:
            return engine().rebuild(BATCH), live.count() + Article.objects.count()
        outlet = Outlet.objects.filter(slug=slug).first()
        if outlet is None:
            raise CommandError(f"there is no outlet {_plain(slug)!r}")
        return _of_outlet(outlet.pk), Article.objects.filter(outlet=outlet).count()


def _of_outlet(outlet_id: int) -> Iterator[int]:
    """Index an outlet's articles as they are now; what would not change is not written."""
    ids = Article.objects.filter(outlet_id=outlet_id).order_by("pk").values_list("pk", flat=True).iterator(10_000)
    waiting = iter(list(ids))
    while batch := list(islice(waiting, BATCH)):
        with transaction.atomic():
            follow(batch)
        yield len(batch)


def _plain(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
