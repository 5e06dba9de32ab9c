"""`saphan joint …`: the register of Joint KPIs of a fiscal year."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

import models.joint
from bot.commands.session import (
    Failure,
    Opened,
    UpTo,
    asynchronous,
    in_workspace,
    transaction,
)
from bot.documents.export_file import replaced
from bot.documents.roster_file import UnreadableFile, read_file
from domain import bounds
from domain.indicator.period import fiscal_year_be
from domain.issues.assignments import AgencyRole
from domain.issues.audit import Action, subject
from domain.joint.compare import Differences, compare
from domain.joint.reading import read_register
from domain.joint.register import JointIndicator, Level, Register
from domain.text import arabic_digits
from domain.thai_dates import Language, fiscal_year
from models import agencies
from models.agencies import load_directory
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


@click.group()
def joint() -> None:
    """Joint KPIs: agendas, their indicators, who leads and who supports, year by year."""


@joint.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@of_year
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@in_workspace
@asynchronous
async def import_file(file: Path, year: int | None, dry_run: bool, workspace: str) -> None:
    """Let the workbook FILE be the register of a fiscal year: all of it or nothing.

    \b
    A sheet each, in any order, told by the headings (Thai or English, in any order):
      วาระ         รหัสวาระ, ประเด็นนโยบายสำคัญ, แผนที่มา
      ตัวชี้วัด      รหัสวาระ, ห่วงโซ่คุณค่า, รหัสตัวชี้วัด, ตัวชี้วัด, หน่วยนับ, ทิศทาง, สูตรคำนวณ,
                  แหล่งข้อมูล, เป้าหมาย and คะแนน of ขั้นต้น, ขั้นมาตรฐาน, ขั้นสูง, น้ำหนัก, ค่าฐาน
      หน่วยงาน     รหัสตัวชี้วัด, รหัสหน่วยงาน or หน่วยงาน, บทบาท, เป้าหมายของหน่วยงาน

    Titles above the tables, headings in two rows and merged cells are read too. What is in the
    register and not in the file is removed. `saphan joint export` writes the same form.
    """
    try:
        sheets = read_file(file)
    except UnreadableFile as wrong:
        raise Failure(str(wrong)) from wrong
    async with transaction() as opened:
        home = (await opened.hold(workspace)).id
        of = year or _running(opened)
        read = read_register(sheets, await load_directory(opened.session, home))
        for note in read.notes:
            click.echo(note, err=True)
        for fault in read.faults:
            click.echo(f"{place(fault.sheet, fault.row)}: {fault.reason}", err=True)
        if read.faults:
            raise Failure(f"Nothing was imported: {len(read.faults)} fault(s) to correct.")
        before = await models.joint.register_of(
            opened.session, await models.joint.year_of(opened.session, home, of)
        )
        differences = compare(before, read.register)
        if differences and not dry_run:
            await put_register(opened, home, of, read.register, differences)
    _tell(of, differences)
    if dry_run:
        click.echo("Nothing was changed: this was a rehearsal.", err=True)


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


@joint.command()
@of_year
@click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File, as XLSX.",
)
@click.option(
    "--language",
    type=click.Choice(["th", "en"]),
    help="Of headings and names. Default: SAPHAN_LANGUAGE.",
)
@in_workspace
@asynchronous
async def export(year: int | None, output: Path, language: Language | None, workspace: str) -> None:
    """Write the register of a fiscal year as the workbook that `saphan joint import` reads."""
    from bot.documents.joint_file import write_register  # a third of a second, for this only

    async with transaction(read_only=True) as opened:
        home = (await opened.workspace(workspace)).id
        row, register = await _register(opened, home, year or _running(opened))
        directory = await load_directory(opened.session, home)
        spoken = language or opened.settings.language
    names = {}
    for code in {one.agency for one in register.shares}:
        known = directory.agency(code)
        names[code] = "" if known is None else known.name_en if spoken == "en" else known.name_th
    try:
        with replaced(output) as out:
            write_register(register, names, out, spoken, row.changed_at)
    except OSError as wrong:
        raise Failure(f"Cannot write {output}: {wrong.strerror or wrong}.") from wrong
    click.echo(f"{output}: {_sizes(register)}")


@joint.command()
@click.argument("code", required=False, type=UpTo(bounds.JOINT_CODE))
@of_year
@in_workspace
@asynchronous
async def show(code: str | None, year: int | None, workspace: str) -> None:
    """List the agendas of a fiscal year, or tell of the agenda or indicator CODE."""
    async with transaction(read_only=True) as opened:
        home = (await opened.workspace(workspace)).id
        row, register = await _register(opened, home, year or _running(opened))
        state = "open" if row.is_open(_today(opened)) else "draft"
    if code is None:
        click.echo(f"{row.year} ({state}): {_sizes(register)}")
        lines = _agendas(register)
    else:
        lines = list(_told(register, arabic_digits(code).casefold()))
        if not lines:
            raise Failure(f"Nothing in {row.year} has the code {code}: see `saphan joint show`.")
    for line in lines:
        click.echo(line)


def _agendas(register: Register) -> Iterable[str]:
    for agenda in register.agendas:
        codes = {one.code for one in register.indicators if one.agenda == agenda.code}
        shares = [one for one in register.shares if one.indicator in codes]
        counts = (
            f"{len({one.agency for one in shares if one.role is role})} {role}"
            for role in AgencyRole
        )
        yield "\t".join([agenda.code, agenda.name, f"{len(codes)} indicators", *counts])


def _told(register: Register, code: str) -> Iterator[str]:
    """Yield what is said of an agenda and its indicators, or of an indicator and who shares it."""
    for agenda in register.agendas:
        if agenda.code.casefold() == code:
            yield "\t".join([agenda.code, agenda.name, agenda.plan])
            for one in register.indicators:
                if one.agenda == agenda.code:
                    yield "\t".join([f"  {one.stage or '-'}", one.code, one.name, _targets(one)])
    for one in register.indicators:
        if one.code.casefold() == code:
            yield f"{one.code}\t{one.name}"
            for name in _TOLD:
                if (said := getattr(one, name)) not in (None, ""):
                    yield f"  {name}\t{said}"
            yield f"  targets\t{_targets(one)}"
            for share in register.shares:
                if share.indicator == one.code:
                    own = "" if share.target is None else f"\ttarget {share.target}"
                    yield f"  {share.role}\t{share.agency}{own}"


_TOLD = ("agenda", "stage", "unit", "direction", "formula", "source", "weight", "baseline")


def _targets(one: JointIndicator) -> str:
    told = [
        f"{level} {target.value}" + ("" if target.points is None else f" = {target.points} points")
        for level, target in zip(Level, one.targets, strict=True)
        if target
    ]
    return ", ".join(told) or "no targets: not scored"


def place(sheet: str, row: int) -> str:
    """Say where in a file something stands; row 0 is the whole sheet, or the file."""
    where = [*([f"sheet {sheet}"] if sheet else []), *([f"row {row}"] if row else [])]
    return ", ".join(where) or "file"


def _tell(year: int, differences: Differences) -> None:
    """Name what changes, a screen of it, and how much it is in all."""
    lines = [
        *(f"added: {name}" for name in differences.added),
        *(f"changed: {name}: {', '.join(what)}" for name, what in differences.changed),
        *(f"removed: {name}" for name in differences.removed),
    ]
    for line in lines[:_SHOWN]:
        click.echo(line)
    if len(lines) > _SHOWN:
        click.echo(f"... and {len(lines) - _SHOWN} more")
    click.echo(
        f"{year}: {len(differences.added)} added, {len(differences.changed)} changed, "
        f"{len(differences.removed)} removed, {differences.unchanged} unchanged."
    )


_SHOWN = 40


def _sizes(register: Register) -> str:
    organisations = len({one.agency for one in register.shares})
    return (
        f"{len(register.agendas)} agendas, {len(register.indicators)} indicators, "
        f"{organisations} organisations."
    )


def _today(opened: Opened) -> date:
    return opened.now.astimezone(opened.settings.timezone).date()


def _running(opened: Opened) -> int:
    """Return the running fiscal year."""
    return fiscal_year_be(_today(opened))


async def _register(opened: Opened, home: int, year: int) -> tuple[JointYear, Register]:
    """Return the register of a year; raises Failure where there is none."""
    row = await models.joint.year_of(opened.session, home, year)
    if row is None:
        raise Failure(f"There is no register of {year}: see `saphan joint import --help`.")
    return row, await models.joint.register_of(opened.session, row)
