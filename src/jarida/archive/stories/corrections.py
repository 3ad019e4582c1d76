"""What editors correct: applied at once, in one transaction, kept as what was said of pairs of articles.

Kept pairs are stronger than any score when the last days are grouped anew, and can be exported as training pairs
(`archive.stories.pairs`). Deleting one undoes it: the next grouping decides by itself. What is said last holds: it
takes back what was said before against it.

    merge(story, other)     all of `other` tells of the event of `story`, and goes into it
    split(story, articles)  these tell of another event, and get a story of their own
    move(article, story)    this one tells of the event of `story`, not of the event of where it was
    pin(article)            this one is where it belongs
"""

from collections.abc import Collection, Iterable, Set
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from jarida.archive import generation
from jarida.archive.models import Article, ArticleState, CorrectionKind, Story, StoryCorrection
from jarida.archive.stories import queue, store
from jarida.core.errors import UsageError
from jarida.core.stories.model import Constraints

LONGEST_NOTE = 300
Pair = tuple[int, int]


class CorrectionRefused(UsageError):
    """What was asked cannot be done: nothing is changed."""

    code = "correction-refused"


def merge(story_id: int, other_id: int, editor: Any = None, note: str = "") -> Story:
    """All of `other_id` goes into `story_id`, which is returned; the address of the other leads there.

    Raises CorrectionRefused where they are one already, or one of them has no articles.
    """
    with transaction.atomic():
        store.lock()
        story, other = _story(story_id), _story(other_id)
        if story == other:
            raise CorrectionRefused("these are one story already")
        here, there = store.members_of(story), store.members_of(other)
        lead = _lead(story, here)
        # of both: else the rest of `story` would be split off again, being as unlike the other as it was before
        _say(CorrectionKind.TOGETHER, [(lead, one) for one in (*here, *there)], editor, note)
        _take_back(CorrectionKind.APART, here, there)
        _moved(there, story)
        return Story.objects.get(pk=story)


def split(story_id: int, article_ids: Iterable[int], editor: Any = None, note: str = "") -> Story:
    """These articles get a story of their own, which is returned and says from which it was split.

    Raises CorrectionRefused where none of them is in the story, or all are.
    """
    with transaction.atomic():
        store.lock()
        story = _story(story_id)
        members, wanted = store.members_of(story), set(article_ids)
        gone = [one for one in members if one in wanted]
        stay = [one for one in members if one not in wanted]
        if not gone or not stay:
            raise CorrectionRefused("choose some articles of the story, not all")
        column = Story.objects.values_list("column", flat=True).get(pk=story)
        new = store.open_story(split_from=story, column=column)
        _say(CorrectionKind.TOGETHER, [(gone[0], one) for one in gone[1:]], editor, note)
        _say(CorrectionKind.APART, [(gone[0], one) for one in stay], editor, note)
        _take_back(CorrectionKind.TOGETHER, gone, stay)
        _moved(gone, new)
        return Story.objects.get(pk=new)


def move(article_id: int, story_id: int, editor: Any = None, note: str = "") -> Story:
    """This article goes into `story_id`, which is returned. Raises CorrectionRefused."""
    with transaction.atomic():
        store.lock()
        story = _story(story_id)
        if not Article.objects.filter(pk=article_id, state=ArticleState.LIVE).exists():
            raise CorrectionRefused("there is no such article", subject=str(article_id))
        here = [one for one in store.members_of(story) if one != article_id]
        before = store.stories_of([article_id]).get(article_id)
        if not here:
            raise CorrectionRefused("this is the only article of the story")
        lead = _lead(story, here)
        if before is not None and before != story:
            left = [one for one in store.members_of(before) if one != article_id]
            _say(CorrectionKind.APART, [(article_id, one) for one in left], editor, note)
            _take_back(CorrectionKind.TOGETHER, [article_id], left)
        _say(CorrectionKind.TOGETHER, [(article_id, lead)], editor, note)
        _take_back(CorrectionKind.APART, [article_id], here)
        if before is None:
            store.join([store.Place(article_id, story)])
        _moved([article_id], story)
        return Story.objects.get(pk=story)


def pin(article_id: int, editor: Any = None, note: str = "") -> Story:
    """This article stays in the story in which it is. Raises CorrectionRefused where it is alone there or in none."""
    story = store.stories_of([article_id]).get(article_id)
    if story is None:
        raise CorrectionRefused("this article is in no story yet", subject=str(article_id))
    return move(article_id, story, editor, note)


def undo(correction_ids: Collection[int]) -> int:
    """Take corrections back; how many there were. The articles stay until the next grouping decides anew."""
    deleted, _ = StoryCorrection.objects.filter(pk__in=list(correction_ids)).delete()
    return deleted


def constraints(article_ids: Collection[int]) -> Constraints:
    """What was said of pairs of these articles."""
    wanted = set(article_ids)
    said = all_constraints()
    return Constraints(_among(said.together, wanted), _among(said.apart, wanted))


def all_constraints() -> Constraints:
    """All that was said. Corrections are few: people make them."""
    found: dict[str, set[Pair]] = {CorrectionKind.TOGETHER: set(), CorrectionKind.APART: set()}
    for kind, one, other in StoryCorrection.objects.values_list("kind", "one_id", "other_id").iterator():
        found[kind].add((one, other))
    return Constraints(frozenset(found[CorrectionKind.TOGETHER]), frozenset(found[CorrectionKind.APART]))


def token() -> tuple[Any, ...]:
    """What changes when something is said or taken back."""
    found = StoryCorrection.objects.aggregate(number=Count("pk"), last=Max("made_at"), newest=Max("pk"))
    return (found["number"], found["last"], found["newest"])


def _among(pairs: Iterable[Pair], wanted: Set[int]) -> frozenset[Pair]:
    return frozenset(pair for pair in pairs if pair[0] in wanted and pair[1] in wanted)


def _story(story_id: int) -> int:
    """The story that is found where this one is asked for."""
    story = store.live_story(story_id)
    if story is None:
        raise CorrectionRefused("there is no such story", subject=str(story_id))
    return story


def _lead(story_id: int, members: list[int]) -> int:
    lead = Story.objects.values_list("lead_id", flat=True).get(pk=story_id)
    return lead if lead in members else members[0]


def _say(kind: str, pairs: Iterable[Pair], editor: Any, note: str) -> None:
    """Keep what was said; the same pair has one row, and what is said last stands in it."""
    made_at = timezone.now()
    user = editor if getattr(editor, "pk", None) else None
    rows = [
        StoryCorrection(
            kind=kind, one_id=min(pair), other_id=max(pair), editor=user, note=note[:LONGEST_NOTE], made_at=made_at
        )
        for pair in {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    ]
    StoryCorrection.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["one", "other"],
        update_fields=["kind", "editor", "note", "made_at"],
    )  # fmt: skip


def _take_back(kind: str, ones: Collection[int], others: Collection[int]) -> None:
    """Forget what was said before of pairs between these, and does not hold any more."""
    across = Q(one_id__in=ones, other_id__in=others) | Q(one_id__in=others, other_id__in=ones)
    StoryCorrection.objects.filter(across, kind=kind).delete()


def _moved(article_ids: list[int], story: int) -> None:
    """Move, and let the process that groups know of it."""
    store.move(article_ids, story, by_editor=True)
    queue.put(article_ids)
    generation.bump()
