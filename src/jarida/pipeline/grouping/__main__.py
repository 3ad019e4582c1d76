"""`python -m jarida.pipeline.grouping`: groups articles into stories, until SIGTERM or SIGINT."""

import os
import signal
import stat
import sys
import threading

from jarida.config.setup import setup_django
from jarida.core.errors import JaridaError
from jarida.processes import end_with_parent, hold


def main() -> int:
    """Run; the exit status."""
    setup_django()
    from django.conf import settings

    from jarida.pipeline.grouping.process import LOCK, run

    if settings.OPTIONS.stories.encoder == "off":
        return 0
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if stat.S_ISFIFO(os.fstat(0).st_mode):  # started by `jarida run`, which holds the other end
        end_with_parent()
    with hold(settings.FOLDER, LOCK, patience=5.0):
        run(settings.OPTIONS, stop)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except JaridaError as error:
        sys.exit(f"jarida: {error}")
