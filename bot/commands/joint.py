"""`saphan joint …`: the register of Joint KPIs of a fiscal year."""

from collections.abc import Sequence
from pathlib import Path

import click

import models.joint
import models.joint.results as results_of
from bot.commands import joint_next, joint_told, joint_years
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
from domain.issues.audit import Action, subject
from domain.joint.compare import compare
from domain.joint.reading import read_register
from domain.joint.register import Register
from domain.joint.results import Result, read_results
from domain.joint.rows import RowFault
from domain.roster.table import Sheet
from domain.text import arabic_digits
from domain.thai_dates import Language
from models import agencies
from models.agencies import load_directory
from models.joint import JointYear
from models.joint.results import JointResult


@click.group()
def joint() -> None:
    """Joint KPIs: agendas, their indicators, who leads and who supports, year by year."""


@joint.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@joint_years.of_year
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
    sheets = _sheets(file)
    async with transaction() as opened:
        home = (await opened.hold(workspace)).id
        of = year or joint_years.running(opened)
        read = read_register(sheets, await load_directory(opened.session, home))
        row = await models.joint.year_of(opened.session, home, of)
        lost = await _lost(opened, row, read.register)
        joint_told.refuse(read.notes, [*read.faults, *(RowFault("", 0, why) for why in lost)])
        before = await models.joint.register_of(opened.session, row)
        differences = compare(before, read.register)
        if differences and not dry_run:
            await joint_years.put_register(opened, home, of, read.register, differences)
    joint_told.tell(of, differences)
    if dry_run:
        click.echo("Nothing was changed: this was a rehearsal.", err=True)


async def _lost(opened: Opened, row: JointYear | None, register: Register) -> list[str]:
    """Return what has results and would no longer stand in the register."""
    held = await results_of.of_year(opened.session, row) if row else {}
    kept = {(one.indicator, one.agency) for one in register.shares}
    lost = sorted({key[:2] for key in held} - kept)
    return [f"{agency} in {indicator} has results: it must stay" for indicator, agency in lost]


@joint.command()
@joint_years.of_year
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
        row, register = await joint_years.register(
            opened, home, year or joint_years.running(opened)
        )
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
    click.echo(f"{output}: {joint_told.sizes(register)}")


@joint.command()
@click.argument("code", required=False, type=UpTo(bounds.JOINT_CODE))
@joint_years.of_year
@in_workspace
@asynchronous
async def show(code: str | None, year: int | None, workspace: str) -> None:
    """List the agendas of a fiscal year, or tell of the agenda or indicator CODE."""
    async with transaction(read_only=True) as opened:
        home = (await opened.workspace(workspace)).id
        row, register = await joint_years.register(
            opened, home, year or joint_years.running(opened)
        )
        today, tz = joint_years.today(opened), opened.settings.timezone
        state = "open" if row.is_open(today) else "draft"
        held = await results_of.achieved_in(opened.session, row, register, tz, today)
    if code is None:
        click.echo(f"{row.year} ({state}): {joint_told.sizes(register)}")
        lines = joint_told.agendas(register)
    else:
        lines = list(joint_told.told(register, arabic_digits(code).casefold(), held))
        if not lines:
            raise Failure(f"Nothing in {row.year} has the code {code}: see `saphan joint show`.")
    for line in lines:
        click.echo(line)


@joint.command()
@click.argument("file", type=click.Path(path_type=Path))
@joint_years.of_year
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@in_workspace
@asynchronous
async def results(file: Path, year: int | None, dry_run: bool, workspace: str) -> None:
    """Enter the results of a table, CSV or XLSX: all of them or none.

    \b
    Columns, in any order, in Thai or English:
      รหัสตัวชี้วัด, รหัสหน่วยงาน or หน่วยงาน, รอบ (2570 or 2570Q1), ผล, แหล่งข้อมูล

    Another figure for the same period corrects the one before, which stays on record.
    """
    sheets = _sheets(file)
    async with transaction() as opened:
        home, today = (await opened.hold(workspace)).id, joint_years.today(opened)
        row, register = await joint_years.register(
            opened, home, year or joint_years.running(opened)
        )
        directory = await load_directory(opened.session, home)
        read = read_results(sheets, directory, register, row.year, today)
        joint_told.refuse(read.notes, read.faults)
        held = await results_of.of_year(opened.session, row)
        new = [one for one in read.results if not _stands(held.get(one.key), one)]
        if new and not dry_run:
            await _enter(opened, home, row, new)
    for one in new:
        was = held.get(one.key)
        told = f"corrected, was {was.value}" if was else "entered"
        click.echo("\t".join([*one.key, str(one.value), told]))
    click.echo(f"{len(new)} entered or corrected, {len(read.results) - len(new)} unchanged.")
    if dry_run:
        click.echo("Nothing was changed: this was a rehearsal.", err=True)


def _stands(held: JointResult | None, one: Result) -> bool:
    return held is not None and (held.value, held.source) == (one.value, one.source)


async def _enter(opened: Opened, home: int, row: JointYear, new: Sequence[Result]) -> None:
    known = {each.code: each for each in await agencies.of_workspace(opened.session, home)}
    at = opened.now
    await results_of.add(opened.session, row, new, known, at=at, now=at)
    told = [[*one.key, str(one.value)] for one in new]
    await opened.note(home, Action.JOINT_RESULTS, subject("joint", row.year), results=told)


def _sheets(file: Path) -> list[Sheet]:
    """Return the sheets of a file; raises Failure."""
    try:
        return read_file(file)
    except UnreadableFile as wrong:
        raise Failure(str(wrong)) from wrong


for _command in (joint_next.copy, joint_next.diff, joint_next.open_):
    joint.add_command(_command)
