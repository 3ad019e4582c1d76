"""What headers say, read with distrust: every value is bounded, and nothing of them can break a request."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote

from jarida.core.fetching.decompression import OFFERED
from jarida.core.fetching.model import Purpose, Validators

LONGEST_ETAG = 300
LONGEST_DATE = 100
NO_VALIDATORS = Validators()
MAX_RETRY_AFTER = 24 * 3600.0
MAX_FRESHNESS = 31 * 24 * 3600.0

_SINGLE = frozenset(
    ("location", "content-type", "etag", "last-modified", "retry-after", "expires", "date", "age", "content-length")
)
_VISIBLE = "".join(map(chr, range(0x21, 0x7F)))
_PRINTABLE = re.compile(r"[\x20-\x7e]+")
_MAX_AGE = re.compile(r"(?:\A|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_STALE_AT_ONCE = re.compile(r"(?:\A|[\s,])(?:no-cache|no-store)(?=[\s,=]|\Z)", re.IGNORECASE)
_ACCEPT = {
    Purpose.FEED: "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1",
    Purpose.PAGE: "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
    Purpose.IMAGE: "image/webp, image/jpeg, image/png, image/*;q=0.8, */*;q=0.1",
    Purpose.ROBOTS: "text/plain, */*;q=0.1",
    Purpose.HUB: "text/plain, */*;q=0.1",
}


def request_headers(user_agent: str, purpose: Purpose, validators: Validators) -> dict[str, str]:
    """The headers of a request; validators that are too long or not printable ASCII are left out."""
    headers = {"User-Agent": user_agent, "Accept": _ACCEPT[purpose], "Accept-Encoding": OFFERED}
    if etag := sound(validators.etag, LONGEST_ETAG):
        headers["If-None-Match"] = etag
    if date := sound(validators.last_modified, LONGEST_DATE):
        headers["If-Modified-Since"] = date
    return headers


def sound(value: str, longest: int) -> str:
    """`value` if it can stand in a header of ours, else ""."""
    value = value.strip()
    return value if len(value) <= longest and _PRINTABLE.fullmatch(value) else ""


def plain_headers(items: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by name in lower case, as storable text; Location as an address.

    Repeated ones are joined by commas (RFC 9110 §5.3); of those that can have one value only, the first counts.
    """
    headers: dict[str, str] = {}
    for name, value in items:
        key = name.lower()
        text = value if value.isascii() else _storable(key, value)
        if key not in headers:
            headers[key] = text
        elif key not in _SINGLE:
            headers[key] = f"{headers[key]}, {text}"
    return headers


def _storable(key: str, value: str) -> str:
    """What the client decoded with lone surrogates for bytes that are not UTF-8; an address keeps those bytes."""
    raw = value.encode("utf-8", "surrogateescape")
    return quote(raw, safe=_VISIBLE) if key == "location" else raw.decode("utf-8", "replace")


def validators_of(headers: Mapping[str, str], sent: Validators = NO_VALIDATORS) -> Validators:
    """The validators to send next time: the answer's own, else those that were `sent` and proved good."""
    etag = sound(headers.get("etag", ""), LONGEST_ETAG)
    date = sound(headers.get("last-modified", ""), LONGEST_DATE)
    return Validators(etag, date) if etag or date else sent


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Retry-After (RFC 9110 §10.2.3) in seconds from `now` (Unix time), from 0 to a day; None if it is not there."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(min(int(value[:12]), MAX_RETRY_AFTER))
    moment = _moment(value)
    return None if moment is None else min(max(0.0, moment - now), MAX_RETRY_AFTER)


def freshness(headers: Mapping[str, str], now: float) -> float | None:
    """For how many seconds the answer says it stays fresh (RFC 9111 §4.2); None if it does not say.

    Cache-Control goes before Expires; the answer's Age is taken off. At most 31 days.
    """
    control = headers.get("cache-control", "")
    if control:
        if _STALE_AT_ONCE.search(control):
            return 0.0
        if found := _MAX_AGE.search(control):
            return min(max(0.0, float(found[1]) - _age(headers)), MAX_FRESHNESS)
    if "expires" not in headers:
        return None
    expires = _moment(headers["expires"])
    if expires is None:  # "0" and other invalid dates mean "already expired"
        return 0.0
    made = _moment(headers.get("date", ""))
    return min(max(0.0, expires - (now if made is None else made)), MAX_FRESHNESS)


def declared_length(headers: Mapping[str, str]) -> int:
    """Content-Length, or 0 where none is declared."""
    value = headers.get("content-length", "")
    return int(value[:18]) if value.isascii() and value.isdigit() else 0


def _age(headers: Mapping[str, str]) -> float:
    value = headers.get("age", "")
    return float(value[:12]) if value.isascii() and value.isdigit() else 0.0


def _moment(value: str) -> float | None:
    """An HTTP date as Unix time."""
    if not value or len(value) > LONGEST_DATE:
        return None
    try:
        moment = parsedate_to_datetime(value)
        return _aware(moment).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
