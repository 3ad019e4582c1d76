"""The child process that encodes: started when first needed, renewed when it dies, killed when it takes too long.

What waits for it is bounded: a burst of articles waits in the database, not in memory.
"""

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Final

from pebble import ProcessExpired, ProcessPool

from jarida.core.errors import JaridaError, Outcome
from jarida.pipeline import work
from jarida.pipeline.grouping import child
from jarida.pipeline.grouping.child import Answer, Asked, Given, Worked

TASKS: Final = 5_000  # then a fresh process: what leaks goes
MEMORY: Final = 768 << 20  # bytes of data; it holds a third of it
LOADING: Final = 60.0  # seconds for the first answer: a model is read
SECONDS: Final = 20.0  # for some articles together, and for one alone
ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class NoEncoder(JaridaError):
    """There is no encoder that runs here: nothing can be grouped."""

    code = child.UNUSABLE
    outcome = Outcome.RETRY


class Died(JaridaError):
    """The process ended or was killed over these texts."""

    code = "encoder-died"
    outcome = Outcome.RETRY


class Broken(Died):
    """The process had ended; over which texts is not known."""


class Encoding:
    """One child process. `memory` is the most that it was seen to hold, in bytes."""

    def __init__(self, asked: Asked, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.asked = asked
        self.memory = 0
        self._seconds = seconds
        self._limit = memory
        self._pool: ProcessPool | None = None
        self._name = ""

    @property
    def name(self) -> str:
        """The encoder in use. Loads it; raises NoEncoder, or Died."""
        if not self._name:
            self._name = self._answered(self._schedule([], LOADING)).encoder
        return self._name

    @property
    def known_name(self) -> str:
        """The encoder in use; "" before it was needed."""
        return self._name

    def renew(self, asked: Asked) -> None:
        """Go on with a child that was made for something else; the encoder is asked for its name again."""
        self.close()
        self.asked, self._name = asked, ""

    def start(self, texts: Sequence[Given]) -> "Future[work.Outcome]":
        """Begin with some texts; `results` waits for what comes of them. Raises NoEncoder."""
        if not self._name:
            _ = self.name
        return self._schedule(texts, self._seconds)

    def results(self, texts: Sequence[Given], started: "Future[work.Outcome]", *, again: bool = True) -> list[Worked]:
        """What came of each text. Where the process died over them, each is tried alone. Raises NoEncoder.

        Where it had died before it said what it worked on, that is not their fault: they are tried `again`.
        """
        try:
            return list(self._answered(started).worked)
        except Died as error:
            if len(texts) == 1 and not (again and isinstance(error, Broken)):
                return [Worked(texts[0].text.id, problem=str(error))]
        return [one for text in texts for one in self.results([text], self.start([text]), again=len(texts) > 1)]

    def _schedule(self, texts: Sequence[Given], seconds: float) -> "Future[work.Outcome]":
        if self._pool is None or not self._pool.active:
            self.close()
            self._pool = self._new_pool()
        started: Future[work.Outcome] = self._pool.schedule(child.answer, args=(tuple(texts),), timeout=seconds)
        return started

    def _new_pool(self) -> ProcessPool:
        for variable in ONE_THREAD:  # read by the libraries when they are loaded in the child
            os.environ.setdefault(variable, "1")
        return ProcessPool(
            max_workers=1,
            max_tasks=TASKS,
            initializer=child.begin,
            initargs=(self.asked, self._limit),
            context=multiprocessing.get_context("spawn"),
        )

    def _answered(self, started: "Future[work.Outcome]") -> Answer:
        try:
            outcome = started.result()
        except TimeoutError as error:
            raise Died(f"took longer than {self._seconds:g} seconds") from error
        except RuntimeError as error:
            self._renew()
            raise Broken("ended the process that encodes") from error
        except (ProcessExpired, OSError) as error:
            raise Died("ended the process that encodes") from error
        except MemoryError as error:
            raise Died("needs more memory than the process that encodes may have") from error
        if outcome.code == child.UNUSABLE:
            self.close()
            raise NoEncoder(outcome.message)
        if not isinstance(outcome.value, Answer):
            raise Died(outcome.message or "ended the process that encodes")
        self.memory = max(self.memory, outcome.value.memory)
        return outcome.value

    def _renew(self) -> None:
        """Take a new pool where the old one is broken."""
        if self._pool is not None and not self._pool.active:
            self.close()

    def close(self) -> None:
        """End the child at once."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join(timeout=5)
