"""`#extend`: issuers move a deadline at once, agencies ask for it."""

from collections.abc import Sequence
from datetime import datetime

from domain import notices
from domain.chat.commands import Extend
from domain.chat.rights import Role
from domain.errors import Refused
from domain.issues.assignments import Act, MoveKind, counting_deadline
from domain.say import Say
from handlers import requests
from handlers.assignments import (
    able,
    agencies_of,
    chosen,
    find_for,
    move_deadline,
    own_assignments,
    take_step,
)
from handlers.context import Context
from handlers.notices import tell_others
from models.groups import GroupKind
from models.issues import Assignment, Issue
from models.requests import RequestKind


async def extend(command: Extend, ctx: Context) -> list[Say]:
    """Extend a deadline: of the named agencies, else of all that still owe. Rules C1 to C3."""
    issue = await find_for(ctx, command.issue, Act.EXTEND)
    codes = ctx.directory.expand(command.agencies)
    if Role.ISSUER not in ctx.roles:
        return await _ask(command, codes, issue, ctx)
    assignments = chosen(issue, codes, Act.EXTEND, ctx)
    text = await extend_assignments(issue, assignments, command.deadline, command.reason, ctx)
    if not codes:
        issue.deadline = command.deadline
    for assignment in assignments:
        for request in await requests.undecided(assignment, RequestKind.EXTEND, ctx):
            wanted = request.new_deadline
            await requests.settle(
                request, issue, assignment, wanted is not None and wanted <= command.deadline, ctx
            )
    told = Say(text, about=issue.id)
    topic = notices.deadline_extended(max(assignment.changes[-1].id for assignment in assignments))
    await tell_others(ctx, GroupKind.IR, topic, told, [each.agency for each in assignments])
    return [told]


async def extend_assignments(
    issue: Issue, assignments: Sequence[Assignment], deadline: datetime, reason: str, ctx: Context
) -> str:
    """Move the deadlines of assignments to a later instant; return the sentence.

    Raises Refused where the new deadline is no later, or lies behind us.
    """
    if deadline <= ctx.occurred_at:
        raise Refused("not_ahead", ctx.words.not_ahead(deadline))
    late = []
    for assignment in assignments:
        if deadline <= assignment.deadline:
            sentence = ctx.words.not_later(
                issue.number, assignment.agency.value(), assignment.deadline
            )
            raise Refused("not_later", sentence)
        take_step(assignment, Act.EXTEND, issue, ctx)
        if ctx.occurred_at > counting_deadline(assignment.original_deadline, assignment.moves):
            late.append(assignment.agency.value())
        await move_deadline(assignment, deadline, MoveKind.EXTENDED, reason, ctx)
    agencies = agencies_of(assignments)
    return ctx.words.extended(issue.number, agencies, deadline, reason, late)


async def _ask(command: Extend, codes: Sequence[str], issue: Issue, ctx: Context) -> list[Say]:
    """Ask for more time for each of the sender's agencies that still owes a report."""
    own = own_assignments(issue, ctx)
    named = [each for each in own if not codes or each.agency.code in codes]
    assignments = able(named, Act.EXTEND) or named[:1]
    if not assignments:
        mine = agencies_of(own)
        raise Refused("not_own", ctx.words.not_own(mine))
    says = []
    for assignment in assignments:
        take_step(assignment, Act.EXTEND, issue, ctx)
        if command.deadline <= assignment.deadline:
            sentence = ctx.words.not_later(
                issue.number, assignment.agency.value(), assignment.deadline
            )
            raise Refused("not_later", sentence)
        says.append(await requests.ask_extension(issue, assignment, command, ctx))
    return says
