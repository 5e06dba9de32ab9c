"""`saphan holiday add|remove|list`: days that the cabinet decided about."""

from datetime import date, datetime

import click

from bot.commands.session import Failure, asynchronous, transaction
from domain.issues.audit import Action, subject
from models import holidays

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def holiday() -> None:
    """Days off beside the official calendar, for all workspaces."""


@holiday.command()
@click.argument("day", metavar="DATE", type=_DAY)
@click.argument("name")
@click.option("--working", is_flag=True, help="Offices are open although the calendar says not.")
@asynchronous
async def add(day: datetime, name: str, working: bool) -> None:
    """Make DATE (YYYY-MM-DD, C.E.) a day off, or with --working a working day.

    Example: saphan holiday add 2027-01-04 "วันหยุดพิเศษ"
    """
    async with transaction() as opened:
        await opened.hold_all()
        await holidays.put(opened.session, _date(day), name=name[:200], off=not working)
        await opened.note(None, Action.HOLIDAY_ADDED, subject("day", _date(day)), off=not working)
    click.echo(f"{_date(day)} is a {'working day' if working else 'day off'}: {name}")


@holiday.command()
@click.argument("day", metavar="DATE", type=_DAY)
@asynchronous
async def remove(day: datetime) -> None:
    """Leave DATE to the official calendar again."""
    async with transaction() as opened:
        await opened.hold_all()
        if not await holidays.remove(opened.session, _date(day)):
            raise Failure(f"Nothing was decided about {_date(day)}.")
        await opened.note(None, Action.HOLIDAY_REMOVED, subject("day", _date(day)))
    click.echo(f"{_date(day)} is as in the official calendar.")


@holiday.command("list")
@asynchronous
async def listed() -> None:
    """List the days that were decided about."""
    async with transaction(read_only=True) as opened:
        kept = await holidays.listed(opened.session)
    for row in kept:
        click.echo(f"{row.day}\t{'off' if row.off else 'working'}\t{row.name}")


def _date(day: datetime) -> date:
    """Return the date that click read; a year of the Buddhist era is refused."""
    if day.year > 2400:
        raise Failure(f"{day.date()} lies far ahead: write the year in C.E. ({day.year - 543}).")
    return day.date()
