"""One request and its answer, bounded in time and size."""

import asyncio
import resource
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from yarl import URL

from jarida.core.fetching.bounds import FetchBounds
from jarida.core.fetching.connecting import SocketCounter, open_session
from jarida.core.fetching.decompression import Body, BodyTooLarge
from jarida.core.fetching.failures import LOW_LEVEL, told
from jarida.core.fetching.guard import AddressGuard
from jarida.core.fetching.headers import declared_length, plain_headers

MOST_OPEN = 2048


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered. The body is read only where the status is 200."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one answer may cost: bytes after decompression, seconds. `cut`: the rest of a larger one is let go."""

    size: int
    seconds: float
    cut: bool = False


class Exchange:
    """Asks over sessions of `connecting.open_session`, as long as its `async with` lasts.

    A poll of thousands of hosts would keep thousands of connections open for a moment: above `most_open`
    sockets (by default half of what the process may open), connections end with their answer.
    """

    def __init__(self, bounds: FetchBounds, guard: AddressGuard, *, most_open: int | None = None) -> None:
        self._sockets = SocketCounter(guard)
        self._most_open = _most_open() if most_open is None else most_open
        self._lasting = open_session(bounds, guard, self._sockets, lasting=True)
        self._brief = open_session(bounds, guard, self._sockets, lasting=False)

    async def close(self) -> None:
        """Close all connections."""
        await self._lasting.close()
        await self._brief.close()

    async def ask(
        self, url: str, headers: dict[str, str], allowance: Allowance, form: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer of `url`, without following redirects; raises errors of the tree. A `form` is posted to it."""
        session = self._lasting if self._sockets.open <= self._most_open else self._brief
        try:
            async with (
                asyncio.timeout(allowance.seconds),
                session.request(
                    "GET" if form is None else "POST",
                    URL(url, encoded=True),
                    headers=headers,
                    data=form,
                    allow_redirects=False,
                ) as response,
            ):
                return await _answer(response, allowance)
        except LOW_LEVEL as error:
            raise told(error, url, limit=allowance.size, seconds=allowance.seconds) from error


def _most_open() -> int:
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST_OPEN if allowed < 0 else min(MOST_OPEN, allowed // 2)


async def _answer(response: aiohttp.ClientResponse, allowance: Allowance) -> Answer:
    headers = plain_headers(response.headers.items())
    if response.status != 200:
        return Answer(response.status, headers)
    if declared_length(headers) > allowance.size and not allowance.cut:
        raise BodyTooLarge
    return Answer(200, headers, await _body(response, headers.get("content-encoding", ""), allowance))


async def _body(response: aiohttp.ClientResponse, encoding: str, allowance: Allowance) -> bytes:
    body = Body(encoding, allowance.size)
    try:
        while piece := await response.content.readany():
            body.feed(piece)
    except BodyTooLarge:
        if not allowance.cut:
            raise
        return body.taken
    return body.finish()
