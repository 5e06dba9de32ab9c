"""Visiting the links of issues and reports, without being led to places inside. Rule F7."""

import asyncio
import logging
import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple

import httpx

from bot.deps import Deps
from bot.queue import deal_with_due, kept
from domain.links import PORTS, is_numeric, is_public, literal, page_title
from domain.retries import Retries
from models.evidence import link_checks
from models.evidence.link_checks import LinkCheck, LinkState

REDIRECTS = 3
CALL_SECONDS = 10.0
MOST_BYTES = 128 * 1024
"""How much of a page is read: enough for its title."""

_AGENT = "Mozilla/5.0 (compatible; Saphan link check)"
_MOVED = (301, 302, 303, 307, 308)

Resolve = Callable[[str, int], Awaitable[list[str]]]


class LinkRefused(Exception):
    """The link leads where Saphan does not go; the text is one word for why."""


class Unreachable(Exception):
    """Nobody answered; the text is one word for why."""


class Seen(NamedTuple):
    """What a link showed in the end."""

    status: int
    url: str
    title: str


class _Page(NamedTuple):
    status: int
    location: str | None
    title: str


async def resolve(host: str, port: int) -> list[str]:
    """Return every address of a name; raises Unreachable."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise Unreachable("no such host") from None
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Web:
    """The web as links are called in it."""

    def __init__(self, client: httpx.AsyncClient, resolve: Resolve = resolve) -> None:
        """Call through a client that is given addresses, never names."""
        self._client = client
        self._resolve = resolve

    async def visit(self, link: str) -> Seen:
        """Return what a link shows after its redirects; raises LinkRefused, Unreachable."""
        try:
            async with asyncio.timeout(CALL_SECONDS):
                return await self._visit(link)
        except TimeoutError:
            raise Unreachable("timeout") from None

    async def _visit(self, link: str) -> Seen:
        url = _parsed(link)
        for _ in range(REDIRECTS + 1):
            page = await self._call(url)
            if page.location is None:
                return Seen(page.status, str(url), page.title)
            url = _parsed(page.location, url)
        raise LinkRefused("too many redirects")

    async def _call(self, url: httpx.URL) -> _Page:
        """Call one address of a link's host; all of them must be public."""
        host = url.raw_host.decode("ascii")
        address = literal(host)
        if address is None and is_numeric(host):
            raise LinkRefused("numeric host")
        addresses = [address] if address else await self._resolve(host, PORTS[url.scheme])
        if not addresses or not all(map(is_public, addresses)):
            raise LinkRefused("address not public")
        # The name stays in the Host header and in TLS, where the certificate must match it.
        called = self._client.stream(
            "GET",
            url.copy_with(host=addresses[0]),
            headers={"host": url.netloc.decode("ascii")},
            extensions={"sni_hostname": host},
        )
        try:
            async with called as answer:
                return await _read(answer)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable(type(error).__name__) from None


def _parsed(link: str, base: httpx.URL | None = None) -> httpx.URL:
    """Return a link as a URL, relative to `base`; raises LinkRefused for what is not called."""
    try:
        url = base.join(link) if base else httpx.URL(link)
    except (httpx.InvalidURL, ValueError):
        raise LinkRefused("no address") from None
    if url.scheme not in PORTS or not url.host:
        raise LinkRefused("scheme")
    if url.userinfo:
        raise LinkRefused("password in the address")
    if url.port not in (None, PORTS[url.scheme]):
        raise LinkRefused("port")
    return url


async def _read(answer: httpx.Response) -> _Page:
    if answer.status_code in _MOVED and "location" in answer.headers:
        return _Page(answer.status_code, answer.headers["location"], "")
    kind = answer.headers.get("content-type", "")
    if "html" not in kind.lower():
        return _Page(answer.status_code, None, "")
    body = bytearray()
    async for chunk in answer.aiter_raw():
        body += chunk[: MOST_BYTES - len(body)]
        if len(body) >= MOST_BYTES:
            break
    plain = _unpacked(bytes(body), answer.headers.get("content-encoding", ""))
    return _Page(answer.status_code, None, page_title(plain, kind))


def _unpacked(body: bytes, encoding: str) -> bytes:
    """Undo gzip, which was not asked for, up to as many bytes as are read of any page."""
    if encoding.lower() not in ("gzip", "x-gzip"):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MOST_BYTES)
    except zlib.error:
        return b""


@asynccontextmanager
async def open_web() -> AsyncIterator[Web]:
    """Open a client for the time of the block."""
    headers = {
        "user-agent": _AGENT,
        "accept": "text/html, */*;q=0.5",
        "accept-encoding": "identity",
        "accept-language": "th, en",
    }
    limits = httpx.Limits(max_keepalive_connections=0)
    async with httpx.AsyncClient(
        headers=headers, timeout=CALL_SECONDS, limits=limits, trust_env=False
    ) as client:
        yield Web(client)


AT_ONCE = 4
RETRIES = Retries(timedelta(minutes=10), timedelta(minutes=10), attempts=3)

log = logging.getLogger(__name__)


async def check_due(deps: Deps, web: Web) -> int:
    """Call the links that are due, some at once; return how many were called."""
    deal = partial(_check, deps, web)
    return await deal_with_due(deps, link_checks.queue, deal, AT_ONCE)


async def _check(deps: Deps, web: Web, row: LinkCheck) -> None:
    """Call one link and note what was found; what may pass is tried again."""
    async with kept(deps, link_checks.queue, row):
        state, found = await _look(web, row)
    now = deps.clock()
    passing = state is LinkState.UNREACHABLE or found.get("status", 0) >= 500
    retry_at = RETRIES.next_at(row.attempts + 1, row.recorded_at, now) if passing else None
    found |= {"checked_at": now, "retry_at": retry_at, "state": state}
    async with deps.sessions.begin() as session:
        await link_checks.queue.fail(session, row, now, **found)


async def _look(web: Web, row: LinkCheck) -> tuple[LinkState, dict[str, Any]]:
    try:
        seen = await web.visit(row.url)
    except LinkRefused as error:
        return LinkState.REFUSED, {"error": str(error)}
    except Unreachable as error:
        return LinkState.UNREACHABLE, {"error": str(error)}
    except Exception:  # a stranger's page must not end the worker
        log.exception("a link could not be checked", extra={"link_check_id": row.id})
        return LinkState.UNREACHABLE, {"error": "not understood"}
    state = LinkState.ALIVE if seen.status < 400 else LinkState.BROKEN
    return state, {"status": seen.status, "final_url": seen.url, "title": seen.title}
