"""`#report`: what an agency says about an issue."""

from collections.abc import Sequence

from domain import cards, notices
from domain.announcements import report_told
from domain.chat.commands import FileReport, IssueNo
from domain.chat.mistakes import Gap
from domain.errors import Refused
from domain.grammar.report_text import report_of
from domain.issues.assignments import OPEN, Act
from domain.issues.audit import Action, instant, issue_subject
from domain.say import Say
from domain.views import AssignmentView, IssueView
from handlers.assignments import (
    agencies_of,
    not_assigned,
    own_assignments,
    take_step,
)
from handlers.context import Context
from handlers.issues import as_addressed, find_for, opens_with
from handlers.notices import tell_others
from models.groups import GroupKind
from models.issues import Assignment, Issue, reports
from models.issues.reports import Report, ReportKind
from models.issues.views import assignment_view, filed_view, issue_view


async def file_report(command: FileReport, ctx: Context) -> list[Say]:
    """Store a report of the sender's agency; say whether it was in time. Rules P1, P2, P6, K1."""
    issue = await find_for(ctx, command.issue, Act.REPORT)
    assignment = _the_one(own_assignments(issue, ctx), issue, command, ctx)
    owed = assignment.status in OPEN
    kind = kind_of(command, assignment, ctx)
    act = Act.PROGRESS if kind is ReportKind.PROGRESS else Act.REPORT
    take_step(assignment, act, issue, ctx)
    report = await _store(command, assignment, kind, ctx)
    if kind is ReportKind.PROGRESS:
        view = issue_view(issue, issue.assignments)
        return [
            Say(
                ctx.words.progress_noted(view, assignment_view(assignment), ctx.now), about=issue.id
            )
        ]
    _count(assignment, ctx)
    view = issue_view(issue, issue.assignments, workspace=ctx.in_workspace().code)
    if owed:
        await _tell_issuers(view, assignment, report, ctx)
    shown = assignment_view(assignment)
    answer = await _answer(view, shown, report, ctx)
    return [Say(answer, about=issue.id), *offer_note(command, view, report, ctx)]


async def _answer(view: IssueView, shown: AssignmentView, report: Report, ctx: Context) -> str:
    """Say that a report was taken, or that it only repeats the one before. Rule P7."""
    finals = await reports.finals_of(ctx.session, report.assignment_id)
    before = reports.repeated_by(finals)
    if before is not None:
        return ctx.words.report_repeated(view, shown, before.reported_at)
    times = reports.how_many(finals)
    return ctx.words.report_filed(view, shown, at=ctx.occurred_at, times=times)


def kind_of(command: FileReport, assignment: Assignment, ctx: Context) -> ReportKind:
    """Return what kind of report this is for an assignment of its sender's."""
    progress = command.is_progress(ctx.directory.body(assignment.agency.code))
    return ReportKind.PROGRESS if progress else ReportKind.FINAL


def offer_note(command: FileReport, view: IssueView, report: Report, ctx: Context) -> list[Say]:
    """Offer to make a progress note of a final report that reads like one. Rule P6."""
    if not command.going_on or report.kind != ReportKind.FINAL:
        return []
    text = ctx.words.maybe_progress(view.number)
    card = cards.progress_card(view, report.id, text, ctx.words)
    return [Say(text, card=card, about=view.id)]


def _of_another(
    others: Sequence[Assignment],
    assignments: Sequence[Assignment],
    issue: Issue,
    command: FileReport,
    ctx: Context,
) -> Refused:
    """Ask whose report it is that begins with another agency of the issue, as one names one."""
    mine, number = agencies_of(assignments), issue.number
    choices = ctx.words.whose_report(number, mine, command.text, progress=command.progress)
    sentence = ctx.words.report_of_another(agencies_of(others), mine, choices)
    return Refused("which_agency", sentence, choices, asks=Gap.AGENCY)


def _the_one(
    assignments: Sequence[Assignment], issue: Issue, command: FileReport, ctx: Context
) -> Assignment:
    """Return the assignment that a report is about.

    Somebody who speaks for several agencies names one at the start of the text; where only one
    of them still owes a report, it is that one. Raises Refused where it stays open, and where the
    named one does not have the issue.
    """
    codes = as_addressed(command.agencies, issue, ctx)
    named = [
        each for each in assignments if each.agency.code in codes or opens_with(command.text, each)
    ]
    others = [
        each
        for each in issue.assignments
        if each not in assignments and opens_with(command.text, each, apart=True)
    ]
    if others and not named:
        raise _of_another(others, assignments, issue, command, ctx)
    mine = [each.value() for each in ctx.sender().agencies if each.code in command.agencies]
    if mine and not named:
        raise not_assigned(issue, mine, ctx, own=True)
    meant = named or assignments
    waiting = [each for each in meant if each.status in OPEN]
    for choice in (meant, waiting):
        if len(choice) == 1:
            return choice[0]
    agencies = agencies_of(waiting or meant)
    number, progress = issue.number, command.progress
    if len(named) > 1:
        note = command.is_progress([each.agency.code for each in named])
        sentence = ctx.words.one_agency_a_report(number, agencies, progress=note)
        raise Refused("which_agency", sentence, asks=Gap.AGENCY)
    choices = ctx.words.whose_report(number, agencies, command.text, progress=progress)
    sentence = ctx.words.which_agency(number, agencies, progress=progress)
    raise Refused("which_agency", sentence, choices, asks=Gap.AGENCY)


async def _store(
    command: FileReport, assignment: Assignment, kind: ReportKind, ctx: Context
) -> Report:
    report = Report(
        assignment_id=assignment.id,
        revision=await reports.next_revision(ctx.session, assignment.id),
        kind=kind,
        text=command.text,
        links=list(command.links),
        reported_by_id=ctx.sender().id,
        reported_at=ctx.occurred_at,
        recorded_at=ctx.now,
        line_message_id=ctx.message_id,
        reason="",
    )
    ctx.session.add(report)
    await ctx.session.flush()
    await ctx.note(
        Action.REPORT_FINAL if kind is ReportKind.FINAL else Action.REPORT_PROGRESS,
        issue_subject(assignment.issue.number),
        agency=assignment.agency.code,
        revision=report.revision,
        recorded_at=instant(ctx.now),
    )
    return report


def _count(assignment: Assignment, ctx: Context) -> None:
    """Keep when the first final report was sent, and the first that was not returned. Rule K1."""
    at = ctx.occurred_at
    assignment.first_reported_at = min(assignment.first_reported_at or at, at)
    assignment.reported_at = min(assignment.reported_at or at, at)


async def _tell_issuers(
    view: IssueView, assignment: Assignment, report: Report, ctx: Context
) -> None:
    """Show the IA group an owed report with its buttons; tell when all have reported. Rule M4."""
    told = shown_to_judges(view, assignment, report, ctx)
    await tell_others(ctx, GroupKind.IA, notices.report_filed(report.id), told)
    if not view.waiting:
        complete = Say(ctx.words.told_complete(view), about=view.id)
        await tell_others(ctx, GroupKind.IA, notices.all_reported(report.id), complete)


def shown_to_judges(
    view: IssueView, assignment: Assignment, report: Report, ctx: Context, files: int = 0
) -> Say:
    """Return a final report as those who judge it are shown it, with its buttons."""
    number = IssueNo(view.number)
    going_on = report_of(number, report.text, report.links, ctx.directory).going_on
    filed = filed_view(report, going_on=going_on, files=files)
    return report_told(view, assignment_view(assignment), filed, ctx.words)
