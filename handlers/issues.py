"""The issue that somebody named: found, and whether it still takes what they want."""

from collections.abc import Iterable

from domain.agencies import Agency
from domain.chat.commands import IssueNo
from domain.chat.mistakes import Gap
from domain.chat.rights import Role
from domain.errors import Refused
from domain.indicator.period import fiscal_year_be
from domain.issues.assignments import TAKEN, Act, IssueStatus
from domain.text import normalise
from handlers.context import Context
from models import issues
from models.issues import Assignment, Issue


async def find_issue(ctx: Context, wanted: IssueNo) -> Issue:
    """Return the issue that a person named; raises Refused for an unknown one or a wrong year."""
    issue = await issues.get(ctx.session, ctx.in_workspace().id, wanted.number)
    if issue is None:
        sentence = ctx.words.unknown_issue(wanted.number)
        raise Refused("unknown_issue", sentence, asks=Gap.NUMBER)
    opened = fiscal_year_be(ctx.calendar.local(issue.opened_at).date())
    if wanted.year_be is not None and wanted.year_be != opened:
        sentence = ctx.words.wrong_year(wanted.number, wanted.year_be, opened)
        raise Refused("wrong_year", sentence, asks=Gap.NUMBER)
    return issue


async def find_for(ctx: Context, wanted: IssueNo, act: Act) -> Issue:
    """Return a named issue that still takes an act; raises Refused."""
    issue = await find_issue(ctx, wanted)
    check_takes(issue, act, ctx)
    return issue


async def find_open_issue(ctx: Context, wanted: IssueNo) -> Issue:
    """Return a named issue that has not ended; raises Refused."""
    issue = await find_issue(ctx, wanted)
    if issue.status != IssueStatus.OPEN:
        raise ended(issue, ctx)
    return issue


def check_takes(issue: Issue, act: Act, ctx: Context) -> None:
    """Raise Refused where an issue has ended in a way that leaves no room for an act."""
    if act not in TAKEN[IssueStatus(issue.status)]:
        raise ended(issue, ctx)


def ended(issue: Issue, ctx: Context) -> Refused:
    """Return the refusal of what an issue that has ended does not take."""
    status, reports = IssueStatus(issue.status), Role.REPORTER in ctx.roles
    return Refused("not_open", ctx.words.ended(issue.number, status, reports=reports))


def as_addressed(codes: Iterable[str], issue: Issue, ctx: Context) -> tuple[str, ...]:
    """Return the agencies behind codes and groups, as an issue names them. Rule K19."""
    return ctx.directory.expand(codes, {each.agency.code for each in issue.assignments})


def not_there(issue: Issue, codes: Iterable[str], ctx: Context) -> list[Agency]:
    """Return the named agencies to which an issue was never addressed; groups name none."""
    there = {each.agency.code for each in issue.assignments}
    single = [code for code in codes if ctx.directory.agency(code)]
    named = map(ctx.directory.agency, as_addressed(single, issue, ctx))
    return [agency for agency in named if agency and agency.code not in there]


def opens_with(text: str, assignment: Assignment, *, apart: bool = False) -> bool:
    """Whether a text begins with a name of the assignment's agency, `apart` from what follows."""
    opening = normalise(text).lstrip().casefold()
    agency = assignment.agency
    names = (agency.name_th, agency.abbr_th, agency.name_en, agency.code)
    behind = [
        opening[len(name) :] for name in names if name and opening.startswith(name.casefold())
    ]
    return any(not apart or not rest or not rest[0].isalnum() for rest in behind)
