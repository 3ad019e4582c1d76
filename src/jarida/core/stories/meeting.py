"""Which articles may stand in one story at all, whatever a comparison says of them.

Average link over a score does not keep a story from going on for ever, for each day resembles the one before. So
articles meet only within `REACH`, and a story ends after `SPAN`. Both lie well within the window of seven days: what
has left the window need not be remembered to obey them.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from jarida.core.stories.model import Column, Comparison, Profile

REACH: Final = timedelta(hours=72)  # further apart two articles are not compared
SPAN: Final = timedelta(days=5)  # from a story's first article to its last

# Says how likely two articles tell of one event; the cosine is given where it is known already.
Compare = Callable[[Profile, Profile, float | None], Comparison]


def is_empty(profile: Profile) -> bool:
    """Whether an article has no text of which a vector could be made."""
    return not profile.vector.any()


def may_meet(one: Profile, other: Profile) -> bool:
    """Whether two articles may tell of one event.

    Not two of which nothing is known but that they are empty; not two that are further apart than `REACH`; and a
    standing column only with one of its own kind and day.
    """
    if is_empty(one) and is_empty(other):
        return False
    if one.column or other.column:
        return _is_one_column(one, other)
    return not (one.at and other.at) or abs(one.at - other.at) <= REACH


def _is_one_column(one: Profile, other: Profile) -> bool:
    """Whether two standing columns are of one kind and day; what one outlet repeats is its own affair."""
    if one.column != other.column or one.at is None or other.at is None:
        return False
    if one.column is Column.REPEATED and one.outlet != other.outlet:
        return False
    return day_of(one.at) == day_of(other.at)


def day_of(at: datetime) -> int:
    """The number of the day (UTC) of a time; a naive time is taken to be UTC."""
    return (at.astimezone(UTC) if at.tzinfo else at).toordinal()


def minute_of(at: datetime) -> int:
    """The number of the minute (UTC) of a time."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return int(aware.timestamp() // 60)
