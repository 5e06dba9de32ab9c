"""Messages that their authors took back: the text goes, the record stays. Rule E5."""

from domain import cards
from domain.say import Say
from handlers.context import Context
from handlers.notices import tell
from models import groups, inbox, issues, notices, reports, unsend, workspaces
from models.issues import Issue
from models.reports import Report
from models.views import issue_view


async def take_back(message_id: str, ctx: Context) -> None:
    """Erase what a message said wherever it stands, and tell the groups in one line."""
    await inbox.forget(ctx.session, message_id)
    if ctx.workspace is None:
        return
    await workspaces.locked(ctx.session, ctx.workspace.id)
    for issue in await issues.of_message(ctx.session, message_id):
        if issue.workspace_id == ctx.workspace.id:
            await _issue(issue, ctx)
    for report in await reports.of_message(ctx.session, message_id):
        if report.assignment.issue.workspace_id == ctx.workspace.id:
            await _report(report, ctx)
    await unsend.blank_edits(ctx.session, message_id, ctx.words.withdrawn_text())
    await unsend.forget_reasons(ctx.session, message_id)


async def _issue(issue: Issue, ctx: Context) -> None:
    await unsend.blank_issue(ctx.session, issue, ctx.words.withdrawn_text())
    await ctx.note("issue.unsent", f"issue:{issue.number}")
    view = issue_view(issue, issue.assignments, workspace=ctx.in_workspace().code)
    card = cards.issue_card(view, ctx.words, ctx.now)
    waiting = Say(ctx.words.issue_text(view, ctx.now), card=card, about=issue.id)
    await notices.reword(ctx.session, f"issue:{issue.id}", waiting)
    await _tell(Say(ctx.words.issue_unsent(issue.number), about=issue.id), f"issue:{issue.id}", ctx)


async def _report(report: Report, ctx: Context) -> None:
    await unsend.blank_report(ctx.session, report)
    part, issue = report.assignment, report.assignment.issue
    await ctx.note(
        "report.unsent",
        f"issue:{issue.number}",
        agency=part.agency.code,
        revision=report.revision,
    )
    told = Say(ctx.words.report_unsent(issue.number, part.agency.value()), about=issue.id)
    await notices.reword(ctx.session, f"report:{report.id}", told)
    await _tell(told, f"report:{report.id}", ctx)


async def _tell(say: Say, what: str, ctx: Context) -> None:
    for group in await groups.of_workspace(ctx.session, ctx.in_workspace().id):
        key = f"unsent:{what}:{group.id}"
        await tell(ctx, group, say, wait=ctx.policy.notice_wait, key=key)
