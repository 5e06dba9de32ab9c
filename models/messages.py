"""Messages with commands: what was carried out of each, so that an edit finds its record."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.inbox import Arrival, InboxEvent
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


async def worth_storing(session: AsyncSession, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Leave out edits of ordinary talk: those without a command whose message never held one."""
    doubtful = {each.edits for each in arrivals if each.if_known and each.edits}
    if not doubtful:
        return list(arrivals)
    known = await _known(session, doubtful) | {each.message_id for each in arrivals}
    return [each for each in arrivals if not each.if_known or each.edits in known]


async def _known(session: AsyncSession, ids: Collection[str]) -> set[str | None]:
    """Return those of these messages that held a command in a version that reached us."""
    found = await session.scalars(
        union(
            select(InboxEvent.message_id).where(InboxEvent.message_id.in_(ids)),
            select(InboxEvent.edits).where(InboxEvent.edits.in_(ids)),
            select(Message.line_message_id).where(Message.line_message_id.in_(ids)),
        )
    )
    return set(found)
