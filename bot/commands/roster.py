"""`saphan roster …`: take people over, print their codes, list what is lacking and what waits."""

import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

import models.people.aside
import models.roster
from bot.commands.dates import Day
from bot.commands.session import Failure, Opened, asynchronous, in_workspace, one_line, transaction
from bot.commands.settings import read_settings
from bot.deps import words_of
from bot.documents.export_file import write_csv
from bot.documents.roster_file import UnreadableFile, read_file
from bot.line.api import LineError
from bot.settings import Settings
from domain.indicator.period import first_instant
from domain.issues.audit import Action, subject
from domain.roster.people import RowNote, people
from domain.roster.row_agencies import settle
from domain.roster.rows import RowProblem
from domain.roster.sheets import Read, read_sheets
from models import agencies
from models.agencies import load_directory
from models.people import Person
from models.roster import Imported, members
from models.workspaces import Workspace

CODE_COLUMNS = ("agency", "name", "line_id", "roles", "code")

Codes = list[tuple[Person, str]]
"""Each person with their code."""


@click.group()
def roster() -> None:
    """People, the agencies they speak for, and the codes with which they join."""


@roster.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--add-agencies", is_flag=True, help="Add agencies that are not known yet.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--yes", is_flag=True, help="Do not ask before changing anything.")
@in_workspace
@asynchronous
async def import_file(
    file: Path, add_agencies: bool, dry_run: bool, yes: bool, workspace: str
) -> None:
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
    four columns; each sheet may be another agency. Title, name and surname may stand apart, and
    headings in two rows. Rows that were printed and left empty are passed over; remarks and columns
    that are not used, are named. Importing a file again changes nothing; people who are not in it
    stay on the roster. At a terminal you are shown the changes and asked first.
    """
    try:
        read = read_sheets(read_file(file))
    except UnreadableFile as wrong:
        raise Failure(str(wrong)) from wrong
    for name in read.passed_over:
        click.echo(f"sheet {name}: no table of people, passed over", err=True)
    for note in read.notes:
        click.echo(f"{_place(note.row, note.sheet)}: {note.text}", err=True)

    asking = sys.stdin.isatty() and not yes
    if dry_run or asking:
        async with transaction() as opened:
            held = await opened.hold(workspace)
            rehearsal = await opened.session.begin_nested()
            done = await take_over(opened, held, read, add=add_agencies)
            await rehearsal.rollback()
        _tell(*done)
    if dry_run:
        click.echo("Nothing was changed: this was a rehearsal.", err=True)
        return
    if asking:
        click.confirm("Change the roster so?", abort=True)
    async with transaction() as opened:
        held = await opened.hold(workspace)
        done = await take_over(opened, held, read, add=add_agencies)
    if not asking:
        _tell(*done)


async def take_over(
    opened: Opened, workspace: Workspace, read: Read, *, add: bool
) -> tuple[tuple[str, ...], list[RowNote], Imported]:
    """Take people over into a held workspace; return new agencies, notes, and what was done.

    `add` adds agencies that are not known. Raises Failure, after naming every bad row on stderr.
    """
    known = await agencies.of_workspace(opened.session, workspace.id)
    own = {row.name_th: row.code for row in known if row.workspace_id is not None}
    directory = await load_directory(opened.session, workspace.id)
    settled = settle([*read.rows, *read.problems], directory, own, add=add)
    _refuse([*read.problems, *settled.problems])
    added = await models.roster.add_agencies(opened.session, workspace, settled.unknown)
    codes = settled.codes | {name: row.code for name, row in added.items()}
    listed, notes = people((row, codes[row.agency]) for row in read.rows)
    done = await models.roster.take_over(opened.session, workspace, listed, opened.now)
    return settled.unknown, notes, done


def _refuse(problems: Iterable[RowProblem]) -> None:
    """Name every bad row on stderr, with all that is wrong; raises Failure if there is one."""
    reasons: dict[tuple[str, int], list[str]] = {}
    for problem in problems:
        reasons.setdefault((problem.sheet, problem.row), []).append(problem.reason)
    for (sheet, row), said in sorted(reasons.items()):
        click.echo(f"{_place(row, sheet)}: {'; '.join(said)}", err=True)
    if reasons:
        raise Failure(f"Nothing was imported: {len(reasons)} row(s) to correct.")


def _place(row: int, sheet: str) -> str:
    """Say where in the file something stands; row 0 is the whole sheet."""
    if not row:
        return f"sheet {sheet}" if sheet else "file"
    return f"sheet {sheet}, row {row}" if sheet else f"row {row}"


def _tell(new_agencies: Iterable[str], notes: Iterable[RowNote], done: Imported) -> None:
    for note in notes:
        click.echo(f"{_place(note.row, note.sheet)}: {note.text}", err=True)
    for name, other in done.alike:
        click.echo(
            f"{name} may be {other}, who is on the roster too: they are two people now. "
            "If they are one, give both rows the same name",
            err=True,
        )
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


@roster.command()
@click.option(
    "--by",
    type=Day(),
    metavar="DATE",
    help="The closing date: 2026-11-30, 30/11/2569; its end counts.",
)
@in_workspace
@asynchronous
async def missing(by: date | None, workspace: str) -> None:
    """List agencies without names or without a reporter, and people who have not enrolled.

    Expected are all ministries, departments and public organisations, or else the agencies of a
    list called `roster`: saphan alias add roster CODE CODE...
    """
    closing = None if by is None else _end_of(by)
    async with transaction(read_only=True) as opened:
        workspace_id = (await opened.workspace(workspace)).id
        unknown = await members.strangers_present(opened.session, workspace_id)
        stands = await models.roster.intake_now(opened.session, workspace_id, closing)
    for agency in stands.missing:
        since = "\tsent later" if agency in stands.late else ""
        click.echo(f"no names\t{agency.code}\t{agency.name_th}{since}")
    for agency in stands.silent:
        click.echo(f"nobody may report\t{agency.code}\t{agency.name_th}")
    for name, waited_for in stands.waiting:
        click.echo(f"not enrolled\t{name}\t{', '.join(each.name_th for each in waited_for)}")
    for each in unknown:
        click.echo(f"not on the roster\t{each.name or each.line_user_id}")
    sent = stands.expected - len(stands.missing)
    joined = stands.people - len(stands.waiting)
    click.echo(
        f"{sent} of {stands.expected} agencies have sent names; "
        f"{joined} of {stands.people} people have enrolled.",
        err=True,
    )


def _end_of(day: date) -> datetime:
    """Return the instant at which a local day ends."""
    return first_instant(day + timedelta(days=1), read_settings().timezone).astimezone(UTC)


@roster.command()
@in_workspace
@asynchronous
async def aside(workspace: str) -> None:
    """List the reports by people who are not on the roster: `saphan person vouch` files them."""
    async with transaction(read_only=True) as opened:
        workspace_id = (await opened.workspace(workspace)).id
        waiting = await models.people.aside.waiting(opened.session, workspace_id)
    for row in waiting:
        text = " ".join(row.text.split())
        sent = f"{row.sent_at.astimezone(opened.settings.timezone):%Y-%m-%d %H:%M}"
        why = f"\t({row.outcome})" if row.outcome else ""
        click.echo(
            f"A{row.id}\t#{row.issue_no}\t{sent}\t{row.name or row.line_user_id}\t{text}{why}"
        )
    if not waiting:
        click.echo("Nothing was kept aside.", err=True)


@roster.command()
@click.option(
    "--pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write slips to print, eight on a page, instead of a CSV.",
)
@click.option(
    "--account", default="", metavar="@ID", help="The bot's basic id; else LINE is asked for it."
)
@in_workspace
@asynchronous
async def codes(pdf: Path | None, account: str, workspace: str) -> None:
    """Print a code for each person who has not joined yet, as CSV or (--pdf) as slips.

    Give each person their own code, and nobody else's: whoever types `#join CODE` is that person
    to Saphan. A code works once, within 30 days; until then the same one is printed again.
    """
    async with transaction() as opened:
        settings = opened.settings
        workspace_id = (await opened.hold(workspace)).id
        given = await models.roster.enrolment_codes(
            opened.session,
            workspace_id,
            secret=settings.secret,
            earlier=settings.secrets[1:],
            now=opened.now,
        )
        numbers = [person.id for person, _ in given]
        await opened.note(workspace_id, Action.ROSTER_CODES, subject("roster"), people=numbers)
        ends = await models.roster.expiries(opened.session, workspace_id)
    if pdf is None:
        _print_csv(given)
    else:
        _write_pdf(given, ends, pdf, account or await _ask_account(settings), settings)


def _print_csv(given: Codes) -> None:
    rows = [
        {
            "agency": "; ".join(each.name_th for each in person.named_agencies),
            "name": person.name,
            "line_id": person.line_id,
            "roles": " ".join(person.roles),
            "code": code,
        }
        for person, code in given
    ]
    write_csv(rows, CODE_COLUMNS, sys.stdout)


def _write_pdf(
    given: Codes, ends: Mapping[int, datetime], path: Path, account: str, settings: Settings
) -> None:
    from bot.documents.code_slips import Slip, write_sheet  # half a second, for slips only

    if not given:
        raise Failure("Everybody on the roster has joined: there is nothing to print.")
    words = words_of(settings)
    slips = []
    for person, code in given:
        agencies = [words.agency(each) for each in person.named_agencies]
        slips.append(Slip(person.name, agencies, code, ends[person.id]))
    try:
        write_sheet(slips, path, words, account=account)
    except OSError as wrong:
        raise Failure(f"Cannot write {path}: {wrong.strerror or wrong}.") from wrong
    click.echo(f"{len(slips)} slips in {path}: print, cut along the lines, hand out.")
    if not account:
        click.echo("The QR codes hold the text only: give --account @ID for a link.", err=True)


async def _ask_account(settings: Settings) -> str:
    """Ask LINE for the bot's basic id; empty where it does not answer."""
    from bot.line.sdk import open_line  # half a second, for slips only

    try:
        async with open_line(settings) as line:
            return (await line.bot_info()).basic_id
    except LineError as error:
        click.echo(f"LINE does not tell the bot's id ({one_line(error)}).", err=True)
        return ""
