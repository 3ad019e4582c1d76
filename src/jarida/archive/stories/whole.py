"""One story, read for its page and its machines: where it stands, and what its articles say.

Bounded: a story of a thousand articles is read as its newest ones and as counts. Every article goes through
`archive.queries`, so that nothing is shown that its publisher does not allow; withdrawn articles never appear.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from jarida.archive import queries
from jarida.archive.models import ArticleState, Story, StoryMember, StoryState
from jarida.archive.queries import ArticleLine

MOST_MERGES: Final = 20  # stories that went into each other, one after the other
MOST_ARTICLES: Final = 1_000  # of one story, that a page looks at


@dataclass(frozen=True, slots=True)
class StoryHead:
    """A story as it stands. `headlines` maps a language to the article whose headline is taken."""

    id: int
    lead: ArticleLine
    headlines: Mapping[str, int]
    languages: tuple[str, ...]
    articles: int
    outlets: int
    told_since: datetime
    told_until: datetime
    split_from: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """A story that went into another: `into` is the one that stands at the end."""

    id: int
    into: int


@dataclass(frozen=True, slots=True)
class Emptied:
    """A story without articles: they were withdrawn, or went into other stories since `changed_at`.

    `into` are the stories that were split from it, where any still stand.
    """

    id: int
    changed_at: datetime
    into: tuple[int, ...] = field(default=())


_FIELDS = (
    "id", "state", "merged_into_id", "split_from_id", "lead_id", "headlines", "languages", "articles", "outlets",
    "told_since", "told_until", "column", "changed_at",
)  # fmt: skip


def story(story_id: int) -> StoryHead | Merged | Emptied | None:
    """One story, where it went, or None where there never was one."""
    row = _row(story_id)
    if row is None:
        return None
    if row["state"] == StoryState.MERGED:
        last = _end_of(row)
        return Emptied(row["id"], row["changed_at"]) if last is None else Merged(row["id"], last["id"])
    head = _head(row) if row["state"] == StoryState.LIVE else None
    return head or Emptied(row["id"], row["changed_at"], _split_from(row["id"]))


def standing(story_id: int) -> StoryHead | None:
    """The story that can be read under a number: this one, or the one that it went into; None where there is none."""
    found = story(story_id)
    if isinstance(found, Merged):
        found = story(found.into)
    return found if isinstance(found, StoryHead) else None


def heads(story_ids: Sequence[int]) -> list[StoryHead]:
    """Live stories in the order of their ids here: two queries, but for those whose lead was withdrawn just now."""
    rows = {row["id"]: row for row in Story.objects.filter(pk__in=story_ids, state=StoryState.LIVE).values(*_FIELDS)}
    leads = {line.id: line for line in queries.lines([row["lead_id"] for row in rows.values() if row["lead_id"]])}
    made = (_head(rows[each], leads.get(rows[each]["lead_id"])) for each in story_ids if each in rows)
    return [head for head in made if head is not None]


def _row(story_id: int) -> dict[str, Any] | None:
    found: dict[str, Any] | None = Story.objects.filter(pk=story_id).values(*_FIELDS).first()
    return found


def _end_of(row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The live story at the end of a chain of merges; None where it is too long, or ends nowhere."""
    for _ in range(MOST_MERGES):
        if row["state"] != StoryState.MERGED:
            return row if row["state"] == StoryState.LIVE else None
        following = _row(row["merged_into_id"] or 0)
        if following is None:
            return None
        row = following
    return None


def _split_from(story_id: int) -> tuple[int, ...]:
    parts = Story.objects.filter(split_from_id=story_id, state=StoryState.LIVE).order_by("pk")
    return tuple(parts.values_list("pk", flat=True)[:10])


def _head(row: Mapping[str, Any], lead: ArticleLine | None = None) -> StoryHead | None:
    lead = lead or _lead(row)
    if lead is None:
        return None
    return StoryHead(
        row["id"], lead, dict(row["headlines"] or {}), tuple(row["languages"] or ()), row["articles"], row["outlets"],
        row["told_since"] or lead.sort_at, row["told_until"] or lead.sort_at, row["split_from_id"], row["column"],
    )  # fmt: skip


def _lead(row: Mapping[str, Any]) -> ArticleLine | None:
    """The article that stands for a story; another of its articles where that one was withdrawn this moment."""
    for line in queries.lines([row["lead_id"]] if row["lead_id"] else ()):
        return line
    live = StoryMember.objects.filter(story_id=row["id"]).exclude(article__state=ArticleState.WITHDRAWN)
    return next(iter(queries.lines(list(live.order_by("at").values_list("article_id", flat=True)[:1]))), None)
