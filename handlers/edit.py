"""`#edit`: an issue gets new values; the old ones stay on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain import notices
from domain.agencies import Agency
from domain.announcements import issue_changed
from domain.chat.commands import Edit
from domain.chat.mistakes import Gap
from domain.chat.rights import Place
from domain.errors import Refused
from domain.issues.assignments import WITHDRAWN, Act, AgencyRole, MoveKind, counting_deadline
from domain.issues.audit import Action, issue_subject
from domain.issues.doubles import share_words
from domain.say import Say
from domain.thai_dates import as_shown
from domain.views import Edited, Field
from handlers.assignments import (
    able,
    addressed,
    agencies_of,
    assign,
    due_when_named_later,
    keep_change,
    minutes_of,
    move_deadline,
    off_hours,
    rows_of,
    take_step,
)
from handlers.close import close_if_settled
from handlers.context import Context
from handlers.issues import as_addressed, find_open_issue
from handlers.notices import tell_others
from handlers.reached import warnings_about
from handlers.reminders import remind_by_urgency
from models import issues
from models.agencies import AgencyRow
from models.evidence import link_checks
from models.groups import GroupKind
from models.issues import Assignment, Issue, IssueChange
from models.issues.views import issue_view, moved, rows_called
from models.reminders import planned


@dataclass(frozen=True, slots=True)
class Changes:
    """New values: `fields` by column, the full list of agencies, the deadline; empty = as it is.

    `roles` is whether the list says who leads and who supports; `within` how long the deadline
    gives, where it was told in hours and minutes; `reason` why, as typed. Of a list that `adds`
    nobody is withdrawn.
    """

    fields: Mapping[Field, object]
    agencies: tuple[str, ...] = ()
    deadline: datetime | None = None
    supporting: tuple[str, ...] = ()
    reason: str = ""
    roles: bool = False
    within: timedelta | None = None
    adds: bool = False


@dataclass(slots=True)
class EditResult:
    """What was changed, and agencies that came, went, or had reported already or too late.

    `again` are agencies that were named though they had been withdrawn (L1), `roles` those that
    lead or support now and did not before.
    `stale` are fields that were changed by what was said later and arrived before.
    """

    changes: list[IssueChange] = field(default_factory=list)
    added: list[Assignment] = field(default_factory=list)
    removed: list[Assignment] = field(default_factory=list)
    kept: list[Agency] = field(default_factory=list)
    late: list[Agency] = field(default_factory=list)
    stale: list[Field] = field(default_factory=list)
    again: list[Agency] = field(default_factory=list)
    roles: dict[Agency, AgencyRole] = field(default_factory=dict)

    @property
    def fields(self) -> list[Field]:
        """The names of what was changed."""
        return [Field(change.field) for change in self.changes]


async def edit(command: Edit, ctx: Context) -> list[Say]:
    """Change the fields of an issue that are given. Rule L2."""
    issue = await find_open_issue(ctx, command.issue)
    if command.bare and not share_words(command.headline, issue.headline):
        sentence, choices = ctx.words.new_headline(issue.number, issue.headline, command.headline)
        raise Refused("new_headline", sentence, choices)
    given = {
        Field.HEADLINE: command.headline,
        Field.DETAIL: command.detail,
        Field.LINKS: list(command.links),
        Field.URGENCY: command.urgency,
        Field.REFERENCE: command.reference,
    }
    fields = {name: value for name, value in given.items() if value}
    changes = Changes(
        *(fields, command.agencies, command.deadline, command.supporting),
        *(command.reason, command.roles, command.within, command.adds),
    )
    says = await change(issue, changes, ctx)
    if not says:
        raise Refused("nothing_changed", ctx.words.nothing_changed(issue.number))
    return says


async def change(issue: Issue, changes: Changes, ctx: Context) -> list[Say]:
    """Give an issue new values; say what changed, nothing where all was so already.

    What was said later stays. Raises Refused where nothing else is left.
    """
    result = EditResult()
    changes = await _not_changed_later(issue, changes, result, ctx)
    for name, value in changes.fields.items():
        if (old := getattr(issue, name)) != value:
            result.changes.append(keep_change(issue, name, old, value, ctx, changes.reason))
            setattr(issue, name, value)
            if name is Field.URGENCY:
                await remind_by_urgency(issue, ctx)
                # The night holds no urgent one back (T5).
                await planned.look_again(ctx.session, issue.id)
    if changes.agencies:
        await _address(issue, changes, result, ctx)
    if changes.deadline and as_shown(changes.deadline) != as_shown(issue.deadline):
        await _move(issue, changes.deadline, changes, result, ctx)
    if result.stale and not result.fields:
        raise Refused("changed_later", ctx.words.changed_later(result.stale))
    if result.again and not result.fields:
        raise Refused("withdrawn_before", ctx.words.withdrawn_before(issue.number, result.again))
    if not result.fields:
        return []
    await ctx.note(Action.ISSUE_EDITED, issue_subject(issue.number), fields=result.fields)
    await ctx.session.flush()
    await link_checks.note(ctx.session, issue.links, ctx.now, issue_id=issue.id)
    await close_if_settled(issue, ctx)
    return await _tell(issue, result, ctx)


async def _not_changed_later(
    issue: Issue, changes: Changes, result: EditResult, ctx: Context
) -> Changes:
    """Leave out what was changed by a message that was sent later, and arrived before. Rule L2."""
    later: set[str] = await issues.changed_since(ctx.session, issue.id, ctx.occurred_at)
    moves = (move for assignment in issue.assignments for move in assignment.moves)
    if any(move.at > ctx.occurred_at and move.kind is not MoveKind.RETURNED for move in moves):
        later.add(Field.DEADLINE)
    given = [*changes.fields, *([Field.AGENCIES] if changes.agencies else [])]
    given += [Field.DEADLINE] if changes.deadline else []
    result.stale = [name for name in given if name in later]
    return replace(
        changes,
        fields={name: value for name, value in changes.fields.items() if name not in later},
        agencies=() if Field.AGENCIES in later else changes.agencies,
        deadline=None if Field.DEADLINE in later else changes.deadline,
    )


async def _address(issue: Issue, changes: Changes, result: EditResult, ctx: Context) -> None:
    """Make the agencies those of the list: new ones get assignments, others lose theirs."""
    rows = await rows_of(issue, as_addressed(changes.agencies, issue, ctx), ctx)
    wanted = {row.id for row in rows}
    there = {each.agency_id for each in issue.assignments}
    gone = [each for each in issue.assignments if each.status in WITHDRAWN]
    result.again = agencies_of(each for each in gone if each.agency_id in wanted)
    if wanted <= {each.agency_id for each in gone}:
        raise Refused("withdrawn_before", ctx.words.withdrawn_before(issue.number, result.again))
    before = addressed(issue)
    others = [each for each in issue.assignments if each.agency_id not in wanted]
    surplus = [] if changes.adds else others
    result.removed = able(surplus, Act.CANCEL)
    result.kept = agencies_of(each for each in surplus if each not in [*result.removed, *gone])
    fresh = [row for row in rows if row.id not in there]
    stay = [each for each in issue.assignments if each not in [*result.removed, *gone]]
    roles = _roles(issue, changes, stay, fresh, ctx)
    for assignment in result.removed:
        take_step(assignment, Act.CANCEL, issue, ctx)
        code = assignment.agency.code
        await ctx.note(Action.ASSIGNMENT_CANCELLED, issue_subject(issue.number), agency=code)
    if fresh:
        deadline = changes.deadline or due_when_named_later(issue, issue.deadline, ctx)
        _check_ahead(deadline, ctx)
        second = [code for code, role in roles.items() if role is AgencyRole.SUPPORT]
        result.added = await assign(issue, fresh, deadline, ctx, supporting=second)
        issue.assignments.extend(result.added)
    for assignment in stay:
        await _change_role(assignment, roles, result, ctx)
    if result.added or result.removed or result.roles:
        kept = keep_change(issue, Field.AGENCIES, before, addressed(issue), ctx, changes.reason)
        result.changes.append(kept)


def _roles(
    issue: Issue,
    changes: Changes,
    stay: Sequence[Assignment],
    fresh: Sequence[AgencyRow],
    ctx: Context,
) -> dict[str, AgencyRole]:
    """Return who leads and who supports by code, of those that stay and of the new ones. I6.

    A list that says nothing of it changes no role, unless it leaves nobody who leads: then whom it
    names lead. Raises Refused where it says that all of them support.
    """
    supporting = ctx.directory.supporting(changes.agencies, changes.supporting)
    second = as_addressed(supporting, issue, ctx)
    named = as_addressed(changes.agencies, issue, ctx)
    listed = {code: AgencyRole.SUPPORT if code in second else AgencyRole.LEAD for code in named}
    before = {each.agency.code: AgencyRole(each.role) for each in stay}
    new = {row.code: listed[row.code] for row in fresh}
    as_listed = {code: listed.get(code, role) for code, role in before.items()} | new
    roles = as_listed if changes.roles else before | new
    if AgencyRole.LEAD in roles.values():
        return roles
    if changes.roles:
        raise Refused("nobody_leads", ctx.words.nobody_leads(issue.number))
    return as_listed


async def _change_role(
    assignment: Assignment, roles: Mapping[str, AgencyRole], result: EditResult, ctx: Context
) -> None:
    """Let an agency lead or support from now on, on record; nothing where it does already."""
    agency, old = assignment.agency, assignment.role
    if roles[agency.code] == old:
        return
    result.roles[agency.value()] = roles[agency.code]
    assignment.role = roles[agency.code]
    about = issue_subject(assignment.issue.number)
    await ctx.note(Action.ASSIGNMENT_ROLE, about, agency=agency.code, old=old, new=assignment.role)


async def _move(
    issue: Issue, deadline: datetime, changes: Changes, result: EditResult, ctx: Context
) -> None:
    """Move the deadline of every agency that still owes a report. Rules C1, C2."""
    _check_ahead(deadline, ctx)
    assignments = [
        each
        for each in able(issue.assignments, Act.EXTEND)
        if as_shown(each.deadline) != as_shown(deadline)
    ]
    for assignment in assignments:
        if ctx.occurred_at > counting_deadline(assignment.original_deadline, assignment.moves):
            result.late.append(assignment.agency.value())
        await move_deadline(assignment, deadline, MoveKind.EDITED, changes.reason, ctx)
    kept = keep_change(issue, Field.DEADLINE, issue.deadline, deadline, ctx, changes.reason)
    result.changes.append(kept)
    issue.deadline, issue.within_minutes = deadline, minutes_of(changes.within)


def _check_ahead(deadline: datetime, ctx: Context) -> None:
    if deadline <= ctx.occurred_at:
        raise Refused("not_ahead", ctx.words.not_ahead(deadline), asks=Gap.DEADLINE)


async def _tell(issue: Issue, result: EditResult, ctx: Context) -> list[Say]:
    remarks = await _remarks(issue, result, ctx)
    view = issue_view(issue, issue.assignments, workspace=ctx.in_workspace().code)
    edited = Edited(
        agencies_of(result.added),
        agencies_of(result.removed),
        moved(issue, ctx.now),
        result.changes[-1].reason,
        result.roles,
    )
    what = ctx.words.edited(issue.number, result.fields)
    told = issue_changed(view, what, edited, ctx.words, ctx.now)
    topic = notices.issue_edited(result.changes[-1].id)
    called, spared = rows_called(issue, edited), [each.agency for each in result.removed]
    answer = await tell_others(ctx, GroupKind.IR, topic, told, called, spared)
    if ctx.place is not Place.IR:  # nobody reports there
        view = replace(view, workspace="")
        answer = replace(answer, card=issue_changed(view, what, edited, ctx.words, ctx.now).card)
    return [answer, *([Say("\n".join(remarks))] if remarks else [])]


async def _remarks(issue: Issue, result: EditResult, ctx: Context) -> Sequence[str]:
    words = ctx.words
    due = off_hours(issue.deadline, ctx) if Field.DEADLINE in result.fields else []
    return [
        *due,
        *await warnings_about(result.added, ctx),
        *([words.edit_kept(result.kept)] if result.kept else []),
        *([words.withdrawn_before(issue.number, result.again)] if result.again else []),
        *([words.extended_too_late(result.late)] if result.late else []),
        *([words.changed_later(result.stale)] if result.stale else []),
    ]
