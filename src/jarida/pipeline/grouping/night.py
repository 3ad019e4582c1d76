"""At night the last week is grouped anew, in a process of its own: `jarida manage regroup`.

The process that groups goes on meanwhile, and reads its windows anew when the other has written.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from jarida.archive.stories import progress
from jarida.config.options import Options

log = logging.getLogger("jarida.grouping")

HOUR: Final = 3  # of the day in UTC, from which on it is done
NICE: Final = 10
PATIENCE: Final = 10.0  # seconds that it has to end


def command(options: Options) -> list[str]:
    """What is run."""
    return [sys.executable, "-m", "jarida", "manage", "regroup", "--days", str(options.stories.window_days)]


class Night:
    """Starts the night's work once a day, also where the machine was off at its hour."""

    def __init__(
        self, options: Options, clock: Callable[[], datetime] = lambda: datetime.now(UTC), run: list[str] | None = None
    ) -> None:
        self._run = run or command(options)
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None

    def look(self) -> bool:
        """Begin where it is time; whether it runs."""
        if self._process is not None and self._process.poll() is None:
            return True
        if self._process is not None:
            if self._process.returncode:
                log.error("the last week could not be grouped anew: status %d", self._process.returncode)
            self._process = None
        now = self._clock()
        today = now.toordinal()
        done = progress.get(progress.NIGHT)
        if not done:  # nothing to do anew where all is new
            progress.put(progress.NIGHT, today)
        if not done or done >= today or now.hour < HOUR:
            return False
        progress.put(progress.NIGHT, today)
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            self._run, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, preexec_fn=_gently,  # noqa: PLW1509
        )  # fmt: skip
        return True

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
