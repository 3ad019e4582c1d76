"""A feed's own rhythm: at which hours and on which days it brings something, and when to look again.

Pure functions of the latest arrivals (Unix times, oldest first), which is all that is stored. Hours are those
of UTC: another zone only numbers them otherwise, and a change of the clocks is learned like any other.

What polls cost is their number, what they gain is less delay. With arrivals at rate r (Poisson), a poll every T
costs 1/T, and the arrivals wait in all for r·T: for a given number of polls that is least with T proportional to
1/√r, for every feed and every hour of each (Cho and Garcia-Molina, "Effective page refresh policies for Web
crawlers", ACM TODS 28(4), 2003, with delay in the place of freshness). Five minutes matter more of ten than of
an hour: where the harm is that of T to the power q, T goes with r to the power -1/(1+q). So a feed is polled
when the integral of r to the power EXPONENT since the last poll reaches EFFORT.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

HOUR = 3600.0
DAY = 24 * HOUR
WEEK = 7 * DAY
REMEMBERED = 128  # arrivals; less than 2 kB a feed
LONGEST_MEMORY = 8 * WEEK
HALF_LIFE = 2 * WEEK  # an arrival of two weeks ago counts half
FEWEST = 3  # arrivals from which a rhythm is believed
FEWEST_WEEKS = 2 * WEEK  # time from which days of the week are compared
EFFORT = 0.40  # one arrival a day is looked for every 0.4 days, see benchmarks/schedule.py
EXPONENT = 0.75  # q = 1/3
HOUR_DOUBT = 1.0  # arrivals that every hour is given at the mean rate, until its own tell otherwise
DAY_DOUBT = 6.0
SILENCE = 4.0  # arrivals that may be missing by chance; what is quieter has changed its rhythm
NEAR = ((-1, 0.25), (0, 0.5), (1, 0.25))  # what the hours beside an hour tell of it
ALONE = ((0, 1.0),)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Expected arrivals a day: `mean`, times a factor of the hour (0 to 23) and one of the day (0: 1970-01-01)."""

    mean: float
    hours: tuple[float, ...]
    days: tuple[float, ...]

    def rate(self, moment: float) -> float:
        """Arrivals a day at `moment` (Unix time)."""
        return self.mean * self.hours[int(moment // HOUR) % 24] * self.days[int(moment // DAY) % 7]


def remember(
    arrivals: Sequence[float], published: Sequence[float | None], since: float | None, now: float
) -> tuple[float, ...]:
    """The latest arrivals with those of a poll at `now`, one for each new entry with its date if it has one.

    An entry came between the last good poll (`since`) and now, whatever it says; its date tells when in between.
    At the first poll the dates themselves are believed; entries without any tell nothing then, but that
    something came.
    """
    earliest = now - LONGEST_MEMORY if since is None else min(since, now)
    if since is None and any(moment is not None for moment in published):
        published = [moment for moment in published if moment is not None and moment >= earliest]
    elif since is None:
        published = published[:1]
    came = [now if moment is None else min(max(moment, earliest), now) for moment in published]
    remembered = (moment for moment in arrivals if now - LONGEST_MEMORY <= moment <= now)
    return tuple(sorted(round(moment, 1) for moment in (*remembered, *came))[-REMEMBERED:])


def rhythm_of(arrivals: Sequence[float], now: float) -> Rhythm | None:
    """The rhythm that `arrivals` show; None where they are too few."""
    known = [moment for moment in arrivals if now - LONGEST_MEMORY <= moment <= now]
    if len(known) < FEWEST:
        return None
    span = max(now - known[0], HOUR)
    weights = [2.0 ** ((moment - now) / HALF_LIFE) for moment in known]
    total = sum(weights)
    observed = HALF_LIFE / math.log(2) * (1 - 2.0 ** (-span / HALF_LIFE)) / DAY
    hours = _factors(_sums(known, weights, HOUR, 24), [total * share for share in _shares(span, now)], HOUR_DOUBT, NEAR)
    days: tuple[float, ...] = (1.0,) * 7
    if span >= FEWEST_WEEKS:
        days = _factors(_sums(known, weights, DAY, 7), [total / 7] * 7, DAY_DOUBT, ALONE)
    return _as_quiet_as_it_is(Rhythm(total / observed, hours, days), known[-1], now)


def pause_of(rhythm: Rhythm, now: float, longest: float) -> float:
    """Seconds from `now` until the feed is worth a look, at most `longest`: see the module."""
    effort = 0.0
    for begin, end in _hours(now, now + longest):
        gained = math.pow(rhythm.rate(begin), EXPONENT) * (end - begin) / DAY
        if effort + gained >= EFFORT:
            return begin - now + (end - begin) * (EFFORT - effort) / gained
        effort += gained
    return longest


def expected(rhythm: Rhythm, begin: float, end: float) -> float:
    """How many arrivals the rhythm lets expect between two moments; beyond a week from the mean alone."""
    soon = min(end, begin + WEEK)
    near = sum(rhythm.rate(start) * (stop - start) / DAY for start, stop in _hours(begin, soon))
    return near + rhythm.mean * max(end - soon, 0.0) / DAY


def _as_quiet_as_it_is(rhythm: Rhythm, last: float, now: float) -> Rhythm:
    """The rhythm, slower where by now more is missing than chance would let be missing."""
    missing = expected(rhythm, last, now)
    return replace(rhythm, mean=rhythm.mean * SILENCE / missing) if missing > SILENCE else rhythm


def _hours(begin: float, end: float) -> Iterator[tuple[float, float]]:
    """The time between two moments, cut at full hours."""
    while begin < end:
        stop = min((begin // HOUR + 1) * HOUR, end)
        yield begin, stop
        begin = stop


def _sums(moments: Sequence[float], weights: Sequence[float], unit: float, cells: int) -> list[float]:
    sums = [0.0] * cells
    for moment, weight in zip(moments, weights, strict=True):
        sums[int(moment // unit) % cells] += weight
    return sums


def _shares(span: float, now: float) -> list[float]:
    """Which share of the observed time fell on each hour of the day; past two days, a twenty-fourth each."""
    if span >= 2 * DAY:
        return [1 / 24] * 24
    shares = [0.0] * 24
    for begin, end in _hours(now - span, now):
        shares[int(begin // HOUR) % 24] += (end - begin) / span
    return shares


def _factors(
    counts: Sequence[float], expectations: Sequence[float], doubt: float, near: Sequence[tuple[int, float]]
) -> tuple[float, ...]:
    """Counts over what the mean lets expect, neighbours included, drawn towards 1 by `doubt` arrivals."""
    cells = range(len(counts))
    return tuple(
        (sum(weight * counts[(cell + step) % len(counts)] for step, weight in near) + doubt)
        / (sum(weight * expectations[(cell + step) % len(counts)] for step, weight in near) + doubt)
        for cell in cells
    )
