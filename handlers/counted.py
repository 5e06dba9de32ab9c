"""What is counted of an assignment when one of its reports no longer counts. Rules P5, P6."""

from domain.issues.assignments import Act, AssignmentStatus, IssueStatus, owed_again
from domain.issues.audit import Action, issue_subject
from handlers.assignments import take_step
from handlers.context import Context
from handlers.reminders import remind_again
from models.issues import Assignment, reports
from models.issues.reports import Judgement


async def count_anew(assignment: Assignment, ctx: Context) -> None:
    """Count the reports that still do; where none waits, the agency owes one again.

    In an issue that was cancelled nobody owes anything: there the assignment is withdrawn.
    """
    await ctx.session.flush()
    filed = await reports.of_assignment(ctx.session, assignment.id)
    settling = [report for report in filed if report.settles]
    standing = [report for report in settling if report.judged != Judgement.RETURNED]
    assignment.first_reported_at = min((each.reported_at for each in settling), default=None)
    assignment.reported_at = min((each.reported_at for each in standing), default=None)
    waiting = any(report.judged is None for report in settling)
    if assignment.status != AssignmentStatus.REPORTED or waiting:
        return
    assignment.status = owed_again(
        returned=any(report.judged == Judgement.RETURNED for report in filed),
        acknowledged=assignment.acknowledged_at is not None,
    )
    await remind_again(assignment, ctx)
    issue = assignment.issue
    if issue.status == IssueStatus.CANCELLED:
        take_step(assignment, Act.CANCEL, issue, ctx)
        assignment.cancelled_with_issue = True
        code = assignment.agency.code
        await ctx.note(Action.ASSIGNMENT_CANCELLED, issue_subject(issue.number), agency=code)
