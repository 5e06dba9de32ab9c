"""What becomes of what a notice holds: delivered, failed, waiting again, or decided anew."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Uuid, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.issues.audit import SCHEDULER, SENDER, Action
from domain.notices import OVERDUE, REMINDERS, instant_of, kind, record
from domain.reminders.overdue_list import Listed
from domain.reminders.schedule import Reason
from domain.spending import Carried, Way, carried
from models import reminders, workspaces
from models.groups import Group
from models.notices import Notice, announcements
from models.notices.announcements import Dropped
from models.outbox import IN_DOUBT, OutboxKind, OutboxMessage, OutboxState
from models.outbox.spending import way_of
from models.reminders import HELD, Reminder, ReminderStatus, overdue
from models.tables import parts

A_MINUTE, A_MONTH = timedelta(minutes=1), timedelta(days=31)


_CARRIED = select(
    Notice.dedupe_key,
    Notice.created_at,
    Notice.push_at,
    Notice.tell_at,
    Notice.agencies,
    Notice.reached,
).where(Notice.outbox_id == bindparam("request", type_=Uuid))


async def counted(session: AsyncSession, outbox_id: uuid.UUID) -> list[Carried]:
    """Return what each of the notices counts for that travel with a request."""
    found = await session.execute(_CARRIED, {"request": outbox_id})
    return [
        carried(
            key,
            made,
            tell_at,
            direct=tell_at != push_at,
            untold=len(set(agencies) - set(reached)),
        )
        for key, made, push_at, tell_at, agencies, reached in found
    ]


async def delivered(session: AsyncSession, request_id: uuid.UUID, way: Way, now: datetime) -> None:
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


async def waiting_again(session: AsyncSession, request_id: uuid.UUID, now: datetime) -> None:
    """Note that a request waits again that was given up: what it holds is told, but not yet."""
    for row in await _inside(session, request_id):
        row.status, row.settled_at, row.reason = ReminderStatus.TOLD, None, ""
    await announcements.waiting_again(session, request_id)
    for each in await counted(session, request_id):
        if kind(each.key) == OVERDUE:
            await overdue.slot_waits(session, record(each.key), instant_of(each.key), now)


_LEFT = select(OutboxMessage.id).where(
    OutboxMessage.state == OutboxState.WAITING,
    OutboxMessage.next_attempt_at >= bindparam("lately"),  # an index leads there
    OutboxMessage.kind == OutboxKind.PUSH,
    OutboxMessage.own == 0,
    or_(OutboxMessage.attempts > 0, OutboxMessage.recorded_at < bindparam("long_ago")),
    or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until <= bindparam("now")),
)
_NOT_TAKEN = (
    select(Group.workspace_id, Notice.outbox_id)
    .join(Group, Group.id == Notice.group_id)
    .where(
        or_(*(Notice.dedupe_key.startswith(f"{each}:") for each in sorted(REMINDERS))),
        Notice.outbox_id.in_(_LEFT),
    )
    .distinct()
)
_WAITS = select(Notice.id).where(Notice.outbox_id.is_(None))
_AHEAD = select(
    *(_WAITS.where(Notice.due_by(bindparam("now"), direct=way)).exists() for way in (False, True)),
    _LEFT.exists(),
    *(
        select(func.min(at))
        .where(Notice.outbox_id.is_(None), at > bindparam("now"))
        .scalar_subquery()
        for at in (Notice.push_at, Notice.tell_at)
    ),
)


class Ahead(NamedTuple):
    """Whether any notice is `due`, by whichever way, and whether a push waits `untaken` by LINE.

    `next_at` is when a notice can wait no longer that still can. What could not be told when it was
    due waits for whoever lets it be told.
    """

    due: bool
    untaken: bool
    next_at: datetime | None


async def ahead(session: AsyncSession, now: datetime) -> Ahead:
    """Return whether there is anything to look for: mostly there is not."""
    given = {"now": now, "long_ago": now - A_MINUTE, "lately": now - A_MONTH}
    pushes, tells, untaken, *coming = (await session.execute(_AHEAD, given)).one()
    next_at = min((each for each in coming if each is not None), default=None)
    return Ahead(bool(pushes or tells), bool(untaken), next_at)


async def not_taken(session: AsyncSession, now: datetime) -> list[tuple[int, uuid.UUID]]:
    """Return the pushes (ids) that remind and that LINE has not taken for a minute.

    Each with the workspace (id) that it tells of; not what a sender is at.
    """
    given = {"now": now, "long_ago": now - A_MINUTE, "lately": now - A_MONTH}
    found = await session.execute(_NOT_TAKEN, given)
    return [(home, request_id) for home, request_id in found if request_id is not None]


async def _inside(session: AsyncSession, request_id: uuid.UUID) -> Sequence[Reminder]:
    query = reminders.with_all().join(Notice, Notice.id == Reminder.notice_id)
    found = await session.scalars(
        query.where(Notice.outbox_id == request_id, Reminder.status.in_(HELD)).order_by(Reminder.id)
    )
    return list(found)


async def put_back(
    session: AsyncSession, notice: Notice, now: datetime, why: Dropped = Dropped.POINTLESS
) -> None:
    """Delete a notice that is not told after all; what it holds is decided anew.

    Its reminders are planned again, but one after which a nearer one was told has become pointless
    (T3). The hour of its overdue list is missed. Raises NotHeld.
    """
    if kind(notice.dedupe_key) == OVERDUE:
        home, slot = record(notice.dedupe_key), instant_of(notice.dedupe_key)
        await overdue.drop_slot(
            session, home, notice.group_id, slot, now, Listed.MISSED, actor=SCHEDULER
        )
    await plan_again(session, await reminders.held_by(session, notice.id), now)
    await announcements.drop(session, notice, why, now)
    await session.delete(notice)


async def plan_again(session: AsyncSession, rows: Sequence[Reminder], now: datetime) -> None:
    """Let reminders be decided anew that were not told after all. Raises NotHeld."""
    nearer = await reminders.superseded(session, [row.id for row in rows])
    for row in rows:
        workspaces.check_held(session, row.assignment.issue.workspace_id)
        if row.id in nearer:
            await drop(session, [row], Reason.SUPERSEDED, now)
        else:
            row.plan_again()
    await session.flush()


class Doubted(NamedTuple):
    """A request that LINE may have taken: what it tells may have been read (M32)."""

    request_id: uuid.UUID
    way: Way

    def noted(self) -> dict[str, str]:
        """Return what the audit says of it."""
        return {"way": self.way.value, "in_doubt": str(self.request_id)}


async def in_doubt(session: AsyncSession, notice_ids: Iterable[int]) -> dict[int, Doubted]:
    """Return the requests of those notices (ids) that may have been told already."""
    query = (
        select(Notice.id, OutboxMessage.id, OutboxMessage.kind, OutboxMessage.chat)
        .join(OutboxMessage, OutboxMessage.id == Notice.outbox_id)
        .where(IN_DOUBT)
    )
    return {
        notice_id: Doubted(request_id, way_of(sent_as, chat))
        for part in parts(notice_ids)
        for notice_id, request_id, sent_as, chat in await session.execute(
            query.where(Notice.id.in_(part))
        )
    }


async def drop(session: AsyncSession, rows: Sequence[Reminder], why: Reason, now: datetime) -> None:
    """Note in ledger and audit that reminders have become pointless, and which request may tell."""
    doubted = await in_doubt(session, {row.notice_id for row in rows if row.notice_id is not None})
    together: dict[Doubted | None, list[Reminder]] = {}
    for row in rows:
        request = doubted.get(row.notice_id) if row.notice_id is not None else None
        together.setdefault(request, []).append(row)
    for request, these in together.items():
        ids = [row.id for row in these]
        await reminders.drop(session, ids, now, why.value, **request._asdict() if request else {})
        await reminders.note(
            session,
            these,
            Action.REMINDER_DROPPED,
            now,
            actor=SCHEDULER,
            reason=why.value,
            **request.noted() if request else {},
        )
