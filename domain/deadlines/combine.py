"""Joins what was stated into one instant: agreement, what is missing, the past, too far."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from domain.deadlines.cursor import MOST_DAYS, Cursor
from domain.deadlines.durations import exactly, last_day
from domain.deadlines.statements import Day, Duration, PartOfDay, Statement, TimeOfDay, Why
from domain.deadlines.times_of_day import resolve
from domain.deadlines.vocabulary import DayPart, Word
from domain.deadlines.weekdays import WEEK, nearest

_DAY_MINUTES = 24 * 60
_DAWN_MINUTES = 6 * 60
_ONE_DAY = timedelta(days=1)
# Minutes of the day to offer where only a part of it was named.
_OFFERED: dict[DayPart, tuple[int, ...]] = {
    DayPart.MORNING: (9 * 60, 12 * 60),
    DayPart.AFTERNOON: (13 * 60, 15 * 60, 16 * 60 + 30),
    DayPart.EVENING: (16 * 60 + 30, 18 * 60),
    DayPart.DUSK: (18 * 60, 19 * 60),
    DayPart.NIGHT: (20 * 60, _DAY_MINUTES),
}


@dataclass(slots=True)
class Stated:
    """All that one text states.

    `before` is true where "before" stands before its day; `open` while "from" has no end yet.
    """

    days: list[Day] = field(default_factory=list)
    clocks: list[TimeOfDay] = field(default_factory=list)
    periods: list[Duration] = field(default_factory=list)
    parts: list[PartOfDay] = field(default_factory=list)
    before: bool = False
    open: bool = False

    def add(self, statement: Statement) -> None:
        """Keep one more statement."""
        if isinstance(statement, Day):
            self.days.append(statement)
        elif isinstance(statement, TimeOfDay):
            self.clocks.append(statement)
        elif isinstance(statement, Duration):
            self.periods.append(statement)
        else:
            self.parts.append(statement)

    @property
    def empty(self) -> bool:
        """Whether nothing was stated yet."""
        return not (self.days or self.clocks or self.periods or self.parts)


def combine(c: Cursor, stated: Stated) -> datetime:
    """Return the instant that all statements agree on, or raise why there is none."""
    _refuse_counted_back(c, stated)
    part = _part(c, stated)
    day = stated_day(c, stated)
    if stated.periods:
        at = _after_period(c, stated, day, part)
    else:
        at = _checked(c, stated, stated_time(c, stated, day, part))
    if not _counts_so(c, stated, at):
        raise c.refuse(Why.HOW_COUNTED, 0)
    return at


def _refuse_counted_back(c: Cursor, stated: Stated) -> None:
    """Refuse so long before something; "3 วัน ก่อนเที่ยง" is noon of the third day.

    "ก่อนเที่ยง 30 นาที" can be half past twelve, or half an hour before noon.
    """
    kinds = {token.kind for token in c.tokens}
    if Word.BEFORE not in kinds:
        return
    if not stated.periods:
        if Word.MINUTES in kinds and Word.OCLOCK not in kinds:
            raise c.refuse(Why.COUNTED_BACK, 0)
        return
    hours = any(length.minutes for length in stated.periods)
    if hours or stated.days or not stated.clocks:
        raise c.refuse(Why.COUNTED_BACK, 0)


def _counts_so(c: Cursor, stated: Stated, at: datetime) -> bool:
    """Whether what was said of days off and office hours holds for the deadline as it was read."""
    said = {(token.kind, token.value) for token in c.tokens}
    day = (at - timedelta(seconds=1)).date()
    on_time = c.calendar.office_start <= at.time() <= c.calendar.office_end
    working = any(length.working_days for length in stated.periods)
    if (Word.OFFICE_DAYS, 0) in said and not (on_time and c.calendar.is_working_day(day)):
        return False
    if (Word.COUNTING, 0) in said:
        return c.calendar.is_working_day(day) and (working or not stated.periods)
    if (Word.COUNTING, 1) in said and stated.periods:
        return not working and not _moved(c, stated.periods[0])
    return True


def _moved(c: Cursor, length: Duration) -> bool:
    """Whether a period ends on a day off, and so was moved to the next working day."""
    return not length.minutes and not c.calendar.is_working_day(last_day(c, length))


def stated_time(c: Cursor, stated: Stated, day: date | None, part: DayPart | None) -> datetime:
    """Return the one instant that the times state; the end of office hours where there is none.

    A part of the day without its hour is refused, offering hours (rule 13).
    """
    if stated.clocks:
        instants = {_instant(c, clock, day, part) for clock in stated.clocks}
        if len(instants) > 1:
            raise c.refuse(Why.TWO_TIMES, 0, *instants)
        return instants.pop()
    if stated.parts:
        offered = _OFFERED[stated.parts[0].part]
        raise c.refuse(Why.PART_OF_DAY, 0, *(c.at(day or c.today, minutes) for minutes in offered))
    assert day is not None
    return c.calendar.end_of_day(day)


def _part(c: Cursor, stated: Stated) -> DayPart | None:
    """Return the one part of the day that was named anywhere."""
    if not stated.parts:
        return None
    if len({named.part for named in stated.parts}) > 1:
        raise c.refuse(Why.TWO_TIMES, 0)
    if any(named.today for named in stated.parts):
        stated.days.append(Day("relative_day", c.today, c.today))
    return stated.parts[0].part


def stated_day(c: Cursor, stated: Stated) -> date | None:
    """Return the day that all statements of a day agree on (rule 5)."""
    if not stated.days:
        return None
    dated = {stated_day.day for stated_day in stated.days if stated_day.day is not None}
    names = {stated_day.weekday for stated_day in stated.days if stated_day.day is None}
    if len(dated) > 1:
        named = any(stated_day.weekday is not None for stated_day in stated.days)
        why = Why.WEEKDAY_DISAGREES if named else Why.TWO_DATES
        raise c.refuse(why, 0, *(c.calendar.end_of_day(day) for day in dated))
    if len(names) > 1:
        raise c.refuse(Why.TWO_DATES, 0)
    if not dated:
        return _before(c, stated, nearest(c, names.pop() or 0))
    day = dated.pop()
    if names and day.weekday() not in names:
        coming = c.today + timedelta(days=((names.pop() or 0) - c.today.weekday() - 1) % 7 + 1)
        raise c.refuse(Why.WEEKDAY_DISAGREES, 0, *map(c.calendar.end_of_day, (day, coming)))
    return _before(c, stated, day)


def _before(c: Cursor, stated: Stated, day: date) -> date:
    """Return the last working day before a day that "before" stands before (section 4.4)."""
    begins = [named.begins for named in stated.days if named.day is not None]
    if stated.before and stated.clocks and begins and begins[0] not in (None, day):
        raise c.refuse(Why.VAGUE, 0)  # ก่อนเดือนหน้า เวลา 12.00 น.
    if not stated.before or stated.clocks or stated.periods:
        return day
    if begins and begins[0] is None:
        return day
    return c.calendar.previous_working_day(begins[0] if begins and begins[0] else day)


def _instant(c: Cursor, clock: TimeOfDay, day: date | None, part: DayPart | None) -> datetime:
    """Return the instant of a time on its day, today where none is stated (rule 3)."""
    part = _agreed_part(c, clock, part)
    minutes = resolve(c, clock, part, day or c.today)
    if clock.offset is not None:
        shifted = c.at(day or c.today, minutes).replace(tzinfo=UTC)
        shifted += timedelta(seconds=clock.second)
        return (shifted - timedelta(minutes=clock.offset)).astimezone(c.calendar.tz)
    if clock.midnight and part is not DayPart.NIGHT and day not in (None, c.today):
        assert day is not None
        ends = [c.at(day, minutes - _DAY_MINUTES), c.at(day, minutes)]
        raise c.refuse(Why.WHICH_MIDNIGHT, 0, *ends)
    if part is DayPart.NIGHT and minutes < _DAWN_MINUTES:
        return _after_midnight(c, day or c.today, minutes)
    if minutes == 0 and day is None:
        minutes = _DAY_MINUTES  # 00.00 without a day is the coming midnight
    return c.at(day or c.today, minutes) + timedelta(seconds=clock.second)


def _agreed_part(c: Cursor, clock: TimeOfDay, part: DayPart | None) -> DayPart | None:
    """Return the part of the day, said with the time or apart from it; both must be one."""
    if clock.part is not None and part is not None and clock.part is not part:
        raise c.refuse(Why.TWO_TIMES, 0)
    return clock.part or part


def _after_midnight(c: Cursor, day: date, minutes: int) -> datetime:
    """Return the small hours of a night: the next date's, or today's if it is still night."""
    tonight = c.at(day, minutes)
    if day == c.today and tonight > c.now and c.now.hour < _DAWN_MINUTES // 60:
        return tonight
    return tonight + _ONE_DAY


def _after_period(c: Cursor, stated: Stated, day: date | None, part: DayPart | None) -> datetime:
    """Return the end of a period; whatever else was stated must agree with it."""
    if len(set(stated.periods)) > 1:
        raise c.refuse(Why.TWO_PERIODS, 0)
    length = stated.periods[0]
    if length.minutes:
        return _after_hours(c, stated, day, part)
    end = c.calendar.next_working_day(last_day(c, length))
    if day is not None and day != end:
        raise c.refuse(Why.TWO_DATES, 0, *map(c.calendar.end_of_day, (day, end)))
    return _checked(c, stated, stated_time(c, stated, end, part))


def _after_hours(c: Cursor, stated: Stated, day: date | None, part: DayPart | None) -> datetime:
    length = stated.periods[0]
    if length.since not in (None, c.today):
        raise c.refuse(Why.NOT_UNDERSTOOD, 0)
    if stated.parts:  # ภายใน 3 ชม. คืนนี้
        raise c.refuse(Why.TWO_TIMES, 0)
    at = exactly(c, length)
    minute = at.replace(second=0, microsecond=0)
    if day is not None and day != at.date():
        raise c.refuse(Why.TWO_DATES, 0)
    if any(_instant(c, clock, day or at.date(), part) != minute for clock in stated.clocks):
        raise c.refuse(Why.TWO_TIMES, 0)
    return _checked(c, stated, at)


def _coming(stated: Stated, at: datetime) -> list[datetime]:
    """Return what a past time may have meant: tomorrow's, or that weekday's next."""
    if any(day.rule in ("weekday_of_week", "week", "end_of_week") for day in stated.days):
        return [at + WEEK]
    return [] if stated.days or stated.periods else [at + _ONE_DAY]


def _checked(c: Cursor, stated: Stated, at: datetime) -> datetime:
    """Refuse the past and the far future (rule 13)."""
    if at <= c.now:
        raise c.refuse(Why.PAST, 0, *_coming(stated, at))
    if (at.date() - c.today).days > MOST_DAYS:
        raise c.refuse(Why.TOO_FAR, 0)
    return at
