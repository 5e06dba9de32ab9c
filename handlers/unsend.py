"""Messages that their authors unsent: the text goes, the record stays. Rule E5."""

from domain import cards, notices
from domain.issues.audit import Action, issue_subject
from domain.notices import Topic
from domain.say import Say
from handlers.context import Context
from handlers.notices import tell
from models import groups, issues, reports, unsend
from models.issues import Issue
from models.notices import reword
from models.reports import Report
from models.views import issue_view


async def unsend_message(message_id: str, ctx: Context) -> None:
    """Erase what a message said wherever it stands, and tell the groups in one line."""
    if ctx.workspace is None:
        return
    for issue in await issues.of_message(ctx.session, message_id):
        if issue.workspace_id == ctx.workspace.id:
            await _issue(issue, ctx)
    for report in await reports.of_message(ctx.session, message_id):
        if report.assignment.issue.workspace_id == ctx.workspace.id:
            await _report(report, ctx)
    await unsend.unsend_edits(ctx.session, message_id, ctx.words.unsent_text())
    await unsend.unsend_reasons(ctx.session, message_id)


async def _issue(issue: Issue, ctx: Context) -> None:
    await unsend.unsend_issue(ctx.session, issue, ctx.words.unsent_text())
    await ctx.note(Action.ISSUE_UNSENT, issue_subject(issue.number))
    view = issue_view(issue, issue.assignments, workspace=ctx.in_workspace().code)
    text, card = ctx.words.issue_text(view, ctx.now), cards.issue_card(view, ctx.words, ctx.now)
    await reword(ctx.session, notices.issue_opened(issue.id), text, card)
    told = Say(ctx.words.issue_unsent(issue.number), about=issue.id)
    await _tell(told, notices.issue_unsent(issue.id), ctx)


async def _report(report: Report, ctx: Context) -> None:
    await unsend.unsend_report(ctx.session, report)
    assignment, issue = report.assignment, report.assignment.issue
    await ctx.note(
        Action.REPORT_UNSENT,
        issue_subject(issue.number),
        agency=assignment.agency.code,
        revision=report.revision,
    )
    told = Say(ctx.words.report_unsent(issue.number, assignment.agency.value()), about=issue.id)
    await reword(ctx.session, notices.report_filed(report.id), told.text)
    await _tell(told, notices.report_unsent(report.id), ctx)


async def _tell(say: Say, topic: Topic, ctx: Context) -> None:
    for group in await groups.of_workspace(ctx.session, ctx.in_workspace().id):
        await tell(ctx, group, topic, say)
