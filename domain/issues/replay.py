"""What the audit entries add up to: the state of every assignment, from the entries alone.

docs/recompute.md says which entries tell the life of an assignment and what their detail holds.
`at` is the instant at which the person spoke.
"""

from collections.abc import Callable, Mapping
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
    step,
)
from domain.issues.audit import Action, Entry, issue_number
from domain.issues.excuses import ExcuseCode
from domain.issues.replayed import ReplayedAssignment, ReplayedReport


class Impossible(Exception):
    """An entry tells what cannot have happened after the entries before it."""


class Replay:
    """Takes the entries of one workspace in their order and keeps what they add up to.

    `issues` and `opened_at` by number; `assignments` by issue number and agency code.
    """

    def __init__(self) -> None:
        """Begin with nothing told."""
        self.issues: dict[int, IssueStatus] = {}
        self.opened_at: dict[int, datetime] = {}
        self.assignments: dict[tuple[int, str], ReplayedAssignment] = {}

    def take(self, entry: Entry) -> None:
        """Apply an entry; one that is not about an issue's life changes nothing.

        Raises Impossible where no step leads from what was told before to what this entry tells.
        """
        apply = EFFECTS.get(entry.action)
        if entry.action == Action.AGENCY_STANDS:
            self._stands(entry.detail)
        if apply is None:
            return
        try:
            apply(self, issue_number(entry.subject), entry.at, entry.detail)
        except KeyError as unknown:
            raise Impossible(f"{entry.action} of {entry.subject}: no {unknown}") from unknown
        except (ValueError, IndexError, NotPossible) as wrong:
            raise Impossible(f"{entry.action} of {entry.subject}: {wrong}") from wrong

    def _opened(self, number: int, at: datetime, _detail: dict[str, Any]) -> None:
        if number in self.issues:
            raise ValueError("opened before")
        self.issues[number], self.opened_at[number] = IssueStatus.OPEN, at

    def _stands(self, detail: dict[str, Any]) -> None:
        """Let an agency be appraised, or shown only, in what was assigned within a span."""
        since = datetime.fromisoformat(detail["since"])
        until = datetime.fromisoformat(detail["until"]) if detail["until"] else None
        for (_, agency), told in self.assignments.items():
            within = since <= told.opened_at and (until is None or told.opened_at < until)
            if agency == detail["agency"] and within:
                told.appraised, told.ministry = detail["appraised"], detail["ministry"]

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
            told.appraised = agency not in detail.get("shown_only", ())
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
        if detail["what"] == "issue":
            self.opened_at[number] = at

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

    def _reopened(self, number: int, _at: datetime, detail: dict[str, Any]) -> None:
        if self.issues[number] is IssueStatus.OPEN:
            raise ValueError("it is open")
        self.issues[number] = IssueStatus.OPEN
        for agency in detail["agencies"]:
            assignment = self.assignments[number, agency]
            if assignment.status is not AssignmentStatus.CANCELLED:
                raise ValueError(f"{agency} is {assignment.status}")
            assignment.owe_again()

    def _waits_again(self, number: int, _at: datetime, detail: dict[str, Any]) -> None:
        assignment = self.assignments[number, detail["agency"]]
        for revision in detail["revisions"]:
            report = assignment.reports[revision]
            if report.judged != AssignmentStatus.ACCEPTED or report.unsent_at is not None:
                raise ValueError(f"revision {revision} is {report.judged or 'not judged'}")
            report.judged = report.judged_at = None
        assignment.status = AssignmentStatus.REPORTED

    def _closed(self, number: int, _at: datetime, _detail: dict[str, Any]) -> None:
        self._end(number, IssueStatus.CLOSED)

    def _end(self, number: int, status: IssueStatus) -> None:
        if self.issues[number] != IssueStatus.OPEN:
            raise ValueError(f"already {self.issues[number]}")
        self.issues[number] = status


EFFECTS: Mapping[str, Callable[[Replay, int, datetime, dict[str, Any]], None]] = {
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
    Action.ISSUE_REOPENED: Replay._reopened,
    Action.REPORT_REOPENED: Replay._waits_again,
}
