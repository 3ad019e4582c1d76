"""Results gathered into batches: a transaction costs the same for one as for fifty."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from jarida.pipeline.recorder import Happened, Recorder, Result, StoreUnavailable
from jarida.pipeline.writer import Writer

log = logging.getLogger("jarida.pipeline")

LARGEST = 50
LONGEST = 0.2  # seconds that a result waits for company
PAUSE = 5.0  # seconds before an archive that could not be written is tried again

Key = tuple[str, int]
Item = tuple[Key, Result]
Told = Callable[[Sequence[tuple[Key, Happened | None]]], None]


class Batches:
    """Takes results as they come and has them stored, soon and together.

    `told` is called in the event loop with what happened, None for what could not be stored now.
    """

    def __init__(
        self, writer: Writer, recorder: Recorder, told: Told, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._writer = writer
        self._recorder = recorder
        self._told = told
        self._pause = pause
        self._queue: asyncio.Queue[Item] = asyncio.Queue(maxsize=4 * LARGEST)

    async def put(self, key: Key, result: Result) -> None:
        """Hand over one result; waits while storing lags behind."""
        await self._queue.put((key, result))

    async def run(self) -> None:
        """Store until cancelled."""
        while True:
            await self._store(await self._gather())

    async def _gather(self) -> list[Item]:
        loop = asyncio.get_running_loop()
        items = [await self._queue.get()]
        until = loop.time() + LONGEST
        while len(items) < LARGEST:
            try:
                async with asyncio.timeout_at(until):
                    items.append(await self._queue.get())
            except TimeoutError:
                break
        return items

    async def _store(self, items: Sequence[Item]) -> None:
        try:
            happened = await self._writer.call(self._recorder.record, [result for _, result in items])
        except StoreUnavailable as error:
            log.error("%s; trying again in %g seconds", error, PAUSE)
            await self._pause(PAUSE)
            self._told([(key, None) for key, _ in items])
        else:
            self._told(list(zip((key for key, _ in items), happened, strict=True)))

    async def flush(self) -> None:
        """Store what is waiting, at the end."""
        items = [self._queue.get_nowait() for _ in range(self._queue.qsize())]
        for start in range(0, len(items), LARGEST):
            await self._store(items[start : start + LARGEST])
