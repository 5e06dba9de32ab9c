"""Deadlines: share read right and time per text, beside `dateparser` where it is installed.

Run `python -m bench.deadlines`. The cases are those of `tests/data/thai-deadlines.tsv`; a library
is right where it gives the expected instant, or none where none is expected.
"""

import importlib
import importlib.metadata
import os
import platform
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import holidays

from domain.calendar import Calendar
from domain.deadlines import Unreadable, read_deadline

RUNS = 7
CASES = Path(__file__).parent.parent / "tests" / "data" / "thai-deadlines.tsv"
BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=BANGKOK)

Reader = Callable[[str], datetime | None]


def main() -> None:
    """Print one line per reader, and the conditions."""
    cases = read_cases()
    say(f"{len(cases)} texts, median of {RUNS} runs; Python {platform.python_version()}, ")
    say(f"{os.cpu_count()} CPUs, {platform.machine()}\n")
    report("saphan", ours(), cases)
    theirs = dateparser_reader()
    if theirs is None:
        say("dateparser: not installed\n")
    else:
        report(f"dateparser {importlib.metadata.version('dateparser')}", theirs, cases)


def read_cases() -> list[tuple[str, datetime | None]]:
    """Return each text, untrimmed, with the instant it means or none."""
    rows = [line.split("\t") for line in CASES.read_bytes().decode().split("\n")[1:-1]]
    return [(row[0], None if row[1] == "error" else datetime.fromisoformat(row[1])) for row in rows]


def ours() -> Reader:
    """Return our reader, with the Thai holidays of the years in question."""
    days_off: dict[date, str] = dict(holidays.country_holidays("TH", years=range(2026, 2029)))
    calendar = Calendar(BANGKOK, days_off=days_off)

    def read(text: str) -> datetime | None:
        try:
            return read_deadline(text, NOW, calendar)
        except Unreadable:
            return None

    return read


def dateparser_reader() -> Reader | None:
    """Return dateparser set up as well as it can be, or `None` where it is not installed."""
    try:
        dateparser: Any = importlib.import_module("dateparser")
    except ImportError:
        return None
    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": NOW.replace(tzinfo=None),
        "TIMEZONE": "Asia/Bangkok",
        "RETURN_AS_TIMEZONE_AWARE": True,
    }

    def read(text: str) -> datetime | None:
        found: datetime | None = dateparser.parse(text, languages=["th", "en"], settings=settings)
        return found

    return read


def report(name: str, read: Reader, cases: list[tuple[str, datetime | None]]) -> None:
    """Print how many texts a reader reads right and how long one takes."""
    values = [(text, expected) for text, expected in cases if expected is not None]
    right = sum(read(text) == expected for text, expected in values)
    refused = sum(read(text) is None for text, expected in cases if expected is None)
    each = median(seconds(read, cases) for _ in range(RUNS)) / len(cases) * 1e6
    say(f"{name}: {right}/{len(values)} right, {refused}/{len(cases) - len(values)} refused, ")
    say(f"{each:.0f} us per text\n")


def seconds(read: Reader, cases: list[tuple[str, datetime | None]]) -> float:
    """Return how long one run over all texts takes."""
    begin = perf_counter()
    for text, _ in cases:
        read(text)
    return perf_counter() - begin


def say(text: str) -> None:
    """Write to the terminal."""
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
