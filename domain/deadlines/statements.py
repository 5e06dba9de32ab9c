"""What a text can state: a day, a time of day, a duration; or why it states no deadline."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.deadlines.vocabulary import DayPart


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
class TimeOfDay:
    """A stated time of day.

    `hour` runs to 24. With `spoken` it is the hour of the speech clock (n โมง) and means what the
    part of the day says. `midnight` is the word, which belongs to two days. `offset` is the
    minutes east of Greenwich where the text says so.
    """

    hour: int
    minute: int = 0
    part: DayPart | None = None
    spoken: bool = False
    midnight: bool = False
    offset: int | None = None
    second: int = 0


@dataclass(frozen=True, slots=True)
class Duration:
    """A stated length of time: of `minutes`, or of months, days and working days from a day on."""

    minutes: int = 0
    months: int = 0
    days: int = 0
    working_days: int = 0
    since: date | None = None


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """Morning, afternoon, evening, night; `today` where it was said with "this"."""

    part: DayPart
    today: bool = False


Statement = Day | TimeOfDay | Duration | PartOfDay


class Why(StrEnum):
    """Why a text is no deadline; each asks one question of its own."""

    EMPTY = "empty"
    NOT_UNDERSTOOD = "not_understood"
    BARE_NUMBER = "bare_number"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_TIME = "no_such_time"
    NO_SUCH_YEAR = "no_such_year"
    WEEKDAY_DISAGREES = "weekday_disagrees"
    PAST = "past"
    TOO_FAR = "too_far"
    WHICH_YEAR = "which_year"
    WHICH_HOUR = "which_hour"
    WHICH_MINUTE = "which_minute"
    WHICH_MIDNIGHT = "which_midnight"
    WHICH_DAY = "which_day"
    TWO_DATES = "two_dates"
    TWO_TIMES = "two_times"
    BACKWARDS = "backwards"
    ALTERNATIVES = "alternatives"
    TODAY_NAME = "today_name"
    PART_OF_DAY = "part_of_day"
    VAGUE = "vague"
    URGENT = "urgent"
    CONDITION = "condition"
    AFTER = "after"
    NO_END = "no_end"
    ZERO = "zero"
    TWO_PERIODS = "two_periods"
    COUNTED_BACK = "counted_back"
    COUNTED_FROM = "counted_from"
    HOW_COUNTED = "how_counted"
    FURTHER_OFF = "further_off"  # in an edit: from now, or from the deadline in force


class Unreadable(Exception):
    """A text that is no deadline.

    `detail` is the part of the text that is at fault; `choices` are instants to offer, soonest
    first; `meant` is the name of a month or weekday that the fault resembles, or empty.
    """

    def __init__(
        self, why: Why, detail: str = "", choices: tuple[datetime, ...] = (), meant: str = ""
    ) -> None:
        super().__init__(why, detail)
        self.why = why
        self.detail = detail
        self.choices = choices
        self.meant = meant
