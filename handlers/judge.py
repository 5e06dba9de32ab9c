"""`#accept` and `#return`: what issuers and evaluators say of final reports."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from domain import notices
from domain.chat.commands import Accept, Kind, Return
from domain.chat.rights import Place, Role
from domain.errors import Refused
from domain.issues.assignments import Act, IssueStatus, MoveKind, after_return, is_on_time
from domain.issues.audit import Action, issue_subject, subject
from domain.say import Choice, Say
from domain.thai_dates import as_shown
from handlers.assignments import (
    able,
    agencies_of,
    chosen,
    move_deadline,
    of_agency,
    one_by_one,
    take_step,
)
from handlers.close import close_if_settled
from handlers.context import Context
from handlers.issues import find_for, not_there
from handlers.notices import tell_others
from handlers.reminders import remind_again
from handlers.report import shown_to_judges
from models import evidence
from models.groups import GroupKind
from models.issues import Assignment, Issue, reports
from models.issues.reports import Judgement, Report
from models.issues.views import issue_view
from models.notices import withdraw

SHOWN_AT_ONCE = 4
"""Reports in one answer: with its first sentence LINE's five objects."""


async def accept(command: Accept, ctx: Context) -> list[Say]:
    """Accept the reports of the named agencies, or every one that was shown. Rules J1, J4, L7."""
    issue = await find_for(ctx, command.issue, Act.ACCEPT)
    codes = ctx.directory.expand(command.agencies)
    assignments = chosen(issue, codes, Act.ACCEPT, ctx)
    elsewhere = not_there(issue, command.agencies, ctx)
    if len(codes) > len(command.agencies):  # whoever says a group, as "all agencies", names none
        command = replace(command, agencies=())
        assignments = able(assignments, Act.ACCEPT) or assignments
    unseen = {each.id: await _unseen(each, command, ctx) for each in assignments}
    accepted, refused = await one_by_one(
        [each for each in assignments if not unseen[each.id]], partial(_accept, issue, ctx)
    )
    told = await _told_accepted(issue, accepted, ctx) if accepted else ""
    later, reports_to_show = await _show_first(issue, assignments, unseen, ctx)
    if refused and not accepted and not reports_to_show:
        raise refused[0][1]
    left_out = ctx.words.left_out([], [], elsewhere)
    sentences = filter(None, [told, *(each.sentence for _, each in refused), left_out, later])
    return [Say("\n".join(sentences), about=issue.id), *reports_to_show]


async def _accept(issue: Issue, ctx: Context, assignment: Assignment) -> Assignment:
    waiting = await _waiting(assignment, issue.number, ctx)
    take_step(assignment, Act.ACCEPT, issue, ctx)
    revisions = _judge(waiting, Judgement.ACCEPTED, "", ctx)
    await ctx.note(
        Action.REPORT_ACCEPTED,
        issue_subject(issue.number),
        agency=assignment.agency.code,
        revisions=revisions,
    )
    return assignment


async def _told_accepted(issue: Issue, assignments: Sequence[Assignment], ctx: Context) -> str:
    ended = await close_if_settled(issue, ctx)
    view = issue_view(issue, issue.assignments)
    text = ctx.words.accepted(view, agencies_of(assignments), ended=ended)
    topic = notices.reports_accepted(assignments[0].id, ctx.occurred_at)
    await tell_others(ctx, GroupKind.IR, topic, Say(text, about=issue.id))
    return text


async def _unseen(assignment: Assignment, command: Accept, ctx: Context) -> list[Report]:
    """Return the waiting reports of an assignment that cannot be meant. Rule J4.

    A tap means what its card shows and what came before; all else means what the IA group had been
    shown by then, but who names an agency of which it was shown nothing has read it elsewhere. What
    only repeats the report before it need not be shown (P7).
    """
    waiting = await reports.unjudged(ctx.session, assignment.id)
    if command.seen is not None:
        hidden = [each for each in waiting if each.id > command.seen]
    else:
        at = ctx.occurred_at
        hidden = [each for each in waiting if each.shown_at is None or each.shown_at > at]
        if command.agencies and len(hidden) == len(waiting):
            return []
    repeated = {each.id for before, each in pairwise(waiting) if each.repeats(before)}
    return [each for each in hidden if each.id not in repeated]


async def _show_first(
    issue: Issue,
    assignments: Sequence[Assignment],
    unseen: Mapping[int, Sequence[Report]],
    ctx: Context,
) -> tuple[str, list[Say]]:
    """Show what nobody could mean to accept yet, as much as one answer holds. Rule J4."""
    hidden = [(each, report) for each in assignments for report in unseen[each.id]]
    if not hidden:
        return "", []
    view = issue_view(issue, issue.assignments, workspace=ctx.in_workspace().code)
    shown = hidden[:SHOWN_AT_ONCE]
    files = await evidence.counts(ctx.session, [report.id for _, report in shown])
    says = [
        shown_to_judges(view, assignment, report, ctx, files.get(report.id, 0))
        for assignment, report in shown
    ]
    if ctx.place is Place.IA:
        await reports.note_shown(ctx.session, [report.id for _, report in shown], ctx.now)
        for _, report in shown:
            await withdraw(ctx.session, notices.report_filed(report.id))
    await ctx.note(Action.REFUSED, subject("command", Kind.ACCEPT), reason="not_shown")
    agencies = agencies_of(dict.fromkeys(assignment for assignment, _ in hidden))
    further, by_name = len(hidden) - len(shown), ctx.place is Place.IA
    return ctx.words.shown_first(issue.number, agencies, further, by_name=by_name), says


async def return_(command: Return, ctx: Context) -> list[Say]:
    """Return an agency's report: it owes one again, by the rule of the clock. Rules J2, C4."""
    issue = await find_for(ctx, command.issue, Act.RETURN)
    assignment = of_agency(issue, command.agency, ctx)
    waiting = await _waiting(assignment, issue.number, ctx)
    take_step(assignment, Act.RETURN, issue, ctx)
    revisions = _judge(waiting, Judgement.RETURNED, command.reason, ctx)
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
    await remind_again(assignment, ctx)
    text = ctx.words.returned(
        issue.number,
        assignment.agency.value(),
        command.reason,
        assignment.deadline,
        moved=as_shown(assignment.deadline) != as_shown(old),
    )
    topic = notices.report_returned(assignment.id, max(revisions, default=0))
    told = Say(text, about=issue.id)
    answer = await tell_others(ctx, GroupKind.IR, topic, told, [assignment.agency])
    return [answer, *_another_time(command, issue, assignment, ctx)]


def _another_time(command: Return, issue: Issue, assignment: Assignment, ctx: Context) -> list[Say]:
    """Tell a judge whose reason gives another time that the deadline is not moved by it.

    An issuer hears what moves it: an earlier one is that of all who owe a report.
    """
    due, old = command.due, assignment.deadline
    if due is None or as_shown(due) == as_shown(old):
        return []
    if due <= ctx.occurred_at or issue.status != IssueStatus.OPEN:
        return [Say(ctx.words.reason_gives_time(due))]
    if Role.ISSUER not in ctx.roles:
        return [Say(ctx.words.reason_gives_time(due, ctx.words.issuers_move_it()))]
    if due > old:
        send = ctx.words.move_to(issue.number, due, assignment.agency.value())
        how, fits = ctx.words.to_make_it_due(send), True
    else:
        fits = able(issue.assignments, Act.EXTEND) == [assignment]
        send = ctx.words.move_to(issue.number, due)
        how = ctx.words.to_make_it_due(send, of_all=not fits)
    choices = (Choice(send.partition(" ")[0], send),) if fits else ()
    return [Say(ctx.words.reason_gives_time(due, how), choices=choices)]


async def _waiting(assignment: Assignment, number: int, ctx: Context) -> list[Report]:
    """Return the final reports that wait; raises Refused where one was sent after this was said.

    The judge has not seen that one. Rule J1.
    """
    waiting = await reports.unjudged(ctx.session, assignment.id)
    if any(report.reported_at > ctx.occurred_at for report in waiting):
        agency = assignment.agency.value()
        raise Refused("reported_later", ctx.words.reported_later(number, agency))
    return waiting


def _judge(waiting: Sequence[Report], judgement: Judgement, reason: str, ctx: Context) -> list[int]:
    """Mark final reports; return their revisions."""
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
