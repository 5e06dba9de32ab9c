"""The worker: one loop for each kind of work, side by side, so that none holds up another."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

from bot.deps import Deps, pause
from bot.evidence.worker import open_evidence
from bot.inbox.dispatcher import drain_lane, lanes_due
from bot.outbox.enqueue import push_due_notices
from bot.outbox.sender import AT_ONCE, claim, deliver
from models.database import will_pass
from models.inbox import InboxEvent
from models.notices import Notice
from models.outbox import OutboxMessage
from models.tables import Model

LOOK_EVERY_SECONDS = 0.5
"""How often a loop looks for work unwoken: other processes add some, and some falls due by time."""

HEAD_START_SECONDS = 2.0
"""How long, at the start, requests that waited go ahead of everything else."""

log = logging.getLogger(__name__)


async def run_worker(deps: Deps, stop: asyncio.Event) -> None:
    """Work until `stop` is set, and let what is under way come to its end."""
    handling = _UnderWay(deps, InboxEvent, _lanes_at_once(deps))
    sending = _UnderWay(deps, OutboxMessage, AT_ONCE)
    works = (
        (partial(_handle_due, deps, handling), InboxEvent),
        (partial(push_due_notices, deps), Notice),
        (partial(_send_due, deps, sending), OutboxMessage),
    )
    await _send_first(deps, sending)
    async with open_evidence(deps) as for_evidence, asyncio.TaskGroup() as loops:
        for work, table in works:
            loops.create_task(keep_doing(deps, stop, work, table))
        droppable = [
            loops.create_task(keep_doing(deps, stop, work, table)) for work, table in for_evidence
        ]
        await stop.wait()
        # A download may take minutes. It is dropped, and begins again when its lease runs out.
        for loop in droppable:
            loop.cancel()
    await handling.finish()
    await sending.finish()


async def keep_doing(
    deps: Deps, stop: asyncio.Event, work: Callable[[], Awaitable[int]], table: type[Model]
) -> None:
    """Do a work again and again; rest when there was nothing to do, or when it failed.

    The rest ends when rows are added to its table, or after a moment.
    """
    with deps.loops.listener(table) as woken:
        while not stop.is_set():
            # Cleared before looking: what is added from now on ends the next rest.
            woken.clear()
            done = await _try(deps, work)
            if done is None:
                await pause(stop, LOOK_EVERY_SECONDS)
            elif not done:
                await pause(woken, LOOK_EVERY_SECONDS)


async def _try(deps: Deps, work: Callable[[], Awaitable[int]]) -> int | None:
    """Do a work once and return how much was done; `None` when it failed, which is noted."""
    try:
        done = await work()
    except Exception as error:
        if will_pass(error):
            deps.trouble.met(work, error)
        else:
            log.exception("a round failed")
        return None
    deps.trouble.passed(work)
    return done


class _UnderWay:
    """Rows of a table being dealt with side by side: what is slow does not hold up the rest."""

    def __init__(self, deps: Deps, table: type[Model], at_once: int) -> None:
        self._deps, self._table, self._at_once = deps, table, at_once
        self._tasks: dict[object, asyncio.Task[object]] = {}

    @property
    def room(self) -> int:
        """How many more may begin."""
        return self._at_once - len(self._tasks)

    def has(self, name: object) -> bool:
        """Whether the work of this name is under way."""
        return name in self._tasks

    def start(self, name: object, work: Coroutine[Any, Any, object]) -> None:
        """Begin a piece of work under a name of its own."""
        task = asyncio.create_task(work)
        self._tasks[name] = task
        task.add_done_callback(partial(self._ended, name))

    def _ended(self, name: object, task: asyncio.Task[object]) -> None:
        del self._tasks[name]
        if not task.cancelled() and (error := task.exception()) is not None:
            # Nobody is woken: what failed rests a moment before it is tried again.
            if will_pass(error):
                self._deps.trouble.met(self, error)
            else:
                log.error("a piece of work failed", exc_info=error)
            return
        self._deps.trouble.passed(self)
        # What waited behind it, in the same lane or chat, may go now.
        self._deps.loops.wake(self._table)

    async def finish(self, seconds: float | None = None) -> None:
        """Wait for all that is under way, as long as it may take or for so many seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=seconds)


def _lanes_at_once(deps: Deps) -> int:
    """One where the database has one writer anyway: webhooks would queue behind all the others."""
    return 1 if deps.engine.dialect.name == "sqlite" else AT_ONCE


async def _handle_due(deps: Deps, handling: _UnderWay) -> int:
    """Begin with as many lanes of the inbox as there is room for; return how many."""
    lanes = [lane for lane in await lanes_due(deps) if not handling.has(lane.name)]
    lanes = lanes[: handling.room]
    for lane in lanes:
        handling.start(lane.name, drain_lane(deps, lane))
    return len(lanes)


async def _send_first(deps: Deps, sending: _UnderWay) -> None:
    """Try what waits for LINE, and note what became of it, while nothing else wants the database.

    A crash left some of it in doubt, and only while its token lives does LINE's answer tell.
    """
    await _try(deps, partial(_send_due, deps, sending))
    await sending.finish(HEAD_START_SECONDS)


async def _send_due(deps: Deps, sending: _UnderWay) -> int:
    """Begin with as many due requests to LINE as there is room for; return how many."""
    rows = await claim(deps, sending.room) if sending.room else []
    for row in rows:
        sending.start(row.id, deliver(deps, row))
    return len(rows)
