"""Periods of the indicator: fiscal years, fiscal quarters, months and free ranges of days.

Written years are Buddhist (B.E.), as in the contract; the days themselves are Gregorian and local.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import partial

from domain.text import arabic_digits, normalise
from domain.thai_dates import BUDDHIST_ERA, COMMON_YEARS, MONTHS, SHORT_MONTHS

FIRST_FISCAL_MONTH = 10
MONTHS_IN_QUARTER = 3

_YEAR = re.compile(r"(\d{4})")
_QUARTER = re.compile(r"(\d{4})Q(\d)", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")
_SPOKEN = re.compile(
    r"(?:(?P<this>this)|(?P<last>last|previous))?\s?"
    r"(?:(?P<year>ปี(?:งบ(?:ประมาณ)?)?|(?:fiscal )?year)|(?P<quarter>ไตรมาส|quarter)"
    r"|(?P<month>เดือน|month))"
    r"\s?(?:(?P<now>นี้)|(?P<before>ที่แล้ว|ที่ผ่านมา|ก่อน))?",
    re.IGNORECASE,
)
_MONTH_NAMES = [
    *MONTHS["th"],
    *SHORT_MONTHS["th"],
    *map(str.lower, (*MONTHS["en"], *SHORT_MONTHS["en"])),
]
_SHORT_YEAR = re.compile(r"(?:ปีงบประมาณ|ปีงบ|ปี|fy)\s?(\d\d)", re.IGNORECASE)
_QUARTER_ALONE = re.compile(
    r"(?:ไตรมาส(?:ที่)?|quarter|Q)\s?([1-4])"
    r"(?:\s?(?:[/ ]\s?|(?=ของ|ปี|fy))(?:ของ)?(?:ปีงบประมาณ|ปีงบ|ปี|fy)?\s?(?:พ\.ศ\.\s?)?(\d\d))?",
    re.IGNORECASE,
)
_NAMED_MONTH = re.compile(
    rf"(?:เดือน)?\s?({'|'.join(map(re.escape, _MONTH_NAMES))})(?:\s?(\d{{4}}|\d\d))?",
    re.IGNORECASE,
)
_CENTURIES_BE = (2500, 2000 + BUDDHIST_ERA)
_NEAR = 20
"""Years from today within which one of two digits lies: 69 is B.E., 26 is C.E. (2569 both)."""
_BUDDHIST_YEARS = range(2500, 2800)


class PeriodFault(StrEnum):
    """Why a written period cannot be used."""

    UNREADABLE = "unreadable"
    NOT_BUDDHIST = "not_buddhist"
    NO_SUCH_QUARTER = "no_such_quarter"
    NO_SUCH_MONTH = "no_such_month"
    NO_SUCH_DAY = "no_such_day"
    NOT_COMMON = "not_common_era"
    BACKWARDS = "backwards"


class BadPeriod(ValueError):
    """A period that cannot be used; `why` names the reason."""

    def __init__(self, why: PeriodFault) -> None:
        """Keep the reason."""
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from `start` to `end`, both included; `name` is written as in the contract."""

    name: str
    start: date
    end: date

    def instants(self, tz: tzinfo) -> tuple[datetime, datetime]:
        """Return its first instant and the first one after it, for narrowing a query."""
        return first_instant(self.start, tz), first_instant(self.end + timedelta(days=1), tz)


def first_instant(day: date, tz: tzinfo) -> datetime:
    """Return the aware instant at which a local day begins."""
    return datetime.combine(day, time.min, tz)


def fiscal_year_be(day: date) -> int:
    """Return the fiscal year (B.E.): year N runs from 1 October N-1 to 30 September N."""
    return day.year + BUDDHIST_ERA + (day.month >= FIRST_FISCAL_MONTH)


def fiscal_quarter(day: date) -> int:
    """Return the fiscal quarter, 1 (October to December) to 4 (July to September)."""
    return (day.month - FIRST_FISCAL_MONTH) % 12 // MONTHS_IN_QUARTER + 1


def read_period(text: str, today: date) -> Period:
    """Read a period as the contract writes it; empty text is the running fiscal quarter.

    Thai digits, a lower-case q, and ปีนี้, ไตรมาสที่แล้ว, last month are accepted; a year told from
    today is a fiscal year. ไตรมาส 1 and เดือนตุลาคม without a year are the last that have begun; two
    digits behind such words are the year near today, of either era. `today` is a local date.
    Raises BadPeriod.
    """
    written = arabic_digits(normalise(text)).strip()
    if not written:
        return quarter(fiscal_year_be(today), fiscal_quarter(today))
    for form, read in _FORMS:
        if found := form.fullmatch(written):
            return read(*found.groups())
    if found := _SPOKEN.fullmatch(written):
        return _read_spoken(found, today)
    if found := _SHORT_YEAR.fullmatch(written):
        return _read_year(str(_near_year(found[1], today)))
    if found := _QUARTER_ALONE.fullmatch(written):
        return _begun(
            partial(quarter, number=int(found[1])), found[2], fiscal_year_be(today), today
        )
    if found := _NAMED_MONTH.fullmatch(written):
        number = _MONTH_NAMES.index(found[1].lower()) % 12 + 1
        year = today.year + BUDDHIST_ERA
        return _begun(lambda year: _read_month(str(year), str(number)), found[2], year, today)
    raise BadPeriod(PeriodFault.UNREADABLE)


def _begun(of_year: Callable[[int], Period], typed: str | None, year: int, today: date) -> Period:
    """Return the period of the year that was typed, else the last one that has begun."""
    if typed:
        return of_year(_near_year(typed, today))
    this = of_year(year)
    return this if this.start <= today else of_year(year - 1)


def _near_year(typed: str, today: date) -> int:
    """Return a year (B.E.): of two digits the one near today, of four either era's."""
    year = int(typed)
    if len(typed) > 2:
        return year + BUDDHIST_ERA if year in COMMON_YEARS else year
    this = today.year + BUDDHIST_ERA
    for century in _CENTURIES_BE:
        if abs(century + year - this) <= _NEAR:
            return century + year
    raise BadPeriod(PeriodFault.UNREADABLE)


def quarter(year_be: int, number: int) -> Period:
    """Return a fiscal quarter; `number` is 1 to 4."""
    first_year = year_be - BUDDHIST_ERA - (number == 1)
    month = (FIRST_FISCAL_MONTH - 1 + (number - 1) * MONTHS_IN_QUARTER) % 12 + 1
    end = _month_end(first_year, month + MONTHS_IN_QUARTER - 1)
    return Period(f"{year_be}Q{number}", date(first_year, month, 1), end)


def _read_year(year: str) -> Period:
    year_be = _buddhist(year)
    return Period(year, quarter(year_be, 1).start, quarter(year_be, 4).end)


def _read_spoken(found: re.Match[str], today: date) -> Period:
    """Read a period told from today: this one, or the one before it."""
    last = bool(found["last"] or found["before"])
    if not last and not (found["this"] or found["now"]):
        raise BadPeriod(PeriodFault.UNREADABLE)
    if found["month"]:
        day = today.replace(day=1) - timedelta(days=last)
        return _read_month(str(day.year + BUDDHIST_ERA), str(day.month))
    year = fiscal_year_be(today)
    if found["year"]:
        return _read_year(str(year - last))
    year, number = divmod(4 * year + fiscal_quarter(today) - 1 - last, 4)
    return quarter(year, number + 1)


def _read_quarter(year: str, number: str) -> Period:
    if not 1 <= int(number) <= 4:
        raise BadPeriod(PeriodFault.NO_SUCH_QUARTER)
    return quarter(_buddhist(year), int(number))


def _read_month(year: str, number: str) -> Period:
    month = int(number)
    if not 1 <= month <= 12:
        raise BadPeriod(PeriodFault.NO_SUCH_MONTH)
    common = _buddhist(year) - BUDDHIST_ERA
    return Period(f"{year}-{month:02}", date(common, month, 1), _month_end(common, month))


def _read_range(first: str, last: str) -> Period:
    start, end = _day(first), _day(last)
    if start.year not in COMMON_YEARS or end.year not in COMMON_YEARS:
        raise BadPeriod(PeriodFault.NOT_COMMON)
    if end < start:
        raise BadPeriod(PeriodFault.BACKWARDS)
    return Period(f"{start}..{end}", start, end)


def _day(written: str) -> date:
    """Return the day; a year from 2400 on is of the Buddhist era (rule 7)."""
    year, month, day = map(int, written.split("-"))
    try:
        return date(year - BUDDHIST_ERA if year >= COMMON_YEARS.stop else year, month, day)
    except ValueError:
        raise BadPeriod(PeriodFault.NO_SUCH_DAY) from None


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (_YEAR, _read_year),
    (_QUARTER, _read_quarter),
    (_MONTH, _read_month),
    (_RANGE, _read_range),
)


def _buddhist(year: str) -> int:
    if int(year) not in _BUDDHIST_YEARS:
        raise BadPeriod(PeriodFault.NOT_BUDDHIST)
    return int(year)


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
