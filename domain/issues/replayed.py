"""What the audit entries say about one assignment, and about each of its reports."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.issues.assignments import (
    AgencyRole,
    AssignmentStatus,
    DeadlineMove,
    is_on_time,
    owed_again,
)
from domain.issues.excuses import ExcuseCode


@dataclass(slots=True)
class ReplayedReport:
    """One report: when it was sent, and what a judge said of it (`accepted`, `returned`).

    `unsent_at` is set once its message was unsent.
    """

    at: datetime
    final: bool
    judged: str | None = None
    judged_at: datetime | None = None
    unsent_at: datetime | None = None

    @property
    def settles(self) -> bool:
        """Whether it is a final report that was not taken back before it was accepted (P5)."""
        return self.final and (self.unsent_at is None or self.judged == "accepted")


@dataclass(slots=True)
class ReplayedAssignment:
    """What the entries say about one assignment; `reports` by revision, `moves` as they came."""

    ministry: str
    opened_at: datetime
    original_deadline: datetime
    deadline: datetime
    role: AgencyRole = AgencyRole.LEAD
    status: AssignmentStatus = AssignmentStatus.ASSIGNED
    acknowledged_at: datetime | None = None
    snoozed_until: datetime | None = None
    escalated_at: datetime | None = None
    excused: ExcuseCode | None = None
    agreed: bool = False
    appraised: bool = True
    reports: dict[int, ReplayedReport] = field(default_factory=dict)
    moves: list[DeadlineMove] = field(default_factory=list)

    def say_earlier(self, what: str, number: int, at: datetime) -> datetime | None:
        """Let something have been said at an earlier instant; return the one known before."""
        was: datetime | None
        match what:
            case "issue":
                was, self.opened_at = self.opened_at, at
            case "ack":
                was, self.acknowledged_at = self.acknowledged_at, at
            case "report":
                was, self.reports[number].at = self.reports[number].at, at
            case "judgement":
                was, self.reports[number].judged_at = self.reports[number].judged_at, at
            case "deadline":
                move = self.moves[number - 1]
                was, self.moves[number - 1] = move.at, replace(move, at=at)
            case _:
                raise ValueError(f"{what} has no time")
        return was

    @property
    def first_reported_at(self) -> datetime | None:
        """Return when the earliest final report was sent that was not taken back."""
        return min((each.at for each in self.reports.values() if each.settles), default=None)

    @property
    def reported_at(self) -> datetime | None:
        """Return when the report that counts was sent: the first final one not returned."""
        standing = [each for each in self.reports.values() if each.settles]
        return min((each.at for each in standing if each.judged != "returned"), default=None)

    @property
    def on_time(self) -> bool | None:
        """Whether the report that counts was in time; `None` while there is none."""
        return is_on_time(self.reported_at, self.original_deadline, self.moves)

    def count_anew(self) -> None:
        """Let the agency owe a report again where none waits any more."""
        judged = [each.judged for each in self.reports.values() if each.settles]
        if self.status is AssignmentStatus.REPORTED and None not in judged:
            self.owe_again()

    def owe_again(self) -> None:
        """Let the agency owe a report as it did before."""
        self.status = owed_again(
            returned=any(each.judged == "returned" for each in self.reports.values()),
            acknowledged=self.acknowledged_at is not None,
        )
