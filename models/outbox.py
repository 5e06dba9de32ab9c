"""The outbox: what is to be said to LINE, frozen when decided, sent at most once in effect."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ColumnElement, Index, String, Text, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from models.tables import Model


class OutboxKind(StrEnum):
    """A reply is free and needs a fresh token; a push costs one message per receiving person."""

    REPLY = "reply"
    PUSH = "push"


class OutboxStatus(StrEnum):
    """`dead` rows could not be sent and wait for an operator."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


class OutboxMessage(Model):
    """One request to LINE: at most five message objects for one chat.

    `about` names the issue id (or null) of each message object, so that replies which quote it
    find the issue. `maybe_sent` is set once an attempt may have reached LINE without an answer;
    `leased_until` is set while a sender is at it, and stays where that sender died.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_waiting", "status", "next_attempt_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(10))
    chat: Mapped[str] = mapped_column(String(40), index=True)
    reply_token: Mapped[str | None] = mapped_column(String(64))
    messages: Mapped[list[dict[str, Any]]]
    about: Mapped[list[int | None]] = mapped_column(JSON)
    dedupe_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    status: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    maybe_sent: Mapped[bool]
    created_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    line_request_id: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str] = mapped_column(Text)


async def enqueue(
    session: AsyncSession,
    *,
    chat: str,
    messages: list[dict[str, Any]],
    about: list[int | None],
    now: datetime,
    reply_token: str | None = None,
    dedupe_key: str | None = None,
) -> OutboxMessage:
    """Put a request into the outbox: a reply where there is a token, else a push."""
    newest = await session.scalar(select(func.max(OutboxMessage.sequence)))
    row = OutboxMessage(
        id=uuid.uuid4(),
        sequence=(newest or 0) + 1,
        kind=OutboxKind.REPLY if reply_token else OutboxKind.PUSH,
        chat=chat,
        reply_token=reply_token,
        messages=messages,
        about=about,
        dedupe_key=dedupe_key,
        status=OutboxStatus.WAITING,
        attempts=0,
        maybe_sent=False,
        created_at=now,
        next_attempt_at=now,
        error="",
    )
    session.add(row)
    await session.flush()
    return row


async def claim(
    session: AsyncSession, now: datetime, *, lease: timedelta, limit: int
) -> list[OutboxMessage]:
    """Take due requests for a while, at most one of each chat, which keeps a chat's order.

    A row that failed and waits for its next try holds nobody up. A claimed row comes back by
    itself when the lease has run out; what its sender did before it died nobody knows, so it
    counts as maybe sent.
    """
    due = (
        select(OutboxMessage.id)
        .where(
            OutboxMessage.status == OutboxStatus.WAITING,
            OutboxMessage.next_attempt_at <= now,
            ~_overtaken(now),
        )
        .order_by(OutboxMessage.sequence)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    claimed = await session.scalars(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(select(due.c.id)))
        .values(
            attempts=OutboxMessage.attempts + 1,
            maybe_sent=or_(OutboxMessage.maybe_sent, OutboxMessage.leased_until.is_not(None)),
            next_attempt_at=now + lease,
            leased_until=now + lease,
        )
        .returning(OutboxMessage)
    )
    return sorted(claimed, key=lambda row: row.sequence)


def _overtaken(now: datetime) -> ColumnElement[bool]:
    """Whether an earlier request of the same chat goes first: untried, due, or on its way."""
    earlier = aliased(OutboxMessage)
    return (
        select(earlier.id)
        .where(
            earlier.chat == OutboxMessage.chat,
            earlier.status == OutboxStatus.WAITING,
            or_(
                earlier.sequence < OutboxMessage.sequence,
                # Two transactions at once may have counted to the same number.
                and_(earlier.sequence == OutboxMessage.sequence, earlier.id < OutboxMessage.id),
            ),
            or_(
                earlier.attempts == 0,
                earlier.next_attempt_at <= now,
                earlier.leased_until > now,
            ),
        )
        .exists()
    )


async def is_due(session: AsyncSession, now: datetime) -> bool:
    """Whether any request waits to be tried now."""
    found = await session.scalar(
        select(OutboxMessage.id)
        .where(OutboxMessage.status == OutboxStatus.WAITING, OutboxMessage.next_attempt_at <= now)
        .limit(1)
    )
    return found is not None


async def update_waiting(session: AsyncSession, row_id: uuid.UUID, values: dict[str, Any]) -> bool:
    """Change a row that is still waiting; false when it was settled meanwhile."""
    result = await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == row_id, OutboxMessage.status == OutboxStatus.WAITING)
        .values(values)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


async def oldest_waiting(session: AsyncSession) -> datetime | None:
    """Return when the oldest waiting request was decided."""
    return await session.scalar(
        select(func.min(OutboxMessage.created_at)).where(
            OutboxMessage.status == OutboxStatus.WAITING
        )
    )


async def counts(session: AsyncSession) -> dict[tuple[str, str], int]:
    """Count the requests by kind and status (no entry for none)."""
    found = await session.execute(
        select(OutboxMessage.kind, OutboxMessage.status, func.count()).group_by(
            OutboxMessage.kind, OutboxMessage.status
        )
    )
    return {(kind, status): number for kind, status, number in found}


async def dead(session: AsyncSession) -> Sequence[OutboxMessage]:
    """Return the requests that were given up, oldest first."""
    found = await session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.status == OutboxStatus.DEAD)
        .order_by(OutboxMessage.sequence)
    )
    return list(found)


async def requeue(session: AsyncSession, row_id: uuid.UUID, now: datetime) -> bool:
    """Let a dead request be tried again as a push; false when there is no such dead request."""
    result = await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == row_id, OutboxMessage.status == OutboxStatus.DEAD)
        .values(
            status=OutboxStatus.WAITING,
            kind=OutboxKind.PUSH,
            attempts=0,
            created_at=now,
            next_attempt_at=now,
            finished_at=None,
        )
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


async def release(session: AsyncSession, now: datetime) -> None:
    """Let claimed requests be taken again at once: whoever claimed them is known to be gone.

    The mark of the lease stays, so that they still count as maybe sent.
    """
    await session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.status == OutboxStatus.WAITING, OutboxMessage.leased_until.is_not(None)
        )
        .values(next_attempt_at=now)
    )
