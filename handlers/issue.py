"""`#issue`: open an issue, one assignment per agency, and announce it in the IR group."""

from collections.abc import Sequence

from domain import cards, notices
from domain.announcements import issue_announced
from domain.chat.commands import Kind, OpenIssue
from domain.issues.assignments import IssueStatus
from domain.issues.audit import Action, instant, issue_subject
from domain.issues.doubles import double_of
from domain.say import Choice, Say
from domain.views import IssueView
from handlers.assignments import agencies_of, assign, minutes_of, off_hours, rows_of
from handlers.context import Context
from handlers.notices import tell_others
from handlers.reached import warnings_about
from models import issues, workspaces
from models.groups import GroupKind
from models.issues import Assignment, Issue
from models.issues.views import issue_view


async def open_issue(command: OpenIssue, ctx: Context) -> list[Say]:
    """Store a new issue; say its number, agencies and deadline. Rules I1, I2, I3, I8."""
    others = await issues.open_headlines(ctx.session, ctx.in_workspace().id)
    double = double_of(command.headline, others)
    issue = await _store(command, ctx)
    await ctx.note(
        Action.ISSUE_OPENED, issue_subject(issue.number), deadline=instant(issue.deadline)
    )
    rows = await rows_of(issue, command.agencies, ctx)
    second = ctx.directory.supporting(command.agencies, command.supporting)
    assignments = await assign(issue, rows, command.deadline, ctx, supporting=second)
    view = issue_view(issue, assignments)
    buttons = issue_view(issue, assignments, workspace=ctx.in_workspace().code)
    await _announce(buttons, assignments, ctx)
    answer = Say(
        ctx.words.issue_text(view, ctx.now),
        card=cards.issue_card(view, ctx.words, ctx.now),
        about=issue.id,
    )
    remarks = [*_remarks(command, ctx), *await warnings_about(assignments, ctx)]
    said = [Say("\n".join(remarks))] if remarks else []
    return [answer, *said, *([_double(issue.number, double, ctx)] if double else [])]


def _double(number: int, other: int, ctx: Context) -> Say:
    """Ask whether an issue was meant that is open already; nothing is merged by itself."""
    cancel = ctx.words.cancel_double(number, other)
    choice = Choice(f"{ctx.words.command(Kind.CANCEL)} {number}", cancel)
    return Say(ctx.words.seems_double(number, other), choices=(choice,))


async def _store(command: OpenIssue, ctx: Context) -> Issue:
    workspace = ctx.in_workspace()
    issue = Issue(
        workspace_id=workspace.id,
        number=await workspaces.take_number(ctx.session, workspace.id),
        headline=command.headline,
        detail=command.detail,
        links=list(command.links),
        urgency=command.urgency,
        agenda="",
        reference=command.reference,
        typed=ctx.typed,
        status=IssueStatus.OPEN,
        opened_by_id=ctx.sender().id,
        opened_at=ctx.occurred_at,
        recorded_at=ctx.now,
        deadline=command.deadline,
        within_minutes=minutes_of(command.within),
        line_message_id=ctx.message_id,
    )
    ctx.session.add(issue)
    await ctx.session.flush()
    return issue


async def _announce(view: IssueView, assignments: Sequence[Assignment], ctx: Context) -> None:
    """Show the IR group the card, and call the agencies' people behind it."""
    told = issue_announced(view, agencies_of(assignments), ctx.words, ctx.now)
    agencies = [each.agency for each in assignments]
    await tell_others(ctx, GroupKind.IR, notices.issue_opened(view.id), told, agencies)


def _remarks(command: OpenIssue, ctx: Context) -> list[str]:
    """Return what the issuer should know of the deadline, and of what was guessed."""
    remarks = off_hours(command.deadline, ctx)
    if command.assumptions:
        meant = [(each, ctx.directory.agency(each.code)) for each in command.assumptions]
        remarks.append(ctx.words.assumed([(each, agency) for each, agency in meant if agency]))
    there, named = (
        ctx.directory.expand(command.agencies),
        map(ctx.directory.agency, command.agencies),
    )
    if once := [agency for agency in named if agency and agency.code not in there]:
        remarks.append(ctx.words.counted_once(once))
    return remarks
