"""The only writer of stories and of who is in them.

Every function is one transaction or takes part in one, keeps the counts of stories right, and renews what readers
see. A story that loses its articles to another leads there from then on; one whose articles all left is EMPTY.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from jarida.archive import generation
from jarida.archive.models import (
    Article,
    ArticleProfile,
    ArticleState,
    Story,
    StoryDue,
    StoryMember,
    StoryProgress,
    StoryState,
)
from jarida.archive.stories.counting import settle

HOPS: Final = 50  # merges that are followed
LOCK: Final = "lock"  # the row of StoryProgress by which writers of stories wait for each other


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article goes, and why. `story` None: into a new story."""

    article_id: int
    story: int | None
    probability: float = 1.0
    nearest: int | None = None
    reasons: Mapping[str, Any] = field(default_factory=dict)
    column: str = ""


def lock() -> None:
    """Let no other process change stories before this transaction ends. SQLite has one writer anyhow."""
    StoryProgress.objects.get_or_create(name=LOCK)
    StoryProgress.objects.select_for_update().get(name=LOCK)


def live_story(story_id: int | None) -> int | None:
    """The story that readers find where they ask for this one; None where all its articles left."""
    for _ in range(HOPS):
        if story_id is None:
            return None
        row = Story.objects.filter(pk=story_id).values_list("state", "merged_into_id").first()
        if row is None or row[0] == StoryState.EMPTY:
            return None
        if row[0] == StoryState.LIVE:
            return story_id
        story_id = row[1]
    return None


def open_story(split_from: int | None = None, column: str = "") -> int:
    """A new story, without articles yet."""
    return Story.objects.create(split_from_id=split_from, column=column).pk


def join(places: Iterable[Place]) -> dict[int, int]:
    """Put articles where they belong; the story of each. One that is no longer live is left out.

    Takes part in the caller's transaction.
    """
    lock()
    entered = [found for place in places if (found := enter(place)) is not None]
    settle_all(entered)
    return {one.article_id: one.story for one in entered}


@dataclass(frozen=True, slots=True)
class Entered:
    """An article that was put into `story`; `left` is the one that it was in before, if it was in another."""

    article_id: int
    story: int
    left: int | None = None


def enter(place: Place) -> Entered | None:
    """Put one article where it belongs; None where it is no longer live. The counts wait for `settle_all`.

    Takes part in a transaction that holds the `lock`.
    """
    live = Article.objects.filter(pk=place.article_id).exclude(state=ArticleState.WITHDRAWN)
    row = live.values("id", "outlet_id", "language", "sort_at").first()
    if row is None:
        return None
    before = stories_of([place.article_id]).get(place.article_id)
    story = live_story(place.story) or open_story(column=place.column)
    _write(row, place, story, timezone.now())
    return Entered(place.article_id, story, before if before != story else None)


def touch(article_id: int) -> Entered | None:
    """Bring a member's language and date up to date with its article; None where it is in no story."""
    row = Article.objects.filter(pk=article_id).values("language", "sort_at").first()
    story = stories_of([article_id]).get(article_id)
    if row is None or story is None:
        return None
    values = {"language": base_language(row["language"]), "at": row["sort_at"]}
    StoryMember.objects.filter(article_id=article_id).update(**values)
    return Entered(article_id, story)


def settle_all(entered: Iterable[Entered]) -> None:
    """Bring the counts of all stories up to date that articles entered or left, and renew what readers see."""
    found = list(entered)
    left = {one.left: one.story for one in found if one.left is not None}
    if settle({*(one.story for one in found), *left}, into=left):
        generation.bump()


def _write(row: Mapping[str, Any], place: Place, story_id: int, now: datetime) -> None:
    values = {
        "story_id": story_id,
        "outlet_id": row["outlet_id"],
        "language": base_language(row["language"]),
        "at": row["sort_at"],
        "nearest_id": place.nearest,
        "probability": place.probability,
        "reasons": dict(place.reasons),
    }
    changed = StoryMember.objects.filter(article_id=row["id"]).update(**values)
    if not changed:
        StoryMember.objects.create(article_id=row["id"], joined_at=now, **values)


def base_language(code: str) -> str:
    """The language of a tag: "fr" of "fr-MA"."""
    return code.partition("-")[0].lower()


def stories_of(article_ids: Iterable[int]) -> dict[int, int]:
    """The stories of those articles that are in one."""
    found = StoryMember.objects.filter(article_id__in=list(article_ids))
    return dict(found.values_list("article_id", "story_id"))


def members_of(story_id: int) -> list[int]:
    """The articles of a story, oldest first."""
    return list(StoryMember.objects.filter(story_id=story_id).order_by("at", "article_id").values_list("pk", flat=True))


def move(article_ids: Iterable[int], story_id: int, *, by_editor: bool = False) -> set[int]:
    """Move articles from their stories into this one; the stories that they left. Takes part in a transaction.

    The moved keep why they were grouped; `by_editor` says that a person knew better.
    """
    members = list(StoryMember.objects.filter(article_id__in=list(article_ids)))
    left = {member.story_id for member in members} - {story_id}
    for member in members:
        member.story_id = story_id
        if by_editor:
            member.reasons = {**(member.reasons or {}), "editor": True}
            member.probability = 1.0
    StoryMember.objects.bulk_update(members, ["story_id", "reasons", "probability"], batch_size=200)
    if settle({story_id, *left}, into=dict.fromkeys(left, story_id)):
        generation.bump()
    return left


def leave(article_ids: Iterable[int]) -> None:
    """Take articles that were withdrawn out of everything that groups them."""
    from jarida.archive.stories import parts

    ids = list(article_ids)
    with transaction.atomic():
        lock()
        left = set(stories_of(ids).values())
        parts.forget(ids)
        StoryMember.objects.filter(article_id__in=ids).delete()
        ArticleProfile.objects.filter(article_id__in=ids).delete()
        StoryDue.objects.filter(article_id__in=ids).delete()
        settle(left)
