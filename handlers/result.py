"""`#result`: an organisation's result in a Joint KPI, and what evaluators say to it."""

from domain import notices
from domain.chat.commands import Kind, Result
from domain.chat.mistakes import Gap
from domain.chat.rights import Role
from domain.errors import Refused
from domain.indicator.period import Period
from domain.issues.audit import Action, subject
from domain.joint import results
from domain.joint.figures import NotAFigure, read_figure
from domain.joint.register import JointIndicator, Share
from domain.joint.results import Achieved, ResultState, period_within
from domain.say import Say
from handlers.agenda import Running, achieved_of, running
from handlers.context import Context
from handlers.notices import tell_others
from models import agencies
from models.groups import GroupKind
from models.joint.results import JointResult, Key, add, of_year


async def result(command: Result, ctx: Context) -> list[Say]:
    """Enter a result of an organisation for which the sender speaks, or judge one. Rule Q9."""
    found = await running(ctx)
    indicator = found.indicator(command.code)
    if indicator is None:
        raise Refused("no_such_code", ctx.words.no_such_joint_code(command.code))
    if command.accepted is not None:
        return await _judge(command, command.accepted, found, indicator, ctx)
    share, period = _own(command, found, indicator, ctx), _period(command, found, ctx)
    try:
        value = read_figure(command.value)
    except NotAFigure as wrong:
        said = ctx.words.bad_result(indicator.code, command.value)
        raise Refused("not_a_figure", said) from wrong
    entered = results.Result(indicator.code, share.agency, period.name, value)
    before = (await of_year(ctx.session, found.year, indicator.code)).get(entered.key)
    row = await _enter(entered, found, ctx)
    was = str(before.value) if before and before.value != value else None
    held = await _held(entered.key, found, indicator, ctx)
    say = Say(ctx.words.result_taken(held, indicator, found.names, was))
    return [await tell_others(ctx, GroupKind.IA, notices.figure_changed(row.id, "joint"), say)]


async def _enter(entered: results.Result, found: Running, ctx: Context) -> JointResult:
    (agency,) = await agencies.named(ctx.session, ctx.in_workspace().id, [entered.agency])
    (row,) = await add(
        ctx.session,
        found.year,
        [entered],
        {agency.code: agency},
        at=ctx.occurred_at,
        now=ctx.now,
        person_id=ctx.sender().id,
    )
    told = [[*entered.key, str(entered.value)]]
    await ctx.note(Action.JOINT_RESULTS, subject("joint", found.year.year), results=told)
    return row


def _own(command: Result, found: Running, indicator: JointIndicator, ctx: Context) -> Share:
    """Return the part of the sender's organisation; raises Refused where there is not one."""
    own = {agency.code for agency in ctx.sender().agencies} if Role.REPORTER in ctx.roles else ()
    shares = [
        one
        for one in found.shares(indicator)
        if one.agency in own and command.agency in (None, one.agency)
    ]
    if not shares:
        raise Refused("not_a_party", ctx.words.not_a_party(indicator.code))
    if len(shares) > 1:
        raise _which(indicator, [one.agency for one in shares], found, ctx)
    return shares[0]


def _which(indicator: JointIndicator, codes: list[str], found: Running, ctx: Context) -> Refused:
    named = [found.names[code] for code in codes]
    sentence = ctx.words.result_of_which(indicator.code, named)
    return Refused("which_own", sentence, ctx.words.each_agency(named), asks=Gap.AGENCY)


def _period(command: Result, found: Running, ctx: Context) -> Period:
    """Return the quarter or year that was named, else the running quarter; raises Refused."""
    today = ctx.calendar.local(ctx.occurred_at).date()
    try:
        return period_within(command.period, found.year.year, today)
    except ValueError as wrong:
        said = ctx.words.bad_result(command.code, command.period)
        raise Refused("bad_period", said) from wrong


async def _held(key: Key, found: Running, indicator: JointIndicator, ctx: Context) -> Achieved:
    held = await achieved_of(found, ctx, indicator)
    return next(each for each in held if each.result.key == key)


async def _judge(
    command: Result, accepted: bool, found: Running, indicator: JointIndicator, ctx: Context
) -> list[Say]:
    """Accept or return a result that waits; both groups hear of it, for free. Rule Q9."""
    if Role.EVALUATOR not in ctx.roles:
        sentence = ctx.words.wrong_role(Kind.RESULT, [Role.EVALUATOR], ctx.roles)
        raise Refused("wrong_role", sentence)
    period = _period(command, found, ctx).name if command.period else None
    waiting = {
        key: row
        for key, row in (await of_year(ctx.session, found.year, indicator.code)).items()
        if row.state == ResultState.WAITING
        and command.agency in (None, key[1])
        and period in (None, key[2])
    }
    if not waiting:
        raise Refused("no_result", ctx.words.no_result_to_judge(indicator.code))
    if len(waiting) > 1:
        raise _which(indicator, list(dict.fromkeys(key[1] for key in waiting)), found, ctx)
    ((key, row),) = waiting.items()
    if row.reported_by_id == ctx.sender().id:
        raise Refused("own_result", ctx.words.own_result())
    row.state = ResultState.ACCEPTED if accepted else ResultState.RETURNED
    row.judged_by_id, row.judged_at = ctx.sender().id, ctx.occurred_at
    await ctx.session.flush()
    about = subject("joint", found.year.year)
    await ctx.note(Action.JOINT_JUDGED, about, result=list(key), accepted=accepted)
    held = await _held(key, found, indicator, ctx)
    say = Say(ctx.words.result_judged(held, indicator, found.names))
    topic = notices.figure_changed(row.id, "joint-judged")
    await tell_others(ctx, GroupKind.IR, topic, say, also=[row.agency])
    return [say]
