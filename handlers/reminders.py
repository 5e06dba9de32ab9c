"""The reminders of an assignment: planned with each deadline, and anew with another urgency."""

from collections.abc import Iterable
from datetime import datetime

from domain.chat.commands import Urgency
from domain.issues.assignments import WITHDRAWN
from domain.issues.audit import Action
from domain.reminders import schedule
from domain.reminders.schedule import Reason
from handlers.context import Context
from models import reminders
from models.issues import Assignment, Issue
from models.reminders import planned


async def plan_reminders(assignments: Iterable[Assignment], issue: Issue, ctx: Context) -> None:
    """Plan the reminders of deadlines in force that lie ahead. Rule T1."""
    hours = {(each.id, each.deadline): _ahead(each, issue, ctx) for each in assignments}
    await reminders.plan_all(ctx.session, hours)


async def remind_by_urgency(issue: Issue, ctx: Context) -> None:
    """Let the reminders that lie ahead be those of the issue's new urgency. Rule T1."""
    session, now, why = ctx.session, ctx.now, Reason.URGENCY_CHANGED
    hours = {
        (each.id, each.deadline): _ahead(each, issue, ctx)
        for each in issue.assignments
        if each.status not in WITHDRAWN
    }
    dropped = await planned.replan(session, hours, now, why)
    await reminders.note(
        session, dropped, Action.REMINDER_DROPPED, now, actor=ctx.actor, reason=why
    )


async def remind_again(assignment: Assignment, ctx: Context) -> None:
    """Go on with what follows a passed deadline, where a report is owed again. Rule T13."""
    if assignment.deadline > ctx.now:
        return
    rows = await reminders.of_deadline(ctx.session, assignment.id, assignment.deadline)
    if more := schedule.goes_on(rows, ctx.now, ctx.calendar):
        await reminders.plan(ctx.session, assignment.id, assignment.deadline, [more])


def _ahead(assignment: Assignment, issue: Issue, ctx: Context) -> tuple[tuple[str, datetime], ...]:
    leads = ctx.policy.lead_times[Urgency(issue.urgency)]
    return schedule.plan(ctx.occurred_at, assignment.deadline, leads)
