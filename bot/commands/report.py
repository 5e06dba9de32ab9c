"""`saphan report`: the quarterly report to the Prime Minister, as files in a folder."""

from collections.abc import Callable
from pathlib import Path

import click

from bot.commands.dates import period_of
from bot.commands.session import Failure, asynchronous, in_workspace, transaction
from domain.indicator.quarterly import QuarterlyReport
from domain.thai_dates import Language
from domain.words import Words, words_for
from models.exports.quarterly import quarterly_report


@click.command()
@click.argument("period", metavar="P")
@click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder; made where there is none.",
)
@click.option(
    "--form",
    type=click.Choice(["memo", "letter"]),
    default="memo",
    show_default=True,
    help="Of the formal paper.",
)
@click.option("--language", type=click.Choice(["th", "en"]), help="Default: SAPHAN_LANGUAGE.")
@in_workspace
@asynchronous
async def report(
    period: str, output: Path, form: str, language: Language | None, workspace: str
) -> None:
    """Write the report of a fiscal quarter: workbook, formal paper and open data.

    Files: workbook.xlsx, memo or letter as .docx and .pdf, assignments.csv, figures.json, and
    manifest.json with the seal of each. What the office's own paper has (its number, who signs,
    the Garuda) stands in the file that SAPHAN_LETTERHEAD names.

    \b
    Examples:
      saphan report 2570Q1 --output report-2570Q1
      saphan report "ครั้งที่ 1/2570" --output pm --form letter
    """
    click.echo("Gathering ...", err=True)
    async with transaction(read_only=True) as opened:
        settings = opened.settings
        words = words_for(language or settings.language, settings.timezone)
        chosen = period_of(period, opened.now.astimezone(settings.timezone).date())
        if "Q" not in chosen.name:
            raise Failure(f"{chosen.name} is no fiscal quarter: write one as 2570Q1.")
        home = await opened.workspace(workspace)
        rules = settings.return_clock, settings.counted_roles
        told = await quarterly_report(
            opened.session, home.id, home.name, chosen, words, *rules, now=opened.now
        )
    try:
        _write(told, words, output, form, settings.letterhead)
    except OSError as wrong:
        raise Failure(f"Cannot write: {wrong.strerror or wrong}.") from wrong


def _write(
    told: QuarterlyReport, words: Words, output: Path, form: str, letterhead: Path | None
) -> None:
    """Write each file and say so; raises OSError and Failure."""
    # What papers and workbooks need takes a second to import: for this command only.
    from bot.documents.quarterly import open_data
    from bot.documents.quarterly.docx import write_docx
    from bot.documents.quarterly.letterhead import BadLetterhead, Letterhead, read_letterhead
    from bot.documents.quarterly.paper import Form, paper
    from bot.documents.quarterly.pdf import write_pdf
    from bot.documents.quarterly.workbook import write_workbook

    try:
        own = read_letterhead(letterhead) if letterhead else Letterhead()
    except BadLetterhead as wrong:
        raise Failure(f"{wrong} (SAPHAN_LETTERHEAD).") from wrong
    written = paper(told, words, own, Form(form))
    output.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []

    def write(name: str, writer: Callable[[Path], None]) -> None:
        writer(output / name)
        files.append(output / name)
        click.echo(files[-1])

    write("workbook.xlsx", lambda path: write_workbook(told, words, path))
    write(f"{form}.docx", lambda path: write_docx(written, path))
    write(f"{form}.pdf", lambda path: write_pdf(written, path))
    write("assignments.csv", lambda path: open_data.write_rows(told, path))
    write("figures.json", lambda path: open_data.write_figures(told, words, path))
    write("manifest.json", lambda path: open_data.write_manifest(told, files, path))
