"""The one thread that talks to the database.

Django's connections belong to a thread, and SQLite takes one writer at a time: a queue before one thread
is what the database would make of several, without waiting for locks.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections

P = ParamSpec("P")
T = TypeVar("T")


class Writer:
    """Runs functions that use the database, one after the other."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    async def call(self, function: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
        """What `function` returns."""

        def run() -> T:
            close_old_connections()  # a lost connection to PostgreSQL is opened anew
            return function(*arguments, **options)

        # shielded: a cancelled caller must not be told that nothing happened while the thread still writes
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, run))

    async def close(self) -> None:
        """Finish what was begun and close the thread's connections."""
        await asyncio.get_running_loop().run_in_executor(self._thread, connections.close_all)
        self._thread.shutdown()
