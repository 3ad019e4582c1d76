"""Whole pages kept in memory, in front of Django: a WSGI layer.

It answers what Django would answer, and only where that is the same for everyone: GET and HEAD without a
session, of responses that say `Cache-Control: public`. An entry holds while the archive's generation is
the one under which it was made, so that what is blocked or withdrawn is gone from every page at once,
and at most `LIFE` seconds, for pages name the day and machines that share a database do not share this
file system. The generation is read before the page is made: a change during the making ends the entry.

Addresses with a query (searches, places in lists) are endless, and a robot asks for each once: they stand on
a shelf of their own, a fifth as large, and can never push out the pages that everybody reads.
"""

import gzip
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from jarida.archive import generation

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Key = tuple[str, str, str, str]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

LIFE = 60.0
LONGEST_QUERY = 200
LONGEST_PATH = 600
LARGEST_PAGE = 1 << 20
MOST_BYTES = 64 << 20
ASKED_SHARE = 5  # the shelf of addresses with a query holds so many times less
SMALLEST_GZIP = 500
# served by others, large, or one person's own
NEVER = ("/static/", "/media/", "/admin/", "/metrics", "/healthz")
KEPT_STATUS = ("200", "301")
COMPRESSIBLE = ("text/", "application/xml", "application/json", "application/rss+xml", "application/atom+xml",
                "application/feed+json", "application/manifest+json")  # fmt: skip
# RFC 9110 §15.4.5: what a 304 repeats; the policies go with it so that no answer is without them
NOT_IN_304 = frozenset({"content-type", "content-length", "content-encoding", "content-language"})


@dataclass(slots=True)
class Counters:
    """What happened since the start of this process. Not locked: a count may be lost, a page never."""

    hits: int = 0
    not_modified: int = 0
    misses: int = 0
    bypassed: int = 0


@dataclass(slots=True)
class Entry:
    """A page as it was answered. `packed` is its gzip form once somebody asked for it."""

    key: Key
    status: str
    headers: Headers
    body: bytes
    token: str
    until: float
    etag: str
    compressible: bool
    packed: bytes | None = field(default=None)

    @property
    def size(self) -> int:
        """Bytes in memory, nearly."""
        return len(self.body) + len(self.packed or b"") + 2000


class Shelf:
    """Entries, the least asked for first, within two bounds. Not locked: `PageCache` does that."""

    def __init__(self, pages: int, most_bytes: int) -> None:
        self.entries: OrderedDict[Key, Entry] = OrderedDict()
        self.bytes = 0
        self._pages = pages
        self._most_bytes = most_bytes

    def keep(self, entry: Entry) -> None:
        """Put an entry in the place of what was kept of its address."""
        if entry.key in self.entries:
            self.drop(entry.key)
        self.entries[entry.key] = entry
        self.bytes += entry.size
        self.shrink()

    def drop(self, key: Key) -> None:
        """Take an entry out."""
        self.bytes -= self.entries.pop(key).size

    def shrink(self) -> None:
        """Take out what is over the bounds."""
        while self.entries and (len(self.entries) > self._pages or self.bytes > self._most_bytes):
            self.drop(next(iter(self.entries)))


class PageCache:
    """A WSGI application around another; `pages` is the most that are kept without a query, 0 keeps none."""

    def __init__(
        self,
        application: Application,
        *,
        pages: int,
        session_cookie: str = "sessionid",
        most_bytes: int = MOST_BYTES,
        token: Callable[[], str] = generation.current,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.application = application
        self.pages = pages
        self.counters = Counters()
        self._session = f"{session_cookie}="
        self._token = token
        self._clock = clock
        self._lock = threading.Lock()
        self._kept = Shelf(pages, most_bytes)
        self._asked = Shelf(max(1, pages // ASKED_SHARE), most_bytes // ASKED_SHARE)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory where that is right, else through the application."""
        environ["jarida.pagecache"] = self
        if not self._concerned(environ):
            self.counters.bypassed += 1
            return self.application(environ, start_response)
        key = _key(environ)
        token = self._token()
        entry = self._find(key, token)
        if entry is not None:
            return self._answer(entry, environ, start_response)
        self.counters.misses += 1
        if environ["REQUEST_METHOD"] == "HEAD":
            return self.application(environ, start_response)
        return self._through(key, token, environ, start_response)

    def state(self) -> tuple[int, int]:
        """How many pages are kept, and their bytes."""
        with self._lock:
            shelves = (self._kept, self._asked)
            return sum(len(shelf.entries) for shelf in shelves), sum(shelf.bytes for shelf in shelves)

    def _shelf(self, key: Key) -> Shelf:
        return self._asked if key[-1] else self._kept

    def _concerned(self, environ: Environ) -> bool:
        path = environ.get("PATH_INFO", "")
        return (
            self.pages > 0
            and environ.get("REQUEST_METHOD") in ("GET", "HEAD")
            and len(path) <= LONGEST_PATH
            and len(environ.get("QUERY_STRING", "")) <= LONGEST_QUERY
            and not path.startswith(NEVER)
            and self._session not in environ.get("HTTP_COOKIE", "")
            and "HTTP_AUTHORIZATION" not in environ
        )

    def _find(self, key: Key, token: str) -> Entry | None:
        with self._lock:
            shelf = self._shelf(key)
            entry = shelf.entries.get(key)
            if entry is None:
                return None
            if entry.token == token and self._clock() < entry.until:
                shelf.entries.move_to_end(key)
                return entry
            shelf.drop(key)
            return None

    def _keep(self, entry: Entry) -> None:
        with self._lock:
            self._shelf(entry.key).keep(entry)

    def _through(self, key: Key, token: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Ask the application, and keep its answer where it may be kept."""
        begun: list[tuple[str, Headers]] = []

        def begin(status: str, headers: Headers, exc_info: Any = None) -> Any:
            begun[:] = [(status, headers)]
            # what may be kept is answered from the entry; all else goes on as it is
            return None if _may_keep(status, headers) else start_response(status, headers, *_given(exc_info))

        result = self.application(environ, begin)
        if not begun or not _may_keep(*begun[0]):
            return result
        body = _collect(result)
        entry = _entry(key, *begun[0], body, token, self._clock() + LIFE)
        if len(body) <= LARGEST_PAGE:
            self._keep(entry)
        return self._send(entry, environ, start_response)

    def _answer(self, entry: Entry, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if entry.etag and _matches(environ.get("HTTP_IF_NONE_MATCH", ""), entry.etag):
            self.counters.not_modified += 1
            start_response("304 Not Modified", [each for each in entry.headers if each[0].lower() not in NOT_IN_304])
            return []
        self.counters.hits += 1
        return self._send(entry, environ, start_response)

    def _send(self, entry: Entry, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        body, headers = entry.body, entry.headers
        if entry.compressible and _accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            body, headers = self._packed(entry), [*headers, ("Content-Encoding", "gzip")]
        start_response(entry.status, [*headers, ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _packed(self, entry: Entry) -> bytes:
        if entry.packed is None:
            packed = gzip.compress(entry.body, compresslevel=6, mtime=0)
            with self._lock:
                shelf = self._shelf(entry.key)
                if entry.packed is None:
                    shelf.bytes += len(packed) if shelf.entries.get(entry.key) is entry else 0
                    entry.packed = packed
                shelf.shrink()
        return entry.packed


def _key(environ: Environ) -> Key:
    # the host is in it: whatever a page says of its own address must not reach readers of another
    return (
        environ.get("wsgi.url_scheme", ""), environ.get("HTTP_HOST", ""),
        environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""),
    )  # fmt: skip


def _may_keep(status: str, headers: Headers) -> bool:
    found = {name.lower(): value for name, value in headers}
    vary = {name.strip().lower() for name in found.get("vary", "").split(",") if name.strip()}
    return (
        status[:3] in KEPT_STATUS
        and "public" in found.get("cache-control", "")
        and "set-cookie" not in found
        and "content-encoding" not in found
        and vary <= {"accept-encoding"}
        and (status[:3] != "200" or found.get("content-type", "").startswith(COMPRESSIBLE))
        and int(found.get("content-length") or 0) <= LARGEST_PAGE
    )


def _entry(key: Key, status: str, headers: Headers, body: bytes, token: str, until: float) -> Entry:
    found = {name.lower(): value for name, value in headers}
    compressible = len(body) >= SMALLEST_GZIP and found.get("content-type", "").startswith(COMPRESSIBLE)
    etag = found.get("etag", "")
    if etag and compressible and not etag.startswith("W/"):
        etag = f"W/{etag}"  # two encodings under one tag: weak (RFC 9110 §8.8.1)
    kept = [each for each in headers if each[0].lower() not in ("content-length", "etag", "vary")]
    kept += [("ETag", etag)] if etag else []
    kept += [("Vary", "Accept-Encoding")] if compressible else []
    return Entry(key, status, kept, body, token, until, etag, compressible)


def _collect(result: Iterable[bytes]) -> bytes:
    try:
        return b"".join(result)
    finally:
        close = getattr(result, "close", None)
        if close is not None:
            close()


def _given(exc_info: Any) -> tuple[Any, ...]:
    return () if exc_info is None else (exc_info,)


def _matches(header: str, etag: str) -> bool:
    """If-None-Match, compared weakly (RFC 9110 §13.1.2)."""
    wanted = etag.removeprefix("W/")
    return bool(header) and (
        header.strip() == "*" or any(held.strip().removeprefix("W/") == wanted for held in header[:2000].split(","))
    )


def _accepts_gzip(header: str) -> bool:
    for part in header[:500].split(","):
        coding, _, parameter = part.partition(";")
        if coding.strip().lower() in ("gzip", "*"):
            return parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
