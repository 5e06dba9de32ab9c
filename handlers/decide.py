"""Requests of agencies are granted or refused, once: `#grant`, `#refuse`, and the two buttons."""

from dataclasses import replace

from domain import notices
from domain.chat.commands import Decide, Grant, Refuse
from domain.chat.mistakes import Gap
from domain.errors import Refused
from domain.issues.assignments import Act
from domain.say import Say
from domain.views import Asked
from handlers.assignments import of_agency, off_hours
from handlers.context import Context
from handlers.extend import extend_assignments
from handlers.issues import check_takes, find_issue
from handlers.notices import tell_others
from handlers.reached import warnings_about
from handlers.requests import settle
from handlers.transfer import hand_over
from models import issues
from models.groups import GroupKind
from models.issues import Assignment, Issue, requests
from models.issues.requests import Request, RequestKind
from models.issues.views import asked_view
from models.notices import withdraw


async def decide(command: Decide, ctx: Context) -> list[Say]:
    """Grant or refuse the request of a button; a second tap says what was decided."""
    request = await requests.get(ctx.session, ctx.in_workspace().id, command.request)
    if request is None:
        raise Refused("unknown_request", ctx.words.unknown_request())
    return await _decide(request, command.granted, "", ctx)


async def grant(command: Grant, ctx: Context) -> list[Say]:
    """Grant what was asked for in an issue."""
    return await _decide(await _meant(command, ctx), True, command.reason, ctx)


async def refuse(command: Refuse, ctx: Context) -> list[Say]:
    """Refuse what was asked for in an issue."""
    return await _decide(await _meant(command, ctx), False, command.reason, ctx)


async def _meant(command: Grant | Refuse, ctx: Context) -> Request:
    """Return the only request that waits in an issue, or waits of the named agency.

    Where none does, the newest that was decided: who types it again hears that. Raises Refused.
    """
    issue = await find_issue(ctx, command.issue)
    made = await requests.of_issue(ctx.session, issue.id)
    if command.agency is not None:
        assignment = of_agency(issue, command.agency, ctx)
        made = [each for each in made if each.assignment_id == assignment.id]
    waiting = [each for each in made if each.granted is None]
    if len(waiting) > 1:
        granted = isinstance(command, Grant)
        asking = [_what(issue, each) for each in waiting]
        sentence = ctx.words.which_request(issue.number, granted, asking)
        choices = ctx.words.each_request(issue.number, granted, asking)
        raise Refused("which_request", sentence, choices, asks=Gap.AGENCY)
    if not made:
        raise Refused("nothing_asked", ctx.words.nothing_asked(issue.number))
    return [*made, *waiting][-1]


async def _decide(request: Request, granted: bool, answer: str, ctx: Context) -> list[Say]:
    """Grant or refuse a request; where it was decided, say how. Rules C3, L6, J3."""
    issue = await issues.by_id(ctx.session, request.assignment.issue_id)
    assignment, what = _assignment(request, issue), _what(issue, request)
    warnings: list[str] = []
    if request.granted is not None:
        return [Say(await _decided(request, issue, ctx))]
    if granted:
        # The reason is the request's: it goes if that message is unsent.
        as_asked = replace(ctx, message_id=request.line_message_id)
        text, warnings = await _grant(request, issue, assignment, as_asked)
    else:
        text = ctx.words.request_refused(issue.number, what)
    await settle(request, issue, assignment, granted, ctx, answer)
    await withdraw(ctx.session, notices.request_made(request.id))  # what has yet to be asked
    said = Say(ctx.words.with_answer(text, answer), about=issue.id)
    topic = notices.request_decided(request.id)
    called = [assignment.agency]
    if granted and request.to_agency is not None:
        called.insert(0, request.to_agency)
    told = await tell_others(ctx, GroupKind.IR, topic, said, called)
    return [told, *map(Say, warnings)]


async def _decided(request: Request, issue: Issue, ctx: Context) -> str:
    """Tell how a request was decided, or the one that its agency made in its place, or to do so."""
    what, at = _what(issue, request), request.decided_at or ctx.now
    if what.deadline is not None:  # what it asked for stands, not the deadline that holds now
        what = replace(what, deadline_now=what.deadline)
    for other in await requests.of_issue(ctx.session, issue.id):
        same = (other.assignment_id, other.kind) == (request.assignment_id, request.kind)
        later = other.id > request.id and other.asked_at == request.decided_at
        if same and later and not request.granted:
            waits = other.granted is None
            anew = ctx.words.asked_anew(issue.number, what, at)
            return anew if waits else await _decided(other, issue, ctx)
    by = request.decided_by.name if request.decided_by else ""
    return ctx.words.decided_already(issue.number, what, bool(request.granted), by, at)


def _assignment(request: Request, issue: Issue) -> Assignment:
    return next(each for each in issue.assignments if each.id == request.assignment_id)


def _what(issue: Issue, request: Request) -> Asked:
    return asked_view(request, _assignment(request, issue), request.to_agency)


async def _grant(
    request: Request, issue: Issue, assignment: Assignment, ctx: Context
) -> tuple[str, list[str]]:
    """Do what was asked; return the sentence, and what to know of deadline or agency."""
    if request.kind == RequestKind.EXTEND and request.new_deadline is not None:
        check_takes(issue, Act.EXTEND, ctx)
        deadline = request.new_deadline
        text = await extend_assignments(issue, [assignment], deadline, request.reason, ctx)
        return text, off_hours(deadline, ctx)
    assert request.to_agency is not None
    check_takes(issue, Act.TRANSFER, ctx)
    text, new = await hand_over(issue, assignment, request.to_agency, request.reason, ctx)
    return text, await warnings_about([new], ctx)
