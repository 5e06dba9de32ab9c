"""The inbox: every webhook event that matters, once; and what was carried out of each message."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text, func, or_, select, union, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Model, insert_new


class InboxStatus(StrEnum):
    """`dead` rows failed too often and wait for an operator."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


class InboxEvent(Model):
    """One event as LINE sent it.

    `message_id` is set for new messages only and unique, a second guard against doubles beside
    LINE's event id (line-platform, 14.6); `edits` is the message that an edit is about.
    `event_at` is LINE's time of the event.
    """

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_waiting", "status", "next_attempt_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_event_id: Mapped[str] = mapped_column(String(64), unique=True)
    message_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    edits: Mapped[str | None] = mapped_column(String(64), index=True)
    event: Mapped[dict[str, Any]]
    event_at: Mapped[datetime]
    received_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    next_attempt_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event that the webhook wants stored; `if_known`: only if its message held a command."""

    webhook_event_id: str
    message_id: str | None
    event: dict[str, Any]
    event_at: datetime
    edits: str | None = None
    if_known: bool = False


async def record(session: AsyncSession, arrivals: Sequence[Arrival], now: datetime) -> int:
    """Store events that are not stored yet; return how many were new."""
    rows = [
        {
            "webhook_event_id": arrival.webhook_event_id,
            "message_id": arrival.message_id,
            "edits": arrival.edits,
            "event": arrival.event,
            "event_at": arrival.event_at,
            "received_at": now,
            "status": InboxStatus.WAITING,
            "attempts": 0,
            "next_attempt_at": now,
            "finished_at": None,
            "error": "",
        }
        for arrival in arrivals
    ]
    return await insert_new(session, InboxEvent, rows)


async def claim(
    session: AsyncSession, now: datetime, *, lease: timedelta, limit: int
) -> list[InboxEvent]:
    """Take waiting events for a while, in the order in which people spoke.

    A claimed row comes back by itself when the lease has run out, so a crash loses nothing.
    """
    due = (
        select(InboxEvent.id)
        .where(InboxEvent.status == InboxStatus.WAITING, InboxEvent.next_attempt_at <= now)
        .order_by(InboxEvent.event_at, InboxEvent.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    claimed = await session.scalars(
        update(InboxEvent)
        .where(InboxEvent.id.in_(select(due.c.id)))
        .values(attempts=InboxEvent.attempts + 1, next_attempt_at=now + lease)
        .returning(InboxEvent)
    )
    return sorted(claimed, key=lambda row: (row.event_at, row.id))


async def finish(session: AsyncSession, event_id: int, now: datetime, *, error: str = "") -> bool:
    """Mark an event as done; false when another worker has done it already."""
    result = await session.execute(
        update(InboxEvent)
        .where(InboxEvent.id == event_id, InboxEvent.status == InboxStatus.WAITING)
        .values(status=InboxStatus.DONE, finished_at=now, error=error)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


async def fail(
    session: AsyncSession, event_id: int, now: datetime, *, error: str, retry_at: datetime | None
) -> None:
    """Note a failure: try again at `retry_at`, or give the event up (`dead`) when it is None."""
    values: dict[str, Any] = {"error": error}
    if retry_at is None:
        values |= {"status": InboxStatus.DEAD, "finished_at": now}
    else:
        values["next_attempt_at"] = retry_at
    await session.execute(
        update(InboxEvent)
        .where(InboxEvent.id == event_id, InboxEvent.status == InboxStatus.WAITING)
        .values(values)
    )


async def oldest_waiting(session: AsyncSession) -> datetime | None:
    """Return when the oldest waiting event was received."""
    return await session.scalar(
        select(func.min(InboxEvent.received_at)).where(InboxEvent.status == InboxStatus.WAITING)
    )


async def counts(session: AsyncSession) -> dict[str, int]:
    """Count the events by status (no entry for none)."""
    found = await session.execute(
        select(InboxEvent.status, func.count()).group_by(InboxEvent.status)
    )
    return {status: number for status, number in found}


async def dead(session: AsyncSession) -> list[InboxEvent]:
    """Return the events that were given up, oldest first."""
    found = await session.scalars(
        select(InboxEvent).where(InboxEvent.status == InboxStatus.DEAD).order_by(InboxEvent.id)
    )
    return list(found)


async def requeue(session: AsyncSession, event_id: int, now: datetime) -> bool:
    """Let a dead event be tried again; false when there is no such dead event."""
    result = await session.execute(
        update(InboxEvent)
        .where(InboxEvent.id == event_id, InboxEvent.status == InboxStatus.DEAD)
        .values(status=InboxStatus.WAITING, attempts=0, next_attempt_at=now, finished_at=None)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


async def forget(session: AsyncSession, message_id: str) -> None:
    """Erase the texts of a message that its author took back, all versions ("Unsend event")."""
    versions = await session.scalars(
        select(InboxEvent).where(
            or_(InboxEvent.message_id == message_id, InboxEvent.edits == message_id)
        )
    )
    for each in versions:
        if "message" in each.event:
            each.event = each.event | {"message": each.event["message"] | {"text": ""}}


async def empty(session: AsyncSession, message_id: str) -> None:
    """Erase all of a message but its id: what it brought is kept elsewhere, or not at all."""
    await session.execute(
        update(InboxEvent).where(InboxEvent.message_id == message_id).values(event={})
    )


async def release(session: AsyncSession, now: datetime) -> None:
    """Let claimed events be taken again at once: whoever claimed them is known to be gone."""
    await session.execute(
        update(InboxEvent)
        .where(InboxEvent.status == InboxStatus.WAITING, InboxEvent.next_attempt_at > now)
        .values(next_attempt_at=now)
    )


class Message(Model):
    """A message that held a command; its text stands elsewhere or nowhere.

    `said_at` is LINE's time of the newest version dealt with. `commands` has an entry for each
    command of that version: `{"kind": …, "number": … or null, "done": …}`.
    """

    __tablename__ = "messages"

    line_message_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    said_at: Mapped[datetime]
    commands: Mapped[list[dict[str, Any]]]


async def get_message(session: AsyncSession, line_message_id: str) -> Message | None:
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
