"""Rules for dates written with numbers: 25/11/69, 2026-11-25, 25 พ.ย. 69, วันที่ 25."""

from datetime import date, timedelta

from domain.deadlines.cursor import Cursor
from domain.deadlines.statements import Day, Why
from domain.deadlines.vocabulary import Word
from domain.thai_dates import BUDDHIST_ERA

FIRST_BUDDHIST_YEAR = 2400
WINDOW_YEARS = 20
LONGEST_WITHOUT_YEAR = 270
"""Days ahead that a date without a year may lie (section 4.4)."""

_SEPARATORS = (Word.SLASH, Word.DASH, Word.DOT)
_MARKS = (Word.DATE_MARK, Word.DAYS)
_BEFORE_MONTH = (Word.ORDINAL, Word.DASH, Word.SLASH, Word.DOT, Word.FILLER)


def iso_date(c: Cursor) -> Day | None:
    """Read `2026-11-25`, also with a year B.E. (rule 7)."""
    if c.peek().digits != 4:
        return None
    kinds = [c.kind(ahead) for ahead in range(5)]
    if kinds != [Word.NUMBER, Word.DASH, Word.NUMBER, Word.DASH, Word.NUMBER]:
        return None
    begin, year, month, day = c.place, c.peek().value, c.peek(2).value, c.peek(4).value
    c.place += 5
    if c.kind() is Word.ISO_T and c.kind(1) is Word.NUMBER:
        c.place += 1
    return _exact("iso_date", c, begin, day, month, century(c, begin, year, 4))


def numeric_date(c: Cursor) -> Day | None:
    """Read day, month and year with one separator, or day/month (rule 7: never month first)."""
    mark = c.kind(1)
    if c.kind() is not Word.NUMBER or mark not in _SEPARATORS or c.peek().digits > 2:
        return None
    if c.kind(2) is not Word.NUMBER or c.peek(2).digits > 2:
        return None
    begin, day, month = c.place, c.peek().value, c.peek(2).value
    if c.kind(3) is mark and c.kind(4) is Word.NUMBER:
        year = c.peek(4)
        c.place += 5
        return _exact(
            "numeric_date", c, begin, day, month, century(c, begin, year.value, year.digits)
        )
    if mark is Word.SLASH or (mark is Word.DASH and _no_range(c)):
        c.place += 3
        return _nearest(c, begin, day, month)
    return None


def marked_date(c: Cursor) -> Day | None:
    """Read a date in numbers behind วันที่."""
    begin = c.place
    c.skip(*_MARKS)
    day = iso_date(c) or numeric_date(c)
    if day is None:
        c.place = begin
    return day


def _no_range(c: Cursor) -> bool:
    """Whether "25-11" can only be a day and a month: it would be a range running backwards."""
    following = c.kind(3)
    alone = following in (Word.STOP, Word.TAIL, Word.FILLER) or c.clock_ahead(3)
    return c.peek().value > 12 >= c.peek(2).value and alone and not c.clock_ahead()


def named_date(c: Cursor) -> Day | None:
    """Read a day and a month's name, with or without a year: 25 พ.ย. 69, 25th November."""
    begin = c.place
    c.skip(*_MARKS)
    day = c.take(Word.NUMBER)
    if day is None or not _month_follows(c):
        c.place = begin
        return None
    c.skip(*_BEFORE_MONTH, Word.MONTHS)
    month = c.peek().value
    c.place += 1
    return _with_year("day_and_month_name", c, begin, day.value, month)


def _month_follows(c: Cursor) -> bool:
    """Whether a month's name, or เดือน with its number, comes next."""
    ahead = 0
    while c.kind(ahead) in _BEFORE_MONTH:
        ahead += 1
    if c.kind(ahead) is Word.MONTHS:
        ahead += 1
        counts = c.clock_ahead(ahead) or (
            c.unit_ahead(ahead) and c.kind(ahead + 1) is not Word.YEARS
        )
        return c.kind(ahead) is Word.MONTH or (c.kind(ahead) is Word.NUMBER and not counts)
    return c.kind(ahead) is Word.MONTH


def month_first(c: Cursor) -> Day | None:
    """Read `November 25, 2026` and, as computers write it, พ.ย. 25, 2569."""
    begin, month, day = c.place, c.peek(), c.peek(1)
    english = c.text[month.start : month.start + 1].isascii()
    comma = "," in c.text[day.end : c.peek(2).start] and year_ahead(c, 2)
    if not (english or comma) or day.kind is not Word.NUMBER or day.value > 31 or c.clock_ahead(1):
        return None
    c.place += 2
    c.skip(Word.ORDINAL)
    if c.kind() is Word.DASH and day.value < c.peek(1).value <= 31 and not c.clock_ahead(1):
        day = c.peek(1)  # Nov 24-26
        c.place += 2
    return _with_year("day_and_month_name", c, begin, day.value, month.value)


def day_of_month(c: Cursor) -> Day | None:
    """Read วันที่ 30: of this month, or of the next once it has passed (rule 6)."""
    begin = c.place
    counted = c.kind() is Word.DAYS and c.peek(1).digits == 0  # วันนึง is a period
    marked = c.skip(*_MARKS) > 0
    day = c.take(Word.NUMBER)
    if (
        day is None
        or counted
        or c.clock_ahead(-1)
        or (c.unit_ahead(-1) and c.kind() is not Word.MONTHS)
    ):
        c.place = begin
        return None
    ordinal = c.skip(Word.ORDINAL) > 0
    c.skip(Word.FILLER) if c.kind(1) is Word.MONTHS else None
    if c.kind() is Word.MONTHS and c.kind(1) in (Word.THIS, Word.NEXT, Word.FOLLOWING):
        c.place += 2
        return _in_month(c, begin, day.value, 0 if c.kind(-1) is Word.THIS else 1)
    if c.kind() is Word.THIS and c.peek(-1).digits <= 2:
        c.place += 1
        return _in_month(c, begin, day.value, 0)
    if (
        not (marked or ordinal or _follows_weekday(c, begin) or _ends_days(c, begin))
        or c.kind() is Word.MONTHS
    ):
        c.place = begin
        return None
    return _in_month(c, begin, day.value, 0 if day.value >= c.today.day else 1)


def _follows_weekday(c: Cursor, begin: int) -> bool:
    return begin > 0 and c.tokens[begin - 1].kind in (Word.WEEKDAY, Word.SUNDAY_OR_WEEK)


def _ends_days(c: Cursor, begin: int) -> bool:
    """Whether a number ends a range of days without a month: วันที่ 24-27."""
    kinds = [token.kind for token in c.tokens[max(0, begin - 3) : begin]]
    return kinds[:2] == [Word.DATE_MARK, Word.NUMBER] and kinds[2:] in ([Word.DASH], [Word.TO])


def _in_month(c: Cursor, begin: int, day: int, months_ahead: int) -> Day:
    """Return a day of this or a coming month."""
    years, month = divmod(c.today.month - 1 + months_ahead, 12)
    return _exact("day_of_month", c, begin, day, month + 1, c.today.year + years)


def _with_year(rule: str, c: Cursor, begin: int, day: int, month: int) -> Day:
    """Read the year, if one follows, and return the date."""
    if c.kind() in (Word.DASH, Word.SLASH) and year_ahead(c, 1):
        c.place += 1
    year = read_year(c)
    c.take(Word.THIS, Word.COMING)
    if year is not None:
        return _exact(rule, c, begin, day, month, year)
    return _nearest(c, begin, day, month)


def year_ahead(c: Cursor, ahead: int = 0) -> bool:
    """Whether a year stands there: two or four digits that are no time and count nothing."""
    year = c.peek(ahead)
    sunday = c.kind(ahead + 1) is Word.SUNDAY_OR_WEEK
    return (
        year.kind is Word.NUMBER
        and year.digits in (2, 4)
        and not c.clock_ahead(ahead)
        and c.kind(ahead + 1) is not Word.MONTH  # 24 พ.ย. - 26 พ.ย.
        and (year.digits == 4 or sunday or not c.unit_ahead(ahead))
    )


def read_year(c: Cursor) -> int | None:
    """Read a year with or without ปี and its era, or ปีนี้ and ปีหน้า; return it in C.E."""
    begin = c.place
    c.skip(Word.YEARS)
    if c.place > begin and c.kind() in (Word.THIS, Word.NEXT):
        c.place += 1
        return c.today.year + (c.kind(-1) is Word.NEXT)
    era = c.take(Word.ERA)
    if not year_ahead(c):
        c.place = begin
        return None
    year = c.peek()
    c.place += 1
    era = era or c.take(Word.ERA)
    if era is None:
        return century(c, begin, year.value, year.digits)
    if year.digits == 2:
        return year.value + (1957 if era.value else 2000)
    return year.value - era.value


def century(c: Cursor, begin: int, year: int, digits: int) -> int:
    """Return the year C.E.: B.E. from 2400 on, two digits within twenty years of now (rule 7)."""
    if digits == 4:
        return year - BUDDHIST_ERA if year >= FIRST_BUDDHIST_YEAR else year
    for reading in (1957 + year, 2000 + year):
        if digits == 2 and abs(reading - c.today.year) <= WINDOW_YEARS:
            return reading
    raise c.refuse(Why.NO_SUCH_YEAR, begin)


def make_date(c: Cursor, begin: int, day: int, month: int, year: int) -> date:
    """Return a date that exists, or refuse."""
    if not 1 <= year <= 9000:
        raise c.refuse(Why.NO_SUCH_YEAR, begin)
    try:
        return date(year, month, day)
    except ValueError:
        raise c.refuse(Why.NO_SUCH_DAY, begin) from None


def _exact(rule: str, c: Cursor, begin: int, day: int, month: int, year: int) -> Day:
    stated = make_date(c, begin, day, month, year)
    return Day(rule, stated, stated)


def _nearest(c: Cursor, begin: int, day: int, month: int) -> Day:
    """Return the nearest such date from today on, not too far ahead (rule 6)."""
    make_date(c, begin, day, month, 2028 if (day, month) == (29, 2) else 2027)
    for year in range(c.today.year, c.today.year + 9):
        try:
            stated = date(year, month, day)
        except ValueError:
            continue
        if stated >= c.today:
            break
    if stated - c.today > timedelta(days=LONGEST_WITHOUT_YEAR):
        if c.kind() in (Word.DASH, Word.TO):  # a range that has begun: 20 พ.ย. - 15 ธ.ค.
            began = make_date(c, begin, day, month, stated.year - 1)
            return Day("without_year", began, began)
        raise c.refuse(Why.WHICH_YEAR, begin, c.calendar.end_of_day(stated))
    return Day("without_year", stated, stated)
