"""Enters an edition into the archive: the rows of Outlet and Feed follow its file.

A file is not the only one who decides: a moderator may lower an outlet's policy or pause a feed in the
admin, where also whole outlets can be added. So what was entered last is remembered in the data folder,
and only what has changed *in the file* since then is changed in the archive. Nothing is ever deleted:
an outlet that has left the file becomes inactive, a feed is paused, and both come back with the file.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction

from jarida.archive import aliases, data_files, editorial, generation
from jarida.archive.models import Feed, FeedState, Outlet
from jarida.archive.ready import folder_lock
from jarida.archive.search.following import follow_policy
from jarida.core.extraction.model import Policy
from jarida.editions.catalogue import EditionSpec, FeedSpec, OutletSpec, load_additions, merge
from jarida.editions.model import FeedKind

MEMORY = "edition.json"
LEFT = "not-in-edition"  # problem code of a feed that is paused because its edition no longer names it
STRICTEST_LAST = [policy.value for policy in Policy]


@dataclass(slots=True)
class SyncResult:
    """How many rows an edition changed. `retired`: no longer in the file."""

    created: int = 0
    updated: int = 0
    retired: int = 0
    feeds_added: int = 0
    feeds_retired: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything is other than before."""
        return any(getattr(self, one.name) for one in fields(self))

    def summary(self) -> str:
        """One line for people."""
        words = (
            (self.created, "added"),
            (self.updated, "updated"),
            (self.retired, "no longer in the edition"),
            (self.feeds_added, "feeds added"),
            (self.feeds_retired, "feeds paused"),
        )
        return ", ".join(f"{count} {word}" for count, word in words if count) or "unchanged"


class Entered(msgspec.Struct):
    """What was last entered of one outlet: the values of its columns, and its feeds' addresses."""

    values: dict[str, Any]
    feeds: list[str]


class Memory(msgspec.Struct):
    """What was last entered, by slug, and which outlets became inactive because they left the file."""

    outlets: dict[str, Entered] = msgspec.field(default_factory=dict)
    retired: list[str] = msgspec.field(default_factory=list)


def sync_edition(spec: EditionSpec) -> SyncResult:
    """Enter an edition and this installation's own outlets; entering the same again changes nothing."""
    whole = merge(spec, load_additions(Path(settings.FOLDER), spec))
    with folder_lock("catalogue"), transaction.atomic():
        entry = _Entry(_remembered())
        for outlet in whole.outlets:
            entry.outlet(outlet)
        entry.retire_others({outlet.slug for outlet in whole.outlets})
        transaction.on_commit(lambda: aliases.save(whole.aliases, whole.alias_topics))
        transaction.on_commit(lambda: editorial.save(editorial.of_edition(whole)))
        return entry.close()


def add_outlet(spec: OutletSpec) -> SyncResult:
    """Enter one outlet, or new feeds of one that is there; all other outlets stay as they are."""
    return add_outlets([spec])


def add_outlets(specs: Iterable[OutletSpec]) -> SyncResult:
    """Enter outlets, or new feeds of those that are there; all other outlets stay as they are."""
    with folder_lock("catalogue"), transaction.atomic():
        entry = _Entry(_remembered())
        for spec in specs:
            if (row := entry.outlets.get(spec.slug)) is None:
                entry.outlet(spec)
            else:
                entry.feeds(row, spec.feeds, entry.remember(spec.slug))
        return entry.close()


@dataclass(slots=True)
class _Entry:
    """One transaction's work on the rows."""

    memory: Memory
    result: SyncResult = field(default_factory=SyncResult)
    outlets: dict[str, Outlet] = field(default_factory=lambda: {row.slug: row for row in Outlet.objects.all()})
    rows: dict[int, dict[str, Feed]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        feeds = list(Feed.objects.only("outlet_id", "url", "moved_from", "state", "problem_code"))
        for feed in feeds:
            self.rows.setdefault(feed.outlet_id, {})[feed.url] = feed
        for feed in feeds:
            # a feed that has moved for good is still the one that the file names by its old address
            if feed.moved_from:
                self.rows[feed.outlet_id].setdefault(feed.moved_from, feed)

    def remember(self, slug: str) -> Entered:
        return self.memory.outlets.setdefault(slug, Entered({}, []))

    def outlet(self, spec: OutletSpec) -> None:
        values = _values(spec)
        before = self.memory.outlets.get(spec.slug)
        row = self.outlets.get(spec.slug)
        if row is None:
            row = self.outlets[spec.slug] = Outlet.objects.create(slug=spec.slug, **values)
            self.result.created += 1
        else:
            self._update(row, values, before)
        entered = self.remember(spec.slug)
        entered.values = values
        self._retire_feeds(row, set(entered.feeds) - {feed.url for feed in spec.feeds})
        self.feeds(row, spec.feeds, entered)
        entered.feeds = [feed.url for feed in spec.feeds]

    def _update(self, row: Outlet, values: dict[str, Any], before: Entered | None) -> None:
        changes = _changes(row, values, before)
        if row.slug in self.memory.retired:
            self.memory.retired.remove(row.slug)
            changes["active"] = True
        policy = row.policy
        for name, value in changes.items():
            setattr(row, name, value)
        if changes:
            row.save(update_fields=list(changes))
            follow_policy(row.pk, policy, row.policy)
            self.result.updated += 1

    def feeds(self, row: Outlet, specs: Iterable[FeedSpec], entered: Entered) -> None:
        """Add the feeds that the outlet lacks, and wake those that had left the file."""
        known = self.rows.setdefault(row.pk, {})
        for spec in specs:
            feed = known.get(spec.url)
            if feed is None:
                known[spec.url] = _new_feed(row, spec)
                self.result.feeds_added += 1
            elif feed.state == FeedState.PAUSED and feed.problem_code == LEFT:
                _wake(feed)
                self.result.feeds_added += 1
            if spec.url not in entered.feeds:
                entered.feeds.append(spec.url)

    def retire_others(self, present: set[str]) -> None:
        """Outlets that were entered from a file, and are in it no longer, become inactive."""
        for slug in [slug for slug in self.memory.outlets if slug not in present]:
            entered = self.memory.outlets.pop(slug)
            row = self.outlets.get(slug)
            if row is None:
                continue
            self._retire_feeds(row, set(entered.feeds))
            if row.active:
                row.active = False
                row.save(update_fields=["active"])
                self.memory.retired.append(slug)
                self.result.retired += 1

    def _retire_feeds(self, row: Outlet, addresses: set[str]) -> None:
        known = self.rows.get(row.pk, {})
        for address in addresses:
            feed = known.get(address)
            if feed is not None and feed.state != FeedState.PAUSED:
                feed.state, feed.problem_code = FeedState.PAUSED, LEFT
                feed.problem = "the edition no longer names this feed"
                feed.save(update_fields=["state", "problem_code", "problem"])
                self.result.feeds_retired += 1

    def close(self) -> SyncResult:
        memory, path = msgspec.json.encode(self.memory), _path()
        # after the commit: a crash between the two only means that the same is entered once more
        transaction.on_commit(lambda: data_files.replace(path, memory))
        if self.result.changed:
            generation.bump()
        return self.result


def _values(spec: OutletSpec) -> dict[str, Any]:
    """An outlet's columns."""
    return {
        "name": spec.name,
        "names": dict(spec.names),
        "homepage": spec.homepage,
        "kind": spec.kind.value,
        "ownership": spec.ownership.value,
        "languages": list(spec.languages),
        "country": spec.country,
        "policy": spec.policy.value,
        "time_zone": spec.time_zone,
        "selectors": dict(spec.selectors),
        "verified": spec.verified,
        "fictional": spec.fictional,
        "note": spec.note,
    }


def _changes(row: Outlet, values: dict[str, Any], before: Entered | None) -> dict[str, Any]:
    """The columns to set: those whose value in the file is another than when it was last entered."""
    if before is None or not before.values:
        # never entered from here (or the memory is lost): never show more than the archive shows now
        values = {**values, "policy": max(values["policy"], row.policy, key=STRICTEST_LAST.index)}
        known: dict[str, Any] = {}
    else:
        known = before.values
    return {
        name: value
        for name, value in values.items()
        if (name not in known or known[name] != value) and getattr(row, name) != value
    }


def _new_feed(row: Outlet, spec: FeedSpec) -> Feed:
    """A feed that is due at once (state new, no next check). Its format is known for sure when it is read."""
    expected = "" if spec.kind is FeedKind.FEED else spec.kind.value
    return Feed.objects.create(outlet=row, url=spec.url, language=spec.language, format=expected)


def _wake(feed: Feed) -> None:
    feed.state, feed.problem_code, feed.problem = FeedState.NEW, "", ""
    feed.failures, feed.next_check_at = 0, None
    feed.save(update_fields=["state", "problem_code", "problem", "failures", "next_check_at"])


# --- memory -------------------------------------------------------------------------------------------


def _path() -> Path:
    return Path(settings.FOLDER) / MEMORY


def _remembered() -> Memory:
    """What was entered last; nothing if the file is absent or spoilt, and then no outlet is retired."""
    try:
        return msgspec.json.decode(_path().read_bytes(), type=Memory)
    except (FileNotFoundError, msgspec.DecodeError):
        return Memory()
