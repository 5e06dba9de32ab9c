"""The workbook of the quarterly report: each sum in it is a live formula over the rows beside it.

A formula carries the database's figure too, for viewers that do not calculate.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from bot.documents.export_file import for_workbook
from bot.documents.quarterly import lists
from bot.documents.quarterly.sheets import HEADINGS, LINE, Sheets, lines
from domain.indicator.quarterly import QuarterlyReport
from domain.indicator.rules import CountedRoles, Indicator, IndicatorRow
from domain.indicator.verdicts import LEFT_OUT, Verdict
from domain.issues.assignments import AgencyRole
from domain.words import Words

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
    """The sheets of a report, one after the other."""

    def __init__(self, report: QuarterlyReport, words: Words, path: Path) -> None:
        self._report, self._words = report, words
        office = f"{report.office} · {words.period(report.period)}"
        self._sheets = Sheets(path, words, office, report.at)

    def write(self) -> None:
        """Write all sheets, and the file."""
        report, words, table = self._report, self._words, self._sheets.table
        counted = [row for row in report.rows if Verdict(row["verdict"]) not in LEFT_OUT]
        begin = self._sheets.begin
        of_ministries = begin("ministries", ("no", "ministry_name", "ministry", *FIGURES))
        self._sums(of_ministries, report.by_ministry.rows, "ministry", len(counted))
        of_agencies = begin("agencies", ("no", "agency_name", "agency", *FIGURES))
        self._sums(of_agencies, report.by_agency.rows, "agency", len(counted))
        self._trend()
        for name, rows in {
            "counted": counted,
            "shown_only": report.of(Verdict.SHOWN_ONLY),
            "left_out": report.of(Verdict.EXCUSED, Verdict.WITHDRAWN),
        }.items():
            table(name, lists.ROWS, (lists.as_read(row, words) for row in rows))
        table("objections", lists.OBJECTIONS, lists.objections(report, words))
        told = lists.restatements(report, words, words.tz)
        table("restatements", lists.RESTATEMENTS, told)
        self._measures()
        self._definitions()
        self._sheets.write()

    def _sums(self, sheet: Worksheet, rows: Sequence[IndicatorRow], key: str, counted: int) -> None:
        """Write a row of figures for each ministry or agency, their total, and a chart."""
        first, table = HEADINGS + 1, self._report.by_ministry
        role = AgencyRole.LEAD if table.roles is CountedRoles.LEAD else None
        for number, row in enumerate(rows, first):
            sheet.write_number(number, 0, number - HEADINGS, self._sheets.text)
            name = for_workbook(row.name)
            sheet.set_row(number, LINE * lines("agency_name", name))
            sheet.write_string(number, 1, name, self._sheets.text)
            sheet.write_string(number, 2, row.code, self._sheets.text)
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
        sheet.write_string(last, 1, self._words.heading("total"), self._sheets.bold)
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
            for at in map(lists.ROWS.index, (key, "verdict", "role"))
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
        sheet.write_formula(row, on_time, formulas[0], self._sheets.text, sums.on_time)
        sheet.write_formula(row, due, formulas[1], self._sheets.text, sums.due)
        formula = f'=IF({_cell(row, due)}=0,"",{share})'
        sheet.write_formula(row, percent, formula, self._sheets.share, value)

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
            form = self._sheets.share if name == "percent" else self._sheets.text
            if formula is None:
                sheet.write_number(row, place, value, form)
            else:
                sheet.write_formula(row, place, formula, form, value)

    def _trend(self) -> None:
        """Write the figures of the quarters up to this one, and a line through their shares."""
        sheet = self._sheets.begin("trend", ("quarter", "from", "to", *SUMS))
        for number, (period, sums) in enumerate(self._report.trend, HEADINGS + 1):
            told = (self._words.period(period), *map(self._words.day, (period.start, period.end)))
            for at, text in enumerate(told):
                sheet.write_string(number, at, text, self._sheets.text)
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
        chart = self._sheets.chart(kind)
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

    def _measures(self) -> None:
        """Write sub-indicators 1 and 3, apart from what is counted, each share a live formula."""
        sheet = self._sheets.begin("measures", lists.MEASURES)
        part, whole, percent = map(lists.MEASURES.index, ("part", "whole", "percent"))
        told = zip(lists.measures(self._report), self._report.measures, strict=True)
        for number, (row, measure) in enumerate(told, HEADINGS + 1):
            self._sheets.row(sheet, number, lists.MEASURES, row)
            share = f"=ROUND(100*{_cell(number, part)}/{_cell(number, whole)},2)"
            value = float(measure.percent)
            sheet.write_formula(number, percent, share, self._sheets.share, value)

    def _definitions(self) -> None:
        told = self._words.definitions(self._report.return_clock, self._report.by_ministry.roles)
        rows = ({"term": term, "meaning": meaning} for term, meaning in told)
        self._sheets.table("definitions", ("term", "meaning"), rows)


_PLACES = {name: at for at, name in enumerate(SUMS, 3)}
"""The columns of figures: behind number, name and code."""
_BESIDE = tuple(range(len(SUMS) + 3, len(SUMS) + len(BESIDE) + 3))


def _cell(row: int, column: int, fixed: str = "") -> str:
    """Return the address of a cell, `fixed` by a dollar sign where it must not move."""
    return f"{fixed}{xl_col_to_name(column)}{fixed}{row + 1}"
