"""Dates and instants that are given to a program: read as in the chat, the past included."""

from datetime import date, datetime, time

from domain.calendar import Calendar
from domain.deadlines.combine import Stated, stated_day, stated_time
from domain.deadlines.cursor import Cursor
from domain.deadlines.rules import understand
from domain.deadlines.statements import Why
from domain.deadlines.tokens import fold, read_tokens
from domain.deadlines.vocabulary import Word
from domain.text import normalise

_EXACT = ("iso_date", "numeric_date", "day_and_month_name", "relative_day", "weekday")
_OF_DEADLINES = {
    *(Word.LIMIT, Word.LATEST, Word.BEFORE, Word.HEAD, Word.OBJECT, Word.RECEIPT, Word.URGENT),
    *(Word.FROM, Word.TO, Word.BETWEEN, Word.COUNTED, Word.COUNTING, Word.AND),
}


def read_day(text: str, now: datetime, calendar: Calendar) -> date:
    """Return the one day that a text names, with its year; raises `Unreadable`."""
    c, stated, day = _one_day(text, now, calendar)
    if stated.clocks:
        raise c.refuse(Why.NOT_UNDERSTOOD, 0)
    return day


def read_instant(text: str, now: datetime, calendar: Calendar) -> datetime:
    """Return the instant that a text names, the start of its day where it names no time.

    Raises `Unreadable`.
    """
    c, stated, day = _one_day(text, now, calendar)
    if not stated.clocks:
        return datetime.combine(day, time.min, calendar.tz)
    return stated_time(c, stated, day, None)


def _one_day(text: str, now: datetime, calendar: Calendar) -> tuple[Cursor, Stated, date]:
    """Return what a text states of one day and its time, and of nothing else."""
    typed = normalise(text)
    c = Cursor(typed, read_tokens(fold(typed)), calendar.local(now), calendar)
    stated = understand(c)
    kinds = [token.kind for token in c.tokens]
    ranged = kinds.count(Word.DASH) not in (0, 2)  # 25-11-2569 has two
    if ranged or stated.periods or stated.parts or _OF_DEADLINES & set(kinds):
        raise c.refuse(Why.NOT_UNDERSTOOD, 0)
    rules = {day.rule for day in stated.days}
    if not rules - {"weekday"}:
        raise c.refuse(Why.WHICH_DAY, 0)
    if "without_year" in rules:
        raise c.refuse(Why.WHICH_YEAR, 0)
    day = stated_day(c, stated)
    if day is None or not rules <= set(_EXACT):
        raise c.refuse(Why.NOT_UNDERSTOOD, 0)
    return c, stated, day
