"""Reading a roster file, CSV or XLSX, into the rows that `domain.roster.rows` understands."""

import codecs
import csv
import io
import re
import warnings
import zipfile
from pathlib import Path
from typing import Any

from domain.roster.rows import Table
from domain.roster.sheets import RosterSheet

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = ",;\t"
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref=["\']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["\']'
)

LARGEST_FILE = 10 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 2000
MOST_CELLS = 1_000_000
TOO_LARGE = "too large for a roster; keep the table alone, without empty formatted cells"


class UnreadableFile(Exception):
    """A file that is no roster; the text says why, for the operator."""


def read_file(path: Path) -> list[RosterSheet]:
    """Return the sheets of an XLSX, or a CSV as one, rows numbered as spreadsheets do.

    What a file is, its content tells, not its name. Raises UnreadableFile.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as wrong:
        raise UnreadableFile(f"{path}: {wrong.strerror or wrong}") from wrong
    if content.startswith(_OLD_EXCEL):
        raise UnreadableFile(f"{path}: an old Excel file; save it as .xlsx or .csv")
    try:
        if len(content) > LARGEST_FILE:
            raise UnreadableFile(TOO_LARGE)
        if content.startswith(_ZIP):
            return _xlsx(content)
        return [RosterSheet("", _numbered(_csv(content)))]
    except UnreadableFile as wrong:
        raise UnreadableFile(f"{path}: {wrong}") from wrong


def _numbered(rows: list[list[str]]) -> Table:
    return list(enumerate(rows, start=1))


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    opening = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=opening.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as wrong:
        raise UnreadableFile(f"not a CSV file ({wrong})") from wrong


def _decoded(content: bytes) -> str:
    """Decode UTF-8 with or without a mark, UTF-16 with one, else Windows-874 (TIS-620)."""
    encodings = ["utf-16"] if content.startswith(_UTF_16) else ["utf-8-sig", "cp874"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("the letters are in neither UTF-8 nor Windows-874")


def _xlsx(content: bytes) -> list[RosterSheet]:
    import openpyxl  # a third of a second, for this kind of file only

    try:
        _check_size(content)
        with warnings.catch_warnings(action="ignore"):  # styles and rules that openpyxl drops
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, SyntaxError) as wrong:
        raise UnreadableFile("not an XLSX workbook") from wrong
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if sum(sheet.max_row * sheet.max_column for sheet in seen) > MOST_CELLS:
        raise UnreadableFile(TOO_LARGE)
    names = [sheet.title if len(seen) > 1 else "" for sheet in seen]
    return [
        RosterSheet(name, _numbered(_cells(each))) for name, each in zip(names, seen, strict=True)
    ]


def _check_size(content: bytes) -> None:
    """Raise UnreadableFile for a workbook that would fill the memory when it is opened.

    What is packed is measured before it is unpacked, and merged ranges, of which openpyxl makes
    every cell, before they are made.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise UnreadableFile(TOO_LARGE)
        # A sheet may lie under any name in the package.
        merged = (_merged_cells(packed.read(part)) for part in parts if ".xml" in part.filename)
        if sum(merged) > MOST_CELLS:
            raise UnreadableFile(TOO_LARGE)


def _merged_cells(xml: bytes) -> int:
    total = 0
    for found in _MERGED.finditer(xml):
        (left, top, right, bottom) = (part.decode() for part in found.groups())
        total += (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)
    return total


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _cells(sheet: Any) -> list[list[str]]:
    rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    for merged in sheet.merged_cells.ranges:
        # An agency written once beside several people stands for each of them; a title that goes
        # across columns stays one cell.
        spread = rows[merged.min_row - 1][merged.min_col - 1]
        for row in rows[merged.min_row - 1 : merged.max_row]:
            row[merged.min_col - 1] = spread
    return rows


def _text(value: Any) -> str:
    """Return a cell as people see it: nothing, or a number without `.0`."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
