"""Reading a roster file, CSV or XLSX, into the rows that `domain.roster` understands."""

import codecs
import csv
import io
import warnings
import zipfile
from pathlib import Path
from typing import Any

from domain.roster import Table

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = ",;\t"


class UnreadableFile(Exception):
    """A file that is no roster; the text says why, for the operator."""


def read_table(path: Path) -> Table:
    """Return the rows of a CSV or of the first sheet of an XLSX, numbered as spreadsheets do.

    What a file is, its content tells, not its name. Raises UnreadableFile.
    """
    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise UnreadableFile(f"{path}: {wrong.strerror or wrong}") from wrong
    if content.startswith(_OLD_EXCEL):
        raise UnreadableFile(f"{path}: an old Excel file; save it as .xlsx or .csv")
    try:
        rows = _xlsx(content) if content.startswith(_ZIP) else _csv(content)
    except UnreadableFile as wrong:
        raise UnreadableFile(f"{path}: {wrong}") from wrong
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


def _xlsx(content: bytes) -> list[list[str]]:
    import openpyxl  # a third of a second, for this kind of file only

    try:
        with warnings.catch_warnings(action="ignore"):  # styles and rules that openpyxl drops
            sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, SyntaxError) as wrong:
        raise UnreadableFile("not an XLSX workbook") from wrong
    rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    for merged in sheet.merged_cells.ranges:
        # An agency written once beside several people stands for each of them.
        spread = rows[merged.min_row - 1][merged.min_col - 1]
        for row in rows[merged.min_row - 1 : merged.max_row]:
            row[merged.min_col - 1 : merged.max_col] = [spread] * merged.size["columns"]
    return rows


def _text(value: Any) -> str:
    """Return a cell as people see it: nothing, or a number without `.0`."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
