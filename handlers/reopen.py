"""`#reopen`: an end or a cancellation is taken back, or the acceptance of a report."""

from collections.abc import Sequence

from domain import notices
from domain.chat.commands import Reopen
from domain.chat.mistakes import Gap
from domain.errors import Refused
from domain.indicator.period import quarter_of
from domain.issues.assignments import (
    OPEN,
    SETTLED,
    AssignmentStatus,
    IssueStatus,
    counting_deadline,
    owed_again,
)
from domain.issues.audit import Action, issue_subject
from domain.say import Say
from handlers.assignments import agencies_of, codes_of, keep_change, of_agency
from handlers.context import Context
from handlers.issues import find_issue
from handlers.notices import tell_others
from handlers.reminders import plan_reminders, remind_again
from models.groups import GroupKind
from models.indicator import quarters
from models.issues import Assignment, Issue, reports
from models.issues.reports import Judgement
from models.issues.views import issue_view


async def reopen(command: Reopen, ctx: Context) -> list[Say]:
    """Take back what ended an issue, or the acceptance of an agency's report. Rule L9.

    An issue that was cancelled is owed again by those who owed it then. Of one that ended since
    all was accepted, and of an open one, an acceptance is meant: the named one, or the only one.
    """
    issue = await find_issue(ctx, command.issue)
    ended_at = issue.closed_at
    # What ended it may have been said after this, and have arrived before.
    ends = ended_at is not None and ended_at <= ctx.occurred_at
    back = [each for each in issue.assignments if each.cancelled_with_issue] if ends else []
    owed = [each for each in issue.assignments if each.status not in SETTLED]
    whole = ends and not command.agency and bool(back or owed)
    accepted = [] if whole else [await _accepted(issue, command.agency, ctx)]
    await _check_open(issue, [*accepted, *(back or owed if whole else [])], ctx)
    for assignment in accepted:
        await _take_back(assignment, issue, command.reason, ctx)
    if ends:
        await _open(issue, back, command.reason, ctx)
    return await _told(issue, accepted, command.reason, ctx, opened=ends)


async def _check_open(issue: Issue, changed: Sequence[Assignment], ctx: Context) -> None:
    """Raise Refused where that would change a quarter that was closed. Rule K16."""
    tz = ctx.calendar.tz
    for assignment in changed:
        due = counting_deadline(assignment.original_deadline, assignment.moves)
        at = await quarters.closed_at(ctx.session, issue.workspace_id, due, tz)
        if at is not None:
            sentence = ctx.words.quarter_is_closed(issue.number, quarter_of(due, tz), at)
            raise Refused("quarter_closed", sentence)


async def _accepted(issue: Issue, code: str | None, ctx: Context) -> Assignment:
    """Return the assignment whose acceptance is meant; raises Refused where there is not one."""
    accepted = [each for each in issue.assignments if each.status == AssignmentStatus.ACCEPTED]
    if code is not None:
        assignment = of_agency(issue, code, ctx)
        if assignment not in accepted:
            raise _not_accepted(assignment, issue, ctx)
        return assignment
    if not accepted:
        raise Refused("not_ended", ctx.words.nothing_to_reopen(issue.number))
    if len(accepted) > 1:
        agencies = agencies_of(accepted)
        asked, choices = ctx.words.which_acceptance(issue.number, agencies)
        raise Refused("which_acceptance", asked, choices, asks=Gap.AGENCY)
    return accepted[0]


def _not_accepted(assignment: Assignment, issue: Issue, ctx: Context) -> Refused:
    agency, ended = assignment.agency.value(), issue.status != IssueStatus.OPEN
    return Refused("not_accepted", ctx.words.not_accepted(issue.number, agency, ended=ended))


async def _take_back(assignment: Assignment, issue: Issue, reason: str, ctx: Context) -> None:
    """Let the accepted reports of an assignment wait for their judge again."""
    filed = await reports.of_assignment(ctx.session, assignment.id)
    accepted = [each for each in filed if each.judged == Judgement.ACCEPTED]
    agency = assignment.agency
    if any(each.judged_at is None or each.judged_at > ctx.occurred_at for each in accepted):
        raise _not_accepted(assignment, issue, ctx)
    if any(each.unsent_at is not None for each in accepted):
        raise Refused("unsent", ctx.words.accepted_and_unsent(issue.number, agency.value()))
    for report in accepted:
        report.judged = report.judged_by_id = report.judged_at = report.judged_message_id = None
    assignment.status = AssignmentStatus.REPORTED
    keep_change(issue, "accepted", agency.code, "", ctx, reason)
    await ctx.note(
        Action.REPORT_REOPENED,
        issue_subject(issue.number),
        agency=agency.code,
        revisions=[report.revision for report in accepted],
    )


async def _open(issue: Issue, back: Sequence[Assignment], reason: str, ctx: Context) -> None:
    """Let an issue go on: what was cancelled with it is owed, and reminded of, again."""
    keep_change(issue, "status", issue.status, IssueStatus.OPEN, ctx, reason)
    issue.status, issue.closed_at = IssueStatus.OPEN, None
    for assignment in back:
        filed = await reports.of_assignment(ctx.session, assignment.id)
        assignment.status = owed_again(
            returned=any(report.judged == Judgement.RETURNED for report in filed),
            acknowledged=assignment.acknowledged_at is not None,
        )
        assignment.cancelled_with_issue = False
    about = issue_subject(issue.number)
    await ctx.note(Action.ISSUE_REOPENED, about, agencies=codes_of(back))
    await ctx.session.flush()
    await plan_reminders(_owing(issue), issue, ctx)
    for assignment in _owing(issue):
        await remind_again(assignment, ctx)


def _owing(issue: Issue) -> list[Assignment]:
    return [each for each in issue.assignments if each.status in OPEN]


async def _told(
    issue: Issue, accepted: Sequence[Assignment], reason: str, ctx: Context, *, opened: bool
) -> list[Say]:
    """Tell both groups; who owes a report again is called, where an end was taken back."""
    words, at = ctx.words, ctx.occurred_at
    view = issue_view(issue, issue.assignments)
    parts = [words.reopened(view, reason)] if opened else []
    parts += [words.not_accepted_any_more(issue.number, agencies_of(accepted))] if accepted else []
    say = Say("\n".join(parts), about=issue.id)
    changed = notices.figure_changed(issue.id, f"reopened:{at.isoformat()}")
    await tell_others(ctx, GroupKind.IA, changed, say)
    if not opened:
        return [await tell_others(ctx, GroupKind.IR, changed, say)]
    owing = [each.agency for each in _owing(issue)]
    topic = notices.issue_reopened(issue.id, at)
    return [await tell_others(ctx, GroupKind.IR, topic, say, agencies=owing)]
