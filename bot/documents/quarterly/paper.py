"""The formal paper of the quarterly report, as text in its order: how it looks is for others."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.documents.quarterly.letterhead import Letterhead
from domain.indicator.quarterly import QuarterlyReport
from domain.indicator.rules import Indicator
from domain.indicator.verdicts import Verdict
from domain.text import thai_digits
from domain.words import Words

COLUMNS = ("no", "ministry_name", "due", "on_time", "late", "missing", "percent")


class Form(StrEnum):
    """Which kind of paper it is."""

    MEMO = "memo"
    LETTER = "letter"


POINTS, POINTS_OF_LABEL, POINTS_OF_TITLE = 16, 20, 29
PAGE = (21.0, 29.7)
LEFT, RIGHT, BOTTOM = 3.0, 2.0, 2.0
TOP = {Form.MEMO: 1.5, Form.LETTER: 2.5}
GARUDA = {Form.MEMO: 1.5, Form.LETTER: 3.0}
"""Centimetres, all of them. Source: forms of the Office of the Prime Minister."""
INDENT = 2.5
MIDDLE = (PAGE[0] - LEFT - RIGHT) / 2
WIDTHS = (1.2, 5.0, 1.9, 1.9, 2.0, 2.0, 2.0)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, part by part; what is empty is left to be filled in by hand.

    `number`, `date` and `lines` are
    labels with what stands behind them. `table` has its headings first.
    """

    form: Form
    letterhead: Letterhead
    title: str
    department: str
    number: tuple[str, str]
    date: tuple[str, str]
    lines: Sequence[tuple[str, str]]
    paragraphs: Sequence[str]
    end: str
    caption: str
    table: Sequence[Sequence[str]]


def paper(report: QuarterlyReport, words: Words, letterhead: Letterhead, form: Form) -> Paper:
    """Write the paper of a report: Thai digits in Thai, as official papers have them."""
    return _Writer(report, words, letterhead, form).paper()


class _Writer:
    def __init__(
        self, report: QuarterlyReport, words: Words, letterhead: Letterhead, form: Form
    ) -> None:
        self._report, self._words = report, words
        self._letterhead, self._form = letterhead, form
        self._put_in = self._figures()

    def paper(self) -> Paper:
        due = self._report.by_ministry.total.due
        told = ["asked", "told", "figure" if due else "no_figure", "left_out", "measures"]
        told += ["closed" if self._report.versions else "open", "definition"]
        return Paper(
            form=self._form,
            letterhead=self._letterhead,
            title=self._say("memo") if self._form is Form.MEMO else "",
            department=self._say("department"),
            number=self._labelled("number", self._letterhead.number),
            date=(self._say("date"), ""),
            lines=[
                self._labelled(name, self._say(f"{name}_text"))
                for name in ("subject", "opening", "enclosures")
            ],
            paragraphs=[self._say(name) for name in told],
            end=self._say("end"),
            caption=self._say("table"),
            table=[list(map(self._words.heading, COLUMNS)), *self._rows()],
        )

    def _labelled(self, name: str, text: str) -> tuple[str, str]:
        return self._say(name), self._digits(text)

    def _say(self, name: str) -> str:
        said = self._letterhead.sentence(name, self._words.language, self._put_in)
        return self._digits(said)

    def _digits(self, text: str) -> str:
        return text if self._words.language == "en" else thai_digits(text)

    def _figures(self) -> dict[str, str]:
        report, words = self._report, self._words
        left_out = {
            verdict.value: words.number(len(report.of(verdict)))
            for verdict in (Verdict.EXCUSED, Verdict.WITHDRAWN, Verdict.SHOWN_ONLY)
        }
        days = {"first": report.period.start, "last": report.period.end}
        return {
            "office": report.office,
            "period": words.period(report.period),
            **{name: words.full_day(day) for name, day in days.items()},
            **dict(zip(COLUMNS[2:], self._cells(report.by_ministry.total), strict=True)),
            **left_out,
            **self._proof(),
        }

    def _proof(self) -> dict[str, str]:
        """Return how far the figure is settled: closed when, restated, contested."""
        report, words = self._report, self._words
        said = [one for row in report.rows for one in row["objections"]]
        closed = report.versions[0].at.astimezone(words.tz) if report.versions else None
        return {
            "measures": words.number(len(report.measures)),
            "closed": words.full_day(closed.date()) if closed else "",
            "restatements": words.number(max(0, len(report.versions) - 1)),
            "objections": words.number(len(said)),
            "undecided": words.number(sum(one["upheld"] is None for one in said)),
        }

    def _rows(self) -> list[list[str]]:
        table = self._report.by_ministry
        rows = [(str(number), row.name, row.indicator) for number, row in enumerate(table.rows, 1)]
        rows.append(("", self._words.heading("total"), table.total))
        return [
            [self._digits(number), name, *map(self._digits, self._cells(sums))]
            for number, name, sums in rows
        ]

    def _cells(self, sums: Indicator) -> list[str]:
        counts = map(self._words.number, (sums.due, sums.on_time, sums.late, sums.missing))
        return [*counts, "-" if sums.on_time_percent is None else str(sums.on_time_percent)]
