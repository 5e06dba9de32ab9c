"""`saphan roster codes`: the codes with which people join, as CSV or as slips to print."""

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from bot.commands.session import Failure, asynchronous, in_workspace, one_line, transaction
from bot.deps import words_of
from bot.documents.export_file import write_csv
from bot.line.api import LineError
from bot.settings import Settings
from domain.issues.audit import Action, subject
from models import roster
from models.people import Person

COLUMNS = ("agency", "name", "line_id", "roles", "code")

Given = list[tuple[Person, str]]


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
@asynchronous
async def codes(pdf: Path | None, account: str, workspace: str) -> None:
    """Print a code for each person who has not joined yet, as CSV or (--pdf) as slips.

    Give each person their own code, and nobody else's: whoever types `#join CODE` is that person
    to Saphan. A code works once, within 30 days; until then the same one is printed again.
    """
    async with transaction() as opened:
        settings = opened.settings
        workspace_id = (await opened.workspace(workspace)).id
        given = await roster.enrolment_codes(
            opened.session,
            workspace_id,
            secret=settings.secret,
            earlier=settings.secrets[1:],
            now=opened.now,
        )
        people = [person.id for person, _ in given]
        await opened.note(workspace_id, Action.ROSTER_CODES, subject("roster"), people=people)
        ends = await roster.expiries(opened.session, workspace_id)
    if pdf is None:
        _print_csv(given)
    else:
        _write_pdf(given, ends, pdf, account or await _ask_account(settings), settings)


def _print_csv(given: Given) -> None:
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


def _write_pdf(
    given: Given, ends: Mapping[int, datetime], path: Path, account: str, settings: Settings
) -> None:
    from bot.documents.code_slips import Slip, write_sheet  # half a second, for slips only

    if not given:
        raise Failure("Everybody on the roster has joined: there is nothing to print.")
    words = words_of(settings)
    slips = []
    for person, code in given:
        agencies = [words.agency(each.value()) for each in person.agencies]
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
