"""Rules for times of day: 15.00 น., บ่ายสาม, 2 ทุ่ม, ตีห้า, เที่ยง, 3 pm (rules 10 and 3)."""

from datetime import date

from domain.deadlines.cursor import Cursor
from domain.deadlines.statements import PartOfDay, TimeOfDay, Why
from domain.deadlines.vocabulary import DayPart, Word

NOON_HOUR, DAY_HOURS = 12, 24
_LAST_TI, _LAST_THUM, _LAST_AFTERNOON, _LAST_MONG = 5, 6, 5, 12
_MAY_FOLLOW_MINUTES = (
    Word.STOP,
    Word.TAIL,
    Word.URGENT,
    Word.LATEST,
    Word.MINUTES,
    Word.RELATIVE_DAY,
    Word.DATE_MARK,
    Word.FILLER,
    Word.OCLOCK,
)


def written_clock(c: Cursor) -> TimeOfDay | None:
    """Read hours and minutes in digits: 15.00 น., 15:00, 15:00:00+07:00, 3.30 pm."""
    hour, sign, minute = c.peek(), c.kind(1), c.peek(2)
    if sign not in (Word.DOT, Word.COLON) or not hour.digits or not minute.digits:
        return None
    if sign is Word.DOT and (minute.gap or c.peek(1).gap):
        return None
    begin = c.place
    c.place += 3
    if minute.digits == 1 and hour.value < DAY_HOURS:
        tens = minute.value * 10 if minute.value < 6 else minute.value
        readings = [c.at(c.today, hour.value * 60 + m) for m in (minute.value, tens)]
        raise c.refuse(Why.WHICH_MINUTE, begin, *dict.fromkeys(readings))
    if minute.digits != 2 or hour.digits > 2:
        raise c.refuse(Why.NO_SUCH_TIME, begin)
    second = 0
    if c.kind() is Word.COLON and c.peek(1).digits == 2:
        second = c.peek(1).value
        c.place += 2
    return _finish(c, begin, hour.value, minute.value, second)


def _finish(c: Cursor, begin: int, hour: int, minute: int, second: int = 0) -> TimeOfDay:
    """Take what may follow the digits (น., hrs, pm, a zone) and return the time."""
    if c.kind() is Word.DOT and c.kind(1) is Word.OCLOCK:
        c.place += 1  # 15.00.น.
    official = c.take(Word.OCLOCK) is not None
    if c.text[c.peek().start : c.peek().end].isascii():
        c.take(Word.HOURS)  # 15:00 hrs
    half_day = c.take(Word.AM_PM)
    if half_day is not None:
        if not 1 <= hour <= NOON_HOUR or (official and hour == NOON_HOUR):
            raise c.refuse(Why.NO_SUCH_TIME, begin)
        hour = hour % NOON_HOUR + half_day.value
    if max(minute, second) > 59 or hour > DAY_HOURS or (hour == DAY_HOURS and minute + second):
        raise c.refuse(Why.NO_SUCH_TIME, begin)
    return TimeOfDay(hour, minute, _part_after(c), offset=_offset(c), second=second)


def _offset(c: Cursor) -> int | None:
    """Read Z, +07:00 or +0700, in minutes."""
    if c.take(Word.ZULU) is not None:
        return 0
    if c.kind() is Word.PLUS and c.peek(1).digits == 4:
        hours, rest = divmod(c.peek(1).value, 100)
        c.place += 2
        return hours * 60 + rest
    if c.kind() is not Word.PLUS or c.peek(1).digits != 2 or c.kind(2) is not Word.COLON:
        return None
    hours, minutes = c.peek(1).value, c.peek(3)
    if minutes.digits != 2 or hours > 14 or minutes.value > 59:
        return None
    c.place += 4
    return hours * 60 + minutes.value


def hour_only(c: Cursor) -> TimeOfDay | None:
    """Read 15 น., 1500 น., 1500 hrs, 3 pm, 12 noon, 15 นาฬิกา 30 นาที."""
    number, sign = c.peek(), c.kind(1)
    begin = c.place
    if number.value == NOON_HOUR and sign in (Word.NOON, Word.MIDNIGHT):
        c.place += 1
        return noon(c) if sign is Word.NOON else midnight(c)
    if sign is Word.AM_PM and number.digits <= 2:
        c.place += 1
        return _finish(c, begin, number.value, 0)
    if sign is Word.HOURS and number.digits == 4 and c.text[c.peek(1).start].isascii():
        c.place += 1
        return _finish(c, begin, *divmod(number.value, 100))
    if sign is not Word.OCLOCK or number.digits not in (0, 1, 2, 4):
        return None
    c.place += 2
    if number.digits == 4:
        return _finish(c, begin, *divmod(number.value, 100))
    return _finish(c, begin, number.value, _minutes_after(c))


def spoken_clock(c: Cursor) -> TimeOfDay | None:
    """Read n โมง and n ทุ่ม; what n โมง means depends on the part of the day."""
    begin, number, sign = c.place, c.peek(), c.kind(1)
    if sign not in (Word.MONG, Word.THUM):
        return None
    c.place += 2
    if sign is Word.THUM:
        if not 1 <= number.value <= _LAST_THUM:
            raise c.refuse(Why.NO_SUCH_TIME, begin)
        return _spoken(c, 18 + number.value)
    if not 1 <= number.value <= _LAST_MONG:
        raise c.refuse(Why.NO_SUCH_TIME, begin)
    return _spoken(c, number.value, spoken=True)


def one_thum(c: Cursor) -> TimeOfDay:
    """Read ทุ่ม without a number, or ทุ่มหนึ่ง: seven in the evening."""
    c.place += 1
    if c.kind() is Word.NUMBER and c.peek().digits == 0 and c.peek().value == 1:
        c.place += 1
    return _spoken(c, 19)


def early_clock(c: Cursor) -> TimeOfDay | None:
    """Read ตี n: n hours after midnight."""
    begin = c.place
    if c.kind(1) is not Word.NUMBER or c.clock_ahead(1):
        return None
    hour = c.peek(1).value
    c.place += 2
    if not 1 <= hour <= _LAST_TI:
        raise c.refuse(Why.NO_SUCH_TIME, begin)
    return _spoken(c, hour)


def noon(c: Cursor) -> TimeOfDay:
    """Read เที่ยง, also เที่ยงวัน."""
    c.place += 1
    if c.kind() is Word.DAYS and c.kind(1) not in (Word.WEEKDAY, Word.SUNDAY_OR_WEEK, Word.NUMBER):
        c.place += 1
    return _spoken(c, NOON_HOUR)


def midnight(c: Cursor) -> TimeOfDay:
    """Read เที่ยงคืน, which may be the start or the end of a day."""
    c.place += 1
    return _spoken(c, DAY_HOURS, midnight=True)


def part_of_day(c: Cursor) -> TimeOfDay | PartOfDay | None:
    """Read บ่ายสาม and บ่ายโมง as times, else the part of the day (เย็นนี้)."""
    begin, part = c.place, DayPart(c.peek().value)
    c.place += 1
    if part is DayPart.AFTERNOON and c.kind() is Word.MONG:
        c.place += 1
        return _spoken(c, 1, part=part, spoken=True)
    if part is DayPart.AFTERNOON and _bare_hour(c):
        hour = c.peek().value
        c.place += 1
        c.take(Word.MONG)
        if not 1 <= hour <= _LAST_AFTERNOON:
            raise c.refuse(Why.NO_SUCH_TIME, begin)
        return _spoken(c, hour, part=part, spoken=True)
    return PartOfDay(part, c.take(Word.THIS) is not None)


def _bare_hour(c: Cursor) -> bool:
    """Whether a number follows that is the hour of the afternoon and nothing else."""
    following = c.kind(1)
    if c.kind() is not Word.NUMBER or c.peek().digits > 2:
        return False
    if following is Word.MONG:
        return True
    ranged = following in (Word.DASH, Word.TO) and c.kind(2) is Word.NUMBER
    if ranged or following in (Word.MONTH, Word.SLASH):
        return False
    return not c.clock_ahead() and not c.unit_ahead()


def resolve(c: Cursor, clock: TimeOfDay, part: DayPart | None, day: date) -> int:
    """Return the minutes after the day began, as the part of the day says.

    Raises `Unreadable` where the part leaves two hours, or contradicts the time.
    """
    if not clock.spoken:
        return _written(c, clock, part)
    hour = clock.hour
    if part is None and hour == 6:
        choices = [c.at(day, h * 60 + clock.minute) for h in (6, 18)]
        raise c.refuse(Why.WHICH_HOUR, 0, *choices)
    if part is DayPart.MORNING:
        meaning = hour + 6 if hour <= 5 else hour
    else:
        meaning = hour if part is None and hour >= 7 else hour + NOON_HOUR
    low, high = _SPOKEN_HOURS[part]
    if not low <= meaning <= high:
        raise c.refuse(Why.TWO_TIMES, 0)
    return meaning * 60 + clock.minute


# First and last hour that n โมง can name in each part of the day.
_SPOKEN_HOURS: dict[DayPart | None, tuple[int, int]] = {
    None: (7, 17),
    DayPart.MORNING: (6, 11),
    DayPart.AFTERNOON: (13, 17),
    DayPart.EVENING: (15, 18),
    DayPart.DUSK: (18, 19),
    DayPart.NIGHT: (18, 19),
}
# The hours of each part of the day, as half-open stretches of minutes.
_STRETCHES: dict[DayPart, tuple[tuple[int, int], ...]] = {
    DayPart.MORNING: ((4 * 60, 12 * 60),),
    DayPart.AFTERNOON: ((12 * 60, 18 * 60),),
    DayPart.EVENING: ((15 * 60, 20 * 60),),
    DayPart.DUSK: ((17 * 60, 22 * 60),),
    DayPart.NIGHT: ((18 * 60, 25 * 60), (0, 6 * 60)),
}


def _written(c: Cursor, clock: TimeOfDay, part: DayPart | None) -> int:
    """Return a written time, taken after noon where only that fits the part (บ่าย 2.30)."""
    minutes = clock.hour * 60 + clock.minute
    if part is None:
        return minutes
    for reading in (minutes, minutes + NOON_HOUR * 60 if clock.hour < NOON_HOUR else minutes):
        if any(low <= reading < high for low, high in _STRETCHES[part]):
            return reading
    raise c.refuse(Why.TWO_TIMES, 0)


def _spoken(
    c: Cursor,
    hour: int,
    *,
    part: DayPart | None = None,
    spoken: bool = False,
    midnight: bool = False,
) -> TimeOfDay:
    """Take half past, minutes and the part of the day, and return the time."""
    minute = 30 if c.take(Word.HALF) else _minutes_after(c)
    after = _part_after(c)
    if c.take(Word.HALF):
        minute = 30
    c.take(Word.THIS)
    return TimeOfDay(hour, minute, part or after, spoken, midnight)


def _minutes_after(c: Cursor) -> int:
    """Take the minutes of a spoken time: 9 โมง 15 นาที, สองทุ่มสี่สิบห้า."""
    number, following = c.peek(), c.kind(1)
    if number.kind is not Word.NUMBER or number.value > 59:
        return 0
    if following is not Word.MINUTES and (number.digits == 1 or number.value < 10):
        return 0
    weekday = following is Word.DAYS and not c.unit_ahead()
    if following not in _MAY_FOLLOW_MINUTES and not weekday:
        return 0
    c.place += 1
    c.take(Word.MINUTES)
    return number.value


def _part_after(c: Cursor) -> DayPart | None:
    """Take the part of the day behind a time (9 โมงเช้า), unless it begins a time of its own."""
    c.take(Word.SHARP)
    if c.kind() is not Word.PART or c.kind(1) in (Word.NUMBER, Word.MONG):
        return None
    if c.kind(1) in (Word.RELATIVE_DAY, Word.WEEKDAY) and c.peek().gap:
        return None
    if c.kind(1) is Word.THIS:
        return None  # คืนนี้ is a day, glued to น. or not
    part = DayPart(c.peek().value)
    c.place += 1
    c.take(Word.SHARP)
    return part


def office_end(c: Cursor) -> TimeOfDay:
    """Return the end of office hours, as the time of whichever day is stated (section 4.4)."""
    end = c.calendar.office_end
    return TimeOfDay(end.hour, end.minute)


def office_end_word(c: Cursor) -> TimeOfDay:
    """Read สิ้นวัน, EOD, เลิกงาน."""
    c.place += 1
    c.take(Word.THIS)
    return office_end(c)
