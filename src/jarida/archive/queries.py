"""What the site reads of the archive.

Lists are read with `.values()`, without bodies, in the order of an index, and paged by keyset on
(sort_at, id): a page costs the same at any depth and any size of the archive. What the publisher does
not allow to be shown (`archive.visibility`) never leaves this module.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Case, Count, F, IntegerField, Model, Q, QuerySet, Sum, Value, When

from jarida.archive.models import (
    Article,
    ArticleImage,
    ArticleState,
    DayCount,
    ImageState,
    Outlet,
    Revision,
    RevisionOrigin,
    Tombstone,
)
from jarida.archive.visibility import VisibleParts, visible_parts
from jarida.core.extraction.model import Policy

PAGE_SIZE = 30
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet, as lists name it."""

    slug: str
    name: str
    names: Mapping[str, str]
    time_zone: str = "UTC"

    def name_in(self, language: str) -> str:
        """The outlet's name in a language, or its own."""
        return self.names.get(language) or self.name


@dataclass(frozen=True, slots=True)
class PictureLine:
    """An image as one article shows it. `blocked`: only a placeholder may stand in its place."""

    digest: str
    width: int
    height: int
    widths: tuple[int, ...]
    blocked: bool = False
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list, cut to what may be shown of it."""

    id: int
    title: str
    slug: str
    language: str
    section: str
    summary: str
    policy: Policy
    published_at: datetime | None
    sort_at: datetime
    outlet: OutletLine
    picture: PictureLine | None


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: everything after it is older."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles a list is of; nothing given means all."""

    outlet_id: int | None = None
    language: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `older` is where the next begins, None at the end."""

    articles: tuple[ArticleLine, ...]
    older: Cursor | None


@dataclass(frozen=True, slots=True)
class ArticleWhole:
    """An article with everything that its page may show."""

    line: ArticleLine
    first_seen_at: datetime
    url: str
    authors: tuple[str, ...]
    kind: str
    published_origin: str
    published_confidence: float
    modified_at: datetime | None
    modified_origin: str
    source_gone_at: datetime | None
    revision_count: int
    content_hash: str
    parts: VisibleParts
    pictures: tuple[PictureLine, ...]
    outlet_id: int
    homepage: str
    day: date


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What remains of a withdrawn article (P1). `id` is the article's."""

    id: int
    withdrawn_at: datetime
    reason: str
    outlet: OutletLine
    tombstone_id: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """One revision of an article, cut to what may be shown of it.

    `by_engine`: the same page read anew by Jarida; the outlet changed nothing.
    """

    number: int
    title: str
    parts: VisibleParts
    seen_at: datetime
    modified_at: datetime | None
    content_hash: str
    by_engine: bool = False


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What every page says of the edition. `time_zone` is that of most outlets."""

    outlets: int
    fictional: bool
    time_zone: str


_OUTLET_FIELDS = ("outlet__slug", "outlet__name", "outlet__names", "outlet__time_zone", "outlet__policy")
_IMAGE_FIELDS = (
    "lead_image__digest", "lead_image__width", "lead_image__height", "lead_image__widths", "lead_image__state",
)  # fmt: skip
_LINE_FIELDS = (
    "id", "title", "slug", "language", "section", "summary", "limit", "published_at", "sort_at",
    *_OUTLET_FIELDS, *_IMAGE_FIELDS,
)  # fmt: skip
_WHOLE_FIELDS = (
    *_LINE_FIELDS, "first_seen_at", "url", "authors", "kind", "published_origin", "published_confidence", "modified_at",
    "modified_origin", "source_gone_at", "revision_count", "content_hash", "outlet_id", "outlet__homepage", "day",
)  # fmt: skip


# --- lists ------------------------------------------------------------------------------------------


def latest(scope: Scope = Scope(), *, limit: int = PAGE_SIZE, before: Cursor | None = None) -> Page:
    """The newest articles of `scope`, or those before a place in it."""
    rows = list(older_than(_of_scope(scope), before).values(*_LINE_FIELDS)[: limit + 1])
    articles = tuple(_line(row) for row in rows[:limit])
    more = len(rows) > limit
    return Page(articles, Cursor(articles[-1].sort_at, articles[-1].id) if more else None)


def _of_scope(scope: Scope) -> QuerySet[Article]:
    articles = Article.objects.filter(state=ArticleState.LIVE).order_by("-sort_at", "-id")
    if scope.outlet_id is not None:
        articles = articles.filter(outlet_id=scope.outlet_id)
    if scope.language is not None:
        articles = articles.filter(language=scope.language)
    if scope.day is not None:
        articles = articles.filter(day=scope.day)
    return articles


def older_than(rows: QuerySet[Row], before: Cursor | None, at: str = "sort_at", number: str = "id") -> QuerySet[Row]:
    """What follows a place in a list that is in the order of a moment and then of an identifier, both downwards."""
    if before is None:
        return rows
    # the first condition is implied by the second, and lets the index be entered at the right place
    same_or_older = rows.filter(**{f"{at}__lte": before.at})
    return same_or_older.filter(Q(**{f"{at}__lt": before.at}) | Q(**{f"{number}__lt": before.id}))


def _line(row: Mapping[str, Any]) -> ArticleLine:
    parts = visible_parts(row["outlet__policy"], row["limit"], summary=row["summary"])
    return ArticleLine(
        id=row["id"],
        title=row["title"],
        slug=row["slug"],
        language=row["language"],
        section=row["section"],
        summary=parts.summary,
        policy=parts.policy,
        published_at=row["published_at"],
        sort_at=row["sort_at"],
        outlet=_outlet_line(row),
        picture=_picture(row, "lead_image__") if parts.pictures and row["lead_image__digest"] else None,
    )


def _outlet_line(row: Mapping[str, Any], prefix: str = "outlet__") -> OutletLine:
    return OutletLine(row[prefix + "slug"], row[prefix + "name"], row[prefix + "names"], row[prefix + "time_zone"])


def _picture(row: Mapping[str, Any], prefix: str, caption: str = "", credit: str = "") -> PictureLine:
    return PictureLine(
        digest=row[prefix + "digest"],
        width=row[prefix + "width"],
        height=row[prefix + "height"],
        widths=tuple(row[prefix + "widths"]),
        blocked=row[prefix + "state"] == ImageState.BLOCKED,
        caption=caption,
        credit=credit,
    )


def lines(article_ids: Sequence[int]) -> tuple[ArticleLine, ...]:
    """The live articles of these ids, in the order of the ids."""
    # not `state=LIVE`: SQLite would walk the index of the latest instead of looking the ids up
    live = Article.objects.filter(id__in=article_ids).exclude(state=ArticleState.WITHDRAWN)
    found = {row["id"]: _line(row) for row in live.values(*_LINE_FIELDS)}
    return tuple(found[number] for number in article_ids if number in found)


def lead_caption(article_id: int, digest: str) -> tuple[str, str]:
    """Caption and credit of an image in an article; empty where there are none."""
    found = ArticleImage.objects.filter(article_id=article_id, image__digest=digest).values_list("caption", "credit")
    return found.first() or ("", "")


# --- one article ------------------------------------------------------------------------------------


def article(article_id: int) -> ArticleWhole | Withdrawn | None:
    """One article, what remains of it if it was withdrawn, or None."""
    row = Article.objects.filter(id=article_id).values(*_WHOLE_FIELDS, "state").first()
    if row is None:
        return None
    if row["state"] == ArticleState.WITHDRAWN:
        return _withdrawn_article(row)
    return _whole(row, paragraphs_of([article_id]).get(article_id, ()))


def article_line(article_id: int) -> ArticleLine | Withdrawn | None:
    """One article as lists show it, what remains of it if it was withdrawn, or None."""
    row = Article.objects.filter(id=article_id).values(*_LINE_FIELDS, "state").first()
    if row is None:
        return None
    return _withdrawn_article(row) if row["state"] == ArticleState.WITHDRAWN else _line(row)


def _withdrawn_article(row: Mapping[str, Any]) -> Withdrawn:
    stone = Tombstone.objects.filter(article_id=row["id"]).values("id", "reason", "withdrawn_at").first()
    stone = stone or {"id": 0, "reason": "", "withdrawn_at": row["sort_at"]}
    return Withdrawn(row["id"], stone["withdrawn_at"], stone["reason"], _outlet_line(row), stone["id"])


def _whole(row: Mapping[str, Any], paragraphs: Sequence[str]) -> ArticleWhole:
    parts = visible_parts(row["outlet__policy"], row["limit"], summary=row["summary"], paragraphs=paragraphs)
    return ArticleWhole(
        line=_line(row),
        first_seen_at=row["first_seen_at"],
        url=row["url"],
        authors=tuple(row["authors"]),
        kind=row["kind"],
        published_origin=row["published_origin"],
        published_confidence=row["published_confidence"],
        modified_at=row["modified_at"],
        modified_origin=row["modified_origin"],
        source_gone_at=row["source_gone_at"],
        revision_count=row["revision_count"],
        content_hash=row["content_hash"],
        parts=parts,
        pictures=pictures_of(row["id"], parts.pictures),
        outlet_id=row["outlet_id"],
        homepage=row["outlet__homepage"],
        day=row["day"],
    )


def paragraphs_of(article_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The newest paragraphs of some articles, uncut: give them to `visible_parts` before showing them."""
    newest = Revision.objects.filter(article_id__in=list(article_ids), number=F("article__revision_count"))
    return {row[0]: tuple(row[1]) for row in newest.values_list("article_id", "paragraphs")}


def pictures_of(article_id: int, limit: int) -> tuple[PictureLine, ...]:
    """The fetched pictures of an article, lead first."""
    if not limit:
        return ()
    uses = ArticleImage.objects.filter(article_id=article_id, image__isnull=False).annotate(
        lead=Case(When(article__lead_image=F("image_id"), then=Value(0)), default=Value(1), output_field=IntegerField())
    )
    fields = ("image__digest", "image__width", "image__height", "image__widths", "image__state", "caption", "credit")
    rows = uses.order_by("lead", "position").values(*fields)[:limit]
    return tuple(
        {row["image__digest"]: _picture(row, "image__", row["caption"], row["credit"]) for row in rows}.values()
    )


def versions(article_id: int) -> tuple[Version, ...]:
    """The revisions of an article, oldest first, each cut to what may be shown."""
    fields = ("number", "title", "summary", "paragraphs", "seen_at", "modified_at", "content_hash", "origin")
    rows = Revision.objects.filter(article_id=article_id).order_by("number")
    return tuple(_version(row) for row in rows.values(*fields, "article__limit", "article__outlet__policy")[:200])


def _version(row: Mapping[str, Any]) -> Version:
    parts = visible_parts(
        row["article__outlet__policy"], row["article__limit"], summary=row["summary"], paragraphs=row["paragraphs"]
    )
    by_engine = row["origin"] == RevisionOrigin.ENGINE
    return Version(
        row["number"], row["title"], parts, row["seen_at"], row["modified_at"], row["content_hash"], by_engine
    )


# --- outlets ----------------------------------------------------------------------------------------


def outlet(slug: str) -> Outlet | None:
    """One outlet, active or not: its archive stays."""
    return Outlet.objects.filter(slug=slug).first()


def outlets() -> list[Outlet]:
    """The active outlets in the order of their names."""
    return list(Outlet.objects.filter(active=True).order_by("name"))


def outlet_lines(ids: Iterable[int]) -> dict[int, OutletLine]:
    """Some outlets by id, as lists name them."""
    rows = Outlet.objects.filter(id__in=list(ids)).values("id", "slug", "name", "names", "time_zone")
    return {row["id"]: _outlet_line(row, "") for row in rows}


def edition_country() -> str:
    """The country of most outlets; "" where none says."""
    countries = Outlet.objects.filter(active=True).exclude(country="").values_list("country")
    row = countries.annotate(outlets=Count("id")).order_by("-outlets", "country").first()
    return str(row[0]) if row else ""


def site_facts() -> SiteFacts:
    """What every page says of the edition."""
    zones = Outlet.objects.filter(active=True).values_list("time_zone", "fictional").annotate(outlets=Count("id"))
    rows = sorted(zones, key=lambda row: -row[2])
    if not rows:
        return SiteFacts(0, fictional=False, time_zone="UTC")
    return SiteFacts(sum(row[2] for row in rows), any(row[1] for row in rows), rows[0][0])


# --- counts (kept by the store; the archive itself is never counted) ---------------------------------


def _counts(scope: Scope) -> QuerySet[DayCount]:
    counts = DayCount.objects.filter(articles__gt=0)
    if scope.outlet_id is not None:
        counts = counts.filter(outlet_id=scope.outlet_id)
    if scope.language is not None:
        counts = counts.filter(language=scope.language)
    return counts


def day_counts(first: date, last: date, scope: Scope = Scope()) -> dict[date, int]:
    """How many articles each day has, from `first` to `last` inclusive; days without any are left out."""
    days = _counts(scope).filter(day__range=(first, last))
    return dict(days.values_list("day").annotate(total=Sum("articles")).order_by("day"))


def years(scope: Scope = Scope()) -> list[int]:
    """The years that have articles, newest first: one step in the index for each, however many days there are."""
    found: list[int] = []
    counts = _counts(scope).order_by("-day").values_list("day", flat=True)
    newest = counts.first()
    while newest is not None:
        found.append(newest.year)
        newest = counts.filter(day__lt=date(newest.year, 1, 1)).first()
    return found


def language_counts(since: date, scope: Scope = Scope()) -> dict[str, int]:
    """How many articles each language has since a day, most first; articles of unknown language are left out."""
    counts = _counts(scope).filter(day__gte=since).exclude(language="")
    return dict(counts.values_list("language").annotate(total=Sum("articles")).order_by("-total", "language"))


def outlet_counts(since: date, until: date | None = None) -> dict[int, int]:
    """How many articles each outlet (by id) has since a day, most first."""
    counts = _counts(Scope()).filter(day__gte=since)
    counts = counts.filter(day__lte=until) if until else counts
    return dict(counts.values_list("outlet_id").annotate(total=Sum("articles")).order_by("-total", "outlet_id"))


def neighbour_days(day: date, scope: Scope = Scope()) -> tuple[date | None, date | None]:
    """The nearest days before and after `day` that have articles."""
    before = _counts(scope).filter(day__lt=day).order_by("-day").values_list("day", flat=True).first()
    after = _counts(scope).filter(day__gt=day).order_by("day").values_list("day", flat=True).first()
    return before, after


# --- what was withdrawn -----------------------------------------------------------------------------


def removals(*, limit: int = PAGE_SIZE, before: Cursor | None = None) -> tuple[tuple[Withdrawn, ...], Cursor | None]:
    """The public log of withdrawn articles, newest first, and where its next page begins."""
    stones = Tombstone.objects.filter(article__state=ArticleState.WITHDRAWN).order_by("-withdrawn_at", "-id")
    stones = older_than(stones, before, "withdrawn_at")
    outlet_fields = tuple(f"article__{field}" for field in _OUTLET_FIELDS)
    rows = list(stones.values("id", "article_id", "reason", "withdrawn_at", *outlet_fields)[: limit + 1])
    lines = tuple(
        Withdrawn(
            row["article_id"], row["withdrawn_at"], row["reason"], _outlet_line(row, "article__outlet__"), row["id"]
        )
        for row in rows[:limit]
    )
    more = len(rows) > limit
    return lines, Cursor(lines[-1].withdrawn_at, lines[-1].tombstone_id) if more else None
