"""A press on loopback that says whatever a test tells it to, byte by byte."""

import asyncio
import gzip
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest

from jarida.core.fetching.bounds import FetchBounds
from jarida.core.fetching.client import HttpFetcher
from jarida.core.fetching.headers import NO_VALIDATORS
from jarida.core.fetching.model import FetchRequest, FetchResponse, Purpose, Validators

LOOPBACK = ("127.0.0.0/8",)


@dataclass
class Reply:
    """One answer. `raw` replaces head and body; `endless` is sent again and again; `hold` never ends."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    raw: bytes = b""
    endless: bytes = b""
    hold: bool = False
    close: bool = False

    def head(self) -> bytes:
        fields = dict(self.headers)
        if not self.endless and "Content-Length" not in fields:
            fields["Content-Length"] = str(len(self.body))
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"HTTP/1.1 {self.status} Word\r\n{lines}\r\n".encode("utf-8", "surrogateescape")


@dataclass(frozen=True)
class Asked:
    """One request that came."""

    path: str
    headers: dict[str, str]


class Press:
    """A server whose answers are scripted by path; the last answer of a path is repeated."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.connections = 0
        self.at_once = 0
        self.most_at_once = 0
        self._replies: dict[str, list[Reply]] = defaultdict(list)
        self._held = asyncio.Event()
        self._heard = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0

    def say(self, path: str, *replies: Reply) -> None:
        """What to answer at `path`, one after the other."""
        self._replies[path] = list(replies)

    def robots(self, text: str, **headers: str) -> None:
        """The robots.txt."""
        self.say("/robots.txt", Reply(headers={"Content-Type": "text/plain", **headers}, body=text.encode()))

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked, in order, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._converse, "0.0.0.0", 0, limit=1 << 20)  # noqa: S104
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._held.set()
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def until_asked(self, path: str) -> None:
        """Wait until a path was asked for."""
        async with self._heard:
            await self._heard.wait_for(lambda: any(asked.path == path for asked in self.asked))

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        pairs = [line.partition(": ") for line in lines[1:] if line]
        self.asked.append(Asked(path, {name.lower(): value for name, _, value in pairs}))
        async with self._heard:
            self._heard.notify_all()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return await self._send(self._next(path), writer)
        finally:
            self.at_once -= 1

    def _next(self, path: str) -> Reply:
        replies = self._replies.get(path) or [Reply(404)]
        return replies.pop(0) if len(replies) > 1 else replies[0]

    async def _send(self, reply: Reply, writer: asyncio.StreamWriter) -> bool:
        writer.write(reply.raw or reply.head() + reply.body)
        await writer.drain()
        while reply.endless:
            writer.write(reply.endless)
            await writer.drain()
        if reply.hold:
            await self._held.wait()
        return not (reply.close or reply.raw)


def packed(body: bytes, **headers: str) -> Reply:
    """A gzipped answer."""
    return Reply(headers={"Content-Encoding": "gzip", **headers}, body=gzip.compress(body))


def moved(target: str, status: int = 302) -> Reply:
    """A redirect."""
    return Reply(status, {"Location": target})


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    """The press, running."""
    made = Press()
    await made.start()
    yield made
    await made.stop()


Opener = Callable[..., Any]


@pytest.fixture
async def open_fetcher() -> AsyncIterator[Opener]:
    """Makes fetchers with bounds of the test's, closed at its end."""
    async with AsyncExitStack() as stack:

        async def open_one(clock: Callable[[], float] | None = None, **bounds: Any) -> HttpFetcher:
            values = {"allow_networks": LOOPBACK, "host_delay": 0.0, "timeout": 5.0, **bounds}
            clocks = {"clock": clock} if clock else {}
            return await stack.enter_async_context(HttpFetcher(FetchBounds(**values), **clocks))

        yield open_one


@pytest.fixture
async def fetch(open_fetcher: Opener) -> Callable[..., Any]:
    """Fetch one address with a fetcher of one's own: `await fetch(url, Purpose.PAGE, timeout=1)`."""

    async def fetch_one(
        url: str,
        purpose: Purpose = Purpose.PAGE,
        validators: Validators = NO_VALIDATORS,
        **bounds: Any,
    ) -> FetchResponse:
        fetcher: HttpFetcher = await open_fetcher(**bounds)
        return await fetcher.fetch(FetchRequest(url, purpose, validators))

    return fetch_one
