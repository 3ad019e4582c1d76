"""A place in a list as the `?before=` of an address: microseconds since 1970 and an identifier."""

import re
from datetime import UTC, datetime, timedelta

from jarida.archive.queries import Cursor

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FORM = re.compile(r"(-?[0-9]{1,17})\.([0-9]{1,18})", re.ASCII)


class BadCursor(ValueError):
    """The text is no place in a list."""


def write_cursor(cursor: Cursor) -> str:
    """The cursor as text for an address."""
    return f"{(cursor.at - _EPOCH) // timedelta(microseconds=1)}.{cursor.id}"


def read_cursor(text: str) -> Cursor:
    """The cursor of an address; raises BadCursor."""
    found = _FORM.fullmatch(text)
    if not found:
        raise BadCursor(text[:80])
    try:
        at = _EPOCH + timedelta(microseconds=int(found[1]))
    except OverflowError as error:
        raise BadCursor(text[:80]) from error
    return Cursor(at, int(found[2]))
