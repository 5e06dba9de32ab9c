"""`#issue`: open an issue, one assignment per agency, and announce it in the IR group."""

from collections.abc import Sequence

from domain import cards
from domain.agencies import AgencyKind
from domain.chat.commands import OpenIssue
from domain.issues.assignments import IssueStatus
from domain.issues.audit import instant
from domain.say import Mention, Say
from domain.views import IssueView
from handlers import notices
from handlers.assignments import assign, rows_of
from handlers.context import Context
from models import groups, issues, people
from models.groups import GroupKind
from models.issues import Assignment, Issue
from models.people import Person
from models.views import issue_view

OUTSIDE_CHANNEL = frozenset({AgencyKind.STATE_ENTERPRISE})
"""Letter 2560 ¶3 (R11): can be named, but are not in the channel."""


async def open_issue(command: OpenIssue, ctx: Context) -> list[Say]:
    """Store a new issue; say its number, agencies and deadline. Rules I1, I2, I3."""
    issue = await _store(command, ctx)
    await ctx.note("issue.opened", f"issue:{issue.number}", deadline=instant(issue.deadline))
    rows = await rows_of(issue, command.agencies, ctx)
    second = set(ctx.directory.expand(command.supporting))
    parts = await assign(issue, rows, command.deadline, ctx, supporting=second)
    view = issue_view(issue, parts)
    staffed = await people.reporters_of(
        ctx.session, issue.workspace_id, [part.agency_id for part in parts]
    )
    buttons = issue_view(issue, parts, workspace=ctx.in_workspace().code)
    await _announce(buttons, staffed, ctx)
    answer = Say(
        ctx.words.issue_text(view, ctx.now),
        card=cards.issue_card(view, ctx.words, ctx.now),
        about=issue.id,
    )
    remarks = _remarks(command, parts, staffed, ctx)
    return [answer, *([Say("\n".join(remarks))] if remarks else [])]


async def _store(command: OpenIssue, ctx: Context) -> Issue:
    workspace = ctx.in_workspace()
    issue = Issue(
        workspace_id=workspace.id,
        number=await issues.take_number(ctx.session, workspace.id),
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
        line_message_id=ctx.message_id,
    )
    ctx.session.add(issue)
    await ctx.session.flush()
    return issue


async def _announce(view: IssueView, staffed: dict[int, list[Person]], ctx: Context) -> None:
    """Tell the IR group, calling the agencies' people by name where they are in the group."""
    workspace_id = ctx.in_workspace().id
    group = await groups.active(ctx.session, workspace_id, GroupKind.IR)
    if group is None:
        return
    present = await groups.members(ctx.session, group.line_group_id)
    called = {
        person.line_user_id: Mention(person.line_user_id, person.name)
        for each in staffed.values()
        for person in each
        if person.line_user_id in present
    }
    card = Say(
        ctx.words.issue_text(view, ctx.now),
        card=cards.issue_card(view, ctx.words, ctx.now),
        about=view.id,
    )
    await notices.tell(ctx, group, card, wait=ctx.policy.gather, key=f"issue:{view.id}")
    if called:
        line = Say(ctx.words.called(view), tuple(called.values()), about=view.id)
        await notices.tell(ctx, group, line, wait=ctx.policy.gather, key=f"issue-call:{view.id}")


def _remarks(
    command: OpenIssue,
    parts: Sequence[Assignment],
    staffed: dict[int, list[Person]],
    ctx: Context,
) -> list[str]:
    """Return what the issuer should know: days off, guesses, agencies that nobody can remind."""
    words, calendar = ctx.words, ctx.calendar
    local = calendar.local(command.deadline)
    remarks = []
    if not calendar.is_working_day(local.date()):
        name = calendar.days_off.get(local.date(), "")
        remarks.append(words.day_off(command.deadline, name))
    elif not calendar.office_start <= local.time() <= calendar.office_end:
        remarks.append(words.outside_hours(command.deadline))
    if command.assumptions:
        meant = [(each, ctx.directory.agency(each.code)) for each in command.assumptions]
        remarks.append(words.assumed([(each, agency) for each, agency in meant if agency]))
    values = [(part, part.agency.value()) for part in parts]
    outside = [agency for _, agency in values if agency.kind in OUTSIDE_CHANNEL]
    alone = [agency for part, agency in values if part.agency_id not in staffed]
    remarks += [words.outside_channel(outside)] if outside else []
    remarks += [words.nobody_enrolled(alone)] if alone else []
    return remarks
