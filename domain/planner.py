"""Which way a notice goes to its group, and when: the one place where that is decided.

Whatever waits rides on the first free reply in its group (M3). What is decided here is the moment
at which it waits no longer.

T7, T9  Reminders, those asked for too, and the overdue list are pushed at once.
M2      What somebody must act on waits for its neighbours only, so that they share a push.
M3      What nobody must act on at once waits longer for a free reply. What the admins were told in
        private, or may have been said, makes no push of its own; nor does what the issuers hear of
        passed deadlines and of requests that wait (M17).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """Why something is told: how soon it must be known follows from it."""

    REMINDER = "reminder"  # a report is due, or overdue
    LIST = "list"  # what is overdue at this hour
    ANNOUNCEMENT = "announcement"  # agencies have work, other work, or none any more
    REQUEST = "request"  # issuers must decide
    DECISION = "decision"  # an agency must go on by what was decided
    COMPLETE = "complete"  # issuers have all that they asked for
    RESULT = "result"  # nobody must act on it at once
    COPY = "copy"  # it was told in private, or may have been said: worth no push
    NEWS = "news"  # issuers may want to act, but were told before or can ask: worth no push


class Way(StrEnum):
    """How a notice gets to its group; each also rides on a free reply that comes before."""

    PUSH = "push"
    RIDE = "ride"


@dataclass(frozen=True, slots=True)
class Waits:
    """How long notices wait, by the settings: for neighbours (M2), for a free reply (M3)."""

    for_neighbours: timedelta
    for_a_reply: timedelta


@dataclass(frozen=True, slots=True)
class DueNotice:
    """All that is known of something to be told.

    `agencies` (ids) are those to whom it matters, of whom the group of this id is told.
    """

    purpose: Purpose
    now: datetime
    waits: Waits
    group_id: int
    agencies: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The way, and the moment until which a notice waits for a free reply."""

    way: Way
    at: datetime


A_YEAR = timedelta(days=365)
"""Longer than any group is silent."""

_AT_ONCE = frozenset({Purpose.REMINDER, Purpose.LIST})
_TO_ACT_ON = frozenset({Purpose.ANNOUNCEMENT, Purpose.REQUEST, Purpose.DECISION, Purpose.COMPLETE})


def decide(due: DueNotice) -> Plan:
    """Decide the way and the moment of one notice. Rules M2, M3, T7, T9."""
    if due.purpose in _AT_ONCE:
        return Plan(Way.PUSH, due.now)
    if due.purpose in _TO_ACT_ON:
        return Plan(Way.PUSH, due.now + due.waits.for_neighbours)
    if due.purpose is Purpose.RESULT:
        return Plan(Way.PUSH, due.now + due.waits.for_a_reply)
    return Plan(Way.RIDE, due.now + A_YEAR)
