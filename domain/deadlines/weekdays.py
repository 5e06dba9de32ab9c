"""Rules for weekdays, weeks and days told from today: ศุกร์หน้า, สัปดาห์นี้, พรุ่งนี้."""

from datetime import date, timedelta

from domain.deadlines.cursor import Cursor
from domain.deadlines.statements import Day, Why
from domain.deadlines.vocabulary import Word

_WEEKS = (Word.WEEKS, Word.SUNDAY_OR_WEEK)
_WEEKDAYS = (Word.WEEKDAY, Word.SUNDAY_OR_WEEK)
_DATE_ENDS = (Word.NUMBER, Word.MONTH, Word.RELATIVE_DAY)
WEEK = timedelta(days=7)


def relative_day(c: Cursor) -> Day:
    """Read วันนี้, พรุ่งนี้, มะรืน."""
    begin = c.place
    ahead = c.peek().value
    c.place += 1
    if ahead < 0:
        raise c.refuse(Why.PAST, begin)
    day = c.today + timedelta(days=ahead)
    return Day("relative_day", day, day)


def weekday(c: Cursor) -> Day | None:
    """Read a weekday, bare or with this, next, or a week (rule 8)."""
    begin = c.place
    marked = c.skip(Word.DAYS, Word.DATE_MARK) > 0
    name = c.take(*_WEEKDAYS)
    if name is None or (name.kind is Word.SUNDAY_OR_WEEK and not marked and not _dated(c)):
        c.place = begin
        return None
    if c.take(Word.LAST) is not None:
        raise c.refuse(Why.PAST, begin)
    monday = _this_monday(c)
    if c.take(Word.NEXT) is not None:
        return _in_week(monday + WEEK, name.value)
    if c.take(Word.THIS) is not None:
        return _in_week(monday, name.value)
    week = week_after(c)
    if week is not None:
        return _in_week(week, name.value)
    c.take(Word.COMING)
    return Day("weekday", None, None, name.value)


def _dated(c: Cursor) -> bool:
    """Whether a date or a weekday stands beside อาทิตย์, which then is Sunday and no week."""
    if _ends_range(c, -2):
        return True
    if c.kind() is Word.NUMBER and c.peek().digits == 0:
        return False  # อาทิตย์นึง
    if c.kind() in (Word.STOP, Word.TAIL, Word.NUMBER) and c.peek(-2).kind in _DATE_ENDS:
        return True
    if c.kind() is Word.DATE_MARK:
        return c.kind(1) is Word.NUMBER
    return c.kind() is Word.NUMBER and not c.clock_ahead() and not c.unit_ahead()


def _ends_range(c: Cursor, ahead: int = -1) -> bool:
    """Whether a weekday and "to" stand directly before a word: เสาร์-อาทิตย์นี้."""
    return c.kind(ahead) in (Word.DASH, Word.TO) and c.kind(ahead - 1) is Word.WEEKDAY


def week(c: Cursor) -> Day | None:
    """Read สัปดาห์นี้ or อาทิตย์หน้า, with or without its weekday."""
    monday = None if _ends_range(c) else week_after(c)
    if monday is None:
        return None
    place = c.place
    c.skip(Word.FILLER, Word.DAYS)
    name = c.take(*_WEEKDAYS)
    if name is not None and c.kind() not in (Word.THIS, Word.NEXT):
        return _in_week(monday, name.value)
    c.place = place
    return Day("week", working_end_of_week(c, monday), monday)


def week_after(c: Cursor) -> date | None:
    """Read ของสัปดาห์หน้า, if it comes, and return that week's Monday."""
    begin = c.place
    c.skip(Word.FILLER)
    if c.take(*_WEEKS) is not None:
        if c.take(Word.LAST) is not None:
            raise c.refuse(Why.PAST, begin)
        if c.take(Word.NEXT, Word.FOLLOWING) is not None:
            return _this_monday(c) + WEEK
        if c.take(Word.THIS) is not None:
            return _this_monday(c)
    c.place = begin
    return None


def next_working_day(c: Cursor) -> Day | None:
    """Read วันทำการถัดไป."""
    if c.kind(1) not in (Word.NEXT, Word.FOLLOWING):
        return None
    c.place += 2
    day = c.calendar.next_working_day(c.today + timedelta(days=1))
    return Day("next_working_day", day, day)


def working_end_of_week(c: Cursor, monday: date) -> date:
    """Return the last working day of a week; its Friday where the whole week is off."""
    last = c.calendar.previous_working_day(monday + WEEK)
    return last if last >= monday else monday + timedelta(days=4)


def nearest(c: Cursor, number: int) -> date:
    """Return the nearest coming weekday; today's own name is refused (rule 8)."""
    ahead = (number - c.today.weekday()) % 7
    if ahead == 0:
        ends = [c.calendar.end_of_day(c.today + days) for days in (timedelta(0), WEEK)]
        raise c.refuse(Why.TODAY_NAME, 0, *ends)
    return c.today + timedelta(days=ahead)


def _in_week(monday: date, number: int) -> Day:
    day = monday + timedelta(days=number)
    return Day("weekday_of_week", day, day, number)


def _this_monday(c: Cursor) -> date:
    return c.today - timedelta(days=c.today.weekday())
