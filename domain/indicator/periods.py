"""Periods of the indicator: fiscal years, fiscal quarters, months and free ranges of days.

Written years are Buddhist (B.E.), as in the contract; the days themselves are Gregorian and local.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from domain.indicator.period import (
    MONTH_NAMES,
    BadPeriod,
    Period,
    PeriodFault,
    buddhist,
    fiscal_quarter,
    fiscal_year_be,
    month,
    near_year,
    quarter,
)
from domain.indicator.spans import SPAN, read_span
from domain.text import arabic_digits, normalise
from domain.thai_dates import BUDDHIST_ERA, COMMON_YEARS

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
_NAMED_YEAR = re.compile(r"(?:ปีงบประมาณ|ปีงบ|ปี|fy)\s?(?:พ\.ศ\.\s?)?(\d{4}|\d\d)", re.IGNORECASE)
_ROUND = re.compile(r"ครั้งที่\s?([1-4])\s?/\s?(\d{4}|\d\d)")
"""Reports to the Prime Minister are numbered by fiscal quarter: ครั้งที่ 1/2570."""
_OF_EACH = re.compile(r"^ประจำ\s?")
_TWICE = re.compile(r"(?P<one>[^()]+?)\s?(?:\((?P<in>[^()]+)\)|ประจำ\s?(?P<of>[^()]+))")
"""Official papers say both: ครั้งที่ 1/2570 ประจำเดือน…, ไตรมาสที่ 1 (1 ต.ค. 69 - 31 ธ.ค. 69)."""
_QUARTER_ALONE = re.compile(
    r"(?:ไตรมาส(?:ที่)?|quarter|Q)\s?([1-4])"
    r"(?:\s?(?:[/ ]\s?|(?=ของ|ปี|fy))(?:ของ)?(?:ปีงบประมาณ|ปีงบ|ปี|fy)?\s?(?:พ\.ศ\.\s?)?(\d{4}|\d\d))?",
    re.IGNORECASE,
)
_NAMED_MONTH = re.compile(
    rf"(?:เดือน)?\s?({'|'.join(map(re.escape, MONTH_NAMES))})(?:\s?(\d{{4}}|\d\d))?",
    re.IGNORECASE,
)


def read_period(text: str, today: date) -> Period:
    """Read a period as the contract writes it; empty text is the running fiscal quarter.

    Thai digits, a lower-case q, ครั้งที่ 1/2570, ต.ค.-ธ.ค. 2569, 1-15 พ.ย. 69 and ปีนี้, ไตรมาสที่แล้ว,
    last month are accepted, and the same said twice, once in brackets or behind ประจำ; a year told
    from today is a fiscal year. ไตรมาส 1 and เดือนตุลาคม without a year are the last that have begun;
    two digits behind such words are the year near today, of either era. `today` is a local date.
    Raises BadPeriod.
    """
    written = _OF_EACH.sub("", arabic_digits(normalise(text)).strip()).strip()
    if not written:
        return quarter(fiscal_year_be(today), fiscal_quarter(today))
    if found := _TWICE.fullmatch(written):
        return _read_twice(found["one"], found["in"] or found["of"], today)
    return _read_once(written, today)


def _read_once(written: str, today: date) -> Period:
    for form, read in _FORMS:
        if found := form.fullmatch(written):
            return read(*found.groups())
    if found := _SPOKEN.fullmatch(written):
        return _read_spoken(found, today)
    if found := SPAN.fullmatch(written):
        return read_span(found, today)
    if found := _ROUND.fullmatch(written):
        return quarter(near_year(found[2], today), int(found[1]))
    if found := _NAMED_YEAR.fullmatch(written):
        return _read_year(str(near_year(found[1], today)))
    if found := _QUARTER_ALONE.fullmatch(written):
        return _begun(
            partial(quarter, number=int(found[1])), found[2], fiscal_year_be(today), today
        )
    if found := _NAMED_MONTH.fullmatch(written):
        number = MONTH_NAMES.index(found[1].lower()) % 12 + 1
        year = today.year + BUDDHIST_ERA
        return _begun(lambda year: _read_month(str(year), str(number)), found[2], year, today)
    raise BadPeriod(PeriodFault.UNREADABLE)


def _read_twice(one: str, other: str, today: date) -> Period:
    """Read a period that is said in two ways; raises BadPeriod where they are not the same.

    The year may stand in one of them only.
    """
    for said, beside in ((one, other), (other, one)):
        named = _read_once(said, today)
        again = _read_once(beside, named.end)
        if (named.start, named.end) == (again.start, again.end):
            return named
    raise BadPeriod(PeriodFault.UNREADABLE)


def _begun(of_year: Callable[[int], Period], typed: str | None, year: int, today: date) -> Period:
    """Return the period of the year that was typed, else the last one that has begun."""
    if typed:
        return of_year(near_year(typed, today))
    this = of_year(year)
    return this if this.start <= today else of_year(year - 1)


def _read_year(year: str) -> Period:
    year_be = buddhist(int(year))
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
    return quarter(buddhist(int(year)), int(number))


def _read_month(year: str, number: str) -> Period:
    if not 1 <= int(number) <= 12:
        raise BadPeriod(PeriodFault.NO_SUCH_MONTH)
    return month(buddhist(int(year)), int(number))


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
