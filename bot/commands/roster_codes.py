"""`saphan roster codes`: the codes with which people join, as CSV or as slips to print."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.running import Failure, Opened, in_database, in_workspace, one_line, settings

if TYPE_CHECKING:
    from models.people import Person

COLUMNS = ("agency", "name", "line_id", "roles", "code")


@click.command()
@click.option(
    "--pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write slips to print, eight on a page, instead of a CSV.",
)
@click.option(
    "--account", default="", metavar="@ID", help="The bot's basic id; else LINE is asked for it."
)
@in_workspace
def codes(pdf: Path | None, account: str, workspace: str) -> None:
    """Print a code for each person who has not joined yet, as CSV or (--pdf) as slips.

    Give each person their own code, and nobody else's: whoever types `#join CODE` is that person
    to Saphan. A code works once, within 30 days; until then the same one is printed again.
    """

    async def work(opened: Opened) -> "list[tuple[Person, str, datetime]]":
        from models import roster

        workspace_id = (await opened.workspace(workspace)).id
        given = await roster.enrolment_codes(
            opened.session,
            workspace_id,
            secret=opened.settings.secret,
            earlier=opened.settings.secrets[1:],
            now=opened.now,
        )
        people = [person.id for person, _ in given]
        await opened.note(workspace_id, "roster.codes", "roster", people=people)
        ends = await roster.expiries(opened.session, workspace_id)
        return [(person, code, ends[person.id]) for person, code in given]

    given = in_database(work)
    if pdf is None:
        _print_csv([(person, code) for person, code, _ in given])
    else:
        _write_pdf(given, pdf, account or _ask_account())


def _print_csv(given: "list[tuple[Person, str]]") -> None:
    from bot.documents.export_file import write_csv

    rows = [
        {
            "agency": "; ".join(agency.name_th for agency in person.agencies),
            "name": person.name,
            "line_id": person.line_id,
            "roles": " ".join(person.roles),
            "code": code,
        }
        for person, code in given
    ]
    write_csv(rows, COLUMNS, sys.stdout)


def _write_pdf(given: "list[tuple[Person, str, datetime]]", path: Path, account: str) -> None:
    from bot.documents.code_slips import Slip, write_sheet
    from domain.words import words_for

    if not given:
        raise Failure("Everybody on the roster has joined: there is nothing to print.")
    told = settings()
    words = words_for(told.language, told.timezone, with_thai_digits=told.digits == "thai")
    slips = [
        Slip(person.name, [words.agency(each.value()) for each in person.agencies], code, end)
        for person, code, end in given
    ]
    try:
        write_sheet(slips, path, words, account=account)
    except OSError as wrong:
        raise Failure(f"Cannot write {path}: {wrong.strerror or wrong}.") from wrong
    click.echo(f"{len(slips)} slips in {path}: print, cut along the lines, hand out.")
    if not account:
        click.echo("The QR codes hold the text only: give --account @ID for a link.", err=True)


def _ask_account() -> str:
    """Ask LINE for the bot's basic id; empty where it does not answer."""
    import asyncio

    from bot.line.api import LineError
    from bot.line.sdk import open_line

    async def ask() -> str:
        async with open_line(settings()) as line:
            return (await line.bot_info()).basic_id

    try:
        return asyncio.run(ask())
    except LineError as error:
        click.echo(f"LINE does not tell the bot's id ({one_line(error)}).", err=True)
        return ""
