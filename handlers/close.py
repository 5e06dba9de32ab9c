"""`#cancel` and `#close`, and the moment at which an issue ends by itself."""

from collections.abc import Sequence

from domain import notices
from domain.chat.commands import Cancel, Close
from domain.issues.assignments import OPEN, SETTLED, Act, IssueStatus
from domain.issues.audit import Action, issue_subject
from domain.say import Say
from handlers.assignments import agencies_of, chosen, codes_of, keep_change, take_step
from handlers.context import Context
from handlers.issues import find_for, find_open_issue
from handlers.notices import tell_others
from models.groups import GroupKind
from models.issues import Assignment, Issue, requests
from models.issues.views import issue_view


async def cancel(command: Cancel, ctx: Context) -> list[Say]:
    """Withdraw an issue: who still owes a report owes it no more. Rule L3."""
    issue = await find_for(ctx, command.issue, Act.CANCEL)
    assignments = chosen(issue, (), Act.CANCEL, ctx)
    for assignment in assignments:
        take_step(assignment, Act.CANCEL, issue, ctx)
        assignment.cancelled_with_issue = True
    _end(issue, IssueStatus.CANCELLED, command.reason, ctx)
    codes = codes_of(assignments)
    await ctx.note(Action.ISSUE_CANCELLED, issue_subject(issue.number), agencies=codes)
    withdrawn = agencies_of(assignments)
    view = issue_view(issue, issue.assignments)
    text = ctx.words.cancelled(view, withdrawn, command.reason)
    await _tell(issue, text, assignments, ctx)
    return [Say(text, about=issue.id)]


async def close(command: Close, ctx: Context) -> list[Say]:
    """End an issue; who owes a report can file it late, what waits can be judged. Rule L4."""
    issue = await find_open_issue(ctx, command.issue)
    view = issue_view(issue, issue.assignments)
    _end(issue, IssueStatus.CLOSED, "", ctx)
    await ctx.note(
        Action.ISSUE_CLOSED,
        issue_subject(issue.number),
        owing=[each.agency.code for each in view.waiting],
        unjudged=[each.agency.code for each in view.unjudged],
    )
    text = ctx.words.closed(view, await requests.asking(ctx.session, issue), ctx.now)
    await _tell(issue, text, [each for each in issue.assignments if each.status in OPEN], ctx)
    return [Say(text, about=issue.id)]


async def close_if_settled(issue: Issue, ctx: Context) -> bool:
    """Close an open issue of which every assignment is settled; return whether it did. Rule L5."""
    if issue.status != IssueStatus.OPEN:
        return False
    if any(assignment.status not in SETTLED for assignment in issue.assignments):
        return False
    issue.status, issue.closed_at = IssueStatus.CLOSED, ctx.occurred_at
    await ctx.note(Action.ISSUE_CLOSED, issue_subject(issue.number), owing=[], unjudged=[])
    return True


def _end(issue: Issue, status: IssueStatus, reason: str, ctx: Context) -> None:
    keep_change(issue, "status", issue.status, status, ctx, reason)
    issue.status, issue.closed_at = status, ctx.occurred_at


async def _tell(issue: Issue, text: str, owing: Sequence[Assignment], ctx: Context) -> None:
    """Tell both groups of the end, and whom it spares a report; it calls nobody."""
    spared = [each.agency for each in owing]
    for kind in GroupKind:
        to_agencies = kind is GroupKind.IR
        topic = notices.issue_ended(issue.id, ctx.occurred_at, to_agencies=to_agencies)
        say = Say(text, about=issue.id)
        await tell_others(ctx, kind, topic, say, also=spared if to_agencies else ())
