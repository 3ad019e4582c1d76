"""Decompression that never makes more than it was allowed to (RFC 9110 §8.4.1: gzip and deflate)."""

import zlib
from typing import Protocol

OFFERED = "gzip, deflate"
MAX_MEMBERS = 16  # of one gzip body; each costs a copy of what follows it
_PLAIN = frozenset(("", "identity", "none", "utf-8", "binary", "8bit"))
_GZIP = frozenset(("gzip", "x-gzip"))
_GZIP_WINDOW = zlib.MAX_WBITS | 16


class BodyTooLarge(Exception):
    """The body is larger than its bound. `Body.taken` still has what came before."""


class BadEncoding(Exception):
    """The body is not in the encoding that its header names, or in one that was not offered."""


class _Inflater(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /, max_length: int = 0) -> bytes: ...
    def flush(self) -> bytes: ...


class Body:
    """Takes a body in pieces, as they come; holds never more than `limit` bytes and one piece.

    `encoding` is the Content-Encoding header. Raises `BadEncoding` and `BodyTooLarge`.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self._pieces: list[bytes] = []
        self._room = limit
        # compressed bytes that make nothing (empty blocks) must not keep us listening for ever
        self._patience = limit + 65536
        self._kind = _kind(encoding)
        self._inflater: _Inflater | None = None
        self._start = b""
        self._members = 0

    def feed(self, data: bytes) -> None:
        """Take the next piece."""
        self._patience -= len(data)
        if not self._kind:
            self._keep(data)
        else:
            self._inflate(data)
        if self._patience < 0:
            raise BodyTooLarge

    def finish(self) -> bytes:
        """The whole body; raises `BadEncoding` where compressed data end too soon."""
        if self._start:
            raise BadEncoding("its compressed data end too soon")
        if self._inflater is not None and not self._inflater.eof:
            raise BadEncoding("its compressed data end too soon")
        return self.taken

    @property
    def taken(self) -> bytes:
        """What was taken so far, within the limit."""
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)

    def _keep(self, data: bytes) -> None:
        if len(data) > self._room:
            self._pieces.append(data[: self._room])
            self._room = 0
            raise BodyTooLarge
        self._room -= len(data)
        if data:
            self._pieces.append(data)

    def _inflate(self, data: bytes) -> None:
        if self._inflater is None:
            self._start += data
            if len(self._start) < 2:
                return
            data, self._start = self._start, b""
            self._inflater = _inflater(self._kind, data)
        while data:
            data = self._step(self._inflater, data)
            if data and self._inflater.eof:
                data = self._next_member(data)

    def _step(self, inflater: _Inflater, data: bytes) -> bytes:
        """Inflate what fits; what remains of the input is what follows the end of the stream."""
        if inflater.eof:
            return data
        try:
            made = inflater.decompress(data, self._room + 1)
        except zlib.error as error:
            raise BadEncoding("its compressed data are damaged") from error
        self._keep(made)
        return inflater.unused_data

    def _next_member(self, data: bytes) -> bytes:
        """A gzip body may be several in a row (RFC 1952 §2.2); anything else after its end is left out."""
        if self._kind != "gzip" or data[:2] != b"\x1f\x8b":
            return b""
        self._members += 1
        if self._members >= MAX_MEMBERS:
            raise BadEncoding(f"its compressed data are in more than {MAX_MEMBERS} parts")
        self._inflater = zlib.decompressobj(_GZIP_WINDOW)
        return data


def _kind(encoding: str) -> str:
    name = encoding.strip().lower()
    if name in _PLAIN:
        return ""
    if name in _GZIP:
        return "gzip"
    if name == "deflate":
        return "deflate"
    raise BadEncoding(f"it is encoded as {name[:40]!r}, which was not offered")


def _inflater(kind: str, start: bytes) -> _Inflater:
    """`deflate` means zlib (RFC 1950), but some servers send it without its frame (RFC 1951)."""
    if kind == "gzip":
        return zlib.decompressobj(_GZIP_WINDOW)
    framed = start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)
