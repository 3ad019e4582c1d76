"""What the front page, the ticker and the lists of stories read: a story as a few of its headlines.

A story that one outlet alone tells is an ordinary article, and a standing column never leads: neither is
found here. However many stories there are and whatever a reader filters by, a page costs a bounded number
of steps in an index: the first few hundred stories in its order are looked at, and no others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain, zip_longest
from typing import Any

from django.db import connection
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.fields import BigIntegerField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, RowNumber

from jarida.archive import queries
from jarida.archive.models import Article, ArticleState, ImageState, Story, StoryMember, StoryState
from jarida.archive.queries import ArticleLine, Cursor
from jarida.archive.visibility import visible_parts

OTHERS = 5
CANDIDATES = 400  # of so many of the first stories those are taken that may be shown
RARE = 5  # and of so many times more where one language is asked for
MEMBERS = 24  # headlines and pictures are chosen among the newest members
MOST_MEMBERS = 400
GROWTH = timedelta(hours=1)
GROWTH_STEP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list. `others` are headlines of other outlets, each once, languages in turn.

    `pictured` is the member with the largest picture that may be shown. `articles`, `outlets` and `languages` are
    of the whole story. `growth` counts the articles published since `growth_since`.
    """

    id: int
    headline: ArticleLine
    others: tuple[ArticleLine, ...]
    pictured: ArticleLine | None
    articles: int
    outlets: int
    languages: tuple[str, ...]
    told_since: datetime
    told_until: datetime
    growth: int
    growth_since: datetime

    @property
    def slug(self) -> str:
        """The readable part of its address."""
        return self.headline.slug


@dataclass(frozen=True, slots=True)
class StoryPage:
    """One page of a list of stories; `older` is where the next begins, None at the end."""

    stories: tuple[StoryLine, ...]
    older: Cursor | None


@dataclass(frozen=True, slots=True)
class Newest:
    """One of the newest articles. `story` is 0 where no other outlet tells it; `outlets` is how many do."""

    id: int
    language: str
    story: int = 0
    outlets: int = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom stories are read: headlines in `language` where there are; with `only`, in that language alone."""

    language: str
    now: datetime
    only: str = ""
    others: int = OTHERS


@dataclass(frozen=True, slots=True)
class _Member:
    """What of a member decides whether its headline and picture are taken. `area` is 0 where no picture may be."""

    article: int
    outlet: int
    language: str
    at: datetime
    title: str
    digest: str
    area: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """Stories before their articles are read. `choices` are the articles shown of each, headline first."""

    rows: tuple[Mapping[str, Any], ...]
    choices: Mapping[int, tuple[int, ...]]
    pictures: Mapping[int, int]
    growth: Mapping[int, int]
    since: datetime

    @property
    def ids(self) -> list[int]:
        """The articles whose lines `stories` needs."""
        return list(dict.fromkeys(chain(*self.choices.values(), self.pictures.values())))

    def stories(self, lines: Mapping[int, ArticleLine]) -> tuple[StoryLine, ...]:
        """The stories with those of their articles that can be read; without those of which none can."""
        made = (self._line(row, lines) for row in self.rows)
        return tuple(line for line in made if line)

    def _line(self, row: Mapping[str, Any], lines: Mapping[int, ArticleLine]) -> StoryLine | None:
        story = row["id"]
        shown = [lines[each] for each in self.choices[story] if each in lines]
        if not shown:
            return None
        return StoryLine(
            id=story, headline=shown[0], others=tuple(shown[1:]), pictured=lines.get(self.pictures.get(story, 0)),
            articles=row["articles"], outlets=row["outlets"], languages=tuple(filter(None, row["languages"])),
            told_since=row["told_since"], told_until=row["told_until"], growth=self.growth.get(story, 0),
            growth_since=self.since,
        )  # fmt: skip


# --- stories ----------------------------------------------------------------------------------------


def leading(limit: int, asked: Asked, *, since: datetime | None = None) -> tuple[StoryLine, ...]:
    """The stories that lead the front page, by rank: of several outlets, and told since a moment."""
    return _read(choose(limit, asked, since=since))


def among(story_ids: Collection[int], asked: Asked, limit: int) -> tuple[StoryLine, ...]:
    """Those of some stories that may be shown as such, by rank."""
    some = Story.objects.filter(pk__in=list(story_ids), state=StoryState.LIVE)
    found = _shown_of(some.order_by("-rank", "-id"), asked.only).order_by("-rank", "-id")
    return _read(_choose_of(found.values(*_FIELDS)[:limit], asked))


def choose(limit: int, asked: Asked, *, since: datetime | None = None) -> Chosen:
    """`leading` before its articles are read: for a page that reads others with them."""
    if not limit:
        return _choose_of((), asked)
    ranked = Story.objects.filter(state=StoryState.LIVE).order_by("-rank", "-id")
    found = _shown_of(ranked, asked.only).order_by("-rank", "-id")
    if since is not None:
        found = found.filter(told_until__gte=since)
    return _choose_of(found.values(*_FIELDS)[:limit], asked)


def recent(limit: int, asked: Asked, *, before: Cursor | None = None) -> StoryPage:
    """The stories of several outlets, those told last first.

    Where they are rare a page may be short and still have an older one: it ends where looking ended.
    """
    order = ("-told_until", "-id")
    live = Story.objects.filter(state=StoryState.LIVE, told_until__isnull=False)
    walked = queries.older_than(live, before, "told_until").order_by(*order)
    rows = list(_shown_of(walked, asked.only).order_by(*order).values(*_FIELDS)[: limit + 1])
    lines = _read(_choose_of(rows[:limit], asked))
    if len(rows) > limit:
        last = rows[limit - 1]
        return StoryPage(lines, Cursor(last["told_until"], last["id"]))
    return StoryPage(lines, _end(walked, _looked_at(asked.only)))


def _looked_at(only: str) -> int:
    return CANDIDATES * RARE if only else CANDIDATES


def _end(walked: QuerySet[Story], most: int) -> Cursor | None:
    """The place where looking ended, unless all was looked at."""
    for at, story in walked.values_list("told_until", "id")[most - 1 : most]:
        return Cursor(at, story) if at else None
    return None


_FIELDS = ("id", "headlines", "lead_id", "languages", "articles", "outlets", "told_since", "told_until")


def _shown_of(ordered: QuerySet[Story], only: str) -> QuerySet[Story]:
    """Those of the first few of `ordered` that may be shown as stories."""
    first = Story.objects.filter(pk__in=ordered.values("pk")[: _looked_at(only)])
    found = first.filter(outlets__gt=1, column="", told_since__isnull=False, told_until__isnull=False)
    return found.filter(headlines__has_key=only) if only else found


def _choose_of(found: Iterable[Mapping[str, Any]], asked: Asked) -> Chosen:
    rows = tuple(found)
    members = _members(rows, asked.only)
    since = growth_since(asked.now)
    return Chosen(
        rows,
        {row["id"]: _choose(row, members.get(row["id"], []), asked) for row in rows},
        _each_once(members, [row["id"] for row in rows]),
        _growth(members, since, asked),
        since,
    )


def _read(chosen: Chosen) -> tuple[StoryLine, ...]:
    return chosen.stories({line.id: line for line in queries.lines(chosen.ids)} if chosen.rows else {})


# --- their members ----------------------------------------------------------------------------------


_MEMBER_FIELDS = (
    "story_id", "article_id", "outlet_id", "language", "at", "article__title", "outlet__policy", "article__limit",
    *(f"article__lead_image__{name}" for name in ("digest", "width", "height", "widths", "state")),
)  # fmt: skip


def _members(stories: Sequence[Mapping[str, Any]], only: str) -> dict[int, list[_Member]]:
    """The newest members of each story, newest first."""
    if not stories:
        return {}
    members = StoryMember.objects.filter(story_id__in=[row["id"] for row in stories])
    members = members.exclude(article__state=ArticleState.WITHDRAWN)
    if only:
        members = members.filter(language=only)
    if sum(row["articles"] for row in stories) > MOST_MEMBERS:
        members = _newest_of_each(members)
    found: dict[int, list[_Member]] = {}
    for story, *row in members.order_by("story_id", "-at", "-article_id").values_list(*_MEMBER_FIELDS):
        held = found.setdefault(story, [])
        if len(held) < MEMBERS:
            held.append(_member(*row))
    return found


def _newest_of_each(members: QuerySet[StoryMember]) -> QuerySet[StoryMember]:
    # a window costs as much as reading a hundred members: only where there are many more
    place = Window(RowNumber(), partition_by=[F("story")], order_by=[F("at").desc(), F("article").desc()])
    return members.annotate(place=place).filter(place__lte=MEMBERS)


def _member(
    article: int, outlet: int, language: str, at: datetime, title: str, policy: str, limit: str,
    digest: str | None, width: int, height: int, widths: list[int], state: str,
) -> _Member:  # fmt: skip
    shown = digest and widths and state != ImageState.BLOCKED and visible_parts(policy, limit).pictures
    return _Member(article, outlet, language, at, title, digest or "", width * height if shown else 0)


def _choose(row: Mapping[str, Any], members: Sequence[_Member], asked: Asked) -> tuple[int, ...]:
    """The article whose headline stands for the story, then those of other outlets."""
    headline = headline_of(row["headlines"], row["lead_id"], asked.only or asked.language)
    known = next((member for member in members if member.article == headline), None)
    if known is None and len(members) < MEMBERS:
        # all members were read and it is none of them: it left, or was withdrawn
        headline = None
    rest = _once([known] if known else [], members)
    others = [member.article for member in _languages_in_turn(rest)]
    return tuple(filter(None, (headline, *others)))[: asked.others + 1]


def headline_of(headlines: Mapping[str, int], lead: int | None, language: str) -> int | None:
    """The article whose headline stands for a story in a language; None for a story that nobody tells any more."""
    return headlines.get(language) or lead


def _once(before: Iterable[_Member], members: Iterable[_Member]) -> Iterator[_Member]:
    """The newest member of each outlet, and each headline once: a dispatch comes back word for word."""
    seen: set[int | str] = {key for member in before for key in (member.outlet, member.title.casefold())}
    for member in members:
        outlet, title = member.outlet, member.title.casefold()
        if outlet not in seen and title not in seen:
            seen |= {outlet, title}
            yield member


def _languages_in_turn(members: Iterable[_Member]) -> Iterator[_Member]:
    """One of each language, then a second of each: few headlines show how many languages tell it."""
    groups: dict[str, list[_Member]] = {}
    for member in members:
        groups.setdefault(member.language, []).append(member)
    return filter(None, chain.from_iterable(zip_longest(*groups.values())))


def _each_once(members: Mapping[int, Sequence[_Member]], order: Iterable[int]) -> dict[int, int]:
    """For each story the article with its largest picture, but no picture twice on a page."""
    taken: set[str] = set()
    chosen: dict[int, int] = {}
    for story in order:
        free = [member for member in members.get(story, ()) if member.area and member.digest not in taken]
        if free:
            best = max(free, key=lambda member: member.area)
            taken.add(best.digest)
            chosen[story] = best.article
    return chosen


def growth_since(now: datetime) -> datetime:
    """Since when growth is counted: about an hour ago, at a moment that a clock shows.

    A page is kept for some minutes and says this moment: so what it says stays true.
    """
    hour_ago = now - GROWTH
    return hour_ago - timedelta(
        minutes=hour_ago.minute % (GROWTH_STEP.seconds // 60),
        seconds=hour_ago.second,
        microseconds=hour_ago.microsecond,
    )


def _growth(members: Mapping[int, Sequence[_Member]], since: datetime, asked: Asked) -> dict[int, int]:
    """How many articles each story has since a moment; outlets that date their pages ahead count later.

    The members that were read say it, unless they are many and all so new that there may be more.
    """
    more = [story for story, held in members.items() if asked.only or (len(held) == MEMBERS and held[-1].at >= since)]
    grown = {story: sum(since <= member.at <= asked.now for member in held) for story, held in members.items()}
    return grown | _grown(more, since, asked.now) if more else grown


def _grown(story_ids: Sequence[int], since: datetime, until: datetime) -> dict[int, int]:
    new = StoryMember.objects.filter(story_id__in=story_ids, at__gte=since, at__lte=until)
    new = new.exclude(article__state=ArticleState.WITHDRAWN)
    return dict(new.values_list("story_id").annotate(grown=Count("pk")).order_by())


# --- articles, and the stories they are in ----------------------------------------------------------


def newest(limit: int, only: str = "") -> tuple[Newest, ...]:
    """The newest articles, in a language or in all, each with the story in which several outlets tell it."""
    with connection.cursor() as cursor:
        cursor.execute(*_newest_sql(limit, only))
        return tuple(_newest(*row) for row in cursor.fetchall())


@lru_cache(maxsize=64)
def _newest_sql(limit: int, only: str) -> tuple[str, tuple[Any, ...]]:
    """The query of `newest`, made once: making it costs three times as much as answering it, at each ticker."""
    articles = Article.objects.filter(state=ArticleState.LIVE).order_by("-sort_at", "-id")
    if only:
        articles = articles.filter(language=only)
    story = "told_in__story"
    # columns that need no conversion, so that rows may be taken as they come
    rows = articles.values_list(
        "id", "language", f"{story}_id", f"{story}__state", f"{story}__column", f"{story}__outlets"
    )
    return rows[:limit].query.sql_with_params()


def _newest(article: int, language: str, story: int | None, state: str, column: str, outlets: int) -> Newest:
    told = story and state == StoryState.LIVE and not column and outlets > 1
    return Newest(article, language, story or 0, outlets) if told else Newest(article, language)


def told_once(articles: Iterable[Newest], language: str) -> tuple[Newest, ...]:
    """The articles with one of each story only: the newest in a language, or where none is, the newest."""
    articles = tuple(articles)
    chosen: dict[int, Newest] = {}
    for each in articles:
        held = chosen.setdefault(each.story, each)
        if each.language == language != held.language:
            chosen[each.story] = each
    return tuple(each for each in articles if not each.story or chosen[each.story] is each)


def slugs(story_ids: Collection[int], language: str) -> dict[int, str]:
    """The readable part of the address of some stories in a language."""
    if not story_ids:
        return {}
    stories = Story.objects.filter(pk__in=list(story_ids)).annotate(
        headline=Cast(KeyTextTransform(language, "headlines"), BigIntegerField())
    )
    own = Subquery(Article.objects.filter(pk=OuterRef("headline")).values("slug")[:1])
    rows = stories.annotate(own=Coalesce(own, F("lead__slug"))).values_list("pk", "own")
    return {story: slug or "" for story, slug in rows}
