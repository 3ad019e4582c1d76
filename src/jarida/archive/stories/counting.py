"""The counts, headlines and rank of stories, made anew from their members."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from jarida.archive.models import ArticleState, Story, StoryMember, StoryState
from jarida.core.stories.ranking import Telling as Outlet
from jarida.core.stories.ranking import rank
from jarida.core.stories.telling import Telling, Told, telling

KEPT = (
    "state", "merged_into_id", "lead_id", "headlines", "languages", "articles", "outlets", "told_since", "told_until",
    "rank",
)  # fmt: skip


def settle(story_ids: Iterable[int], into: Mapping[int, int] | None = None) -> set[int]:
    """Bring these stories up to date; which of them changed. Takes part in a transaction.

    `into` says where the articles of a story went: when none is left it leads there.
    """
    ids = set(story_ids)
    if not ids:
        return ids
    members, changed = _members(ids), set()
    for story in Story.objects.filter(pk__in=ids):
        told = members.get(story.pk, [])
        before = {name: getattr(story, name) for name in KEPT}
        counted = _counted(telling(told), told, is_column=bool(story.column))
        after = counted | _state(before, bool(told), (into or {}).get(story.pk))
        if after != before:
            Story.objects.filter(pk=story.pk).update(**after, changed_at=timezone.now())
            changed.add(story.pk)
    return changed


def _members(ids: set[int]) -> dict[int, list[Told]]:
    """The live members of these stories."""
    live = StoryMember.objects.filter(story_id__in=ids).exclude(article__state=ArticleState.WITHDRAWN)
    found: defaultdict[int, list[Told]] = defaultdict(list)
    columns = ("story_id", "article_id", "outlet_id", "language", "at", "article__title", "article__reprint__original")
    for story, article, outlet, language, at, title, original in live.values_list(*columns):
        found[story].append(Told(article, outlet, language, at, title, original is not None))
    return found


def _counted(whole: Telling, told: list[Told], *, is_column: bool) -> dict[str, Any]:
    now = timezone.now()
    return {
        "lead_id": whole.lead,
        "headlines": whole.headlines,
        "languages": list(whole.languages),
        "articles": whole.articles,
        "outlets": whole.outlets,
        "told_since": whole.since,
        "told_until": whole.until,
        "rank": rank((Outlet(str(one.outlet), one.language, one.at) for one in told), now, is_column=is_column),
    }


def _state(before: Mapping[str, Any], has_members: bool, into: int | None) -> dict[str, Any]:
    """A story without articles leads to where they went; one that has some again is read again."""
    if has_members:
        return {"state": StoryState.LIVE, "merged_into_id": None}
    if into is not None:
        return {"state": StoryState.MERGED, "merged_into_id": into}
    merged = before["merged_into_id"] is not None
    return {"state": StoryState.MERGED if merged else StoryState.EMPTY, "merged_into_id": before["merged_into_id"]}
