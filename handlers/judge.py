"""`#accept` and `#return`: what issuers and evaluators say of final reports."""

from domain import notices
from domain.chat.commands import Accept, Return
from domain.errors import Refused
from domain.issues.assignments import Act, MoveKind, after_return, is_on_time
from domain.issues.audit import Action, issue_subject
from domain.say import Say
from handlers.assignments import agencies_of, chosen, find_for, move_deadline, of_agency, take_step
from handlers.close import close_if_settled
from handlers.context import Context
from handlers.notices import tell_others
from models import reports
from models.groups import GroupKind
from models.issues import Assignment
from models.reports import Judgement
from models.views import issue_view


async def accept(command: Accept, ctx: Context) -> list[Say]:
    """Accept the report of an agency, or every report that waits. Rule J1."""
    issue = await find_for(ctx, command.issue, Act.ACCEPT)
    named = (command.agency,) if command.agency else ()
    assignments = chosen(issue, named, Act.ACCEPT, ctx)
    for assignment in assignments:
        take_step(assignment, Act.ACCEPT, issue, ctx)
        revisions = await _judge(assignment, issue.number, Judgement.ACCEPTED, "", ctx)
        await ctx.note(
            Action.REPORT_ACCEPTED,
            issue_subject(issue.number),
            agency=assignment.agency.code,
            revisions=revisions,
        )
    ended = await close_if_settled(issue, ctx)
    accepted = agencies_of(assignments)
    text = ctx.words.accepted(issue_view(issue, issue.assignments), accepted, ended=ended)
    topic = notices.reports_accepted(assignments[0].id)
    await tell_others(ctx, GroupKind.IR, topic, Say(text, about=issue.id))
    return [Say(text, about=issue.id)]


async def return_(command: Return, ctx: Context) -> list[Say]:
    """Return an agency's report: it owes one again, by the rule of the clock. Rules J2, C4."""
    issue = await find_for(ctx, command.issue, Act.RETURN)
    assignment = of_agency(issue, command.agency, ctx)
    take_step(assignment, Act.RETURN, issue, ctx)
    revisions = await _judge(assignment, issue.number, Judgement.RETURNED, command.reason, ctx)
    await ctx.note(
        Action.REPORT_RETURNED,
        issue_subject(issue.number),
        agency=assignment.agency.code,
        revisions=revisions,
        clock=ctx.policy.return_clock,
    )
    old = assignment.deadline
    await _give_back(assignment, ctx)
    assignment.reported_at = None
    text = ctx.words.returned(
        issue.number,
        assignment.agency.value(),
        command.reason,
        assignment.deadline,
        moved=assignment.deadline != old,
    )
    topic = notices.report_returned(assignment.id, max(revisions, default=0))
    told = Say(text, about=issue.id)
    await tell_others(ctx, GroupKind.IR, topic, told, [assignment.agency])
    return [told]


async def _judge(
    assignment: Assignment, number: int, judgement: Judgement, reason: str, ctx: Context
) -> list[int]:
    """Mark every final report that waits; return their revisions.

    Raises Refused where one was sent after this was said: the judge has not seen it.
    """
    waiting = await reports.unjudged(ctx.session, assignment.id)
    if any(report.reported_at > ctx.occurred_at for report in waiting):
        agency = assignment.agency.value()
        raise Refused("reported_later", ctx.words.reported_later(number, agency))
    for report in waiting:
        report.judged, report.reason = judgement, reason
        report.judged_by_id, report.judged_at = ctx.sender().id, ctx.occurred_at
        report.judged_message_id = ctx.message_id
    return [report.revision for report in waiting]


async def _give_back(assignment: Assignment, ctx: Context) -> None:
    """Move the deadline by the time the report waited, if the rule of the clock says so."""
    if assignment.reported_at is None:
        return
    on_time = is_on_time(assignment.reported_at, assignment.original_deadline, assignment.moves)
    deadline = after_return(
        assignment.deadline,
        assignment.reported_at,
        ctx.occurred_at,
        ctx.policy.return_clock,
        on_time=bool(on_time),
    )
    if deadline > assignment.deadline:
        await move_deadline(assignment, deadline, MoveKind.RETURNED, "", ctx)
