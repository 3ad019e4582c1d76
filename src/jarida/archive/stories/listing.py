"""Stories for programs: lists by keyset, members with their reasons, and what an article names and is about.

Nothing is told of a story but what its page shows. However rare what is asked for, one page looks at SCANNED
stories at most: it may hold few or none though more follow.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from jarida.archive import queries
from jarida.archive.models import ArticleState, ArticleTopic, Mention, Name, Story, StoryMember, StoryState
from jarida.archive.queries import ArticleLine, Cursor
from jarida.archive.stories.whole import StoryHead, heads
from jarida.core.extraction.model import Policy

SCANNED: Final = 2_000
MOST_NAMES: Final = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which stories. `outlets` is how many must tell it at least."""

    language: str | None = None
    since: datetime | None = None
    topic: str | None = None
    outlets: int = 2


@dataclass(frozen=True, slots=True)
class Telling:
    """An article of a story, why it is there (`core.stories.explain`), and the member that it is most like."""

    line: ArticleLine
    probability: float
    nearest: int | None
    joined_at: datetime
    reasons: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NameRecord:
    """A person, place or organisation. In an article: `times` it is named, and whether `in_title`."""

    id: int
    kind: str
    key: str
    shown: str
    names: Mapping[str, str] = field(default_factory=dict)
    latitude: float | None = None
    longitude: float | None = None
    articles: int = 0
    times: int = 0
    in_title: bool = False


# --- stories ----------------------------------------------------------------------------------------


def stories(wanted: Wanted, *, before: Cursor | None = None, limit: int = 50) -> tuple[list[StoryHead], Cursor | None]:
    """Live stories, those told last first, and where the next page begins."""
    walked = _walked(wanted, before)
    scanned = list(walked.values_list("pk", "told_until")[:SCANNED])
    found = _filtered(Story.objects.filter(pk__in=[pk for pk, _ in scanned]), wanted)
    ids = list(found.order_by("-told_until", "-pk").values_list("pk", "told_until")[: limit + 1])
    shown = heads([pk for pk, _ in ids[:limit]])
    if len(ids) > limit:
        return shown, _cursor(ids[limit - 1])
    return shown, _cursor(scanned[-1]) if len(scanned) == SCANNED else None


def _cursor(row: tuple[int, datetime | None]) -> Cursor | None:
    return Cursor(row[1], row[0]) if row[1] is not None else None


def _walked(wanted: Wanted, before: Cursor | None) -> QuerySet[Story]:
    live = Story.objects.filter(state=StoryState.LIVE, told_until__isnull=False).order_by("-told_until", "-pk")
    if wanted.since is not None:
        live = live.filter(told_until__gte=wanted.since)
    return queries.older_than(live, before, "told_until")


def _filtered(found: QuerySet[Story], wanted: Wanted) -> QuerySet[Story]:
    found = found.filter(outlets__gte=wanted.outlets)
    if wanted.language is not None:
        found = found.filter(headlines__has_key=wanted.language)
    if wanted.topic is not None:
        about = ArticleTopic.objects.filter(topic=wanted.topic, article__told_in__story_id=OuterRef("pk"))
        found = found.filter(Exists(about.exclude(article__state=ArticleState.WITHDRAWN)))
    return found


def tellings(story_id: int, *, before: Cursor | None = None, limit: int = 100) -> tuple[list[Telling], Cursor | None]:
    """The articles of a story, newest first, and where the next page begins."""
    live = StoryMember.objects.filter(story_id=story_id).exclude(article__state=ArticleState.WITHDRAWN)
    if before is not None:
        live = live.filter(at__lte=before.at).filter(Q(at__lt=before.at) | Q(article_id__lt=before.id))
    fields = ("article_id", "at", "probability", "nearest_id", "joined_at", "reasons")
    rows = list(live.order_by("-at", "-article_id").values_list(*fields)[: limit + 1])
    lines = {line.id: line for line in queries.lines([row[0] for row in rows[:limit]])}
    found = [Telling(lines[row[0]], *row[2:]) for row in rows[:limit] if row[0] in lines]
    return found, Cursor(rows[limit - 1][1], rows[limit - 1][0]) if len(rows) > limit else None


# --- names and topics -------------------------------------------------------------------------------


_NAME_FIELDS = ("id", "kind", "key", "shown", "names", "latitude", "longitude", "articles")


def name(name_id: int) -> NameRecord | None:
    """One name."""
    row = Name.objects.filter(pk=name_id).values_list(*_NAME_FIELDS).first()
    return NameRecord(*row) if row else None


def names_of(article_id: int) -> list[NameRecord]:
    """Whom and what an article names, in the title first, then by how often."""
    headline = Q(article__outlet__policy=Policy.HEADLINE.value) | Q(article__limit=Policy.HEADLINE.value)
    # of what may be shown only (P8)
    mentions = Mention.objects.filter(Q(in_title=True) | ~headline, article_id=article_id)
    mentions = mentions.order_by("-in_title", "-times", "name_id")
    fields = [f"name__{field}" for field in _NAME_FIELDS]
    return [NameRecord(*row) for row in mentions.values_list(*fields, "times", "in_title")[:MOST_NAMES]]


def topics_of(article_id: int) -> list[tuple[str, float]]:
    """What an article is about: codes with how sure that is, the surest first."""
    found = ArticleTopic.objects.filter(article_id=article_id).order_by("-confidence", "topic")
    return list(found.values_list("topic", "confidence"))


def headline_lines(found: Iterable[StoryHead]) -> dict[int, ArticleLine]:
    """The lines of all headlines of some stories: one query."""
    wanted = {article for head in found for article in head.headlines.values()}
    return {line.id: line for line in queries.lines(list(wanted))}
