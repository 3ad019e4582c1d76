"""The articles with which one is compared, in memory: those of the last days, and those around an older article.

The database is the truth: whatever goes wrong, the windows are forgotten and read anew.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final, Protocol

from jarida.archive.stories import corrections, means, profiles, progress
from jarida.core.stories.centring import Means
from jarida.core.stories.model import Assignment, Column, Constraints, Profile
from jarida.core.stories.recentring import Recentring

DAY: Final = timedelta(days=1)
AT_ONCE: Final = 1_000  # profiles that are read together
_UNREAD: Final = Recentring(Means({}), Means({}))


class Window(Protocol):
    """Articles and their stories: `core.stories.clustering.Window`."""

    def __len__(self) -> int:
        """How many articles there are."""

    def assign(self, profile: Profile) -> Assignment:
        """Where an article goes."""

    def column(self, profile: Profile) -> Column:
        """What standing column an article is."""

    def add(self, profile: Profile, story: int) -> None:
        """Note that an article is in a story."""

    def remove(self, article: int) -> None:
        """Forget an article; one that is not there is none."""

    def prepare(self, profiles: Iterable[Profile]) -> None:
        """Look for what is near many articles at once before each is assigned."""

    def advance(self, now: datetime) -> None:
        """Forget the days before the window."""

    def constrain(self, constraints: Constraints) -> None:
        """Obey these corrections from now on."""


class Windows:
    """The window of now, and one of another time, that which was used last."""

    def __init__(self, days: int, encoder: str, make: Callable[[], Window]) -> None:
        self._days = timedelta(days=days)
        self._encoder = encoder
        self._make = make
        self._epoch = -1
        self._said: object = None
        self._constraints = Constraints()
        self._now: Window | None = None
        self._then: tuple[datetime, Window] | None = None
        self._means: Recentring | None = _UNREAD

    def begin(self, now: datetime) -> datetime:
        """Since when articles are of now."""
        return now - self._days

    def of(self, at: datetime, now: datetime) -> Window:
        """The window of articles around a moment."""
        if at >= self.begin(now):
            if self._now is None:
                self._now = self._filled(self.begin(now), None)
            return self._now
        day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        if self._then is None or self._then[0] != day:
            self._then = (day, self._filled(day - self._days, day + DAY + self._days))
        return self._then[1]

    def _filled(self, since: datetime, until: datetime | None) -> Window:
        window = self._make()
        window.constrain(self._constraints)
        rows = profiles.between(self._encoder, since, until)
        while some := list(islice(rows, AT_ONCE)):
            for kept, profile in zip(some, self.moved([one.profile for one in some]), strict=True):
                if kept.story is not None:
                    window.add(profile, kept.story)
        return window

    def moved(self, found: Sequence[Profile]) -> list[Profile]:
        """Profiles as they are compared: with vectors centred by the archive's own means."""
        if not found or self._means is None:
            return list(found)
        if self._means is _UNREAD:
            self._means = means.load(self._encoder, len(found[0].vector))
            return self.moved(found)
        return self._means.profiles(found)

    def remove(self, article_id: int) -> None:
        """Forget an article."""
        if self._now is not None:
            self._now.remove(article_id)
        if self._then is not None:
            self._then[1].remove(article_id)

    def refresh(self, now: datetime) -> None:
        """Go with the time, and with what editors said since; forget all where another process changed much."""
        epoch, said = progress.get(progress.EPOCH), corrections.token()
        if epoch != self._epoch:
            self.forget()
        if said != self._said:
            self._constraints = corrections.all_constraints()
            for window in filter(None, (self._now, self._then and self._then[1])):
                window.constrain(self._constraints)
        self._epoch, self._said = epoch, said
        if self._now is not None:
            self._now.advance(now)

    def forget(self) -> None:
        """Forget all: it is read anew when it is needed."""
        self._now = self._then = None
        self._means = _UNREAD
