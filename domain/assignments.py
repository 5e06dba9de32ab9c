"""The life of an assignment, and the rule of being on time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """States of an assignment (contract, exports)."""

    ASSIGNED = "assigned"
    ACKNOWLEDGED = "acknowledged"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"


OPEN = frozenset({Status.ASSIGNED, Status.ACKNOWLEDGED, Status.RETURNED})
"""States in which the agency still owes a report: these are reminded and can be overdue."""

WITHDRAWN = frozenset({Status.CANCELLED, Status.TRANSFERRED})
"""States that no longer count for the agency."""


class Part(StrEnum):
    """Lead and supporting agencies of one issue (R22)."""

    LEAD = "lead"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """A deadline was moved from `old` to `new` at the instant `at`."""

    at: datetime
    old: datetime
    new: datetime


def deadline_in_force(deadline: datetime, moves: Sequence[DeadlineMove], at: datetime) -> datetime:
    """Return the deadline that was in force at an instant; `deadline` is today's."""
    later = [move for move in moves if move.at > at]
    return min(later, key=lambda move: move.at).old if later else deadline


def is_on_time(
    first_reported_at: datetime | None, deadline: datetime, moves: Sequence[DeadlineMove] = ()
) -> bool | None:
    """Whether the first final report was sent in LINE no later than the deadline in force then.

    `None` while there is no report. Rule K1.
    """
    if first_reported_at is None:
        return None
    return first_reported_at <= deadline_in_force(deadline, moves, first_reported_at)


def is_overdue(status: Status, deadline: datetime, now: datetime) -> bool:
    """Whether the agency owes a report and its deadline has passed. Rule K2."""
    return status in OPEN and now > deadline
