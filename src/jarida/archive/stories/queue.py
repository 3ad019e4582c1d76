"""What waits to be profiled and grouped. Written in the transaction of the article, so that nothing is forgotten.

The newest are taken first: after a burst readers find what happens now in its story at once, and the rest follows.
What fails is tried again after the others, and in the end given up: the row stays and says why.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Count, F, Min, Q
from django.utils import timezone

from jarida.archive.models import Article, ArticleProfile, ArticleState, StoryDue
from jarida.archive.store.sql import fit

ATTEMPTS: Final = 3
LONGEST_PROBLEM: Final = 300


@dataclass(frozen=True, slots=True)
class Due:
    """An article that waits. `since` tells this waiting from a later one: what changed meanwhile stays due."""

    article_id: int
    since: datetime
    at: datetime
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """How the queue is: how many wait, since when the longest, and how many were given up."""

    number: int = 0
    since: datetime | None = None
    given_up: int = 0

    def age(self, now: datetime | None = None) -> float:
        """For how many seconds the first has waited; 0 where nothing waits."""
        return 0.0 if self.since is None else max(0.0, ((now or timezone.now()) - self.since).total_seconds())


def is_on() -> bool:
    """Whether articles are grouped here."""
    return bool(settings.OPTIONS.stories.encoder != "off")


def put(article_ids: Iterable[int]) -> int:
    """Let these articles be looked at (anew); how many are live. Takes part in the caller's transaction."""
    live = Article.objects.filter(pk__in=list(article_ids)).exclude(state=ArticleState.WITHDRAWN)
    now = timezone.now()
    rows = [StoryDue(article_id=pk, since=now, at=at) for pk, at in live.values_list("pk", "sort_at")]
    StoryDue.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["article"],
        update_fields=["since", "at", "attempts", "problem"],
    )  # fmt: skip
    return len(rows)


def take(limit: int) -> list[Due]:
    """What is to be done next: those that never failed first, of these the newest."""
    rows = StoryDue.objects.filter(attempts__lt=ATTEMPTS).order_by("attempts", "-at", "-article")
    return [Due(*row) for row in rows.values_list("article_id", "since", "at", "attempts")[:limit]]


def done(finished: Iterable[Due]) -> None:
    """These are done, but for those that were put here again meanwhile. Takes part in a transaction."""
    for one in finished:
        StoryDue.objects.filter(article_id=one.article_id, since=one.since).delete()


def failed(one: Due, problem: str) -> bool:
    """This one could not be done; whether it is given up."""
    rows = StoryDue.objects.filter(article_id=one.article_id, since=one.since)
    rows.update(attempts=F("attempts") + 1, problem=fit(problem, LONGEST_PROBLEM))
    return one.attempts + 1 >= ATTEMPTS


def retry(article_ids: Collection[int]) -> int:
    """Let those that were given up be tried again; how many."""
    return StoryDue.objects.filter(article_id__in=list(article_ids)).update(
        attempts=0, problem="", since=timezone.now()
    )


def waiting() -> Waiting:
    """How the queue is."""
    waits = Q(attempts__lt=ATTEMPTS)
    found = StoryDue.objects.aggregate(
        number=Count("pk", filter=waits), since=Min("since", filter=waits), given_up=Count("pk", filter=~waits)
    )
    return Waiting(found["number"], found["since"], found["given_up"])


def window_begin(days: int, now: datetime | None = None) -> datetime:
    """Since when articles are among those that new ones are compared with."""
    return (now or timezone.now()) - timedelta(days=days)


def put_lacking(before: datetime | None, since: datetime | None, limit: int) -> tuple[int, datetime | None]:
    """Look at about `limit` articles, newest first, and make those due that have no profile; before which to go on.

    `before` and `since` bound them by `sort_at`. Gives how many became due, and None at the end. Takes part in a
    transaction.
    """
    live = Article.objects.filter(state=ArticleState.LIVE)
    looked = live.filter(sort_at__lt=before) if before is not None else live
    looked = looked.filter(sort_at__gte=since) if since is not None else looked
    rows = list(looked.order_by("-sort_at", "-pk").values_list("pk", "sort_at")[:limit])
    if not rows:
        return 0, None
    last_id, last = rows[-1]
    ids = [pk for pk, _ in rows]
    # those of the last moment, however many (an import of days without times), are not parted
    ids += live.filter(sort_at=last, pk__lt=last_id).values_list("pk", flat=True)
    lacking = Article.objects.filter(pk__in=ids, profile=None).exclude(pk__in=StoryDue.objects.values("article"))
    return put(lacking.values_list("pk", flat=True)), last


def put_other_encoders(encoder: str, since: datetime, limit: int) -> int:
    """Make articles due whose vectors are of another encoder; how many. Takes part in a transaction."""
    others = ArticleProfile.objects.filter(at__gte=since).exclude(encoder=encoder)
    waiting_now = StoryDue.objects.values("article")
    return put(others.exclude(article__in=waiting_now).order_by("-at").values_list("pk", flat=True)[:limit])
