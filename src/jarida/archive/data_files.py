"""Small files of the data folder that the running site reads again when they change."""

import os
import secrets
from pathlib import Path


def token(path: Path) -> str:
    """A text that changes when the file does; empty where there is none. Costs one stat()."""
    try:
        state = path.stat()
    except OSError:
        return ""
    return f"{state.st_ino}-{state.st_size}-{state.st_mtime_ns}"


def replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; one that holds the same already is left alone."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
