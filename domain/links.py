"""Links that Saphan may visit, and the title of the page behind one. Rule F7."""

import re
from html.parser import HTMLParser
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from domain import bounds

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_THAI = re.compile(r"(?:tis-?620|windows-874|cp874|iso-8859-11)", re.IGNORECASE)
# Others that Python knows are no charsets of pages, and some are slow.
_KNOWN = re.compile(r"(?:utf-8|utf-16(?:le|be)?|windows-125\d|iso-8859-\d{1,2})", re.IGNORECASE)


def page_title(body: bytes, content_type: str) -> str:
    """Return the page's title in one line, clipped; empty where there is none.

    The charset is that of the header, else of the page, else UTF-8 where it fits, else Thai.
    """
    parser = _Title()
    parser.feed(_decoded(body, content_type))
    title = "".join(each if each.isprintable() else " " for each in "".join(parser.pieces))
    return " ".join(title.split())[: bounds.NAME]


def _decoded(body: bytes, content_type: str) -> str:
    header, page = _HEADER.search(content_type), _META.search(body)
    named = header[1] if header else page[1].decode() if page else ""
    if _THAI.fullmatch(named):
        return body.decode("cp874", "replace")
    if _KNOWN.fullmatch(named):
        return body.decode(named, "replace")
    # The body may end in the middle of a character.
    whole = body.decode("utf-8", "ignore")
    return whole if len(whole.encode()) >= len(body) - 3 else body.decode("cp874", "replace")


class _Title(HTMLParser):
    """Keeps the text of the first title."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._inside, self._done = False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter the first title; an SVG inside the page has titles of its own."""
        self._inside = tag == "title" and not self._done

    def handle_endtag(self, tag: str) -> None:
        """Leave the title."""
        if tag == "title" and self._inside:
            self._inside, self._done = False, True

    def handle_data(self, data: str) -> None:
        """Keep what stands in the title."""
        if self._inside:
            self.pieces.append(data)


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
