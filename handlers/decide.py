"""The two buttons under a request: granted or refused, once."""

from dataclasses import replace

from domain import notices
from domain.chat.commands import Decide
from domain.chat.rights import Role
from domain.errors import Refused
from domain.issues.assignments import Act
from domain.say import Say
from handlers.assignments import check_takes
from handlers.context import Context
from handlers.extend import extend_assignments
from handlers.notices import tell_others
from handlers.requests import asked, settle
from handlers.transfer import hand_over
from models import issues, requests
from models.groups import GroupKind
from models.issues import Assignment, Issue
from models.requests import Request, RequestKind


async def decide(command: Decide, ctx: Context) -> list[Say]:
    """Grant or refuse a request; a second tap says what was decided. Rules C3, L6."""
    if Role.ISSUER not in ctx.roles:
        raise Refused("wrong_role", ctx.words.only_issuers_decide())
    request = await requests.get(ctx.session, ctx.in_workspace().id, command.request)
    if request is None:
        raise Refused("unknown_request", ctx.words.unknown_request())
    issue = await issues.by_id(ctx.session, request.assignment.issue_id)
    assignment = next(
        assignment for assignment in issue.assignments if assignment.id == request.assignment_id
    )
    what = asked(request, assignment, request.to_agency)
    if request.granted is not None:
        by = request.decided_by.name if request.decided_by else ""
        at = request.decided_at or ctx.now
        return [Say(ctx.words.decided_already(issue.number, what, request.granted, by, at))]
    if command.granted:
        # The reason is the request's: it goes if that message is unsent.
        as_asked = replace(ctx, message_id=request.line_message_id)
        text = await _grant(request, issue, assignment, as_asked)
    else:
        text = ctx.words.request_refused(issue.number, what)
    await settle(request, issue, assignment, command.granted, ctx)
    told = Say(text, about=issue.id)
    topic = notices.request_decided(request.id)
    await tell_others(ctx, GroupKind.IR, topic, told, [assignment.agency])
    return [told]


async def _grant(request: Request, issue: Issue, assignment: Assignment, ctx: Context) -> str:
    if request.kind == RequestKind.EXTEND and request.new_deadline is not None:
        check_takes(issue, Act.EXTEND, ctx)
        return await extend_assignments(
            issue, [assignment], request.new_deadline, request.reason, ctx
        )
    assert request.to_agency is not None
    check_takes(issue, Act.TRANSFER, ctx)
    return await hand_over(issue, assignment, request.to_agency, request.reason, ctx)
