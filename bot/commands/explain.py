"""`saphan explain`: the rows behind a figure, each with all that led to its verdict."""

import sys
import textwrap
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import accumulate
from typing import Any

import click

import models.audit.as_of
from bot.commands.dates import as_of, known_at, period_of, tell_as_of
from bot.commands.session import Failure, Opened, UpTo, asynchronous, in_workspace, transaction
from bot.deps import words_of
from bot.documents.export_file import CsvTable, JsonArray
from domain import bounds
from domain.indicator.period import Period
from domain.indicator.rules import RULES_VERSION
from domain.roster.row_agencies import NotOneAgency, meant
from domain.text import clip, display_width, normalise, utf16_length
from models.agencies import load_directory
from models.indicator.explain import COLUMNS, as_json, explained

_WIDTH = 96
_INDENT = " " * 12


@click.command()
@click.argument("agency", required=False, metavar="[AGENCY|MINISTRY]", type=UpTo(bounds.AGENCY))
@click.option("--period", default="", metavar="P", help="Default: the running fiscal quarter.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="How to write it.",
)
@as_of
@in_workspace
@asynchronous
async def explain(
    agency: str | None, period: str, form: str, as_of: datetime | None, workspace: str
) -> None:
    """Show each assignment behind the figures, and why it counts as it does.

    What is left out is shown too. Periods are those of `saphan stats --help`.

    \b
    Examples:
      saphan explain ปภ. --period 2570Q1
      saphan explain MOI --period 2570 --format csv > rows.csv
    """
    async with transaction(read_only=True) as opened:
        tz, words = opened.settings.timezone, words_of(opened.settings)
        chosen = period_of(period, opened.now.astimezone(tz).date())
        home = (await opened.workspace(workspace)).id
        show = explained if as_of is None else models.audit.as_of.explained
        rows = show(
            opened.session,
            home,
            chosen,
            now=known_at(as_of, opened.now),
            tz=tz,
            only=await _codes(opened, home, agency),
            language=opened.settings.language,
        )
        if form == "text":
            tell_as_of(as_of)
        pen = _PENS[form](chosen)
        async for row in rows:
            pen.add(as_json(row, words, tz))
        pen.end()


async def _codes(opened: Opened, workspace_id: int, typed: str | None) -> frozenset[str] | None:
    """Return the codes of what was named, `None` for all; raises Failure."""
    if typed is None:
        return None
    directory = await load_directory(opened.session, workspace_id)
    try:
        return frozenset(directory.expand(meant(normalise(typed), directory)))
    except NotOneAgency as why:
        raise Failure(f"{str(why)[0].upper()}{str(why)[1:]}.") from why


class _Text:
    """Blocks of lines that a terminal of a hundred columns holds."""

    def __init__(self, period: Period) -> None:
        self._count = 0
        click.echo(f"{period.name} ({period.start} to {period.end})\n")

    def add(self, row: Mapping[str, Any]) -> None:
        """Print a row."""
        self._count += 1
        click.echo("\n".join([*map(_fit, lines(row)), *_wrapped(row["reason"]), ""]))

    def end(self) -> None:
        """Print how many rows there were."""
        rules = f"by the rules of {RULES_VERSION} (docs/rules.md)"
        click.echo(f"{self._count} assignments, {rules}.")


def lines(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a row, but for the sentence of why."""
    of = f", {row['ministry_name']}" if row["ministry"] != row["agency"] else ""
    yield f"#{row['issue']} {row['headline']}"
    yield f"  {row['agency']} ({row['role']})  {row['agency_name']}{of}"
    yield f"  opened    {_at(row['opened_at'])}"
    yield f"  deadline  {_at(row['original_deadline'])}  as it was set at first"
    for move in row["moves"]:
        vain = "" if move["counts"] else ": too late to count (C2)"
        yield f"  deadline  {_at(move['new'])}  {move['kind']} {_at(move['at'])}{vain}"
        yield f"{_INDENT}by {move['by']}{_because(move['reason'])}"
    yield f"  counts    {_at(row['counted_deadline'])}  {row['period']}"
    for report in row["reports"]:
        unsent = f", unsent {_at(report['unsent_at'])}" if report["unsent_at"] else ""
        number = f"report {report['revision']}"
        yield f"  {number:<9} {_at(report['at'])}  {report['kind']} by {report['by']}{unsent}"
        if report["judged"]:
            by = f" by {report['judged_by']}" if report["judged_by"] else ""
            why = _because(report["reason"])
            yield f"{_INDENT}{report['judged']} {_at(report['judged_at'])}{by}{why}"
    yield from _objected(row)
    left_out = f", left out: {row['left_out_because']}" if row["left_out_because"] else ""
    yield f"  {row['verdict']} ({row['rule']}{left_out})"


def _objected(row: Mapping[str, Any]) -> Iterator[str]:
    for made in row["objections"]:
        yield f"  objected  {_at(made['at'])}  by {made['by']}{_because(made['reason'])}"
        if made["decided_at"]:
            how = "upheld" if made["upheld"] else "dismissed"
            by = f"by {made['decided_by']}{_because(made['answer'])}"
            yield f"{_INDENT}{how} {_at(made['decided_at'])} {by}"


def _because(reason: str) -> str:
    return f": {reason}" if reason else ""


def _at(written: str) -> str:
    """Return an instant as it was written, without its offset: `2026-11-25 15:00:31.250`."""
    fraction = written[19:23] if written[19:20] == "." else ""
    return f"{written[:10]} {written[11:19]}{fraction}"


def _wrapped(sentence: str) -> list[str]:
    # Thai signs above and below a letter take no column: no line gets too long.
    indent = " " * 2
    return textwrap.wrap(sentence, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _fit(line: str) -> str:
    """Cut a line to the columns that it may take; nothing in it moves the terminal's cursor."""
    shown = "".join(each if each.isprintable() else " " for each in line)
    taken = list(accumulate(map(display_width, shown)))
    if not taken or taken[-1] <= _WIDTH:
        return shown
    return clip(shown, utf16_length(shown[: bisect_left(taken, _WIDTH)]) + 1)


_PENS: dict[str, Callable[[Period], _Text | JsonArray | CsvTable]] = {
    "text": _Text,
    "json": lambda _: JsonArray(sys.stdout),
    "csv": lambda _: CsvTable(COLUMNS, sys.stdout),
}
