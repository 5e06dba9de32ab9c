"""The ledger of reminders: a row for each, planned as soon as a deadline is known.

`models.direct.carried` tells what becomes of those that a notice holds.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, joinedload, mapped_column, relationship

from domain.chat.commands import Urgency
from domain.issues.assignments import AssignmentStatus, IssueStatus
from domain.issues.audit import Action, Actor, issue_subject
from domain.reminders.schedule import DueReminder, look_at
from models import audit
from models.issues import Assignment, Issue
from models.tables import Model, insert_new, parts


class ReminderStatus(StrEnum):
    """Which part of its way a reminder has behind it.

    A `TOLD` one is held by a notice, which waits or is in a request; only what LINE has accepted is
    `DELIVERED`. A `FAILED` one was in a request that was given up, and may live again (M14).
    `DROPPED` has become pointless, for the reason noted.
    """

    PLANNED = "planned"
    TOLD = "told"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


HELD = (ReminderStatus.TOLD, ReminderStatus.FAILED)
"""The states in which a reminder has a notice."""


HAS_NOTICE = text("notice_id IS NOT NULL")


class Reminder(Model):
    """One reminder of one assignment for one deadline; `name` is `24h`, `3h`, … or `passed`,
    and of those that follow this `nag1` to `nag3` and `escalation`.

    `look_at` is when it is decided about: when it falls due or may ride, or later where it cannot
    be told then.
    `told_at` is when the notice was made that holds it, `late` that this was after its hour;
    `settled_at` when it was delivered, failed or was dropped, `reason` why. `way` and `request_id`
    tell how LINE accepted it, or may have before it was dropped (M32), and in which request of the
    outbox, which is forgotten before the reminder.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("assignment_id", "deadline", "name"),
        Index("ix_reminders_due", "status", "due_at"),
        Index("ix_reminders_look", "status", "look_at"),
        Index("ix_reminders_told", "told_at"),
        # Nearly all rows of the past have none: counted in, they would make the index look useless.
        Index(
            "ix_reminders_notice", "notice_id", sqlite_where=HAS_NOTICE, postgresql_where=HAS_NOTICE
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    name: Mapped[str] = mapped_column(String(20))
    deadline: Mapped[datetime]
    due_at: Mapped[datetime]
    look_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(10))
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id", ondelete="SET NULL"))
    told_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(100))
    late: Mapped[bool] = mapped_column(default=False)
    way: Mapped[str] = mapped_column(String(10), default="")
    request_id: Mapped[uuid.UUID | None]

    assignment: Mapped[Assignment] = relationship(lazy="raise")

    def facts(self) -> DueReminder:
        """Return what the rules decide by; assignment and issue must be loaded."""
        assignment = self.assignment
        return DueReminder(
            id=self.id,
            assignment_id=assignment.id,
            name=self.name,
            due_at=self.due_at,
            deadline=self.deadline,
            deadline_now=assignment.deadline,
            status=AssignmentStatus(assignment.status),
            issue_open=assignment.issue.status == IssueStatus.OPEN,
            urgent=assignment.issue.urgency != Urgency.NORMAL,
            snoozed_until=assignment.snoozed_until,
        )

    def plan_again(self) -> None:
        """Let it be decided anew, as if nothing had been told."""
        self.status, self.notice_id, self.told_at = ReminderStatus.PLANNED, None, None
        self.look_at = self.due_at
        self.settled_at, self.reason, self.late = None, "", False
        self.way, self.request_id = "", None


async def plan(
    session: AsyncSession,
    assignment_id: int,
    deadline: datetime,
    instants: Sequence[tuple[str, datetime]],
) -> None:
    """Plan reminders (name, due instant) of one deadline; those planned already stay."""
    await plan_all(session, {(assignment_id, deadline): instants})


Hours = Mapping[tuple[int, datetime], Sequence[tuple[str, datetime]]]
"""Reminders (name, due instant) by assignment (id) and deadline."""


async def plan_all(session: AsyncSession, hours: Hours) -> None:
    """Do that for many deadlines."""
    rows = [
        {
            "assignment_id": assignment_id,
            "name": name,
            "deadline": deadline,
            "due_at": due_at,
            "look_at": look_at(name, due_at),
            "status": ReminderStatus.PLANNED,
            "reason": "",
            "late": False,
            "way": "",
        }
        for (assignment_id, deadline), instants in hours.items()
        for name, due_at in instants
    ]
    await insert_new(session, Reminder, rows)


async def of_deadline(
    session: AsyncSession, assignment_id: int, deadline: datetime
) -> dict[str, bool]:
    """Return the names of the reminders of a deadline, and whether each is still planned."""
    found = await session.execute(
        select(Reminder.name, Reminder.status).where(
            Reminder.assignment_id == assignment_id, Reminder.deadline == deadline
        )
    )
    return {name: status == ReminderStatus.PLANNED for name, status in found}


async def due(session: AsyncSession, workspace_id: int, now: datetime) -> list[Reminder]:
    """Return the planned reminders that are due by an instant, with assignment and agency."""
    found = await session.scalars(
        _of_workspace(workspace_id)
        .where(Reminder.status == ReminderStatus.PLANNED, Reminder.due_at <= now)
        .order_by(Reminder.due_at, Reminder.id)
        .with_for_update(of=Reminder)
    )
    return list(found)


@cache
def with_all() -> Select[Reminder]:
    """Return the question for reminders with all that `facts` needs."""
    return (
        select(Reminder)
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .options(
            joinedload(Reminder.assignment).joinedload(Assignment.issue),
            joinedload(Reminder.assignment).joinedload(Assignment.agency),
        )
    )


def _of_workspace(workspace_id: int) -> Select[Reminder]:
    return with_all().where(Issue.workspace_id == workspace_id)


async def drop(
    session: AsyncSession,
    reminder_ids: Sequence[int],
    now: datetime,
    reason: str,
    *,
    way: str = "",
    request_id: uuid.UUID | None = None,
) -> None:
    """Note that reminders have become pointless; what was delivered stays so.

    `way` and `request_id` are of the request in which LINE may have told them all the same.
    """
    dropped = {"status": ReminderStatus.DROPPED, "settled_at": now, "reason": reason}
    for part in parts(reminder_ids):
        await session.execute(
            update(Reminder)
            .where(Reminder.id.in_(part), Reminder.status.in_((ReminderStatus.PLANNED, *HELD)))
            .values(**dropped, notice_id=None, way=way, request_id=request_id)
            .execution_options(synchronize_session=False)
        )


async def tell(
    session: AsyncSession, reminder_ids: Sequence[int], notice_id: int, now: datetime, *, late: bool
) -> None:
    """Note that a notice holds planned reminders."""
    for part in parts(reminder_ids):
        await session.execute(
            update(Reminder)
            .where(Reminder.id.in_(part), Reminder.status == ReminderStatus.PLANNED)
            .values(status=ReminderStatus.TOLD, told_at=now, notice_id=notice_id, late=late)
            .execution_options(synchronize_session=False)
        )


async def note(
    session: AsyncSession,
    rows: Sequence[Reminder],
    action: Action,
    now: datetime,
    *,
    actor: Actor,
    **outcome: object,
) -> None:
    """Note what became of reminders, once for an issue's agencies, in its workspace's audit."""
    together: dict[tuple[int, int, str, datetime], list[str]] = {}
    for row in rows:
        issue = row.assignment.issue
        key = issue.workspace_id, issue.number, row.name, row.deadline
        together.setdefault(key, []).append(row.assignment.agency.code)
    for (home, number, name, deadline), codes in together.items():
        await audit.append(
            session,
            home,
            action,
            issue_subject(number),
            at=now,
            actor=actor,
            reminder=name,
            deadline=deadline.isoformat(),
            agencies=codes,
            **outcome,
        )


async def held_by(session: AsyncSession, notice_id: int) -> list[Reminder]:
    """Return the reminders that a notice holds, as `due` does."""
    query = with_all().where(Reminder.notice_id == notice_id)
    return list(await session.scalars(query.order_by(Reminder.due_at, Reminder.id)))


async def superseded(session: AsyncSession, reminder_ids: Sequence[int]) -> set[int]:
    """Return those of the reminders (ids) after which a nearer one is told. Rule T3."""
    nearer = aliased(Reminder)
    told_since = (
        select(nearer.id)
        .where(
            nearer.assignment_id == Reminder.assignment_id,
            nearer.deadline == Reminder.deadline,
            nearer.due_at > Reminder.due_at,
            nearer.status.in_((*HELD, ReminderStatus.DELIVERED)),
        )
        .exists()
    )
    found: set[int] = set()
    for part in parts(reminder_ids):
        query = select(Reminder.id).where(Reminder.id.in_(part), told_since)
        found |= set(await session.scalars(query))
    return found


async def told(
    session: AsyncSession, workspace_id: int, since: datetime, until: datetime | None = None
) -> list[Reminder]:
    """Return the reminders put into a notice after `since`, up to `until` if it is given.

    Those that wait still are among them, as in what rides together with them; see `due`.
    """
    query = _of_workspace(workspace_id).where(
        Reminder.told_at > since, Reminder.status.in_((*HELD, ReminderStatus.DELIVERED))
    )
    if until is not None:
        query = query.where(Reminder.told_at <= until)
    return list(await session.scalars(query.order_by(Reminder.due_at, Reminder.id)))
