"""What is shown of issues: frozen facts from which words and cards are made."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from domain.agencies import Agency
from domain.chat.commands import Urgency
from domain.issues.assignments import (
    OPEN,
    WITHDRAWN,
    AgencyRole,
    AssignmentStatus,
    IssueStatus,
    is_overdue,
)
from domain.issues.excuses import ExcuseCode
from domain.thai_dates import as_shown


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """One issue as addressed to one agency.

    `reported_at` and `on_time` are of the report that counts, `None` while there is none;
    `measured_by` is then the deadline that it was measured by. `unsent_at` is when the newest
    final report was taken back, where that was asked for.
    """

    agency: Agency
    status: AssignmentStatus
    deadline: datetime
    reported_at: datetime | None = None
    on_time: bool | None = None
    measured_by: datetime | None = None
    unsent_at: datetime | None = None
    role: AgencyRole = AgencyRole.LEAD
    snoozed_until: datetime | None = None
    escalated_at: datetime | None = None
    excused: ExcuseCode | None = None

    @property
    def counted_by(self) -> datetime:
        """The deadline by which the report that counts is measured."""
        return self.measured_by or self.deadline

    @property
    def waits(self) -> bool:
        """Whether the agency still owes a report."""
        return self.status in OPEN

    def overdue(self, now: datetime) -> bool:
        """Whether the agency owes a report and its time is up."""
        return is_overdue(self.status, self.deadline, now)


@dataclass(frozen=True, slots=True)
class IssueView:
    """An issue with its assignments in the order in which they were made.

    `workspace` is the code that its cards' buttons carry.
    """

    id: int
    number: int
    headline: str
    deadline: datetime
    assignments: tuple[AssignmentView, ...]
    urgency: Urgency = Urgency.NORMAL
    detail: str = ""
    links: tuple[str, ...] = ()
    reference: str = ""
    workspace: str = ""
    status: IssueStatus = IssueStatus.OPEN

    @property
    def waiting(self) -> tuple[AssignmentView, ...]:
        """The agencies that still owe a report."""
        return tuple(each for each in self.assignments if each.waits)

    @property
    def unjudged(self) -> tuple[AssignmentView, ...]:
        """The agencies whose reports wait for a judge."""
        return tuple(each for each in self.assignments if each.status is AssignmentStatus.REPORTED)

    @property
    def due(self) -> datetime:
        """The next deadline that somebody still owes; where nobody does, the last one in force."""
        if self.waiting:
            return min(each.deadline for each in self.waiting)
        return max((each.deadline for each in self.counted), default=self.deadline)

    @property
    def dues(self) -> dict[datetime, list[Agency]]:
        """Who still owes a report, by deadline, the next one first; to the minute, as shown."""
        dues = _by_deadline(self.waiting)
        return {due: [each.agency for each in waiting] for due, waiting in dues.items()}

    def only(self, agencies: Collection[Agency]) -> "IssueView":
        """The same issue as it concerns some of its agencies."""
        return replace(
            self, assignments=tuple(each for each in self.assignments if each.agency in agencies)
        )

    @property
    def counted(self) -> tuple[AssignmentView, ...]:
        """The assignments that were not withdrawn."""
        return tuple(each for each in self.assignments if each.status not in WITHDRAWN)

    def of_role(self, role: AgencyRole) -> list[Agency]:
        """The agencies that lead, or that support; those that were withdrawn not."""
        return [each.agency for each in self.counted if each.role is role]

    def overdue(self, now: datetime) -> tuple[AssignmentView, ...]:
        """The agencies that owe a report and whose time is up."""
        return tuple(each for each in self.assignments if each.overdue(now))

    def overdue_since(self, now: datetime) -> dict[datetime, list[AssignmentView]]:
        """Whose time is up, by deadline, the oldest first; to the minute, as shown."""
        return _by_deadline(self.overdue(now))


def _by_deadline(assignments: Iterable[AssignmentView]) -> dict[datetime, list[AssignmentView]]:
    """Return assignments by deadline, those together whose deadlines are shown alike."""
    dues: dict[datetime, list[AssignmentView]] = {}
    firsts: dict[datetime, datetime] = {}
    for each in sorted(assignments, key=lambda one: one.deadline):
        first = firsts.setdefault(as_shown(each.deadline), each.deadline)
        dues.setdefault(first, []).append(each)
    return dues


class Field(StrEnum):
    """What can be edited in an issue."""

    HEADLINE = "headline"
    DETAIL = "detail"
    LINKS = "links"
    URGENCY = "urgency"
    REFERENCE = "reference"
    AGENCIES = "agencies"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Moved:
    """Agencies that still owe a report, their deadline before an edit, and the one in force."""

    agencies: tuple[Agency, ...]
    old: datetime
    new: datetime


@dataclass(frozen=True, slots=True)
class Edited:
    """What edits did to agencies: those that came, those that went, whose deadline they moved.

    `reason` is why, as typed; `roles` are those that lead or support now and did not before.
    """

    fresh: Sequence[Agency] = ()
    withdrawn: Sequence[Agency] = ()
    moved: Sequence[Moved] = ()
    reason: str = ""
    roles: Mapping[Agency, AgencyRole] = field(default_factory=dict)

    @property
    def sooner(self) -> list[Moved]:
        """The agencies that have less time than before."""
        return [each for each in self.moved if each.new < each.old]

    @property
    def called(self) -> set[Agency]:
        """The agencies whose people are called."""
        return {*self.fresh, *(agency for each in self.sooner for agency in each.agencies)}


@dataclass(frozen=True, slots=True)
class Filed:
    """A final report as those who judge are shown it, sent `at` LINE's time.

    `going_on` says that it reads like a progress note, `files` how many came with it. `accepted` is
    how it was judged, `None` while that waits.
    """

    id: int
    at: datetime
    text: str
    links: tuple[str, ...] = ()
    going_on: bool = False
    accepted: bool | None = None
    files: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What an agency asks of the issuers: a later `deadline`, or that `to` take over."""

    agency: Agency
    deadline_now: datetime
    deadline: datetime | None
    to: Agency | None
    reason: str


def still_overdue(issues: Iterable[IssueView], now: datetime) -> list[IssueView]:
    """Return the issues with at least one overdue agency, in the order given."""
    return [issue for issue in issues if issue.overdue(now)]


@dataclass(frozen=True, slots=True)
class Reminded:
    """An issue with those agencies only that are reminded together, for one deadline.

    `late` says that the reminder comes after its hour; the agencies still owe a report.
    """

    issue: IssueView
    late: bool = False
