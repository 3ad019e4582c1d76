"""A page as it is kept: packed for the disk and back, and which of its fields were found. Pure.

Deflate of the standard library: of the pages measured it leaves a fifth for 2 ms of CPU; what is denser
costs three to eight times as much (docs/decisions/0014-stored-pages.md).
"""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from jarida.core.errors import ParseError
from jarida.core.extraction.model import Extraction
from jarida.core.extraction.templates import alarms
from jarida.core.extraction.templates.alarms import FillRates, fields_found
from jarida.core.extraction.templates.model import Template

LEVEL: Final = 6
FIELDS: Final = ("title", "authors", "published", "text", "summary", "image", "section", "tags")

COLUMNS: Final = {"body": "text"}  # fields of the alarms that have another name here
ALARMED: Final = tuple(name for name in alarms.FIELDS if COLUMNS.get(name, name) in FIELDS)


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


class Change(StrEnum):
    """What becomes of an outlet's template."""

    NONE = "none"
    REFRESH = "refresh"  # the same layout, learned of more pages
    REPLACE = "replace"
    RETIRE = "retire"  # it fits no more, and nothing takes its place


@dataclass(frozen=True, slots=True)
class TemplatePlan:
    """What learning of an outlet's pages changes. `valid_from` is when its new template begins."""

    outlet_id: int
    at: datetime
    newest_page: int
    change: Change
    template: Template | None = None
    valid_from: datetime | None = None
    problem: str = ""


def found_fields(extraction: Extraction) -> tuple[str, ...]:
    """Which of `FIELDS` a page gave, by the measure of the alarms: a text counts where it is whole enough."""
    found = {COLUMNS.get(name, name) for name in fields_found(extraction)}
    found |= {name for name in ("summary", "tags") if getattr(extraction, name)}
    return tuple(name for name in FIELDS if name in found)


def fill_rates(counts: Iterable[Mapping[str, int]]) -> FillRates:
    """The sum of some days' counts of pages (`read`) and of `FIELDS`, for the alarms."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return FillRates(total["read"], {name: total[COLUMNS.get(name, name)] for name in ALARMED})
