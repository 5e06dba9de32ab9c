"""Which events are due, and in which chats: they are not claimed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.inbox import InboxEvent, queue
from models.queue import WAITING
from models.tables import MOST_VALUES, PART

_IS_DUE = and_(InboxEvent.state == WAITING, InboxEvent.next_attempt_at <= bindparam("now"))
_COMING = select(func.min(InboxEvent.next_attempt_at)).where(
    InboxEvent.state == WAITING, InboxEvent.next_attempt_at > bindparam("now")
)
_FIRST_DUE = (
    select(InboxEvent, _COMING.correlate(None).scalar_subquery())
    .where(_IS_DUE)
    .order_by(InboxEvent.event_at, InboxEvent.id)
    .limit(bindparam("most", type_=Integer))
)
_CHATS_DUE = (
    select(InboxEvent.chat)
    .where(_IS_DUE)
    .group_by(InboxEvent.chat)
    .order_by(func.min(InboxEvent.event_at))
)
_DUE = (
    select(InboxEvent)
    .where(_IS_DUE, InboxEvent.chat.in_(PART))
    .order_by(InboxEvent.event_at, InboxEvent.id)
    .limit(bindparam("most", type_=Integer))
)


async def first_due(
    session: AsyncSession, now: datetime, limit: int
) -> tuple[list[InboxEvent], datetime | None]:
    """Return the first due events of all chats, and when the next one that is not falls due."""
    found = (await session.execute(_FIRST_DUE, {"now": now, "most": limit})).all()
    coming = found[0][1] if found else (await queue.ahead(session, now))[1]
    return [row for row, _ in found], coming


async def chats_due(session: AsyncSession, now: datetime) -> list[str]:
    """Return the chats in which events are due, the one that waits longest first."""
    return list(await session.scalars(_CHATS_DUE, {"now": now}))


async def due_in(
    session: AsyncSession, chats: Sequence[str], now: datetime, limit: int
) -> list[InboxEvent]:
    """Return the first due events of some chats, in the order in which people spoke.

    Of very many chats only the first are looked at: the others have their turn later.

    Several processes may be given the same. Each holds the workspace before it finishes one, so
    one of them does, and the others find it finished.
    """
    part = chats[:MOST_VALUES]
    return list(await session.scalars(_DUE, {"now": now, "part": part, "most": limit}))
