"""`#stats`: the indicator of a period."""

from dataclasses import replace

from domain.chat.commands import Stats
from domain.chat.rights import Role
from domain.errors import Refused
from domain.indicator.period import BadPeriod
from domain.indicator.periods import read_period
from domain.indicator.rules import By
from domain.say import Say
from handlers.context import Context
from models import indicator

SEES_ALL = frozenset({Role.ADMIN, Role.EVALUATOR, Role.ISSUER})


async def stats(command: Stats, ctx: Context) -> list[Say]:
    """Tell the indicator of a period, and whose it is.

    Admins, evaluators and issuers see that of every agency with an issue, others that of their own
    agencies. The same function as `saphan stats` counts. Rules K1 to K12.
    """
    if command.or_month:
        choices = ctx.words.month_or_agency(command.agency or "", ctx.directory.agency)
        raise Refused("month_or_agency", ctx.words.which_stats(command.or_month, choices), choices)
    try:
        period = read_period(command.period, ctx.calendar.local(ctx.now).date())
    except BadPeriod as bad:
        sentence, choices = ctx.words.bad_period(command.period), ctx.words.some_periods()
        raise Refused("bad_period", sentence, choices) from bad
    wanted = _allowed(command.agency, ctx)
    table = await indicator.table(
        ctx.session,
        ctx.in_workspace().id,
        period,
        By.AGENCY if wanted else By.MINISTRY,
        now=ctx.now,
        tz=ctx.calendar.tz,
        only=wanted or None,
        language=ctx.words.language,
    )
    rows = sorted(table.rows, key=lambda row: ctx.directory.place(row.code))
    table = replace(table, rows=tuple(rows))
    counted = [
        agency
        for code in sorted(wanted, key=ctx.directory.place)
        if (agency := ctx.directory.agency(code))
    ]
    whose = ctx.words.counted_of(counted, own=command.agency is None)
    clock = ctx.words.return_clock(ctx.policy.return_clock)
    return [Say(f"{ctx.words.stats(table, period)}\n{whose}\n{clock}")]


def _allowed(wanted: str | None, ctx: Context) -> frozenset[str]:
    """Return the codes to be counted (empty: all); raises Refused for other people's figures."""
    own = frozenset(agency.code for agency in ctx.sender().agencies)
    codes = frozenset({wanted} if wanted else ())
    if ctx.roles & SEES_ALL:
        return codes
    if not own:
        raise Refused("no_agency", ctx.words.no_agency(ctx.roles))
    if not codes <= own:
        raise Refused("only_own_figures", ctx.words.only_own_figures())
    return codes or own
