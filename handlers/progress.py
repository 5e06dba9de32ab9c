"""`#progress`: a report of one's own was only a progress note. Rule P6."""

from domain import notices
from domain.chat.commands import Noted, Progress
from domain.errors import Refused
from domain.issues.assignments import OPEN, Act
from domain.issues.audit import Action, issue_subject
from domain.say import Say
from handlers.assignments import of_agency, own_assignments
from handlers.context import Context
from handlers.counted import count_anew
from handlers.issues import check_takes, find_for
from handlers.notices import tell_others
from models import issues
from models.groups import GroupKind
from models.issues import Issue, reports
from models.issues.reports import Report, ReportKind
from models.issues.views import assignment_view
from models.notices import withdraw


async def progress(command: Progress, ctx: Context) -> list[Say]:
    """Make the sender's latest final report on an issue a progress note."""
    issue = await find_for(ctx, command.issue, Act.PROGRESS)
    own_assignments(issue, ctx)
    named = of_agency(issue, command.agency, ctx).agency.code if command.agency else None
    report = await reports.newest_final(
        ctx.session, issue.id, ctx.sender().id, ctx.occurred_at, named
    )
    if report is None:
        raise Refused("no_own_report", ctx.words.no_own_report(issue.number))
    return await _note_only(report, issue, ctx)


async def noted(command: Noted, ctx: Context) -> list[Say]:
    """Make the very report a progress note under whose answer the button stood."""
    report = await reports.get(ctx.session, ctx.in_workspace().id, command.report)
    if report is None:
        raise Refused("unknown_report", ctx.words.unknown_button())
    issue = await issues.by_id(ctx.session, report.assignment.issue_id)
    check_takes(issue, Act.PROGRESS, ctx)
    if report.reported_by_id != ctx.sender().id:
        raise Refused("not_own_report", ctx.words.only_its_sender(issue.number))
    return await _note_only(report, issue, ctx)


async def _note_only(report: Report, issue: Issue, ctx: Context) -> list[Say]:
    assignment = next(each for each in issue.assignments if each.id == report.assignment_id)
    number, agency = issue.number, assignment.agency.value()
    if report.judged is not None:
        raise Refused("judged", ctx.words.judged_already(number, agency))
    if report.kind == ReportKind.PROGRESS or report.unsent_at is not None:
        raise Refused("no_own_report", ctx.words.no_own_report(number))
    same = await _same_words(report, ctx)
    for each in same:
        each.kind = ReportKind.PROGRESS
    await ctx.note(
        Action.REPORT_NOTED,
        issue_subject(number),
        agency=assignment.agency.code,
        revisions=[each.revision for each in same],
    )
    await count_anew(assignment, ctx)
    unseen = False
    for each in same:
        unseen |= await withdraw(ctx.session, notices.report_filed(each.id))
        if assignment.status in OPEN:
            await withdraw(ctx.session, notices.all_reported(each.id))
    view = assignment_view(assignment)
    told = Say(ctx.words.noted(number, view, report.reported_at, ctx.now), about=issue.id)
    if not unseen:
        await tell_others(ctx, GroupKind.IA, notices.report_noted(report.id), told)
    return [told]


async def _same_words(report: Report, ctx: Context) -> list[Report]:
    """Return a report with those of its sender that say the same and wait as well. Rule P7."""
    waiting = await reports.unjudged(ctx.session, report.assignment_id)
    return [
        each
        for each in waiting
        if each.reported_by_id == report.reported_by_id and each.text.split() == report.text.split()
    ]
