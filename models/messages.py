"""Messages with commands: what was carried out of each, so that an edit finds its record."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.inbox import InboxEvent
from models.tables import Model


class Message(Model):
    """A message that held a command; its text stands elsewhere or nowhere.

    `said_at` is LINE's time of the newest version dealt with. `commands` has an entry for each
    command of that version: `{"kind": …, "number": … or null, "done": …}`.
    """

    __tablename__ = "messages"

    line_message_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    workspace_id: Mapped[int | None] = mapped_column(ForeignKey("workspaces.id"))
    said_at: Mapped[datetime]
    commands: Mapped[list[dict[str, Any]]]


async def get(session: AsyncSession, line_message_id: str) -> Message | None:
    """Return what is known of a message."""
    return await session.get(Message, line_message_id)


async def known(session: AsyncSession, line_message_ids: Collection[str]) -> set[str]:
    """Return those of these messages that held a command when we last saw them."""
    waiting = select(InboxEvent.message_id).where(InboxEvent.message_id.in_(line_message_ids))
    dealt_with = select(Message.line_message_id).where(
        Message.line_message_id.in_(line_message_ids)
    )
    return {each for each in await session.scalars(waiting.union(dealt_with)) if each is not None}
