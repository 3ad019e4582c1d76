"""The processes of `jarida run`: one lock on the data folder, children that end with their parent.

Every child gets the read end of a pipe as standard input. When the parent ends, however it ends
(`kill -9` included), the pipe closes and the child, which watches it, ends too.
"""

import contextlib
import fcntl
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from jarida.core.errors import AlreadyRunning, JaridaError

LOCK_NAME = "jarida.lock"
GRACE = 15.0  # seconds that a child has to end after SIGTERM
RESTART_PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
PATIENCE = 30.0  # seconds that a child has to become ready
STEADY = 120.0  # seconds after which a child counts as having started well


def collect_seldom() -> None:
    """Make the collector of cycles look seldom, in a process that reads page after page.

    A page makes tens of thousands of objects that go when it goes; looking through them costs a sixth of the time.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@contextlib.contextmanager
def hold(folder: Path, name: str = LOCK_NAME, *, patience: float = 0.0):  # type: ignore[no-untyped-def]
    """Hold the lock of a data folder; raises AlreadyRunning if another process has it after `patience` seconds.

    The lock is the kernel's (flock): it is gone with the process that held it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("a+") as file:
        _acquire(file.fileno(), folder, name, time.monotonic() + patience)
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _acquire(descriptor: int, folder: Path, name: str, until: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                raise AlreadyRunning(_already(folder, name), subject=str(folder)) from error
            threading.Event().wait(0.1)
        else:
            return


def _already(folder: Path, name: str) -> str:
    holder = (folder / name).read_text().strip()
    process = f" (process {holder})" if holder else ""
    return f"another Jarida{process} is running on this data folder; end it first, or give another folder"


def port_is_free(bind: str, port: int, *, patience: float = 0.0) -> bool:
    """Whether one can listen on the address; waits up to `patience` seconds for a predecessor to let go."""
    until = time.monotonic() + patience
    while True:
        with contextlib.closing(socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((bind, port))
                return True
        if time.monotonic() >= until:
            return False
        threading.Event().wait(0.2)


def port_answers(bind: str, port: int) -> bool:
    """Whether someone listens on the address."""
    with contextlib.suppress(OSError), socket.create_connection((bind, port), timeout=1):
        return True
    return False


def end_with_parent() -> None:
    """In a child: end by SIGTERM when the parent's end of standard input closes."""
    threading.Thread(target=_watch_parent, name="parent-watch", daemon=True).start()


def _watch_parent() -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 1):
            pass
    os.kill(os.getpid(), signal.SIGTERM)


@dataclass
class Child:
    """One process to keep running.

    `vital`: if it ends, everything ends. `ready` tells when those that come after it may be started.
    """

    name: str
    arguments: Sequence[str]
    vital: bool = False
    environ: Mapping[str, str] = field(default_factory=dict)
    ready: Callable[[], bool] = lambda: True
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    restart_at: float = 0.0
    failures: int = 0

    def start(self) -> None:
        """Start the process, in this process group."""
        self._close()
        self.process = subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, *self.arguments], stdin=subprocess.PIPE, env={**os.environ, **self.environ}
        )
        self.started, self.restart_at = time.monotonic(), 0.0

    @property
    def running(self) -> bool:
        """Whether it runs now."""
        return self.process is not None and self.process.poll() is None

    def terminate(self) -> None:
        """Ask it to end."""
        if self.running and self.process:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for its end, at most until a moment; then kill it."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._close()

    def _close(self) -> None:
        if self.process and self.process.stdin:
            self.process.stdin.close()


class Supervisor:
    """Starts children, restarts those that fall, ends all of them together."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self._stop = threading.Event()
        self._failed: JaridaError | None = None

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """End everything; also a signal handler."""
        self._stop.set()

    def run(self, ready: Callable[[], None] | None = None) -> None:
        """Keep the children running until stopped. Raises JaridaError if a vital child fell."""
        previous = {number: signal.signal(number, self.stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            for child in self.children:
                child.start()
                self._await(child)
            if ready and not self.stopping:
                ready()
            while not self._stop.wait(0.25):
                self._tend()
        finally:
            self._end()
            for number, handler in previous.items():
                signal.signal(number, handler)
        if self._failed:
            raise self._failed

    def _await(self, child: Child) -> None:
        until = time.monotonic() + PATIENCE
        while not child.ready() and child.running and time.monotonic() < until and not self._stop.wait(0.05):
            pass

    @property
    def stopping(self) -> bool:
        """Whether the end has been asked for."""
        return self._stop.is_set()

    def _tend(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.running:
                continue
            if child.restart_at:
                if now >= child.restart_at:
                    child.start()
            else:
                self._fallen(child, now)

    def _fallen(self, child: Child, now: float) -> None:
        status = child.process.returncode if child.process else None
        if child.vital:
            self._failed = JaridaError(
                f"ended unexpectedly with status {status}; see the lines above", subject=child.name
            )
            self.stop()
            return
        child.failures = 1 if now - child.started > STEADY else child.failures + 1
        pause = RESTART_PAUSES[min(child.failures, len(RESTART_PAUSES)) - 1]
        child.restart_at = now + pause
        self.say(f"{child.name} ended with status {status}; it starts again in {pause:g} s")

    def _end(self) -> None:
        for child in self.children:
            child.terminate()
        until = time.monotonic() + GRACE
        for child in self.children:
            child.wait(until)
