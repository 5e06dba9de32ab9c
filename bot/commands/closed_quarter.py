"""How a closed quarter is shown: as it was closed, each restatement, and what it is now."""

import json
import sys
from contextlib import aclosing
from datetime import datetime
from typing import Any

import click

from bot.commands.dates import tell_as_of
from bot.commands.session import Opened
from bot.documents.export_file import JsonArray
from domain.indicator.period import Period
from domain.indicator.quarters import Sums, summed
from domain.indicator.rules import CountedRoles, Indicator
from models.indicator import quarters
from models.indicator.quarters import Pair, Quarter


async def print_quarter(
    opened: Opened,
    home: int,
    period: Period,
    known: list[Quarter],
    live: Indicator,
    as_of: datetime | None,
) -> None:
    """Print a quarter as it was closed and restated, and what it is now, or was known to be."""
    tell_as_of(as_of)
    click.echo(f"{period.name} ({period.start} to {period.end})")
    if not known:
        click.echo("It was not closed.")
    for version in known:
        click.echo(told(opened, version))
        click.echo(f"  {_by_what(version)}")
        click.echo(f"  hash {version.hash}")
        if version.version:
            click.echo(f"  because: {version.reason}")
            async with aclosing(quarters.changes(opened.session, version)) as changed:
                async for pair in changed:
                    click.echo(f"  {_change(pair)}")
    click.echo(f"{'now' if as_of is None else 'known then'}: {share(live)}")
    if as_of is None:
        rows = quarters.live_rows(
            opened.session, home, period, opened.now, opened.settings.timezone
        )
        found = quarters.pairs(quarters.rows_of(opened.session, known), rows)
        async with aclosing(rows), aclosing(found):
            async for was, now in found:
                if was != now:
                    click.echo(f"  not restated: {_change((was, now))}")


async def write_quarter(
    opened: Opened, period: Period, known: list[Quarter], live: Indicator
) -> None:
    """Write an object with the versions, and the rows as they were closed one a line."""
    versions = []
    for version in known:
        async with aclosing(quarters.changes(opened.session, version)) as found:
            changed = [pair async for pair in found] if version.version else []
        versions.append(
            {
                "version": version.version,
                "at": at(opened, version.at),
                "by": version.actor,
                "reason": version.reason,
                "hash": version.hash,
                "total": _counts(figure(version)),
                "figures": version.figures,
                "basis": version.basis,
                "changed": [{"before": was, "after": now} for was, now in changed],
            }
        )
    head = {"period": period.name, "versions": versions, "known": _counts(live)}
    click.echo(json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ', nl=False)
    array = JsonArray(sys.stdout)
    async with aclosing(quarters.rows_of(opened.session, known[:1])) as rows:
        async for row in rows:
            array.add(row)
    array.end()
    click.echo("}")


def figure(version: Quarter) -> Indicator:
    """Return the figure of a closing or a restatement."""
    sums = [Sums(**each) for each in version.figures]
    return summed(sums, CountedRoles(version.basis["counted_roles"]))


def share(counted: Indicator) -> str:
    """Tell a figure in one line."""
    percent = "-" if counted.on_time_percent is None else f"{counted.on_time_percent}%"
    rest = f"{counted.late} late, {counted.missing} missing"
    return f"{percent} ({counted.on_time}/{counted.due}), {rest}"


def told(opened: Opened, version: Quarter) -> str:
    """Tell what was done when and by whom, and the figure."""
    done = f"restated ({version.version})" if version.version else "closed"
    by = f"{at(opened, version.at)} by {version.actor}"
    return f"{version.period} {done} {by}: {share(figure(version))}"


def at(opened: Opened, instant: datetime) -> str:
    """Return an instant with the offset of the office."""
    return instant.astimezone(opened.settings.timezone).isoformat()


def _by_what(version: Quarter) -> str:
    basis = version.basis
    rules = f"rules of {basis['rules_version']}, figures are of: {basis['counted_roles']}"
    return f"{rules}, clock while a returned report waited: {basis['return_clock']}"


def _change(pair: Pair) -> str:
    """Tell in one line what became of a row."""
    was, now = pair
    row = now or was or {}
    named = f"#{row['issue']} {row['agency']}:"
    if was is None or now is None:
        return f"{named} {'is in the quarter now' if now else 'is in the quarter no more'}"
    verdicts = f"{was['verdict']} -> {now['verdict']}"
    return f"{named} {verdicts} ({', '.join(name for name in now if was[name] != now[name])})"


def _counts(counted: Indicator) -> dict[str, Any]:
    percent = counted.on_time_percent
    return {
        "due": counted.due,
        "on_time": counted.on_time,
        "late": counted.late,
        "missing": counted.missing,
        "on_time_percent": None if percent is None else float(percent),
    }
