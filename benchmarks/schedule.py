"""How late articles are known, and how many requests that takes: `python -m benchmarks.schedule`.

Simulates feeds with volumes from 0.1 to 200 articles a day (as many between 0.1 and 1 as between 1 and 10 and
so on), whose hours and days are those of real feeds where the press is at hand (`../shared/press`), else of
the table below. The production functions decide on every poll; what is measured is the last week, after a
warm-up. One feed in five has no dates. Polls every 15 and 60 minutes are measured on the same articles.
"""

import argparse
import json
import random
import statistics
import tarfile
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from pathlib import Path

from jarida.config.options import Pipeline
from jarida.core.errors import JaridaError
from jarida.core.feeds.parse import parse_feed
from jarida.pipeline import rhythm, schedule

DAY = 86400.0
BEGIN = 1_700_000_000 // 604_800 * 604_800.0  # a whole number of weeks, so that seeds repeat
REAL = Path(__file__).parents[1] / "../shared/press/data/feeds_fastfeedparser_real.tar.xz"
LEAST_DATES = 10  # dated entries from which a real feed has a profile
DOUBT = 24  # dates of all feeds together that are mixed into those of one: ten dates are no certainty
UNDATED = 0.2
SHOWN = 20  # entries that a feed holds

# relative volumes by hour (local) and by day from Monday: morning paper, broadcaster, agency, office hours
TABLE = (
    ((1, 1, 1, 1, 2, 6, 9, 8, 6, 5, 4, 4, 4, 3, 3, 4, 4, 4, 3, 3, 2, 2, 1, 1), (5, 5, 5, 5, 5, 4, 3)),
    ((1, 0.5, 0.3, 0.3, 0.5, 2, 5, 6, 6, 6, 6, 7, 7, 6, 6, 6, 7, 8, 8, 7, 6, 5, 3, 2), (6, 6, 6, 6, 6, 4, 4)),
    ((2, 1.5, 1, 1, 1, 2, 3, 4, 6, 7, 8, 8, 7, 7, 7, 7, 7, 7, 6, 5, 5, 4, 3, 3), (6, 6, 6, 6, 6, 5, 5)),
    ((1, 1, 1, 1, 1, 2, 9, 30, 70, 90, 90, 80, 50, 60, 80, 80, 70, 40, 20, 9, 5, 3, 2, 1), (6, 6, 6, 6, 6, 1, 1)),
)  # fmt: skip

Profile = tuple[tuple[float, ...], tuple[float, ...]]  # shares of the hours of the day (UTC) and of the days


@dataclass
class Measured:
    """Requests, delays in seconds and days of simulation of one way of polling."""

    requests: int = 0
    feed_days: float = 0.0
    delays: list[float] = field(default_factory=list)

    def add(self, other: "Measured") -> None:
        """Count another feed in."""
        self.requests += other.requests
        self.feed_days += other.feed_days
        self.delays += other.delays

    def row(self) -> dict[str, float]:
        """Requests a feed and day; median, nine tenths and mean of the delays in minutes."""
        delays = sorted(self.delays) or [0.0]
        return {
            "requests": self.requests / max(self.feed_days, 1e-9),
            "median": statistics.median(delays) / 60,
            "p90": delays[int(0.9 * (len(delays) - 1))] / 60,
            "mean": statistics.fmean(delays) / 60,
        }


def profiles(folder: Path = REAL) -> list[Profile]:
    """Profiles of the real feeds, each mixed with all together; those of the table where there are none.

    A feed shows its latest entries only: hours are measured where these are of three days or more, days of the
    week where they are of two weeks or more (else the lively feeds would seem to sleep six days a week).
    """
    dates = [sorted(dates) for dates in _real_dates(folder) if len(dates) >= LEAST_DATES]
    hours = [_hours(known) for known in dates if _span(known) >= 3 * DAY]
    days = [_days(known) for known in dates if _span(known) >= 14 * DAY]
    if not hours or not days:
        return [(_shares(hours), _shares(days)) for hours, days in TABLE]
    return [(_mixed(one, hours), _mixed(days[number % len(days)], days)) for number, one in enumerate(hours)]


def _span(dates: Sequence[float]) -> float:
    """The time that the newer nine tenths of them take: a feed may keep one entry of years ago."""
    return dates[-1] - dates[len(dates) // 10]


def _real_dates(archive: Path) -> Iterator[list[float]]:
    if not archive.exists():
        return
    with tarfile.open(archive, "r:xz") as tar:
        for member in tar:
            file = tar.extractfile(member) if member.name.startswith("feeds/") else None
            if file is not None:
                yield _dates(file.read())


def _dates(body: bytes) -> list[float]:
    try:
        parsed = parse_feed(body, url="https://example.org/", content_type="", with_content=False)
    except JaridaError:
        return []
    return [entry.published.timestamp() for entry in parsed.entries if entry.published]


def _hours(dates: Sequence[float]) -> list[float]:
    hours = [0.0] * 24
    for moment in dates:
        for step, weight in ((-1, 0.25), (0, 0.5), (1, 0.25)):
            hours[(int(moment // 3600) + step) % 24] += weight
    return hours


def _days(dates: Sequence[float]) -> list[float]:
    days = [0.0] * 7
    for moment in dates:
        days[int(moment // DAY) % 7] += 1
    return days


def _shares(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(value / sum(values) for value in values)


def _mixed(own: Sequence[float], everyone: Sequence[Sequence[float]]) -> tuple[float, ...]:
    common = map(statistics.fmean, zip(*map(_shares, everyone), strict=True))
    return _shares([number + DOUBT * share for number, share in zip(own, common, strict=True)])


def articles(profile: Profile, volume: float, days: int, dice: random.Random) -> list[float]:
    """Moments of publication over `days` days, `volume` a day on average: a Poisson process of the profile."""
    hours, weekdays = profile
    cells = [volume * 7 * weekdays[day] * hours[hour] for day in range(7) for hour in range(24)]
    sums = list(accumulate(cells))
    found, position = [], 0.0
    while True:
        position += dice.expovariate(1.0)
        week, rest = divmod(position, sums[-1])
        cell = min(bisect_right(sums, rest), len(sums) - 1)
        inside = 1 - (sums[cell] - rest) / cells[cell] if cells[cell] else 0.0
        moment = (week * 168 + cell + inside) * 3600
        if moment >= days * DAY:
            return found
        found.append(BEGIN + moment)


def with_rhythm(
    moments: Sequence[float], first: float, measured_from: float, end: float, dated: bool, dice: random.Random,
    options: Pipeline,
) -> Measured:  # fmt: skip
    """Poll from `first` to `end` as the production does."""
    result = Measured(feed_days=(end - measured_from) / DAY)
    arrivals: tuple[float, ...] = ()
    seen, since, now, interval = max(bisect_right(moments, first) - SHOWN, 0), None, first, 0.0
    while now < end:
        upto = bisect_right(moments, now, lo=seen)
        arrivals = (
            rhythm.remember(arrivals, [moment if dated else None for moment in moments[seen:upto]], since, now)
            if upto > seen
            else arrivals
        )
        if now >= measured_from:
            result.requests += 1
            result.delays += [now - moment for moment in moments[seen:upto] if moment >= measured_from]
        seen, since = upto, now
        interval = schedule.poll_interval(arrivals, interval, now, options)
        now += schedule.spread(interval, dice.random())
    return result


def every(seconds: float, moments: Sequence[float], measured_from: float, end: float, phase: float) -> Measured:
    """Poll at fixed intervals."""
    start = measured_from - seconds * phase
    recent = [moment for moment in moments if measured_from <= moment]
    delays = [seconds - (moment - start) % seconds for moment in recent]
    return Measured(round((end - measured_from) / seconds), (end - measured_from) / DAY, delays)


def one_feed(
    number: int, known: Sequence[Profile], seed: int, warm_up: int, options: Pipeline
) -> tuple[float, list[Measured]]:
    """One simulated feed: its volume, and what was measured with the rhythm, every 15 and every 60 minutes."""
    dice = random.Random(f"{seed}/{number}")
    volume = 0.1 * 2000 ** dice.random()
    days = 28 + warm_up + 7  # the feed existed before it was followed
    moments = articles(dice.choice(known), volume, days, dice)
    first = BEGIN + 28 * DAY + dice.random() * schedule.DAY / 24
    measured_from, end = BEGIN + (28 + warm_up) * DAY, BEGIN + days * DAY
    ours = with_rhythm(moments, first, measured_from, end, dice.random() >= UNDATED, dice, options)
    fixed = [every(seconds, moments, measured_from, end, dice.random()) for seconds in (900, 3600)]
    return volume, [ours, *fixed]


def simulate(
    feeds: int, known: Sequence[Profile], *, seed: int = 1, warm_up: int = 7, processes: int = 1,
    options: Pipeline | None = None,
) -> dict[str, dict[str, dict[str, float]]]:  # fmt: skip
    """By group of feeds (all, daily: one article a day or more, seldom) and way of polling, `Measured.row`."""
    run = partial(one_feed, known=known, seed=seed, warm_up=warm_up, options=options or Pipeline())
    names = ("rhythm", "15 minutes", "60 minutes")
    groups = {group: {name: Measured() for name in names} for group in ("all", "daily", "seldom")}
    if processes == 1:
        results = list(map(run, range(feeds)))
    else:
        with ProcessPoolExecutor(processes) as pool:
            results = list(pool.map(run, range(feeds), chunksize=50))
    for volume, ways in results:
        for group in ("all", "daily" if volume >= 1 else "seldom"):
            for name, measured in zip(names, ways, strict=True):
                groups[group][name].add(measured)
    return {group: {name: measured.row() for name, measured in ways.items()} for group, ways in groups.items()}


def main() -> None:
    """Simulate and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=5_000)
    parser.add_argument("--warm-up", type=int, default=7, help="days")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--table", action="store_true", help="the built-in profiles, though real feeds are at hand")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    known = profiles(Path("/nowhere") if chosen.table else REAL)
    began = time.perf_counter()
    found = simulate(chosen.feeds, known, seed=chosen.seed, warm_up=chosen.warm_up, processes=chosen.processes)
    if chosen.json:
        print(json.dumps(found))
        return
    took = time.perf_counter() - began
    print(f"{chosen.feeds} feeds of {len(known)} profiles, one week after {chosen.warm_up} days; {took:.0f} s")
    print(f"{'feeds':8}{'polled':14}{'requests a feed and day':>24}{'median':>9}{'p90':>9}{'mean':>9}  (minutes)")
    for group, ways in found.items():
        for name, row in ways.items():
            print(f"{group:8}{name:14}{row['requests']:24.1f}{row['median']:9.1f}{row['p90']:9.1f}{row['mean']:9.1f}")


if __name__ == "__main__":
    main()
