"""`saphan quarter close|list|show|restate|objections`: what a quarter was, and is now."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import click

import models.audit.as_of
from bot.calendar import office_calendar
from bot.commands.closed_quarter import at, figure, print_quarter, share, told, write_quarter
from bot.commands.dates import Day, as_of, known_at, period_of
from bot.commands.session import Failure, Opened, UpTo, asynchronous, in_workspace, transaction
from domain import bounds
from domain.indicator.period import Period
from domain.indicator.quarters import Unsettled, as_quarter, same
from domain.indicator.rules import RULES_VERSION, By, Indicator
from domain.issues.audit import OPERATOR, Action, instant, subject
from models import indicator
from models.indicator import quarters, standings
from models.indicator.objection_terms import ObjectionTerm
from models.indicator.quarters import Quarter, Stated
from models.indicator.unsettled import unsettled

_MOST = 10
"""Of more rows than that the number and the first ones are told."""
_SAID = {
    Unsettled.REQUESTS: "asked for, and nobody has decided",
    Unsettled.REPORTS: "reported, and nobody has judged",
    Unsettled.EXCUSES: "not their mandate as issuers agree, and nobody has excused",
    Unsettled.OBJECTIONS: "contested, and nobody has decided",
}


@click.group()
def quarter() -> None:
    """Close a fiscal quarter, show it as it was, and restate it."""


@quarter.command()
@click.argument("period", metavar="P", type=UpTo(bounds.NAME))
@click.option("--yes", is_flag=True, help="Also where something is unsettled.")
@in_workspace
@asynchronous
async def close(period: str, yes: bool, workspace: str) -> None:
    """Keep the figure of the fiscal quarter P (2570Q1) as it is, with every row behind it.

    What is done later changes the figure of `saphan stats`, not the one that was closed.
    """
    async with transaction() as opened:
        home = (await opened.hold(workspace)).id
        chosen = _chosen(opened, period)
        if known := await quarters.versions(opened.session, home, chosen.name):
            raise Failure(
                f"{chosen.name} was closed {at(opened, known[0].at)}: see `saphan quarter show "
                f"{chosen.name}`; a correction is `saphan quarter restate {chosen.name}`."
            )
        tz = opened.settings.timezone
        if opened.now <= chosen.instants(tz)[1]:
            raise Failure(f"{chosen.name} is not over: it ends on {chosen.end}.")
        lines = [
            f"{len(found)} {_SAID[kind]}: {_first(found)}"
            for kind, found in (await unsettled(opened.session, home, chosen, tz)).items()
        ]
        if lines and not yes:
            sentence = "Settle this, or close it all the same with --yes."
            raise Failure("\n".join([f"{chosen.name} is unsettled.", *lines, sentence]))
        stated = await state(opened, home, chosen)
    for line in lines:
        click.echo(f"Unsettled: {line}.")
    click.echo(
        f"{chosen.name} is closed: {stated.seal.rows} rows, {share(figure(stated.quarter))}."
    )
    click.echo(f"Hash: {stated.quarter.hash}")


@quarter.command()
@click.argument("period", metavar="P", type=UpTo(bounds.NAME))
@click.option("--reason", type=UpTo(bounds.MESSAGE), required=True, help="Why, for the record.")
@in_workspace
@asynchronous
async def restate(period: str, reason: str, workspace: str) -> None:
    """Put on record that the closed quarter P is as it stands now, and why; both stay readable."""
    if not reason.strip():
        raise Failure("Say why: --reason TEXT.")
    async with transaction() as opened:
        home = (await opened.hold(workspace)).id
        chosen = _chosen(opened, period)
        if not await quarters.versions(opened.session, home, chosen.name):
            raise Failure(f"{chosen.name} is not closed: its figure is that of `saphan stats`.")
        stated = await state(opened, home, chosen, reason.strip())
        if not stated.changed:
            raise Failure(f"{chosen.name} stands as it was closed: there is nothing to restate.")
    kept = share(figure(stated.quarter))
    click.echo(f"{chosen.name} is restated: {stated.changed} rows changed, {kept}.")
    click.echo(f"Hash: {stated.quarter.hash}")


async def state(opened: Opened, home: int, period: Period, reason: str = "") -> Stated:
    """Put on record what a quarter that is over is now: its closing, or a restatement."""
    session, tz = opened.session, opened.settings.timezone
    known = await quarters.versions(session, home, period.name)
    new = Quarter(
        workspace_id=home,
        period=period.name,
        version=len(known),
        at=opened.now,
        actor=OPERATOR,
        reason=reason,
        hash="",
        figures=[],
        basis={},
    )
    rows = quarters.live_rows(session, home, period, opened.now, tz)
    stated = await quarters.state(session, known, new, rows)
    new.basis = await _basis(opened, period, stated)
    since, until = period.instants(tz)
    await opened.note(
        home,
        Action.QUARTER_RESTATED if known else Action.QUARTER_CLOSED,
        subject("quarter", period.name),
        since=instant(since),
        until=instant(until),
        version=new.version,
        rows=stated.seal.rows,
        changed=stated.changed,
        hash=new.hash,
        figures=stated.seal.total,
        **new.basis,
    )
    return stated


async def _basis(opened: Opened, period: Period, stated: Stated) -> dict[str, Any]:
    """Return by what a quarter was counted: rules, clock, calendar, and how agencies stood."""
    settings = opened.settings
    calendar = await office_calendar(opened.session, settings, opened.now)
    days = [
        day.isoformat() for day in sorted(calendar.days_off) if period.start <= day <= period.end
    ]
    said = await standings.until(opened.session, stated.seal.agencies, period.end)
    return {
        "rules_version": RULES_VERSION.isoformat(),
        "return_clock": settings.return_clock.value,
        "counted_roles": settings.counted_roles.value,
        "timezone": str(settings.timezone),
        "office_hours": f"{calendar.office_start:%H:%M}-{calendar.office_end:%H:%M}",
        "days_off": days,
        "standings": [[one.agency, str(one.from_on), one.appraised, one.ministry] for one in said],
    }


@quarter.command("list")
@in_workspace
@asynchronous
async def listed(workspace: str) -> None:
    """Tell which quarters are closed, since when, and what they were and are."""
    lines = []
    async with transaction(read_only=True) as opened:
        home = (await opened.workspace(workspace)).id
        for name in await quarters.listed(opened.session, home):
            period = _chosen(opened, name)
            known = await quarters.versions(opened.session, home, name)
            lines += [f"{told(opened, version)}\t{version.hash[:12]}" for version in known]
            live = await _live(opened, home, period, None)
            if not same(live, figure(known[-1])):
                lines.append(f"{name}\tnow\t{share(live)}\tnot restated")
    for line in lines or ["No quarter is closed."]:
        click.echo(line)


@quarter.command()
@click.argument("period", metavar="P", type=UpTo(bounds.NAME))
@as_of
@click.option("--json", "as_json", is_flag=True, help="For a program, with every row.")
@in_workspace
@asynchronous
async def show(period: str, as_of: datetime | None, as_json: bool, workspace: str) -> None:
    """Show the quarter P as it was closed, each restatement, and what it is now.

    With --as-of what was on record, and what was known, at that instant.
    """
    async with transaction(read_only=True) as opened:
        home, chosen = (await opened.workspace(workspace)).id, _chosen(opened, period)
        known_at(as_of, opened.now)
        known = await quarters.versions(opened.session, home, chosen.name, as_of)
        if not known and as_of is None:
            raise Failure(f"{chosen.name} is not closed: its figure is that of `saphan stats`.")
        live = await _live(opened, home, chosen, as_of)
        if as_json:
            await write_quarter(opened, chosen, known, live)
        else:
            await print_quarter(opened, home, chosen, known, live, as_of)


@quarter.command()
@click.argument("period", metavar="P", type=UpTo(bounds.NAME))
@click.option("--until", "until_on", type=Day(), required=True, help="The last day, included.")
@click.option("--reason", type=UpTo(bounds.MESSAGE), required=True, help="Why, for the record.")
@in_workspace
@asynchronous
async def objections(period: str, until_on: date, reason: str, workspace: str) -> None:
    """Set the last day on which agencies object to what counts in the fiscal quarter P.

    Where none is set they may until the quarter is closed. What was set last holds.

    Example: saphan quarter objections 2570Q1 --until 2027-01-29 --reason "ตามหนังสือเวียน"
    """
    if not reason.strip():
        raise Failure("Say why: --reason TEXT.")
    async with transaction() as opened:
        home = (await opened.hold(workspace)).id
        chosen = _chosen(opened, period)
        if until_on <= chosen.end:
            raise Failure(f"{chosen.name} ends on {chosen.end}: the last day must be later.")
        term = ObjectionTerm(
            workspace_id=home,
            period=chosen.name,
            until_on=until_on,
            reason=reason.strip(),
            recorded_at=opened.now,
        )
        opened.session.add(term)
        about = subject("quarter", chosen.name)
        await opened.note(home, Action.OBJECTIONS_UNTIL, about, until=str(until_on))
    click.echo(f"Agencies can object to {chosen.name} until {until_on}, that day included.")


def _chosen(opened: Opened, typed: str) -> Period:
    """Return the fiscal quarter that was typed; raises Failure for any other period."""
    period = period_of(typed, opened.now.astimezone(opened.settings.timezone).date())
    found = as_quarter(period)
    if found is None:
        raise Failure(f"{period.name} is no fiscal quarter: write it as 2570Q1.")
    return found


async def _live(opened: Opened, home: int, period: Period, at: datetime | None) -> Indicator:
    count = indicator.table if at is None else models.audit.as_of.table
    settings = opened.settings
    table = await count(
        opened.session,
        home,
        period,
        By.MINISTRY,
        now=at or opened.now,
        tz=settings.timezone,
        roles=settings.counted_roles,
    )
    return table.total


def _first(found: Sequence[tuple[int, str]]) -> str:
    """Name the first of some rows, and how many more there are."""
    named = ", ".join(f"#{issue} {agency}" for issue, agency in found[:_MOST])
    return named + (f" and {len(found) - _MOST} more" if len(found) > _MOST else "")
