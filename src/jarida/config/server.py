"""The site's process: granian, ended with its parent. `python -m jarida.config.server`."""

import logging

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from jarida.config.options import Options, load
from jarida.processes import end_with_parent


def server(options: Options) -> MPServer:
    """The configured server; it serves `jarida.config.wsgi:application`."""
    return MPServer(
        "jarida.config.wsgi:application",
        address=options.site.bind,
        port=options.site.port,
        interface=Interfaces.WSGI,
        workers=options.site.workers,
        blocking_threads=options.site.threads,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        process_name="jarida-site",
    )


def main() -> None:
    """Serve until SIGTERM."""
    logging.basicConfig(level=logging.WARNING)
    end_with_parent()
    server(load()).serve()


if __name__ == "__main__":
    main()
