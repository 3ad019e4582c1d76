"""Files of images: `<FOLDER>/media/{digest[:2]}/{digest}-{width}.webp`, written whole or not at all."""

import os
import re
import secrets
import shutil
from pathlib import Path

from django.conf import settings

from jarida.core.images.model import EncodedImage

DIGEST = re.compile(r"[0-9a-f]{64}")


def folder() -> Path:
    """The folder of all media files."""
    return Path(settings.FOLDER) / "media"


def path_of(digest: str, width: int) -> Path:
    """The file of one width. Raises ValueError where `digest` is no SHA-256 in hex: it becomes a path."""
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is no digest")
    return folder() / digest[:2] / f"{digest}-{int(width)}.webp"


def write(encoded: EncodedImage) -> None:
    """Write the files that are missing; when this returns they survive a loss of power."""
    missing = [
        (path, rendition.data)
        for rendition in encoded.renditions
        if not (path := path_of(encoded.digest, rendition.width)).exists()
    ]
    for path, data in missing:
        _write(path, data)
    for parent in {path.parent for path, _ in missing}:
        _sync(parent)


def sweep() -> None:
    """Remove what a killed process left half-written. Only for the one process that writes media."""
    shutil.rmtree(_drafts(), ignore_errors=True)


def _drafts() -> Path:
    return folder() / ".drafts"


def _write(path: Path, data: bytes) -> None:
    draft = _drafts() / f"{path.name}.{secrets.token_hex(4)}"
    draft.parent.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(exist_ok=True)
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _sync(parent: Path) -> None:
    """A rename is durable once its folder is written."""
    handle = os.open(parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
