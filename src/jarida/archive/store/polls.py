"""What polls of feeds change: the feeds themselves, new entries, changed entries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo
from itertools import islice
from typing import Any

from django.db import transaction

from jarida.archive.models import Entry, Feed
from jarida.archive.store.ledger import note_polls, recount, zones_of
from jarida.archive.store.sql import insert_missing, update_rows
from jarida.archive.store.subscriptions import forget_pushes, note_hubs
from jarida.core.ledger import entry_day
from jarida.core.plans import Announced, ChangedEntry, FeedRow, FetchStatus, KnownEntry, PollPlan, PollResult

PARAMETERS = 900  # SQLite's limit of old is 999 a statement

FEED_COLUMNS = (
    "url", "format", "title", "language", "state", "etag", "last_modified", "body_hash", "interval", "next_check_at",
    "last_checked_at", "last_success_at", "last_new_at", "arrivals", "failures", "problem_code", "problem", "remarks",
    "moved_from", "pushed_at", "ttl", "skip_hours", "skip_days",
)  # fmt: skip
SAID_COLUMNS = ("url", "title", "summary", "authors", "tags", "image_url", "language", "published_at", "fingerprint")
NEW_COLUMNS = (
    "outlet", "feed", "address_key", "announced_at", "state", "next_fetch_at", "attempts", "rechecks", "problem_code",
    "problem", "etag", "last_modified", *SAID_COLUMNS, "day", "late",
)  # fmt: skip

DAY = NEW_COLUMNS.index("day")


def known_entries(results: Iterable[PollResult]) -> dict[int, dict[str, KnownEntry]]:
    """Per outlet, the entries that the archive has under the keys that were announced."""
    wanted: defaultdict[int, set[str]] = defaultdict(set)
    for result in results:
        wanted[result.feed.outlet_id].update(entry.address_key for entry in result.announced)
    return {outlet: _known_of(outlet, keys) for outlet, keys in wanted.items()}


def _known_of(outlet_id: int, keys: set[str]) -> dict[str, KnownEntry]:
    found: dict[str, KnownEntry] = {}
    remaining = iter(sorted(keys))
    while chunk := list(islice(remaining, PARAMETERS)):
        rows = Entry.objects.filter(outlet_id=outlet_id, address_key__in=chunk).values_list(
            "address_key", "id", "feed_id", "fingerprint", "state", "rechecks"
        )
        found.update({row[0]: KnownEntry(*row[1:]) for row in rows})
    return found


def store_poll(plan: PollPlan) -> int:
    """Carry out one plan; how many entries were new."""
    return store_polls([plan])


def store_polls(plans: Sequence[PollPlan]) -> int:
    """Carry out the plans in one transaction; how many entries were new.

    A plan for a feed whose address was changed since, or that was paused, leaves the feed as it is.
    """
    with transaction.atomic():
        moved = _free_moves([plan for plan in plans if plan.feed.url != plan.asked])
        update_rows(
            Feed,
            FEED_COLUMNS,
            ("id", "url"),
            [(*_feed_values(moved.get(plan.feed.id, plan.feed)), plan.feed.id, plan.asked) for plan in plans],
            "state <> 'paused'",
        )
        _store_changes([(plan, change) for plan in plans for change in plan.changed])
        zones = zones_of(plan.feed.outlet_id for plan in plans)
        new = [_new_values(plan, entry, zones) for plan in plans for entry in plan.new]
        inserted = insert_missing(Entry, NEW_COLUMNS, ("outlet", "address_key"), new)
        recount((values[0], values[DAY]) for values in new)
        note_polls([plan for plan in plans if not plan.push], zones)
        note_hubs(plans)
        forget_pushes([plan.push for plan in plans if plan.push])
    return inserted


def _free_moves(plans: Sequence[PollPlan]) -> Mapping[int, FeedRow]:
    """For feeds that moved to an address that is a feed of the outlet already: the row without the move."""
    kept: dict[int, FeedRow] = {}
    for plan in plans:
        taken = Feed.objects.filter(outlet_id=plan.feed.outlet_id, url=plan.feed.url)
        if taken.exclude(id=plan.feed.id).exists():
            remark = f"moved to {plan.feed.url}, which is polled already"
            kept[plan.feed.id] = replace(plan.feed, url=plan.asked, remarks=(remark, *plan.feed.remarks)[:20])
    return kept


def _feed_values(feed: FeedRow) -> list[Any]:
    return [getattr(feed, column) for column in FEED_COLUMNS]


def _said(entry: Announced) -> tuple[Any, ...]:
    return (
        entry.url, entry.title, entry.summary, entry.authors, entry.tags, entry.image_url, entry.language,
        entry.published_at, entry.fingerprint,
    )  # fmt: skip


def _new_values(plan: PollPlan, entry: Announced, zones: Mapping[int, tzinfo]) -> tuple[Any, ...]:
    day = entry_day(entry.published_at, plan.at, zones.get(plan.feed.outlet_id, UTC))
    return (
        plan.feed.outlet_id, plan.feed.id, entry.address_key, plan.at, FetchStatus.DUE, plan.at, 0, 0, "", "", "", "",
        *_said(entry), *day,
    )  # fmt: skip


def _store_changes(changes: Sequence[tuple[PollPlan, ChangedEntry]]) -> None:
    update_rows(Entry, SAID_COLUMNS, ("id",), [(*_said(change.announced), change.id) for _, change in changes])
    due = [(plan.at, 0, change.id) for plan, change in changes if change.refetch]
    update_rows(Entry, ("next_fetch_at", "attempts"), ("id",), due)
