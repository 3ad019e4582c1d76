"""`jarida manage ledger`: the ledger as a table, or counted anew from the entries."""

import argparse
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jarida.archive import ledger, store
from jarida.archive.models import Outlet

SHOWN = 31  # days


class Command(BaseCommand):
    """Show the ledger of an outlet, or rebuild it."""

    help = "Show what an outlet announced by day and what became of it, or count the whole ledger anew."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and for which days."""
        parser.add_argument("--rebuild", action="store_true", help="count the ledger anew from the entries")
        parser.add_argument("--outlet", default="", metavar="SLUG", help="show the ledger of this outlet")
        parser.add_argument("--since", type=_day, metavar="DATE", help="from this day on")
        parser.add_argument("--json", action="store_true", help="one JSON object a day")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Rebuild, or show."""
        if options["rebuild"]:
            self.stdout.write(f"{store.rebuild(options['since'])} days counted anew")
        elif options["outlet"]:
            self._show(options)
        else:
            raise CommandError("name an outlet (--outlet SLUG) or ask for --rebuild")

    def _show(self, options: dict[str, Any]) -> None:
        outlet = Outlet.objects.filter(slug=options["outlet"]).first()
        if outlet is None:
            raise CommandError(f"there is no outlet {options['outlet']!r}")
        today = datetime.now(UTC).date()
        for day in ledger.days(outlet, options["since"] or today - timedelta(days=SHOWN - 1), today):
            self.stdout.write(json.dumps(day.as_json()) if options["json"] else line(day))


def line(day: ledger.Day) -> str:
    """A day for a terminal."""
    usual = f", usually {day.expected.low} to {day.expected.high}" if day.expected else ""
    problems = ", ".join(f"{code} {number}" for code, number in day.counts.problems.items())
    feeds = ", ".join(f"feeds {code} {hours} h" for code, hours in day.watch.problems.items())
    why = "; ".join(part for part in (problems, feeds) if part)
    return (
        f"{day.day} {day.status:<12} {day.counts.collected}/{day.counts.announced}{usual}"
        f", ran {day.watch.running} of {day.watch.hours} h{f' ({why})' if why else ''}"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-03-10") from None
