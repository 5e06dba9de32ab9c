"""The worker: one loop for each kind of work, side by side, so that none holds up another."""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import datetime
from functools import partial
from typing import Any

from bot.deps import Deps
from bot.evidence.worker import open_evidence
from bot.inbox.dispatcher import Lane, deal_with, look_at_lanes
from bot.loops import Look, pause
from bot.outbox.enqueue import look_at_notices
from bot.outbox.sender import AT_ONCE, deliver
from bot.queue import claim_due
from models import outbox
from models.database import will_pass
from models.inbox import InboxEvent
from models.work import Work, listen

AFTER_FAILURE = 0.5
"""How many seconds rests what failed."""

HEAD_START_SECONDS = 2.0
"""How long, at the start, requests that waited go ahead of everything else."""

log = logging.getLogger(__name__)


async def run_worker(deps: Deps, stop: asyncio.Event) -> None:
    """Work until `stop` is set, and let what is under way come to its end."""
    handling = _UnderWay(deps, Work.EVENTS, _lanes_at_once(deps))
    sending = _UnderWay(deps, Work.REQUESTS, AT_ONCE)
    looks: tuple[tuple[Look, Work], ...] = (
        (partial(_handle_due, deps, handling), Work.EVENTS),
        (partial(look_at_notices, deps), Work.NOTICES),
        (partial(_send_due, deps, sending), Work.REQUESTS),
    )
    await _send_first(deps, sending)
    async with open_evidence(deps) as for_evidence, asyncio.TaskGroup() as loops:
        for look, work in looks:
            loops.create_task(keep_looking(deps, stop, look, work))
        droppable = [
            loops.create_task(keep_looking(deps, stop, look, work)) for look, work in for_evidence
        ]
        if deps.engine.dialect.name == "postgresql":
            droppable.append(loops.create_task(keep_listening(deps, stop)))
        await stop.wait()
        # A download may take minutes. It is dropped, and begins again when its lease runs out.
        for loop in droppable:
            loop.cancel()
    await handling.finish()
    await sending.finish()


async def keep_looking(deps: Deps, stop: asyncio.Event, look: Look, work: Work) -> None:
    """Look for a kind of work again and again; rest in between, or a moment where it failed.

    The rest ends when something falls due, as far as it is known here or told, or after a while.
    """
    with deps.loops.listener(work) as listener:
        while not stop.is_set():
            # Cleared before looking: what is left from now on ends the next rest.
            listener.clear()
            failed, until = await _try(deps, look)
            if failed:
                await pause(stop, AFTER_FAILURE)
            else:
                await listener.rest(until, deps.loops.look_every)


async def _try(deps: Deps, look: Look) -> tuple[bool, datetime | None]:
    """Look once; return whether it failed, which is noted, and when to look again."""
    try:
        until = await look()
    except Exception as error:
        if will_pass(error):
            deps.trouble.met(look, error)
        else:
            log.exception("a round failed")
        return True, None
    deps.trouble.passed(look)
    return False, until


async def keep_listening(deps: Deps, stop: asyncio.Event) -> None:
    """Hear what other processes leave, over a new connection whenever one breaks."""
    loops = deps.loops
    while not stop.is_set():
        try:
            # What was left before, nobody has heard.
            await listen(deps.engine, loops.name, loops.tell, begun=loops.wake_all)
        except Exception as error:
            if will_pass(error):
                deps.trouble.met(listen, error)
            else:
                log.exception("other processes are not heard")
        await pause(stop, AFTER_FAILURE)


class _UnderWay:
    """Work being done side by side: what is slow does not hold up the rest.

    `ended` counts the pieces that have ended.
    """

    def __init__(self, deps: Deps, work: Work, at_once: int) -> None:
        self._deps, self._work, self._at_once = deps, work, at_once
        self._tasks: dict[object, asyncio.Task[object]] = {}
        self._more = False
        self.ended = 0

    @property
    def room(self) -> int:
        """How many more may begin."""
        return self._at_once - len(self._tasks)

    @property
    def names(self) -> set[Any]:
        """What is under way."""
        return {*self._tasks}

    def wait(self, ended: int) -> bool:
        """Let what waits for a piece that is under way, or for room, be looked at when one ends.

        False where one has ended since so many had: then it need not wait.
        """
        self._more = self._more or self.ended == ended
        return self.ended == ended

    def start(self, name: object, work: Coroutine[Any, Any, object]) -> None:
        """Begin a piece of work under a name of its own."""
        task = asyncio.create_task(work)
        self._tasks[name] = task
        task.add_done_callback(partial(self._ended, name))

    def _ended(self, name: object, task: asyncio.Task[object]) -> None:
        del self._tasks[name]
        self.ended += 1
        loops = self._deps.loops
        if not task.cancelled() and (error := task.exception()) is not None:
            if will_pass(error):
                self._deps.trouble.met(self, error)
            else:
                log.error("a piece of work failed", exc_info=error)
            asyncio.get_running_loop().call_later(AFTER_FAILURE, loops.wake, self._work)
            return
        self._deps.trouble.passed(self)
        if self._more:
            self._more = False
            loops.wake(self._work)

    async def finish(self, seconds: float | None = None) -> None:
        """Wait for all that is under way, as long as it may take or for so many seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=seconds)


def _lanes_at_once(deps: Deps) -> int:
    """One where the database has one writer anyway: webhooks would queue behind all the others."""
    return 1 if deps.engine.dialect.name == "sqlite" else AT_ONCE


async def _handle_due(deps: Deps, handling: _UnderWay) -> datetime | None:
    """Begin with as many lanes of the inbox as there is room for."""
    ended = handling.ended
    if not handling.room:
        handling.wait(ended)
        return None
    seen = await look_at_lanes(deps, handling.names, handling.room)
    for lane, events in seen.lanes:
        handling.start(lane.names, _handle(deps, handling, lane, events))
    return seen.next_at if not seen.more or handling.wait(ended) else deps.clock()


async def _handle(deps: Deps, handling: _UnderWay, lane: Lane, events: list[InboxEvent]) -> None:
    if await deal_with(deps, lane, events):
        handling.wait(handling.ended)


async def _send_first(deps: Deps, sending: _UnderWay) -> None:
    """Try what waits for LINE, and note what became of it, while nothing else wants the database.

    A crash left some of it in doubt, and only while its token lives does LINE's answer tell.
    """
    await _try(deps, partial(_send_due, deps, sending))
    await sending.finish(HEAD_START_SECONDS)


async def _send_due(deps: Deps, sending: _UnderWay) -> datetime | None:
    """Begin with as many due requests to LINE as there is room for."""
    ended = sending.ended
    if not sending.room:
        sending.wait(ended)
        return None
    claimed = await claim_due(deps, outbox.queue, sending.room)
    for row in claimed.rows:
        sending.start(row.id, deliver(deps, row))
    return claimed.next_at if not claimed.more or sending.wait(ended) else deps.clock()
