"""Writing exports: JSON and CSV as text, XLSX as a file. All three have the same columns."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from domain.text import clip

Row = Mapping[str, Any]

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula, full-width letters too."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHEET_NAME_LENGTH = 31
_CELL_LENGTH = 32_767
"""UTF-16 units of the longest cell of a workbook; CSV and JSON have no such bound."""


class JsonArray:
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


class CsvTable:
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


def write_json(rows: Iterable[Row], out: TextIO) -> None:
    """Write an array of objects, one a line."""
    _write(rows, JsonArray(out))


def write_csv(rows: Iterable[Row], columns: Sequence[str], out: TextIO) -> None:
    """Write a table; no cell can act as a formula in a spreadsheet."""
    _write(rows, CsvTable(columns, out))


def _write(rows: Iterable[Row], table: JsonArray | CsvTable) -> None:
    for row in rows:
        table.add(row)
    table.end()


def write_xlsx(rows: Iterable[Row], columns: Sequence[str], title: str, path: Path) -> None:
    """Write a workbook of one sheet whose header stays in sight; raises OSError."""
    import openpyxl  # a third of a second, for this format only

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title[:_SHEET_NAME_LENGTH])
    sheet.freeze_panes = "A2"
    sheet.append(list(columns))
    for row in rows:
        sheet.append([_for_xml(cell(row[column])) for column in columns])
    ready = io.BytesIO()  # a file that cannot be written must not be left half written
    book.save(ready)
    path.write_bytes(ready.getvalue())


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
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _for_xml(value: str | float) -> str | float:
    return clip(_NOT_IN_XML.sub("", value), _CELL_LENGTH) if isinstance(value, str) else value
