"""Waiting until something has happened, instead of sleeping."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from simulator.changes import Changes

Found = TypeVar("Found")


async def wait_for(changes: Changes, look: Callable[[], Found], seconds: float) -> Found:
    """Return what `look` finds as soon as it is true, or what it gives after `seconds`."""
    happened = asyncio.Event()
    deadline = asyncio.get_running_loop().time() + seconds
    with changes.listening(happened.set):
        while not (found := look()):
            left = deadline - asyncio.get_running_loop().time()
            try:
                await asyncio.wait_for(happened.wait(), max(left, 0))
            except TimeoutError:
                return look()
            happened.clear()
    return found
