"""One request and its answer, bounded in time and size."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from yarl import URL

from jarida.core.fetching.connecting import SocketCounter
from jarida.core.fetching.decompression import Body, BodyTooLarge
from jarida.core.fetching.failures import LOW_LEVEL, told
from jarida.core.fetching.headers import declared_length, plain_headers

MOST_OPEN = 256  # sockets; above it connections are not kept for a next request


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
    """Asks over a session of `connecting.open_session`."""

    def __init__(self, session: aiohttp.ClientSession, sockets: SocketCounter) -> None:
        self._session = session
        self._sockets = sockets

    async def ask(self, url: str, headers: dict[str, str], allowance: Allowance) -> Answer:
        """The answer of `url`, without following redirects; raises errors of the tree."""
        if self._sockets.open > MOST_OPEN:
            headers = {**headers, "Connection": "close"}
        try:
            async with (
                asyncio.timeout(allowance.seconds),
                self._session.get(URL(url, encoded=True), headers=headers, allow_redirects=False) as response,
            ):
                return await _answer(response, allowance)
        except LOW_LEVEL as error:
            raise told(error, url, limit=allowance.size, seconds=allowance.seconds) from error


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
