"""What hostile bytes may do to a worker."""

import os
import time

from jarida.pipeline.work import Outcome, _guarded


def echo(value: str) -> Outcome:
    """Answer."""
    return Outcome(value)


def hang() -> Outcome:
    """Never end."""
    while True:
        time.sleep(1)


def crash() -> Outcome:
    """End the process, as a defect of a parser written in C would."""
    os._exit(139)


def devour() -> Outcome:
    """Take more memory than allowed."""
    return _guarded(lambda: len(bytearray(2 << 30)))


def raise_strangely() -> Outcome:
    """Raise what no parser should."""
    return _guarded(lambda: {}["missing"])


def modules() -> Outcome:
    """What the worker has imported."""
    import sys

    return Outcome(sorted(name for name in sys.modules if name.startswith(("django", "aiohttp", "jarida"))))
