"""The assignments of an issue: found as people name them, moved one step, newly made."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.chat.mistakes import Gap
from domain.chat.rights import Role
from domain.chat.table import TABLE
from domain.errors import Refused
from domain.issues.assignments import (
    WITHDRAWN,
    Act,
    AgencyRole,
    AssignmentStatus,
    MoveKind,
    NotPossible,
    step,
)
from domain.issues.audit import Action, instant, issue_subject
from handlers.context import Context
from handlers.issues import as_addressed
from handlers.reminders import plan_reminders
from models import agencies
from models.agencies import AgencyRow
from models.indicator import standings
from models.issues import Assignment, DeadlineChange, Issue, IssueChange

Done = TypeVar("Done")
TOMORROW = timedelta(days=1)


def able(assignments: Iterable[Assignment], act: Act) -> list[Assignment]:
    """Return the assignments in a state from which this act is a step."""
    return [each for each in assignments if can(each, act)]


def can(assignment: Assignment, act: Act) -> bool:
    """Whether an act is a step from where an assignment stands."""
    try:
        step(AssignmentStatus(assignment.status), act)
    except NotPossible:
        return False
    return True


def take_step(assignment: Assignment, act: Act, issue: Issue, ctx: Context) -> None:
    """Put an assignment into the state after an act; raises Refused with what can be done."""
    try:
        assignment.status = step(AssignmentStatus(assignment.status), act)
    except NotPossible as stuck:
        sentence = ctx.words.not_possible(
            issue.number,
            assignment.agency.value(),
            stuck.status,
            [act for act in stuck.possible if _may(act, assignment, ctx)],
            settled=not stuck.possible,
            issues=Role.ISSUER in ctx.roles,
        )
        raise Refused("not_possible", sentence) from stuck


def _may(act: Act, assignment: Assignment, ctx: Context) -> bool:
    """Whether the sender may do this here with an assignment: a reporter with their agencies'."""
    mine = {agency.id for agency in ctx.person.agencies} if ctx.person else set()
    idle = set() if assignment.agency_id in mine else {Role.REPORTER}
    right, roles = TABLE[Kind(act)].right, set(ctx.roles) - idle
    return right.refusal(ctx.place, roles, enrolled=ctx.person is not None) is None


def chosen(issue: Issue, codes: Sequence[str], act: Act, ctx: Context) -> list[Assignment]:
    """Return the assignments that an act is meant for: the named ones, else all that can take it.

    Of several named ones those that have the issue. Raises Refused where there is none.
    """
    if codes:
        named = as_addressed(codes, issue, ctx)
        there = [each for each in issue.assignments if each.agency.code in named]
        return there or [of_agency(issue, codes[0], ctx)]
    found = able(issue.assignments, act)
    if not found and len(issue.assignments) == 1:
        take_step(issue.assignments[0], act, issue, ctx)
    if not found:
        raise Refused("not_possible", ctx.words.none_possible(issue.number, act))
    return found


async def one_by_one(
    assignments: Iterable[Assignment], act: Callable[[Assignment], Awaitable[Done]]
) -> tuple[list[Done], list[tuple[Assignment, Refused]]]:
    """Do something with each assignment; one for which it is refused keeps it from no other. L7.

    `act` changes nothing before it refuses. Returns what came of it, and what was refused.
    """
    done: list[Done] = []
    refused: list[tuple[Assignment, Refused]] = []
    for assignment in assignments:
        try:
            done.append(await act(assignment))
        except Refused as refusal:
            refused.append((assignment, refusal))
    return done, refused


def of_agency(issue: Issue, code: str, ctx: Context) -> Assignment:
    """Return the assignment of an agency; raises Refused where the issue is not addressed to it."""
    named = ctx.directory.agency(code)  # none for a group, of which one must be named
    meant = as_addressed([code], issue, ctx) if named else ()
    for assignment in issue.assignments:
        if assignment.agency.code in meant:
            return assignment
    raise not_assigned(issue, [named] if named else [], ctx)


def own_assignments(issue: Issue, ctx: Context) -> list[Assignment]:
    """Return the assignments of the sender's agencies; raises Refused where there is none."""
    own = {agency.id for agency in ctx.sender().agencies}
    if not own:
        raise Refused("no_agency", ctx.words.no_agency(ctx.roles))
    assignments = [each for each in issue.assignments if each.agency_id in own]
    if not assignments:
        mine = [agency.value() for agency in ctx.sender().agencies]
        raise not_assigned(issue, mine, ctx, own=True)
    return assignments


def not_assigned(
    issue: Issue, named: Sequence[Agency], ctx: Context, *, own: bool = False
) -> Refused:
    """Return the refusal where named agencies, the sender's `own` ones or not, lack an issue."""
    there = [each for each in issue.assignments if each.status not in WITHDRAWN]
    assigned = agencies_of(there or issue.assignments)
    sentence = ctx.words.not_assigned(issue.number, named, assigned, own=own)
    return Refused("not_assigned", sentence, asks=Gap.NUMBER if own else Gap.AGENCY)


def agencies_of(assignments: Iterable[Assignment]) -> list[Agency]:
    """Return the agencies of assignments, in their order."""
    return [assignment.agency.value() for assignment in assignments]


def codes_of(assignments: Iterable[Assignment]) -> list[str]:
    """Return the codes of the agencies of assignments, in their order."""
    return [assignment.agency.code for assignment in assignments]


async def rows_of(issue: Issue, codes: Iterable[str], ctx: Context) -> list[AgencyRow]:
    """Return the agencies behind codes as typed: groups become what they mean today."""
    meant = ctx.directory.expand(tuple(codes))
    return await agencies.named(ctx.session, issue.workspace_id, meant)


async def assign(
    issue: Issue,
    rows: Sequence[AgencyRow],
    deadline: datetime,
    ctx: Context,
    supporting: Collection[str] = (),
) -> list[Assignment]:
    """Address an issue to agencies and plan their reminders. Rules I3, I6, T1.

    `supporting` are the codes of those that only support the others.
    """
    held = await standings.on(ctx.session, rows, ctx.calendar.local(ctx.occurred_at).date())
    assignments = [
        Assignment(
            issue_id=issue.id,
            agency_id=row.id,
            agency=row,
            role=AgencyRole.SUPPORT if row.code in supporting else AgencyRole.LEAD,
            status=AssignmentStatus.ASSIGNED,
            assigned_at=ctx.occurred_at,
            deadline=deadline,
            original_deadline=deadline,
            changes=[],
            appraised=held[row.id].appraised,
            ministry=held[row.id].ministry,
        )
        for row in rows
    ]
    ctx.session.add_all(assignments)
    await ctx.session.flush()
    await plan_reminders(assignments, issue, ctx)
    beside: dict[str, Any] = {
        "supporting": [each.agency.code for each in assignments if each.role == AgencyRole.SUPPORT],
        "shown_only": [each.agency.code for each in assignments if not each.appraised],
    }
    await ctx.note(
        Action.ISSUE_ASSIGNED,
        issue_subject(issue.number),
        agencies={each.agency.code: each.ministry for each in assignments},
        deadline=instant(deadline),
        **{key: codes for key, codes in beside.items() if codes},
    )
    return assignments


def off_hours(deadline: datetime, ctx: Context) -> list[str]:
    """Return the warning that a deadline falls on a day off or outside office hours. Rule D4."""
    local = ctx.calendar.last_moment(deadline)
    if not ctx.calendar.is_working_day(local.date()):
        name = ctx.calendar.days_off.get(local.date(), "")
        return [ctx.words.day_off(deadline, name)]
    if ctx.calendar.office_start <= local.time() <= ctx.calendar.office_end:
        return []
    return [ctx.words.outside_hours(deadline)]


async def move_deadline(
    assignment: Assignment, deadline: datetime, kind: MoveKind, reason: str, ctx: Context
) -> None:
    """Move an assignment's deadline; the old one stays on record. Rules C2, T2."""
    old = assignment.deadline
    assignment.changes.append(
        DeadlineChange(
            old_deadline=old,
            new_deadline=deadline,
            changed_at=ctx.occurred_at,
            recorded_at=ctx.now,
            changed_by_id=ctx.sender().id,
            kind=kind,
            reason=reason,
            line_message_id=ctx.message_id,
        )
    )
    assignment.deadline = deadline
    await ctx.session.flush()
    await plan_reminders([assignment], assignment.issue, ctx)
    await ctx.note(
        Action.DEADLINE_MOVED,
        issue_subject(assignment.issue.number),
        agency=assignment.agency.code,
        old=instant(old),
        new=instant(deadline),
        kind=kind,
    )


def keep_change(
    issue: Issue, field: str, old: object, new: object, ctx: Context, reason: str = ""
) -> IssueChange:
    """Keep on record what a field of an issue holds before and after a change."""
    change = IssueChange(
        issue_id=issue.id,
        field=field,
        old_value=_written(old),
        new_value=_written(new),
        changed_at=ctx.occurred_at,
        recorded_at=ctx.now,
        changed_by_id=ctx.sender().id,
        reason=reason,
        line_message_id=ctx.message_id,
    )
    ctx.session.add(change)
    return change


def _written(value: object) -> str:
    """Return a value of a field as `IssueChange` says."""
    written = value.isoformat() if isinstance(value, datetime) else value
    return "\n".join(written) if isinstance(written, list) else str(written)


def addressed(issue: Issue) -> str:
    """Return to whom an issue is addressed, as `IssueChange` says."""
    return " ".join(
        f"{each.agency.code}:{each.role}" if each.role == AgencyRole.SUPPORT else each.agency.code
        for each in issue.assignments
        if each.status not in WITHDRAWN
    )


def minutes_of(within: timedelta | None) -> int | None:
    """Return how long was given, as an issue keeps it."""
    return None if within is None else int(within.total_seconds() // 60)


def due_when_named_later(issue: Issue, deadline: datetime, ctx: Context) -> datetime:
    """Return until when an agency has that is named only now, where others have a deadline. C5.

    It has that one, and at least to the end of the next working day; in an issue of so many hours
    as many from now on.
    """
    if issue.within_minutes:
        return max(deadline, ctx.occurred_at + timedelta(minutes=issue.within_minutes))
    tomorrow = ctx.calendar.local(ctx.occurred_at).date() + TOMORROW
    return max(deadline, ctx.calendar.end_of_day(ctx.calendar.next_working_day(tomorrow)))
