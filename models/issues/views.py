"""From rows to what is shown of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from domain.agencies import Agency
from domain.chat.commands import Urgency
from domain.issues.assignments import (
    OPEN,
    AgencyRole,
    AssignmentStatus,
    IssueStatus,
    MoveKind,
    counting_deadline,
    is_on_time,
)
from domain.issues.excuses import ExcuseCode
from domain.thai_dates import as_shown
from domain.views import Asked, AssignmentView, Edited, Filed, IssueView, Moved, Reminded
from models.agencies import AgencyRow
from models.issues import Assignment, Issue
from models.issues.reports import Judgement, Report
from models.issues.requests import Request

NOTHING: Mapping[int, datetime] = MappingProxyType({})


def assignment_view(
    assignment: Assignment, unsent: Mapping[int, datetime] = NOTHING
) -> AssignmentView:
    """Return what is shown of an assignment; agency and, once reported, moves must be loaded.

    `unsent` tells by assignment (id) when its newest report was taken back.
    """
    shown = AssignmentView(
        assignment.agency.value(),
        AssignmentStatus(assignment.status),
        assignment.deadline,
        unsent_at=unsent.get(assignment.id),
        role=AgencyRole(assignment.role),
        snoozed_until=assignment.snoozed_until,
        escalated_at=assignment.escalated_at,
        excused=ExcuseCode(assignment.excused) if assignment.excused else None,
    )
    if assignment.reported_at is None:
        return shown
    moves, reported_at = assignment.moves, assignment.reported_at
    return replace(
        shown,
        reported_at=reported_at,
        on_time=is_on_time(reported_at, assignment.original_deadline, moves),
        measured_by=counting_deadline(assignment.original_deadline, moves, reported_at),
    )


def issue_view(
    issue: Issue,
    assignments: Iterable[Assignment],
    *,
    workspace: str = "",
    unsent: Mapping[int, datetime] = NOTHING,
) -> IssueView:
    """Return what is shown of an issue with these of its assignments.

    `workspace` is its code, for the buttons of its card; `unsent` as for `assignment_view`.
    """
    return IssueView(
        id=issue.id,
        number=issue.number,
        headline=issue.headline,
        deadline=issue.deadline,
        assignments=tuple(assignment_view(assignment, unsent) for assignment in assignments),
        urgency=Urgency(issue.urgency),
        detail=issue.detail,
        links=tuple(issue.links),
        reference=issue.reference,
        workspace=workspace,
        status=IssueStatus(issue.status),
    )


def filed_view(report: Report, *, going_on: bool, files: int = 0) -> Filed:
    """Return what is shown of a final report; of a judged one not that it may be progress."""
    judged = report.judged is not None
    return Filed(
        report.id,
        report.reported_at,
        report.text,
        tuple(report.links),
        going_on=going_on and not judged,
        accepted=report.judged == Judgement.ACCEPTED if judged else None,
        files=files,
    )


def asked_view(request: Request, assignment: Assignment, to: AgencyRow | None) -> Asked:
    """Return what is shown of a request; the agency of its assignment must be loaded."""
    return Asked(
        assignment.agency.value(),
        assignment.deadline,
        request.new_deadline,
        to.value() if to else None,
        request.reason,
    )


def reminded(
    assignments: Iterable[Assignment], now: datetime, late: Collection[int] = ()
) -> tuple[list[Reminded], list[Reminded]]:
    """Return what is reminded of, issue by issue: deadlines that lie ahead, and those that passed.

    The earliest deadline comes first. `late` are the assignments (ids) reminded after their hour.
    """
    together: dict[tuple[datetime, int], list[Assignment]] = {}
    for each in assignments:
        together.setdefault((each.deadline, each.issue.number), []).append(each)
    coming: list[Reminded] = []
    passed: list[Reminded] = []
    for (deadline, _), agencies in sorted(together.items()):
        view = replace(issue_view(agencies[0].issue, agencies), deadline=deadline)
        shown = Reminded(view, late=any(each.id in late for each in agencies))
        (coming if deadline > now else passed).append(shown)
    return coming, passed


def moved(issue: Issue, since: datetime) -> list[Moved]:
    """Return what edits recorded then or later moved by a minute at least, and is still owed."""
    together: dict[tuple[datetime, datetime], list[Agency]] = {}
    for each in issue.assignments:
        before = (
            change.old_deadline
            for change in each.changes
            if change.kind == MoveKind.EDITED and change.recorded_at >= since
        )
        old = next(before, None)
        if old is not None and each.status in OPEN and as_shown(old) != as_shown(each.deadline):
            together.setdefault((each.deadline, old), []).append(each.agency.value())
    return [Moved(tuple(together[new, old]), old, new) for new, old in sorted(together)]


def rows_called(issue: Issue, edited: Edited) -> list[AgencyRow]:
    """Return the agencies that an edit calls."""
    return [each.agency for each in issue.assignments if each.agency.value() in edited.called]


def by_issue(assignments: Iterable[Assignment]) -> list[IssueView]:
    """Return one view per issue, each with the given assignments only, in the order met."""
    grouped: dict[int, list[Assignment]] = {}
    for assignment in assignments:
        grouped.setdefault(assignment.issue_id, []).append(assignment)
    return [issue_view(each[0].issue, each) for each in grouped.values()]
