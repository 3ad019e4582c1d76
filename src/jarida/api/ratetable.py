"""The moments of `api.rates`, shared by all threads and processes of this machine, in bounded memory.

A file of fixed size in the data folder, mapped into memory. A sender's digest names a set of eight places; a
new sender takes the place whose moment is longest past. Only where eight senders of one set are at it within the
same minute is one of them forgotten, the one that has taken least: a table that is full errs for the sender, never
against another. The bytes of a set are locked, between processes with fcntl and between threads with a lock.
"""

import fcntl
import hashlib
import mmap
import os
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jarida.api.rates import Rate, Taken, take

SETS = 1 << 13
WAYS = 8
SLOT = struct.Struct("<Qd")
SET = struct.Struct("<" + "Qd" * WAYS)
SIZE = SETS * SET.size


class RateTable:
    """The table in one file. `clock` gives seconds since 1970, the same for every process."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self.path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._file = _opened(path)
        # without a file (a full disk, a folder that cannot be written) each process counts for itself
        self._map = mmap.mmap(-1 if self._file is None else self._file, SIZE)

    @property
    def shared(self) -> bool:
        """Whether other processes see the same table."""
        return self._file is not None

    def take(self, who: str, rate: Rate) -> Taken:
        """Ask for one request of `who`."""
        digest = hashlib.blake2b(who.encode(), digest_size=16).digest()
        tag = int.from_bytes(digest[:8], "little") or 1
        offset = int.from_bytes(digest[8:], "little") % SETS * SET.size
        with self._held(offset):
            now = self._clock()
            values = SET.unpack_from(self._map, offset)
            place = _place(values, tag, now)
            known = values[2 * place] == tag
            until, taken = take(values[2 * place + 1] if known else now, now, rate)
            SLOT.pack_into(self._map, offset + place * SLOT.size, tag, until)
        return taken

    def close(self) -> None:
        """Give the file back."""
        self._map.close()
        if self._file is not None:
            os.close(self._file)

    @contextmanager
    def _held(self, offset: int) -> Iterator[None]:
        with self._lock:
            if self._file is None:
                yield
                return
            fcntl.lockf(self._file, fcntl.LOCK_EX, SET.size, offset)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, SET.size, offset)


def _place(values: tuple[float, ...], tag: int, now: float) -> int:
    tags = values[::2]
    if tag in tags:
        return tags.index(tag)
    # moments of another clock are worth nothing
    moments = [moment if moment <= now + 3600 else 0.0 for moment in values[1::2]]
    return moments.index(min(moments))


def _opened(path: Path) -> int | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    try:
        # all of it is on the disk before it is mapped: to write to a hole of a full disk ends the process
        os.posix_fallocate(file, 0, SIZE)
        fcntl.lockf(file, fcntl.LOCK_EX, 1, SIZE)
        fcntl.lockf(file, fcntl.LOCK_UN, 1, SIZE)
    except OSError:
        os.close(file)
        return None
    return file


_tables: dict[Path, RateTable] = {}
_opening = threading.Lock()


def table(folder: Path) -> RateTable:
    """The table of a data folder; opened once a process."""
    path = folder / "api-rates"
    found = _tables.get(path)
    if found is None:
        with _opening:
            found = _tables.get(path)
            if found is None:
                _forget()
                found = _tables[path] = RateTable(path)
    return found


def _forget() -> None:
    """One folder at a time: only tests have another."""
    for held in _tables.values():
        held.close()
    _tables.clear()
