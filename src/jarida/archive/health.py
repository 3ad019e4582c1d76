"""How the outlets are doing: their feeds, their pages and pictures, and every fault by its code (P3, P10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Sum

from jarida.archive.fills import changed_layouts
from jarida.archive.models import ArticleImage, DayCount, Entry, Feed, FeedState, FetchState, Outlet, Subscription
from jarida.core.feeds.websub import HubState

FAILING = frozenset({FeedState.FAILING.value, FeedState.FORBIDDEN.value, FeedState.ENDED.value})
WORDS = ("ok", "partly", "failing", "waiting", "paused", "no-feeds", "inactive")


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """One feed; the fields are those of `archive.models.Feed`. A feed may be read and still have a problem."""

    url: str
    state: str
    format: str
    language: str
    interval: float
    failures: int
    problem_code: str
    problem: str
    remarks: tuple[str, ...]
    moved_from: str
    last_checked_at: datetime | None
    last_success_at: datetime | None
    last_new_at: datetime | None
    next_check_at: datetime | None

    @property
    def troubled(self) -> bool:
        """Whether a person should know: it fails, or what it brings is not what it should be."""
        return self.state in FAILING or (bool(self.problem_code) and self.state != FeedState.PAUSED)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Pages or images of an outlet that share a problem: how many, and one of them."""

    code: str
    state: str
    count: int
    problem: str
    example: str


@dataclass(frozen=True, slots=True)
class OutletHealth:
    """One outlet. `pages` and `images` count by state of fetching; troubles come most frequent first.

    `layout` are the fields that its pages gave until lately and do not give now: its layout has changed.
    """

    slug: str
    name: str
    homepage: str
    kind: str
    languages: tuple[str, ...]
    country: str
    policy: str
    active: bool
    verified: bool
    fictional: bool
    articles: int = 0
    feeds: tuple[FeedHealth, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    page_problems: tuple[Trouble, ...] = ()
    images: Mapping[str, int] = field(default_factory=dict)
    image_problems: tuple[Trouble, ...] = ()
    layout: tuple[str, ...] = ()

    @property
    def last_new_at(self) -> datetime | None:
        """When any of its feeds last brought something new."""
        return max((feed.last_new_at for feed in self.feeds if feed.last_new_at), default=None)

    @property
    def word(self) -> str:
        """Its health in one of `WORDS`: `failing` if no feed can be read, `partly` if something is missing."""
        if not self.active:
            return "inactive"
        states = [feed.state for feed in self.feeds if feed.state != FeedState.PAUSED]
        if not states:
            return "paused" if self.feeds else "no-feeds"
        if all(state in FAILING for state in states):
            return "failing"
        if any(feed.troubled for feed in self.feeds) or self._most_pages_fail or self.layout:
            return "partly"
        return "waiting" if all(state == FeedState.NEW for state in states) else "ok"

    @property
    def _most_pages_fail(self) -> bool:
        failed = self.pages.get(FetchState.FAILED, 0) + self.pages.get(FetchState.REFUSED, 0)
        return failed > self.pages.get(FetchState.KEPT, 0)

    @property
    def troubled(self) -> bool:
        """Whether anything of it is not as it should be."""
        feeds = any(feed.troubled for feed in self.feeds)
        return self.active and (
            feeds or not self.feeds or bool(self.page_problems or self.image_problems or self.layout)
        )


def outlets_health() -> list[OutletHealth]:
    """All outlets, active ones first, in the order of their names."""
    feeds, articles = _feeds(), _articles()
    pages, page_problems = _counts(Entry, "outlet_id"), _troubles(Entry, "outlet_id")
    images, image_problems = _counts(ArticleImage, "article__outlet_id"), _troubles(ArticleImage, "article__outlet_id")
    layouts = changed_layouts()
    return [
        OutletHealth(
            slug=row.slug,
            name=row.name,
            homepage=row.homepage,
            kind=row.kind,
            languages=tuple(row.languages),
            country=row.country,
            policy=row.policy,
            active=row.active,
            verified=row.verified,
            fictional=row.fictional,
            articles=articles.get(row.pk, 0),
            feeds=tuple(feeds.get(row.pk, ())),
            pages=pages.get(row.pk, {}),
            page_problems=tuple(page_problems.get(row.pk, ())),
            images=images.get(row.pk, {}),
            image_problems=tuple(image_problems.get(row.pk, ())),
            layout=layouts.get(row.pk, ()),
        )
        for row in Outlet.objects.order_by("-active", "name", "id")
    ]


def feeds_of(outlet_id: int) -> list[FeedHealth]:
    """The feeds of one outlet."""
    return _feeds(outlet_id=outlet_id).get(outlet_id, [])


def _feeds(**exact: int) -> dict[int, list[FeedHealth]]:
    names = list(FeedHealth.__dataclass_fields__)
    feeds: dict[int, list[FeedHealth]] = {}
    for row in Feed.objects.filter(**exact).order_by("id").values("outlet_id", *names):
        outlet = row.pop("outlet_id")
        row["remarks"] = tuple(str(remark) for remark in row["remarks"] or ())
        feeds.setdefault(outlet, []).append(FeedHealth(**row))
    return feeds


def _articles() -> dict[int, int]:
    """Live articles by outlet, from the counts that the store keeps."""
    return dict(DayCount.objects.values_list("outlet_id").annotate(total=Sum("articles")))


def _counts(model: type[Entry | ArticleImage], outlet: str) -> dict[int, dict[str, int]]:
    rows: Any = model._default_manager.order_by().values_list(outlet, "state").annotate(Count("id"))
    counts: dict[int, dict[str, int]] = {}
    for key, state, count in rows:
        counts.setdefault(key, {})[state] = count
    return counts


def _troubles(model: type[Entry | ArticleImage], outlet: str) -> dict[int, list[Trouble]]:
    rows: Any = (
        model._default_manager.exclude(problem_code="")
        .values("problem_code", "state", owner=F(outlet))
        .annotate(count=Count("id"), text=Min("problem"), example=Min("url"))
        .order_by("-count", "problem_code", "state")
    )
    troubles: dict[int, list[Trouble]] = {}
    for row in rows:
        trouble = Trouble(row["problem_code"], row["state"], row["count"], row["text"], row["example"])
        troubles.setdefault(row["owner"], []).append(trouble)
    return troubles


def hubs_health() -> dict[str, int]:
    """How many subscriptions at hubs are in each state, but for those that have ended."""
    rows = (
        Subscription.objects.exclude(state=HubState.LEFT).values_list("state").annotate(number=Count("pk")).order_by()
    )
    return dict(rows)
