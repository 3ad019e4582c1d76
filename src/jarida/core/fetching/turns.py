"""Waiting for one's turn: the pacer, driven by asyncio."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from jarida.core.errors import BadStatus
from jarida.core.fetching.guard import shown
from jarida.core.fetching.pacing import Pacer, Pause


@dataclass(frozen=True, slots=True, eq=False)
class Waiter:
    """Who waits for a host. `answer`: True, your turn has come; False, the host wants to be left alone."""

    host: str
    answer: asyncio.Future[bool]


class Turns:
    """Gives requests their turn at a host. `patience` is the longest pause, in seconds, that is waited for."""

    def __init__(self, *, concurrency: int, per_host: int, patience: float, clock: Callable[[], float]) -> None:
        self._pacer: Pacer[Waiter] = Pacer(concurrency=concurrency, per_host=per_host)
        self._patience = patience
        self._clock = clock
        self._alarm: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def turn(self, host: str, url: str, *, delay: float = 0.0, first: bool = False) -> AsyncIterator[None]:
        """Wait until a request to `host` may start; it is under way until the block ends.

        Raises `BadStatus`, naming `url`, where the host asked to be left alone for longer than is waited for.
        """
        await self._enter(host, url, delay, first)
        try:
            yield
        finally:
            self._leave(host)

    def pause(self, host: str, seconds: float, status: int) -> None:
        """The host asked, with `status`, to be left alone: who would wait for too long is sent away."""
        self._pacer.pause(host, self._clock(), Pause(seconds, status))
        if seconds > self._patience:
            for waiter in self._pacer.dismiss(host):
                if not waiter.answer.done():
                    waiter.answer.set_result(False)
        self._go_on()

    def close(self) -> None:
        """Wake nobody any more."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    async def _enter(self, host: str, url: str, delay: float, first: bool) -> None:
        now = self._clock()
        self._check_pause(host, url, now)
        waiter = Waiter(host, asyncio.get_running_loop().create_future())
        if self._pacer.ask(host, waiter, now, delay=delay, first=first):
            return
        self._go_on()
        try:
            started = await waiter.answer
        except asyncio.CancelledError:
            self._give_up(waiter)
            raise
        if not started:
            self._check_pause(host, url, now)

    def _check_pause(self, host: str, url: str, now: float) -> None:
        pause = self._pacer.pause_of(host, now)
        if pause is not None and pause.seconds > self._patience:
            message = f"its host asked ({pause.status}) to be left alone for another {pause.seconds:.0f} s"
            raise BadStatus(message, subject=shown(url), status=pause.status, retry_after=pause.seconds)

    def _give_up(self, waiter: Waiter) -> None:
        if waiter.answer.cancelled():
            self._pacer.withdraw(waiter.host, waiter)
        elif waiter.answer.result():  # the turn had come already
            self._leave(waiter.host)

    def _leave(self, host: str) -> None:
        self._pacer.done(host, self._clock())
        self._go_on()

    def _go_on(self) -> None:
        """Let start who may, and set the alarm for who may next."""
        now = self._clock()
        while granted := self._pacer.grant(now):
            for waiter in granted:
                if waiter.answer.done():  # given up, but not yet withdrawn
                    self._pacer.done(waiter.host, now)
                else:
                    waiter.answer.set_result(True)
        self.close()
        wake = self._pacer.wake_at()
        if wake is not None:
            self._alarm = asyncio.get_running_loop().call_later(max(0.0, wake - now), self._go_on)
