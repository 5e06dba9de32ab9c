"""Which addresses of the web Saphan may call: public ones only, so that no link reaches inside."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

PORTS = {"http": 80, "https": 443}
"""The schemes that are called, each at its own port only."""

_NUMERIC = re.compile(r"(0x[0-9a-f]*|\d+)", re.IGNORECASE)
_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
# Set aside for protocols and relays; and one behind which a cloud keeps its machines' secrets.
_CLOSED = [ip_network(text) for text in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")]


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet, and no other one in disguise.

    Not so are private, loopback, link-local (where clouds keep their metadata), shared (CGNAT),
    multicast, reserved and documentation addresses, nor IPv6 addresses that carry such an IPv4
    one. What is no address at all is not public.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        inner = _inside(address)
        return is_public(str(inner)) if inner else address in _UNICAST and address.is_global
    closed = address.is_multicast or any(address in network for network in _CLOSED)
    return address.is_global and not closed


def _inside(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour


def is_numeric(host: str) -> bool:
    """Whether a host would be read as an IPv4 address, in any of the forms that systems know.

    `0x7f000001`, `2130706433` and `127.1` are all the own machine. Source: WHATWG URL, "ends in a
    number".
    """
    return _NUMERIC.fullmatch(host.rstrip(".").rsplit(".", 1)[-1]) is not None


def literal(host: str) -> str | None:
    """Return the IP address that a host is, in its usual form; `None` for a name.

    Unusual forms of an IPv4 address give `None` too: see `is_numeric`.
    """
    try:
        return str(ip_address(host.strip("[]")))
    except ValueError:
        return None
