"""The worker: inbox and outbox are emptied side by side, so that a slow LINE delays no command."""

import asyncio
import logging
from functools import partial

from bot.deps import Deps
from bot.evidence.worker import run_evidence
from bot.inbox.dispatcher import drain_inbox
from bot.outbox.enqueue import push_due_notices
from bot.outbox.sender import AT_ONCE, claim, deliver
from bot.rounds import keep_doing

log = logging.getLogger(__name__)


async def run_worker(deps: Deps, stop: asyncio.Event) -> None:
    """Work until `stop` is set, and let calls that are on their way come back."""
    sending = _Sending(deps)
    async with asyncio.TaskGroup() as loops:
        loops.create_task(keep_doing(deps, stop, partial(_understand, deps)))
        loops.create_task(keep_doing(deps, stop, sending.start_due))
        loops.create_task(run_evidence(deps, stop))
    await sending.finish()


async def _understand(deps: Deps) -> int:
    """Deal with waiting events, and turn notices whose time has come into pushes."""
    events = await drain_inbox(deps)
    pushes = await push_due_notices(deps)
    if events or pushes:
        deps.bell.ring()
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
        self._deps.bell.ring()

    async def finish(self) -> None:
        """Wait for the calls that are on their way."""
        if self._calls:
            await asyncio.wait(self._calls)
