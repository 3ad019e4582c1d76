"""The last days grouped anew: what was found one article after the other is looked at as a whole.

Stories keep their numbers as far as they can (`core.stories.identities`); one that merges leads to where its articles
went, one that is split off says from which. What editors said is obeyed. It is computed aside and written in
short transactions: an article that another process moved meanwhile stays where that one put it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from django.db import transaction
from django.utils import timezone

from jarida.archive import generation
from jarida.archive.models import ArticleProfile, Story, StoryMember, StoryState
from jarida.archive.stories import corrections, means, profiles, progress, store
from jarida.archive.stories.counting import settle
from jarida.core.stories import explain, identities, pairs
from jarida.core.stories.identities import Group, Plan
from jarida.core.stories.model import Comparison, Constraints, Profile

AT_ONCE: Final = 50  # articles that are moved in one transaction
WEEK: Final = 7  # days
MOST: Final = 200_000  # articles that the night's work looks at
COMPARED: Final = 40  # members of its new story with which a moved article is compared to say why

Recluster = Callable[[Sequence[Profile], Constraints], Iterable[Iterable[int]]]


@dataclass(frozen=True, slots=True)
class Found:
    """The last days as they are, and what should become of them."""

    profiles: Mapping[int, Profile]
    before: Mapping[int, int]
    plan: Plan

    @property
    def moves(self) -> dict[int, Group]:
        """The articles that change their story."""
        return self.plan.moves(self.before)

    def summary(self) -> str:
        """What it comes to, for a person."""
        moves = self.moves
        new = len({id(group) for group in moves.values() if group.story is None})
        return (
            f"{len(self.before)} articles in {len(self.plan.groups)} stories:"
            f" {len(moves)} articles move, {new} stories are new, {len(self.plan.merged)} merge into others"
        )


def look(days: int, recluster: Recluster, now: datetime | None = None) -> Found:
    """Group the articles of the last days anew. Nothing is written."""
    since = (now or timezone.now()) - timedelta(days=days)
    kept = [one for one in profiles.between(newest_encoder(), since) if one.story is not None]
    of = {one.id: one for one in _moved([one.profile for one in kept])}
    before = {one.profile.id: one.story for one in kept if one.story is not None}
    groups = recluster(list(of.values()), corrections.constraints(of)) if of else []
    plan = identities.plan(before, [list(group) for group in groups], _pins(before), _staying(before))
    return Found(of, before, plan)


def number(days: int, now: datetime | None = None) -> int:
    """About how many articles `look` compares."""
    return ArticleProfile.objects.filter(at__gte=(now or timezone.now()) - timedelta(days=days)).count()


def affordable(days: int) -> int:
    """So many of the last days, at least one, that their articles are grouped anew within minutes and a gigabyte."""
    return next((fewer for fewer in range(days, 1, -1) if number(fewer) <= MOST), 1)


def newest_encoder() -> str:
    """The encoder of the newest profile; "" where there is none."""
    return ArticleProfile.objects.order_by("-at").values_list("encoder", flat=True).first() or ""


def _moved(known: list[Profile]) -> list[Profile]:
    """Profiles with their vectors centred by the archive's own means."""
    moving = means.load(newest_encoder(), len(known[-1].vector)) if known else None
    return moving.profiles(known) if moving else known


def recount_means(days: int, now: datetime | None = None) -> int:
    """Count the means anew where a week has passed since the last time, or they were never; of how many articles."""
    moment = now or timezone.now()
    today = moment.toordinal()
    if today - progress.get(progress.MEANS) < WEEK:
        return 0
    counted = means.recount(newest_encoder(), moment - timedelta(days=days))
    if counted:
        progress.put(progress.MEANS, today)
    return counted


def _pins(before: Mapping[int, int]) -> dict[int, int]:
    """Where editors put articles."""
    pinned = StoryMember.objects.filter(reasons__editor=True).values_list("article_id", "story_id")
    return {article: story for article, story in pinned if article in before}


def _staying(before: Mapping[int, int]) -> set[int]:
    """The stories that have articles beyond these as well."""
    here = Counter(before.values())
    stories = Story.objects.filter(state=StoryState.LIVE).values_list("pk", "articles")
    return {story for story, articles in stories.iterator() if here[story] and articles > here[story]}


def write(found: Found) -> Iterator[int]:
    """Carry it out, a little at a time; yields how many articles were moved since the last."""
    by_group: dict[int, tuple[Group, list[int]]] = {}
    for article, group in found.moves.items():
        by_group.setdefault(id(group), (group, []))[1].append(article)
    for group, articles in by_group.values():
        story = group.story
        waiting = iter(articles)
        while batch := list(islice(waiting, AT_ONCE)):
            story = _move(found, group, story, batch)
            yield len(batch)
    with transaction.atomic():
        store.lock()
        _lead(found.plan.merged)
        progress.next_epoch()
        generation.bump()


def _move(found: Found, group: Group, story: int | None, articles: Sequence[int]) -> int | None:
    """Move some articles of a group, where they still are where they were; the story that they went into."""
    with transaction.atomic():
        store.lock()
        now_in = store.stories_of(articles)
        still = [one for one in articles if now_in.get(one) == found.before[one]]
        if not still:
            return story
        target = store.live_story(story)
        if target is None:
            column = Counter(found.profiles[one].column.value for one in group.articles).most_common(1)[0][0]
            target = store.open_story(split_from=store.live_story(group.split_from), column=column)
        store.move(still, target)
        pinned = StoryMember.objects.filter(article_id__in=still, reasons__editor=True)
        by_editor = set(pinned.values_list("article_id", flat=True))
        for one in still:
            _explain(one, found.profiles, group, by_editor=one in by_editor)
        return target


def _explain(article: int, known: Mapping[int, Profile], group: Group, *, by_editor: bool) -> None:
    """Say why a moved article is where it is: by the member of its new story that is most like it."""
    profile = known[article]
    compared = [(other, pairs.compare(profile, known[other])) for other in islice(group.articles - {article}, COMPARED)]
    if not compared:
        StoryMember.objects.filter(article_id=article).update(
            nearest=None, probability=1.0, reasons={"editor": True} if by_editor else {}
        )
        return
    nearest, comparison = max(compared, key=_likeliest)
    reasons = explain.as_json(explain.reasons(comparison, profile, known[nearest]))
    values = {"nearest_id": nearest, "probability": comparison.probability, "reasons": reasons | {"editor": by_editor}}
    StoryMember.objects.filter(article_id=article).update(**values)


def _likeliest(compared: tuple[int, Comparison]) -> tuple[float, int]:
    return compared[1].probability, -compared[0]


def _lead(merged: Mapping[int, int]) -> None:
    """Let stories that lost all their articles lead to those that have most of them."""
    for story, heir in merged.items():
        live = store.live_story(heir)
        if live is not None and live != story:
            gone = Story.objects.filter(pk=story).exclude(state=StoryState.LIVE)
            gone.update(state=StoryState.MERGED, merged_into=live)
    settle(merged)
