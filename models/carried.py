"""What becomes of the reminders that a notice holds: delivered, failed, or planned again."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from domain.issues.audit import SCHEDULER, SENDER, Action
from domain.reminders.schedule import Reason
from models import reminders
from models.notices import Notice
from models.reminders import HELD, Reminder, ReminderStatus


class CarriedBy(StrEnum):
    """How LINE was told what it has accepted."""

    REPLY = "reply"
    GROUP = "group"


async def delivered(
    session: AsyncSession, request_id: uuid.UUID, way: CarriedBy, now: datetime
) -> None:
    """Note in ledger and audit that LINE has accepted the request in which reminders travel."""
    rows = await _inside(session, request_id)
    for row in rows:
        row.status, row.settled_at, row.reason = ReminderStatus.DELIVERED, now, ""
        row.way, row.request_id, row.notice_id = way, request_id, None
    await reminders.note(
        session,
        rows,
        Action.REMINDER_DELIVERED,
        now,
        actor=SENDER,
        way=way.value,
        request=str(request_id),
    )


async def failed(session: AsyncSession, request_id: uuid.UUID, reason: str, now: datetime) -> None:
    """Note that the request was given up in which reminders travel; they may live again. M14."""
    rows = await _inside(session, request_id)
    for row in rows:
        row.status, row.settled_at, row.reason = ReminderStatus.FAILED, now, reason
    await reminders.note(
        session,
        rows,
        Action.REMINDER_FAILED,
        now,
        actor=SENDER,
        reason=reason,
        request=str(request_id),
    )


async def _inside(session: AsyncSession, request_id: uuid.UUID) -> Sequence[Reminder]:
    query = reminders.with_all().join(Notice, Notice.id == Reminder.notice_id)
    found = await session.scalars(
        query.where(Notice.outbox_id == request_id, Reminder.status.in_(HELD)).order_by(Reminder.id)
    )
    return list(found)


async def put_back(session: AsyncSession, notice: Notice, now: datetime) -> None:
    """Delete a notice that is not told; its reminders are planned again, to be decided anew.

    One after which a nearer one was told has become pointless (T3).
    """
    rows = await reminders.held_by(session, notice.id)
    nearer = await reminders.superseded(session, [row.id for row in rows])
    for row in rows:
        if row.id in nearer:
            why = Reason.SUPERSEDED.value
            await reminders.drop(session, [row.id], now, why)
            await reminders.note(
                session, [row], Action.REMINDER_DROPPED, now, actor=SCHEDULER, reason=why
            )
        else:
            row.status, row.notice_id, row.told_at = ReminderStatus.PLANNED, None, None
            row.settled_at, row.reason, row.late = None, "", False
    await session.flush()
    await session.delete(notice)
