"""When to come back: pure functions of times, counts and the settings `[pipeline]`.

Jitter comes from outside, as a number from 0 up to 1, so that every function is repeatable. Durations
are in seconds.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from jarida.config.options import Pipeline
from jarida.pipeline.rhythm import pause_of, rhythm_of

DAY = 24 * 3600.0
MONTH = 30 * DAY
KEPT_ITS_WORD = 3  # failures up to which a host's Retry-After is believed alone
HUB_SILENCE = timedelta(days=3)
HUB_FACTOR, HUB_LEAST = 6.0, 3600.0
WISH_LONGEST = 3600.0  # a feed that asks to be read once a day would make its articles a day late


def spread(seconds: float, jitter: float) -> float:
    """`seconds`, a tenth more or less, so that feeds added together do not stay together."""
    return seconds * (0.9 + 0.2 * jitter)


def backoff(first: float, failures: int, longest: float, jitter: float) -> float:
    """The pause after `failures` failures in a row (from 1): doubled each time, up to `longest`."""
    doubled = first * 2.0 ** min(max(failures - 1, 0), 40)
    return min(doubled, longest) * (0.75 + 0.25 * jitter)


def pause_after_failure(
    first: float, failures: int, longest: float, jitter: float, retry_after: float | None = None
) -> float:
    """The pause before the next attempt; Retry-After is obeyed where it is longer, or early on.

    A host that says when to return knows better than our doubling, as long as it keeps its word; after
    three failures it has to be both. No host can send us away for longer than `longest`.
    """
    pause = backoff(first, failures, longest, jitter)
    if retry_after is None:
        return pause
    asked = min(max(retry_after, 1.0), longest) * (1.0 + 0.1 * jitter)
    return asked if failures <= KEPT_ITS_WORD else max(asked, pause)


def poll_interval(arrivals: Sequence[float], previous: float, now: float, options: Pipeline) -> float:
    """How long to wait before a feed is polled again, from when it brought something new (`rhythm`).

    Until a rhythm is known: half of the mean pause between arrivals, or a sixth of the silence since the last
    one if that is longer, and at least `poll_start`; a feed that never brought anything is asked less and less.
    """
    known = rhythm_of(arrivals, now)
    if known is not None:
        guess = pause_of(known, now, options.poll_max)
    elif arrivals:
        guess = max((now - arrivals[0]) / len(arrivals) / 2.0, (now - arrivals[-1]) / 6.0, options.poll_start)
    else:
        guess = max(previous * 2.0, options.poll_start)
    return min(max(guess, options.poll_min), options.poll_max)


def with_wishes(interval: float, wishes: Sequence[float | None], options: Pipeline) -> float:
    """`interval`, but not shorter than what the feed or its host wish (ttl, max-age), within reason."""
    longest = min(WISH_LONGEST, options.poll_max)
    return max([interval, *(min(wish, longest) for wish in wishes if wish is not None)])


def hub_is_trusted(pushed_at: datetime | None, last_new_at: datetime | None, now: datetime) -> bool:
    """Whether a feed's hub brings what is new: it did the last time, and not too long ago.

    A poll that has to find something itself is later than the last push, and ends the trust until the next.
    """
    if pushed_at is None or now - pushed_at > HUB_SILENCE:
        return False
    return last_new_at is None or pushed_at >= last_new_at


def beside_hub(interval: float, options: Pipeline) -> float:
    """The pause between two polls of a feed whose hub is trusted: polling only checks that the hub forgets nothing."""
    return min(max(interval * HUB_FACTOR, HUB_LEAST), options.poll_max)


def outside_of(moment: datetime, skip_hours: int, skip_days: int, jitter: float) -> datetime:
    """`moment`, or the first one after it that the feed does not ask to be left alone in (RSS 2.0, skipHours and
    skipDays; bits of UTC's hours and days). A feed that names them all, or long stretches, is put off by a day at most.
    """
    for hours in range(24):
        later = moment if hours == 0 else _hour_of(moment) + timedelta(hours=hours, minutes=20 * jitter)
        at = later.astimezone(UTC)
        if not (skip_hours >> at.hour & 1 or skip_days >> at.weekday() & 1):
            return later
    return moment + timedelta(days=1) if skip_days else moment


def _hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def next_recheck(first_seen: datetime, now: datetime, ages: Sequence[float]) -> datetime | None:
    """When an article's page is read again: at the next of `ages`; None after the last.

    Ages that passed while nobody was looking are not made up for: one reading tells the same as three.
    """
    for age in sorted(ages):
        moment = first_seen + timedelta(seconds=age)
        if moment > now:
            return moment
    return None
