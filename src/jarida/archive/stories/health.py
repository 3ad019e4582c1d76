"""How the grouping is doing: what waits in the database, and what the process that groups last said of itself."""

import json
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from jarida.archive.stories import queue
from jarida.archive.stories.queue import Waiting

NAME: Final = "stories.json"
SILENT_AFTER: Final = 180.0  # seconds; it is written every few


@dataclass(frozen=True, slots=True)
class Said:
    """What the process said: `encoder` in use, the most `memory` that the one that encodes held (bytes), a `problem`.

    `grouped` counts articles since its start; `age` is how many seconds ago it said so.
    """

    encoder: str = ""
    memory: int = 0
    grouped: int = 0
    problem: str = ""
    age: float = 0.0


@dataclass(frozen=True, slots=True)
class Health:
    """What waits, and what the process said; `said` None where it never ran here."""

    waiting: Waiting
    said: Said | None = None

    @property
    def state(self) -> str:
        """off, absent (it never ran here), silent (it ran and says nothing more), alive."""
        if not queue.is_on():
            return "off"
        if self.said is None:
            return "absent"
        return "alive" if self.said.age < SILENT_AFTER else "silent"


def health() -> Health:
    """How it is now."""
    return Health(queue.waiting(), _said())


def _said() -> Said | None:
    path = _path()
    try:
        age = max(0.0, time.time() - path.stat().st_mtime)
        found: Mapping[str, Any] = json.loads(path.read_bytes())
        return Said(
            str(found["encoder"]), int(found["memory"]), int(found["grouped"]), str(found["problem"]), round(age, 1)
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def say(*, encoder: str, memory: int, grouped: int, problem: str = "") -> None:
    """Write how the process is doing."""
    state = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "encoder": encoder,
        "memory": memory,
        "grouped": grouped,
        "problem": problem,
        "process": os.getpid(),
    }
    path = _path()
    draft = path.with_name(f"{NAME}.{secrets.token_hex(4)}")
    draft.write_text(json.dumps(state), encoding="utf-8")
    draft.replace(path)


def _path() -> Path:
    return Path(settings.FOLDER) / NAME
