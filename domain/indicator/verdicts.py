"""What one assignment counts as, and the rule that says so: every figure is a sum of these."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.issues.assignments import (
    WITHDRAWN,
    AgencyRole,
    AssignmentStatus,
    DeadlineMove,
    counting_deadline,
    is_on_time,
)
from domain.issues.excuses import ExcuseCode


class Verdict(StrEnum):
    """What an assignment counts as (contract, explain)."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    WAITING = "waiting"
    EXCUSED = "excused"
    SHOWN_ONLY = "shown_only"
    WITHDRAWN = "withdrawn"


RULES = {
    Verdict.ON_TIME: "K1",
    Verdict.LATE: "K1",
    Verdict.MISSING: "K7",
    Verdict.WAITING: "K6",
    Verdict.EXCUSED: "K14",
    Verdict.SHOWN_ONLY: "K15",
    Verdict.WITHDRAWN: "K5",
}
"""The rule of docs/rules.md that gives each verdict. Rule K12."""

DUE = frozenset({Verdict.ON_TIME, Verdict.LATE, Verdict.MISSING})
AGAINST = frozenset({Verdict.LATE, Verdict.MISSING})
"""Verdicts that count against an agency."""
LEFT_OUT = frozenset({Verdict.EXCUSED, Verdict.SHOWN_ONLY, Verdict.WITHDRAWN})
"""Verdicts that are in no figure."""
LeftOutBecause = AssignmentStatus | ExcuseCode | Verdict
"""Why an assignment is in no figure: it was withdrawn so, excused so, or is shown only."""


@dataclass(frozen=True, slots=True)
class CountedAssignment:
    """What the indicator needs to know of one assignment; `ministry` and `agency` are codes.

    `ministry` is the agency itself where it is a ministry or under none. One that is not
    `appraised` is shown only.
    """

    ministry: str
    agency: str
    agenda: str
    status: AssignmentStatus
    opened_at: datetime
    original_deadline: datetime
    moves: tuple[DeadlineMove, ...] = ()
    first_reported_at: datetime | None = None
    reported_at: datetime | None = None
    excused: ExcuseCode | None = None
    appraised: bool = True
    role: AgencyRole = AgencyRole.LEAD

    @property
    def deadline(self) -> datetime:
        """Return the deadline that counts (C2): it decides about the period (K4)."""
        return counting_deadline(self.original_deadline, self.moves)

    @property
    def measured_by(self) -> datetime:
        """Return the deadline that counted when the report that counts was sent (K1)."""
        return counting_deadline(self.original_deadline, self.moves, self.reported_at)

    @property
    def on_time(self) -> bool | None:
        """Whether the report that counts was in time; `None` while there is none (K1)."""
        return is_on_time(self.reported_at, self.original_deadline, self.moves)

    @property
    def left_out_because(self) -> LeftOutBecause | None:
        """Say why it is in no figure, in a word; `None` where it counts (K5, K14, K15)."""
        if self.status in WITHDRAWN:
            return self.status
        return self.excused or (None if self.appraised else Verdict.SHOWN_ONLY)

    def verdict(self, now: datetime) -> Verdict:
        """Say what it counts as at an instant. Rules K5, K12, K14, K15."""
        if self.status in WITHDRAWN:
            return Verdict.WITHDRAWN
        if self.excused:
            return Verdict.EXCUSED
        return self.timing(now) if self.appraised else Verdict.SHOWN_ONLY

    def timing(self, now: datetime) -> Verdict:
        """Say how it was answered, whether it counts or not. Rules K1, K6, K7."""
        match self.on_time:
            case True:
                return Verdict.ON_TIME
            case False:
                return Verdict.LATE
        return Verdict.MISSING if now > self.deadline else Verdict.WAITING
