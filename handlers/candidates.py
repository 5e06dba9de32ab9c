"""What may be meant where a command lacks its issue or its agency: those that it can be done for.

They are offered, and nothing else: what one tap sends is not refused.
"""

from collections.abc import Collection
from dataclasses import replace

from domain.chat.commands import Fields, IssueNo
from domain.chat.kinds import Kind
from domain.chat.mistakes import OF_THE_ISSUE, Gap, Mistake
from domain.chat.rights import Role
from domain.errors import Refused
from domain.grammar.gaps import gaps_of
from domain.issues.assignments import OPEN, STEPS, WITHDRAWN, Act, AssignmentStatus
from domain.reminders.schedule import UNDECIDED_AFTER
from domain.say import Choice
from handlers.assignments import agencies_of, codes_of
from handlers.context import Context
from handlers.issues import find_issue
from models import issues
from models.issues import Assignment, numbers, requests

_JUDGING = (Kind.ACCEPT, Kind.RETURN)
_DECIDING = (Kind.GRANT, Kind.REFUSE)
_OF_AN_ISSUE = (
    *(Kind.RETURN, Kind.ACCEPT, Kind.EXTEND, Kind.PROGRESS, Kind.ACK, Kind.REOPEN, Kind.EXCUSE),
    *_DECIDING,
)
"""Commands whose agency is one of the issue's."""
_OWN = (Kind.REPORT, Kind.PROGRESS, Kind.ACK, Kind.SNOOZE)
_OWN_BUT_FOR_ISSUERS = (Kind.EXTEND, Kind.TRANSFER)


async def with_choices(refused: Refused, kind: Kind, number: int | None, ctx: Context) -> Refused:
    """Return a refusal with what may be said for what it asks, where it offers nothing yet."""
    if refused.choices or refused.asks not in (Gap.NUMBER, Gap.AGENCY):
        return refused
    choices = await choices_for(refused.asks, kind, number, ctx)
    return Refused(refused.code, refused.sentence, choices, asks=refused.asks)


async def choices_for(gap: Gap, kind: Kind, number: int | None, ctx: Context) -> tuple[Choice, ...]:
    """Offer the issues, or of the issue with this number the agencies, as messages said alone."""
    if gap is Gap.NUMBER:
        return ctx.words.number_choices(await numbers_for(kind, ctx))
    agencies = agencies_of(await assignments_for(kind, number, ctx))
    return ctx.words.each_agency(agencies)


async def among_candidates(fields: Fields, ctx: Context) -> Fields:
    """Return a command with those candidates alone for an agency that it lacks or leaves unclear.

    Where none of the names that are near has the issue, it is said which agencies have. Raises
    Refused where nothing waits for a judge.
    """
    if fields.kind not in _OF_AN_ISSUE or fields.issue_no is None:
        return fields
    agencies = codes_of(await assignments_for(fields.kind, fields.issue_no, ctx))
    if not agencies and fields.kind in _JUDGING and Gap.AGENCY in gaps_of(fields):
        act, issue = Act(fields.kind), await find_issue(ctx, IssueNo(fields.issue_no))
        raise Refused("not_possible", ctx.words.none_possible(issue.number, act))
    problems = []
    for problem in fields.problems:
        near = tuple(code for code in problem.choices if code in agencies)
        if problem.mistake is Mistake.AMBIGUOUS_AGENCY and near:
            problem = replace(problem, choices=near)
        elif problem.mistake is Mistake.UNKNOWN_AGENCY and not near and agencies:
            problem = replace(problem, choices=tuple(agencies), why=problem.why or OF_THE_ISSUE)
        elif problem.mistake in (Mistake.MISSING_AGENCY, Mistake.UNKNOWN_AGENCY):
            problem = replace(problem, choices=near or tuple(agencies))
        problems.append(problem)
    return replace(fields, problems=tuple(problems))


async def numbers_for(kind: Kind, ctx: Context) -> list[int]:
    """Return the numbers of the open issues for which the sender can give a command, in order."""
    if kind in _DECIDING:
        at = ctx.now + UNDECIDED_AFTER
        asked = await requests.waiting(ctx.session, ctx.in_workspace().id, at)
        return sorted({each.assignment.issue.number for each in asked})
    own = _own(kind, ctx)
    found = await numbers.in_states(ctx.session, ctx.in_workspace().id, _states(kind), own)
    return sorted(found)


async def assignments_for(kind: Kind, number: int | None, ctx: Context) -> list[Assignment]:
    """Return the assignments of an issue for which the sender can give a command."""
    issue = await issues.get(ctx.session, ctx.in_workspace().id, number) if number else None
    if issue is None:
        return []
    if kind in _DECIDING:
        made = await requests.of_issue(ctx.session, issue.id)
        asking = {each.assignment_id for each in made if each.granted is None}
        return [each for each in issue.assignments if each.id in asking]
    own, states = _own(kind, ctx), _states(kind)
    return [
        each
        for each in issue.assignments
        if each.status in states and (own is None or each.agency_id in own)
    ]


def _own(kind: Kind, ctx: Context) -> Collection[int] | None:
    """Return the agencies (ids) for which alone the sender can give a command; `None`: for any."""
    for_issuers = kind in _OWN_BUT_FOR_ISSUERS and Role.ISSUER in ctx.roles
    if kind not in (*_OWN, *_OWN_BUT_FOR_ISSUERS) or for_issuers:
        return None
    return {agency.id for agency in ctx.person.agencies} if ctx.person else set()


def _states(kind: Kind) -> Collection[AssignmentStatus]:
    """Return the states of an assignment in which a command is of use."""
    if kind is Kind.REPORT:
        return OPEN
    if kind is Kind.ACK:
        return {AssignmentStatus.ASSIGNED}
    if kind is Kind.REOPEN:
        return {AssignmentStatus.ACCEPTED}
    taken = {status for status, act in STEPS if act.value == kind.value}
    return taken or {*AssignmentStatus} - WITHDRAWN
