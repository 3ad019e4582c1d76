"""`<data folder>/pipeline.json`: that the pipeline lives, for /healthz and for `jarida doctor`."""

import json
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from jarida.archive import due, store

NAME = "pipeline.json"


def beat(in_flight: int) -> dict[str, object]:
    """Note in the ledger that we run, and write the file.

    It holds the time, the feeds overdue, the articles of the last day, what is being worked on, the process.
    """
    now = datetime.now(UTC)
    store.note_running(now)
    state = {
        "time": now.isoformat(timespec="seconds"),
        **due.health(now),
        "in_flight": in_flight,
        "process": os.getpid(),
    }
    path = Path(settings.FOLDER) / NAME
    draft = path.with_name(f"{NAME}.{secrets.token_hex(4)}")
    draft.write_text(json.dumps(state), encoding="utf-8")
    draft.replace(path)
    return state
