"""From rows to what is shown of them, and looking an issue up as people name it."""

from collections.abc import Iterable

from domain.assignments import DeadlineMove, Status, is_on_time
from domain.commands import IssueNo, Urgency
from domain.errors import Refused
from domain.periods import fiscal_year_be
from domain.views import AssignmentView, IssueView
from handlers.context import Context
from models import issues
from models.issues import Assignment, Issue, IssueStatus


def assignment_view(part: Assignment, moves: Iterable[DeadlineMove] = ()) -> AssignmentView:
    """Return what is shown of an assignment; its agency must be loaded."""
    return AssignmentView(
        agency=part.agency.value(),
        status=Status(part.status),
        deadline=part.deadline,
        first_reported_at=part.first_reported_at,
        on_time=is_on_time(part.first_reported_at, part.deadline, tuple(moves)),
    )


def issue_view(issue: Issue, parts: Iterable[Assignment], *, issuer: str = "") -> IssueView:
    """Return what is shown of an issue with these of its assignments."""
    return IssueView(
        id=issue.id,
        number=issue.number,
        headline=issue.headline,
        deadline=issue.deadline,
        assignments=tuple(assignment_view(part) for part in parts),
        urgency=Urgency(issue.urgency),
        detail=issue.detail,
        links=tuple(issue.links),
        reference=issue.reference,
        issuer=issuer,
    )


def by_issue(parts: Iterable[Assignment]) -> list[IssueView]:
    """Return one view per issue, each with the given assignments only, in the order met."""
    grouped: dict[int, list[Assignment]] = {}
    for part in parts:
        grouped.setdefault(part.issue_id, []).append(part)
    return [issue_view(each[0].issue, each) for each in grouped.values()]


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
