"""What the measuring scripts share: processes with their cost, a data folder, tables on the terminal."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="jarida-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of loopback that is free now."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, **settings: object) -> dict[str, str]:
    """The environment of a Jarida on `folder`; settings as `site_port=9000`."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("JARIDA_")}
    own["JARIDA_DATA_FOLDER"] = str(folder)
    own["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return own | {f"JARIDA_{name.upper()}": str(value) for name, value in settings.items()}


@contextlib.contextmanager
def process(arguments: Sequence[str], environ: Mapping[str, str] | None = None) -> Iterator[psutil.Popen]:
    """A Python process that is ended afterwards, whatever it did; it ends itself when we are killed."""
    child = psutil.Popen([sys.executable, *arguments], env=environ, cwd=ROOT, stdin=subprocess.PIPE)
    try:
        yield child
    finally:
        with contextlib.suppress(psutil.NoSuchProcess):
            child.terminate()
        try:
            child.wait(20)
        except psutil.TimeoutExpired:
            child.kill()
            child.wait()
        child.stdin.close()


def family(root: psutil.Process) -> list[psutil.Process]:
    """A process and all below it."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return [root, *root.children(recursive=True)]
    return []


def cpu_seconds(root: psutil.Process) -> float:
    """CPU time, user and system, of a process and all below it, ended children included."""
    total = 0.0
    for member in family(root):
        with contextlib.suppress(psutil.Error):
            times = member.cpu_times()
            total += times.user + times.system
            if member.pid == root.pid:
                total += times.children_user + times.children_system
    return total


@dataclass
class Peak:
    """The most memory that a process and all below it held at once, in bytes.

    Proportional set size where the system knows it (Linux): a page that two processes share counts half for each.
    """

    together: int = 0
    largest: int = 0


def held(member: psutil.Process) -> int:
    """The memory of one process, in bytes."""
    full = member.memory_full_info()
    return int(getattr(full, "pss", full.rss))


@contextlib.contextmanager
def watch_memory(root: psutil.Process, every: float = 0.25) -> Iterator[Peak]:
    """Sample the memory of a process family while the block runs."""
    peak, done = Peak(), threading.Event()

    def sample() -> None:
        while not done.wait(every):
            sizes = []
            for member in family(root):
                with contextlib.suppress(psutil.Error):
                    sizes.append(held(member))
            peak.together = max(peak.together, sum(sizes))
            peak.largest = max(peak.largest, *sizes, 0)

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def wait_for(condition, seconds: float, what: str) -> float:  # type: ignore[no-untyped-def]
    """Wait until a condition about another process holds; the seconds that it took."""
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > seconds:
            raise SystemExit(f"gave up after {seconds:g} s: {what}")
        threading.Event().wait(0.1)
    return time.monotonic() - start


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table as Markdown, so that it can be quoted."""
    print(f"\n### {title}\n")
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print(flush=True)
