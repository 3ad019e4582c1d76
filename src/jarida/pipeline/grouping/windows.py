"""The articles with which one is compared, in memory: those of the last days, and those around an older article.

The database is the truth: whatever goes wrong, the windows are forgotten and read anew.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from jarida.archive.stories import profiles, progress
from jarida.core.stories.model import Assignment, Profile

DAY: Final = timedelta(days=1)


class Window(Protocol):
    """Articles and their stories: `core.stories.clustering.Window`."""

    def assign(self, profile: Profile) -> Assignment:
        """Where an article goes."""
        ...

    def add(self, profile: Profile, story: int) -> None:
        """Note that an article is in a story."""
        ...

    def remove(self, article_id: int) -> None:
        """Forget an article; one that is not there is none."""
        ...


class Windows:
    """The window of now, and one of another time, that which was used last."""

    def __init__(self, days: int, encoder: str, make: Callable[[], Window]) -> None:
        self._days = timedelta(days=days)
        self._encoder = encoder
        self._make = make
        self._epoch = -1
        self._now: Window | None = None
        self._then: tuple[datetime, Window] | None = None

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
        for kept in profiles.between(self._encoder, since, until):
            if kept.story is not None:
                window.add(kept.profile, kept.story)
        return window

    def remove(self, article_id: int) -> None:
        """Forget an article."""
        if self._now is not None:
            self._now.remove(article_id)
        if self._then is not None:
            self._then[1].remove(article_id)

    def refresh(self) -> None:
        """Forget all where another process changed many stories."""
        epoch = progress.get(progress.EPOCH)
        if epoch != self._epoch:
            self.forget()
            self._epoch = epoch

    def forget(self) -> None:
        """Forget all: it is read anew when it is needed."""
        self._now = self._then = None
