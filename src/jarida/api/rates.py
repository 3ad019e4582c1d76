"""How many requests somebody may send: the generic cell rate algorithm (ITU-T I.371; as a limiter in redis-cell). Pure.

Of each sender one number is kept, the moment at which all that was taken is given back. A sender whose moment
has passed is one that never came, so forgetting them changes nothing.
"""

import math
from dataclasses import dataclass

WINDOW = 60.0


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests at once, and as many again over each minute, one by one."""

    per_minute: int

    @property
    def interval(self) -> float:
        """Seconds after which one more is allowed."""
        return WINDOW / self.per_minute


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a request. `remaining` are allowed at once now, all again in `reset` seconds.

    `wait` is after how many seconds the next is allowed, 0 where this one was.
    """

    allowed: bool
    remaining: int
    reset: float
    wait: float = 0.0


def take(until: float, now: float, rate: Rate) -> tuple[float, Taken]:
    """Ask for one request at `now` (seconds); the new moment to keep, and the answer.

    A moment further ahead than a window was written under another clock, and is forgotten. What is refused
    is not counted: who keeps asking waits no longer.
    """
    begin = now if until > now + WINDOW + rate.interval else max(until, now)
    after = begin + rate.interval
    left = (now + WINDOW - after) / rate.interval
    if left < -1e-6:
        return begin, Taken(False, 0, begin - now, wait=after - now - WINDOW)
    return after, Taken(True, math.floor(left + 1e-6), after - now)
