"""`#agenda`: how the Joint KPIs stand. It changes nothing."""

from dataclasses import dataclass

from domain.agencies import Agency
from domain.chat.commands import Agenda
from domain.chat.rights import Role
from domain.errors import Refused
from domain.indicator.period import fiscal_year_be
from domain.joint.register import JointIndicator, Register, Share
from domain.joint.results import Achieved, ResultState, period_within
from domain.say import Say
from handlers.context import Context
from models import joint
from models.joint import JointYear
from models.joint.results import achieved_in

MOST_CHOICES = 10


@dataclass(frozen=True, slots=True)
class Running:
    """The register of the running fiscal year; `names` are the organisations in it, by code."""

    year: JointYear
    register: Register
    names: dict[str, Agency]

    def indicator(self, code: str) -> JointIndicator | None:
        """Return an indicator by its code, small letters or not."""
        found = (one for one in self.register.indicators if one.code.casefold() == code.casefold())
        return next(found, None)

    def shares(self, indicator: JointIndicator) -> list[Share]:
        """Return who has a part in an indicator."""
        return [one for one in self.register.shares if one.indicator == indicator.code]


async def running(ctx: Context) -> Running:
    """Return the register of the fiscal year in which somebody speaks; raises Refused."""
    today = ctx.calendar.local(ctx.occurred_at).date()
    be = fiscal_year_be(today)
    row = await joint.year_of(ctx.session, ctx.in_workspace().id, be)
    if row is None:
        year = period_within(str(be), be, today)
        raise Refused("no_register", ctx.words.no_register(year))
    register = await joint.register_of(ctx.session, row)
    known = ((one.agency, ctx.directory.agency(one.agency)) for one in register.shares)
    return Running(row, register, {code: agency for code, agency in known if agency is not None})


async def achieved_of(
    found: Running, ctx: Context, indicator: JointIndicator | None = None
) -> list[Achieved]:
    """Return the results that hold, of all indicators or of one."""
    today = ctx.calendar.local(ctx.occurred_at).date()
    code = indicator.code if indicator else None
    return await achieved_in(ctx.session, found.year, found.register, ctx.calendar.tz, today, code)


async def agenda(command: Agenda, ctx: Context) -> list[Say]:
    """Tell the agendas of the running fiscal year, or one of them, or one of their indicators."""
    found = await running(ctx)
    if not command.code:
        year = period_within(str(found.year.year), found.year.year, ctx.now.date())
        results = await achieved_of(found, ctx)
        return [Say(ctx.words.agendas(year, found.register, results))]
    for one in found.register.agendas:
        if one.code.casefold() == command.code.casefold():
            results = await achieved_of(found, ctx)
            return [Say(ctx.words.agenda_stands(one, found.register, results, found.names))]
    indicator = found.indicator(command.code)
    if indicator is None:
        raise Refused("no_such_code", ctx.words.no_such_joint_code(command.code))
    results = await achieved_of(found, ctx, indicator)
    text = ctx.words.indicator_stands(indicator, found.shares(indicator), results, found.names)
    waiting = [each for each in results if each.state is ResultState.WAITING]
    judges = Role.EVALUATOR in ctx.roles
    choices = ctx.words.judge_results(waiting[:MOST_CHOICES], found.names) if judges else ()
    return [Say(text, choices=choices)]
