"""The site's own files, addressed by their content so that they may be cached for good."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "jinja2"
DIGITS = 10


def address(name: str) -> str:
    """The address of a static file, with a part of its hash."""
    return f"{settings.STATIC_URL}{name}?v={_digest(name, settings.DEBUG and _changed(FOLDER / name))}"


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns


@lru_cache(maxsize=64)
def _digest(name: str, changed: int) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:DIGITS]


@lru_cache(maxsize=1)
def release() -> str:
    """What changes when templates or static files do: a part of the validators of every page."""
    total = hashlib.sha256()
    for path in sorted([*FOLDER.rglob("*.*"), *TEMPLATES.rglob("*.html")]):
        total.update(path.read_bytes())
    return total.hexdigest()[:DIGITS]
