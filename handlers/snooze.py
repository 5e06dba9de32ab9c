"""`#snooze`: an agency is not reminded until then; deadline and figure stay as they are."""

from domain.chat.commands import Snooze
from domain.chat.mistakes import Gap
from domain.errors import Refused
from domain.issues.assignments import Act
from domain.issues.audit import Action, instant, issue_subject
from domain.say import Say
from handlers.assignments import able, agencies_of, codes_of, own_assignments, take_step
from handlers.context import Context
from handlers.issues import find_for
from models.issues import Assignment, snoozes
from models.issues.views import issue_view


async def snooze(command: Snooze, ctx: Context) -> list[Say]:
    """Pause the reminders of the sender's agencies that owe a report, or end that. Rule T12."""
    issue = await find_for(ctx, command.issue, Act.SNOOZE)
    number, until, own = issue.number, command.until, own_assignments(issue, ctx)
    assignments = able(own, Act.SNOOZE) or own[:1]
    for each in assignments:
        take_step(each, Act.SNOOZE, issue, ctx)
    if until is not None and until <= ctx.occurred_at:
        sentence = ctx.words.snooze_passed(number, until)
        raise Refused("not_ahead", sentence, asks=Gap.DEADLINE)
    # What was said later, by a colleague too, may have arrived before this.
    ids = [each.id for each in assignments]
    later = await snoozes.said_since(ctx.session, ids, ctx.occurred_at)
    assignments = [each for each in assignments if each.id not in later]
    if not assignments:
        raise Refused("snoozed_since", ctx.words.snoozed_since(number))
    agencies, codes = agencies_of(assignments), codes_of(assignments)
    if until is None and not any(_is_snoozed(each, ctx) for each in assignments):
        raise Refused("not_snoozed", ctx.words.not_snoozed(number, agencies))
    for each in assignments:
        each.snoozed_until = until
        ctx.session.add(_row(each, command, ctx))
    until_said = instant(until) if until else None
    await ctx.note(Action.ISSUE_SNOOZED, issue_subject(number), agencies=codes, until=until_said)
    if until is None:
        return [Say(ctx.words.reminded_again(number, agencies), about=issue.id)]
    told = ctx.words.snoozed(issue_view(issue, assignments), agencies, until, command.reason)
    return [Say(told, about=issue.id)]


def _is_snoozed(assignment: Assignment, ctx: Context) -> bool:
    until = assignment.snoozed_until
    return until is not None and until > ctx.occurred_at


def _row(assignment: Assignment, command: Snooze, ctx: Context) -> snoozes.Snooze:
    return snoozes.Snooze(
        assignment_id=assignment.id,
        until=command.until,
        reason=command.reason,
        asked_by_id=ctx.sender().id,
        asked_at=ctx.occurred_at,
        recorded_at=ctx.now,
        line_message_id=ctx.message_id,
    )
