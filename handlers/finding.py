"""Looking an issue up as people name it."""

from domain.commands import IssueNo
from domain.errors import Refused
from domain.periods import fiscal_year_be
from handlers.context import Context
from models import issues
from models.issues import Issue, IssueStatus


async def find_issue(ctx: Context, wanted: IssueNo) -> Issue:
    """Return the issue that a person named; raises Refused for an unknown one or a wrong year."""
    issue = await issues.get(ctx.session, ctx.in_workspace().id, wanted.number)
    if issue is None:
        raise Refused("unknown_issue", ctx.words.unknown_issue(wanted.number))
    opened = fiscal_year_be(ctx.calendar.local(issue.opened_at).date())
    if wanted.year_be is not None and wanted.year_be != opened:
        sentence = ctx.words.wrong_year(wanted.number, wanted.year_be, opened)
        raise Refused("wrong_year", sentence)
    return issue


async def find_open_issue(ctx: Context, wanted: IssueNo) -> Issue:
    """Return a named issue that still takes entries; raises Refused."""
    issue = await find_issue(ctx, wanted)
    if issue.status != IssueStatus.OPEN:
        raise Refused("not_open", ctx.words.not_open(issue.number))
    return issue
