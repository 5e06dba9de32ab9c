"""Writing exports: JSON and CSV as text, XLSX as a file. All three have the same columns."""

import csv
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from domain.text import clip

Row = Mapping[str, Any]

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula, full-width letters too."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHEET_NAME_LENGTH = 31
_CELL_LENGTH = 32_767
"""UTF-16 units of the longest cell of a workbook; CSV and JSON have no such bound."""


class Pen(ABC):
    """Writes rows one by one, in one of the formats."""

    @abstractmethod
    def add(self, row: Row) -> None:
        """Write a row."""

    @abstractmethod
    def end(self) -> None:
        """Write what stands behind the last row."""

    def close(self) -> None:  # noqa: B027 - most hold nothing
        """Let go of what is held, whether or not the end was written."""


class JsonArray(Pen):
    """An array of objects, one a line, written row by row."""

    def __init__(self, out: TextIO) -> None:
        """Begin the array."""
        self._out, self._between = out, "\n"
        out.write("[")

    def add(self, row: Row) -> None:
        """Write an object."""
        self._out.write(self._between + json.dumps(row, ensure_ascii=False, default=_plain))
        self._between = ",\n"

    def end(self) -> None:
        """End the array."""
        self._out.write("\n]\n")


class CsvTable(Pen):
    """A header and a line per row; no cell can act as a formula in a spreadsheet."""

    def __init__(self, columns: Sequence[str], out: TextIO) -> None:
        """Write the header."""
        self._columns, self._writer = columns, csv.writer(out, lineterminator="\n")
        self._writer.writerow(columns)

    def add(self, row: Row) -> None:
        """Write a line."""
        self._writer.writerow([cell(row[column]) for column in self._columns])

    def end(self) -> None:
        """Write nothing more: a table has no last line."""


class Workbook(Pen):
    """A sheet whose header stays in sight, and whose dates are dates, on the clock that rows show.

    Rows wait on disk. `add` and `end` raise OSError; `out` is written to at the end only.
    """

    def __init__(self, columns: Mapping[str, str], title: str, out: BinaryIO) -> None:
        """Begin with the headings of the columns, by their keys."""
        import openpyxl  # a third of a second, for this format only

        self._columns, self._out = tuple(columns), out
        self._book = openpyxl.Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title[:_SHEET_NAME_LENGTH])
        self._sheet.freeze_panes = "A2"
        self._sheet.append(list(columns.values()))

    def add(self, row: Row) -> None:
        """Write a line."""
        self._sheet.append([_for_sheet(row[column]) for column in self._columns])

    def end(self) -> None:
        """Write the file."""
        self._book.save(self._out)

    def close(self) -> None:
        """Let go of the rows that wait."""
        if not self._sheet.closed:
            self._sheet.close()


def write_csv(rows: Iterable[Row], columns: Sequence[str], out: TextIO) -> None:
    """Write a table; no cell can act as a formula in a spreadsheet."""
    table = CsvTable(columns, out)
    for row in rows:
        table.add(row)
    table.end()


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of another one once it is whole; raises OSError."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as out:
            yield out
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def cell(value: Any) -> str | int | float:
    """Return a value as one cell: lists joined by line breaks, what is nested as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return harmless("\n".join(value))
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return harmless(_plain(value))


def harmless(text: str) -> str:
    """Return a text that a spreadsheet takes for text: never for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _for_sheet(value: Any) -> str | float | date:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)  # a sheet knows no zones
    if isinstance(value, date):
        return value
    told = cell(value)
    return for_workbook(told) if isinstance(told, str) else told


def for_workbook(text: str) -> str:
    """Return a text as a cell of a workbook can hold it."""
    return clip(_NOT_IN_XML.sub("", text), _CELL_LENGTH)
