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
        self._pool = ProcessPool(
            max_workers=options.workers,
            max_tasks=TASKS_PER_WORKER,
            initializer=work.begin,
            initargs=(options.work_memory,),
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
        future = self._pool.schedule(function, args=arguments, timeout=self._timeout)
        try:
            outcome: work.Outcome = await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise WorkFailed(
                f"could not be read within {self._timeout:g} seconds", subject=subject, code="too-slow"
            ) from error
        except (ProcessExpired, OSError) as error:
            raise WorkFailed("its reading ended the worker process", subject=subject) from error
        return outcome

    def _count(self, change: int) -> None:
        self._waiting += change
        (self._has_room.set if self._waiting < self._room else self._has_room.clear)()

    def close(self) -> None:
        """End the workers at once; what they were reading stays due."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join(timeout=5)
