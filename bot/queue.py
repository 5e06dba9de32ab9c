"""How a batch of any queue is dealt with: claim it, commit, then deal with each row."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from bot.deps import Deps
from models.queue import Queue, Queued

Row = TypeVar("Row", bound=Queued)


async def claim_due(deps: Deps, queue: Queue[Row], *, lease: timedelta, limit: int) -> list[Row]:
    """Take due rows in a transaction of its own; none is open when they are dealt with."""
    now = deps.clock()
    # Looking first costs an idle loop no write lock, of which SQLite has only one.
    async with deps.reading() as session:
        if not await queue.is_due(session, now):
            return []
    async with deps.sessions.begin() as session:
        return await queue.claim(session, now, lease=lease, limit=limit)


async def deal_with_due(
    deps: Deps,
    queue: Queue[Row],
    deal: Callable[[Row], Coroutine[Any, Any, None]],
    *,
    lease: timedelta,
    limit: int,
) -> int:
    """Deal with due rows side by side; return how many there were."""
    rows = await claim_due(deps, queue, lease=lease, limit=limit)
    async with asyncio.TaskGroup() as dealing:
        for row in rows:
            dealing.create_task(deal(row))
    return len(rows)
