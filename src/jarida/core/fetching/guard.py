"""The address guard (P6): no request leaves to a place that is not public.

The guard looks three times: at the address as written (`check_url`, at every hop), at what its name resolves
to (`usable`), and at the socket that is about to connect (`check_destination`). The last one decides: it sees the
very address that the connection goes to, so a name that resolves differently a moment later gains nothing.

Networks are taken from the IANA registries of special-purpose addresses (RFC 6890, as of 2025).
"""

import re
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from jarida.core.addresses import web_url
from jarida.core.errors import AddressRefused

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
AddrInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[str | int, ...]]

# Refused whatever `allow_networks` says: nobody publishes there, and the metadata services of clouds, which
# hand out credentials, are there. Allowing 0.0.0.0/0 by mistake must not give those away.
_NEVER = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32", "100.100.100.200/32", "192.0.0.192/32", "224.0.0.0/4",
        "240.0.0.0/4", "::/128", "fe80::/10", "fec0::/10", "ff00::/8", "fd00:ec2::254/128", "fd20:ce::254/128",
    )
)  # fmt: skip
_NOT_PUBLIC_V4 = tuple(
    IPv4Network(network)
    for network in (
        "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    )
)  # fmt: skip
_PUBLIC_V6 = IPv6Network("2000::/3")
# Teredo and other protocol assignments (2001::/23), documentation, 6to4: tunnels that embed an IPv4 address
# and are no longer in public use are refused whole.
_NOT_PUBLIC_V6 = tuple(IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_NAT64 = IPv6Network("64:ff9b::/96")

# Ports of other services that browsers refuse as well (WHATWG Fetch, "bad port"); below 1024 only the web's.
_WEB_PORTS = frozenset((80, 443))
_OTHER_SERVICES = frozenset((1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6679, 6697, 10080))
_CHAT_PORTS = range(6665, 6670)
_PORT = re.compile(r"https?://[^/]*?(?::(\d+))?/", re.ASCII)
_LITERAL = re.compile(r"https?://(?:\[([0-9a-f:.]+)\]|(\d+\.\d+\.\d+\.\d+))[:/]", re.ASCII)


class ConnectionRefusedByGuard(OSError):
    """Raised where a connection would go to a refused address; an OSError so that the next address is tried."""


class AddressGuard:
    """Says where requests may go. `allow_networks` are let through though they are not public."""

    def __init__(self, allow_networks: Iterable[str] = ()) -> None:
        self._allowed = tuple(ip_network(network) for network in allow_networks)

    def check_url(self, url: str, base: str = "") -> str:
        """The address to send a request to, in its one way to be written; raises `AddressRefused`.

        Refused are schemes other than http and https, credentials, ports of other services, hosts that are no
        names, and hosts given as a number that is not public. Names are checked once they are resolved.
        """
        clean = web_url(url, base)
        if not clean:
            raise AddressRefused("is no plain http or https address, so it is not asked", subject=shown(url))
        self._check_port(clean)
        literal = _LITERAL.match(clean)
        if literal and not self.is_public(ip_address(literal[1] or literal[2])):
            raise AddressRefused("is not on the public internet, so it is not asked", subject=shown(clean))
        return clean

    def is_public(self, address: Address) -> bool:
        """Whether a connection to `address` may be made; an IPv4 address inside IPv6 is judged as itself."""
        address = _inner(address)
        if _within(address, _NEVER):
            return False
        if self._allowed and _within(address, self._allowed):
            return True
        if isinstance(address, IPv4Address):
            return not _within(address, _NOT_PUBLIC_V4)
        return address in _PUBLIC_V6 and not _within(address, _NOT_PUBLIC_V6)

    def usable(self, host: str, addresses: Iterable[str]) -> list[str]:
        """Those of the addresses of `host` that may be connected to; raises where there is none."""
        found = list(addresses)
        good = [address for address in found if self._admits(address)]
        if found and not good:
            raise ConnectionRefusedByGuard(f"{host} is at {found[0]}, which is not on the public internet")
        return good

    def check_destination(self, info: AddrInfo) -> None:
        """Raise `ConnectionRefusedByGuard` unless a socket may connect to what `info` describes."""
        family, _, _, _, place = info
        if family not in (socket.AF_INET, socket.AF_INET6) or not self._admits(str(place[0])):
            raise ConnectionRefusedByGuard(f"{place[0]} is not on the public internet")

    def _admits(self, address: str) -> bool:
        try:
            return self.is_public(ip_address(address.partition("%")[0]))
        except ValueError:
            return False

    def _check_port(self, clean: str) -> None:
        found = _PORT.match(clean)
        port = int(found[1]) if found and found[1] else 443
        if (port < 1024 and port not in _WEB_PORTS) or port in _OTHER_SERVICES or port in _CHAT_PORTS:
            raise AddressRefused(f"port {port} is not the web's, so it is not asked", subject=shown(clean))


def shown(url: str) -> str:
    """An address fit for a message of one line: printable, at most 300 characters, without a password."""
    line = "".join([letter if letter.isprintable() else "�" for letter in url.strip()[:400]])
    line = re.sub(r"//[^/@?#]*@", "//…@", line)
    return line if len(line) <= 300 else line[:299] + "…"


def _inner(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else address


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)
