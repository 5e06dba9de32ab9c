"""Periods from one month or day to another: ต.ค.-ธ.ค. 2569, 1-15 พ.ย. 69."""

import re
from datetime import date

from domain.indicator.period import (
    MONTH_NAMES,
    BadPeriod,
    Period,
    PeriodFault,
    fiscal_year_be,
    month,
    month_end,
    near_year,
    quarter,
)
from domain.thai_dates import BUDDHIST_ERA

_ANY_MONTH = "|".join(re.escape(name).replace(r"\.", r"\.?") for name in MONTH_NAMES)


def _side(n: int) -> str:
    """Return the pattern of one end of a span: 1/10/69, 1 ต.ค. 69, ต.ค. 2569."""
    year = r"\d{4}|\d\d(?!\d)"
    return (
        r"(?:(?:วันที่|เดือน)\s?)?"
        rf"(?:(?P<day{n}n>\d{{1,2}})/(?P<month{n}n>\d{{1,2}})/(?P<year{n}n>{year})"
        rf"|(?:(?P<day{n}>\d{{1,2}})\s?)?(?P<month{n}>{_ANY_MONTH})"
        rf"(?:\s?(?:พ\.ศ\.\s?|ปี\s?)?(?P<year{n}>{year}))?"
    )


SPAN = re.compile(
    rf"(?<![\w./-])(?:(?:ช่วง|ตั้งแต่|ระหว่าง|from)\s?)?{_side(1)}|(?P<day>\d{{1,2}}))"
    rf"\s?(?:-|–|—|จนถึง|ถึง|to\b)\s?{_side(2)})(?![\w./-])",
    re.IGNORECASE,
)
"""Matches from one month or day to another; the first may leave out what both have."""


def read_span(found: re.Match[str], today: date) -> Period:
    """Read from one month or day to another; without a year the last that has begun."""
    part = {name.rstrip("n"): said for name, said in found.groupdict().items() if said}
    last = _month_number(part["month2"])
    first = _month_number(part["month1"]) if "month1" in part else last
    typed = [near_year(part[name], today) for name in ("year1", "year2") if name in part]
    this = today.year + BUDDHIST_ERA
    end_year = typed[-1] + (last < first and "year2" not in part) if typed else this
    start_year = typed[0] if "year1" in part else end_year - (last < first)
    days = part.get("day1") or part.get("day"), part.get("day2")
    start = _on(start_year, first, days[0] or "1")
    if not typed and start > today:
        start_year, end_year = start_year - 1, end_year - 1
        start = _on(start_year, first, days[0] or "1")
    end = _on(end_year, last, days[1]) if days[1] else month_end(end_year - BUDDHIST_ERA, last)
    if end < start:
        raise BadPeriod(PeriodFault.BACKWARDS)
    return _named(start, end)


def _month_number(said: str) -> int:
    if said.isdecimal():
        return int(said)
    bare = said.lower().replace(".", "")
    return [name.replace(".", "") for name in MONTH_NAMES].index(bare) % 12 + 1


def _on(year_be: int, month: int, day: str) -> date:
    try:
        return date(year_be - BUDDHIST_ERA, month, int(day))
    except ValueError:
        raise BadPeriod(PeriodFault.NO_SUCH_DAY) from None


def _named(start: date, end: date) -> Period:
    """Return days as the year, quarter or month that they are, if they are one."""
    year = fiscal_year_be(start)
    quarters = [quarter(year, number) for number in range(1, 5)]
    same = [
        each
        for each in (
            Period(str(year), quarters[0].start, quarters[3].end),
            *quarters,
            month(start.year + BUDDHIST_ERA, start.month),
        )
        if (each.start, each.end) == (start, end)
    ]
    return same[0] if same else Period(f"{start}..{end}", start, end)
