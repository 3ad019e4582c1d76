"""Images, reports and options for the tests of moderation."""

import hashlib
import itertools
from typing import Any

import msgspec

from jarida.archive.models import Image
from jarida.config.options import Options

_numbers = itertools.count(1)


def digest_of(text: str) -> str:
    """A digest as an image would have."""
    return hashlib.sha256(text.encode()).hexdigest()


def bare_image(**fields: Any) -> Image:
    """An image's row, without files."""
    number = next(_numbers)
    defaults = {"digest": digest_of(f"bare {number}"), "width": 640, "height": 400, "widths": [320, 640]}
    return Image.objects.create(**{**defaults, **fields})


def with_options(options: Options, **sections: dict[str, Any]) -> Options:
    """The options with some settings changed: `with_options(options, moderation={"threshold": 2})`."""
    changed = {name: msgspec.structs.replace(getattr(options, name), **values) for name, values in sections.items()}
    return msgspec.structs.replace(options, **changed)
