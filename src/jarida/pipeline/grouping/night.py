"""At night, after much came at once, and hourly while they are few, the last days are grouped anew in a process of
their own.

It is `jarida manage regroup`. The process that groups goes on meanwhile, and reads its windows anew when the other has
written. What came one after the other in a burst was compared with little: looked at as a whole it is grouped better.
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from jarida.archive.stories import merging, progress
from jarida.config.options import Options

log = logging.getLogger("jarida.grouping")

HOUR: Final = 3  # of the day in UTC, from which on it is done
NICE: Final = 10
PATIENCE: Final = 10.0  # seconds that it has to end
LEAST: Final = 50  # articles that came since the last time
SHARE: Final = 0.2  # of the last days' articles that came since
REST: Final = 600.0  # seconds between two times
HOURLY: Final = 3600.0  # seconds after which less is enough
QUICK: Final = 30_000  # articles of the last days that are grouped anew within about a minute of one core


def command(days: int) -> list[str]:
    """What is run."""
    return [sys.executable, "-m", "jarida", "manage", "regroup", "--days", str(days)]


class Night:
    """Starts the work once a day, also where the machine was off at its hour, and after much came."""

    def __init__(
        self, options: Options, clock: Callable[[], datetime] = lambda: datetime.now(UTC), run: list[str] | None = None
    ) -> None:
        self._days = options.stories.window_days
        self._run = run
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._grouped = 0
        self._begun = -REST

    def look(self, *, grouped: int, window: Callable[[], int], idle: bool) -> bool:
        """Begin where it is time; whether it runs.

        `grouped`: how many articles were grouped in all so far; `window` counts those of the last days.
        """
        if self._process is not None and self._process.poll() is None:
            return True
        if self._process is not None:
            self._ended(self._process.returncode)
        if self._is_night() or (idle and self.is_much(grouped, window)):
            self._grouped = grouped
            self._begun = time.monotonic()
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                self._run or command(merging.affordable(self._days)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                preexec_fn=_gently,  # noqa: PLW1509
            )
            return True
        return False

    def is_much(self, grouped: int, window: Callable[[], int]) -> bool:
        """Whether so much came since the last time that it is worth while: what is cheap is done more often."""
        came, rested = grouped - self._grouped, time.monotonic() - self._begun
        if rested < REST or came < LEAST:
            return False
        known = window()
        return came >= SHARE * known or (rested >= HOURLY and known <= QUICK)

    def _is_night(self) -> bool:
        now = self._clock()
        today, done = now.toordinal(), progress.get(progress.NIGHT)
        if done < today and (not done or now.hour >= HOUR):
            progress.put(progress.NIGHT, today)
            return bool(done)  # the first time there is nothing to do anew
        return False

    def _ended(self, status: int) -> None:
        self._process = None
        if status:
            log.error("the last days could not be grouped anew: status %d", status)

    def end(self) -> None:
        """End it: each of its transactions is whole, and the next night goes on."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _gently() -> None:
    os.nice(NICE)
