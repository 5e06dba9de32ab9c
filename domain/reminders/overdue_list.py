"""When the overdue list goes out.

T7  The list goes out at its hours on working days; a slot missed by more than four hours is
    dropped, and of several missed slots only the newest is sent. It leaves out what the group was
    told in the quarter of an hour before, or by a nag (T13, T14) in the four hours before, and from
    a day after its deadline an agency of which nobody can be called there; it counts them. With
    nothing left to list it does not go out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from domain.calendar import Calendar
from domain.reminders.schedule import LATE_AFTER

CUT_OFF = timedelta(hours=4)
LATELY = timedelta(minutes=15)
"""What was told so lately is not listed again."""

NAGGED_LATELY = timedelta(hours=4)
"""Nor is, for so long, what a nag called somebody for: nobody is told twice in a morning."""

UNREACHED_FOR = timedelta(days=1)
"""How long an agency is listed of which nobody can be called."""

LOOK_BACK = timedelta(days=7)
"""Slots older than this are not even noted as missed."""


class Listed(StrEnum):
    """What became of an hour of the list, as it stands in the record."""

    TOLD = "told"  # a notice holds it, which LINE has not taken yet
    DELIVERED = "delivered"
    EMPTY = "nothing overdue"
    LEFT_OUT = "nothing to list"  # something is overdue, but was told lately or reaches nobody
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Slots:
    """What to do about the slots that came up: one to send, at most, and those missed."""

    send: datetime | None
    missed: tuple[datetime, ...]


def overdue_slots(
    now: datetime, times: Iterable[time], calendar: Calendar, since: datetime | None
) -> Slots:
    """Return the slots after `since` up to now, sorted out by rule T7.

    `since` is the last slot that was settled; without one (a first start) only slots within the
    cut-off come up.
    """
    after = now - CUT_OFF if since is None else max(since, now - LOOK_BACK)
    hours = sorted(set(times))
    day, today = calendar.local(after).date(), calendar.local(now).date()
    slots: list[datetime] = []
    while day <= today:
        if calendar.is_working_day(day):
            slots += (datetime.combine(day, hour, calendar.tz) for hour in hours)
        day += timedelta(days=1)
    due = [slot for slot in slots if after < slot <= now]
    if due and now - due[-1] <= CUT_OFF:
        return Slots(due[-1], tuple(due[:-1]))
    return Slots(None, tuple(due))


def is_listed(deadline: datetime, at: datetime, *, told: bool, reached: bool) -> bool:
    """Whether an overdue report stands in the list of an instant. Rule T7.

    `told`: the group was told lately that its deadline has passed; `reached`: somebody of the
    agency can be called there.
    """
    return not told and (reached or at - deadline <= UNREACHED_FOR)


def is_late(slot: datetime, now: datetime) -> bool:
    """Whether a list goes out noticeably after its hour."""
    return now - slot > LATE_AFTER
