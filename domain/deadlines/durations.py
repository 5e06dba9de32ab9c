"""Rules for lengths of time: ภายใน 3 ชม., 5 วันทำการ, 1 เดือน (rule 9, section 4.4 "Months")."""

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.deadlines.cursor import MOST_DAYS, UNITS, Cursor
from domain.deadlines.numeric_dates import day_of_month, marked_date, named_date
from domain.deadlines.statements import Duration, Why
from domain.deadlines.vocabulary import Word
from domain.deadlines.weekdays import nearest, relative_day, weekday

_MOST_AMOUNT = 100_000
_ONE: dict[Word, Duration] = {
    Word.MINUTES: Duration(minutes=1),
    Word.HOURS: Duration(minutes=60),
    Word.DAYS: Duration(days=1),
    Word.WORKING_DAYS: Duration(working_days=1),
    Word.WEEKS: Duration(days=7),
    Word.SUNDAY_OR_WEEK: Duration(days=7),
    Word.MONTHS: Duration(months=1),
    Word.YEARS: Duration(months=12),
}

# Units of one period only fall, and what follows is less than one of the unit before it: "1 วัน
# 24 ชม." says the same twice. What is less than its unit (1.5, half) counts as minutes.
_SIZES: dict[Word, int] = {
    **dict.fromkeys((Word.MINUTES, Word.HALF, Word.DOT), 1),
    Word.HOURS: 2,
    **dict.fromkeys((Word.DAYS, Word.WORKING_DAYS, Word.RELATIVE_DAY), 3),
    **dict.fromkeys((Word.WEEKS, Word.SUNDAY_OR_WEEK), 4),
    Word.MONTHS: 5,
    Word.YEARS: 6,
}
_DAY = 24 * 60
_WHOLE = {2: 60, 3: _DAY, 4: 7 * _DAY, 5: 28 * _DAY, 6: 12 * 28 * _DAY}
"""The minutes that are one of a unit, by its size; the shortest month's days for any."""


def period(c: Cursor) -> Duration | None:
    """Read amounts with their units, and from when they are counted."""
    begin = c.place
    c.skip(Word.MORE)
    total = Duration()
    read = _amount(c, begin, total)
    if read is None:
        c.place = begin
        return None
    size = _smallest_unit(c, begin)
    while read is not None:
        total, place, bracketed = read, c.place, c.bracket_ahead()
        c.skip(Word.AND)
        read = _amount(c, begin, total)
        larger, size = size, _smallest_unit(c, place)
        whole = _WHOLE.get(larger, 0)
        if read is not None and bracketed:
            read = None  # a period of its own, which must repeat this one
        elif read is not None and (size >= larger or _minutes(read) - _minutes(total) >= whole):
            raise c.refuse(Why.TWO_PERIODS, begin)
        if read is None:
            c.place = place
    if total == Duration():
        raise c.refuse(Why.ZERO, begin)
    if (
        total.minutes and total.days and not (total.months or total.working_days)
    ):  # hours run on, so the days do too
        total = Duration(minutes=_minutes(total))
    kinds = (total.minutes, total.working_days, total.days or total.months)
    if sum(map(bool, kinds)) > 1:
        raise c.refuse(Why.NOT_UNDERSTOOD, begin)
    c.skip(Word.THIS, Word.MORE)
    if not total.months:
        c.take(Word.FOLLOWING)
    return replace(total, since=_counted_from(c))


def _minutes(length: Duration) -> int:
    """Return the minutes of a length, a month being the shortest."""
    days = length.days + length.working_days + 28 * length.months
    return length.minutes + _DAY * days


def _smallest_unit(c: Cursor, begin: int) -> int:
    """Return the size of the smallest unit said from a place up to here; 0 where none was."""
    sizes = [_SIZES[token.kind] for token in c.tokens[begin : c.place] if token.kind in _SIZES]
    return min(sizes, default=0)


def _amount(c: Cursor, begin: int, total: Duration) -> Duration | None:
    """Read one amount with its unit and add it; `None` where none comes."""
    number = c.peek()
    if number.kind is Word.HALF:
        article = int(c.kind(1) is Word.NUMBER and c.peek(1).value == 1)  # half an hour
        if c.kind(1 + article) not in UNITS:
            return None
        c.place += 2 + article
        return _halved(c, begin, total, 0)
    if c.kind(1) is Word.RELATIVE_DAY and c.peek(1).value == 0 and number.kind is Word.NUMBER:
        c.place += 2  # "3 วันนี้" is three days, not three today
        return _added(c, begin, total, Word.DAYS, number.value)
    if number.kind is Word.NUMBER and c.kind(1) is Word.DOT:
        return _decimal(c, begin, total)
    if c.kind(1) is Word.MONTHS and _names_month(c):
        return None
    if number.kind is Word.NUMBER and c.unit_ahead():
        c.place += 2
        value = number.value
    elif number.kind in UNITS and _one_follows(c):
        c.place += 2  # ชั่วโมงนึง
        return _added(c, begin, total, number.kind, 1)
    elif number.kind in UNITS and (c.peek(-1).kind is Word.MORE or c.kind(1) is Word.HALF):
        c.place += 1
        value = 1
    else:
        return None
    unit = c.kind(-1)
    if unit in (Word.HOURS, Word.MINUTES) and c.kind() is Word.NUMBER and c.peek().digits == 0:
        return None if c.kind(1) not in UNITS else _added(c, begin, total, unit, value)
    if c.kind() is Word.HALF and c.kind(1) not in UNITS:
        c.place += 1
        if unit is not Word.HOURS:
            raise c.refuse(Why.VAGUE, begin)
        return _halved(c, begin, total, value)
    return _added(c, begin, total, unit, value)


def _one_follows(c: Cursor) -> bool:
    """Whether the word for one stands behind a unit, and counts nothing itself."""
    one = c.peek(1)
    return one.kind is Word.NUMBER and (one.digits, one.value) == (0, 1) and not c.unit_ahead(1)


def _names_month(c: Cursor) -> bool:
    """Whether "1 เดือนหน้า" is a day of next month; "5 เดือนนี้" is no 5 months either."""
    following, number = c.kind(2), c.peek()
    limited = c.kind(-1) in (Word.LIMIT, Word.MORE) or not number.digits
    return following is Word.NEXT or (following is Word.THIS and (number.value > 12 or not limited))


def _halved(c: Cursor, begin: int, total: Duration, hours: int) -> Duration:
    """Add hours and a half; half a day or month is vague."""
    if hours == 0 and c.kind(-1) is not Word.HOURS:
        raise c.refuse(Why.VAGUE, begin)
    return _added(c, begin, replace(total, minutes=total.minutes + 30), Word.HOURS, hours)


def _decimal(c: Cursor, begin: int, total: Duration) -> Duration | None:
    """Read 1.5 ชม.: tenths and quarters of an hour; 1.30 could be an hour and thirty minutes."""
    fraction = c.peek(2)
    if fraction.kind is not Word.NUMBER or fraction.gap or not c.unit_ahead(2):
        return None
    hours, unit = c.peek(), c.peek(3)
    if fraction.digits == 2 and unit.kind is not Word.HOURS:
        return None  # 15.00 สัปดาห์หน้า is a time of day, as 15.00 hrs is
    if fraction.digits == hours.digits == 2 and c.text[unit.start].isascii():
        return None
    c.place += 4
    tenths = {1: fraction.value * 6, 2: {25: 15, 75: 45}.get(fraction.value)}.get(fraction.digits)
    if tenths is None or c.kind(-1) is not Word.HOURS:
        raise c.refuse(Why.NOT_UNDERSTOOD, begin)
    return _added(c, begin, replace(total, minutes=total.minutes + tenths), Word.HOURS, hours.value)


def _added(c: Cursor, begin: int, total: Duration, unit: Word, amount: int) -> Duration:
    """Add so many of a unit."""
    if amount > _MOST_AMOUNT:
        raise c.refuse(Why.TOO_FAR, begin)
    one = _ONE[unit]
    return Duration(
        total.minutes + one.minutes * amount,
        total.months + one.months * amount,
        total.days + one.days * amount,
        total.working_days + one.working_days * amount,
    )


def _counted_from(c: Cursor) -> date | None:
    """Read "counted from": receipt and now are now; a stated day is that day."""
    counted = c.take(Word.COUNTED, Word.FROM)
    if counted is None:
        return None
    begin = c.place
    c.skip(Word.FILLER, Word.DATE_MARK, Word.DAYS)
    if c.take(Word.RECEIPT, Word.NOW) is not None:
        c.skip(Word.ONWARDS)
        return None
    c.place = begin
    day = _base_day(c)
    if day is None and not counted.value:
        why = Why.NOT_UNDERSTOOD if c.kind() is Word.STOP else Why.COUNTED_FROM
        raise c.refuse(why, begin - 1)
    c.skip(Word.ONWARDS)
    return day


def _base_day(c: Cursor) -> date | None:
    """Read the day that a period is counted from."""
    if c.kind() is Word.RELATIVE_DAY:
        return relative_day(c).day
    if c.kind() not in (Word.NUMBER, Word.DATE_MARK, Word.DAYS, Word.WEEKDAY):
        return None
    day = marked_date(c) or named_date(c) or weekday(c) or day_of_month(c)
    if day is not None and day.day is None and day.weekday is not None:
        return nearest(c, day.weekday)
    return day.day if day is not None else None


def exactly(c: Cursor, stated: Duration) -> datetime:
    """Return the instant at which hours and minutes from now have run (section 193/3)."""
    end = c.now.astimezone(UTC).replace(microsecond=0) + timedelta(minutes=stated.minutes)
    return end.astimezone(c.calendar.tz)


def last_day(c: Cursor, stated: Duration) -> date:
    """Return the day on which a period of days or months ends, not yet moved off days off.

    The first day is not counted. Months end on the day before the one that corresponds to the
    first counted day (section 193/5).
    """
    if stated.days + 31 * stated.months > 2 * MOST_DAYS or stated.working_days > MOST_DAYS:
        raise c.refuse(Why.TOO_FAR, 0)
    day = stated.since or c.today
    if stated.months:
        day = _months_on(day, stated.months)
    day += timedelta(days=stated.days)
    for _ in range(stated.working_days):
        day = c.calendar.next_working_day(day + timedelta(days=1))
    return day


def _months_on(day: date, months: int) -> date:
    first = day + timedelta(days=1)
    years, month = divmod(first.month - 1 + months, 12)
    year = first.year + years
    if first.day > monthrange(year, month + 1)[1]:
        return date(year, month + 1, monthrange(year, month + 1)[1])
    return date(year, month + 1, first.day) - timedelta(days=1)
