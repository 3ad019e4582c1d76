"""A page as it is kept: packed for the disk and back, and which of its fields were found. Pure.

Deflate of the standard library: of the pages measured it leaves a fifth for 2 ms of CPU; what is denser
costs three to eight times as much (docs/decisions/0014-stored-pages.md).
"""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from jarida.core.errors import ParseError
from jarida.core.extraction.model import Extraction

LEVEL: Final = 6
FIELDS: Final = ("title", "authors", "published", "text", "summary", "image", "section", "tags")

ENOUGH_PAGES: Final = 8  # fewer say nothing of a layout
USUAL: Final = 0.7  # a field found less often than this before was never reliable
FALL: Final = 0.5  # of its former rate: below this is no chance


@dataclass(frozen=True, slots=True)
class PackedPage:
    """A page as fetched, compressed. `digest` is SHA-256 of the bytes as they came, `size` their number.

    `url` is the address that answered, after redirects.
    """

    url: str
    content_type: str
    digest: str
    size: int
    data: bytes


def pack(body: bytes, url: str, content_type: str) -> PackedPage:
    """`body` compressed, with what has to be known to read it again."""
    return PackedPage(url, content_type, hashlib.sha256(body).hexdigest(), len(body), zlib.compress(body, LEVEL))


def unpack(data: bytes, digest: str, size: int) -> bytes:
    """The bytes of a page. Raises ParseError where they are not those that were packed.

    No more than `size` bytes are ever unpacked, whatever the file has become.
    """
    try:
        body = zlib.decompressobj().decompress(data, max_length=size + 1)
    except zlib.error as error:
        raise ParseError(f"the stored page is damaged: {error}") from error
    if hashlib.sha256(body).hexdigest() != digest:
        raise ParseError("the stored page is damaged: its digest differs")
    return body


def found_fields(extraction: Extraction) -> tuple[str, ...]:
    """Which of `FIELDS` a page gave."""
    values = (
        extraction.title, extraction.authors, extraction.published, extraction.paragraphs, extraction.summary,
        extraction.images, extraction.section, extraction.tags,
    )  # fmt: skip
    return tuple(name for name, value in zip(FIELDS, values, strict=True) if value)


@dataclass(frozen=True, slots=True)
class Fill:
    """How many pages were read in some time, and in how many of them each field was found."""

    read: int
    found: Mapping[str, int]

    def rate(self, name: str) -> float:
        """The share of pages with this field, 0 where none was read."""
        return self.found.get(name, 0) / self.read if self.read else 0.0


@dataclass(frozen=True, slots=True)
class Fall:
    """A field that is found much less often than before: rates from 0 to 1."""

    field: str
    before: float
    now: float


def falls(before: Fill, now: Fill) -> tuple[Fall, ...]:
    """The fields that an outlet's pages gave before and do not give now: its layout has changed.

    Nothing is said on fewer than `ENOUGH_PAGES` pages on either side.
    """
    if min(before.read, now.read) < ENOUGH_PAGES:
        return ()
    rates = (Fall(name, before.rate(name), now.rate(name)) for name in FIELDS)
    return tuple(fall for fall in rates if fall.before >= USUAL and fall.now < FALL * fall.before)
