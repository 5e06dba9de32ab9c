"""`saphan stats`: the same figures as `#stats`."""

import json
from datetime import datetime

import click

import models.audit.as_of
from bot.commands.closed_quarter import share
from bot.commands.dates import as_of, known_at, period_of, tell_as_of
from bot.commands.session import asynchronous, in_workspace, transaction
from domain.indicator.period import Period
from domain.indicator.quarters import ClosedQuarter, same
from domain.indicator.rules import (
    RULES_VERSION,
    By,
    ByRole,
    CountedRoles,
    Indicator,
    IndicatorTable,
)
from domain.issues.assignments import ReturnClock
from models import indicator
from models.indicator import quarters

_HEADS = ("assigned", "due", "on time", "late", "missing", "% on time", "median min.")


@click.command()
@click.option("--period", default="", metavar="P", help="Default: the running fiscal quarter.")
@click.option(
    "--by",
    type=click.Choice(["ministry", "agency", "agenda"]),
    default="ministry",
    show_default=True,
    help="What the rows stand for.",
)
@click.option("--raw", is_flag=True, help="By the original deadlines, whatever moved them later.")
@as_of
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@in_workspace
@asynchronous
async def stats(
    period: str, by: str, raw: bool, as_of: datetime | None, as_json: bool, workspace: str
) -> None:
    """Count what was assigned, due, answered in time, late and missing.

    \b
    Periods:
      2570                    fiscal year (B.E.)
      2570Q1                  fiscal quarter
      2569-11                 month (B.E.)
      2026-11-01..2026-11-15  days, also as 1/11/2569..15/11/2569
    Also as in the chat: "ครั้งที่ 1/2570", "ไตรมาสที่ 1 ปีงบประมาณ 2570", "ต.ค.-ธ.ค. 2569"
    """
    async with transaction(read_only=True) as opened:
        settings = opened.settings
        chosen = period_of(period, opened.now.astimezone(settings.timezone).date())
        at = known_at(as_of, opened.now)
        count = indicator.table if as_of is None else models.audit.as_of.table
        home = (await opened.workspace(workspace)).id
        table = await count(
            opened.session,
            home,
            chosen,
            By(by),
            now=at,
            tz=settings.timezone,
            language=settings.language,
            raw=raw,
            roles=settings.counted_roles,
        )
        closed = await quarters.closed(opened.session, home, chosen, at)
    if as_json:
        shaped = indicator.as_json(chosen, table, settings.return_clock, closed)
        shaped |= {} if as_of is None else {"as_of": at.astimezone(settings.timezone).isoformat()}
        click.echo(json.dumps(shaped, ensure_ascii=False))
    else:
        tell_as_of(as_of)
        _print(chosen, table, settings.return_clock)
        if closed is not None:
            _print_closed(closed, table)


def _print(period: Period, table: IndicatorTable, clock: ReturnClock) -> None:
    """Print the figures in columns, names last because Thai letters have no fixed width."""
    click.echo(f"{period.name} ({period.start} to {period.end}), by {table.by}")
    click.echo("".join(f"{head:>12}" for head in _HEADS))
    for row in table.rows:
        _print_row(row.indicator, row.by_role, table.roles, row.name)
    _print_row(table.total, table.by_role, table.roles, "total")
    for row in table.shown_only:
        _print_row(row.indicator, row.by_role, table.roles, f"{row.name} (shown only)")
    left_out = ", ".join(f"{why} {count}" for why, count in table.left_out.items())
    click.echo(f"Left out: {left_out or 'nothing'}. Each row: saphan explain.")
    click.echo(f"Rules of {RULES_VERSION}, docs/rules.md. Figures are of: {table.roles}.")
    click.echo(f"Clock while a returned report waited for its judge: {clock}.")


def _print_closed(closed: ClosedQuarter, table: IndicatorTable) -> None:
    """Print what was kept of a quarter that was closed, and each row that is another one now."""
    kept = closed.figure()
    restated = f", restated {closed.restatements} times" if closed.restatements else ""
    now = "as it is now" if same(kept, table.total) else "another figure than now"
    click.echo(f"Closed {closed.at.isoformat()}{restated}: {share(kept)}, {now}.")
    for row in table.rows:
        was = closed.row(table.by, row.code)
        if was and not same(was, row.indicator):
            click.echo(f"  {share(was)} kept of {row.name}")
    click.echo(f"Each row that was kept: saphan quarter show {closed.period.name} --json.")


def _print_row(counted: Indicator, by_role: ByRole, roles: CountedRoles, name: str) -> None:
    """Print a figure, and where some support, below it those of which it is not. Rule K17."""
    click.echo(f"{_cells(counted)}  {name}")
    if by_role.support.assigned:
        other = ("lead", by_role.lead) if roles is CountedRoles.ALL else ("all", by_role.together)
        for role, part in (("support", by_role.support), other):
            click.echo(f"{_cells(part)}    {role}")


def _cells(counted: Indicator) -> str:
    counts = (counted.assigned, counted.due, counted.on_time, counted.late, counted.missing)
    values = (*counts, counted.on_time_percent, counted.median_response_minutes)
    return "".join(f"{'-' if value is None else value!s:>12}" for value in values)
