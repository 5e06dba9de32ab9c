"""The clock of this machine: when it was set, and which times cannot be true.

W1  The wall clock was set when it moved otherwise than the monotonic clock, which nobody can set.
    Nothing that recurs may depend on it: a clock set back by seven hours stops no reminder.
W2  What was noted while the clock was ahead is put right once it is right again: a row that was
    recorded in the future, or that waits longer than any row does, hangs.
W3  LINE's time of an event decides, however far our own clock differs from it, up to a day. What
    lies further ahead, or before there was LINE, is no time of LINE's: it counts as its arrival.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

SETTLING = timedelta(seconds=10)
"""Time servers move a clock by less, and a busy machine reads two clocks so far apart."""
LONGEST_WAIT = timedelta(minutes=10)
"""No row of a queue waits longer for its next try, or for the end of a lease, but what LINE
refuses; that does no harm when it is tried early."""
AHEAD_AT_MOST = timedelta(minutes=1)
"""Two machines' clocks differ by less."""
EVENTS_AHEAD_AT_MOST = timedelta(days=1)
LINE_BEGAN = datetime(2011, 6, 23, tzinfo=UTC)


class Reading(NamedTuple):
    """Both clocks at one moment: the wall clock, and the seconds of the monotonic one."""

    at: datetime
    seconds: float


def step(before: Reading, now: Reading) -> timedelta:
    """Return by how much the wall clock was set between two readings, negative: back. Rule W1."""
    by = now.at - before.at - timedelta(seconds=now.seconds - before.seconds)
    return by if abs(by) >= SETTLING else timedelta(0)


def time_of_event(said: datetime, arrived: datetime) -> datetime:
    """Return the time of an event by what LINE says, or its arrival. Rule W3."""
    possible = LINE_BEGAN <= said <= arrived + EVENTS_AHEAD_AT_MOST
    return said if possible else arrived
