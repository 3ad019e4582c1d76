"""Keeps the robots.txt of every origin at hand: read once, by one, for all who wait for it."""

import asyncio
from collections.abc import Awaitable, Callable

from jarida.core.addresses import origin
from jarida.core.errors import AddressRefused, BadStatus, FetchError, TooManyRedirects
from jarida.core.fetching.guard import shown
from jarida.core.fetching.model import FetchResponse
from jarida.core.fetching.robots import (
    ALLOW_ALL,
    UNREACHABLE_FOR,
    Kept,
    RobotsCache,
    RobotsRules,
    lifetime,
    parse_robots,
)

Read = Callable[[str], Awaitable[FetchResponse]]


class RobotsKeeper:
    """Rules by origin. `read` fetches a robots.txt; `clock` is monotonic, in seconds."""

    def __init__(self, read: Read, clock: Callable[[], float], cache: RobotsCache | None = None) -> None:
        self._read = read
        self._clock = clock
        self._cache = cache or RobotsCache()
        self._under_way: dict[str, asyncio.Task[Kept]] = {}

    async def rules(self, url: str) -> RobotsRules:
        """The rules for `url`; raises the error for which its robots.txt cannot be known, naming `url`.

        RFC 9309 §2.3.1: a file that is not there allows everything, one that cannot be reached nothing. Rules
        that were known before serve on while their file cannot be reached.
        """
        place = origin(url)
        kept = self._cache.get(place)
        if kept is None or kept.until <= self._clock():
            kept = await self._refreshed(place)
        if kept.error is not None:
            raise _for_page(kept.error, url) from kept.error
        return kept.rules

    async def close(self) -> None:
        """Stop reading."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _refreshed(self, place: str) -> Kept:
        task = self._under_way.get(place)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._refresh(place))
            self._under_way[place] = task
            task.add_done_callback(lambda _: self._under_way.pop(place, None))
        # whoever came first may give up; the others still want the answer
        return await asyncio.shield(task)

    async def _refresh(self, place: str) -> Kept:
        try:
            answer = await self._read(f"{place}/robots.txt")
        except FetchError as error:
            kept = after_failure(error, self._cache.get(place), self._clock())
        else:
            kept = Kept(self._clock() + lifetime(answer.max_age), parse_robots(answer.body, answer.final_url))
        self._cache.put(place, kept)
        return kept


def after_failure(error: FetchError, known: Kept | None, now: float) -> Kept:
    """What to go by when reading a robots.txt failed with `error`; `known` is what was known before."""
    if _is_absent(error):
        return Kept(now + lifetime(None), ALLOW_ALL)
    wait = getattr(error, "retry_after", None)
    until = now + min(max(wait or UNREACHABLE_FOR, 1.0), 3600.0)
    if known is not None and known.error is None:
        return Kept(until, known.rules)
    return Kept(until, error=_light(error))


def _is_absent(error: FetchError) -> bool:
    """Unavailable rather than unreachable; 429 speaks of now, not of the file."""
    if isinstance(error, BadStatus):
        return error.status < 500 and error.status != 429
    return isinstance(error, TooManyRedirects)


def _for_page(error: FetchError, url: str) -> FetchError:
    """The error of a robots.txt as the error of a page for which it was to be read."""
    reason = str(error.args[0])
    if isinstance(error, AddressRefused):
        return AddressRefused(reason, subject=shown(url))
    message = f"{reason} (when its host's robots.txt was read, without which nothing is asked there)"
    if isinstance(error, BadStatus):
        return BadStatus(message, subject=shown(url), status=error.status, retry_after=error.retry_after)
    return type(error)(message, subject=shown(url))


def _light(error: FetchError) -> FetchError:
    """Without the frames that it was raised in, which would keep their answers and buffers in the cache."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
