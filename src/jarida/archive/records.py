"""What programs read of the archive beside what pages show: whole records, changes, feeds, counts.

As in `archive.queries`, lists are in the order of an index and paged by keyset, and what the publisher does not
allow to be shown never leaves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, QuerySet, Sum

from jarida.archive import fills, queries
from jarida.archive.health import FeedHealth, OutletHealth, feeds_of
from jarida.archive.models import Article, ArticleState, DayCount, Feed, Image, ImageState, LedgerDay, Outlet, Revision
from jarida.archive.queries import ArticleLine, Scope

SCANNED = 20_000
DAYS_OF_HEALTH = 30
# what was fetched together is kept one after the other: a moment's neighbours may be this far from their place
DISORDER = timedelta(hours=6)
COUNTS = ("announced", "collected", "waiting", "failed", "refused", "withdrawn", "late")


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article of a list with where its dates come from. `changed_at` is set in lists of changes only."""

    line: ArticleLine
    url: str
    authors: tuple[str, ...]
    kind: str
    first_seen_at: datetime
    published_origin: str
    published_confidence: float
    modified_at: datetime | None
    modified_origin: str
    revision_count: int
    changed_at: datetime | None = None
    story: int | None = None


_RECORD_FIELDS = (
    "id", "url", "authors", "kind", "first_seen_at", "published_origin", "published_confidence", "modified_at",
    "modified_origin", "revision_count",
)  # fmt: skip
_STORY = "told_in__story_id"


def records(lines: Sequence[ArticleLine], changed: Mapping[int, datetime] | None = None) -> tuple[ArticleRecord, ...]:
    """The records of some lines, in their order: one query."""
    rows = {
        row["id"]: row
        for row in Article.objects.filter(id__in=[line.id for line in lines]).values(*_RECORD_FIELDS, _STORY)
    }
    return tuple(_record(line, rows[line.id], (changed or {}).get(line.id)) for line in lines if line.id in rows)


def _record(line: ArticleLine, row: Mapping[str, Any], changed_at: datetime | None) -> ArticleRecord:
    values = {name: row[name] for name in _RECORD_FIELDS if name not in ("id", "authors")}
    return ArticleRecord(line=line, authors=tuple(row["authors"]), changed_at=changed_at, story=row[_STORY], **values)


# --- what changed -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Changes:
    """One page of changes, oldest first. `last` is the revision up to which was looked; `more` follow it.

    A page may hold few or none though more follow: only so many revisions are looked at for one.
    """

    records: tuple[ArticleRecord, ...]
    last: int
    more: bool


def changes(since: datetime, scope: Scope, *, after: int = 0, limit: int = queries.PAGE_SIZE) -> Changes:
    """Live articles by their newest revision, if that was seen since a moment; `after` is a revision's id.

    In the order in which revisions were kept, so that who comes back for what follows misses nothing, even where
    a page was fetched long before it was kept.
    """
    begin = after or _before(since - DISORDER if since > _EARLIEST else since)
    newest = Revision.objects.aggregate(newest=Max("id"))["newest"] or 0
    end = min(begin + SCANNED, newest)
    rows = list(_of_scope(begin, end, since, scope).values_list("id", "article_id", "seen_at")[: limit + 1])
    full = len(rows) > limit
    rows = rows[:limit]
    lines = queries.lines([row[1] for row in rows])
    found = records(lines, {row[1]: row[2] for row in rows})
    last = rows[-1][0] if full else max(begin, end)
    return Changes(found, last, full or end < newest)


_EARLIEST = datetime(1, 1, 2, tzinfo=UTC)


def _of_scope(begin: int, end: int, since: datetime, scope: Scope) -> QuerySet[Revision]:
    revisions = Revision.objects.filter(id__gt=begin, id__lte=end, seen_at__gte=since).order_by("id")
    revisions = revisions.filter(number=F("article__revision_count"), article__state=ArticleState.LIVE)
    wanted = {"outlet_id": scope.outlet_id, "language": scope.language, "day": scope.day}
    return revisions.filter(**{f"article__{name}": value for name, value in wanted.items() if value is not None})


def _before(moment: datetime) -> int:
    """The last revision before a moment, found by halving: revisions are kept nearly in the order of time."""
    ends = Revision.objects.aggregate(oldest=Min("id"), newest=Max("id"))
    low, high = (ends["oldest"] or 1) - 1, ends["newest"] or 0
    revisions = Revision.objects.order_by("id").values_list("id", "seen_at")
    while low < high:
        middle = (low + high) // 2
        found = revisions.filter(id__gt=middle).first()
        if found is None or found[1] >= moment:
            high = middle
        else:
            low = found[0]
    return low


# --- outlets and their feeds ------------------------------------------------------------------------


def outlets_after(slug: str = "", *, limit: int = 50, **exact: Any) -> tuple[list[Outlet], bool]:
    """Outlets in the order of their slugs, and whether more follow; `exact` are fields and their values."""
    found = Outlet.objects.filter(slug__gt=slug, **exact).order_by("slug")
    rows = list(found[: limit + 1])
    return rows[:limit], len(rows) > limit


def articles_of(outlet_id: int) -> int:
    """How many live articles an outlet has."""
    return DayCount.objects.filter(outlet_id=outlet_id).aggregate(total=Sum("articles"))["total"] or 0


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """One feed with its outlet's slug."""

    id: int
    outlet: str
    feed: FeedHealth


def feeds_after(feed_id: int = 0, *, limit: int = 50, **exact: Any) -> tuple[list[FeedRecord], bool]:
    """Feeds in the order of their ids, and whether more follow."""
    names = tuple(FeedHealth.__dataclass_fields__)
    found = Feed.objects.filter(id__gt=feed_id, **exact).order_by("id")
    rows = list(found.values("id", "outlet__slug", *names)[: limit + 1])
    return [_feed(row) for row in rows[:limit]], len(rows) > limit


def _feed(row: dict[str, Any]) -> FeedRecord:
    remarks = tuple(str(remark) for remark in row.pop("remarks") or ())
    return FeedRecord(row.pop("id"), row.pop("outlet__slug"), FeedHealth(remarks=remarks, **row))


@dataclass(frozen=True, slots=True)
class HealthRecord:
    """How an outlet is doing, with what became of its last days' announcements by name and by problem code."""

    health: OutletHealth
    counts: Mapping[str, int]
    problems: Mapping[str, int] = field(default_factory=dict)


def health_of(outlet: Outlet, today: date) -> HealthRecord:
    """One outlet's health from its feeds and its ledger: never from its entries, which may be a million."""
    since = today - timedelta(days=DAYS_OF_HEALTH)
    days = list(LedgerDay.objects.filter(outlet=outlet, day__gt=since).values(*COUNTS, "problems"))
    counts = {name: sum(day[name] for day in days) for name in COUNTS}
    pages = {"kept": counts["collected"], "failed": counts["failed"], "refused": counts["refused"]}
    health = OutletHealth(
        slug=outlet.slug, name=outlet.name, homepage=outlet.homepage, kind=outlet.kind,
        languages=tuple(outlet.languages), country=outlet.country, policy=outlet.policy, active=outlet.active,
        verified=outlet.verified, fictional=outlet.fictional, articles=articles_of(outlet.pk),
        feeds=tuple(feeds_of(outlet.pk)), pages=pages, layout=fills.changed(fills.fills_of(outlet.pk, today), today),
    )  # fmt: skip
    return HealthRecord(health, counts, _summed(day["problems"] for day in days))


def _summed(problems: Iterable[Mapping[str, int] | None]) -> dict[str, int]:
    total: dict[str, int] = {}
    for each in problems:
        for code, number in (each or {}).items():
            total[code] = total.get(code, 0) + number
    return dict(sorted(total.items()))


# --- images and counts ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ImageRecord:
    """A picture by content, as readers see it. How often it was reported is the moderators' business."""

    digest: str
    blocked: bool
    blocked_at: datetime | None
    width: int
    height: int
    widths: tuple[int, ...]
    colour: str


def image(digest: str) -> ImageRecord | None:
    """One picture."""
    row = Image.objects.filter(digest=digest).first()
    if row is None:
        return None
    blocked = row.state == ImageState.BLOCKED
    return ImageRecord(
        row.digest, blocked, row.blocked_at if blocked else None, row.width, row.height, tuple(row.widths), row.colour
    )


def day_counts_by(name: str, first: date, last: date, scope: Scope, *, limit: int) -> list[tuple[date, str, int]]:
    """Articles by day and by `outlet` (slug) or `language`, days first; at most `limit` rows."""
    column = {"outlet": "outlet__slug", "language": "language"}[name]
    found = DayCount.objects.filter(day__range=(first, last), articles__gt=0)
    if scope.outlet_id is not None:
        found = found.filter(outlet_id=scope.outlet_id)
    if scope.language is not None:
        found = found.filter(language=scope.language)
    rows = found.order_by("day", column).values_list("day", column).annotate(total=Sum("articles"))
    return list(rows[:limit])


def totals() -> tuple[int, int]:
    """How many live articles and how many outlets there are."""
    articles = DayCount.objects.aggregate(total=Sum("articles"))["total"] or 0
    return articles, Outlet.objects.aggregate(total=Count("id"))["total"]
