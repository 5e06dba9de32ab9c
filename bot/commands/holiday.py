"""`saphan holiday add|remove|list`: days that the cabinet decided about."""

from datetime import datetime

import click

from bot.commands.session import Day, Failure, UpTo, asynchronous, transaction
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
async def add(day: datetime, name: str, working: bool) -> None:
    """Make DATE (YYYY-MM-DD, C.E.) a day off, or with --working a working day.

    Example: saphan holiday add 2027-01-04 "วันหยุดพิเศษ"
    """
    async with transaction() as opened:
        await opened.hold_all()
        await holidays.put(opened.session, day.date(), name=name, off=not working)
        await opened.note(None, Action.HOLIDAY_ADDED, subject("day", day.date()), off=not working)
    click.echo(f"{day.date()} is a {'working day' if working else 'day off'}: {name}")


@holiday.command()
@click.argument("day", metavar="DATE", type=Day())
@asynchronous
async def remove(day: datetime) -> None:
    """Leave DATE to the official calendar again."""
    async with transaction() as opened:
        await opened.hold_all()
        if not await holidays.remove(opened.session, day.date()):
            raise Failure(f"Nothing was decided about {day.date()}.")
        await opened.note(None, Action.HOLIDAY_REMOVED, subject("day", day.date()))
    click.echo(f"{day.date()} is as in the official calendar.")


@holiday.command("list")
@asynchronous
async def listed() -> None:
    """List the days that were decided about."""
    async with transaction(read_only=True) as opened:
        kept = await holidays.listed(opened.session)
    for row in kept:
        click.echo(f"{row.day}\t{'off' if row.off else 'working'}\t{row.name}")
