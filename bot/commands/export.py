"""`saphan export`: everything that Saphan knows, to take away (R10)."""

import itertools
import sys
from collections.abc import AsyncIterable
from contextlib import closing, nullcontext
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

import click

from bot.commands.dates import Day, period_of
from bot.commands.session import Failure, asynchronous, in_workspace, transaction
from bot.documents.export_file import CsvTable, JsonArray, Pen, Row, Workbook, replaced
from domain.thai_dates import Language
from domain.words.columns import headings
from models import exports
from models.exports import COLUMNS, OF_ASSIGNMENTS, REGISTERS, Export


@click.command()
@click.argument("what", type=click.Choice([each.value for each in Export]))
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "xlsx"]),
    default="json",
    show_default=True,
    help="How to write it.",
)
@click.option(
    "--from", "first", type=Day(), metavar="DATE", help="First day: 2026-10-01, 1/10/2569."
)
@click.option("--to", "last", type=Day(), metavar="DATE", help="Last day, included.")
@click.option(
    "--period",
    metavar="P",
    help="What is of assignments: of those that `saphan stats --period P` counts or leaves out.",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="File; needed for xlsx."
)
@click.option(
    "--language",
    type=click.Choice(["th", "en"]),
    help="Of names, and of headings in xlsx. Default: SAPHAN_LANGUAGE.",
)
@in_workspace
@asynchronous
async def export(
    what: str,
    form: str,
    first: date | None,
    last: date | None,
    period: str | None,
    output: Path | None,
    language: Language | None,
    workspace: str,
) -> None:
    """Write what is on record: issues, reports, what changed, the audit.

    \b
    Examples:
      saphan export issues --format csv > issues.csv
      saphan export assignments --format xlsx --output assignments.xlsx --period 2570Q1
    """
    wanted = Export(what)
    if period is not None and wanted not in OF_ASSIGNMENTS:
        raise click.UsageError("--period is for what is of assignments; use --from and --to.")
    if wanted in REGISTERS and (first or last):
        raise click.UsageError(f"{what} stand as they are: no --from and --to.")
    if form == "xlsx" and output is None:
        raise click.UsageError("xlsx needs --output FILE.")
    async with transaction(read_only=True) as opened:
        tz = opened.settings.timezone
        spoken = language or opened.settings.language
        rows = exports.rows(
            opened.session,
            (await opened.workspace(workspace)).id,
            wanted,
            tz,
            now=opened.now,
            first=first,
            last=last,
            period=None if period is None else period_of(period, opened.now.astimezone(tz).date()),
            language=spoken,
        )
        try:
            await _write(rows, wanted, form, output, spoken)
        except OSError as wrong:
            raise Failure(f"Cannot write: {wrong.strerror or wrong}.") from wrong


async def _write(
    rows: AsyncIterable[Row], what: Export, form: str, output: Path | None, language: Language
) -> None:
    """Write rows as they come, and count them before the eyes of an operator."""
    hidden, endless = not sys.stderr.isatty(), itertools.count()
    with (
        replaced(output) if output else nullcontext() as out,
        click.progressbar(
            endless, label="Writing", show_pos=True, file=sys.stderr, hidden=hidden
        ) as bar,
        closing(_pen(what, form, out, language)) as pen,
    ):
        async for row in rows:
            pen.add(row)
            bar.update(1)
        pen.end()


def _pen(what: Export, form: str, out: BinaryIO | None, language: Language) -> Pen:
    columns = COLUMNS[what]
    if form == "xlsx" and out is not None:
        return Workbook(headings(columns, language), what, out)
    text: TextIO = sys.stdout
    if out is not None:
        # A spreadsheet takes a CSV file for UTF-8 only by its mark; a pipe hands on what is said.
        encoding = "utf-8-sig" if form == "csv" else "utf-8"
        text = TextIOWrapper(out, encoding=encoding, newline="", write_through=True)
    return CsvTable(columns, text) if form == "csv" else JsonArray(text)
