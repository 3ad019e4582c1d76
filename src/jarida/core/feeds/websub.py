"""WebSub (W3C Recommendation, 23 January 2018), the subscriber's part: data and decisions, no network.

A feed that names a hub is subscribed to there: the hub asks back at an address that only it knows, and then
sends what is new, signed with a secret of ours. Every section number here is of that Recommendation.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

LONGEST_ADDRESS = 1000
WANTED_LEASE = 10 * 24 * 3600  # seconds that we ask for
SHORTEST_LEASE, LONGEST_LEASE = 300, 90 * 24 * 3600
RENEW_AT = 0.8  # of the lease: a hub that is away for a day does not end a lease of ten
PATIENCE = timedelta(minutes=15)  # within which a hub that accepted must have asked back
DENIED_PAUSE = timedelta(days=7)
RETRY_FIRST, RETRY_LONGEST = timedelta(minutes=5), timedelta(days=1)
METHODS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}

_LINK = re.compile(
    r"<([^<>]{1,2000})>((?:\s*;\s*[a-z*]{1,20}\s*=\s*(?:\"[^\"]{0,500}\"|[^\s\",;]{0,500})){0,10})", re.IGNORECASE
)
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]*))", re.IGNORECASE)
_SIGNATURE = re.compile(r"(sha1|sha256|sha384|sha512)=([0-9a-f]{40,128})", re.IGNORECASE)


class HubState(StrEnum):
    """How far a subscription has come."""

    WANTED = "wanted"  # to be asked for
    ASKED = "asked"  # the hub accepted to ask back
    ACTIVE = "active"  # the hub asked back and was told yes
    DENIED = "denied"  # the hub refuses
    FAILING = "failing"  # the hub cannot be asked; it is tried again
    LEAVING = "leaving"  # no longer wanted; the hub is to be told
    LEFT = "left"


class Mode(StrEnum):
    """What a hub is asked for, or says (§5.1, §5.2, §5.3)."""

    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Hub:
    """Where to subscribe, and to what: the address of the hub and the feed's own (its topic)."""

    url: str
    topic: str


@dataclass(frozen=True, slots=True)
class Subscribing:
    """A subscription of which the hub is to be told something."""

    id: int
    hub: str
    topic: str
    token: str
    secret: str
    mode: Mode
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How a subscription stands after something happened to it."""

    state: HubState
    next_action_at: datetime | None
    attempts: int = 0
    problem: str = ""


def discovered(headers: Mapping[str, str], hub: str, topic: str, url: str) -> Hub | None:
    """The hub of a feed fetched from `url`: Link headers go before what the document says (§4).

    None where there is none, or where an address is no web address or too long to be kept.
    """
    links = link_relations(headers.get("link", ""))
    hub_url = _joined(url, links.get("hub") or hub)
    topic_url = _joined(url, links.get("self") or topic) or url
    return Hub(hub_url, topic_url) if hub_url and len(url) <= LONGEST_ADDRESS else None


def link_relations(header: str) -> dict[str, str]:
    """The first target of each relation in a Link header (RFC 8288 §3)."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(header[:8000]):
        rel = _REL.search(parameters)
        for name in (rel[1] or rel[2] or "").lower().split() if rel else ():
            found.setdefault(name, target.strip())
    return found


def _joined(base: str, address: str) -> str:
    """A web address, absolute; "" where there is none."""
    try:
        joined = urljoin(base, address.strip()) if address.strip() else ""
        parts, own = urlsplit(joined), urlsplit(address.strip())
    except ValueError:
        return ""
    named = bool(own.hostname) or not own.scheme
    return joined if named and parts.scheme in ("http", "https") and len(joined) <= LONGEST_ADDRESS else ""


def confidential(hub: str) -> bool:
    """Whether a secret may be sent there (§5.1): over TLS, or to this machine."""
    parts = urlsplit(hub)
    return parts.scheme == "https" or (parts.hostname or "") in ("localhost", "127.0.0.1", "::1")


def request_form(work: Subscribing, callback: str) -> dict[str, str]:
    """What a hub is sent (§5.1); without a secret where others could read it."""
    form = {"hub.callback": callback, "hub.mode": work.mode.value, "hub.topic": work.topic}
    if work.mode is Mode.UNSUBSCRIBE:
        return form
    form["hub.lease_seconds"] = str(WANTED_LEASE)
    return form | {"hub.secret": work.secret} if confidential(work.hub) else form


def is_signed(secret: str, body: bytes, header: str) -> bool:
    """Whether X-Hub-Signature proves that who knows the secret sent this body (§7.1)."""
    found = _SIGNATURE.fullmatch(header.strip())
    if not found or not secret:
        return False
    expected = hmac.new(secret.encode(), body, METHODS[found[1].lower()]).hexdigest()
    return hmac.compare_digest(expected, found[2].lower())


def accepted(mode: Mode, now: datetime) -> Standing:
    """The hub accepted the request, and will ask back (§5.1.2)."""
    state = HubState.LEAVING if mode is Mode.UNSUBSCRIBE else HubState.ASKED
    return Standing(state, now + PATIENCE)


def refused(work: Subscribing, problem: str, now: datetime, *, final: bool, jitter: float) -> Standing:
    """The hub could not be asked, or refused (`final`: it says that we are wrong, not that it is busy)."""
    attempts = work.attempts + 1
    if work.mode is Mode.UNSUBSCRIBE:  # its pushes find nobody, and its lease ends
        return Standing(HubState.LEFT, None, attempts, problem)
    if final:
        return Standing(HubState.DENIED, now + DENIED_PAUSE, attempts, problem)
    pause = min(RETRY_FIRST * 2 ** min(attempts - 1, 20), RETRY_LONGEST) * (0.75 + 0.25 * jitter)
    return Standing(HubState.FAILING, now + pause, attempts, problem)


def lease(text: str) -> int:
    """The seconds that a hub grants, within reason; what we asked for where it does not say (§5.3)."""
    if not (text.isascii() and text.isdigit()):
        return WANTED_LEASE
    return min(max(int(text[:12]), SHORTEST_LEASE), LONGEST_LEASE)


def renewal(now: datetime, seconds: int) -> datetime:
    """When a lease that begins now is asked for again."""
    return now + timedelta(seconds=seconds * RENEW_AT)


def confirms(state: HubState, mode: str, *, same_topic: bool) -> bool:
    """Whether to answer yes to a hub that asks back (§5.3): only to what was asked of it.

    An active subscription confirms again: hubs repeat the question, and ask it of their own accord on a move.
    """
    if not same_topic:
        return False
    if mode == Mode.UNSUBSCRIBE:
        return state in (HubState.LEAVING, HubState.LEFT)
    # a hub may ask back before its answer to our request has arrived
    return mode == Mode.SUBSCRIBE and state in (HubState.WANTED, HubState.ASKED, HubState.ACTIVE, HubState.FAILING)
