"""Makes the archive's database ready to use: reached, and brought to this version's tables.

Several processes may start at once (the site, the pipeline, a command by hand); a lock on a file in the
data folder lets one of them migrate while the others wait.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from jarida.core.errors import JaridaError

OURS = ("archive", "moderation", "api")


class NotReady(JaridaError):
    """The database cannot be used as it is."""

    code = "not-ready"


@contextmanager
def folder_lock(name: str) -> Iterator[None]:
    """Hold `<data folder>/<name>.lock` for this process alone; the system frees it whatever happens."""
    folder = Path(settings.FOLDER)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / f"{name}.lock").open("w")
    except OSError as error:
        raise NotReady(f"the data folder cannot be written: {error.strerror}", subject=str(folder)) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def prepare() -> bool:
    """Create or migrate the tables where that is needed; true if something was done. Raises NotReady."""
    with folder_lock("migrate"):
        if not pending():
            return False
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except DatabaseError as error:
            raise NotReady(f"the database could not be migrated: {_one_line(error)}", subject=where()) from error
        return True


def pending() -> list[str]:
    """The migrations that are still to be applied. Raises NotReady if the database is out of reach or newer."""
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        applied = executor.loader.applied_migrations or {}
    except DatabaseError as error:
        raise NotReady(f"the database cannot be reached: {_one_line(error)}", subject=where()) from error
    newer = [name for app, name in applied if app in OURS and (app, name) not in executor.loader.disk_migrations]
    if newer:
        message = f"the archive was written by a newer version of Jarida ({newer[0]}); install that one"
        raise NotReady(message, subject=where())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def where() -> str:
    """The database, as a person knows it; without its password."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(values["NAME"])
    return f"postgresql://{values['HOST'] or 'localhost'}/{values['NAME']}"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
