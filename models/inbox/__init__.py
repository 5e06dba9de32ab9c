"""The inbox: every webhook event that matters, once; and what was carried out of each message."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Index,
    Integer,
    String,
    bindparam,
    func,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from domain.clock import AHEAD_AT_MOST
from models.groups import homes
from models.queue import DEAD, WAITING, Queue, Queued, waiting
from models.tables import Model, insert_new, parts
from models.work import Work, leave

REDELIVERED = timedelta(days=30)
"""How long an event may be brought again. LINE does not say; its reply token dies in minutes."""


class InboxState(StrEnum):
    """`DEAD` events failed too often."""

    WAITING = WAITING
    DONE = "done"
    DEAD = DEAD


class InboxEvent(Queued, Model):
    """One event as LINE sent it.

    `message_id` is set for new messages only and unique, a second guard against doubles beside
    LINE's event id (line-platform, 14.6); `edits` is the message that an edit is about.
    `event_at` is LINE's time of the event, `chat` where it happened. `heard_at` is when LINE
    brought it last: the minute of its reply token began then.
    """

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_waiting", "state", "next_attempt_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_event_id: Mapped[str] = mapped_column(String(bounds.LINE_ID), unique=True)
    message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), unique=True)
    chat: Mapped[str] = mapped_column(String(bounds.LINE_CHAT))
    edits: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)
    event: Mapped[dict[str, Any]]
    event_at: Mapped[datetime]
    heard_at: Mapped[datetime]


queue = Queue(InboxEvent, Work.EVENTS, InboxEvent.event_at, InboxEvent.id)
"""Events, in the order in which people spoke. They are not claimed: see `models.inbox.due`."""


async def oldest_waiting_of(session: AsyncSession, workspace_id: int) -> datetime | None:
    """Return when the event was stored that waits longest in the chats of a workspace."""
    return await session.scalar(
        select(func.min(InboxEvent.recorded_at)).where(
            InboxEvent.state == WAITING, homes.is_chat_of(workspace_id, InboxEvent.chat)
        )
    )


_STATES = tuple(InboxState)
_LAST_SAID = (
    select(InboxEvent.event)
    .where(
        InboxEvent.state.in_(_STATES),
        # An index leads there: what was said since then was stored since then.
        InboxEvent.next_attempt_at > bindparam("stored_since"),
        InboxEvent.event_at > bindparam("since"),
        InboxEvent.event_at <= bindparam("until"),
        func.coalesce(InboxEvent.message_id, InboxEvent.edits).is_not(None),
        InboxEvent.event["source"]["userId"].as_string() == bindparam("user", type_=String),
    )
    .order_by(InboxEvent.event_at.desc(), InboxEvent.id.desc())
    .limit(bindparam("most", type_=Integer))
)


async def last_said(
    session: AsyncSession, user_id: str, since: datetime, until: datetime, most: int
) -> list[dict[str, Any]]:
    """Return a person's last messages after an instant and up to another, in any chat.

    New and edited ones, in the order in which they were said; talk was never stored.
    """
    stored = since - AHEAD_AT_MOST
    given = {"user": user_id, "since": since, "stored_since": stored, "until": until, "most": most}
    found = await session.scalars(_LAST_SAID, given)
    return list(reversed(found.all()))


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event that the webhook wants stored; `if_known`: only if its message held a command.

    `token_again` is the reply token of an event that LINE brings again.
    """

    webhook_event_id: str
    message_id: str | None
    chat: str
    event: dict[str, Any]
    event_at: datetime
    edits: str | None = None
    if_known: bool = False
    token_again: str | None = None


async def record(session: AsyncSession, arrivals: Sequence[Arrival], now: datetime) -> int:
    """Store events that are not stored yet; return how many were new."""
    rows = [
        {
            "webhook_event_id": arrival.webhook_event_id,
            "message_id": arrival.message_id,
            "chat": arrival.chat,
            "edits": arrival.edits,
            "event": arrival.event,
            "event_at": arrival.event_at,
            "heard_at": now,
            **waiting(now),
        }
        for arrival in arrivals
    ]
    if new := await insert_new(session, InboxEvent, rows):
        leave(session, Work.EVENTS, now)
    return new


async def heard_again(session: AsyncSession, event_ids: Collection[str], now: datetime) -> None:
    """Note that LINE has brought waiting events again."""
    for part in parts(event_ids):
        await session.execute(
            update(InboxEvent)
            .where(InboxEvent.webhook_event_id.in_(part), InboxEvent.state == WAITING)
            .values(heard_at=now)
        )


async def newest_version(session: AsyncSession, message_id: str) -> dict[str, Any]:
    """Return the newest event that brought a message or an edit of it; empty where none is kept."""
    found = await session.scalar(
        select(InboxEvent.event)
        .where(or_(InboxEvent.message_id == message_id, InboxEvent.edits == message_id))
        .order_by(InboxEvent.event_at.desc(), InboxEvent.edits.is_not(None).desc())
        .limit(1)
    )
    return found or {}


async def versions(session: AsyncSession, message_id: str) -> list[InboxEvent]:
    """Return the events that brought a message and its edits."""
    found = await session.scalars(
        select(InboxEvent).where(
            or_(InboxEvent.message_id == message_id, InboxEvent.edits == message_id)
        )
    )
    return list(found)


async def erase_versions(session: AsyncSession, message_id: str) -> None:
    """Erase the texts of a message that its author unsent, all versions ("Unsend event")."""
    for each in await versions(session, message_id):
        each.error = ""
        if isinstance(said := each.event.get("message"), dict):
            kept = {key: said[key] for key in ("id", "type") if key in said}
            each.event = each.event | {"message": kept | {"text": ""}}


async def empty(session: AsyncSession, message_id: str) -> None:
    """Erase all of a message but its id: what it brought is kept elsewhere, or not at all."""
    await session.execute(
        update(InboxEvent).where(InboxEvent.message_id == message_id).values(event={})
    )


class Message(Model):
    """A message that held a command, or was unsent; its text stands elsewhere or nowhere.

    `said_at` is LINE's time of the newest version dealt with, `unsent_at` that of the unsending:
    whatever arrives of the message then does nothing. `commands` has an entry for each command of
    that version: `{"kind": …, "number": … or null, "done": …, "at": …}`, where `at` (ISO 8601) is
    the time with which it counts, that of the first version known; one understood 1:1 has also the
    id of its `workspace`.
    """

    __tablename__ = "messages"

    line_message_id: Mapped[str] = mapped_column(String(bounds.LINE_ID), primary_key=True)
    said_at: Mapped[datetime] = mapped_column(index=True)
    unsent_at: Mapped[datetime | None]
    commands: Mapped[list[dict[str, Any]]]


_MESSAGE = select(Message).where(Message.line_message_id == bindparam("message"))


async def get_message(session: AsyncSession, line_message_id: str) -> Message | None:
    """Return what is known of a message."""
    return await session.scalar(_MESSAGE, {"message": line_message_id})


async def note_message(
    session: AsyncSession, line_message_id: str, said_at: datetime, commands: list[dict[str, Any]]
) -> None:
    """Note a message and its commands, unless it is known.

    It may be noted by somebody else at this very moment: no workspace is held for it.
    """
    row = {
        "line_message_id": line_message_id,
        "said_at": said_at,
        "unsent_at": None,
        "commands": commands,
    }
    await insert_new(session, Message, [row])


async def is_unsent(session: AsyncSession, line_message_id: str) -> bool:
    """Whether a message was unsent before this."""
    message = await get_message(session, line_message_id)
    return message is not None and message.unsent_at is not None


async def note_unsent(session: AsyncSession, line_message_id: str, at: datetime) -> None:
    """Remember that a message was unsent: LINE may bring its text later."""
    await note_message(session, line_message_id, at, [])
    message = await session.get_one(Message, line_message_id)
    message.unsent_at = at


async def worth_storing(session: AsyncSession, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Leave out edits of ordinary talk: those without a command whose message never held one."""
    doubtful = {each.edits for each in arrivals if each.if_known and each.edits}
    if not doubtful:
        return list(arrivals)
    known = await _known(session, doubtful) | {each.message_id for each in arrivals}
    return [each for each in arrivals if not each.if_known or each.edits in known]


async def _known(session: AsyncSession, ids: Collection[str]) -> set[str | None]:
    """Return those of these messages that held a command in a version that reached us."""
    known: set[str | None] = set()
    for part in parts(ids, each=3):
        of_any_version: Any = union(
            select(InboxEvent.message_id).where(InboxEvent.message_id.in_(part)),
            select(InboxEvent.edits).where(InboxEvent.edits.in_(part)),
            select(Message.line_message_id).where(Message.line_message_id.in_(part)),
        )
        known |= set(await session.scalars(of_any_version))
    return known
