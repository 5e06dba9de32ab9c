"""Ranges of days and of hours, whose end is the deadline (rule 11, section 4.5)."""

from datetime import date, timedelta

from domain.deadlines.combine import Stated
from domain.deadlines.cursor import Cursor
from domain.deadlines.statements import Why
from domain.deadlines.vocabulary import Word

JOINTS = (Word.DASH, Word.TO)
_BECOMES = 2
_MARKS = (Word.DATE_MARK, Word.DAYS)


def range_opens(c: Cursor, stated: Stated, kind: Word) -> bool:
    """Whether "from", or "now until", begins a range here."""
    if kind in (Word.FROM, Word.BETWEEN):
        return not stated.open
    joint = c.kind(1 + (c.kind(1) is Word.ONWARDS))
    counted = kind is Word.COUNTED or (kind is Word.NOW and joint in JOINTS)
    return counted and stated.empty


def joins(c: Cursor, stated: Stated, ahead: int = 0) -> bool:
    """Whether "until" stands there, or "and" within a "between"."""
    kind = c.kind(ahead)
    becomes = (kind, c.peek(ahead).value) == (Word.OBJECT, _BECOMES)  # จาก 15.00 น. เป็น 18.00 น.
    return kind in JOINTS or ((kind is Word.AND or becomes) and stated.open)


def first_half(c: Cursor, start: Stated | None, stated: Stated) -> tuple[Stated, Stated]:
    """Return what stands before "until", and what of the end is known by now.

    Where "until" stands twice, one range is of days and the other of hours, in either order.
    """
    if start is None:
        if stated.before:  # ก่อนวันศุกร์ - จันทร์
            raise c.refuse(Why.TWO_DATES, 0)
        return stated, Stated()
    if start.periods or stated.periods:
        raise c.refuse(Why.TWO_DATES, 0)
    if start.clocks and not start.days and stated.clocks and stated.days:
        _in_order(c, start, Stated(clocks=stated.clocks))
        return Stated(days=stated.days), Stated(clocks=stated.clocks, parts=stated.parts)
    if start.clocks or not stated.clocks:
        raise c.refuse(Why.TWO_DATES, 0)
    join(c, start, stated)
    return stated, Stated()


def join(c: Cursor, start: Stated, end: Stated) -> None:
    """Complete the end of a range with the day of its start; refuse one that runs backwards."""
    if not end.days and not end.periods:
        end.days.extend(start.days)
        end.periods.extend(start.periods)
        if not end.parts:
            end.parts.extend(start.parts)
    elif start.clocks and not start.days and not end.clocks:
        raise c.refuse(Why.NOT_UNDERSTOOD, 0)
    added = end.periods and start.days and not start.periods
    if added or (start.periods and not end.periods):  # ภายใน 5 วัน (จันทร์-ศุกร์)
        raise c.refuse(Why.TWO_DATES, 0)
    _in_order(c, start, end)


def _in_order(c: Cursor, start: Stated, end: Stated) -> None:
    """Refuse an end before its start."""
    first, last = _dates(c, start), _dates(c, end)
    if len(first) > 1:
        raise c.refuse(Why.TWO_DATES, 0)
    if (first and last and max(first) > min(last)) or _times_run_backwards(start, end):
        raise c.refuse(Why.BACKWARDS, 0)


def _dates(c: Cursor, stated: Stated) -> set[date]:
    """Return the dates that were named, else the coming ones of the weekdays: ศุกร์-พุธ."""
    dates = {day.day for day in stated.days if day.day is not None}
    names = [day.weekday for day in stated.days if day.weekday is not None]
    ahead = [(name - c.today.weekday()) % 7 for name in names]
    return dates or {c.today + timedelta(days=days) for days in ahead}


def _times_run_backwards(start: Stated, end: Stated) -> bool:
    """Whether two written times of one day are not in order; spoken ones are read later."""
    if (start.days and start.days != end.days) or not len(start.clocks) == len(end.clocks) == 1:
        return False
    earlier, later = start.clocks[0], end.clocks[0]
    if earlier.spoken or later.spoken or earlier.part or later.part:
        return False
    times = [(clock.hour, clock.minute, clock.second) for clock in (earlier, later)]
    return times[0] >= times[1]


def skip_first_number(c: Cursor) -> bool:
    """Skip the first number of a range, whose unit or month stands behind the second: 25-27 พ.ย."""
    begin = c.place
    marked = c.skip(*_MARKS)
    first, joint = c.peek(), c.kind(1)
    c.place += 2
    c.skip(*_MARKS)
    last, month = c.peek(), c.kind(1)
    if (
        first.kind is last.kind is Word.NUMBER
        and joint in (*JOINTS, Word.AND)
        and (not marked or month in (Word.MONTH, Word.SLASH, Word.DOT))
    ):
        if c.follows_before(begin) and not c.clock_ahead():  # ก่อน 25-27 พ.ย.
            raise c.refuse(Why.TWO_DATES, 0)
        if first.value < last.value:
            return True
        c.place += 1
        raise c.refuse(Why.BACKWARDS, begin)
    c.place = begin
    return False
