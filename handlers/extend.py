"""`#extend`: issuers move a deadline at once, agencies ask for it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from domain import notices
from domain.chat.commands import Extend, IssueNo
from domain.chat.kinds import Kind
from domain.chat.mistakes import Gap
from domain.chat.rights import Role
from domain.deadlines import Unreadable, extended_by
from domain.errors import Refused
from domain.issues.assignments import Act, MoveKind, counting_deadline
from domain.say import Say
from domain.thai_dates import as_shown
from handlers import requests
from handlers.assignments import (
    able,
    agencies_of,
    chosen,
    move_deadline,
    off_hours,
    one_by_one,
    own_assignments,
    take_step,
)
from handlers.context import Context
from handlers.issues import as_addressed, find_for, not_there
from handlers.notices import tell_others
from models.groups import GroupKind
from models.issues import Assignment, Issue
from models.issues.requests import RequestKind


async def extend(command: Extend, ctx: Context) -> list[Say]:
    """Extend a deadline: of the named agencies, else of all that still owe. Rules C1 to C3, L7."""
    issue = await find_for(ctx, command.issue, Act.EXTEND)
    codes = ctx.directory.expand(command.agencies)
    if Role.ISSUER not in ctx.roles:
        return await _ask(command, codes, issue, ctx)
    if command.for_one:
        sentence = ctx.words.acts_on_all(Kind.EXTEND, issue.number, command.reason)
        raise Refused("unread", sentence)
    assignments, refused = await one_by_one(
        chosen(issue, codes, Act.EXTEND, ctx), partial(_move, issue, command, ctx)
    )
    if not assignments:
        raise refused[0][1]
    if not codes:
        issue.deadline = max(each.deadline for each in assignments)
    for assignment in assignments:
        for request in await requests.undecided(assignment, RequestKind.EXTEND, ctx):
            asked = request.new_deadline
            granted = asked is not None and as_shown(asked) <= as_shown(assignment.deadline)
            await requests.settle(request, issue, assignment, granted, ctx)
    said = Say(_told(issue, assignments, command.reason, ctx), about=issue.id)
    topic = notices.deadline_extended(max(each.changes[-1].id for each in assignments))
    agencies = [each.agency for each in assignments]
    told = await tell_others(ctx, GroupKind.IR, topic, said, agencies)
    due = [off_hours(each, ctx) for each in _by_deadline(assignments)]
    remarks = [Say(text, about=issue.id) for texts in due for text in texts]
    return [told, *remarks, *_left_out(issue, command, refused, ctx)]


async def extend_assignments(
    issue: Issue, assignments: Sequence[Assignment], deadline: datetime, reason: str, ctx: Context
) -> str:
    """Move the deadlines of assignments to a later instant; return the sentence.

    Raises Refused where the new deadline is no later, or lies behind us.
    """
    command = Extend(IssueNo(issue.number), deadline, reason=reason)
    for assignment in assignments:
        await _move(issue, command, ctx, assignment)
    return _told(issue, assignments, reason, ctx)


async def _move(issue: Issue, command: Extend, ctx: Context, assignment: Assignment) -> Assignment:
    deadline = _wanted(command, assignment, issue, ctx)
    await move_deadline(assignment, deadline, MoveKind.EXTENDED, command.reason, ctx)
    return assignment


def _wanted(command: Extend, assignment: Assignment, issue: Issue, ctx: Context) -> datetime:
    """Return the new deadline of an agency; a bare period counts from the one in force. Rule C1.

    Raises Refused where it owes no report, or the new one has passed or is no later.
    """
    take_step(assignment, Act.EXTEND, issue, ctx)
    in_force = assignment.deadline
    try:
        deadline = command.deadline or extended_by(command.period, in_force, ctx.calendar)
    except Unreadable as wrong:
        sentence = ctx.words.too_far(command.period)
        raise Refused("too_far", sentence, asks=Gap.DEADLINE) from wrong
    if deadline <= ctx.occurred_at:
        raise Refused("not_ahead", ctx.words.not_ahead(deadline), asks=Gap.DEADLINE)
    if as_shown(deadline) <= as_shown(in_force):
        agency = assignment.agency.value()
        moves = Role.ISSUER in ctx.roles
        sentence = ctx.words.not_later(issue.number, agency, in_force, deadline, moves=moves)
        raise Refused("not_later", sentence, asks=Gap.DEADLINE)
    return deadline


def _told(issue: Issue, assignments: Sequence[Assignment], reason: str, ctx: Context) -> str:
    lines = []
    for deadline, moved in _by_deadline(assignments).items():
        late = agencies_of(each for each in moved if _came_too_late(each))
        lines.append(ctx.words.extended(issue.number, agencies_of(moved), deadline, reason, late))
    return "\n".join(lines)


def _by_deadline(assignments: Sequence[Assignment]) -> dict[datetime, list[Assignment]]:
    """Return assignments by their deadlines as these are shown, the next one first."""
    together: dict[datetime, list[Assignment]] = {}
    for each in sorted(assignments, key=lambda each: as_shown(each.deadline)):
        together.setdefault(as_shown(each.deadline), []).append(each)
    return together


def _came_too_late(assignment: Assignment) -> bool:
    """Whether the last move was made after the deadline had passed that counted then."""
    *before, last = assignment.moves
    return last.at > counting_deadline(assignment.original_deadline, before)


def _left_out(
    issue: Issue, command: Extend, refused: Sequence[tuple[Assignment, Refused]], ctx: Context
) -> list[Say]:
    """Say for whom nothing was done: they owe no report, have longer, or not this issue at all."""
    elsewhere = not_there(issue, command.agencies, ctx)
    later = agencies_of(each for each, why in refused if why.code == "not_later")
    unfit = {why.sentence: None for _, why in refused if why.code in ("not_ahead", "too_far")}
    settled = agencies_of(
        each for each, why in refused if why.code != "not_later" and why.sentence not in unfit
    )
    texts = [*unfit, ctx.words.left_out(settled, later, elsewhere)]
    return [Say(text, about=issue.id) for text in texts if text]


async def _ask(command: Extend, codes: Sequence[str], issue: Issue, ctx: Context) -> list[Say]:
    """Ask for more time for each of the sender's agencies that still owes a report."""
    own = own_assignments(issue, ctx)
    codes = as_addressed(codes, issue, ctx)
    named = [each for each in own if not codes or each.agency.code in codes]
    if not named:
        raise Refused("not_own", ctx.words.not_own(agencies_of(own)), asks=Gap.AGENCY)
    assignments = named if codes else able(named, Act.EXTEND) or named[:1]

    async def ask(assignment: Assignment) -> Say:
        deadline = _wanted(command, assignment, issue, ctx)
        return await requests.ask_extension(issue, assignment, deadline, command.reason, ctx)

    says, refused = await one_by_one(assignments, ask)
    if not says:
        raise refused[0][1]
    mine = agencies_of(own)
    foreign = set(codes) & {each.agency.code for each in issue.assignments if each not in own}
    says += [Say(ctx.words.not_own(mine), about=issue.id)] if foreign else []
    return [*says, *_left_out(issue, command, refused, ctx)]
