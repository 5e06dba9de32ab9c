"""What reading a deadline gives: the instant, or the one reason why there is none."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Caution(StrEnum):
    """What the answer says about a deadline that was nevertheless taken as it stands."""

    WEEKEND = "weekend"
    DAY_OFF = "day_off"
    OUTSIDE_OFFICE_HOURS = "outside_office_hours"
    MOVED = "moved"  # a period that ended on a day off ends on the next working day


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


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline that was understood.

    `at` is aware, in the calendar's zone. `rule` names the rules that read it, joined by `+`.
    `day_off` is the holiday's name where `DAY_OFF` or `MOVED` speaks of one, else empty.
    """

    at: datetime
    rule: str
    warnings: tuple[Caution, ...] = ()
    day_off: str = ""


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
