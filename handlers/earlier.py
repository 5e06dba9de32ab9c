"""A version of a message that arrives after a newer one: what the message did counts from then.

Times alone are moved, and only back; the newer text stays. Rule E2.
"""

from dataclasses import dataclass
from datetime import datetime

from domain import notices
from domain.chat.commands import Ack, Command, FileReport, Kind, OpenIssue
from domain.issues.assignments import MoveKind, is_on_time
from domain.issues.audit import Action, issue_subject
from domain.say import Say
from handlers.context import Context
from handlers.message_edited import opened_by
from handlers.notices import tell_others
from handlers.report import kind_of
from models import issues
from models.groups import GroupKind
from models.issues import Assignment, Issue, reports
from models.issues.reports import Judgement, Report, ReportKind
from models.people import aside

_MOVES = {
    Kind.EXTEND: MoveKind.EXTENDED,
    Kind.EDIT: MoveKind.EDITED,
    Kind.RETURN: MoveKind.RETURNED,
}
_JUDGING = (Kind.ACCEPT, Kind.RETURN)


@dataclass(frozen=True, slots=True)
class Older:
    """A command as the older version has it; the newer one was carried out with the time `was`.

    `nth` counts the issues that the message opened, from 0.
    """

    kind: Kind
    number: int | None
    command: Command
    was: datetime
    nth: int


async def count_from_then(older: Older, ctx: Context) -> list[Say]:
    """Let all that a command did count from `ctx.occurred_at`; say which report is in time now."""
    workspace = ctx.in_workspace()
    says: list[Say] = []
    if isinstance(older.command, OpenIssue):
        await _opened(older, ctx)
    elif isinstance(older.command, Ack):
        for wanted in older.command.issues:
            if issue := await issues.get(ctx.session, workspace.id, wanted.number):
                await _acknowledged(issue, older, ctx)
    elif older.number and (issue := await issues.get(ctx.session, workspace.id, older.number)):
        if isinstance(older.command, FileReport):
            says = await _reported(issue, older.command, ctx)
        await _moved(issue, older.kind, ctx)
        if older.kind in _JUDGING:
            await _judged(issue, ctx)
    return says


async def _note(
    assignment: Assignment, issue: Issue, what: str, ctx: Context, number: int = 1
) -> None:
    """Append that something was said earlier than was known; replaying needs to know what."""
    await ctx.note(
        Action.SAID_EARLIER,
        issue_subject(issue.number),
        agency=assignment.agency.code,
        what=what,
        number=number,
    )


async def _opened(older: Older, ctx: Context) -> None:
    """The deadline stays as it was announced, though it may have been read from the later time."""
    issue = await opened_by(ctx, older.nth)
    if issue is None or issue.opened_at <= ctx.occurred_at:
        return
    opened_at, issue.opened_at = issue.opened_at, ctx.occurred_at
    for assignment in issue.assignments:
        if assignment.assigned_at == opened_at:
            assignment.assigned_at = ctx.occurred_at
            await _note(assignment, issue, "issue", ctx)


async def _acknowledged(issue: Issue, older: Older, ctx: Context) -> None:
    for assignment in issue.assignments:
        mine = assignment.acknowledged_by_id == (ctx.person.id if ctx.person else 0)
        if mine and assignment.acknowledged_at == older.was > ctx.occurred_at:
            assignment.acknowledged_at = ctx.occurred_at
            await _note(assignment, issue, "ack", ctx)


async def _reported(issue: Issue, command: FileReport, ctx: Context) -> list[Say]:
    for row in await aside.of_message(ctx.session, ctx.message_id or ""):
        if row.issue_no == issue.number and row.sent_at > ctx.occurred_at:
            row.sent_at = ctx.occurred_at
            await ctx.note(Action.REPORT_ASIDE, issue_subject(issue.number), aside=row.id)
    by_id = {assignment.id: assignment for assignment in issue.assignments}
    says: list[Say] = []
    for report in await reports.of_message(ctx.session, ctx.message_id or ""):
        later = report.reported_at > ctx.occurred_at
        same = report.kind == kind_of(command, report.assignment, ctx)
        if report.assignment_id in by_id and same and later:
            says += await _sent_earlier(report, by_id[report.assignment_id], issue, ctx)
    return says


async def _sent_earlier(
    report: Report, assignment: Assignment, issue: Issue, ctx: Context
) -> list[Say]:
    """Move a report back, and what is counted of its assignment with it. Rule K1."""
    at, before = ctx.occurred_at, _on_time(assignment)
    report.reported_at = at
    await _note(assignment, issue, "report", ctx, report.revision)
    if report.kind != ReportKind.FINAL:
        return []
    assignment.first_reported_at = min(assignment.first_reported_at or at, at)
    if report.judged == Judgement.RETURNED:
        return []
    assignment.reported_at = min(assignment.reported_at or at, at)
    if before is not False or not _on_time(assignment):
        return []
    said = ctx.words.report_in_time_after_all(issue.number, assignment.agency.value(), at)
    told = Say(said, about=issue.id)
    await tell_others(ctx, GroupKind.IA, notices.report_sent_earlier(report.id), told)
    return [told]


def _on_time(assignment: Assignment) -> bool | None:
    return is_on_time(assignment.reported_at, assignment.original_deadline, assignment.moves)


async def _moved(issue: Issue, kind: Kind, ctx: Context) -> None:
    """Move back when deadlines were moved, which decides whether a move counts. Rule C2.

    A request that was granted was moved by somebody else: the moment of granting stays (C3).
    """
    mine = (ctx.message_id, ctx.person.id if ctx.person else 0, _MOVES.get(kind))
    for assignment in issue.assignments:
        for number, change in enumerate(assignment.changes, start=1):
            by = (change.line_message_id, change.changed_by_id, change.kind)
            if by == mine and change.changed_at > ctx.occurred_at:
                change.changed_at = ctx.occurred_at
                await _note(assignment, issue, "deadline", ctx, number)


async def _judged(issue: Issue, ctx: Context) -> None:
    by_id = {assignment.id: assignment for assignment in issue.assignments}
    for report in await reports.judged_by(ctx.session, ctx.message_id or ""):
        later = report.judged_at is not None and report.judged_at > ctx.occurred_at
        if report.assignment_id in by_id and later:
            report.judged_at = ctx.occurred_at
            await _note(by_id[report.assignment_id], issue, "judgement", ctx, report.revision)
