"""Sheets as an office prints them: title, headings that stay in sight, A4 across."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from bot.documents.export_file import for_workbook
from domain.text import display_width
from domain.thai_dates import Both
from domain.words import Words

FONT = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
LINE = 21
"""Points of height that a line of this font takes."""
HEADINGS = 3
"""The row of a sheet's headings, from 0 on; above it stand its title and the period."""
A4 = 9
DATES: Both = ("[$-107041E]d mmm yyyy hh:mm:ss", "d mmm yyyy hh:mm:ss")
"""The Thai one counts years in the Buddhist era, by the calendar's number in spreadsheets."""
WIDTHS = {
    **dict.fromkeys(("agency_name", "ministry_name"), 30),
    **dict.fromkeys(("headline", "reason", "answer", "source"), 34),
    "meaning": 110,
}
WIDTH, WIDTH_OF_TIME, WIDTH_OF_NUMBER = 13, 19, 8
"""In characters, as spreadsheets count the width of a column."""
NUMBERS = ("no", "issue", "role", "moves", "rule", "version")


class Sheets:
    """A workbook that grows sheet by sheet, row by row, with little in memory."""

    def __init__(self, path: Path, words: Words, office: str, made_at: datetime) -> None:
        """Begin a workbook; the same sheets have the same bytes, whenever they are written."""
        self._words, self._office = words, office
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self._book.set_properties({"title": words.quarterly_title(), "created": made_at})
        self.text = self._book.add_format(FONT | {"text_wrap": True})
        self.bold = self._book.add_format(FONT | {"bold": True})
        self.share = self._book.add_format(FONT | {"num_format": "0.00"})
        heading = {"bold": True, "text_wrap": True, "bg_color": "#DCE6F1", "border": 1}
        self._heading = self._book.add_format(FONT | heading)
        self._time = self._book.add_format(FONT | {"num_format": words.say(*DATES)})

    def begin(self, name: str, columns: Sequence[str]) -> Worksheet:
        """Begin a sheet with its title and headings."""
        words = self._words
        sheet = self._book.add_worksheet(words.sheet(name))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADINGS)
        sheet.freeze_panes(HEADINGS + 1, 0)
        sheet.set_default_row(LINE)
        sheet.set_row(HEADINGS, 2 * LINE)
        sheet.set_footer("&R&P / &N")
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _width(column), self.text)
        sheet.write_string(0, 0, f"{words.quarterly_title()}: {words.sheet(name)}", self.bold)
        sheet.write_string(1, 0, self._office, self.bold)
        for at, column in enumerate(columns):
            sheet.write_string(HEADINGS, at, words.heading(column), self._heading)
        return sheet

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
        """Write a sheet of rows; instants become dates in the zone that they have."""
        sheet, last = self.begin(name, columns), HEADINGS + 1
        for last, row in enumerate(rows, HEADINGS + 1):
            self.row(sheet, last, columns, row)
        sheet.autofilter(HEADINGS, 0, last, len(columns) - 1)

    def row(
        self, sheet: Worksheet, number: int, columns: Sequence[str], row: Mapping[str, Any]
    ) -> None:
        """Write a row as high as its longest text; a column that it lacks stays empty."""
        shown = {column: row.get(column) for column in columns}
        sheet.set_row(number, LINE * max(lines(column, value) for column, value in shown.items()))
        for at, value in enumerate(shown.values()):
            if isinstance(value, datetime):
                sheet.write_datetime(number, at, value.replace(tzinfo=None), self._time)
            elif isinstance(value, int | Decimal):
                sheet.write_number(number, at, value, self.text)
            elif value is not None:
                sheet.write_string(number, at, for_workbook(value), self.text)

    def chart(self, kind: str) -> Chart:
        """Return a chart of a kind, to be put into a sheet."""
        return self._book.add_chart({"type": kind})

    def write(self) -> None:
        """Write the file; raises OSError."""
        self._book.close()


def _width(column: str) -> int:
    if column.endswith("_at") or column.endswith("_deadline"):
        return WIDTH_OF_TIME
    return WIDTHS.get(column, WIDTH_OF_NUMBER if column in NUMBERS else WIDTH)


def lines(column: str, value: Any) -> int:
    """Return how many lines a text takes in its column; spreadsheets do not count them."""
    if column not in WIDTHS or not isinstance(value, str):
        return 1
    return 1 + display_width(value) // (WIDTHS[column] - 4)
