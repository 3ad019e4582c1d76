"""The connections: guarded, counted, without proxies, cookies or anything else from the surroundings."""

import socket

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver

from jarida.core.fetching.bounds import FetchBounds
from jarida.core.fetching.guard import AddressGuard, AddrInfo

KEEP_ALIVE = 10.0
DNS_LIFETIME = 120
MAX_LINE = 16_384  # bytes of one header; some sites' Content-Security-Policy is larger than aiohttp's 8,190
MAX_HEADERS = 128


class GuardedResolver(AbstractResolver):
    """Resolves names to the addresses that the guard lets through."""

    def __init__(self, guard: AddressGuard, inner: AbstractResolver | None = None) -> None:
        self._guard = guard
        self._inner = inner or DefaultResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of `host`; raises `ConnectionRefusedByGuard` where none is public."""
        results = await self._inner.resolve(host, port, family)
        good = set(self._guard.usable(host, [result["host"] for result in results]))
        return [result for result in results if result["host"] in good]

    async def close(self) -> None:
        """Close the resolver inside."""
        await self._inner.close()


class _CountedSocket(socket.socket):
    """A socket that says when it is closed."""

    counter: "SocketCounter | None" = None

    def close(self) -> None:
        counter, self.counter = self.counter, None
        if counter is not None:
            counter.open -= 1
        super().close()


class SocketCounter:
    """Makes the sockets, each checked by the guard, and knows how many are open."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard
        self.open = 0

    def make(self, info: AddrInfo) -> socket.socket:
        """A socket to the very address that is about to be connected to."""
        self._guard.check_destination(info)
        made = _CountedSocket(info[0], info[1], info[2])
        made.counter = self
        self.open += 1
        return made


def open_session(
    bounds: FetchBounds, guard: AddressGuard, sockets: SocketCounter, *, lasting: bool
) -> aiohttp.ClientSession:
    """A session whose every connection passes the guard; `lasting` ones are kept for a next request.

    Turns are taken elsewhere, so it has no limit of its own.
    """
    connector = aiohttp.TCPConnector(
        resolver=GuardedResolver(guard),
        socket_factory=sockets.make,
        limit=0,
        force_close=not lasting,
        keepalive_timeout=KEEP_ALIVE if lasting else None,
        ttl_dns_cache=DNS_LIFETIME,
        dns_cache_max_size=4096,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, connect=bounds.connect_timeout),
        auto_decompress=False,
        trust_env=False,
        max_line_size=MAX_LINE,
        max_field_size=MAX_LINE,
        max_headers=MAX_HEADERS,
    )
