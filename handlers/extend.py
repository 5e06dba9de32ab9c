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
from handlers.assignments import able, chosen, find_for, move_deadline, own_parts, take_step
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
    parts = chosen(issue, codes, Act.EXTEND, ctx)
    text = await extend_parts(issue, parts, command.deadline, command.reason, ctx)
    if not codes:
        issue.deadline = command.deadline
    for part in parts:
        for request in await requests.undecided(part, RequestKind.EXTEND, ctx):
            wanted = request.new_deadline
            await requests.settle(
                request, issue, part, wanted is not None and wanted <= command.deadline, ctx
            )
    told = Say(text, about=issue.id)
    topic = notices.deadline_extended(max(part.changes[-1].id for part in parts))
    await tell_others(ctx, GroupKind.IR, topic, told, [part.agency for part in parts])
    return [told]


async def extend_parts(
    issue: Issue, parts: Sequence[Assignment], deadline: datetime, reason: str, ctx: Context
) -> str:
    """Move the deadlines of assignments to a later instant; return the sentence.

    Raises Refused where the new deadline is no later, or lies behind us.
    """
    if deadline <= ctx.occurred_at:
        raise Refused("not_ahead", ctx.words.not_ahead(deadline))
    late = []
    for part in parts:
        if deadline <= part.deadline:
            sentence = ctx.words.not_later(issue.number, part.agency.value(), part.deadline)
            raise Refused("not_later", sentence)
        take_step(part, Act.EXTEND, issue, ctx)
        if ctx.occurred_at > counting_deadline(part.original_deadline, part.moves):
            late.append(part.agency.value())
        await move_deadline(part, deadline, MoveKind.EXTENDED, reason, ctx)
    agencies = [part.agency.value() for part in parts]
    return ctx.words.extended(issue.number, agencies, deadline, reason, late)


async def _ask(command: Extend, codes: Sequence[str], issue: Issue, ctx: Context) -> list[Say]:
    """Ask for more time for each of the sender's agencies that still owes a report."""
    own = own_parts(issue, ctx)
    named = [part for part in own if not codes or part.agency.code in codes]
    parts = able(named, Act.EXTEND) or named[:1]
    if not parts:
        mine = [part.agency.value() for part in own]
        raise Refused("not_own", ctx.words.not_own(mine))
    says = []
    for part in parts:
        take_step(part, Act.EXTEND, issue, ctx)
        if command.deadline <= part.deadline:
            sentence = ctx.words.not_later(issue.number, part.agency.value(), part.deadline)
            raise Refused("not_later", sentence)
        says.append(await requests.ask_extension(issue, part, command, ctx))
    return says
