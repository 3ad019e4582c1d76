"""What is remembered of a sitemap index's members between polls, so that only what changed is read again.

In memory only: after a start, and after AGAIN_AFTER, a member is read again even where it says that it did
not change, so what was lost between reading and storing is not lost for good.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from jarida.core.fetching.model import Validators

AGAIN_AFTER = timedelta(hours=6)
MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class ReadMember:
    """A member as it was when it was read: when the index said that it had changed, and its validators."""

    at: datetime
    changed: datetime | None = None
    validators: Validators = Validators()  # noqa: RUF009 - frozen


class MemberMemory:
    """The members that were read, by address; the one remembered longest is forgotten first."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._read: OrderedDict[str, ReadMember] = OrderedDict()
        self._most = most

    def fresh(self, now: datetime) -> Mapping[str, ReadMember]:
        """What was read in the last AGAIN_AFTER; the older is forgotten."""
        while self._read and now - next(iter(self._read.values())).at >= AGAIN_AFTER:
            self._read.popitem(last=False)
        return self._read

    def remember(self, url: str, member: ReadMember) -> None:
        """Note that a member was read and what it was."""
        self._read.pop(url, None)
        self._read[url] = member
        if len(self._read) > self._most:
            self._read.popitem(last=False)
