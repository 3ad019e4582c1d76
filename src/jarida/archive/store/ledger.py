"""The ledger, kept where what it tells of happens, in the same transaction.

A day's numbers are not added to but counted anew from its entries, some hundreds at most: done twice, or by
`rebuild`, the same comes out.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from jarida.archive.models import ArticleState, Entry, FetchState, LedgerDay, Outlet, RunningDay, WatchDay
from jarida.core.ledger import entry_day, hour_bit, zone
from jarida.core.plans import PollPlan

Days = Collection[tuple[int, date]]
CHUNK = 200
COLUMNS = ("announced", "collected", "waiting", "failed", "refused", "withdrawn", "late", "problems")

Group = tuple[str, str, bool, str | None, int]  # state of the entry, problem, late, state of the article, how many


def zones_of(outlets: Iterable[int]) -> dict[int, tzinfo]:
    """The time zones of outlets."""
    rows = Outlet.objects.filter(pk__in=set(outlets)).values_list("pk", "time_zone")
    return {outlet: zone(name) for outlet, name in rows}


def recount(days: Iterable[tuple[int, date | None]]) -> None:
    """Bring days (outlet, day) up to date with their entries."""
    wanted = sorted({(outlet, day) for outlet, day in days if day is not None})
    with transaction.atomic(savepoint=False):
        for start in range(0, len(wanted), CHUNK):
            _recount(wanted[start : start + CHUNK])


def _recount(days: Sequence[tuple[int, date]]) -> None:
    _lock(days)
    # counted after the lock: what another writer has just committed is seen
    groups: dict[tuple[int, date], list[Group]] = {key: [] for key in days}
    for outlet, day, *group in (
        _among(Entry.objects, days)
        .values_list("outlet_id", "day", "state", "problem_code", "late", "article__state")
        .annotate(number=Count("pk"))
        .order_by()
    ):
        if (outlet, day) in groups:
            groups[outlet, day].append(tuple(group))
    rows = [LedgerDay(outlet_id=outlet, day=day, **sums(found)) for (outlet, day), found in groups.items()]
    LedgerDay.objects.bulk_create(rows, update_conflicts=True, unique_fields=["outlet", "day"], update_fields=COLUMNS)


def _lock(days: Sequence[tuple[int, date]]) -> None:
    held = set(_among(LedgerDay.objects, days).select_for_update().order_by("pk").values_list("outlet_id", "day"))
    if missing := [LedgerDay(outlet_id=outlet, day=day) for outlet, day in days if (outlet, day) not in held]:
        LedgerDay.objects.bulk_create(missing, ignore_conflicts=True)


def _among(rows: Any, days: Days) -> Any:
    """The rows of these days, and perhaps of others of the same outlets."""
    return rows.filter(outlet_id__in={outlet for outlet, _ in days}, day__in={day for _, day in days})


def recount_entries(entries: Iterable[int]) -> None:
    """Bring the days of entries up to date."""
    recount(Entry.objects.filter(pk__in=list(entries)).values_list("outlet_id", "day").distinct())


def sums(groups: Iterable[Group]) -> dict[str, object]:
    """The columns of a day from its entries by what became of them."""
    counts = Counter(
        {"announced": 0, "collected": 0, "waiting": 0, "failed": 0, "refused": 0, "withdrawn": 0, "late": 0}
    )
    problems: Counter[str] = Counter()
    for state, code, late, article, number in groups:
        became = fate(state, article)
        counts.update({"announced": number, became: number, "late": number if late else 0})
        if became in ("failed", "refused"):
            problems[code or state] += number
    return {**counts, "problems": dict(sorted(problems.items()))}


def fate(state: str, article: str | None) -> str:
    """The column in which an entry counts. What is kept stays collected, whatever later readings of its page say."""
    if article is not None:
        return "collected" if article == ArticleState.LIVE else "withdrawn"
    if state == FetchState.DUE:
        return "waiting"
    return "refused" if state == FetchState.REFUSED else "failed"


def note_polls(plans: Sequence[PollPlan], zones: dict[int, tzinfo]) -> None:
    """Note in which hours feeds were asked and answered, and that we ran."""
    noted: dict[tuple[int, date], list[tuple[int, bool, str]]] = defaultdict(list)
    for plan in plans:
        if plan.feed.outlet_id in zones:
            day, bit = hour_bit(plan.at, zones[plan.feed.outlet_id])
            answered = plan.feed.last_success_at == plan.at
            noted[plan.feed.outlet_id, day].append((bit, answered, "" if answered else plan.feed.problem_code))
    for moment in {plan.at.astimezone(UTC).replace(minute=0, second=0, microsecond=0) for plan in plans}:
        note_running(moment)
    known = _watched(noted)
    rows = [
        _noted(known.get(key) or WatchDay(outlet_id=key[0], day=key[1]), polls) for key, polls in sorted(noted.items())
    ]
    WatchDay.objects.bulk_create(
        [row for row in rows if row is not None],
        update_conflicts=True,
        unique_fields=["outlet", "day"],
        update_fields=["asked", "answered", "problems"],
    )


def _watched(days: Days) -> dict[tuple[int, date], WatchDay]:
    rows = _among(WatchDay.objects, days).select_for_update()
    return {(row.outlet_id, row.day): row for row in rows.order_by("outlet_id", "day")}


def _noted(row: WatchDay, polls: Iterable[tuple[int, bool, str]]) -> WatchDay | None:
    """The row where a bit of it is new: it is written once an hour, not once a poll."""
    before = (row.asked, row.answered, dict(row.problems))
    for bit, answered, code in polls:
        row.asked |= bit
        if answered:
            row.answered |= bit
        elif code:
            row.problems[code] = row.problems.get(code, 0) | bit
    if before == (row.asked, row.answered, row.problems):
        return None
    return WatchDay(outlet_id=row.outlet_id, day=row.day, asked=row.asked, answered=row.answered, problems=row.problems)


def note_running(moment: datetime) -> None:
    """Note that the pipeline ran in this hour."""
    day, bit = hour_bit(moment, UTC)
    with transaction.atomic(savepoint=False):
        row, _ = RunningDay.objects.select_for_update().get_or_create(day=day)
        if not row.hours & bit:
            RunningDay.objects.filter(pk=row.pk).update(hours=row.hours | bit)


def rebuild(since: date | None = None) -> int:
    """Count the ledger anew from the entries, of days since one or of all; how many days there are.

    Entries of before the ledger get their day. When feeds were asked is noted once, and stays.
    """
    _date_entries()
    entries = Entry.objects.exclude(day=None).filter(Q(day__gte=since) if since else Q())
    days = set(entries.order_by().values_list("outlet_id", "day").distinct())
    rows = LedgerDay.objects.filter(Q(day__gte=since) if since else Q())
    stale = [pk for pk, outlet, day in rows.values_list("pk", "outlet_id", "day") if (outlet, day) not in days]
    for start in range(0, len(stale), CHUNK):
        LedgerDay.objects.filter(pk__in=stale[start : start + CHUNK]).delete()
    ordered = sorted(days)
    for start in range(0, len(ordered), CHUNK):
        recount(ordered[start : start + CHUNK])
    return len(ordered)


def _date_entries() -> None:
    last = 0
    while True:
        rows = list(Entry.objects.filter(day=None, pk__gt=last).select_related("outlet").order_by("pk")[:CHUNK])
        if not rows:
            return
        for entry in rows:
            entry.day, entry.late = entry_day(entry.published_at, entry.announced_at, zone(entry.outlet.time_zone))
        Entry.objects.bulk_update(rows, ["day", "late"])
        last = rows[-1].pk
