"""The ledger for the staff: per outlet and day what was announced, what became of it, and why."""

from typing import Any

from django.contrib import admin

from jarida.archive.admin import LookAdmin
from jarida.archive.models import LedgerDay, RunningDay, WatchDay

BY_OUTLET = ("outlet", admin.RelatedOnlyFieldListFilter)


def _numbered(problems: Any) -> str:
    return ", ".join(f"{code}: {number}" for code, number in sorted((problems or {}).items())) or "-"


@admin.register(LedgerDay)
class LedgerDayAdmin(LookAdmin):
    """What an outlet announced for a day of its time zone."""

    list_display = (
        "outlet", "day", "announced", "collected", "waiting", "failed", "refused", "withdrawn", "late", "reasons",
    )  # fmt: skip
    list_filter = (BY_OUTLET, "day")
    list_select_related = ("outlet",)

    @admin.display(description="why")
    def reasons(self, row: LedgerDay) -> str:
        """The codes of what could not be read, counted."""
        return _numbered(row.problems)


@admin.register(WatchDay)
class WatchDayAdmin(LookAdmin):
    """In how many hours of a day an outlet's feeds were asked and answered."""

    list_display = ("outlet", "day", "hours_asked", "hours_answered", "hours_failed")
    list_filter = (BY_OUTLET, "day")
    list_select_related = ("outlet",)

    @admin.display(description="hours asked")
    def hours_asked(self, row: WatchDay) -> int:
        """How many hours of the day."""
        return row.asked.bit_count()

    @admin.display(description="hours answered")
    def hours_answered(self, row: WatchDay) -> int:
        """How many hours of the day."""
        return row.answered.bit_count()

    @admin.display(description="failures, in hours")
    def hours_failed(self, row: WatchDay) -> str:
        """The codes of failed polls, with the hours of each."""
        return _numbered({code: bits.bit_count() for code, bits in (row.problems or {}).items()})


@admin.register(RunningDay)
class RunningDayAdmin(LookAdmin):
    """In how many hours of a day (UTC) the pipeline ran."""

    list_display = ("day", "hours_run")
    ordering = ("-day",)

    @admin.display(description="hours")
    def hours_run(self, row: RunningDay) -> int:
        """How many hours of the day."""
        return row.hours.bit_count()
