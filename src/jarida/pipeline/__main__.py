"""`python -m jarida.pipeline`: the pipeline as a process, until SIGTERM or SIGINT."""

import asyncio
import os
import signal
import stat
import sys

from jarida.config.setup import setup_django
from jarida.core.errors import JaridaError
from jarida.processes import end_with_parent, hold


def main() -> int:
    """Run; the exit status."""
    setup_django()
    from django.conf import settings

    from jarida.pipeline.engine import run_pipeline

    async def run() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await run_pipeline(settings.OPTIONS, stop)

    if stat.S_ISFIFO(os.fstat(0).st_mode):  # started by `jarida run`, which holds the other end
        end_with_parent()
    with hold(settings.FOLDER, "pipeline.lock", patience=5.0):
        asyncio.run(run())
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except JaridaError as error:
        sys.exit(f"jarida: {error}")
