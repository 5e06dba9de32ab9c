"""`#extend`: issuers move a deadline at once, agencies ask for it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from domain import notices
from domain.chat.commands import Extend, IssueNo
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
    one_by_one,
    own_assignments,
    take_step,
)
from handlers.context import Context
from handlers.notices import tell_others
from models.groups import GroupKind
from models.issues import Assignment, Issue
from models.requests import RequestKind


async def extend(command: Extend, ctx: Context) -> list[Say]:
    """Extend a deadline: of the named agencies, else of all that still owe. Rules C1 to C3, L7."""
    issue = await find_for(ctx, command.issue, Act.EXTEND)
    codes = ctx.directory.expand(command.agencies)
    if Role.ISSUER not in ctx.roles:
        return await _ask(command, codes, issue, ctx)
    _check_ahead(command.deadline, ctx)
    assignments, refused = await one_by_one(
        chosen(issue, codes, Act.EXTEND, ctx), partial(_move, issue, command, ctx)
    )
    if not assignments:
        raise refused[0][1]
    text = _told(issue, assignments, command.deadline, command.reason, ctx)
    if not codes:
        issue.deadline = command.deadline
    for assignment in assignments:
        for request in await requests.undecided(assignment, RequestKind.EXTEND, ctx):
            wanted = request.new_deadline
            await requests.settle(
                request, issue, assignment, wanted is not None and wanted <= command.deadline, ctx
            )
    told = Say(text, about=issue.id)
    topic = notices.deadline_extended(max(each.changes[-1].id for each in assignments))
    await tell_others(ctx, GroupKind.IR, topic, told, [each.agency for each in assignments])
    return [told, *_left_out(issue, command, refused, ctx)]


async def extend_assignments(
    issue: Issue, assignments: Sequence[Assignment], deadline: datetime, reason: str, ctx: Context
) -> str:
    """Move the deadlines of assignments to a later instant; return the sentence.

    Raises Refused where the new deadline is no later, or lies behind us.
    """
    _check_ahead(deadline, ctx)
    command = Extend(IssueNo(issue.number), deadline, reason=reason)
    for assignment in assignments:
        await _move(issue, command, ctx, assignment)
    return _told(issue, assignments, deadline, reason, ctx)


async def _move(issue: Issue, command: Extend, ctx: Context, assignment: Assignment) -> Assignment:
    _check_later(issue, command, ctx, assignment)
    await move_deadline(assignment, command.deadline, MoveKind.EXTENDED, command.reason, ctx)
    return assignment


def _check_ahead(deadline: datetime, ctx: Context) -> None:
    if deadline <= ctx.occurred_at:
        raise Refused("not_ahead", ctx.words.not_ahead(deadline))


def _check_later(issue: Issue, command: Extend, ctx: Context, assignment: Assignment) -> None:
    """Raise Refused where an agency owes no report, or has so much time already."""
    take_step(assignment, Act.EXTEND, issue, ctx)
    if command.deadline <= assignment.deadline:
        agency = assignment.agency.value()
        sentence = ctx.words.not_later(issue.number, agency, assignment.deadline)
        raise Refused("not_later", sentence)


def _told(
    issue: Issue, assignments: Sequence[Assignment], deadline: datetime, reason: str, ctx: Context
) -> str:
    late = agencies_of(each for each in assignments if _came_too_late(each))
    return ctx.words.extended(issue.number, agencies_of(assignments), deadline, reason, late)


def _came_too_late(assignment: Assignment) -> bool:
    """Whether the last move was made after the deadline had passed that counted then."""
    *before, last = assignment.moves
    return last.at > counting_deadline(assignment.original_deadline, before)


def _left_out(
    issue: Issue, command: Extend, refused: Sequence[tuple[Assignment, Refused]], ctx: Context
) -> list[Say]:
    """Say for whom nothing was done: they owe no report, have longer, or not this issue at all."""
    there = {each.agency.code for each in issue.assignments}
    named = [agency for code in command.agencies if (agency := ctx.directory.agency(code))]
    elsewhere = [agency for agency in named if agency.code not in there]
    later = agencies_of(each for each, why in refused if why.code == "not_later")
    settled = agencies_of(each for each, why in refused if why.code != "not_later")
    text = ctx.words.left_out(settled, later, elsewhere)
    return [Say(text, about=issue.id)] if text else []


async def _ask(command: Extend, codes: Sequence[str], issue: Issue, ctx: Context) -> list[Say]:
    """Ask for more time for each of the sender's agencies that still owes a report."""
    own = own_assignments(issue, ctx)
    named = [each for each in own if not codes or each.agency.code in codes]
    if not named:
        raise Refused("not_own", ctx.words.not_own(agencies_of(own)))
    assignments = named if codes else able(named, Act.EXTEND) or named[:1]

    async def ask(assignment: Assignment) -> Say:
        _check_later(issue, command, ctx, assignment)
        return await requests.ask_extension(issue, assignment, command, ctx)

    says, refused = await one_by_one(assignments, ask)
    if not says:
        raise refused[0][1]
    mine = agencies_of(own)
    foreign = set(codes) & {each.agency.code for each in issue.assignments if each not in own}
    says += [Say(ctx.words.not_own(mine), about=issue.id)] if foreign else []
    return [*says, *_left_out(issue, command, refused, ctx)]
