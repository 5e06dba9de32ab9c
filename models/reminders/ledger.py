"""What the ledger is held against: owed reports, and what holds that which was told. Rule W4.

All but `plan_anew` only reads, so that nobody is held up while nothing is wrong.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain import notices as topics
from domain.chat.issue import Urgency
from domain.issues.assignments import OPEN, IssueStatus
from domain.reminders.ledger import HeldBy, Row, Told, notice_waits
from domain.reminders.overdue_list import CUT_OFF, LOOK_BACK, Listed
from domain.spending import Way
from models import reminders
from models.groups import Group
from models.issues import Assignment, Issue
from models.notices import Notice
from models.notices.announcements import Announcement, AnnouncementStatus
from models.outbox import OutboxMessage, OutboxState, spending
from models.reminders import HELD, Reminder, ReminderStatus, with_all
from models.reminders.overdue import OverdueSlot
from models.tables import parts

HELD_BY = {
    OutboxState.WAITING: HeldBy.REQUEST,
    OutboxState.SENT: HeldBy.TAKEN,
    OutboxState.ASSUMED: HeldBy.TAKEN,
    OutboxState.DROPPED: HeldBy.DROPPED,
    OutboxState.DEAD: HeldBy.GIVEN_UP,
}


@dataclass(frozen=True, slots=True)
class Owed:
    """An assignment that owes a report, with the rows for its deadline in force."""

    assignment_id: int
    deadline: datetime
    urgency: Urgency
    rows: Sequence[Row]


async def owed_after(session: AsyncSession, workspace_id: int, instant: datetime) -> list[Owed]:
    """Return the reports that are owed by a deadline after an instant."""
    found = await session.execute(
        select(Assignment.id, Assignment.deadline, Issue.urgency)
        .add_columns(Reminder.name, Reminder.due_at, Reminder.status)
        .add_columns(Reminder.told_at, Reminder.settled_at)
        .join(Issue, Issue.id == Assignment.issue_id)
        .outerjoin(
            Reminder,
            and_(Reminder.assignment_id == Assignment.id, Reminder.deadline == Assignment.deadline),
        )
        .where(
            Issue.workspace_id == workspace_id,
            Issue.status == IssueStatus.OPEN,
            Assignment.status.in_(OPEN),
            Assignment.deadline > instant,
        )
    )
    rows: dict[tuple[int, datetime, str], list[Row]] = {}
    for id, deadline, urgency, name, due_at, status, told_at, settled_at in found:
        kept = rows.setdefault((id, deadline, urgency), [])
        if name is not None:
            planned, dropped = status == ReminderStatus.PLANNED, status == ReminderStatus.DROPPED
            kept.append(Row(name, due_at, planned, settled_at or told_at, dropped))
    return [
        Owed(id, deadline, Urgency(urgency), kept) for (id, deadline, urgency), kept in rows.items()
    ]


async def due_before(session: AsyncSession, workspace_id: int, before: datetime) -> list[Reminder]:
    """Return the planned reminders whose time had come by an instant, with all that they need."""
    found = await session.scalars(
        with_all().where(
            Issue.workspace_id == workspace_id,
            Reminder.status == ReminderStatus.PLANNED,
            Reminder.due_at <= before,
        )
    )
    return list(found)


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A reminder, announcement (id) or hour of the overdue list that was told, and what holds it.

    `request_id`, `way` and `finished_at` are of its request, if it is in one; `over`: the agency
    has answered what was announced, or need not any more.
    """

    id: int
    told: Told
    slot: datetime | None = None
    request_id: uuid.UUID | None = None
    way: Way | None = None
    finished_at: datetime | None = None
    over: bool = False


async def told_reminders(session: AsyncSession, workspace_id: int) -> list[ToldRow]:
    """Return the reminders that a notice should hold."""
    query = (
        select(Reminder.id, Reminder.status, Notice.id)
        .add_columns(*_OF_REQUEST)
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .outerjoin(Notice, Notice.id == Reminder.notice_id)
        .outerjoin(OutboxMessage, OutboxMessage.id == Notice.outbox_id)
        .where(Issue.workspace_id == workspace_id)
    )
    told = [
        _told(id, notice, request, failed=status == ReminderStatus.FAILED)
        # Asked for both at once, or in order, SQLite would go through all that ever was.
        for held in HELD
        for id, status, notice, *request in await session.execute(
            query.where(Reminder.status == held)
        )
    ]
    return sorted(told, key=lambda row: row.id)


async def told_announcements(
    session: AsyncSession, workspace_id: int, now: datetime
) -> list[ToldRow]:
    """Return the announcements that a notice should hold."""
    over = or_(
        Announcement.until <= now,
        Issue.status != IssueStatus.OPEN,
        Assignment.status.not_in(OPEN),
        Assignment.acknowledged_at.is_not(None),
    )
    found = await session.execute(
        select(Announcement.id, Announcement.status, over, Notice.id)
        .add_columns(*_OF_REQUEST)
        .join(Assignment, Assignment.id == Announcement.assignment_id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .outerjoin(Notice, Notice.id == Announcement.notice_id)
        .outerjoin(OutboxMessage, OutboxMessage.id == Notice.outbox_id)
        .where(Issue.workspace_id == workspace_id, Announcement.status.in_(HELD))
        .order_by(Announcement.id)
    )
    return [
        replace(
            _told(id, notice, request, failed=status == AnnouncementStatus.FAILED), over=bool(over)
        )
        for id, status, over, notice, *request in found
    ]


_OF_REQUEST = (
    OutboxMessage.id,
    OutboxMessage.state,
    OutboxMessage.next_attempt_at,
    OutboxMessage.finished_at,
    OutboxMessage.kind,
    OutboxMessage.chat,
)


async def told_lists(session: AsyncSession, workspace_id: int, now: datetime) -> list[ToldRow]:
    """Return the hours of the overdue list within a week that a notice should hold."""
    slots = await session.scalars(
        select(OverdueSlot).where(
            OverdueSlot.workspace_id == workspace_id,
            OverdueSlot.due_at >= now - LOOK_BACK,
            OverdueSlot.outcome == Listed.TOLD,
        )
    )
    found: list[ToldRow] = []
    for slot in list(slots):
        found.append(_told(slot.id, *await _holding(session, slot), slot=slot.due_at))
    return found


async def _holding(session: AsyncSession, slot: OverdueSlot) -> tuple[int | None, Sequence[Any]]:
    """Return the notice (id) of an hour of the list and its request; their ages lead there."""
    made = await session.execute(
        select(Notice.id, Notice.dedupe_key)
        .add_columns(*_OF_REQUEST)
        .outerjoin(OutboxMessage, OutboxMessage.id == Notice.outbox_id)
        .where(
            Notice.created_at >= slot.due_at,
            Notice.created_at <= slot.due_at + CUT_OFF,
            Notice.dedupe_key.startswith(f"{topics.OVERDUE}:{slot.workspace_id}:"),
        )
    )
    held = [(id, request) for id, key, *request in made if topics.instant_of(key) == slot.due_at]
    return held[0] if held else (None, ())


def _told(
    id: int,
    notice_id: int | None,
    request: Sequence[Any],
    *,
    failed: bool = False,
    slot: datetime | None = None,
) -> ToldRow:
    """Return it with what holds it; `request` holds the columns of `_OF_REQUEST`, or nothing."""
    if not any(request):
        held_by = HeldBy.NOTHING if notice_id is None else HeldBy.NOTICE
        return ToldRow(id, Told(held_by, failed), slot)
    request_id, state, tried_at, finished_at, kind, chat = request
    told = Told(HELD_BY[OutboxState(state)], failed, tried_at)
    return ToldRow(id, told, slot, request_id, spending.way_of(kind, chat), finished_at)


_WAITING = (
    select(Notice.id, Group.left_at, Group.no_room_since)
    .join(Group, Group.id == Notice.group_id)
    .where(Group.workspace_id == bindparam("home"), Notice.outbox_id.is_(None))
)
_TO_PUSH = _WAITING.where(Notice.due_by(bindparam("before")))
_TO_TELL = _WAITING.where(Notice.due_by(bindparam("before"), direct=True))


async def waiting_notices(
    session: AsyncSession, workspace_id: int, before: datetime, *, told_privately: bool
) -> list[int]:
    """Return the notices (ids) that were due before an instant, and wait though nothing holds."""
    due = _TO_TELL if told_privately else _TO_PUSH
    found = await session.execute(due, {"home": workspace_id, "before": before})
    return [
        id
        for id, left_at, no_room_since in found
        if notice_waits(
            in_group=left_at is None,
            has_room=no_room_since is None,
            told_privately=told_privately,
        )
    ]


async def of_ids(session: AsyncSession, reminder_ids: Sequence[int]) -> list[Reminder]:
    """Return reminders by their ids, as `due` does."""
    found: list[Reminder] = []
    for part in parts(reminder_ids):
        found += await session.scalars(with_all().where(Reminder.id.in_(part)))
    return found


async def plan_anew(
    session: AsyncSession,
    assignment_id: int,
    deadline: datetime,
    instants: Sequence[tuple[str, datetime]],
) -> list[Reminder]:
    """Plan reminders as `plan` does, those too that stand there otherwise; return them all."""
    await reminders.plan(session, assignment_id, deadline, instants)
    hours = dict(instants)
    of_deadline = Reminder.assignment_id == assignment_id, Reminder.deadline == deadline
    found = list(await session.scalars(with_all().where(*of_deadline, Reminder.name.in_(hours))))
    for row in found:
        row.due_at = hours[row.name]
        row.plan_again()
    return found
