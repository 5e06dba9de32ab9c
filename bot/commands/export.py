"""`saphan export`: everything that Saphan knows, to take away (R10)."""

import sys
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import click

from bot.commands.dates import Day, period_of
from bot.commands.session import Failure, asynchronous, in_workspace, transaction
from bot.documents.export_file import write_csv, write_json, write_xlsx
from models import exports
from models.exports import COLUMNS, Export


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
    help="Of assignments: those that `saphan stats --period P` counts or leaves out.",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="File; needed for xlsx."
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
    workspace: str,
) -> None:
    """Write what is on record: issues, reports, what changed, the audit.

    \b
    Examples:
      saphan export issues --format csv > issues.csv
      saphan export assignments --format xlsx --output assignments.xlsx --period 2570Q1
    """
    if period is not None and what != Export.ASSIGNMENTS:
        raise click.UsageError("--period is for assignments; use --from and --to.")
    if form == "xlsx" and output is None:
        raise click.UsageError("xlsx needs --output FILE.")
    async with transaction(read_only=True) as opened:
        tz = opened.settings.timezone
        today = opened.now.astimezone(tz).date()
        rows = await exports.rows(
            opened.session,
            (await opened.workspace(workspace)).id,
            Export(what),
            tz,
            now=opened.now,
            first=first,
            last=last,
            period=None if period is None else period_of(period, today),
            language=opened.settings.language,
        )
    try:
        hidden = not sys.stderr.isatty()
        with click.progressbar(rows, label="Writing", file=sys.stderr, hidden=hidden) as bar:
            _write(bar, Export(what), form, output)
    except OSError as wrong:
        raise Failure(f"Cannot write: {wrong.strerror or wrong}.") from wrong


def _write(rows: Iterable[dict[str, Any]], what: Export, form: str, output: Path | None) -> None:
    columns = COLUMNS[what]
    if form == "xlsx" and output is not None:
        write_xlsx(rows, columns, what, output)
        return
    # A spreadsheet takes a CSV file for UTF-8 only by its mark; a pipe hands on what is said.
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    opened = output.open("w", encoding=encoding, newline="") if output else nullcontext(sys.stdout)
    with opened as out:
        if form == "csv":
            write_csv(rows, columns, out)
        else:
            write_json(rows, out)
        out.flush()
