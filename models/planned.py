"""Planned reminders: which are decided about, when again, and what another urgency changes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.reminders.schedule import AFTER, Reason
from models import reminders
from models.issues import Assignment, Issue
from models.reminders import Reminder, ReminderStatus
from models.tables import parts

_HOMES_DUE = (
    select(Issue.workspace_id)
    .join(Assignment, Assignment.issue_id == Issue.id)
    .join(Reminder, Reminder.assignment_id == Assignment.id)
    .where(Reminder.status == ReminderStatus.PLANNED, Reminder.look_at <= bindparam("now"))
    .distinct()
)


async def homes_due(session: AsyncSession, now: datetime) -> set[int]:
    """Return the workspaces (ids) in which reminders are to be decided about."""
    return set(await session.scalars(_HOMES_DUE, {"now": now}))


async def wait(session: AsyncSession, reminder_ids: Sequence[int], until: datetime) -> None:
    """Let planned reminders that cannot be told now be decided about then."""
    for part in parts(reminder_ids):
        await session.execute(
            update(Reminder)
            .where(Reminder.id.in_(part))
            .values(look_at=until)
            .execution_options(synchronize_session=False)
        )


async def look_again(session: AsyncSession, issue_id: int | None = None) -> None:
    """Let planned reminders, of an issue or all, be decided about as soon as they are due.

    For when that which they wait for may have changed.
    """
    waiting = Reminder.status == ReminderStatus.PLANNED, Reminder.look_at > Reminder.due_at
    again = update(Reminder).where(*waiting).values(look_at=Reminder.due_at)
    if issue_id is not None:
        within = select(Assignment.id).where(Assignment.issue_id == issue_id)
        again = again.where(Reminder.assignment_id.in_(within))
    await session.execute(again.execution_options(synchronize_session=False))


async def replan(
    session: AsyncSession,
    assignment_id: int,
    deadline: datetime,
    instants: Sequence[tuple[str, datetime]],
    now: datetime,
) -> list[Reminder]:
    """Plan the reminders of a deadline by another urgency; return those that are none of it.

    What is due already stays: the night may hold it back.
    """
    hours, why = dict(instants), Reason.URGENCY_CHANGED.value
    these = Reminder.assignment_id == assignment_id, Reminder.deadline == deadline
    dropped: list[Reminder] = []
    for row in await session.scalars(reminders.with_all().where(*these)):
        if row.name in hours and row.reason == why:
            row.plan_again()
        elif row.name in (*hours, *AFTER) or row.due_at <= now:
            continue
        elif row.status == ReminderStatus.PLANNED:
            row.status, row.settled_at, row.reason = ReminderStatus.DROPPED, now, why
            dropped.append(row)
    await reminders.plan(session, assignment_id, deadline, instants)
    return dropped
