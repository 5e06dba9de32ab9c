"""`#ack`: an agency has seen an issue."""

from collections.abc import Sequence

from domain.chat.commands import Ack, IssueNo, Kind
from domain.chat.mistakes import Gap
from domain.errors import Refused
from domain.issues.assignments import Act
from domain.issues.audit import Action, issue_subject, subject
from domain.say import Say
from handlers.assignments import able, agencies_of, codes_of, own_assignments, take_step
from handlers.context import Context
from handlers.issues import as_addressed, find_for
from models.issues.views import issue_view


async def acknowledge(command: Ack, ctx: Context) -> list[Say]:
    """Note that the sender's agencies, or those named, have seen issues, each by itself. P3, L7."""
    says: list[Say] = []
    refused: list[Refused] = []
    for wanted in command.issues:
        try:
            async with ctx.session.begin_nested():
                says.append(await _acknowledge(wanted, command.agencies, ctx))
        except Refused as refusal:
            refused.append(refusal)
    if not says:
        raise refused[0]
    for each in refused:
        await ctx.note(Action.REFUSED, subject("command", Kind.ACK), reason=each.code)
    return [*says, *(Say(each.sentence) for each in refused)]


async def _acknowledge(wanted: IssueNo, codes: Sequence[str], ctx: Context) -> Say:
    issue = await find_for(ctx, wanted, Act.ACKNOWLEDGE)
    mine = own_assignments(issue, ctx)
    named = as_addressed(codes, issue, ctx)
    own = [each for each in mine if not codes or each.agency.code in named]
    if not own:
        sentence = ctx.words.acknowledge_own(issue.number, agencies_of(mine))
        raise Refused("not_own", sentence, asks=Gap.AGENCY)
    # What is settled for one of the sender's agencies is seen by the others all the same. Rule L7.
    assignments = able(own, Act.ACKNOWLEDGE) or own
    at = ctx.occurred_at
    # What a colleague said later may have arrived before this.
    fresh = [
        each for each in assignments if each.acknowledged_at is None or each.acknowledged_at > at
    ]
    agencies = agencies_of(assignments)
    for assignment in fresh or assignments:
        take_step(assignment, Act.ACKNOWLEDGE, issue, ctx)
    view = issue_view(issue, assignments)
    foreign = {*named} - {each.agency.code for each in mine} if len(named) == len(codes) else ()
    others = ctx.words.acknowledge_own(issue.number, agencies_of(mine)) if foreign else ""
    if not fresh:
        at = max(assignment.acknowledged_at or ctx.now for assignment in assignments)
        text = ctx.words.acknowledged_already(view, agencies, at)
        return Say("\n".join(filter(None, [text, others])), about=issue.id)
    for assignment in fresh:
        assignment.acknowledged_at = ctx.occurred_at
        assignment.acknowledged_by_id = ctx.sender().id
    codes = codes_of(fresh)
    await ctx.note(Action.ISSUE_ACKNOWLEDGED, issue_subject(issue.number), agencies=codes)
    text = ctx.words.acknowledged(view, agencies, ctx.now)
    return Say("\n".join(filter(None, [text, others])), about=issue.id)
