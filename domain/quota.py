"""The month's messages: what they will come to, and what they do not suffice for.

LINE bills a push to a group once for each member ("Message pricing"; section 7 of the LINE notes).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.calendar import Calendar
from domain.chat.rights import Place
from domain.planner import Held


@dataclass(frozen=True, slots=True)
class Month:
    """The messages of a month, as LINE told them at `asked_at`; no `limit` is "unlimited".

    `forecast` is how many there will have been at its end, `counted` what our own sums came to
    then; `in_doubt` more may have been billed. LINE's number `differs` where it is noticeably off.
    """

    limit: int | None
    used: int
    forecast: int
    asked_at: datetime
    counted: int
    in_doubt: int
    differs: bool

    @property
    def left(self) -> int | None:
        """How many may still be sent."""
        return None if self.limit is None else max(self.limit - self.used, 0)


@dataclass(frozen=True, slots=True)
class GroupPrice:
    """What a push to a group costs: a message for each of its `members`, if LINE told them.

    Without `has_room` the month has no room for one; `waiting` counts the notices that are due,
    `held` tells why those wait that people were to be told 1:1.
    """

    place: Place
    members: int | None
    has_room: bool = True
    waiting: int = 0
    held: frozenset[Held] = frozenset()


class WaitsFor(StrEnum):
    """Why something that is to be told has not been told yet."""

    REPLY = "reply"  # a free reply in its group, on which it rides; a push, when it is due
    ROOM = "room"  # a month with room for a push to its group
    FRIEND = "friend"  # somebody who can be told 1:1
    LINE = "line"  # LINE: it is on its way, or was not taken yet
    GROUP = "group"  # the bot's coming back into its group
    OPERATOR = "operator"  # it was given up: an operator, or LINE's taking messages again


PUSHES_AT_LEAST, DAYS = 30, 30
"""How many pushes to each group a month must pay for in which all is told there; its days."""


def is_scarce(limit: int, used: int, day: int, members: int) -> bool:
    """Whether a month does not pay for telling the groups all that cannot wait.

    Not for a push a day to all their `members`, or not at the pace up to this `day` of the month.
    """
    return limit < members * PUSHES_AT_LEAST or used * DAYS > limit * day


def forecast(used: int, today: date, calendar: Calendar) -> int:
    """Return how many messages a month comes to at the pace of its working days.

    `today` is a local date and counts as a whole day.
    """
    past, days = working_days(today, calendar)
    return round(used * days / past) if past else used


def day_of_share(now: datetime, calendar: Calendar) -> date:
    """Return the local date by which the share of a month counts that may have been used.

    Once offices have closed it is that of the next working day, if that is of the month: what is
    due in the evening would be told the next morning for the same price.
    """
    today = calendar.local(now).date()
    coming = calendar.local(calendar.next_open(now)).date()
    return coming if coming.month == today.month else today


def working_days(today: date, calendar: Calendar) -> tuple[int, int]:
    """Return how many working days of its month have begun on a local date, and how many it has."""
    month = (today.replace(day=1) + timedelta(days=ahead) for ahead in range(31))
    days = [day for day in month if day.month == today.month and calendar.is_working_day(day)]
    return sum(each <= today for each in days), len(days)
