"""`#report` and `#ack`: what an agency says about an issue."""

from collections.abc import Sequence

from domain.assignments import OPEN, Status
from domain.commands import Ack, FileReport
from domain.errors import Refused
from domain.say import Say
from domain.text import normalise
from domain.views import IssueView
from handlers import notices
from handlers.context import Context
from handlers.finding import find_open_issue
from models import groups, reports, workspaces
from models.groups import GroupKind
from models.issues import Assignment, Issue
from models.reports import Report, ReportKind
from models.views import assignment_view, issue_view


async def file_report(command: FileReport, ctx: Context) -> list[Say]:
    """Store a report of the sender's agency; say whether it was in time. Rules P1, P2, K1."""
    await workspaces.locked(ctx.session, ctx.in_workspace().id)
    issue = await find_open_issue(ctx, command.issue)
    part = _the_one(_own_parts(issue, ctx), issue, command, ctx)
    kind = ReportKind.PROGRESS if command.progress else ReportKind.FINAL
    report = await _store(command, part, kind, ctx)
    if command.progress:
        view = issue_view(issue, issue.assignments)
        return [Say(ctx.words.progress_noted(view, assignment_view(part), ctx.now), about=issue.id)]
    first = part.first_reported_at is None
    _settle(part, ctx)
    view = issue_view(issue, issue.assignments)
    shown = assignment_view(part)
    await _tell_issuers(view, part, first=first, ctx=ctx)
    answer = ctx.words.report_filed(view, shown, at=ctx.occurred_at, revision=report.revision)
    return [Say(answer, about=issue.id)]


async def acknowledge(command: Ack, ctx: Context) -> list[Say]:
    """Note that the sender's agencies have seen issues. Rule P3."""
    await workspaces.locked(ctx.session, ctx.in_workspace().id)
    says = []
    for wanted in command.issues:
        issue = await find_open_issue(ctx, wanted)
        parts = _own_parts(issue, ctx)
        for part in parts:
            if part.acknowledged_at is None:
                part.acknowledged_at = ctx.occurred_at
                part.acknowledged_by_id = ctx.sender().id
            if part.status == Status.ASSIGNED:
                part.status = Status.ACKNOWLEDGED
        codes = [part.agency.code for part in parts]
        await ctx.note("issue.acknowledged", f"issue:{issue.number}", agencies=codes)
        agencies = [part.agency.value() for part in parts]
        view = issue_view(issue, parts)
        says.append(Say(ctx.words.acknowledged(view, agencies, ctx.now), about=issue.id))
    return says


def _own_parts(issue: Issue, ctx: Context) -> list[Assignment]:
    """Return the assignments of the sender's agencies; raises Refused where there is none."""
    own = {agency.id for agency in ctx.sender().agencies}
    if not own:
        raise Refused("no_agency", ctx.words.no_agency())
    parts = [part for part in issue.assignments if part.agency_id in own]
    if not parts:
        mine = [agency.value() for agency in ctx.sender().agencies]
        assigned = [part.agency.value() for part in issue.assignments]
        sentence = ctx.words.not_assigned(issue.number, mine, assigned)
        raise Refused("not_assigned", sentence)
    return parts


def _the_one(
    parts: Sequence[Assignment], issue: Issue, command: FileReport, ctx: Context
) -> Assignment:
    """Return the assignment that a report is about.

    Somebody who speaks for several agencies names one at the start of the text; where only one
    of them still owes a report, it is that one. Raises Refused where it stays open.
    """
    named = [part for part in parts if _opens_with(command.text, part)]
    waiting = [part for part in parts if part.status in OPEN]
    for choice in (named, waiting, parts):
        if len(choice) == 1:
            return choice[0]
    agencies = [part.agency.value() for part in waiting or parts]
    raise Refused("which_agency", ctx.words.which_agency(issue.number, agencies))


def _opens_with(text: str, part: Assignment) -> bool:
    opening = normalise(text).lstrip().casefold()
    names = (part.agency.name_th, part.agency.abbr_th, part.agency.name_en, part.agency.code)
    return any(name and opening.startswith(name.casefold()) for name in names)


async def _store(command: FileReport, part: Assignment, kind: ReportKind, ctx: Context) -> Report:
    report = Report(
        assignment_id=part.id,
        revision=await reports.next_revision(ctx.session, part.id),
        kind=kind,
        text=command.text,
        links=list(command.links),
        evidence=[],
        reported_by_id=ctx.sender().id,
        reported_at=ctx.occurred_at,
        recorded_at=ctx.now,
        line_message_id=ctx.message_id,
        reason="",
    )
    ctx.session.add(report)
    await ctx.session.flush()
    await ctx.note(
        f"report.{kind}",
        f"issue:{part.issue.number}",
        agency=part.agency.code,
        revision=report.revision,
        recorded_at=ctx.now.isoformat(),
    )
    return report


def _settle(part: Assignment, ctx: Context) -> None:
    """Move the assignment to `reported`; the earliest final report keeps counting. Rule K1."""
    first = part.first_reported_at
    part.first_reported_at = min(first, ctx.occurred_at) if first else ctx.occurred_at
    part.reported_at = max(part.reported_at or ctx.occurred_at, ctx.occurred_at)
    part.status = Status.REPORTED


async def _tell_issuers(view: IssueView, part: Assignment, *, first: bool, ctx: Context) -> None:
    """Tell the IA group of an agency's first final report, and of the moment all have reported."""
    group = await groups.active(ctx.session, ctx.in_workspace().id, GroupKind.IA)
    if group is None or not first:
        return
    words, policy = ctx.words, ctx.policy
    told = Say(words.told_report(view, assignment_view(part), ctx.now), about=view.id)
    await notices.tell(ctx, group, told, wait=policy.notice_wait, key=f"reported:{part.id}")
    if not view.waiting:
        complete = Say(words.told_complete(view), about=view.id)
        await notices.tell(ctx, group, complete, wait=policy.gather, key=f"complete:{view.id}")
