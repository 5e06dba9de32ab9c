"""Reading a file of tables, CSV or XLSX: a roster, or the register of Joint KPIs."""

import codecs
import csv
import io
import re
import warnings
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from domain.roster.table import Below, Beside, Sheet, Table, Unworked

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = (
    (b"%pdf", "a PDF"),
    (b"{\\rtf", "a Word text"),
    (b"<?xml", "an XML file"),
    (b"<html", "a web page"),
    (b"<!doctype html", "a web page"),
    (b"<table", "a web page"),
    (b"<meta", "a web page"),
)
"""What web systems and people call .xls or .csv although it is something else, by its opening."""
_PACKED = (
    ("word/document.xml", "a Word text"),
    ("content.xml", "an OpenDocument file"),
    ("xl/workbook.bin", "a binary workbook"),
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = ",;\t"
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref=["\']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["\']'
)

LARGEST_FILE = 10 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 2000
MOST_CELLS = 1_000_000
TOO_LARGE = "too large; keep the tables alone, without empty formatted cells"


class UnreadableFile(Exception):
    """A file without tables; the text says why, for the operator."""


def read_file(path: Path) -> list[Sheet]:
    """Return the sheets of an XLSX, or a CSV as one, rows numbered as spreadsheets do.

    What a file is, its content tells, not its name. Raises UnreadableFile.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as wrong:
        raise UnreadableFile(f"{path}: {wrong.strerror or wrong}") from wrong
    try:
        if len(content) > LARGEST_FILE:
            raise UnreadableFile(TOO_LARGE)
        if content.startswith(_OLD_EXCEL) and _PROTECTED in content:
            raise UnreadableFile("protected by a password; save it without one")
        if content.startswith(_OLD_EXCEL):
            raise UnreadableFile("an old Excel file; save it as .xlsx or .csv")
        _refuse_foreign(content)
        if content.startswith(_ZIP):
            return _xlsx(content)
        return [Sheet("", _numbered(_csv(content)))]
    except UnreadableFile as wrong:
        raise UnreadableFile(f"{path}: {wrong}") from wrong


def _refuse_foreign(content: bytes) -> None:
    """Raise UnreadableFile for what is no table, whatever its name says."""
    opening = content[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for mark, kind in _FOREIGN:
        if opening.startswith(mark):
            raise UnreadableFile(f"{kind}, whatever its name; save it as .xlsx or .csv")


def _numbered(rows: list[list[str]]) -> Table:
    return list(enumerate(rows, start=1))


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    lines = text.splitlines()
    delimiter = max(  # a title above the table has none
        _DELIMITERS, key=lambda sign: (sum(sign in line for line in lines), text.count(sign))
    )
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


def _xlsx(content: bytes) -> list[Sheet]:
    import openpyxl  # a third of a second, for this kind of file only

    try:
        has_formulas = _check(content)
        with warnings.catch_warnings(action="ignore"):  # styles and rules that openpyxl drops
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            typed = openpyxl.load_workbook(io.BytesIO(content)) if has_formulas else book
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, SyntaxError) as wrong:
        raise UnreadableFile("not an XLSX workbook") from wrong
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if sum(sheet.max_row * sheet.max_column for sheet in seen) > MOST_CELLS:
        raise UnreadableFile(TOO_LARGE)
    sheets = []
    for sheet in book.worksheets:
        name = sheet.title if len(book.worksheets) > 1 else ""
        if sheet in seen:
            table = _numbered(_cells(sheet, typed[sheet.title]))
            sheets.append(Sheet(name, table))
        elif sheet.max_row > 1:
            sheets.append(Sheet(name, (), hidden=True))
    return sheets


def _check(content: bytes) -> bool:
    """Raise UnreadableFile for what is no workbook, or would fill the memory when it is opened.

    What is packed is measured before it is unpacked, and merged ranges, of which openpyxl makes
    every cell, before they are made. Returns whether there are formulas.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise UnreadableFile(TOO_LARGE)
        names = {part.filename for part in parts}
        for name, kind in _PACKED:
            if name in names:
                raise UnreadableFile(f"{kind}, whatever its name; save it as .xlsx or .csv")
        merged, has_formulas = 0, False
        for part in parts:  # a sheet may lie under any name in the package
            if ".xml" in part.filename:
                xml = packed.read(part)
                merged += _merged_cells(xml)
                has_formulas |= _FORMULA.search(xml) is not None
        if merged > MOST_CELLS:
            raise UnreadableFile(TOO_LARGE)
        return has_formulas


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


def _cells(sheet: Any, typed: Any) -> list[list[str]]:
    """Return the texts of a sheet; `typed` is the same sheet with its formulas."""
    rows = [[_text(cell) for cell in row] for row in sheet.iter_rows()]
    if typed is not sheet:
        for row, formulas in zip(rows, typed.iter_rows(), strict=False):
            for index, cell in enumerate(formulas):
                if cell.data_type == "f" and sheet.cell(cell.row, cell.column).value is None:
                    row[index] = Unworked(cell.value)
    for merged in sheet.merged_cells.ranges:
        # An agency written once beside several people stands for each of them; a title that goes
        # across columns stays one cell.
        covered = rows[merged.min_row - 1 : merged.max_row]
        first = covered[0][merged.min_col - 1]
        for row in covered[1:]:
            row[merged.min_col - 1] = Below(first)
        for row in covered:
            row[merged.min_col : merged.max_col] = [Beside()] * (merged.max_col - merged.min_col)
    return rows


def _text(cell: Any) -> str:
    """Return a cell as people see it: nothing, a number without `.0`, or 80% for 0.8."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, int | float) and "%" in cell.number_format:
        return f"{Decimal(repr(value)) * 100:f}%"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
