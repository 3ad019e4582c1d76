"""Whatever goes wrong on the network, told in the words of Jarida's errors, once."""

import socket
import ssl
from collections.abc import Mapping
from http import HTTPStatus

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError

from jarida.core.errors import AddressRefused, BadStatus, ConnectionFailed, FetchError, TooLarge, TooSlow
from jarida.core.fetching.decompression import BadEncoding, BodyTooLarge
from jarida.core.fetching.guard import ConnectionRefusedByGuard, shown
from jarida.core.fetching.headers import retry_after

# what the client may raise; anything else is a mistake of ours and must be seen as one
LOW_LEVEL = (aiohttp.ClientError, HttpProcessingError, OSError, ValueError, BadEncoding, BodyTooLarge)


def told(error: Exception, url: str, *, limit: int, seconds: float) -> FetchError:
    """The error of the tree that `error` means for a fetch of `url`, which had these bounds."""
    subject = shown(url)
    if isinstance(error, BodyTooLarge):
        return too_large(url, limit)
    if isinstance(error, TimeoutError | aiohttp.ServerTimeoutError):
        return TooSlow(_slow(error, seconds), subject=subject)
    cause = getattr(error, "os_error", error)
    if isinstance(cause, ConnectionRefusedByGuard):
        return AddressRefused(f"is not asked: {_line(cause)}", subject=subject)
    return ConnectionFailed(_reason(error, cause), subject=subject)


def too_large(url: str, limit: int) -> TooLarge:
    """The answer exceeds `limit` bytes."""
    return TooLarge(f"the answer is larger than {limit:,} bytes, so it was not taken", subject=shown(url))


def bad_status(url: str, status: int, headers: Mapping[str, str], now: float) -> BadStatus:
    """An answer with a status that is not the thing asked for; `now` is Unix time."""
    wait = retry_after(headers, now)
    message = f"answered {status} {_phrase(status)}".rstrip()
    if wait is not None:
        message += f", try again in {wait:.0f} s"
    return BadStatus(message, subject=shown(url), status=status, retry_after=wait)


def _slow(error: Exception, seconds: float) -> str:
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return "no connection within the time allowed"
    return f"the answer did not arrive within {seconds:g} s"


def _reason(error: Exception, cause: object) -> str:
    if isinstance(cause, ssl.SSLError | ssl.CertificateError) or isinstance(error, aiohttp.ClientSSLError):
        return f"no secure connection: {_line(cause)}"
    if isinstance(cause, socket.gaierror):
        return "its host's name was not found; is the address spelled right?"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return f"its host's name was not found: {_line(cause)}"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"no connection: {_line(getattr(cause, 'strerror', None) or cause)}"
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "the connection was cut before an answer came"
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the connection was cut before the answer was whole"
    if isinstance(error, aiohttp.ClientResponseError | HttpProcessingError):
        return f"the answer is no proper HTTP: {_line(error.message)}"
    return f"the fetch failed: {_line(error)}"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _line(what: object) -> str:
    """One line of at most 200 printable characters."""
    text = " ".join(str(what).split()) or type(what).__name__
    return "".join(letter for letter in text if letter.isprintable())[:200]
