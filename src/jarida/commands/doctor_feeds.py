"""What `jarida doctor` asks of the network: every feed once, politely."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from jarida.core.addresses import host_key
from jarida.core.errors import JaridaError, ParseError
from jarida.core.feeds.model import ParsedFeed
from jarida.core.feeds.parse import parse_feed
from jarida.core.feeds.sections import SECTION, read_section
from jarida.core.fetching.model import Fetcher, FetchRequest, FetchResponse, Purpose

PROBES = 6  # feeds of different hosts that are asked first; if none of them is reached, no other is asked
UNREACHED = frozenset({"connection", "too-slow"})
SKEW = 300.0  # seconds by which the clock may be wrong


@dataclass(frozen=True, slots=True)
class Asked:
    """One feed to ask."""

    outlet: str
    url: str
    kind: str = ""  # "section": a page of links


@dataclass(frozen=True, slots=True)
class Answer:
    """What a feed answered: `code` is empty where all is well, else that of the problem.

    `date` is the server's clock at that moment, in seconds ahead of ours.
    """

    outlet: str
    url: str
    code: str = ""
    problem: str = ""
    format: str = ""
    entries: int = 0
    remarks: tuple[str, ...] = ()
    moved_to: str = ""
    date: float | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """All answers; `offline` is the reason for which most feeds were not asked at all."""

    answers: tuple[Answer, ...] = ()
    offline: str = ""

    @property
    def skew(self) -> float | None:
        """By how many seconds most servers' clocks are ahead of ours; None where too few of them said."""
        dates = sorted(answer.date for answer in self.answers if answer.date is not None)
        return dates[len(dates) // 2] if len(dates) >= 3 else None


Told = Callable[[int, int], None]


async def ask_all(fetcher: Fetcher, feeds: Sequence[Asked], told: Told = lambda done, total: None) -> Round:
    """Ask every feed once. `told` hears how many are done of how many.

    A few are asked first: where no host at all can be reached there is no network, and that is said once.
    """
    first, rest = _probes(feeds)
    answers: list[Answer] = []

    async def one(feed: Asked) -> None:
        answers.append(await ask(fetcher, feed))
        told(len(answers), len(feeds))

    await asyncio.gather(*map(one, first))
    if answers and all(answer.code in UNREACHED for answer in answers):
        hosts = ", ".join(host_key(feed.url) for feed in first[:3])
        more = f" and {len(first) - 3} more" if len(first) > 3 else ""
        return Round(offline=f"could not reach {hosts}{more}")
    await asyncio.gather(*map(one, rest))
    order = {feed.url: number for number, feed in enumerate(feeds)}
    return Round(tuple(sorted(answers, key=lambda answer: order[answer.url])))


def _probes(feeds: Iterable[Asked]) -> tuple[list[Asked], list[Asked]]:
    """A few feeds of different hosts, and all others."""
    first: dict[str, Asked] = {}
    rest = []
    for feed in feeds:
        host = host_key(feed.url)
        if len(first) < PROBES and host not in first:
            first[host] = feed
        else:
            rest.append(feed)
    return list(first.values()), rest


async def ask(fetcher: Fetcher, feed: Asked) -> Answer:
    """Ask one feed and read what it answers; never raises for what the other side does."""
    try:
        response = await fetcher.fetch(FetchRequest(feed.url, Purpose.FEED))
        parsed = await asyncio.to_thread(_read, response, feed.kind)
    except JaridaError as error:
        problem = str(error).removeprefix(f"{feed.url}: ")
        return Answer(feed.outlet, feed.url, error.code, problem)
    except RecursionError:
        return Answer(feed.outlet, feed.url, ParseError.code, "it is nested too deeply to be read")
    announced = len(parsed.entries) + len(parsed.sitemaps)
    return Answer(
        feed.outlet,
        feed.url,
        code="" if announced else "no-entries",
        problem="" if announced else "it is a feed, but announces nothing",
        format=parsed.format,
        entries=len(parsed.entries),
        remarks=parsed.problems,
        moved_to=response.moved_to,
        date=_ahead(response),
    )


def _read(response: FetchResponse, kind: str) -> ParsedFeed:
    if kind == SECTION:
        return read_section(response.body, response.final_url, response.content_type)
    return parse_feed(response.body, url=response.final_url, content_type=response.content_type, with_content=False)


def _ahead(response: FetchResponse) -> float | None:
    try:
        date = parsedate_to_datetime(response.headers.get("date", ""))
    except ValueError:
        return None
    return (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
