"""Work in lanes, one a host: a host that is slow or has much to fetch delays nobody else."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine, Hashable
from typing import Any

Job = Callable[[], Coroutine[Any, Any, None]]


class Lanes:
    """Runs jobs, of each host at most `width` at once. Every job has a key, and is there only once.

    The key stays taken until `release`, so that what is done but not yet stored is not begun again.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._keys: set[Hashable] = set()
        self._waiting: defaultdict[str, deque[Job]] = defaultdict(deque)
        self._running: dict[asyncio.Task[None], str] = {}
        self._active: defaultdict[str, int] = defaultdict(int)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        """How many keys are taken."""
        return len(self._keys)

    def taken(self) -> frozenset[Any]:
        """The keys that are taken."""
        return frozenset(self._keys)

    def add(self, host: str, key: Hashable, job: Job) -> bool:
        """Take a job on, unless its key is taken; whether it was."""
        if key in self._keys:
            return False
        self._keys.add(key)
        self._waiting[host].append(job)
        self._advance(host)
        return True

    def release(self, key: Hashable) -> None:
        """The job of `key` is over and stored."""
        self._keys.discard(key)

    def _advance(self, host: str) -> None:
        waiting = self._waiting[host]
        while waiting and self._active[host] < self._width:
            task = asyncio.get_running_loop().create_task(waiting.popleft()())
            self._running[task] = host
            self._active[host] += 1
            task.add_done_callback(self._done)
        if not waiting and not self._active[host]:
            del self._waiting[host], self._active[host]

    def _done(self, task: asyncio.Task[None]) -> None:
        host = self._running.pop(task)
        self._active[host] -= 1
        if not task.cancelled():
            task.exception()  # jobs report their own failures; asked for, so that asyncio does not complain
            self._advance(host)

    async def cancel(self) -> None:
        """End everything; what was not stored is still due in the database."""
        self._waiting.clear()
        tasks = list(self._running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
