"""Outlets of the edition that have not told a story: said only of those that were collected (P3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Q, Sum

from jarida.archive import queries
from jarida.archive.models import LedgerDay, Outlet, WatchDay
from jarida.archive.queries import OutletLine

MOST_DAYS: Final = 5  # of a story, from its first on, that are looked at
MOST_OUTLETS: Final = 500


class Silence(StrEnum):
    """What can be said of an outlet that has no article here."""

    SILENT = "silent"  # collected on every day of the story, and all it announced was read
    UNREAD = "unread"  # collected, but some of what it announced could not be read
    UNKNOWN = "unknown"  # not collected on some day of the story


@dataclass(frozen=True, slots=True)
class Silent:
    """An outlet that has no article in a story. `unread` counts announced pages that could not be read."""

    outlet: OutletLine
    languages: tuple[str, ...]
    silence: Silence
    unread: int = 0


def silent(telling: Collection[int], since: datetime, until: datetime, now: datetime | None = None) -> list[Silent]:
    """The active outlets that are not among `telling`, by name. Three queries, however many there are."""
    days = _days(since, until, now or datetime.now(UTC))
    outlets = Outlet.objects.filter(active=True).exclude(pk__in=list(telling)).order_by("name")[:MOST_OUTLETS]
    rows = list(outlets.values_list("pk", "languages"))
    lines = queries.outlet_lines(pk for pk, _ in rows)
    watched = _watched([pk for pk, _ in rows], days)
    unread = _unread([pk for pk, _ in rows], days)
    return [
        Silent(lines[pk], tuple(spoken or ()), _silence(watched.get(pk, 0), len(days), unread.get(pk, 0)),
               unread.get(pk, 0))
        for pk, spoken in rows if pk in lines
    ]  # fmt: skip


def _days(since: datetime, until: datetime, now: datetime) -> list[date]:
    """The days of a story that have come, the first MOST_DAYS."""
    first, last = since.date(), min(until, now).date()
    number = max(0, min((last - first).days, MOST_DAYS - 1))
    return [first + timedelta(days=step) for step in range(number + 1)]


def _silence(watched: int, days: int, unread: int) -> Silence:
    if watched < days:
        return Silence.UNKNOWN
    return Silence.UNREAD if unread else Silence.SILENT


def _watched(outlet_ids: Collection[int], days: Collection[date]) -> Mapping[int, int]:
    """On how many of these days a feed of each outlet answered."""
    rows = WatchDay.objects.filter(outlet_id__in=outlet_ids, day__in=list(days), answered__gt=0)
    found: dict[int, int] = {}
    for outlet in rows.values_list("outlet_id", flat=True):
        found[outlet] = found.get(outlet, 0) + 1
    return found


def _unread(outlet_ids: Collection[int], days: Collection[date]) -> Mapping[int, int]:
    """How many pages each outlet announced on these days that could not be read, or wait."""
    rows = LedgerDay.objects.filter(Q(failed__gt=0) | Q(waiting__gt=0), outlet_id__in=outlet_ids, day__in=list(days))
    sums = rows.values_list("outlet_id").annotate(failed=Sum("failed"), waiting=Sum("waiting")).order_by()
    return {outlet: failed + waiting for outlet, failed, waiting in sums}
