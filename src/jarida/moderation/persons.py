"""From a request to what is kept of the person who sent it: two keyed hashes, nothing in the clear."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from jarida.moderation.decide import Reporter

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

COOKIE = "jarida_person"
SALT = "jarida.moderation.cookie"
LONGEST_FORWARDED = 2000
# whoever has no address that can be read is one person with all others like them
NOWHERE = "unknown"


def keyed_hash(purpose: str, value: str) -> str:
    """HMAC-SHA256 of `value` under a key derived from the site's secret and the purpose, in hexadecimal."""
    return salted_hmac(f"jarida.moderation.{purpose}", value, algorithm="sha256").hexdigest()


def client_address(remote: str, forwarded: str, trusted: Iterable[Network]) -> str:
    """The client's address as text, an IPv6 address as its /64 (one household), or NOWHERE.

    `remote` is who connected. X-Forwarded-For (`forwarded`) is believed only where that is a proxy that
    the operator trusts, and only from the right: up to the first address that is not such a proxy.
    """
    networks = tuple(trusted)
    address = _parse(remote)
    hops = forwarded[-LONGEST_FORWARDED:].split(",") if forwarded else []
    while hops and address and _within(address, networks):
        before = _parse(hops.pop())
        if before is None:
            break
        address = before
    return _unit(address) if address else NOWHERE


def _parse(text: str) -> Address | None:
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _within(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def _unit(address: Address) -> str:
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))


@lru_cache(maxsize=4)
def _networks(texts: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(text) for text in texts)


def address_hash(request: HttpRequest) -> str:
    """The keyed hash of where the request came from."""
    address = client_address(
        request.META.get("REMOTE_ADDR", ""),
        request.META.get("HTTP_X_FORWARDED_FOR", ""),
        _networks(settings.OPTIONS.site.trusted_proxies),
    )
    return keyed_hash("address", address)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a request. `person` is the random identifier in their cookie, `fresh` if it was made just now."""

    reporter: Reporter
    person: str
    fresh: bool


def sender_of(request: HttpRequest) -> Sender:
    """Who sent the request; a cookie that is missing, forged or too old is replaced by a fresh one."""
    held = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=_remembered())
    person = held or secrets.token_urlsafe(18)
    return Sender(Reporter(address_hash(request), keyed_hash("cookie", person)), person, fresh=not held)


def remember(response: HttpResponseBase, person: str) -> None:
    """Set the cookie that tells one reporter from another, for as long as reports are remembered."""
    response.set_signed_cookie(
        COOKIE, person, salt=SALT, max_age=_remembered(), httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _remembered() -> timedelta:
    return timedelta(days=settings.OPTIONS.moderation.forget_days)
