"""`saphan holiday add|remove|list`: days that the cabinet decided about."""

from datetime import date

import click

from bot.commands.dates import Day
from bot.commands.session import Failure, UpTo, asynchronous, transaction
from domain import bounds
from domain.issues.audit import Action, subject
from models import holidays


@click.group()
def holiday() -> None:
    """Days off beside the official calendar, for all workspaces."""


@holiday.command()
@click.argument("day", metavar="DATE", type=Day())
@click.argument("name", type=UpTo(bounds.NAME))
@click.option("--working", is_flag=True, help="Offices are open although the calendar says not.")
@asynchronous
async def add(day: date, name: str, working: bool) -> None:
    """Make DATE (2027-01-04, 4/1/2570) a day off, or with --working a working day.

    Example: saphan holiday add 2027-01-04 "วันหยุดพิเศษ"
    """
    async with transaction() as opened:
        await opened.hold_all()
        await holidays.put(opened.session, day, name=name, off=not working)
        await opened.note(None, Action.HOLIDAY_ADDED, subject("day", day), off=not working)
    click.echo(f"{day} is a {'working day' if working else 'day off'}: {name}")


@holiday.command()
@click.argument("day", metavar="DATE", type=Day())
@asynchronous
async def remove(day: date) -> None:
    """Leave DATE to the official calendar again."""
    async with transaction() as opened:
        await opened.hold_all()
        if not await holidays.remove(opened.session, day):
            raise Failure(f"Nothing was decided about {day}.")
        await opened.note(None, Action.HOLIDAY_REMOVED, subject("day", day))
    click.echo(f"{day} is as in the official calendar.")


@holiday.command("list")
@asynchronous
async def listed() -> None:
    """List the days that were decided about."""
    async with transaction(read_only=True) as opened:
        kept = await holidays.listed(opened.session)
    for row in kept:
        click.echo(f"{row.day}\t{'off' if row.off else 'working'}\t{row.name}")
