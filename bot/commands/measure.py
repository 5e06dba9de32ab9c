"""`saphan measure import|list`: sub-indicators 1 and 3, which are counted elsewhere."""

import json
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import click

from bot.commands.dates import period_of
from bot.commands.session import Failure, Opened, asynchronous, in_workspace, transaction
from bot.documents.roster_file import UnreadableFile, read_file
from domain.calendar import Calendar
from domain.indicator.measures import Measure, Read, read_measures
from domain.indicator.periods import read_period
from domain.indicator.rules import By
from domain.issues.audit import Action, subject
from models import indicator
from models.agencies import load_directory
from models.indicator import measures
from models.indicator.measures import Kept


@click.group()
def measure() -> None:
    """Sub-indicators 1 and 3 of letter 2560, typed in from outside."""


@measure.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@in_workspace
@asynchronous
async def import_file(file: Path, workspace: str) -> None:
    """Take over the measures of a CSV or XLSX file: all of them or none.

    \b
    Columns, in any order, in Thai or English:
      หน่วยงาน        agency         name, abbreviation or code
      ตัวชี้วัดย่อย      sub-indicator  1 (plan carried out) or 3 (people who understand)
      ช่วงเวลา         period         2570Q1, ไตรมาส 1/70, 2570
      ผล              result         what was done; who understands
      จาก             of             what was planned; who was asked
      แหล่งข้อมูล       source
      วันที่            date           of the data
      ผู้บันทึก          entered by

    The first sheet with a table is read. Importing a file again changes nothing; a measure that
    says otherwise corrects the one before, which stays on record.
    """
    try:
        sheets = [sheet for sheet in read_file(file) if not sheet.hidden]
    except UnreadableFile as wrong:
        raise Failure(str(wrong)) from wrong
    async with transaction() as opened:
        home = (await opened.hold(workspace)).id
        directory = await load_directory(opened.session, home)
        calendar = Calendar(opened.settings.timezone)
        tables = [read_measures(each.table, directory, opened.now, calendar) for each in sheets]
        read = next((each for each in tables if each.measures), tables[0])
        _refuse(read)
        new, corrected = await measures.put(opened.session, home, read.measures, opened.now)
        if new or corrected:
            await opened.note(
                home,
                Action.MEASURES_IMPORTED,
                subject("measures"),
                measures=[_on_record(each) for each in (*new, *corrected)],
            )
    for note in read.notes:
        click.echo(note, err=True)
    same = len(read.measures) - len(new) - len(corrected)
    click.echo(f"{len(new)} added, {len(corrected)} corrected, {same} unchanged.")


def _refuse(read: Read) -> None:
    """Raise Failure where anything is wrong, after naming every bad row on stderr."""
    for problem in read.problems:
        click.echo(problem, err=True)
    if read.problems:
        raise Failure("Nothing was taken over.")


def _on_record(one: Measure) -> list[str]:
    """Return what the audit tells: codes and numbers, no words."""
    return [one.agency, one.sub.value, one.period, str(one.part), str(one.whole), str(one.day)]


@measure.command("list")
@click.option("--period", default=None, metavar="P", help="Default: all periods.")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@in_workspace
@asynchronous
async def listed(period: str | None, as_json: bool, workspace: str) -> None:
    """List the measures with what they were before, and beside them what the chats counted.

    The figure of sub-indicator 2 is that of `saphan stats --by agency` in the same period.
    """
    async with transaction(read_only=True) as opened:
        home = (await opened.workspace(workspace)).id
        today = opened.now.astimezone(opened.settings.timezone).date()
        chosen = period_of(period, today).name if period else None
        kept = await measures.listed(opened.session, home, chosen)
        counted = await _counted(opened, home, {each.measure.period for each in kept})
    shown = [_shown(each, counted, opened.settings.timezone) for each in kept]
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for row in shown:
        click.echo(_line(row))
        for before in row["before"]:
            click.echo(f"\tbefore\t\t{_told(before)}")


async def _counted(opened: Opened, home: int, periods: set[str]) -> dict[tuple[str, str], Any]:
    """Return the percentage of sub-indicator 2, by period and code of the agency."""
    found: dict[tuple[str, str], Any] = {}
    now, tz = opened.now, opened.settings.timezone
    for name in periods:
        period = read_period(name, now.astimezone(tz).date())
        table = await indicator.table(
            opened.session,
            home,
            period,
            By.AGENCY,
            now=now,
            tz=tz,
            roles=opened.settings.counted_roles,
        )
        found |= {(name, row.code): row.indicator.on_time_percent for row in table.rows}
    return found


def _shown(kept: Kept, counted: dict[tuple[str, str], Any], tz: tzinfo) -> dict[str, Any]:
    one = kept.measure
    beside = counted.get((one.period, one.agency))
    return {
        "agency": one.agency,
        "sub_indicator": int(one.sub),
        "period": one.period,
        **_version(one, kept.recorded_at, tz),
        "sub_indicator_2": None if beside is None else float(beside),
        "before": [_version(*each, tz) for each in kept.before],
    }


def _version(one: Measure, recorded_at: datetime, tz: tzinfo) -> dict[str, Any]:
    return {
        "result": str(one.part),
        "of": str(one.whole),
        "percent": float(one.percent),
        "source": one.source,
        "date": str(one.day),
        "entered_by": one.by,
        "recorded_at": recorded_at.astimezone(tz).isoformat(),
    }


def _line(row: dict[str, Any]) -> str:
    """Return a measure on a line; the names of agencies are those of `saphan agency list`."""
    two = "-" if row["sub_indicator_2"] is None else f"{row['sub_indicator_2']:.2f}%"
    about = (row["period"], row["agency"], f"sub-indicator {row['sub_indicator']}")
    return "\t".join([*about, _told(row), f"(sub-indicator 2: {two})"])


def _told(version: dict[str, Any]) -> str:
    share = f"{version['percent']:.2f}% ({version['result']}/{version['of']})"
    by = f"{version['entered_by']}, recorded {version['recorded_at'][:16]}"
    return "\t".join([share, version["source"], version["date"], by])
