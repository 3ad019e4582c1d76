"""Reports are kept; who made them is forgotten."""

import threading
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from jarida.moderation.models import Report

DAY = 24 * 3600.0


def oldest_remembered(now: datetime) -> datetime:
    """The moment before which a report's author is not known any more."""
    return now - timedelta(days=settings.OPTIONS.moderation.forget_days)


def forget(now: datetime | None = None) -> int:
    """Empty the hashes of the reports older than `moderation.forget_days`; how many reports that were."""
    old = Report.objects.filter(created_at__lt=oldest_remembered(now or timezone.now()))
    return old.exclude(address_hash="", person_hash="").update(address_hash="", person_hash="")


class Daily:
    """Says once a day, in each process, that it is time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next = float("-inf")

    def due(self, now: float | None = None) -> bool:
        """Whether a day has passed since this was last true; `now` is in seconds of the monotonic clock."""
        moment = time.monotonic() if now is None else now
        with self._lock:
            if moment < self._next:
                return False
            self._next = moment + DAY
            return True


_daily = Daily()


def forget_daily() -> None:
    """`forget`, at most once a day: called with each report, so that it needs no scheduler."""
    if _daily.due():
        forget()
