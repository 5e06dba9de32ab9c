"""Planned reminders: which are decided about, when again, and what other lead times change."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.chat.issue import Urgency
from domain.issues.assignments import SETTLED, IssueStatus
from domain.reminders.schedule import AFTER, LeadTimes, Reason, plan
from models import reminders
from models.issues import Assignment, Issue
from models.reminders import Hours, Reminder, ReminderStatus
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


_REPLANNED = frozenset({Reason.URGENCY_CHANGED, Reason.LEAD_TIMES_CHANGED})


async def replan(session: AsyncSession, hours: Hours, now: datetime, why: Reason) -> list[Reminder]:
    """Plan the reminders of deadlines by other lead times; return those that are none of them.

    What is due already stays: the night may hold it back.
    """
    dropped: list[Reminder] = []
    before = reminders.with_all().where(Reminder.name.not_in(AFTER))
    for part in parts({assignment_id for assignment_id, _ in hours}):
        for row in await session.scalars(before.where(Reminder.assignment_id.in_(part))):
            instants = hours.get((row.assignment_id, row.deadline))
            if instants is None:
                continue
            if row.name in dict(instants):
                if row.reason in _REPLANNED:
                    row.plan_again()
            elif row.status == ReminderStatus.PLANNED and row.due_at > now:
                row.status, row.settled_at, row.reason = ReminderStatus.DROPPED, now, why.value
                dropped.append(row)
    await reminders.plan_all(session, hours)
    return dropped


_AHEAD = (
    select(Assignment.id, Assignment.deadline, Issue.urgency)
    .join(Issue, Issue.id == Assignment.issue_id)
    .where(
        Issue.workspace_id == bindparam("home"),
        Issue.status == IssueStatus.OPEN,
        Assignment.status.not_in(SETTLED),
        Assignment.deadline > bindparam("now"),
    )
)


async def replan_all(
    session: AsyncSession, workspace_id: int, lead_times: LeadTimes, now: datetime
) -> list[Reminder]:
    """Do that with every deadline of a workspace that lies ahead; what was reported may return."""
    found = await session.execute(_AHEAD, {"home": workspace_id, "now": now})
    hours = {
        (assignment_id, deadline): plan(now, deadline, lead_times[Urgency(urgency)])
        for assignment_id, deadline, urgency in found
    }
    return await replan(session, hours, now, Reason.LEAD_TIMES_CHANGED)
