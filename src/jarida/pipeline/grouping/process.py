"""The process's life: rounds while something is due, a little of the old in between, and the night's work."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Final

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from jarida.archive import aliases, editorial
from jarida.archive.stories import health, merging, names, progress, queue
from jarida.config.options import Options
from jarida.core.errors import JaridaError
from jarida.core.names.model import KindedGroup
from jarida.core.stories import encoders
from jarida.pipeline.grouping.child import Asked
from jarida.pipeline.grouping.encoding import Encoding
from jarida.pipeline.grouping.grouper import Grouper
from jarida.pipeline.grouping.night import Night
from jarida.pipeline.grouping.windows import Window

log = logging.getLogger("jarida.grouping")

LOCK: Final = "grouping.lock"
IDLE: Final = 1.0  # seconds between two looks where nothing is due
TROUBLE: Final = 30.0  # seconds after something went wrong
BEAT: Final = 10.0  # seconds between two signs of life
FILL: Final = 60.0  # seconds of a single run after which no older articles are taken on
FEW: Final = 10_000  # articles that are grouped anew in some seconds
ENCODERS: Final = {"auto": "", "nano": encoders.NANO, "universal": encoders.UNIVERSAL}  # by their names as options


def asked(options: Options) -> Asked:
    """What the child is made for: the encoder, and what the edition says of names, agencies and topics."""
    said = editorial.load()
    return Asked(ENCODERS[options.stories.encoder], edition_groups(), said.agencies, said.topics, names.known())


def edition_groups() -> tuple[KindedGroup, ...]:
    """The names that the edition says are one thing."""
    return aliases.kinded()


def make_window(days: int) -> Window:
    """A window of so many days."""
    from jarida.core.stories.clustering import Window as Clusters

    return Clusters(days)


@contextlib.contextmanager
def grouping(options: Options, stop: threading.Event) -> Iterator[Grouper]:
    """A grouper with its child process, and the end of both."""
    encoding = Encoding(asked(options))
    days = options.stories.window_days
    try:
        yield Grouper(options.stories, encoding, lambda: make_window(days), stop.is_set)
    finally:
        encoding.close()


def run(options: Options, stop: threading.Event) -> None:
    """Group until `stop` is set. What goes wrong is said and tried again: the archive does without stories."""
    progress.begin()
    night = Night(options)
    with grouping(options, stop) as grouper:
        life = Life(grouper, night, stop)
        while not stop.is_set():
            stop.wait(life.turn())
        night.end()


class Life:
    """One turn after the other."""

    def __init__(self, grouper: Grouper, night: Night, stop: threading.Event) -> None:
        self._grouper, self._night, self._stop = grouper, night, stop
        self._said = 0.0
        self._surroundings = tokens()
        self._problem = ""
        grouper.each = lambda: self._tell("")

    def turn(self) -> float:
        """One turn; how many seconds to wait before the next."""
        try:
            close_old_connections()
            self._renew()
            busy = bool(self._grouper.round()) or self._grouper.fill()
            self._look_at_night(idle=not busy)
            problem, pause = "", 0.0 if busy else IDLE
        except (DatabaseError, JaridaError) as error:
            problem, pause = " ".join(str(error).split()), TROUBLE
        except Exception as error:
            log.exception("nothing can be grouped now")
            problem, pause = f"{type(error).__name__}: {error}", TROUBLE
        self._tell(problem)
        return pause

    def _look_at_night(self, *, idle: bool) -> None:
        days = settings.OPTIONS.stories.window_days
        self._night.look(grouped=self._grouper.grouped, window=lambda: merging.number(days), idle=idle)

    def _renew(self) -> None:
        """Where the edition says other names or agencies than before: a child that knows them."""
        now = tokens()
        if now != self._surroundings:
            self._surroundings = now
            self._grouper.encoding.renew(asked(settings.OPTIONS))

    def _tell(self, problem: str) -> None:
        if problem and problem != self._problem:
            log.error("nothing can be grouped now: %s", problem)
        if problem == self._problem and time.monotonic() - self._said < BEAT:
            return
        self._problem, self._said = problem, time.monotonic()
        encoding = self._grouper.encoding
        with contextlib.suppress(OSError):
            health.say(
                encoder=encoding.known_name, memory=encoding.memory, grouped=self._grouper.grouped, problem=problem
            )


def tokens() -> tuple[str, str]:
    """What changes when the edition's names, agencies or topics do."""
    return aliases.token(), editorial.token()


def regroup(options: Options, grouped: int) -> None:
    """Group the last days anew where much of them came just now, and they are few enough to be done in seconds."""
    days = options.stories.window_days
    if Night(options).is_much(grouped, lambda: merging.number(days)) and merging.number(days) <= FEW:
        from jarida.core.stories.recluster import recluster

        merging.recount_means(days)
        for _ in merging.write(merging.look(days, recluster)):
            pass


def older(options: Options) -> bool:
    """Make a little due that nobody grouped yet; whether there may be more."""
    since = queue.window_begin(options.stories.window_days)
    return queue.is_on() and (progress.fill_window(since) or progress.fill_older(since))


def finish(options: Options, seconds: float, told: Callable[[int], None] = lambda left: None) -> int:
    """Group what is due now, to the end or for so many seconds at most; how many articles. For a single run.

    Nothing is done where grouping is off or no encoder runs here: what is due stays due.
    """
    stop = threading.Event()
    timer = threading.Timer(seconds, stop.set)
    timer.daemon = True
    timer.start()
    try:
        with grouping(options, stop) as grouper:
            with contextlib.suppress(JaridaError):
                began = time.monotonic()
                while not stop.is_set() and (grouper.round() or (time.monotonic() - began < FILL and older(options))):
                    told(queue.waiting().number)
            if not stop.is_set():
                regroup(options, grouper.grouped)
            return grouper.grouped
    finally:
        timer.cancel()
