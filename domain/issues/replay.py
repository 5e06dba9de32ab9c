"""What the audit entries add up to: the state of every assignment, from the entries alone.

docs/recompute.md says which entries tell the life of an assignment and what their detail holds.
`at` is the instant at which the person spoke.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from domain.issues.assignments import (
    TAKEN,
    WITHDRAWN,
    Act,
    AgencyRole,
    AssignmentStatus,
    DeadlineMove,
    IssueStatus,
    MoveKind,
    NotPossible,
    is_on_time,
    owed_again,
    step,
)
from domain.issues.audit import Action, Entry, issue_number
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
            self.status = owed_again(
                returned=any(each.judged == "returned" for each in self.reports.values()),
                acknowledged=self.acknowledged_at is not None,
            )


class Impossible(Exception):
    """An entry tells what cannot have happened after the entries before it."""


class Replay:
    """Takes the entries of one workspace in their order and keeps what they add up to.

    `issues` by number; `assignments` by issue number and agency code.
    """

    def __init__(self) -> None:
        """Begin with nothing told."""
        self.issues: dict[int, IssueStatus] = {}
        self.assignments: dict[tuple[int, str], ReplayedAssignment] = {}

    def take(self, entry: Entry) -> None:
        """Apply an entry; one that is not about an issue's life changes nothing.

        Raises Impossible where no step leads from what was told before to what this entry tells.
        """
        apply = _EFFECTS.get(entry.action)
        if apply is None:
            return
        try:
            apply(self, issue_number(entry.subject), entry.at, entry.detail)
        except KeyError as unknown:
            raise Impossible(f"{entry.action} of {entry.subject}: no {unknown}") from unknown
        except (ValueError, IndexError, NotPossible) as wrong:
            raise Impossible(f"{entry.action} of {entry.subject}: {wrong}") from wrong

    def _opened(self, number: int, _at: datetime, _detail: dict[str, Any]) -> None:
        if number in self.issues:
            raise ValueError("opened before")
        self.issues[number] = IssueStatus.OPEN

    def _assigned(self, number: int, at: datetime, detail: dict[str, Any]) -> None:
        if self.issues[number] != IssueStatus.OPEN:
            raise ValueError(f"already {self.issues[number]}")
        deadline = datetime.fromisoformat(detail["deadline"])
        for agency, ministry in detail["agencies"].items():
            if (number, agency) in self.assignments:
                raise ValueError(f"{agency} had it before")
            second = agency in detail.get("supporting", ())
            role = AgencyRole.SUPPORT if second else AgencyRole.LEAD
            told = ReplayedAssignment(ministry, at, deadline, deadline, role)
            self.assignments[number, agency] = told

    def _step(self, number: int, agency: str, act: Act) -> ReplayedAssignment:
        """Take a step that both the issue and the assignment allow; return the assignment."""
        if act not in TAKEN[self.issues[number]]:
            raise ValueError(f"{act} in an issue that is {self.issues[number]}")
        assignment = self.assignments[number, agency]
        assignment.status = step(assignment.status, act)
        return assignment

    def _acknowledged(self, number: int, at: datetime, detail: dict[str, Any]) -> None:
        for agency in detail["agencies"]:
            assignment = self._step(number, agency, Act.ACKNOWLEDGE)
            assignment.acknowledged_at = min(assignment.acknowledged_at or at, at)

    def _snoozed(self, number: int, _at: datetime, detail: dict[str, Any]) -> None:
        until = datetime.fromisoformat(detail["until"]) if detail["until"] else None
        for agency in detail["agencies"]:
            self._step(number, agency, Act.SNOOZE).snoozed_until = until

    def _escalated(self, number: int, at: datetime, detail: dict[str, Any]) -> None:
        for agency in detail["agencies"]:
            self._step(number, agency, Act.REMIND).escalated_at = at

    def _filed(self, number: int, at: datetime, detail: dict[str, Any], act: Act) -> None:
        assignment = self._step(number, detail["agency"], act)
        if detail["revision"] != len(assignment.reports) + 1:
            raise ValueError(f"revision {detail['revision']} after {len(assignment.reports)}")
        assignment.reports[detail["revision"]] = ReplayedReport(at, final=act is Act.REPORT)

    def _judged(self, number: int, at: datetime, detail: dict[str, Any], act: Act) -> None:
        assignment = self._step(number, detail["agency"], act)
        for revision in detail["revisions"]:
            report = assignment.reports[revision]
            report.judged, report.judged_at = assignment.status.value, at

    def _unsent(
        self, number: int, at: datetime, detail: dict[str, Any], recalled: bool = False
    ) -> None:
        assignment = self.assignments[number, detail["agency"]]
        for revision in detail["revisions"]:
            report = assignment.reports[revision]
            if report.unsent_at is not None:
                raise ValueError(f"revision {revision} was unsent before")
            report.unsent_at = at
            if recalled != (report.final and not report.settles):
                raise ValueError(f"revision {revision} is {report.judged or 'not judged'}")
        assignment.count_anew()

    def _noted(self, number: int, _at: datetime, detail: dict[str, Any]) -> None:
        if Act.PROGRESS not in TAKEN[self.issues[number]]:
            raise ValueError(f"the issue is {self.issues[number]}")
        assignment = self.assignments[number, detail["agency"]]
        for revision in detail["revisions"]:
            report = assignment.reports[revision]
            if report.judged is not None or report.unsent_at is not None or not report.final:
                raise ValueError(f"revision {revision} is no final report that waits")
            report.final = False
        assignment.count_anew()

    def _moved(self, number: int, at: datetime, detail: dict[str, Any]) -> None:
        assignment = self.assignments[number, detail["agency"]]
        old, new = (datetime.fromisoformat(detail[key]) for key in ("old", "new"))
        if old != assignment.deadline:
            raise ValueError(f"{detail['agency']} was not due {detail['old']}")
        assignment.moves.append(DeadlineMove(at, old, new, MoveKind(detail["kind"])))
        assignment.deadline = new

    def _role(self, number: int, _at: datetime, detail: dict[str, Any]) -> None:
        assignment = self.assignments[number, detail["agency"]]
        if assignment.role != detail["old"]:
            raise ValueError(f"{detail['agency']} was no {detail['old']}")
        assignment.role = AgencyRole(detail["new"])

    def _agreed(self, number: int, _at: datetime, detail: dict[str, Any]) -> None:
        self._counting(number, detail).agreed = True

    def _excused(self, number: int, _at: datetime, detail: dict[str, Any]) -> None:
        assignment = self._counting(number, detail)
        code = ExcuseCode(detail["code"]) if detail["code"] else None
        if code is ExcuseCode.NOT_OUR_MANDATE and not assignment.agreed:
            raise ValueError(f"no issuer agreed about {detail['agency']}")
        assignment.excused = code

    def _counting(self, number: int, detail: dict[str, Any]) -> ReplayedAssignment:
        assignment = self.assignments[number, detail["agency"]]
        if assignment.status in WITHDRAWN:
            raise ValueError(f"{detail['agency']} is {assignment.status}")
        return assignment

    def _said_earlier(self, number: int, at: datetime, detail: dict[str, Any]) -> None:
        assignment, nth = self.assignments[number, detail["agency"]], detail["number"]
        was = assignment.say_earlier(detail["what"], nth, at)
        if was is None or was <= at:
            raise ValueError(f"{detail['what']} {nth} was not later")

    def _withdrawn(self, number: int, _at: datetime, detail: dict[str, Any], act: Act) -> None:
        if act is Act.CANCEL and self.issues[number] is IssueStatus.CANCELLED:
            # Its report was taken back: nothing is owed in a cancelled issue.
            assignment = self.assignments[number, detail["agency"]]
            assignment.status = step(assignment.status, act)
        else:
            self._step(number, detail["agency"], act)

    def _cancelled(self, number: int, _at: datetime, detail: dict[str, Any]) -> None:
        for agency in detail["agencies"]:
            self._step(number, agency, Act.CANCEL)
        self._end(number, IssueStatus.CANCELLED)

    def _closed(self, number: int, _at: datetime, _detail: dict[str, Any]) -> None:
        self._end(number, IssueStatus.CLOSED)

    def _end(self, number: int, status: IssueStatus) -> None:
        if self.issues[number] != IssueStatus.OPEN:
            raise ValueError(f"already {self.issues[number]}")
        self.issues[number] = status


_EFFECTS: Mapping[str, Callable[[Replay, int, datetime, dict[str, Any]], None]] = {
    Action.ISSUE_OPENED: Replay._opened,
    Action.ISSUE_ASSIGNED: Replay._assigned,
    Action.ISSUE_ACKNOWLEDGED: Replay._acknowledged,
    Action.ISSUE_SNOOZED: Replay._snoozed,
    Action.ISSUE_ESCALATED: Replay._escalated,
    Action.REPORT_PROGRESS: partial(Replay._filed, act=Act.PROGRESS),
    Action.REPORT_FINAL: partial(Replay._filed, act=Act.REPORT),
    Action.REPORT_ACCEPTED: partial(Replay._judged, act=Act.ACCEPT),
    Action.REPORT_RETURNED: partial(Replay._judged, act=Act.RETURN),
    Action.REPORT_NOTED: Replay._noted,
    Action.REPORT_UNSENT: Replay._unsent,
    Action.REPORT_RECALLED: partial(Replay._unsent, recalled=True),
    Action.SAID_EARLIER: Replay._said_earlier,
    Action.DEADLINE_MOVED: Replay._moved,
    Action.ASSIGNMENT_ROLE: Replay._role,
    Action.ASSIGNMENT_TRANSFERRED: partial(Replay._withdrawn, act=Act.TRANSFER),
    Action.ASSIGNMENT_CANCELLED: partial(Replay._withdrawn, act=Act.CANCEL),
    Action.EXCUSE_AGREED: Replay._agreed,
    Action.ASSIGNMENT_EXCUSED: Replay._excused,
    Action.ISSUE_CANCELLED: Replay._cancelled,
    Action.ISSUE_CLOSED: Replay._closed,
}
