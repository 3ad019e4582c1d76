"""What an account has read and starred, as it is stored. Each change is one transaction under the account's lock."""

from collections.abc import Callable, Collection, Iterable

from django.db import transaction

from jarida.api.readers.marks import SIZE, Marks
from jarida.api.readers.models import ReaderAccount, ReaderMarks, ReaderStar

MOST_STARS = 10_000
# what a scan may find all read before the floor is worth raising, and how far it stays below the newest
WORTH_RAISING = SIZE
MARGIN = 1000


class TooMany(ValueError):
    """More stars than an account may have."""


def marks_of(account: ReaderAccount) -> Marks:
    """What the account has read."""
    rows = ReaderMarks.objects.filter(account=account).values_list("chunk", "bits")
    return Marks(account.floor, {chunk: bytes(bits) for chunk, bits in rows})


def change(account: ReaderAccount, how: Callable[[Marks], Marks]) -> None:
    """Change what the account has read; `account.floor` follows."""
    with transaction.atomic():
        locked = ReaderAccount.objects.select_for_update().get(pk=account.pk)
        before = marks_of(locked)
        after = how(before)
        _write_chunks(account, before, after, locked.horizon)
        if after.floor != locked.floor:
            ReaderAccount.objects.filter(pk=account.pk).update(floor=after.floor)
    account.floor = after.floor


def _write_chunks(account: ReaderAccount, before: Marks, after: Marks, horizon: int) -> None:
    # what is too old to be listed needs no bits
    kept = {number: bits for number, bits in after.chunks.items() if (number + 1) * SIZE > horizon}
    gone = [number for number in before.chunks if number not in kept]
    if gone:
        ReaderMarks.objects.filter(account=account, chunk__in=gone).delete()
    changed = [
        ReaderMarks(account=account, chunk=number, bits=bits)
        for number, bits in kept.items()
        if before.chunks.get(number) != bits
    ]
    ReaderMarks.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["account", "chunk"], update_fields=["bits"]
    )


def raise_floor(account: ReaderAccount, lowest_unread: int, newest: int) -> None:
    """Note that all articles below `lowest_unread` are read, so that none is asked for again; if it is worth it.

    Only from a scan over everything that the account reads. Some of the newest are left out: an article may have
    its number before another process lets it be seen.
    """
    floor = min(lowest_unread - 1, newest - MARGIN)
    if floor - account.floor >= WORTH_RAISING:
        change(account, lambda marks: marks.up_to(floor))


def stars_of(account: ReaderAccount) -> list[int]:
    """The starred items, highest first."""
    return list(ReaderStar.objects.filter(account=account).order_by("-item").values_list("item", flat=True))


def starred_among(account: ReaderAccount, items: Collection[int]) -> set[int]:
    """Which of these items are starred."""
    found: set[int] = set()
    asked = list(items)
    for start in range(0, len(asked), 500):
        stars = ReaderStar.objects.filter(account=account, item__in=asked[start : start + 500])
        found.update(stars.values_list("item", flat=True))
    return found


def star(account: ReaderAccount, items: Iterable[int]) -> None:
    """Star items; raises TooMany where the account would have too many."""
    rows = [ReaderStar(account=account, item=item) for item in set(items)]
    with transaction.atomic():
        ReaderAccount.objects.select_for_update().get(pk=account.pk)
        ReaderStar.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        if ReaderStar.objects.filter(account=account).count() > MOST_STARS:
            raise TooMany


def unstar(account: ReaderAccount, items: Iterable[int]) -> None:
    """Take the stars from items."""
    asked = list(items)
    for start in range(0, len(asked), 500):
        ReaderStar.objects.filter(account=account, item__in=asked[start : start + 500]).delete()
