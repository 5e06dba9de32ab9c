"""Doing something again and again until the process ends: the shape of every loop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.deps import Deps, pause

LOOK_EVERY_SECONDS = 0.5
"""How often to look for work unrung: what other processes add, and what falls due by time."""

log = logging.getLogger(__name__)


async def keep_doing(deps: Deps, stop: asyncio.Event, work: Callable[[], Awaitable[int]]) -> None:
    """Do something again and again; rest when there was nothing to do, or when it failed."""
    with deps.bell.ear() as ear:
        while not stop.is_set():
            ear.clear()
            try:
                busy = await work() > 0
            except Exception:
                log.exception("a round failed")
                await pause(stop, LOOK_EVERY_SECONDS)
                continue
            if not busy:
                await pause(ear, LOOK_EVERY_SECONDS)
