"""Listening and serving: a port that is taken first of all, and an end in good order."""

import contextlib
import logging
import signal
import socket
from collections.abc import Iterator

import uvicorn

log = logging.getLogger(__name__)


def listen_on(host: str, port: int) -> socket.socket:
    """Return a socket that listens at a host's address; port 0 takes a free one. Raises OSError.

    It listens at once, so that nobody else can take the port; callers queue up until it is served.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    # A name such as localhost has several addresses; proxies look for it at the oldest kind.
    family, kind, protocol, _, address = min(found, key=lambda each: each[0] != socket.AF_INET)
    # With the protocol named, asyncio sends small packets at once; else each answer waits 40 ms.
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()
    except OSError:
        bound.close()
        raise
    return bound


class Server(uvicorn.Server):
    """A server that leaves signals to whoever runs the loop.

    uvicorn's own captures them and raises them again at the end: a process that was asked to end
    and did so in good order would seem killed.
    """

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture nothing."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell where: uvicorn does so only for sockets of its own."""
        await super().startup(sockets)
        for bound in sockets or []:
            host, port, *_ = bound.getsockname()
            log.info("Uvicorn running on http://%s:%s", f"[{host}]" if ":" in host else host, port)

    def end(self) -> None:
        """Finish what is under way and stop; a second call stops at once."""
        self.handle_exit(signal.SIGINT, None)
