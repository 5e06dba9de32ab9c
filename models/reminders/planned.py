"""Planned reminders: which are decided about, when again, and what other lead times change."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.calendar import Calendar
from domain.chat.issue import Urgency
from domain.issues.assignments import SETTLED, IssueStatus
from domain.reminders.schedule import AFTER, PASSED, LeadTimes, Reason, plan
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


_PLANNED_AHEAD = (
    select(Reminder)
    .join(Assignment, Assignment.id == Reminder.assignment_id)
    .join(Issue, Issue.id == Assignment.issue_id)
    .where(
        Issue.workspace_id == bindparam("home"),
        Issue.status == IssueStatus.OPEN,
        Assignment.status.not_in(SETTLED),
        Assignment.deadline == Reminder.deadline,
        Reminder.status == ReminderStatus.PLANNED,
        Reminder.due_at > bindparam("now"),
    )
)
_NAMED_AHEAD = (
    _PLANNED_AHEAD.with_only_columns(Issue.urgency, Reminder.name)
    .where(Reminder.name.not_in(AFTER))
    .distinct()
)
_NAGS_AHEAD = _PLANNED_AHEAD.where(Reminder.name.in_(AFTER), Reminder.name != PASSED)


async def named_ahead(
    session: AsyncSession, workspace_id: int, now: datetime
) -> set[tuple[Urgency, str]]:
    """Return what lead times reminders are planned by, by the urgency of their issue."""
    found = await session.execute(_NAMED_AHEAD, {"home": workspace_id, "now": now})
    return {(Urgency(urgency), name) for urgency, name in found}


async def nags_elsewhere(
    session: AsyncSession, workspace_id: int, calendar: Calendar, now: datetime
) -> list[tuple[Reminder, datetime]]:
    """Return the nags that are planned for an hour at which no office opens, and the next such."""
    rows = await session.scalars(_NAGS_AHEAD, {"home": workspace_id, "now": now})
    mornings = [(row, calendar.next_morning(row.due_at - timedelta(days=1))) for row in rows]
    return [(row, at) for row, at in mornings if at != row.due_at]


async def move_nags(
    session: AsyncSession, workspace_id: int, calendar: Calendar, now: datetime
) -> None:
    """Let nags come on the morning of a working day, as the calendar is now. Rule T13."""
    for row, at in await nags_elsewhere(session, workspace_id, calendar, now):
        row.due_at = row.look_at = at
