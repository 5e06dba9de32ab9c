"""`#stats`: the indicator of a period, and with `detail` the rows behind it."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime

from domain.chat.commands import Stats
from domain.chat.rights import Place, Role
from domain.errors import Refused
from domain.indicator.explained import ROWS_OF_PAGE, Explained
from domain.indicator.period import BadPeriod, Period
from domain.indicator.periods import read_period
from domain.indicator.rules import By
from domain.indicator.verdicts import AGAINST
from domain.say import Choice, Say
from handlers.context import Context
from models import indicator
from models.indicator import objection_terms, quarters
from models.indicator.explain import explained

SEES_ALL = frozenset({Role.ADMIN, Role.EVALUATOR, Role.ISSUER})


async def stats(command: Stats, ctx: Context) -> list[Say]:
    """Tell the indicator of a period, and whose it is.

    Admins, evaluators and issuers see that of every agency with an issue, others that of their own
    agencies. The same function as `saphan stats` counts. Rules K1 to K23. What stands behind the
    figure row by row, as `saphan explain` has it, is told in the 1:1 chat, a page at a time.
    """
    if command.or_month:
        choices = ctx.words.month_or_agency(command, _whose(command, ctx))
        raise Refused("month_or_agency", ctx.words.which_stats(command.or_month, choices), choices)
    try:
        period = read_period(command.period, ctx.calendar.local(ctx.now).date())
    except BadPeriod as bad:
        raise _refused(command, bad, ctx) from bad
    wanted = _allowed(command.agency, ctx)
    if command.detail and command.page > 1:
        return [await _rows(command, period, wanted, ctx)]
    told = await _figures(command, period, wanted, ctx)
    rows = await _rows(command, period, wanted, ctx)
    between = "\n\n" if command.detail else "\n"
    return [replace(rows, text=f"{told}{between}{rows.text}")]


def _refused(command: Stats, bad: BadPeriod, ctx: Context) -> Refused:
    """Return the question which era is meant, or what periods there are."""
    words = ctx.words
    if bad.year:
        meant = _in_words(bad.in_buddhist_era(command.period), ctx)
        choices = words.common_era(command, meant, _whose(command, ctx))
        return Refused("which_era", words.which_era(command.period, bad.year, choices), choices)
    periods = words.some_periods(command, _whose(command, ctx))
    return Refused("bad_period", words.bad_period(command.period), periods)


def _in_words(period: str, ctx: Context) -> str:
    """Return a period as it is typed in the chat; as it is where it cannot be read."""
    try:
        return ctx.words.typed_period(read_period(period, ctx.calendar.local(ctx.now).date()))
    except BadPeriod:
        return period


async def _figures(command: Stats, period: Period, wanted: frozenset[str], ctx: Context) -> str:
    """Return the figures row by row, whose they are, and how they were counted. Rule K22."""
    table = await indicator.table(
        ctx.session,
        ctx.in_workspace().id,
        period,
        By.AGENCY if wanted else By.MINISTRY,
        now=ctx.now,
        tz=ctx.calendar.tz,
        only=wanted or None,
        language=ctx.words.language,
        roles=ctx.policy.counted_roles,
    )
    rows = sorted(table.rows, key=lambda row: ctx.directory.place(row.code))
    table = replace(table, rows=tuple(rows))
    counted = [
        agency
        for code in sorted(wanted, key=ctx.directory.place)
        if (agency := ctx.directory.agency(code))
    ]
    whose = ctx.words.counted_of(counted, own=command.agency is None)
    told = [ctx.words.stats(table, period), whose]
    if closed := await quarters.closed(ctx.session, ctx.in_workspace().id, period):
        told.append(ctx.words.closed_quarter(closed, table, wanted or None))
    return "\n".join([*told, ctx.words.definition(table, ctx.policy.return_clock)])


async def _rows(command: Stats, period: Period, wanted: frozenset[str], ctx: Context) -> Say:
    """Return a page of what is counted and what is left out, or what to type for it.

    What counts against the sender's own agencies can be contested at one tap.
    """
    words, whose, private = ctx.words, _whose(command, ctx), ctx.place is Place.PRIVATE
    if not (command.detail and private):
        return Say(words.where_rows_are(period, whose, private=private))
    first = (command.page - 1) * ROWS_OF_PAGE
    found = explained(
        ctx.session,
        ctx.in_workspace().id,
        period,
        now=ctx.now,
        tz=ctx.calendar.tz,
        only=wanted or None,
        language=words.language,
    )
    rows: list[Explained] = []
    async with aclosing(found):
        number = 0
        async for row in found:
            number += 1
            if number > first + ROWS_OF_PAGE:
                break
            if number > first:
                rows.append(row)
    if not rows:
        return Say(words.no_rows(period, command.page))
    several = {row.counted.agency for row in rows} != wanted
    told = [
        words.rows_of_page(first + 1, first + len(rows)),
        words.explained(rows, several=several),
    ]
    if number > first + ROWS_OF_PAGE:
        told.append(words.more_rows(period, whose, command.page + 1))
    choices, until = await _to_contest(rows, ctx)
    told += [words.offered_objections(until)] if choices else []
    return Say("\n".join(told), choices=choices)


async def _to_contest(
    rows: Sequence[Explained], ctx: Context
) -> tuple[tuple[Choice, ...], datetime | None]:
    """Return how the sender contests rows of these, and until when the first of them."""
    own = {agency.code: agency.value() for agency in ctx.sender().agencies}
    if Role.REPORTER not in ctx.roles:
        return (), None
    home, tz, offered, first = ctx.in_workspace().id, ctx.calendar.tz, [], None
    for row in rows:
        if row.counted.agency not in own or row.verdict not in AGAINST or row.objections:
            continue
        until = await objection_terms.ends_at(ctx.session, home, row.counted.deadline, tz)
        if until is None or ctx.now < until:
            agency = own[row.counted.agency] if len(own) > 1 else None
            offered.append(ctx.words.offer_to_object(row.issue, agency))
            first = min(filter(None, (first, until)), default=None)
    return tuple(offered), first


def _whose(command: Stats, ctx: Context) -> str:
    """Return the name of the agency that was asked for, empty for none."""
    named = ctx.directory.agency(command.agency or "")
    return ctx.words.agency(named) if named else ""


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
