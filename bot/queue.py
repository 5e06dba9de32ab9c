"""How a batch of any queue is dealt with: claim it, commit, then deal with each row."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from bot.deps import Deps
from bot.loops import pause
from models.database import will_pass
from models.queue import Queue, Queued

Row = TypeVar("Row", bound=Queued)

LEASE = timedelta(seconds=12)
"""How long a row is claimed, unless its claimant claims it anew: so soon it comes back from one
that has died (rule W6). A reply token still works then, and tells whether the answer went out."""

RENEW_SECONDS = 4.0
"""How often a claimant that is still at it does so: one attempt may fail."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claimed(Generic[Row]):
    """What was claimed; whether `more` is due, and when a row falls due next."""

    rows: list[Row]
    more: bool
    next_at: datetime | None


async def claim_due(deps: Deps, queue: Queue[Row], limit: int) -> Claimed[Row]:
    """Take due rows in a transaction of its own; none is open when they are dealt with."""
    now, seen, rows = deps.clock(), None, []
    if deps.engine.dialect.name == "sqlite":
        # Looking first costs an idle loop no write lock, of which there is only one.
        async with deps.reading() as session:
            seen = await queue.look(session, now, limit)
    if seen is None or seen.rows:
        async with deps.sessions.begin() as session:
            seen = seen or await queue.look(session, now, limit)
            rows = await queue.claim(session, seen, now, LEASE) if seen.rows else []
    ends = [seen.next_at, now + LEASE if seen.rows else None]
    next_at = min((each for each in ends if each is not None), default=None)
    return Claimed(rows, seen.more, next_at)


@asynccontextmanager
async def kept(
    deps: Deps, queue: Queue[Row], row: Row, every: float = RENEW_SECONDS
) -> AsyncIterator[None]:
    """Keep a claimed row for as long as the block takes; it is changed only after the block."""
    ended = asyncio.Event()
    keeping = asyncio.create_task(_keep(deps, queue, row, ended, every))
    try:
        yield
    finally:
        ended.set()
        await keeping


async def _keep(
    deps: Deps, queue: Queue[Row], row: Row, ended: asyncio.Event, every: float
) -> None:
    while True:
        await pause(ended, every)
        if ended.is_set():
            return
        until = deps.clock() + LEASE
        try:
            async with deps.sessions.begin() as session:
                if not await queue.renew(session, row, until):
                    return
            row.next_attempt_at = until  # the mark by which it is changed
        except Exception as error:
            if not will_pass(error):
                log.exception("a lease could not be renewed")


async def deal_with_due(
    deps: Deps,
    queue: Queue[Row],
    deal: Callable[[Row], Coroutine[Any, Any, None]],
    limit: int,
) -> int:
    """Deal with due rows side by side; return how many there were."""
    rows = (await claim_due(deps, queue, limit)).rows
    async with asyncio.TaskGroup() as dealing:
        for row in rows:
            dealing.create_task(deal(row))
    return len(rows)
