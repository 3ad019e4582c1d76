"""The fetcher: every request that leaves Jarida leaves from here, guarded (P6) and polite (P7)."""

import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from jarida.core.addresses import host_key
from jarida.core.errors import FetchError, RobotsForbid
from jarida.core.fetching.bounds import MAX_ROBOTS_REDIRECTS, FetchBounds
from jarida.core.fetching.exchange import Allowance, Answer, Exchange
from jarida.core.fetching.failures import bad_status
from jarida.core.fetching.guard import AddressGuard, shown
from jarida.core.fetching.headers import (
    NO_VALIDATORS,
    freshness,
    request_headers,
    retry_after,
    validators_of,
)
from jarida.core.fetching.model import FetchRequest, FetchResponse, Purpose
from jarida.core.fetching.redirects import REDIRECTS, Trail
from jarida.core.fetching.robots_keeper import RobotsKeeper
from jarida.core.fetching.turns import Turns

BUSY_PAUSE = 30.0  # seconds for which a host that answers 429 without Retry-After is left alone
LEAST_SECONDS = 0.05
UNASKED = frozenset({Purpose.ROBOTS, Purpose.HUB})  # for which robots.txt is not asked


class HttpFetcher:
    """Implements `Fetcher` over HTTP. An async context manager; concurrent calls are what it is for.

    A call waits until its host may be asked (see `FetchBounds`), without keeping others from being asked.
    `clock` is monotonic, `now` is Unix time; both in seconds.
    """

    def __init__(
        self,
        bounds: FetchBounds,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._bounds = bounds
        self._clock = clock
        self._now = now
        self._introduction = bounds.introduction
        self._guard = AddressGuard(bounds.allow_networks)
        self._robots = RobotsKeeper(self._read_robots, clock)
        self._turns = Turns(
            concurrency=bounds.concurrency,
            per_host=bounds.per_host,
            patience=bounds.max_crawl_delay,
            clock=clock,
        )
        self._exchange: Exchange | None = None

    async def __aenter__(self) -> Self:
        self._exchange = Exchange(self._bounds, self._guard)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._robots.close()
        self._turns.close()
        if self._exchange is not None:
            await self._exchange.close()
            self._exchange = None

    async def fetch(self, request: FetchRequest) -> FetchResponse:
        """The whole answer, with status 200 or 304; raises `jarida.core.errors.FetchError`, naming the address.

        Redirects are followed hop by hop, each guarded, paced and subject to its host's robots.txt.
        """
        start = self._guard.check_url(request.url)
        trail = Trail(start, MAX_ROBOTS_REDIRECTS if _is_robots(request) else self._bounds.max_redirects)
        url, seconds = start, self._bounds.timeout
        try:
            while True:
                answer, spent = await self._hop(url, request, trail, seconds)
                if answer.status not in REDIRECTS or "location" not in answer.headers:
                    return self._response(url, request, trail, answer)
                url = self._guard.check_url(answer.headers["location"], base=url)
                trail.follow(url, answer.status)
                seconds = max(seconds - spent, LEAST_SECONDS)
        except FetchError as error:
            _tell_from(start, error)
            raise

    async def send(self, url: str, form: Mapping[str, str]) -> int:
        """Post a form to an address that was given to us for that (a hub's); the status of the answer, 2xx.

        robots.txt tells crawlers where to look, and is not asked. Only redirects that keep a form a form are
        followed (RFC 9110 §15.4: 307, 308). Raises `FetchError`; every other status is one.
        """
        start = self._guard.check_url(url)
        request = FetchRequest(start, Purpose.HUB, form=dict(form))
        trail, here, seconds = Trail(start, self._bounds.max_redirects), start, self._bounds.timeout
        while True:
            answer, spent = await self._hop(here, request, trail, seconds)
            if answer.status not in (307, 308) or "location" not in answer.headers:
                break
            here = self._guard.check_url(answer.headers["location"], base=here)
            trail.follow(here, answer.status)
            seconds = max(seconds - spent, LEAST_SECONDS)
        if not 200 <= answer.status < 300:
            raise bad_status(here, answer.status, answer.headers, self._now())
        return answer.status

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of the address's host names; raises `FetchError`."""
        return (await self._robots.rules(self._guard.check_url(url))).sitemaps

    async def _read_robots(self, url: str) -> FetchResponse:
        return await self.fetch(FetchRequest(url, Purpose.ROBOTS))

    async def _hop(self, url: str, request: FetchRequest, trail: Trail, seconds: float) -> tuple[Answer, float]:
        """One answer, in its turn, and the seconds that it took on the network."""
        delay = 0.0 if request.purpose in UNASKED else await self._permission(url)
        if self._exchange is None:
            raise RuntimeError("HttpFetcher is used outside its `async with`")
        headers = request_headers(self._introduction, request.purpose, request.validators)
        allowance = Allowance(self._bounds.size(request.purpose), seconds, cut=_is_robots(request))
        host = host_key(url)
        async with self._turns.turn(host, url, delay=delay, first=trail.hops > 0 or _is_robots(request)):
            began = self._clock()
            answer = await self._exchange.ask(url, headers, allowance, request.form)
            spent = self._clock() - began
        self._mind(host, answer)
        return answer, spent

    async def _permission(self, url: str) -> float:
        """The seconds for which the host rests after this request; raises `RobotsForbid`."""
        rules = await self._robots.rules(url)
        if not rules.allows(url):
            raise RobotsForbid("is forbidden to us by its host's robots.txt", subject=shown(url))
        delay = min(rules.crawl_delay or 0.0, self._bounds.max_crawl_delay)
        return max(delay, self._bounds.host_delay)

    def _mind(self, host: str, answer: Answer) -> None:
        """Leave a host alone that says that it has too much to do (RFC 6585 §4, RFC 9110 §15.6.4)."""
        if answer.status not in (429, 503):
            return
        wait = retry_after(answer.headers, self._now())
        if wait is None and answer.status == 429:
            wait = BUSY_PAUSE
        if wait:
            self._turns.pause(host, wait, answer.status)

    def _response(self, url: str, request: FetchRequest, trail: Trail, answer: Answer) -> FetchResponse:
        conditional = request.validators.etag + request.validators.last_modified != ""
        if answer.status != 200 and not (answer.status == 304 and conditional):
            raise bad_status(url, answer.status, answer.headers, self._now())
        sent = request.validators if answer.status == 304 else NO_VALIDATORS
        return FetchResponse(
            url=request.url,
            final_url=url,
            status=answer.status,
            body=answer.body,
            headers=answer.headers,
            moved_to=trail.moved_to,
            validators=validators_of(answer.headers, sent),
            max_age=freshness(answer.headers, self._now()),
        )


def _is_robots(request: FetchRequest) -> bool:
    return request.purpose is Purpose.ROBOTS


def _tell_from(start: str, error: FetchError) -> None:
    """Make the error one of the address that was asked, where it befell another one on the way."""
    if error.subject != shown(start):
        error.args = (f"redirects to {error.subject}: {error.args[0]}",)
        error.subject = shown(start)
