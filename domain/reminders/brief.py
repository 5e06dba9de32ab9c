"""The morning brief: when it is made, and what stands in it.

M30 On working days at its hour, or up to four hours later, who wants a brief is told what their
    agencies have not reported in time, must report today, and have been returned; an admin, which
    agencies no 1:1 message reaches. With nothing of that they are told nothing.
"""

from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.calendar import Calendar
from domain.issues.assignments import AssignmentStatus
from domain.reminders.overdue_list import CUT_OFF


class Part(StrEnum):
    """Why something stands in a brief, in the order of its parts."""

    OVERDUE = "overdue"
    TODAY = "today"
    RETURNED = "returned"


def day_of_brief(now: datetime, at: time, calendar: Calendar) -> date | None:
    """Return the local date of which a brief may be made now."""
    today = calendar.local(now).date()
    due = datetime.combine(today, at, calendar.tz)
    return today if calendar.is_working_day(today) and due <= now <= due + CUT_OFF else None


def part_of(deadline: datetime, status: AssignmentStatus, now: datetime, tz: tzinfo) -> Part | None:
    """Return where an assignment stands that still waits for a report; 24.00 ends its day."""
    if deadline < now:
        return Part.OVERDUE
    if (deadline - timedelta(microseconds=1)).astimezone(tz).date() == now.astimezone(tz).date():
        return Part.TODAY
    return Part.RETURNED if status is AssignmentStatus.RETURNED else None
