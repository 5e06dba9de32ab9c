"""Requests of agencies: told to the issuers with two buttons, decided once, answered in IR."""

from collections.abc import Sequence
from datetime import datetime

from domain import notices
from domain.announcements import request_told
from domain.chat.commands import Transfer
from domain.issues.audit import Action, instant, issue_subject
from domain.say import Say
from domain.thai_dates import as_shown
from handlers.context import Context
from handlers.notices import tell_others
from models.agencies import AgencyRow
from models.groups import GroupKind
from models.issues import Assignment, Issue, requests
from models.issues.requests import Request, RequestKind
from models.issues.views import asked_view, issue_view


async def ask_extension(
    issue: Issue, assignment: Assignment, deadline: datetime, reason: str, ctx: Context
) -> Say:
    """Ask the issuers for more time. Rule C3."""
    wanted = _request(assignment, RequestKind.EXTEND, reason, ctx)
    wanted.new_deadline = deadline
    return await _ask(wanted, issue, assignment, None, ctx)


async def ask_transfer(
    issue: Issue, assignment: Assignment, to: AgencyRow, command: Transfer, ctx: Context
) -> Say:
    """Ask the issuers to pass an assignment on. Rule L6."""
    wanted = _request(assignment, RequestKind.TRANSFER, command.reason, ctx)
    wanted.to_agency_id = to.id
    return await _ask(wanted, issue, assignment, to, ctx)


async def undecided(assignment: Assignment, kind: RequestKind, ctx: Context) -> Sequence[Request]:
    """Return the requests about an assignment that wait for a decision."""
    return await requests.undecided(ctx.session, assignment.id, kind)


async def settle(
    request: Request,
    issue: Issue,
    assignment: Assignment,
    granted: bool,
    ctx: Context,
    answer: str = "",
) -> None:
    """Note a decision, with the reason that was typed; the sender decided."""
    request.granted, request.decided_at = granted, ctx.occurred_at
    request.decided_by_id, request.answer = ctx.sender().id, answer
    request.decided_message_id = ctx.message_id
    await ctx.note(
        Action.REQUEST_GRANTED if granted else Action.REQUEST_REFUSED,
        issue_subject(issue.number),
        request=request.id,
        kind=request.kind,
        agency=assignment.agency.code,
    )


def _request(assignment: Assignment, kind: RequestKind, reason: str, ctx: Context) -> Request:
    return Request(
        assignment_id=assignment.id,
        kind=kind,
        reason=reason,
        asked_by_id=ctx.sender().id,
        asked_at=ctx.occurred_at,
        recorded_at=ctx.now,
        line_message_id=ctx.message_id,
    )


def _asks(request: Request) -> tuple[datetime | None, int | None]:
    """Return what is asked for, as it reads."""
    return request.new_deadline and as_shown(request.new_deadline), request.to_agency_id


async def _ask(
    wanted: Request, issue: Issue, assignment: Assignment, to: AgencyRow | None, ctx: Context
) -> Say:
    """Store a request in place of an undecided one; the very same one is not asked twice. J3.

    With another reason it is another one.
    """
    what = asked_view(wanted, assignment, to)
    for before in await undecided(assignment, RequestKind(wanted.kind), ctx):
        if _asks(before) == _asks(wanted) and wanted.reason in ("", before.reason):
            what = asked_view(before, assignment, to)
            return Say(ctx.words.asked_already(issue.number, what), about=issue.id)
        await settle(before, issue, assignment, False, ctx)
    ctx.session.add(wanted)
    await ctx.session.flush()
    await ctx.note(
        Action.REQUEST_ASKED,
        issue_subject(issue.number),
        request=wanted.id,
        kind=wanted.kind,
        agency=assignment.agency.code,
        deadline=instant(wanted.new_deadline) if wanted.new_deadline else None,
        to=to.code if to else None,
    )
    view = issue_view(issue, issue.assignments, workspace=ctx.in_workspace().code)
    told = request_told(view, wanted.id, what, ctx.words)
    if ctx.group is not None and ctx.group.kind == GroupKind.IA:
        return told
    await tell_others(ctx, GroupKind.IA, notices.request_made(wanted.id), told)
    return Say(ctx.words.request_taken(issue.number, what), about=issue.id)
