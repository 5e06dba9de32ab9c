"""What the commands of Joint KPIs share: fiscal years, and the registers that they have."""

from datetime import date

import click

import models.joint
from bot.commands.session import Failure, Opened
from domain.indicator.period import fiscal_year_be
from domain.issues.audit import Action, subject
from domain.joint.compare import Differences
from domain.joint.register import Register
from domain.text import arabic_digits
from domain.thai_dates import fiscal_year
from models import agencies
from models.joint import JointYear


class FiscalYear(click.ParamType[int]):
    """A fiscal year of the Buddhist era: 2570, ๒๕๗๐, 70, or 2027 of the common one."""

    name = "year"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the year (B.E.)."""
        typed = arabic_digits(str(value))
        year = fiscal_year(typed) if typed.isdecimal() else None
        if year is None:
            self.fail(f"Not a fiscal year: {value}; write it as 2570.", param, ctx)
        return year


of_year = click.option(
    "--year", type=FiscalYear(), metavar="Y", help="Fiscal year, as 2570. Default: the running one."
)


async def put_register(
    opened: Opened, home: int, year: int, register: Register, differences: Differences
) -> None:
    """Let this be the register of a year, in the tables and in the audit of a held workspace."""
    known = {row.code: row for row in await agencies.of_workspace(opened.session, home)}
    await models.joint.put(opened.session, home, year, register, known, opened.now)
    await opened.note(
        home,
        Action.JOINT_IMPORTED,
        subject("joint", year),
        agendas=len(register.agendas),
        indicators=len(register.indicators),
        organisations=len({one.agency for one in register.shares}),
        shares=len(register.shares),
        added=len(differences.added),
        changed=len(differences.changed),
        removed=len(differences.removed),
    )


def today(opened: Opened) -> date:
    """Return the day in the office's zone."""
    return opened.now.astimezone(opened.settings.timezone).date()


def running(opened: Opened) -> int:
    """Return the running fiscal year."""
    return fiscal_year_be(today(opened))


async def register(opened: Opened, home: int, year: int | None) -> tuple[JointYear, Register]:
    """Return the register of a year, by default of the running one; raises Failure without one."""
    of = year or running(opened)
    row = await models.joint.year_of(opened.session, home, of)
    if row is None:
        raise Failure(f"There is no register of {of}: see `saphan joint import --help`.")
    return row, await models.joint.register_of(opened.session, row)
