"""`saphan roster import`, and the group of the other roster commands."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.roster_codes import codes
from bot.commands.roster_lists import aside, missing
from bot.commands.running import Failure, Opened, in_database, in_workspace

if TYPE_CHECKING:
    from domain.roster.rows import RowProblem
    from domain.roster.sheets import Read
    from models.roster import Imported


@click.group()
def roster() -> None:
    """People, the agencies they speak for, and the codes with which they join."""


for command in (codes, missing, aside):
    roster.add_command(command)


@roster.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--add-agencies", is_flag=True, help="Add agencies that are not known yet.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--yes", is_flag=True, help="Do not ask before changing anything.")
@in_workspace
def import_file(file: Path, add_agencies: bool, dry_run: bool, yes: bool, workspace: str) -> None:
    """Take the people of a CSV or XLSX file over: all of them or none.

    \b
    Columns, in any order, in Thai or English:
      ส่วนราชการ/หน่วยงาน  agency    name, abbreviation or code
      ชื่อ-สกุล            name
      ตำแหน่ง              position
      LINE ID             line_id
      กลุ่ม                groups    IA, IR or both (empty = both)
      บทบาท               roles     issuer, reporter, evaluator, admin (empty = reporter)
      ที่นั่ง                seat      kind of member in clause 3.1, by name or 1 to 10

    The form of the letter is read too: the agency in a line above, two boxes to tick, a table of
    four columns; each sheet may be another agency. Importing a file again changes nothing; people
    who are not in it stay on the roster. At a terminal you are shown the changes and asked first.
    """
    from bot.documents.roster_file import UnreadableFile, read_file
    from domain.roster.sheets import read_sheets

    try:
        read = read_sheets(read_file(file))
    except UnreadableFile as wrong:
        raise Failure(str(wrong)) from wrong
    for name in read.passed_over:
        click.echo(f"sheet {name}: no table of people, passed over", err=True)

    async def rehearse(opened: Opened) -> "tuple[tuple[str, ...], Imported]":
        rehearsal = await opened.session.begin_nested()
        try:
            return await take_over(opened, workspace, read, add=add_agencies)
        finally:
            await rehearsal.rollback()

    async def work(opened: Opened) -> "tuple[tuple[str, ...], Imported]":
        return await take_over(opened, workspace, read, add=add_agencies)

    asking = sys.stdin.isatty() and not yes
    if dry_run or asking:
        _tell(*in_database(rehearse))
    if dry_run:
        click.echo("Nothing was changed: this was a rehearsal.", err=True)
    elif asking:
        click.confirm("Change the roster so?", abort=True)
        in_database(work)
    else:
        _tell(*in_database(work))


async def take_over(
    opened: Opened, code: str, read: "Read", *, add: bool
) -> "tuple[tuple[str, ...], Imported]":
    """Take people over into a workspace; return the names of new agencies and what was done.

    `add` adds agencies that are not known. Raises Failure, after naming every bad row on stderr.
    """
    from bot.directories import Directories
    from domain.roster.row_agencies import settle
    from domain.roster.rows import people
    from models import agencies, roster, workspaces

    # Held until the end: two imports at a time would add the same people twice.
    workspace = await workspaces.locked(opened.session, (await opened.workspace(code)).id)
    known = await agencies.of_workspace(opened.session, workspace.id)
    own = {row.name_th: row.code for row in known if row.workspace_id is not None}
    directory = await Directories().of(opened.session, workspace.id)
    settled = settle(read.rows, directory, own, add=add)
    _refuse([*read.problems, *settled.problems])
    added = await roster.add_agencies(opened.session, workspace, settled.unknown)
    codes = settled.codes | {name: row.code for name, row in added.items()}
    listed = people((row, codes[row.agency]) for row in read.rows)
    return settled.unknown, await roster.take_over(opened.session, workspace, listed, opened.now)


def _refuse(problems: "Iterable[RowProblem]") -> None:
    """Name every bad row on stderr; raises Failure if there is one."""
    ordered = sorted(problems, key=lambda problem: (problem.sheet, problem.row))
    for problem in ordered:
        whole = "sheet" if problem.sheet else "file"
        place = f"row {problem.row}" if problem.row else whole
        sheet = f"sheet {problem.sheet}, " if problem.sheet else ""
        click.echo(f"{sheet}{place}: {problem.reason}", err=True)
    if ordered:
        rows = len({(problem.sheet, problem.row) for problem in ordered})
        raise Failure(f"Nothing was imported: {rows} row(s) to correct.")


def _tell(new_agencies: Iterable[str], done: "Imported") -> None:
    for name in new_agencies:
        click.echo(f"new agency: {name}")
    for name in done.added:
        click.echo(f"added: {name}")
    for change in done.changed:
        click.echo(f"changed: {change.name}: {'; '.join(change.what)}")
    click.echo(
        f"{len(done.added)} added, {len(done.changed)} changed, {done.unchanged} unchanged; "
        f"{done.absent} not in the file, kept."
    )
