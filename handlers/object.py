"""`#object`, `#uphold`, `#dismiss`: an agency contests a row of the figure, evaluators decide."""

from domain import notices
from domain.announcements import objection_told
from domain.chat.commands import Dismiss, Object, Uphold
from domain.chat.mistakes import Gap
from domain.errors import Refused
from domain.indicator.explained import Explained
from domain.indicator.period import quarter_of
from domain.indicator.verdicts import Verdict
from domain.issues.audit import Action, issue_subject
from domain.notices import Topic
from domain.say import Say
from handlers.assignments import agencies_of, of_agency, own_assignments
from handlers.context import Context
from handlers.issues import find_issue
from handlers.notices import tell_others
from models.groups import GroupKind
from models.indicator import explain, objection_terms, quarters
from models.issues import Assignment, Issue, objections
from models.issues.objections import Objection
from models.issues.views import issue_view
from models.notices import withdraw


async def object_(command: Object, ctx: Context) -> list[Say]:
    """Keep on record what the sender's agency says against a row, and tell it the judges. K18."""
    issue = await find_issue(ctx, command.issue)
    assignment = _own(issue, command.agency, ctx)
    agency = assignment.agency.value()
    row = await _contested(issue, assignment, ctx)
    tz, home = ctx.calendar.tz, ctx.in_workspace()
    deadline = row.counted.deadline
    until = await objection_terms.ends_at(ctx.session, home.id, deadline, tz)
    if until is not None and ctx.occurred_at >= until:
        period = quarter_of(deadline, tz)
        raise Refused("objections_ended", ctx.words.objections_ended(issue.number, period, until))
    made = await objections.of_issue(ctx.session, issue.id)
    for one in made:
        if one.assignment_id == assignment.id and one.upheld is None:
            said = ctx.words.objected_already(issue.number, agency, one.objected_at)
            raise Refused("objected_already", said)
    objection = Objection(
        assignment_id=assignment.id,
        verdict=row.verdict,
        reason=command.reason,
        objected_by_id=ctx.sender().id,
        objected_at=ctx.occurred_at,
        recorded_at=ctx.now,
        line_message_id=ctx.message_id,
    )
    ctx.session.add(objection)
    await ctx.session.flush()
    await ctx.note(
        Action.OBJECTION_MADE,
        issue_subject(issue.number),
        objection=objection.id,
        agency=agency.code,
    )
    view = issue_view(issue, issue.assignments, workspace=home.code)
    told = objection_told(view, agency, row, command.reason, ctx.words)
    await tell_others(ctx, GroupKind.IA, _made(objection), told)
    return [Say(ctx.words.objection_taken(issue.number, agency, row), about=issue.id)]


def _made(objection: Objection) -> Topic:
    return notices.figure_changed(objection.id, "objected")


def _own(issue: Issue, code: str | None, ctx: Context) -> Assignment:
    """Return the sender's assignment that is meant; raises Refused where there is not one."""
    own = own_assignments(issue, ctx)
    named = [each for each in own if code in (None, each.agency.code)]
    if not named:
        sentence = ctx.words.object_for_own(issue.number, agencies_of(own))
        raise Refused("not_own", sentence)
    if len(named) > 1:
        agencies = agencies_of(own)
        sentence = ctx.words.which_own(issue.number, agencies)
        raise Refused("which_own", sentence, ctx.words.each_agency(agencies), asks=Gap.AGENCY)
    return named[0]


async def _contested(issue: Issue, assignment: Assignment, ctx: Context) -> Explained:
    """Return the row as it stood when it was objected to; raises Refused where nothing counts."""
    row = await explain.of_assignment(
        ctx.session, assignment.id, ctx.occurred_at, ctx.words.language
    )
    about = issue.number, assignment.agency.value()
    if row.verdict is Verdict.WITHDRAWN:
        raise Refused("not_counted", ctx.words.not_counted_anyway(*about))
    if row.verdict is Verdict.WAITING:
        raise Refused("not_due", ctx.words.not_due_yet(*about, row.counted.deadline))
    return row


async def uphold(command: Uphold, ctx: Context) -> list[Say]:
    """Say that an agency is right to object; the act that changes the figure is offered."""
    objection, issue = await _meant(command, ctx)
    said = await _decide(objection, issue, True, command.reason, ctx)
    assignment = objection.assignment
    row = await explain.of_assignment(ctx.session, assignment.id, ctx.now, ctx.words.language)
    about = issue.number, assignment.agency.value(), row
    acts = ctx.words.acts_on_figure(*about, command.reason)
    tz, home = ctx.calendar.tz, ctx.in_workspace().id
    closed = await quarters.closed_at(ctx.session, home, row.counted.deadline, tz)
    how = ctx.words.what_changes_the_figure(*about, closed=closed is not None)
    return [said, Say(how, choices=acts, about=issue.id)]


async def dismiss(command: Dismiss, ctx: Context) -> list[Say]:
    """Let stand what an agency objects to."""
    objection, issue = await _meant(command, ctx)
    return [await _decide(objection, issue, False, command.reason, ctx)]


async def _meant(command: Uphold | Dismiss, ctx: Context) -> tuple[Objection, Issue]:
    """Return the only objection that waits in an issue, or waits of the named agency.

    Raises Refused where there is not one; where it was decided, that says how.
    """
    issue = await find_issue(ctx, command.issue)
    made = await objections.of_issue(ctx.session, issue.id)
    if command.agency is not None:
        assignment = of_agency(issue, command.agency, ctx)
        made = [each for each in made if each.assignment_id == assignment.id]
    waiting = [each for each in made if each.upheld is None]
    if len(waiting) > 1:
        agencies = agencies_of(each.assignment for each in waiting)
        sentence = ctx.words.which_objection(issue.number, agencies)
        choices = ctx.words.each_agency(agencies)
        raise Refused("which_objection", sentence, choices, asks=Gap.AGENCY)
    if not made:
        raise Refused("no_objection", ctx.words.no_objection(issue.number))
    if not waiting:
        last, about = made[-1], (issue.number, made[-1].assignment.agency.value())
        by = last.decided_by.name if last.decided_by else ""
        at = last.decided_at or ctx.now
        sentence = ctx.words.objection_decided_already(*about, bool(last.upheld), by, at)
        raise Refused("decided_already", sentence)
    if waiting[0].objected_by_id == ctx.sender().id:
        raise Refused("own_objection", ctx.words.own_objection())
    return waiting[0], issue


async def _decide(
    objection: Objection, issue: Issue, upheld: bool, reason: str, ctx: Context
) -> Say:
    """Keep a decision on record and tell both groups, for free; it calls nobody."""
    agency = objection.assignment.agency
    objection.upheld, objection.decided_by_id = upheld, ctx.sender().id
    objection.decided_at, objection.answer = ctx.occurred_at, reason
    objection.decision_recorded_at, objection.decided_message_id = ctx.now, ctx.message_id
    await ctx.note(
        Action.OBJECTION_UPHELD if upheld else Action.OBJECTION_DISMISSED,
        issue_subject(issue.number),
        objection=objection.id,
        agency=agency.code,
    )
    await withdraw(ctx.session, _made(objection))  # what has yet to be asked
    text = ctx.words.objection_decided(issue.number, agency.value(), upheld, reason)
    say, topic = Say(text, about=issue.id), notices.figure_changed(objection.id, "decided")
    await tell_others(ctx, GroupKind.IA, topic, say)
    await tell_others(ctx, GroupKind.IR, topic, say, also=[agency])
    return say
