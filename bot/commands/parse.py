"""`saphan parse deadline|message`: what would be understood, line by line, without a database."""

import csv
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

import migrations
from bot.calendar import official_calendar
from bot.commands.dates import Instant
from bot.commands.settings import read_settings
from bot.inbox.message_text import read_text_parts
from domain.agencies import Agency, AgencyKind, Mentioned
from domain.calendar import Calendar
from domain.deadlines import Unreadable, read_deadline
from domain.directory import Directory
from domain.grammar import outline, read_message

_now = click.option(
    "--now", type=Instant(), metavar="INSTANT", help="Read as if said then; default: now."
)


@click.group()
def parse() -> None:
    """Show how texts are understood: one line of stdin, one line of stdout."""


@parse.command()
@_now
def deadline(now: datetime | None) -> None:
    """Read deadlines: an instant with offset, or `error: reason`, for each line.

    \b
    Example:
      echo "พรุ่งนี้เที่ยง" | saphan parse deadline --now 2026-11-23T10:00:00+07:00
    """
    moment, calendar = _moment(now)
    for _, line in _lines():
        try:
            at = calendar.local(read_deadline(line, moment, calendar))
            click.echo(at.isoformat(timespec="seconds"))
        except Unreadable as wrong:
            reason = wrong.why.replace("_", " ")
            detail = " ".join(wrong.detail.split())
            click.echo(f"error: {reason}: {detail}" if detail else f"error: {reason}")
        sys.stdout.flush()


@parse.command()
@_now
def message(now: datetime | None) -> None:
    """Read chat messages: JSON lines in, JSON lines out.

    A line holds {"text": ...} and perhaps "context": {"quoted_issue_no": n}, and "emojis" and
    "mentions" as LINE's webhook has them. A line that is no such thing is named on stderr, and
    the exit code is 1 at the end.

    \b
    Example:
      echo '{"text": "#report 12 ชี้แจงแล้ว"}' | saphan parse message
    """
    moment, calendar = _moment(now)
    directory = seeded_directory()
    refused = False
    for number, line in _lines():
        try:
            text, mentioned, quoted = _message(line)
        except ValueError as wrong:
            click.echo(f"line {number}: {wrong}", err=True)
            refused = True
            continue
        read = read_message(
            text, moment, calendar, directory, quoted_issue_no=quoted, mentioned=mentioned
        )
        click.echo(json.dumps(outline(read[0] if read else None), ensure_ascii=False))
        sys.stdout.flush()
    if refused:
        sys.exit(1)


def seeded_directory() -> Directory:
    """Return the directory that a workspace begins with, without a database."""
    seed = Path(migrations.__file__).parent / "thai-agencies.csv"
    with seed.open(encoding="utf-8", newline="") as file:
        return Directory(
            Agency(
                row["code"],
                row["name_th"],
                row["name_en"],
                row["abbr_th"],
                AgencyKind(row["kind"]),
                row["ministry_code"],
            )
            for row in csv.DictReader(file)
        )


def _message(line: str) -> tuple[str, list[Mentioned], int | None]:
    """Return the text, its mentions and the quoted issue of a JSON line; raises ValueError."""
    try:
        given = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as wrong:
        raise ValueError("not JSON") from wrong
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str):
        raise ValueError('no "text"')
    listed = given.get("mentions")
    listed = listed.get("mentionees") if isinstance(listed, dict) else listed
    text, mentions = read_text_parts(text, given.get("emojis"), listed)
    context = given.get("context")
    quoted = context.get("quoted_issue_no") if isinstance(context, dict) else None
    people = [Mentioned(each.typed, (), each.start) for each in mentions]
    return text, people, quoted if isinstance(quoted, int) else None


def _moment(now: datetime | None) -> tuple[datetime, Calendar]:
    """Return the instant to read at, and the calendar around it."""
    # A text is understood without LINE, whose settings are the only ones that must be given.
    settings = read_settings(line_channel_secret=("none",), line_channel_access_token="none")
    moment = datetime.now(settings.timezone) if now is None else now
    return moment, official_calendar(settings, moment)


def _lines() -> Iterator[tuple[int, str]]:
    """Yield the lines of stdin as they come, numbered from 1, without the line break only."""
    for number, line in enumerate(sys.stdin, start=1):
        yield number, line.removesuffix("\n").removesuffix("\r")
