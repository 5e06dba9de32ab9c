"""The worker: one loop for each kind of work, side by side, so that none holds up another."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from bot.deps import Deps, pause
from bot.evidence.worker import open_evidence
from bot.inbox.dispatcher import drain_inbox
from bot.outbox.enqueue import push_due_notices
from bot.outbox.sender import AT_ONCE, claim, deliver

LOOK_EVERY_SECONDS = 0.5
"""How often a loop looks for work unwoken: other processes add some, and some falls due by time."""

log = logging.getLogger(__name__)


async def run_worker(deps: Deps, stop: asyncio.Event) -> None:
    """Work until `stop` is set, and let calls to LINE that are on their way come back."""
    sending = _Sending(deps)
    async with open_evidence(deps) as for_evidence, asyncio.TaskGroup() as loops:
        for work in (partial(_handle_events, deps), sending.start_due):
            loops.create_task(keep_doing(deps, stop, work))
        droppable = [loops.create_task(keep_doing(deps, stop, work)) for work in for_evidence]
        await stop.wait()
        # A download may take minutes. It is dropped, and begins again when its lease runs out.
        for loop in droppable:
            loop.cancel()
    await sending.finish()


async def keep_doing(deps: Deps, stop: asyncio.Event, work: Callable[[], Awaitable[int]]) -> None:
    """Do a work again and again; rest when there was nothing to do, or when it failed.

    The rest ends when the loops are woken, or after a moment.
    """
    with deps.loops.listener() as woken:
        while not stop.is_set():
            # Cleared before looking: what is added from now on ends the next rest.
            woken.clear()
            try:
                busy = await work() > 0
            except Exception:
                log.exception("a round failed")
                await pause(stop, LOOK_EVERY_SECONDS)
                continue
            if not busy:
                await pause(woken, LOOK_EVERY_SECONDS)


async def _handle_events(deps: Deps) -> int:
    """Deal with waiting events, and turn notices whose time has come into pushes."""
    events = await drain_inbox(deps)
    pushes = await push_due_notices(deps)
    if events or pushes:
        deps.loops.wake()
    return events


class _Sending:
    """Calls to LINE that are on their way: a slow chat does not hold up the others."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._calls: set[asyncio.Task[None]] = set()

    async def start_due(self) -> int:
        """Start as many due requests as there is room for."""
        room = AT_ONCE - len(self._calls)
        rows = await claim(self._deps, room) if room else []
        for row in rows:
            call = asyncio.create_task(deliver(self._deps, row))
            self._calls.add(call)
            call.add_done_callback(self._ended)
        return len(rows)

    def _ended(self, call: asyncio.Task[None]) -> None:
        self._calls.discard(call)
        if not call.cancelled() and (error := call.exception()) is not None:
            log.error("a request could not be settled", exc_info=error)
        # The next request of the same chat may go now.
        self._deps.loops.wake()

    async def finish(self) -> None:
        """Wait for the calls that are on their way."""
        if self._calls:
            await asyncio.wait(self._calls)
