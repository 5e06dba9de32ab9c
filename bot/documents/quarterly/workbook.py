"""The workbook of the quarterly report: each sum in it is a live formula over the rows beside it.

A formula carries the database's figure too, for viewers that do not calculate.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from bot.documents.export_file import for_workbook
from domain.indicator.quarterly import QuarterlyReport, Row
from domain.indicator.rules import CountedRoles, Indicator, IndicatorRow
from domain.indicator.verdicts import LEFT_OUT, Verdict
from domain.issues.assignments import AgencyRole
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
WIDTHS = {"headline": 32, "agency_name": 30, "ministry_name": 26, "reason": 38, "meaning": 110}
WIDTH, WIDTH_OF_TIME, WIDTH_OF_NUMBER = 13, 19, 8
"""In characters, as spreadsheets count the width of a column."""

TIMES = (
    *("opened_at", "original_deadline", "counted_deadline"),
    *("first_reported_at", "reported_at"),
)
ROWS = (
    *("issue", "headline", "agency_name", "agency", "ministry_name", "ministry", "role"),
    *("opened_at", "original_deadline", "moves", "counted_deadline"),
    *("first_reported_at", "reported_at", "verdict", "rule", "reason"),
)
COUNTS = {
    "on_time": Verdict.ON_TIME,
    "late": Verdict.LATE,
    "missing": Verdict.MISSING,
    "waiting": Verdict.WAITING,
}
SUMS = ("assigned", "due", *COUNTS, "percent")
BESIDE = ("support_on_time", "support_due", "support_percent")
"""What those reached who only support: beside the figure (K17)."""
FIGURES = (*SUMS, *BESIDE)


def write_workbook(report: QuarterlyReport, words: Words, path: Path) -> None:
    """Write the report as a workbook; raises OSError."""
    _Workbook(report, words, path).write()


class _Workbook:
    """A workbook that grows sheet by sheet, with little in memory."""

    def __init__(self, report: QuarterlyReport, words: Words, path: Path) -> None:
        self._report, self._words = report, words
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        # The same report has the same bytes, whenever it is written.
        self._book.set_properties({"title": words.quarterly_title(), "created": report.at})
        self._text = self._book.add_format(FONT | {"text_wrap": True})
        self._bold = self._book.add_format(FONT | {"bold": True})
        heading = {"bold": True, "text_wrap": True, "bg_color": "#DCE6F1", "border": 1}
        self._heading = self._book.add_format(FONT | heading)
        self._time = self._book.add_format(FONT | {"num_format": words.say(*DATES)})
        self._share = self._book.add_format(FONT | {"num_format": "0.00"})

    def write(self) -> None:
        """Write all sheets, and the file."""
        report = self._report
        counted = [row for row in report.rows if Verdict(row["verdict"]) not in LEFT_OUT]
        of_ministries = self._sheet("ministries", ("no", "ministry_name", "ministry", *FIGURES))
        self._sums(of_ministries, report.by_ministry.rows, "ministry", len(counted))
        of_agencies = self._sheet("agencies", ("no", "agency_name", "agency", *FIGURES))
        self._sums(of_agencies, report.by_agency.rows, "agency", len(counted))
        self._trend()
        self._rows("counted", counted)
        self._rows("shown_only", report.of(Verdict.SHOWN_ONLY))
        self._rows("left_out", report.of(Verdict.EXCUSED, Verdict.WITHDRAWN))
        self._definitions()
        self._book.close()

    def _sheet(self, name: str, columns: Sequence[str]) -> Worksheet:
        """Begin a sheet with its title and headings, ready to be printed on A4."""
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
            sheet.set_column(at, at, _width(column), self._text)
        sheet.write_string(0, 0, f"{words.quarterly_title()}: {words.sheet(name)}", self._bold)
        sheet.write_string(
            1, 0, f"{self._report.office} · {words.period(self._report.period)}", self._bold
        )
        for at, column in enumerate(columns):
            sheet.write_string(HEADINGS, at, words.heading(column), self._heading)
        return sheet

    def _rows(self, name: str, rows: Sequence[Row]) -> None:
        sheet = self._sheet(name, ROWS)
        for number, row in enumerate(rows, HEADINGS + 1):
            sheet.set_row(number, LINE * max(_lines(column, row[column]) for column in ROWS))
            for at, column in enumerate(ROWS):
                self._cell(sheet, number, at, self._shown(column, row[column]), column)
        sheet.autofilter(HEADINGS, 0, HEADINGS + max(1, len(rows)), len(ROWS) - 1)

    def _shown(self, column: str, value: Any) -> Any:
        """Return what an official reads in place of a value of `saphan explain`."""
        match column:
            case "moves":
                return len(value)
            case "verdict":
                return self._words.counts_as(Verdict(value))
            case "role":
                return self._words.agency_role(AgencyRole(value))
        return datetime.fromisoformat(value) if column in TIMES and value else value

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Any, name: str) -> None:
        if value is None:
            return
        if isinstance(value, datetime):
            sheet.write_datetime(row, column, value.replace(tzinfo=None), self._time)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self._text)
        else:
            sheet.write_string(row, column, for_workbook(value), self._text)

    def _sums(self, sheet: Worksheet, rows: Sequence[IndicatorRow], key: str, counted: int) -> None:
        """Write a row of figures for each ministry or agency, their total, and a chart."""
        first, table = HEADINGS + 1, self._report.by_ministry
        role = AgencyRole.LEAD if table.roles is CountedRoles.LEAD else None
        for number, row in enumerate(rows, first):
            sheet.write_number(number, 0, number - HEADINGS, self._text)
            name = for_workbook(row.name)
            sheet.set_row(number, LINE * _lines("agency_name", name))
            sheet.write_string(number, 1, name, self._text)
            sheet.write_string(number, 2, row.code, self._text)
            formulas = {
                name: f"={self._count(key, number, verdict, counted, role)}"
                for name, verdict in COUNTS.items()
            }
            self._figures(sheet, number, row.indicator, formulas)
            support = [
                self._count(key, number, verdict, counted, AgencyRole.SUPPORT)
                for verdict in (Verdict.ON_TIME, Verdict.LATE, Verdict.MISSING)
            ]
            beside = f"={support[0]}", f"={'+'.join(support)}"
            self._support(sheet, number, row.by_role.support, beside)
        last = first + len(rows)
        sheet.write_string(last, 1, self._words.heading("total"), self._bold)
        total = {
            name: f"=SUM({_cell(first, at)}:{_cell(last - 1, at)})"
            for name, at in _PLACES.items()
            if name in COUNTS
        }
        self._figures(sheet, last, table.total, total if rows else {})
        if rows:
            on_time, due, _ = (f"=SUM({_cell(first, at)}:{_cell(last - 1, at)})" for at in _BESIDE)
            self._support(sheet, last, table.by_role.support, (on_time, due))
        sheet.autofilter(HEADINGS, 0, last, _BESIDE[-1])
        if rows and key == "ministry":
            sheet.set_h_pagebreaks([last + 1])
            self._chart(sheet, "bar", (first, last - 1), (1, _PLACES["percent"]), (last + 1, 1))

    def _count(
        self, key: str, number: int, verdict: Verdict, counted: int, role: AgencyRole | None
    ) -> str:
        """Return what counts the rows of one code with one verdict, and with one role or any."""
        words, last = self._words, HEADINGS + max(1, counted)
        codes, verdicts, roles = (
            f"'{words.sheet('counted')}'!{_cell(HEADINGS + 1, at, '$')}:{_cell(last, at, '$')}"
            for at in map(ROWS.index, (key, "verdict", "role"))
        )
        of_role = f',{roles},"{words.agency_role(role)}"' if role else ""
        of_verdict = f'{verdicts},"{words.counts_as(verdict)}"'
        return f"COUNTIFS({codes},{_cell(number, 2)},{of_verdict}{of_role})"

    def _support(
        self, sheet: Worksheet, row: int, sums: Indicator, formulas: tuple[str, str]
    ) -> None:
        """Write what those reached who only support: in time, due, and their share."""
        on_time, due, percent = _BESIDE
        share = f"ROUND(100*{_cell(row, on_time)}/{_cell(row, due)},2)"
        value = "" if sums.on_time_percent is None else float(sums.on_time_percent)
        sheet.write_formula(row, on_time, formulas[0], self._text, sums.on_time)
        sheet.write_formula(row, due, formulas[1], self._text, sums.due)
        formula = f'=IF({_cell(row, due)}=0,"",{share})'
        sheet.write_formula(row, percent, formula, self._share, value)

    def _figures(
        self, sheet: Worksheet, row: int, sums: Indicator, formulas: Mapping[str, str]
    ) -> None:
        """Write the figures of a row: what is counted, what follows from it, and its share."""
        waiting = sums.assigned - sums.due
        counts = {name: getattr(sums, name, waiting) for name in COUNTS}
        on_time, waits = (_cell(row, _PLACES[name]) for name in ("on_time", "waiting"))
        due, missing = (_cell(row, _PLACES[name]) for name in ("due", "missing"))
        follows = {
            "assigned": (f"={due}+{waits}", sums.assigned),
            "due": (f"=SUM({on_time}:{missing})", sums.due),
            "percent": (
                f'=IF({due}=0,"",ROUND(100*{on_time}/{due},2))',
                "" if sums.on_time_percent is None else float(sums.on_time_percent),
            ),
        }
        for name, place in _PLACES.items():
            formula, value = follows.get(name) or (formulas.get(name), counts[name])
            form = self._share if name == "percent" else self._text
            if formula is None:
                sheet.write_number(row, place, value, form)
            else:
                sheet.write_formula(row, place, formula, form, value)

    def _trend(self) -> None:
        """Write the figures of the quarters up to this one, and a line through their shares."""
        sheet = self._sheet("trend", ("quarter", "from", "to", *SUMS))
        for number, (period, sums) in enumerate(self._report.trend, HEADINGS + 1):
            told = (self._words.period(period), *map(self._words.day, (period.start, period.end)))
            for at, text in enumerate(told):
                sheet.write_string(number, at, text, self._text)
            self._figures(sheet, number, sums, {})
        last = HEADINGS + len(self._report.trend)
        self._chart(sheet, "line", (HEADINGS + 1, last), (0, _PLACES["percent"]), (last + 2, 0))

    def _chart(
        self,
        sheet: Worksheet,
        kind: str,
        rows: tuple[int, int],
        columns: tuple[int, int],
        place: tuple[int, int],
    ) -> None:
        """Draw the shares in `columns[1]` of the rows, named by `columns[0]`, at a place."""
        name = self._words.heading("percent")
        chart = self._book.add_chart({"type": kind})
        (first, last), (names, values) = rows, columns
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.get_name(), first, names, last, names],
                "values": [sheet.get_name(), first, values, last, values],
                "data_labels": {"value": True, "num_format": "0.00"},
            }
        )
        chart.set_title({"name": name})
        chart.set_legend({"none": True})
        share = {"min": 0, "max": 100}
        axes = {"interval_unit": 1}, share
        if kind == "bar":  # its names stand on the vertical axis, from the top downwards
            axes = share, {"interval_unit": 1, "reverse": True}
        chart.set_x_axis(axes[0])
        chart.set_y_axis(axes[1])
        chart.set_size({"width": 960, "height": min(640, 240 + 24 * (last - first))})
        sheet.insert_chart(*place, chart)

    def _definitions(self) -> None:
        sheet = self._sheet("definitions", ("term", "meaning"))
        told = self._words.definitions(self._report.return_clock, self._report.by_ministry.roles)
        for number, (term, meaning) in enumerate(told, HEADINGS + 1):
            sheet.set_row(number, LINE * _lines("meaning", meaning))
            sheet.write_string(number, 0, term, self._bold)
            sheet.write_string(number, 1, meaning, self._text)


_PLACES = {name: at for at, name in enumerate(SUMS, 3)}
"""The columns of figures: behind number, name and code."""
_BESIDE = tuple(range(len(SUMS) + 3, len(SUMS) + len(BESIDE) + 3))


def _width(column: str) -> int:
    if column in TIMES:
        return WIDTH_OF_TIME
    return WIDTHS.get(
        column, WIDTH_OF_NUMBER if column in ("no", "issue", "role", "moves", "rule") else WIDTH
    )


def _lines(column: str, value: Any) -> int:
    """Return how many lines a text takes in its column; spreadsheets do not count them."""
    return 1 if column not in WIDTHS else 1 + display_width(value) // (WIDTHS[column] - 4)


def _cell(row: int, column: int, fixed: str = "") -> str:
    """Return the address of a cell, `fixed` by a dollar sign where it must not move."""
    return f"{fixed}{xl_col_to_name(column)}{fixed}{row + 1}"
