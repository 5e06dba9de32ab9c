"""`saphan joint copy|diff|open`: next year's register, prepared in the last quarter (R24)."""

import click

from bot.commands import joint_told, joint_years
from bot.commands.session import Failure, asynchronous, in_workspace, transaction
from domain.issues.audit import Action, subject
from domain.joint.compare import compare
from domain.joint.register import Register
from models import joint

YEAR = joint_years.FiscalYear()


@click.command()
@click.option("--from", "source", type=YEAR, required=True, help="Of which year.")
@click.option("--to", "target", type=YEAR, required=True, help="A year without one.")
@in_workspace
@asynchronous
async def copy(source: int, target: int, workspace: str) -> None:
    """Begin the register of a year with that of another one: a draft, without results.

    It is open from its 1 October on, or when `saphan joint open` says so. To edit it, export it,
    change the workbook, and import that.
    """
    async with transaction() as opened:
        home = (await opened.hold(workspace)).id
        _, register = await joint_years.register(opened, home, source)
        if await joint.year_of(opened.session, home, target) is not None:
            raise Failure(f"{target} has a register already: see `saphan joint diff`.")
        differences = compare(Register(), register)
        await joint_years.put_register(opened, home, target, register, differences)
    click.echo(f"{target}: {joint_told.sizes(register)}")


@click.command()
@click.argument("before", type=YEAR, metavar="Y")
@click.argument("after", type=YEAR, metavar="Y")
@in_workspace
@asynchronous
async def diff(before: int, after: int, workspace: str) -> None:
    """Tell what the register of the second year has otherwise than that of the first."""
    async with transaction(read_only=True) as opened:
        home = (await opened.workspace(workspace)).id
        _, old = await joint_years.register(opened, home, before)
        _, new = await joint_years.register(opened, home, after)
    joint_told.tell(after, compare(old, new))


@click.command("open")
@click.argument("year", type=YEAR, metavar="Y")
@in_workspace
@asynchronous
async def open_(year: int, workspace: str) -> None:
    """Open the register of a year before its 1 October."""
    async with transaction() as opened:
        home = (await opened.hold(workspace)).id
        row, _ = await joint_years.register(opened, home, year)
        if row.is_open(joint_years.today(opened)):
            raise Failure(f"{year} is open already.")
        row.opened_at = opened.now
        await opened.note(home, Action.JOINT_OPENED, subject("joint", year))
    click.echo(f"{year} is open.")
