"""Keys of the index's documents, in the order of their dates. Pure.

A key is the minute of the article's date (since 1970 in UTC, negative before) and a slot within it:
`minutes << SLOT_BITS | slot`. So newest first is the order of the keys backwards, days are ranges of keys, and
a key tells its day without a row being read. Both engines give the same article the same key where they can.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

SLOT_BITS = 12
SLOTS = 1 << SLOT_BITS
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY_MINUTES = 24 * 60
TRIES = 8  # slots of one minute that are tried before the next minute
STRIDE = 509  # odd, so that all slots are met; far, so that articles of one import are not in the way
LATEST_MINUTE = (datetime(9990, 1, 1, tzinfo=UTC) - EPOCH) // MINUTE  # so that what follows still has a date
FIRST_KEY = ((datetime.min.replace(tzinfo=UTC) - EPOCH) // MINUTE) << SLOT_BITS
LAST_KEY = (((datetime.max.replace(tzinfo=UTC) - EPOCH) // MINUTE) << SLOT_BITS) | (SLOTS - 1)


def minute_of(at: datetime) -> int:
    """The minutes from 1970 to a moment; negative before."""
    return (at - EPOCH) // MINUTE


def candidates(at: datetime, article_id: int) -> Iterator[int]:
    """The keys that an article may have, best first, without end: the first that is free is taken.

    Articles of one minute are in the order of their ids unless there are thousands of them. Where a minute is full
    (an import without dates) the following minutes are used.
    """
    minute, step = min(minute_of(at), LATEST_MINUTE), 0
    while True:
        slot = (article_id + step % TRIES * STRIDE) % SLOTS
        yield ((minute + step // TRIES) << SLOT_BITS) | slot
        step += 1


def minute_of_key(key: int) -> int:
    """The minute of a key."""
    return key >> SLOT_BITS


def day_of(key: int) -> date:
    """The day of a key, in UTC."""
    return EPOCH.date() + timedelta(days=minute_of_key(key) // DAY_MINUTES)


def first_key(day: date) -> int:
    """The smallest key that a document of a day can have: keys before a day are smaller than this."""
    return ((day - EPOCH.date()).days * DAY_MINUTES) << SLOT_BITS


def key_range(first: date | None, before: date | None) -> tuple[int, int]:
    """The smallest and the largest key of the days from `first` until before `before`."""
    least = FIRST_KEY if first is None else first_key(first)
    most = LAST_KEY if before is None else first_key(before) - 1
    return least, most
