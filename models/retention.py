"""Privacy: what people wrote does not stay in rows that only carried it."""

from datetime import datetime

from sqlalchemy import Text, cast, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import notices
from models.inbox import InboxEvent, InboxState
from models.outbox import DONE, OutboxMessage


async def erase_carried_text(session: AsyncSession, before: datetime) -> int:
    """Erase the text of events, requests and notices that were dealt with before an instant.

    Ids and dedupe keys stay, so that nothing can be done twice; rows given up (`dead`) stay whole
    for the operator. Returns how many rows were emptied.
    """
    emptied = [
        update(InboxEvent)
        .where(
            InboxEvent.state == InboxState.DONE,
            InboxEvent.finished_at < before,
            cast(InboxEvent.event, Text) != "{}",
        )
        .values(event={}, error=""),
        update(OutboxMessage)
        .where(
            OutboxMessage.state.in_(DONE),
            OutboxMessage.finished_at < before,
            cast(OutboxMessage.messages, Text) != "[]",
        )
        .values(messages=[], reply_token=None, error=""),
    ]
    count = await notices.empty(session, before)
    for statement in emptied:
        result = await session.execute(statement)
        count += int(result.rowcount)  # type: ignore[attr-defined]
    return count
