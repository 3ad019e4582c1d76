"""The archive's generation: a token that changes with every change that readers may see.

Cached pages carry the token under which they were made, in every process of this machine; reading it
costs one stat(). It lives in the data folder as a file that grows by a byte, and is replaced when it
has grown long, so that two changes within one tick of the clock still give two tokens.
"""

import secrets
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

LONGEST = 1 << 20


def _path() -> Path:
    return Path(settings.FOLDER) / "generation"


def current() -> str:
    """The token of now."""
    try:
        state = _path().stat()
    except FileNotFoundError:
        return "0"
    return f"{state.st_ino}-{state.st_size}-{state.st_mtime_ns}"


def bump() -> None:
    """Say that something changed, once the current transaction is committed."""
    transaction.on_commit(partial(_write, _path()), robust=True)


def _write(path: Path) -> None:
    if path.exists() and path.stat().st_size < LONGEST:
        with path.open("ab") as file:
            file.write(b".")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"generation.{secrets.token_hex(4)}")
    draft.write_bytes(b".")
    draft.replace(path)
