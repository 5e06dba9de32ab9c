"""Sub-indicators 1 and 3, which are counted elsewhere: what a file says of them. Rule K21."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import partial
from typing import Any

from domain import bounds
from domain.calendar import Calendar
from domain.deadlines import Unreadable, read_day
from domain.directory import Directory
from domain.indicator.period import BadPeriod
from domain.indicator.periods import read_period
from domain.indicator.rules import HUNDREDTH
from domain.roster.row_agencies import NotOneAgency, meant
from domain.roster.table import Table, clean, own


class SubIndicator(StrEnum):
    """Those of letter 2560 that are typed in: the plan carried out, the people who understand."""

    PLAN = "1"
    UNDERSTANDING = "3"


class Column(StrEnum):
    """What a column means; the value is what the operator reads."""

    AGENCY = "agency"
    SUB = "sub-indicator"
    PERIOD = "period"
    PART = "result"
    WHOLE = "of"
    SOURCE = "source"
    DAY = "date"
    BY = "entered by"


_HEADINGS: Mapping[Column, str] = {
    Column.AGENCY: "(?:ชื่อ)?(?:ส่วนราชการ|หน่วยงาน)+|agency|organi[sz]ation",
    Column.SUB: "ตัวชี้วัด(?:ย่อย)?(?:ที่)?|(?:sub)?indicator",
    Column.PERIOD: "ช่วงเวลา|รอบ|งวด|ไตรมาส|period|quarter",
    Column.PART: "ผล(?:การดำเนินงาน)?|ดำเนินการแล้ว|ทำได้|รับรู้(?:และ)?เข้าใจ|result|done|understanding",
    Column.WHOLE: "จาก|(?:ตาม)?แผน|เป้าหมาย|ผู้ตอบ|ทั้งหมด|of|planned|asked",
    Column.SOURCE: "แหล่งข้อมูล|ที่มา|source",
    Column.DAY: "วันที่(?:ของ)?(?:ข้อมูล)?|ข้อมูลณวันที่|date",
    Column.BY: "ผู้(?:บันทึก|กรอก)(?:ข้อมูล)?|enteredby",
}
_COMPILED = {column: re.compile(words) for column, words in _HEADINGS.items()}
_NOT_IN_HEADINGS = re.compile(r"[\s._\-–—/*:()]+")
_MIDNIGHT = re.compile(r" 00:00:00$")
_SUB = re.compile(r"\D*([13])")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LONGEST = {Column.SOURCE: bounds.REFERENCE, Column.BY: bounds.NAME}
_DIGITS = 15
"""Of a number, at most."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one organisation reached in one period: `part` of `whole`, and who says so."""

    agency: str
    sub: SubIndicator
    period: str
    part: Decimal
    whole: Decimal
    source: str
    day: date
    by: str

    @property
    def about(self) -> tuple[str, SubIndicator, str]:
        """Return of whom, of what and of when it tells."""
        return self.agency, self.sub, self.period

    @property
    def percent(self) -> Decimal:
        """Return the percentage, rounded for display only."""
        return (100 * self.part / self.whole).quantize(HUNDREDTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Read:
    """What a table says: measures, or everything that is wrong; `notes` are what was left out."""

    measures: tuple[Measure, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read_measures(table: Table, directory: Directory, now: datetime, calendar: Calendar) -> Read:
    """Read a table; titles above its header, empty rows and remarks are no measures."""
    at, places = _header(table)
    if lacking := [column for column in Column if column not in places]:
        return Read((), (_no_header(table[at][0] if places else 0, lacking),))
    measures: dict[tuple[str, SubIndicator, str], Measure] = {}
    problems, notes = [], []
    for number, cells in table[at + 1 :]:
        said = {place: clean(cells[at]) if at < len(cells) else "" for place, at in places.items()}
        texts = [text for text in own(cells) if text]
        if not any(said[each] for each in (Column.SUB, Column.PERIOD, Column.PART, Column.WHOLE)):
            notes += [f"row {number}: a remark, left out: {' '.join(texts)}"] if texts else []
            continue
        measure = _measure(said, directory, now, calendar)
        if isinstance(measure, str):
            problems.append(f"row {number}: {measure}")
        elif measures.setdefault(measure.about, measure) != measure:
            about = ", ".join(measure.about)
            problems.append(f"row {number}: {about} stands above with other values")
    return Read(() if problems else tuple(measures.values()), tuple(problems), tuple(notes))


def _header(table: Table) -> tuple[int, dict[Column, int]]:
    """Return the row that looks most like a header, and where its columns are."""
    best, found = 0, dict[Column, int]()
    for at, (_, cells) in enumerate(table):
        places: dict[Column, int] = {}
        for place, cell in enumerate(cells):
            folded = _NOT_IN_HEADINGS.sub("", clean(cell)).lower()
            for column, words in _COMPILED.items():
                if words.fullmatch(folded):
                    places.setdefault(column, place)
        if len(places) > len(found):
            best, found = at, places
    return best, found if len(found) > 2 else {}


def _no_header(number: int, lacking: Sequence[Column]) -> str:
    if number:
        return f"row {number} looks like the header; missing: {', '.join(lacking)}"
    return f"no header: the columns {', '.join([*Column][:-1])} and {[*Column][-1]} are needed"


def _measure(
    said: Mapping[Column, str], directory: Directory, now: datetime, calendar: Calendar
) -> Measure | str:
    """Return what a row tells, or all that is wrong with it."""
    readers: Mapping[Column, Callable[[str], Any]] = {
        Column.AGENCY: partial(_agency, directory),
        Column.SUB: _sub,
        Column.PERIOD: partial(_period, calendar.local(now).date()),
        Column.PART: _number,
        Column.WHOLE: _number,
        Column.SOURCE: str,
        Column.DAY: partial(_day, now, calendar),
        Column.BY: str,
    }
    values, wrong = [], []
    for column, reader in readers.items():
        try:
            values.append(reader(_bounded(column, said[column])))
        except (ValueError, NotOneAgency) as why:
            wrong.append(str(why))
    if wrong:
        return "; ".join(wrong)
    measure = Measure(*values)
    if not measure.whole:
        return f"{measure.part} out of nothing"
    if measure.sub is SubIndicator.UNDERSTANDING and measure.part > measure.whole:
        return f"more than all: {measure.part} of {measure.whole}"
    return measure


def _bounded(column: Column, text: str) -> str:
    if not text:
        raise ValueError(f"{column} is empty")
    if len(text) > (most := _LONGEST.get(column, bounds.AGENCY)):
        raise ValueError(f"{column} is longer than {most} characters")
    return text


def _agency(directory: Directory, text: str) -> str:
    codes = meant(text, directory)
    if len(codes) != 1 or directory.agency(codes[0]) is None:
        raise ValueError(f"{text} is not one agency; give each its own row")
    return codes[0]


def _sub(text: str) -> SubIndicator:
    found = _SUB.fullmatch(text)
    if found is None:
        raise ValueError(f"no such sub-indicator: {text} (1 or 3)")
    return SubIndicator(found[1])


def _period(today: date, text: str) -> str:
    try:
        return read_period(text, today).name
    except BadPeriod:
        raise ValueError(f"not a period: {text}") from None


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text) or len(text) > _DIGITS:
        raise ValueError(f"not a number: {text}")
    return Decimal(text.replace(",", ""))


def _day(now: datetime, calendar: Calendar, text: str) -> date:
    try:
        return read_day(_MIDNIGHT.sub("", text), now, calendar)
    except Unreadable:
        raise ValueError(f"not a date: {text}") from None
