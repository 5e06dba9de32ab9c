"""`#excuse`: an assignment is left out of the figure, or counted again; its duty stays."""

from domain import notices
from domain.chat.commands import Excuse
from domain.chat.rights import Role
from domain.errors import Refused
from domain.issues.assignments import WITHDRAWN
from domain.issues.audit import Action, issue_subject
from domain.issues.excuses import ExcuseCode, ExcuseStep, code_of
from domain.say import Say
from handlers.assignments import of_agency
from handlers.context import Context
from handlers.issues import find_issue
from handlers.notices import tell_others
from models.groups import GroupKind
from models.issues import Assignment, Issue, excuses


async def excuse(command: Excuse, ctx: Context) -> list[Say]:
    """Leave an assignment out of the figure, or count it again. Rule K14.

    Evaluators decide; an issuer's word is that it is not the agency's mandate.
    """
    issue = await find_issue(ctx, command.issue)
    assignment = of_agency(issue, command.agency, ctx)
    about = issue.number, assignment.agency.value()
    if assignment.status in WITHDRAWN:
        raise Refused("not_counted", ctx.words.not_counted_anyway(*about))
    evaluates = Role.EVALUATOR in ctx.roles
    code = code_of(command.reason)
    if not evaluates and code is not ExcuseCode.NOT_OUR_MANDATE:
        raise Refused("evaluators_excuse", ctx.words.evaluators_excuse())
    # What was said later may have arrived before this.
    if await excuses.decided_since(ctx.session, assignment.id, ctx.occurred_at):
        raise Refused("excused_since", ctx.words.excused_since(*about))
    if not command.reason:
        return await _count_again(issue, assignment, ctx)
    agreed = Role.ISSUER in ctx.roles or await excuses.agreed(ctx.session, assignment.id)
    if code is None:
        asked, choices = ctx.words.which_excuse(*about, command.reason, agreed=agreed)
        raise Refused("which_excuse", asked, choices)
    if Role.ISSUER in ctx.roles and code is ExcuseCode.NOT_OUR_MANDATE:
        row = await _keep(ExcuseStep.AGREED, code, command.reason, assignment, issue, ctx)
        if not evaluates:
            say = Say(ctx.words.agreed_not_theirs(*about), about=issue.id)
            topic = notices.figure_changed(row.id, "excuse")
            return [await tell_others(ctx, GroupKind.IA, topic, say)]
    if code is ExcuseCode.NOT_OUR_MANDATE and not agreed:
        raise Refused("not_agreed", ctx.words.not_agreed(*about))
    assignment.excused = code
    row = await _keep(ExcuseStep.EXCUSED, code, command.reason, assignment, issue, ctx)
    return await _told(ctx.words.excused(*about, command.reason), row, issue, assignment, ctx)


async def _count_again(issue: Issue, assignment: Assignment, ctx: Context) -> list[Say]:
    about = issue.number, assignment.agency.value()
    if assignment.excused is None:
        raise Refused("not_excused", ctx.words.not_excused(*about))
    assignment.excused = None
    row = await _keep(ExcuseStep.COUNTED, None, "", assignment, issue, ctx)
    return await _told(ctx.words.counted_again(*about), row, issue, assignment, ctx)


async def _keep(
    step: ExcuseStep,
    code: ExcuseCode | None,
    reason: str,
    assignment: Assignment,
    issue: Issue,
    ctx: Context,
) -> excuses.Excuse:
    """Keep on record what was said, in the audit too."""
    row = excuses.Excuse(
        assignment_id=assignment.id,
        step=step,
        code=code,
        reason=reason,
        decided_by_id=ctx.sender().id,
        decided_at=ctx.occurred_at,
        recorded_at=ctx.now,
        line_message_id=ctx.message_id,
    )
    ctx.session.add(row)
    await ctx.session.flush()
    agency, about = assignment.agency.code, issue_subject(issue.number)
    if step is ExcuseStep.AGREED:
        await ctx.note(Action.EXCUSE_AGREED, about, agency=agency)
    else:
        await ctx.note(Action.ASSIGNMENT_EXCUSED, about, agency=agency, code=code)
    return row


async def _told(
    text: str, row: excuses.Excuse, issue: Issue, assignment: Assignment, ctx: Context
) -> list[Say]:
    """Tell both groups, for free, what counts now; it calls nobody."""
    say, topic = Say(text, about=issue.id), notices.figure_changed(row.id, "excuse")
    await tell_others(ctx, GroupKind.IA, topic, say)
    await tell_others(ctx, GroupKind.IR, topic, say, also=[assignment.agency])
    return [say]
