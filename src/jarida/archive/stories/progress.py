"""How far the work that groups has come, kept in the database, so that it goes on after any end."""

from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction

from jarida.archive.models import StoryProgress
from jarida.archive.stories import queue

WINDOW: Final = "window"  # before which moment the articles of the last days were looked at
OLDER: Final = "older"  # the same of the articles before them
NIGHT: Final = "night"  # the last day (from 1970) on which the last week was grouped anew
MEANS: Final = "means"  # the last day on which the means of languages were counted anew
EPOCH: Final = "epoch"  # changes when many stories changed in another process
LOOKED: Final = 2_000  # articles that are looked at in one transaction
STEPS: Final = 10  # such transactions at most before something else may be done
_START: Final = datetime(1970, 1, 1, tzinfo=UTC)
_END: Final = -(1 << 62)


def get(name: str) -> int:
    """The number that is kept; 0 where none was."""
    return StoryProgress.objects.filter(name=name).values_list("key", flat=True).first() or 0


def put(name: str, key: int) -> None:
    """Keep a number."""
    StoryProgress.objects.update_or_create(name=name, defaults={"key": key})


def next_epoch() -> None:
    """Say that many stories changed: who keeps them in memory reads them anew. Takes part in a transaction."""
    put(EPOCH, get(EPOCH) + 1)


def begin() -> None:
    """Look again at all articles: some may have come while nobody grouped."""
    with transaction.atomic():
        put(WINDOW, 0)
        put(OLDER, 0)


def fill_window(since: datetime) -> bool:
    """Make articles of the last days due that have no profile, newest first, a bounded step; whether more are left."""
    return _fill(WINDOW, None, since)


def fill_older(before: datetime) -> bool:
    """The same with those before the last days: the youngest first, the oldest last."""
    return _fill(OLDER, before, None)


def _fill(name: str, before: datetime | None, since: datetime | None) -> bool:
    """Look on until something became due, for a while at most."""
    for _ in range(STEPS):
        key = get(name)
        if key == _END:
            return False
        with transaction.atomic():
            made_due, last = queue.put_lacking(moment(key) if key else before, since, LOOKED)
            put(name, key_of(last) if last is not None else _END)
        if made_due:
            break
    return True


def key_of(at: datetime) -> int:
    """A moment as a number: microseconds from 1970, never 0."""
    return (at - _START) // timedelta(microseconds=1) or -1


def moment(key: int) -> datetime:
    """The moment of such a number."""
    return _START + timedelta(microseconds=key)
