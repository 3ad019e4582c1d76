"""Places in lists as programs get them: opaque, signed, and good for one list with one set of filters.

base64url of nine bytes of an HMAC-SHA256 and of a short text. Nine bytes leave a forger 72 bits to guess; what is
signed is no secret, only a promise that no place comes back that was never given out.
"""

import base64
import binascii
import hmac
from functools import lru_cache

from django.conf import settings

from jarida.api.problems import Kinds, Problem

SIGNATURE = 9
LONGEST = 400


def write(list_of: str, place: str) -> str:
    """A cursor for a place; `list_of` names the list and its filters."""
    text = place.encode()
    return base64.urlsafe_b64encode(_sign(list_of, text) + text).rstrip(b"=").decode()


def read(list_of: str, cursor: str) -> str:
    """The place of a cursor; raises Problem where it was not written for this list."""
    try:
        packed = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError) as error:
        raise _bad() from error
    signature, text = packed[:SIGNATURE], packed[SIGNATURE:]
    canonical = base64.urlsafe_b64encode(packed).rstrip(b"=").decode() == cursor
    if len(cursor) > LONGEST or not canonical or not hmac.compare_digest(signature, _sign(list_of, text)):
        raise _bad()
    return text.decode()


def _bad() -> Problem:
    detail = "cursor: it is not one that this list gave with these filters; begin again without it."
    return Problem(
        Kinds.BAD_CURSOR, detail, {"errors": [{"in": "query", "name": "cursor", "message": "not given out"}]}
    )


def _sign(list_of: str, text: bytes) -> bytes:
    message = list_of.encode("utf-8", "replace") + b"\0" + text
    return hmac.digest(_key(settings.SECRET_KEY), message, "sha256")[:SIGNATURE]


@lru_cache(maxsize=4)
def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"jarida.api.cursors", "sha256")
