"""The life of an assignment as one table of steps, and the rules of its clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AssignmentStatus(StrEnum):
    """States of an assignment (contract, exports)."""

    ASSIGNED = "assigned"
    ACKNOWLEDGED = "acknowledged"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"


class Act(StrEnum):
    """What can be done with an assignment; the words are those of the commands."""

    ACKNOWLEDGE = "ack"
    REPORT = "report"
    PROGRESS = "progress"
    ACCEPT = "accept"
    RETURN = "return"
    EXTEND = "extend"
    TRANSFER = "transfer"
    CANCEL = "cancel"
    REMIND = "remind"
    SNOOZE = "snooze"


OPEN = frozenset(
    {AssignmentStatus.ASSIGNED, AssignmentStatus.ACKNOWLEDGED, AssignmentStatus.RETURNED}
)
"""States in which the agency still owes a report: these are reminded and can be overdue."""

WITHDRAWN = frozenset({AssignmentStatus.CANCELLED, AssignmentStatus.TRANSFERRED})
"""States that no longer count for the agency."""

SETTLED = WITHDRAWN | {AssignmentStatus.ACCEPTED}
"""States that nothing leaves: an issue of which all assignments are settled closes itself."""

_WHILE_OWED = {
    Act.REPORT: AssignmentStatus.REPORTED,
    Act.TRANSFER: AssignmentStatus.TRANSFERRED,
    Act.CANCEL: AssignmentStatus.CANCELLED,
}
_NO_DIFFERENCE = (Act.PROGRESS, Act.EXTEND, Act.REMIND, Act.SNOOZE)

STEPS: dict[tuple[AssignmentStatus, Act], AssignmentStatus] = {
    **{(status, act): after for status in OPEN for act, after in _WHILE_OWED.items()},
    **{(status, act): status for status in OPEN for act in _NO_DIFFERENCE},
    (AssignmentStatus.ASSIGNED, Act.ACKNOWLEDGE): AssignmentStatus.ACKNOWLEDGED,
    (AssignmentStatus.ACKNOWLEDGED, Act.ACKNOWLEDGE): AssignmentStatus.ACKNOWLEDGED,
    (AssignmentStatus.RETURNED, Act.ACKNOWLEDGE): AssignmentStatus.RETURNED,
    (AssignmentStatus.REPORTED, Act.ACKNOWLEDGE): AssignmentStatus.REPORTED,
    (AssignmentStatus.REPORTED, Act.REPORT): AssignmentStatus.REPORTED,
    (AssignmentStatus.REPORTED, Act.PROGRESS): AssignmentStatus.REPORTED,
    (AssignmentStatus.REPORTED, Act.ACCEPT): AssignmentStatus.ACCEPTED,
    (AssignmentStatus.REPORTED, Act.RETURN): AssignmentStatus.RETURNED,
}
"""Every step there is; docs/rules.md shows the same table."""


class NotPossible(Exception):
    """The table has no such step; `possible` is what can be done in this state."""

    def __init__(self, status: AssignmentStatus, act: Act) -> None:
        super().__init__(f"{act} in {status}")
        self.status = status
        self.possible = tuple(each for each in Act if (status, each) in STEPS)


def step(status: AssignmentStatus, act: Act) -> AssignmentStatus:
    """Return the state after an act; raises NotPossible where the table has no such step."""
    try:
        return STEPS[status, act]
    except KeyError:
        raise NotPossible(status, act) from None


def owed_again(*, returned: bool, acknowledged: bool) -> AssignmentStatus:
    """Return the state of an assignment whose waiting reports no longer count. Rules P5, P6."""
    if returned:
        return AssignmentStatus.RETURNED
    return AssignmentStatus.ACKNOWLEDGED if acknowledged else AssignmentStatus.ASSIGNED


class IssueStatus(StrEnum):
    """An issue is open until all its assignments are settled, or an issuer ends it."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


TAKEN: dict[IssueStatus, frozenset[Act]] = {
    IssueStatus.OPEN: frozenset(Act),
    IssueStatus.CLOSED: frozenset({Act.REPORT, Act.PROGRESS, Act.ACCEPT, Act.RETURN}),
    IssueStatus.CANCELLED: frozenset({Act.ACCEPT}),
}
"""What can still be done in an issue: a closed one takes late reports, a cancelled one none."""


class AgencyRole(StrEnum):
    """Lead and supporting agencies of one issue (R22)."""

    LEAD = "lead"
    SUPPORT = "support"


class MoveKind(StrEnum):
    """Why a deadline was moved."""

    EXTENDED = "extended"
    EDITED = "edited"
    RETURNED = "returned"


class ReturnClock(StrEnum):
    """Whether the agency is charged for the time in which its report lay with the judge (C4)."""

    PAUSED = "paused"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """A deadline was moved from `old` to `new` at the instant `at`."""

    at: datetime
    old: datetime
    new: datetime
    kind: MoveKind = MoveKind.EXTENDED


def counting_deadline(
    original: datetime, moves: Iterable[DeadlineMove], at: datetime | None = None
) -> datetime:
    """Return the deadline that counts, by the moves made until an instant (`None`: by all)."""
    deadline = original
    for move, after in moves_in_order(original, moves):
        if at is not None and move.at > at:
            break
        deadline = after or deadline
    return deadline


def moves_in_order(
    original: datetime, moves: Iterable[DeadlineMove]
) -> Iterator[tuple[DeadlineMove, datetime | None]]:
    """Yield the moves as they were made, with the deadline that counts then; `None`: no other.

    A move counts only when it was made before the deadline that counted then had passed; but the
    time given back with a returned report always counts. Rules C2, C4.
    """
    deadline = original
    for move in sorted(moves, key=lambda move: move.at):
        counts = move.kind is MoveKind.RETURNED or move.at <= deadline
        if counts:
            given_back = move.kind is MoveKind.RETURNED
            deadline = deadline + (move.new - move.old) if given_back else move.new
        yield move, deadline if counts else None


def is_on_time(
    reported_at: datetime | None, original: datetime, moves: Iterable[DeadlineMove] = ()
) -> bool | None:
    """Whether the report that counts was sent in LINE no later than the deadline counting then.

    `reported_at` is the submission of the first final report that was neither returned nor taken
    back. `None` while there is none. Rule K1.
    """
    if reported_at is None:
        return None
    return reported_at <= counting_deadline(original, moves, reported_at)


def is_overdue(status: AssignmentStatus, deadline: datetime, now: datetime) -> bool:
    """Whether the agency owes a report and its deadline has passed. Rule K2."""
    return status in OPEN and now > deadline


def after_return(
    deadline: datetime,
    reported_at: datetime,
    returned_at: datetime,
    clock: ReturnClock,
    *,
    on_time: bool,
) -> datetime:
    """Return the deadline after a report was returned: a paused clock gives the wait back.

    Only a report that was in time earns it. Rule C4.
    """
    waited = returned_at - reported_at
    return deadline + waited if on_time and clock is ReturnClock.PAUSED else deadline
