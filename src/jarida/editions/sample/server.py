"""Serves the sample press over HTTP on loopback, one port an outlet.

    python -m jarida.editions.sample.server --base-port 8801 --epoch 2026-11-23T08:00:00+00:00

The epoch is the moment at which the press starts: articles are dated from it, some appear and some are
corrected in the minutes after it. The same epoch and the same moment give the same bytes.
"""

import argparse
import asyncio
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import web

from jarida.editions.model import EditionSpec
from jarida.editions.sample.desk import Desk
from jarida.editions.sample.edition import moved_edition
from jarida.editions.sample.houses import BASE_PORT, HOUSES
from jarida.editions.sample.newsroom import Newsroom

HOST = "127.0.0.1"
BACKLOG = 128
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock of the world outside."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RunningOutlet:
    """An outlet that answers. `feeds` are the addresses of its feeds, as in the edition."""

    slug: str
    port: int
    homepage: str
    feeds: tuple[str, ...]

    @property
    def feed(self) -> str:
        """The first of its feeds."""
        return self.feeds[0]


class SamplePress:
    """The running press; an async context manager.

    `base_port` 0 takes free ports. `clock` says what time it is (tests move it by hand).
    """

    def __init__(self, *, base_port: int = BASE_PORT, epoch: datetime | None = None, clock: Clock = utc_now) -> None:
        self.epoch = epoch or clock()
        self.clock = clock
        self.outlets: tuple[RunningOutlet, ...] = ()
        self._base_port = base_port
        self._newsroom = Newsroom(self.epoch)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> "SamplePress":
        """Bind every port, then start; raises OSError where a port is taken."""
        async with AsyncExitStack() as stack:
            sockets = self._bind(stack)
            for slug, bound in sockets.items():
                await self._start(stack, slug, bound)
            self._stack = stack.pop_all()
        self.outlets = tuple(_running(slug, bound.getsockname()[1]) for slug, bound in sockets.items())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def outlet(self, slug: str) -> RunningOutlet:
        """One outlet by its slug."""
        return next(outlet for outlet in self.outlets if outlet.slug == slug)

    def edition(self) -> EditionSpec:
        """The edition with the ports that this press has."""
        return moved_edition({outlet.slug: outlet.port for outlet in self.outlets})

    def _bind(self, stack: AsyncExitStack) -> dict[str, socket.socket]:
        sockets = {}
        for place, slug in enumerate(HOUSES):
            sockets[slug] = _listen(self._base_port + place if self._base_port else 0)
            stack.callback(sockets[slug].close)
        return sockets

    async def _start(self, stack: AsyncExitStack, slug: str, bound: socket.socket) -> None:
        base = f"http://{HOST}:{bound.getsockname()[1]}"
        runner = web.AppRunner(Desk(HOUSES[slug], base, self._newsroom, self.clock).application(), access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.SockSite(runner, bound, backlog=BACKLOG).start()


def _listen(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
    except OSError:
        bound.close()
        raise
    bound.setblocking(False)
    return bound


def _running(slug: str, port: int) -> RunningOutlet:
    base = f"http://{HOST}:{port}"
    return RunningOutlet(slug, port, base + "/", tuple(base + plan.path for plan in HOUSES[slug].feeds))


async def serve(base_port: int, epoch: datetime) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with SamplePress(base_port=base_port, epoch=epoch) as press:
        first, last = press.outlets[0].port, press.outlets[-1].port
        sys.stdout.write(f"sample press: {len(press.outlets)} outlets on {HOST}, ports {first} to {last}\n")
        sys.stdout.flush()
        await stop.wait()


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _base_port(text: str) -> int:
    port = int(text)
    if port != 0 and not 1 <= port <= 65536 - len(HOUSES):
        raise argparse.ArgumentTypeError(f"must be 0 or from 1 to {65536 - len(HOUSES)}")
    return port


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="jarida.editions.sample.server", description="Serve the sample press.")
    parser.add_argument("--base-port", type=_base_port, default=BASE_PORT, help="first port; 0 for free ones")
    parser.add_argument("--epoch", type=_moment, default=None, help="start of the press, ISO 8601; default now")
    options = parser.parse_args(arguments)
    try:
        asyncio.run(serve(options.base_port, options.epoch or utc_now()))
    except OSError as error:
        sys.stderr.write(f"sample press: cannot listen from port {options.base_port} on: {error.strerror}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
