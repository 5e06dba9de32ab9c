"""What a text can state: a day, a time of day, a period. Rules make them, `combine` joins them."""

from dataclasses import dataclass
from datetime import date

from domain.deadlines.vocabulary import Part


@dataclass(frozen=True, slots=True)
class Day:
    """A stated day.

    `day` is `None` for a bare weekday, which may only confirm a date. `begins` is the first day
    of what was named, which "before" stands before; `None` for an end ("before the month's end"
    means by that very day).
    """

    rule: str
    day: date | None
    begins: date | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A stated time of day.

    `hour` runs to 24. With `spoken` it is the hour of the speech clock (n โมง) and means what the
    part of the day says. `midnight` is the word, which belongs to two days. `offset` is the
    minutes east of Greenwich where the text says so.
    """

    rule: str
    hour: int
    minute: int = 0
    part: Part | None = None
    spoken: bool = False
    midnight: bool = False
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A stated length of time: of `minutes`, or of months, days and working days from a day on."""

    rule: str
    minutes: int = 0
    months: int = 0
    days: int = 0
    working_days: int = 0
    since: date | None = None


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """Morning, afternoon, evening, night; `today` where it was said with "this"."""

    part: Part
    today: bool = False


Statement = Day | Clock | Period | PartOfDay
