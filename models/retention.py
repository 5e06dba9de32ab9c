"""Retention: rows that only carried something go when nobody can ask for them any more.

Issues, assignments, reports, evidence, reminders and the audit are the record: exports read them
and nothing here touches them. Requests and events that were given up stay for the operator.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from models.inbox import InboxEvent, InboxState, Message
from models.notices import Notice
from models.outbox import DONE, OutboxMessage
from models.queue import Queued
from models.tables import parts


async def forget_carried(session: AsyncSession, before: datetime, most: int) -> int:
    """Delete finished events, and sent requests with the notices in them, of before an instant.

    Of both so many at most; returns how many events and requests went.
    """
    done = await _finished(session, InboxEvent, (InboxState.DONE,), before, most)
    await _delete(session, InboxEvent.id, done)
    sent = await _finished(session, OutboxMessage, DONE, before, most)
    await _delete(session, Notice.outbox_id, sent)
    await _delete(session, OutboxMessage.id, sent)
    return len(done) + len(sent)


async def forget_messages(session: AsyncSession, before: datetime, most: int) -> int:
    """Delete so many messages at most that were said before an instant; return how many went.

    Until then an edit, or the same event once more, finds what its message did.
    """
    old = select(Message.line_message_id).where(Message.said_at < before).limit(most)
    ids = list(await session.scalars(old))
    await _delete(session, Message.line_message_id, ids)
    return len(ids)


async def _finished(
    session: AsyncSession, table: type[Queued], states: Collection[str], before: datetime, most: int
) -> list[Any]:
    """Return the ids of rows that came to one of these states before an instant."""
    found: list[Any] = []
    for state in states:
        # What was dealt with was due before: an index leads there, by one state at a time.
        old = table.state == state, table.next_attempt_at < before, table.finished_at < before
        found += await session.scalars(select(table.id).where(*old).limit(most - len(found)))
    return found


async def _delete(
    session: AsyncSession, key: InstrumentedAttribute[Any], values: Sequence[Any]
) -> None:
    for part in parts(values):
        await session.execute(
            delete(key.class_).where(key.in_(part)),
            execution_options={"synchronize_session": False},
        )
