"""Rules for ends of weeks, months, years, fiscal years and quarters (rules 8 and 12)."""

from calendar import monthrange
from contextlib import suppress
from datetime import date, datetime, timedelta

from domain.deadlines.cursor import Cursor
from domain.deadlines.numeric_dates import (
    LONGEST_WITHOUT_YEAR,
    century,
    make_date,
    read_year,
    year_ahead,
)
from domain.deadlines.statements import Day, TimeOfDay, Unreadable, Why
from domain.deadlines.times_of_day import office_end
from domain.deadlines.vocabulary import Word
from domain.deadlines.weekdays import week_after, working_end_of_week
from domain.indicator.period import FIRST_FISCAL_MONTH, fiscal_quarter, fiscal_year_be, quarter
from domain.thai_dates import BUDDHIST_ERA

_FOLLOWING = (Word.NEXT, Word.FOLLOWING)
_WEEKS = (Word.WEEKS, Word.SUNDAY_OR_WEEK)


def end_of(c: Cursor) -> Day | TimeOfDay | None:
    """Read สิ้น (end of) and what follows: day, week, month, quarter, year, fiscal year."""
    begin = c.place
    working = c.peek().value == 1
    c.place += 1
    c.skip(Word.FILLER)
    kind = c.kind()
    if kind is Word.DAYS:
        c.place += 1
        c.take(Word.THIS)
        return office_end(c)
    if kind in (Word.WEEKDAY, Word.RELATIVE_DAY):
        return office_end(c)  # end of Friday
    if kind in _WEEKS:
        monday = week_after(c) or c.today - timedelta(days=c.today.weekday())
        if c.kind() in _WEEKS:
            c.place += 1
        return Day("end_of_week", working_end_of_week(c, monday))
    named = month_end(c) or year_end(c) or fiscal_year_end(c) or quarter_end(c)
    if named is None:
        c.place = begin
        return None
    if working and named.day is not None:
        last = c.calendar.previous_working_day(named.day + timedelta(days=1))
        return Day("last_working_day", last, last)
    return Day(named.rule, named.day)


def month_end(c: Cursor) -> Day | None:
    """Read เดือนนี้, เดือนหน้า, เดือนธันวาคม [2569], or the month's name after "by" or "end of"."""
    begin = c.place
    worded = c.take(Word.MONTHS) is not None
    month = c.take(Word.MONTH)
    counts = c.clock_ahead() or (c.unit_ahead() and c.kind(1) is not Word.YEARS)
    numbered = c.peek().digits in (1, 2) and not counts and c.kind(1) is not Word.MONTH
    if worded and month is None and numbered and not c.bracket_ahead():
        month = c.take(Word.NUMBER)
    if month is not None and (worded or c.peek(-2).kind in (Word.LIMIT, Word.END, Word.BEFORE)):
        return _end_of_named_month(c, begin, month.value)
    after_end = c.peek(-2).kind in (Word.END, Word.VAGUE_SPAN)
    if month is not None or not worded or not (_this_or_next(c) or after_end):
        c.place = begin
        return None
    years, number = divmod(c.today.month - 1 + _ahead(c), 12)
    return _month_day(c, begin, c.today.year + years, number + 1)


def day_in_month(c: Cursor) -> Day | None:
    """Read เดือนหน้า วันที่ 5: the month first."""
    begin = c.place
    named = month_end(c)
    day = c.peek(1)
    dated = c.kind() is Word.DATE_MARK and day.kind is Word.NUMBER and day.digits in (1, 2)
    goes_on = c.kind(2) in (Word.MONTH, Word.MONTHS, Word.SLASH, Word.DASH, Word.DOT, Word.TO)
    if named is None or named.day is None or not dated or goes_on:
        c.place = begin
        return None
    c.place += 2
    stated = make_date(c, begin, day.value, named.day.month, named.day.year)
    return Day("day_in_month", stated, stated)


def _end_of_named_month(c: Cursor, begin: int, month: int) -> Day:
    """Read the year of a month, or take the nearest month whose end lies ahead."""
    year = read_year(c)
    c.take(Word.THIS, Word.COMING)
    if year is not None:
        return _month_day(c, begin, year, month)
    named = _month_day(c, begin, c.today.year + (month < c.today.month), month)
    return _near(c, begin, named)


def _near(c: Cursor, begin: int, named: Day) -> Day:
    """Refuse an end too far ahead for a name without a year (rule 6)."""
    if named.day is not None and named.day - c.today > timedelta(days=LONGEST_WITHOUT_YEAR):
        raise c.refuse(Why.WHICH_YEAR, begin, c.calendar.end_of_day(named.day))
    return named


def _month_day(c: Cursor, begin: int, year: int, month: int) -> Day:
    first = make_date(c, begin, 1, month, year)
    return Day("end_of_month", first.replace(day=monthrange(year, month)[1]), first)


def year_end(c: Cursor) -> Day | None:
    """Read ปีนี้, ปีหน้า, ปี 2569, or ปี after "end of": the calendar year's last day."""
    begin = c.place
    if c.take(Word.YEARS) is None:
        return None
    if c.kind() in (Word.NUMBER, Word.ERA):
        year = read_year(c)
    elif _this_or_next(c) or c.peek(-2).kind is Word.END:
        year = c.today.year + _ahead(c)
    else:
        year = None
    if year is None:
        c.place = begin
        return None
    first = make_date(c, begin, 1, 1, year)
    return Day("end_of_year", date(year, 12, 31), first)


def fiscal_year_end(c: Cursor) -> Day | None:
    """Read ปีงบประมาณ with or without its year: 30 September (rule 12)."""
    begin = c.place
    if c.take(Word.FISCAL_YEAR) is None:
        return None
    year = read_year(c)
    if year is None:
        year = _fiscal_year(c.today) + _ahead(c)
    last = make_date(c, begin, 30, 9, year)
    return Day("end_of_fiscal_year", last, date(year - 1, FIRST_FISCAL_MONTH, 1))


def quarter_end(c: Cursor) -> Day | None:
    """Read ไตรมาส 2, Q2/2570, ไตรมาสนี้: the fiscal quarter's last day (rule 12)."""
    begin = c.place
    word = c.take(Word.QUARTER)
    if word is None:
        return None
    numbered = c.kind() is Word.NUMBER and c.peek().digits <= 1
    number = word.value
    if number == 0 and numbered:
        number = c.peek().value
        c.place += 1
    running = fiscal_quarter(c.today)
    if number == 0 and not numbered:
        year, number = divmod(_fiscal_year(c.today) * 4 + running - 1 + _ahead(c), 4)
        return _quarter_day(year, number + 1)
    if not 1 <= number <= 4:
        raise c.refuse(Why.NO_SUCH_DAY, begin)
    stated = _quarter_year(c, begin)
    if stated is not None:
        make_date(c, begin, 1, 1, stated - 1)
        return _quarter_day(stated, number)
    c.take(Word.THIS)
    if number >= running:
        return _quarter_day(_fiscal_year(c.today), number)
    return _near(c, begin, _quarter_day(_fiscal_year(c.today) + 1, number))


def _quarter_year(c: Cursor, begin: int) -> int | None:
    """Read the fiscal year of a quarter: /2570, ปี 2570, ปีงบประมาณ 70."""
    if c.kind() is Word.SLASH and year_ahead(c, 1):
        year = c.peek(1)
        c.place += 2
        return century(c, begin, year.value, year.digits)
    if (c.kind(), c.peek().value) == (Word.YEARS, 1):
        raise c.refuse(Why.NOT_UNDERSTOOD, begin)  # of the calendar year, not the fiscal one
    if c.kind() is Word.FILLER and c.kind(1) is Word.FISCAL_YEAR:
        c.place += 1
    if c.take(Word.FISCAL_YEAR) is None:
        return read_year(c)
    return read_year(c) or _fiscal_year(c.today) + _ahead(c)


def _quarter_day(fiscal_year: int, number: int) -> Day:
    """Return the last day of a quarter of a fiscal year C.E., whose first begins in October."""
    named = quarter(fiscal_year + BUDDHIST_ERA, number)
    return Day("end_of_quarter", named.end, named.start)


def _fiscal_year(day: date) -> int:
    """Return the fiscal year C.E."""
    return fiscal_year_be(day) - BUDDHIST_ERA


def _this_or_next(c: Cursor) -> bool:
    return c.kind() in (Word.THIS, Word.COMING, *_FOLLOWING)


def _ahead(c: Cursor) -> int:
    """Take "this" or "next", if it comes; return how many ahead that is."""
    if c.take(*_FOLLOWING) is not None:
        return 1
    c.take(Word.THIS)
    return 0


def vague_span(c: Cursor) -> Unreadable:
    """Refuse "the middle of next month", offering a day (rule 13)."""
    begin, day = c.place, c.peek().value
    c.place += 1
    named: Day | None = None
    with suppress(Unreadable):
        named = month_end(c) or year_end(c)
    c.skip(Word.MONTHS, Word.YEARS, Word.WEEKS, Word.SUNDAY_OR_WEEK, Word.THIS, Word.NEXT)
    last = named.day if named is not None else None
    choices: list[datetime] = []
    if last is not None and named is not None and named.rule == "end_of_month":
        choices = [c.calendar.end_of_day(last.replace(day=day) if day else last)]
    return c.refuse(Why.VAGUE, begin, *choices)


def feast(c: Cursor) -> Unreadable:
    """Refuse "before Songkran", offering the last working day before it (section 4.4)."""
    begin, (month, day) = c.place, divmod(c.peek().value, 100)
    c.place += 1
    coming = date(c.today.year, month, day)
    if coming <= c.today:
        coming = date(c.today.year + 1, month, day)
    last = c.calendar.previous_working_day(coming)
    return c.refuse(Why.VAGUE, begin, c.calendar.end_of_day(last))
