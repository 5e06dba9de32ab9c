"""`#transfer`: not ours but theirs."""

import re

from domain import notices
from domain.chat.commands import Transfer
from domain.chat.mistakes import Gap
from domain.chat.rights import Role
from domain.errors import Refused
from domain.issues.assignments import WITHDRAWN, Act, AgencyRole
from domain.issues.audit import Action, issue_subject
from domain.say import Say
from domain.views import Field
from handlers import requests
from handlers.assignments import (
    able,
    addressed,
    agencies_of,
    assign,
    chosen,
    due_when_named_later,
    keep_change,
    own_assignments,
    rows_of,
    take_step,
)
from handlers.context import Context
from handlers.issues import as_addressed, find_for, opens_with
from handlers.notices import tell_others
from handlers.reached import warnings_about
from models.agencies import AgencyRow
from models.groups import GroupKind
from models.issues import Assignment, Issue
from models.issues.requests import RequestKind

_FROM = re.compile(r"\s*(?:จาก|แทน|from\b)\s*", re.IGNORECASE)


async def transfer(command: Transfer, ctx: Context) -> list[Say]:
    """Pass an assignment on to another agency, or ask for it. Rule L6."""
    issue = await find_for(ctx, command.issue, Act.TRANSFER)
    rows = await rows_of(issue, as_addressed([command.agency], issue, ctx), ctx)
    if len(rows) != 1:
        raise Refused("one_agency", ctx.words.one_agency())
    to = rows[0]
    _check_new(issue, to, ctx)
    if Role.ISSUER not in ctx.roles:
        assignment = _the_own(issue, command, ctx)
        return [await requests.ask_transfer(issue, assignment, to, command, ctx)]
    assignment = await _from_whom(issue, to, command, ctx)
    text, new = await hand_over(issue, assignment, to, command.reason, ctx)
    for request in await requests.undecided(assignment, RequestKind.TRANSFER, ctx):
        await requests.settle(request, issue, assignment, request.to_agency_id == to.id, ctx)
    topic = notices.assignment_transferred(assignment.id)
    agencies = [to, assignment.agency]
    told = await tell_others(ctx, GroupKind.IR, topic, Say(text, about=issue.id), agencies)
    return [told, *map(Say, await warnings_about([new], ctx))]


async def hand_over(
    issue: Issue, assignment: Assignment, to: AgencyRow, reason: str, ctx: Context
) -> tuple[str, Assignment]:
    """Withdraw an assignment and give it to another agency; return the sentence, and its new one.

    Until when that agency has, C5 says. The reason stays with the change of agencies. Rule L6.
    """
    _check_new(issue, to, ctx)
    before = addressed(issue)
    take_step(assignment, Act.TRANSFER, issue, ctx)
    deadline = due_when_named_later(issue, assignment.deadline, ctx)
    supporting = [to.code] if assignment.role == AgencyRole.SUPPORT else []
    (new,) = await assign(issue, [to], deadline, ctx, supporting)
    issue.assignments.append(new)
    keep_change(issue, Field.AGENCIES, before, addressed(issue), ctx, reason)
    await ctx.note(
        Action.ASSIGNMENT_TRANSFERRED,
        issue_subject(issue.number),
        agency=assignment.agency.code,
        to=to.code,
    )
    agency = assignment.agency.value()
    return ctx.words.transferred(issue.number, agency, to.value(), deadline, reason), new


def _check_new(issue: Issue, to: AgencyRow, ctx: Context) -> None:
    """Raise Refused where the issue is or was addressed to an agency already. Rule L1."""
    for other in issue.assignments:
        if other.agency_id == to.id:
            withdrawn = other.status in WITHDRAWN
            sentence = ctx.words.has_it_already(issue.number, to.value(), withdrawn=withdrawn)
            raise Refused("has_it_already", sentence)


def _the_own(issue: Issue, command: Transfer, ctx: Context) -> Assignment:
    """Return the one assignment that the sender can mean; raises Refused."""
    own = own_assignments(issue, ctx)
    possible = able(own, Act.TRANSFER)
    if not possible:
        take_step(own[0], Act.TRANSFER, issue, ctx)
    giver = as_addressed([command.giver] if command.giver else [], issue, ctx)
    given = [each for each in possible if each.agency.code in giver]
    named = given if command.giver else _named(possible, command.reason) or possible
    if len(named) != 1:
        agencies = agencies_of(possible)
        sentence = ctx.words.ask_from_whom(issue.number, agencies)
        choices = ctx.words.each_agency(agencies)
        raise Refused("which_transfer", sentence, choices, asks=Gap.AGENCY)
    return named[0]


def _named(assignments: list[Assignment], reason: str) -> list[Assignment]:
    """Return the assignment whose agency the reason names first ("จาก ปภ."), if any."""
    begins = _FROM.match(reason)
    return [
        assignment
        for assignment in assignments
        if begins and opens_with(reason[begins.end() :], assignment)
    ]


async def _from_whom(issue: Issue, to: AgencyRow, command: Transfer, ctx: Context) -> Assignment:
    """Return the assignment that an issuer means.

    It is the one of the agency that gives ("ปภ. ไป …") or that the reason names first ("จาก ปภ."),
    the one for which this very transfer was asked, or the only one that can be passed on.
    """
    possible = chosen(issue, (command.giver,) if command.giver else (), Act.TRANSFER, ctx)
    if named := _named(possible, command.reason):
        return named[0]
    asked = [
        each
        for each in possible
        for request in await requests.undecided(each, RequestKind.TRANSFER, ctx)
        if request.to_agency_id == to.id
    ]
    if len(asked) == 1:
        return asked[0]
    if len(possible) > 1:
        agencies = agencies_of(possible)
        sentence = ctx.words.transfer_from_whom(issue.number, to.value(), agencies)
        choices = ctx.words.each_agency(agencies)
        raise Refused("which_transfer", sentence, choices, asks=Gap.AGENCY)
    return possible[0]
