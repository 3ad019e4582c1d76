"""Files of stored pages: `<FOLDER>/pages/{article % 1000}/{article}-{digest}.z`, written whole or not at all.

A file belongs to one article, so that withdrawing the article can remove it without asking who else uses
it; two articles whose pages are the same byte for byte are too rare to share one.
"""

import os
import re
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from jarida.core.errors import ParseError
from jarida.core.keeping import PackedPage, unpack

DIGEST = re.compile(r"[0-9a-f]{64}")
BUCKETS = 1000  # folders; ten million articles are ten thousand files in each


def folder() -> Path:
    """The folder of all stored pages."""
    return Path(settings.FOLDER) / "pages"


def path_of(article_id: int, digest: str) -> Path:
    """The file of one page. Raises ValueError where `digest` is no SHA-256 in hex: it becomes a path."""
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is no digest")
    return _bucket(article_id) / f"{int(article_id)}-{digest}.z"


def _bucket(article_id: int) -> Path:
    return folder() / f"{int(article_id) % BUCKETS:03d}"


def write(article_id: int, page: PackedPage) -> None:
    """Write the file if it is missing; when this returns it survives a loss of power."""
    path = path_of(article_id, page.digest)
    if path.exists():
        return
    draft = folder() / ".drafts" / f"{path.name}.{secrets.token_hex(4)}"
    draft.parent.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(exist_ok=True)
    try:
        with draft.open("wb") as file:
            file.write(page.data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)  # a rename is durable once its folder is written
    finally:
        os.close(handle)


def read(article_id: int, digest: str, size: int) -> bytes:
    """The page as it was fetched. Raises ParseError where the file is missing or damaged."""
    try:
        with path_of(article_id, digest).open("rb") as file:
            # what deflate cannot shrink grows by a few bytes in a thousand: more is not ours
            data = file.read(size + size // 100 + 1024)
    except OSError as error:
        raise ParseError(f"the stored page cannot be read: {error.strerror}") from error
    return unpack(data, digest, size)


def remove(article_id: int, keep: frozenset[str] = frozenset()) -> int:
    """Remove the files of an article but those of the digests in `keep`; how many there were."""
    removed = 0
    for path in _bucket(article_id).glob(f"{int(article_id)}-*.z"):
        if path.stem.partition("-")[2] not in keep:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def sweep(withdrawn: Iterable[int]) -> None:
    """Remove what a killed process left: half-written files, and pages of articles that are withdrawn.

    Only for the one process that writes pages.
    """
    shutil.rmtree(folder() / ".drafts", ignore_errors=True)
    if folder().exists():
        for article_id in withdrawn:
            remove(article_id)
