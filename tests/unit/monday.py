"""The Monday on which the sample messages were written, and how to read a message then."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.agencies import Agency, AgencyKind
from domain.calendar import Calendar
from domain.chat.commands import Fields
from domain.directory import Directory
from domain.grammar import outline, read_message

ROOT = Path(__file__).parent.parent.parent
BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=BANGKOK)
CALENDAR = Calendar(BANGKOK, days_off={date(2026, 12, 7): "lieu day", date(2026, 12, 10): "day"})


def thai_agencies() -> list[Agency]:
    """Return every agency of the seed."""
    with (ROOT / "migrations" / "thai-agencies.csv").open(encoding="utf-8", newline="") as seed:
        return [
            Agency(
                row["code"],
                row["name_th"],
                row["name_en"],
                row["abbr_th"],
                AgencyKind(row["kind"]),
                row["ministry_code"],
            )
            for row in csv.DictReader(seed)
        ]


DIRECTORY = Directory(thai_agencies())


def read(text: str, **more: Any) -> tuple[Fields, ...]:
    """Read a message as it was meant on that Monday at 10:00."""
    return read_message(text, NOW, CALENDAR, DIRECTORY, **more)


def first(text: str, **more: Any) -> Fields:
    """Read the only command of a message."""
    (fields,) = read(text, **more)
    return fields


def line(text: str, **more: Any) -> dict[str, Any]:
    """Return what `saphan parse message` prints for a message."""
    fields = read(text, **more)
    return outline(fields[0] if fields else None)
