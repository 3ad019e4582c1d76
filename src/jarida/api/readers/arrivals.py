"""When articles came. They are numbered in that order, so a moment is a place among their numbers.

An article comes when its first revision is stored, which may be hours after its outlet announced it: a reader that
asks what is new since its last visit must get it then, whatever its date (P2 keeps the dates apart).
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import Max

from jarida.api.readers.marks import first_at_least
from jarida.api.readers.models import ReaderAccount
from jarida.archive.models import Article, ArticleState, Revision

# what is older is in the archive, not in a feed reader
LISTED = timedelta(days=90)
# of a new account: what is unread at first
FRESH = timedelta(days=1)
MOST_FRESH = 1000


def newest() -> int:
    """The number of the newest article; 0 in an empty archive."""
    return Article.objects.aggregate(newest=Max("id"))["newest"] or 0


def first_since(moment: datetime) -> int:
    """The number from which on articles came at or after a moment."""

    def holds(number: int) -> bool:
        rows = Revision.objects.filter(article_id__gte=number, number=1).order_by("article_id")
        at = rows.values_list("seen_at", flat=True).first()
        return at is None or at >= moment

    return first_at_least(holds, 0, newest())


def arrivals(article_ids: Iterable[int]) -> dict[int, datetime]:
    """When each of these articles came."""
    rows = Revision.objects.filter(article_id__in=list(article_ids), number=1)
    return dict(rows.values_list("article_id", "seen_at"))


def begin(account: ReaderAccount, now: datetime) -> None:
    """Where a new account begins: the articles of the last day are unread, and a thousand of them at most."""
    live = Article.objects.exclude(state=ArticleState.WITHDRAWN).order_by("-id").values_list("id", flat=True)
    last = next(iter(live[MOST_FRESH : MOST_FRESH + 1]), 0)
    account.floor = max(first_since(now - FRESH) - 1, last)


def keep_horizon(account: ReaderAccount, now: datetime | None = None) -> None:
    """Once a day: find the articles that have become too old to be listed."""
    now = now or datetime.now(UTC)
    if account.horizon_on == now.date():
        return
    account.horizon = first_since(now - LISTED) - 1
    account.horizon_on = now.date()
    fields = {"horizon": account.horizon, "horizon_on": account.horizon_on}
    ReaderAccount.objects.filter(pk=account.pk).update(**fields)
