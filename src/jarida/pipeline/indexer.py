"""Fills the search index in the background with articles that are older than it, or were marked.

What is new is indexed with its article; this is what is left. A little at a time, so that nobody waits for the
database: how far it came is in the database, and it goes on there after any end.
"""

import asyncio
import logging
import time
from typing import Final

from django.db import DatabaseError

from jarida.archive.search.filling import fill_step
from jarida.pipeline.writer import Writer

log = logging.getLogger("jarida.pipeline")

BATCH: Final = 100  # articles of one transaction: a tenth of a second or two
SHARE: Final = 0.25  # of the time that may be spent on it
IDLE: Final = 30.0  # seconds between two looks where nothing was left to do
AT_END: Final = 60.0  # seconds of it at the end of a single run


class Indexer:
    """Brings the index up to date."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def run(self) -> None:
        """Work for ever; what goes wrong here is no reason for the pipeline to end."""
        while True:
            began = time.monotonic()
            try:
                done = await self.step()
            except DatabaseError as error:
                log.error("nothing can be indexed now: %s", " ".join(str(error).split()))
                done = 0
            except Exception:
                log.exception("nothing can be indexed now")
                done = 0
            took = time.monotonic() - began
            await asyncio.sleep(min(took * (1 / SHARE - 1), IDLE) if done else IDLE)

    async def step(self) -> int:
        """A little; how many articles were looked at."""
        return await self._writer.call(fill_step, BATCH)

    async def finish(self) -> None:
        """Work to the end, or until it has taken long enough."""
        until = time.monotonic() + AT_END
        while time.monotonic() < until and await self.step():
            pass
