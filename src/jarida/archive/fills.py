"""How often each field is found on an outlet's pages, and whether its layout has changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from jarida.archive.models import FieldFill, Outlet
from jarida.core.extraction.templates.alarms import FillRates, layout_changed
from jarida.core.keeping import COLUMNS, FIELDS, fill_rates

RECENT = timedelta(
    days=2
)  # today and yesterday: an alarm comes within a day, and ends when the old layout is forgotten
COMPARED = timedelta(days=30)

Days = dict[date, dict[str, int]]


def changed_layouts(today: date | None = None) -> dict[int, tuple[str, ...]]:
    """By outlet the fields that its pages no longer give; outlets without such are left out."""
    today = today or datetime.now(UTC).date()
    rows: dict[int, Days] = defaultdict(dict)
    for row in FieldFill.objects.filter(day__gt=today - COMPARED, day__lte=today).values("outlet_id", "day", *_NAMES):
        rows[row["outlet_id"]][row["day"]] = {name: row[name] for name in _NAMES}
    found = {outlet: changed(days, today) for outlet, days in rows.items()}
    return {outlet: names for outlet, names in found.items() if names}


_NAMES = ("read", *FIELDS)


def changed(days: Mapping[date, Mapping[str, int]], today: date) -> tuple[str, ...]:
    """The fields that were found before and are not today and yesterday."""
    recent = [count for day, count in days.items() if day > today - RECENT]
    earlier = [count for day, count in days.items() if day <= today - RECENT]
    return tuple(COLUMNS.get(name, name) for name in layout_changed(fill_rates(earlier), fill_rates(recent)))


def fills_of(outlet_id: int, today: date) -> Days:
    """The days of one outlet that `changed` looks at."""
    rows = FieldFill.objects.filter(outlet_id=outlet_id, day__gt=today - COMPARED, day__lte=today)
    return {row["day"]: {name: row[name] for name in _NAMES} for row in rows.values("day", *_NAMES)}


def rates(outlet_id: int, since: date) -> FillRates:
    """The sum of an outlet's days since one."""
    return fill_rates(FieldFill.objects.filter(outlet_id=outlet_id, day__gte=since).values(*_NAMES))


def slugs(outlet_ids: Iterable[int]) -> dict[int, str]:
    """The names of outlets for the log."""
    return dict(Outlet.objects.filter(pk__in=list(outlet_ids)).values_list("pk", "slug"))
