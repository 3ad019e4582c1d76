"""The worker processes that read pages and pictures: bounded in time and memory, killed where they exceed it.

A hostile page can hang or blow up a worker, never the pipeline; it costs that page only.
"""

import asyncio
import multiprocessing
from collections.abc import Callable
from typing import Any

from pebble import ProcessExpired, ProcessPool

from jarida.config.options import Pipeline
from jarida.core.errors import ParseError
from jarida.pipeline import work

TASKS_PER_WORKER = 2_000  # then a fresh process: parsers written in C leak
ROOM = 8  # bodies that wait for a worker; more are not even fetched


class WorkFailed(ParseError):
    """A worker could not read what was fetched; `code` says why."""

    def __init__(self, message: str, *, subject: str = "", code: str = work.CRASHED) -> None:
        super().__init__(message, subject=subject)
        self.code = code


class Workshop:
    """A pool of worker processes, started when first needed."""

    def __init__(self, options: Pipeline) -> None:
        self._timeout = options.work_timeout
        self._waiting = 0
        self._room = ROOM * options.workers
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._options = options
        self._closed = False
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._options.workers,
            max_tasks=TASKS_PER_WORKER,
            initializer=work.begin,
            initargs=(self._options.work_memory,),
            # forked workers would take the pipeline's memory, threads and connections with them
            context=multiprocessing.get_context("spawn"),
        )

    async def room(self) -> None:
        """Wait until little enough is waiting that more may be fetched."""
        await self._has_room.wait()

    async def run(self, function: Callable[..., work.Outcome], *arguments: Any, subject: str) -> Any:
        """What `function` makes of `arguments` in a worker. Raises WorkFailed."""
        self._count(1)
        try:
            outcome = await self._result(function, arguments, subject)
        finally:
            self._count(-1)
        if outcome.code:
            raise WorkFailed(outcome.message, subject=subject, code=outcome.code)
        return outcome.value

    async def _result(self, function: Callable[..., work.Outcome], arguments: Any, subject: str) -> work.Outcome:
        try:
            try:
                return await self._scheduled(function, arguments)
            except RuntimeError:  # the pool is broken; who was in it is not known, so all try again
                return await self._scheduled(function, arguments)
        except RuntimeError as error:
            raise WorkFailed("its reading ended the worker process", subject=subject) from error
        except TimeoutError as error:
            raise WorkFailed(
                f"could not be read within {self._timeout:g} seconds", subject=subject, code="too-slow"
            ) from error
        except (ProcessExpired, OSError) as error:
            raise WorkFailed("its reading ended the worker process", subject=subject) from error

    async def _scheduled(self, function: Callable[..., work.Outcome], arguments: Any) -> work.Outcome:
        """The outcome. A pool in which a worker died before it said what it worked on is broken for good: RuntimeError,
        after a new one took its place."""
        pool = self._pool
        try:
            outcome: work.Outcome = await asyncio.wrap_future(
                pool.schedule(function, args=arguments, timeout=self._timeout)
            )
        except RuntimeError:
            if self._pool is pool and not self._closed:
                self._pool = self._new_pool()
                await asyncio.to_thread(_end, pool)
            raise
        return outcome

    def _count(self, change: int) -> None:
        self._waiting += change
        (self._has_room.set if self._waiting < self._room else self._has_room.clear)()

    def close(self) -> None:
        """End the workers at once; what they were reading stays due."""
        self._closed = True
        _end(self._pool)


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join(timeout=5)
