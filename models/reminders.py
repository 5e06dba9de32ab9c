"""The ledger of reminders: a row for each, planned as soon as a deadline is known."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, joinedload, mapped_column, relationship

from domain.chat.commands import Urgency
from domain.issues.assignments import AssignmentStatus, IssueStatus
from domain.issues.audit import SCHEDULER, Action, issue_subject
from domain.reminders.schedule import PASSED, DueReminder
from models import audit
from models.issues import Assignment, Issue
from models.tables import Model, insert_new, parts


class ReminderStatus(StrEnum):
    """`dropped` has become pointless, for the reason noted."""

    PLANNED = "planned"
    SENT = "sent"
    DROPPED = "dropped"


class Reminder(Model):
    """One reminder of one assignment for one deadline; `name` is `24h`, `3h`, … or `passed`.

    `reason` is why it was dropped; `late` says of one that was sent that it came after its hour.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("assignment_id", "deadline", "name"),
        Index("ix_reminders_due", "status", "due_at"),
        Index("ix_reminders_settled", "status", "settled_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    name: Mapped[str] = mapped_column(String(20))
    deadline: Mapped[datetime]
    due_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(10))
    settled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(100))
    late: Mapped[bool] = mapped_column(default=False)

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
        )


class OverdueSlot(Model):
    """One time at which the overdue list was due; a row means that it is settled."""

    __tablename__ = "overdue_slots"
    __table_args__ = (UniqueConstraint("workspace_id", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    due_at: Mapped[datetime]
    settled_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(100))


async def plan(
    session: AsyncSession,
    assignment_id: int,
    deadline: datetime,
    instants: Sequence[tuple[str, datetime]],
) -> None:
    """Plan reminders (name, due instant) of one deadline; those planned already stay."""
    rows = [
        {
            "assignment_id": assignment_id,
            "name": name,
            "deadline": deadline,
            "due_at": due_at,
            "status": ReminderStatus.PLANNED,
            "settled_at": None,
            "reason": "",
            "late": False,
        }
        for name, due_at in instants
    ]
    await insert_new(session, Reminder, rows)


async def due(session: AsyncSession, workspace_id: int, now: datetime) -> list[Reminder]:
    """Return the planned reminders whose time has come, with assignment, issue and agency."""
    found = await session.scalars(
        _of_workspace(workspace_id)
        .where(Reminder.status == ReminderStatus.PLANNED, Reminder.due_at <= now)
        .order_by(Reminder.due_at, Reminder.id)
        .with_for_update(of=Reminder)
    )
    return list(found)


def _of_workspace(workspace_id: int) -> Select[Reminder]:
    return (
        select(Reminder)
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .where(Issue.workspace_id == workspace_id)
        .options(
            joinedload(Reminder.assignment).joinedload(Assignment.issue),
            joinedload(Reminder.assignment).joinedload(Assignment.agency),
        )
    )


async def settle(
    session: AsyncSession,
    reminder_ids: Sequence[int],
    status: ReminderStatus,
    now: datetime,
    reason: str,
    before: ReminderStatus = ReminderStatus.PLANNED,
    *,
    late: bool = False,
) -> None:
    """Note what became of planned reminders, or of others; any that are not so stay as they are."""
    for part in parts(reminder_ids):
        await session.execute(
            update(Reminder)
            .where(Reminder.id.in_(part), Reminder.status == before)
            .values(status=status, settled_at=now, reason=reason, late=late)
            .execution_options(synchronize_session=False)
        )


async def note(
    session: AsyncSession,
    workspace_id: int,
    rows: Sequence[Reminder],
    action: Action,
    now: datetime,
    **outcome: object,
) -> None:
    """Note in the audit what became of reminders, once for an issue's agencies."""
    together: dict[tuple[int, str, datetime], list[str]] = {}
    for row in rows:
        assignment = row.assignment
        key = assignment.issue.number, row.name, row.deadline
        together.setdefault(key, []).append(assignment.agency.code)
    for (number, name, deadline), codes in together.items():
        await audit.append(
            session,
            workspace_id,
            action,
            issue_subject(number),
            at=now,
            actor=SCHEDULER,
            reminder=name,
            deadline=deadline.isoformat(),
            agencies=codes,
            **outcome,
        )


def _superseded() -> ColumnElement[bool]:
    """Whether a nearer reminder of the same deadline was sent. Rule T3."""
    nearer = aliased(Reminder)
    return (
        select(nearer.id)
        .where(
            nearer.assignment_id == Reminder.assignment_id,
            nearer.deadline == Reminder.deadline,
            nearer.due_at > Reminder.due_at,
            nearer.status == ReminderStatus.SENT,
        )
        .exists()
    )


async def superseded(session: AsyncSession, reminder_ids: Sequence[int]) -> set[int]:
    """Return those of the reminders (ids) after which a nearer one was sent. Rule T3."""
    found: set[int] = set()
    for part in parts(reminder_ids):
        found |= set(
            await session.scalars(select(Reminder.id).where(Reminder.id.in_(part), _superseded()))
        )
    return found


async def plan_again(session: AsyncSession, workspace_id: int, sent_at: datetime) -> None:
    """Plan the reminders again that a tick sent at an instant: LINE never took the message.

    Those stay sent after which a nearer one was sent (T3).
    """
    of_workspace = (
        select(Assignment.id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .where(Issue.workspace_id == workspace_id)
    )
    await session.execute(
        update(Reminder)
        .where(
            Reminder.assignment_id.in_(of_workspace),
            Reminder.status == ReminderStatus.SENT,
            Reminder.settled_at == sent_at,
            ~_superseded(),
        )
        .values(status=ReminderStatus.PLANNED, settled_at=None, late=False)
        .execution_options(synchronize_session=False)
    )


async def told_passed(
    session: AsyncSession, workspace_id: int, since: datetime, until: datetime
) -> set[int]:
    """Return the assignments (ids) whose passed deadline was told after `since`, up to `until`."""
    rows = await sent(session, workspace_id, since, until)
    return {row.assignment_id for row in rows if row.name == PASSED}


async def sent(
    session: AsyncSession, workspace_id: int, since: datetime, until: datetime | None = None
) -> list[Reminder]:
    """Return the reminders sent after `since`, up to `until` if it is given, as `due` does."""
    query = _of_workspace(workspace_id).where(
        Reminder.status == ReminderStatus.SENT, Reminder.settled_at > since
    )
    if until is not None:
        query = query.where(Reminder.settled_at <= until)
    return list(await session.scalars(query.order_by(Reminder.due_at, Reminder.id)))


async def sent_count(session: AsyncSession, workspace_id: int) -> dict[int, int]:
    """Return how many reminders each assignment was sent (no entry for none)."""
    found = await session.execute(
        select(Reminder.assignment_id, func.count())
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .where(Issue.workspace_id == workspace_id, Reminder.status == ReminderStatus.SENT)
        .group_by(Reminder.assignment_id)
    )
    return {assignment_id: count for assignment_id, count in found}


async def last_slot(session: AsyncSession, workspace_id: int) -> datetime | None:
    """Return the newest slot of the overdue list that is settled: sent, empty or missed."""
    return await session.scalar(
        select(OverdueSlot.due_at)
        .where(OverdueSlot.workspace_id == workspace_id)
        .order_by(OverdueSlot.due_at.desc())
        .limit(1)
    )


async def settle_slot(
    session: AsyncSession, workspace_id: int, due_at: datetime, now: datetime, outcome: str
) -> bool:
    """Note what became of a slot; false when it was settled before."""
    row = {
        "workspace_id": workspace_id,
        "due_at": due_at,
        "settled_at": now,
        "outcome": outcome,
    }
    return bool(await insert_new(session, OverdueSlot, [row]))
