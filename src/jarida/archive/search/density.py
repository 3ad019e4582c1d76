"""How many articles the archive has of each day, kept in memory: a histogram asks for all of them."""

import time
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.conf import settings

from jarida.archive import queries

KEPT: Final = 600.0  # seconds, for days before yesterday
QUICK: Final = 0.02  # seconds: what is read as quickly is not kept
RECENT: Final = timedelta(days=2)

_kept: tuple[str, float, Mapping[date, int]] | None = None


def archived_by_day(first: date, last: date) -> dict[date, int]:
    """Articles by day, from `first` to `last` inclusive; days without any are left out.

    What came for older days within the last minutes may be missing.
    """
    recent = datetime.now(UTC).date() - RECENT
    found = {day: number for day, number in _older().items() if first <= day <= min(last, recent)}
    if last > recent:
        found |= queries.day_counts(max(first, recent + timedelta(days=1)), last)
    return found


def _older() -> Mapping[date, int]:
    global _kept  # noqa: PLW0603 - one for the process; threads at worst read it twice
    folder = str(settings.FOLDER)
    if _kept is None or _kept[0] != folder or _kept[1] < time.monotonic():
        began = time.monotonic()
        counts = queries.day_counts(date.min, date.max)
        slow = time.monotonic() - began > QUICK
        _kept = (folder, began + (KEPT if slow else 0.0), counts)
    return _kept[2]
