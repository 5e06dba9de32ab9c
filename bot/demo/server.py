"""A web server inside a running loop, for as long as it is needed."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

from bot.server import Server, listen_on

HOST = "127.0.0.1"
START_POLL_SECONDS = 0.01


def listen(port: int) -> socket.socket:
    """Return a socket bound on loopback; port 0 takes a free one. Raises OSError."""
    return listen_on(HOST, port)


def address(bound: socket.socket) -> str:
    """Return the base URL of a bound socket."""
    return f"http://{HOST}:{bound.getsockname()[1]}"


@asynccontextmanager
async def serving(app: FastAPI, bound: socket.socket) -> AsyncIterator[None]:
    """Serve an app on a bound socket until the block ends; raises RuntimeError if it cannot."""
    config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1, lifespan="on")
    server = Server(config)
    task = asyncio.create_task(server.serve(sockets=[bound]))
    while not server.started:
        if task.done():
            raise RuntimeError(f"{app.title} did not start")
        await asyncio.sleep(START_POLL_SECONDS)
    try:
        yield
    finally:
        server.should_exit = True
        await task
