"""Pacing: which request may start, and when. Data in, data out; the clock is the caller's."""

import heapq
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from typing import Generic, TypeVar

Ticket = TypeVar("Ticket")
KEPT_HOSTS = 4096


@dataclass(slots=True)
class _Host(Generic[Ticket]):
    waiting: deque[tuple[Ticket, float]] = field(default_factory=deque)
    active: int = 0
    next_start: float = 0.0
    paused_until: float = 0.0
    paused_by: int = 0
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A host asked to be left alone for so many more seconds, with this HTTP status."""

    seconds: float
    status: int


class Pacer(Generic[Ticket]):
    """Lets requests start so that no host is pressed and no host waits for another.

    At most `concurrency` requests are under way, at most `per_host` of them to one host; after a start the
    host rests for the ticket's delay. Only a request that starts takes one of the `concurrency` places, so a
    slow host holds at most `per_host` of them. Hosts that may start are served in the order in which they
    became able to, one request at a time, and within a host first come, first served. All times are seconds
    of one monotonic clock, given by the caller.
    """

    def __init__(self, *, concurrency: int, per_host: int) -> None:
        self._free = concurrency
        self._per_host = per_host
        self._hosts: dict[str, _Host[Ticket]] = {}
        self._ready: list[tuple[float, int, str]] = []
        self._order = count()
        self._sweep_at = KEPT_HOSTS

    def ask(self, host: str, ticket: Ticket, now: float, *, delay: float = 0.0, first: bool = False) -> bool:
        """Ask to start; True if it starts now, else `grant` will return the ticket.

        `delay` is for how long the host rests after this start. `first` goes before the host's other requests:
        the next hop of a fetch that has waited already.
        """
        state = self._hosts.get(host)
        if state is None:
            state = self._enter(host, now)
        if self._at_once(state, now):
            self._start(state, now, delay)
            return True
        (state.waiting.appendleft if first else state.waiting.append)((ticket, delay))
        self._list(host, state)
        return False

    def grant(self, now: float) -> list[Ticket]:
        """The tickets that start now."""
        granted = []
        while self._free and self._ready and self._ready[0][0] <= now:
            host = heapq.heappop(self._ready)[2]
            state = self._hosts[host]
            state.listed = False
            if state.waiting and state.next_start <= now and state.active < self._per_host:
                ticket, delay = state.waiting.popleft()
                self._start(state, now, delay)
                granted.append(ticket)
            self._list(host, state)
        return granted

    def done(self, host: str, now: float) -> None:
        """A request that started has ended."""
        state = self._hosts[host]
        state.active -= 1
        self._free += 1
        self._list(host, state)
        if state.next_start <= now:
            self._forget(host, state)

    def withdraw(self, host: str, ticket: Ticket) -> None:
        """A ticket that still waits is given up."""
        state = self._hosts.get(host)
        if state is not None:
            state.waiting = deque(pair for pair in state.waiting if pair[0] is not ticket)

    def pause(self, host: str, now: float, pause: Pause) -> None:
        """No start at this host for the time of `pause`; what is under way goes on."""
        state = self._hosts.get(host) or self._enter(host, now)
        until = now + pause.seconds
        if until > state.paused_until:
            state.paused_until, state.paused_by = until, pause.status
            state.next_start = max(state.next_start, until)

    def pause_of(self, host: str, now: float) -> Pause | None:
        """The pause that the host is in, if it is."""
        state = self._hosts.get(host)
        if state is None or state.paused_until <= now:
            return None
        return Pause(state.paused_until - now, state.paused_by)

    def dismiss(self, host: str) -> list[Ticket]:
        """Take all waiting tickets of a host out of the queue."""
        state = self._hosts.get(host)
        if state is None:
            return []
        tickets = [ticket for ticket, _ in state.waiting]
        state.waiting.clear()
        return tickets

    def wake_at(self) -> float | None:
        """When to call `grant` next; None if only the end of a request can let another start."""
        return self._ready[0][0] if self._ready and self._free else None

    def __len__(self) -> int:
        return len(self._hosts)

    def _at_once(self, state: _Host[Ticket], now: float) -> bool:
        if not self._free or state.waiting or state.active >= self._per_host or state.next_start > now:
            return False
        return not self._ready or self._ready[0][0] > now

    def _start(self, state: _Host[Ticket], now: float, delay: float) -> None:
        state.active += 1
        state.next_start = max(state.next_start, now + delay)
        self._free -= 1

    def _list(self, host: str, state: _Host[Ticket]) -> None:
        """Put a host that will be able to start into the order of readiness, once."""
        if state.waiting and not state.listed and state.active < self._per_host:
            state.listed = True
            heapq.heappush(self._ready, (state.next_start, next(self._order), host))

    def _enter(self, host: str, now: float) -> _Host[Ticket]:
        if len(self._hosts) >= self._sweep_at:
            for name, state in list(self._hosts.items()):
                if state.next_start <= now:
                    self._forget(name, state)
            self._sweep_at = max(KEPT_HOSTS, 2 * len(self._hosts))
        return self._hosts.setdefault(host, _Host())

    def _forget(self, host: str, state: _Host[Ticket]) -> None:
        if not state.active and not state.waiting and not state.listed:
            del self._hosts[host]
