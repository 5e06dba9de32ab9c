"""`saphan roster import`, and the group of the other roster commands."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.roster_codes import codes
from bot.commands.roster_lists import aside, missing
from bot.commands.running import Failure, Opened, in_database, in_workspace

if TYPE_CHECKING:
    from domain.roster import RosterRow, RowProblem
    from models.roster import Imported


@click.group()
def roster() -> None:
    """People, the agencies they speak for, and the codes with which they join."""


for command in (codes, missing, aside):
    roster.add_command(command)


@roster.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--add-agencies", is_flag=True, help="Add agencies that are not known yet.")
@in_workspace
def import_file(file: Path, add_agencies: bool, workspace: str) -> None:
    """Take the people of a CSV or XLSX file over: all of them or none.

    \b
    Columns, in any order, in Thai or English:
      ส่วนราชการ/หน่วยงาน  agency    name, abbreviation or code
      ชื่อ-สกุล            name
      ตำแหน่ง              position
      LINE ID             line_id
      กลุ่ม                groups    IA, IR or both (empty = both)
      บทบาท               roles     issuer, reporter, evaluator, admin (empty = reporter)

    Importing a file again changes nothing; people who are not in it stay on the roster.
    """
    from bot.roster_file import UnreadableFile, read_table
    from domain.roster import read_rows

    try:
        rows, problems = read_rows(read_table(file))
    except UnreadableFile as wrong:
        raise Failure(str(wrong)) from wrong

    async def work(opened: Opened) -> "tuple[tuple[str, ...], Imported]":
        return await take_over(opened, workspace, rows, problems, add=add_agencies)

    new_agencies, done = in_database(work)
    _tell(new_agencies, done)


async def take_over(
    opened: Opened,
    code: str,
    rows: "list[RosterRow]",
    problems: "list[RowProblem]",
    *,
    add: bool,
) -> "tuple[tuple[str, ...], Imported]":
    """Take rows over into a workspace; return the names of new agencies and what was done.

    `add` adds agencies that are not known. Raises Failure, after naming every bad row on stderr.
    """
    from bot.directories import Directories
    from domain.roster import people
    from domain.roster_agencies import settle
    from models import agencies, roster, workspaces

    # Held until the end: two imports at a time would add the same people twice.
    workspace = await workspaces.locked(opened.session, (await opened.workspace(code)).id)
    known = await agencies.of_workspace(opened.session, workspace.id)
    own = {row.name_th: row.code for row in known if row.workspace_id is not None}
    directory = await Directories().of(opened.session, workspace.id)
    settled = settle(rows, directory, own, add=add)
    _refuse([*problems, *settled.problems])
    added = await roster.add_agencies(opened.session, workspace, settled.unknown)
    codes = settled.codes | {name: row.code for name, row in added.items()}
    listed = people((row, codes[row.agency]) for row in rows)
    return settled.unknown, await roster.take_over(opened.session, workspace, listed, opened.now)


def _refuse(problems: "Iterable[RowProblem]") -> None:
    """Name every bad row on stderr; raises Failure if there is one."""
    ordered = sorted(problems, key=lambda problem: problem.row)
    for problem in ordered:
        place = f"row {problem.row}" if problem.row else "file"
        click.echo(f"{place}: {problem.reason}", err=True)
    if ordered:
        rows = len({problem.row for problem in ordered})
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
