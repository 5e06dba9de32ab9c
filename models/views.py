"""From rows to what is shown of them."""

from collections.abc import Iterable

from domain.assignments import DeadlineMove, Status, is_on_time
from domain.commands import Urgency
from domain.views import AssignmentView, IssueView
from models.issues import Assignment, Issue


def assignment_view(part: Assignment, moves: Iterable[DeadlineMove] = ()) -> AssignmentView:
    """Return what is shown of an assignment; its agency must be loaded."""
    return AssignmentView(
        agency=part.agency.value(),
        status=Status(part.status),
        deadline=part.deadline,
        first_reported_at=part.first_reported_at,
        on_time=is_on_time(part.first_reported_at, part.deadline, tuple(moves)),
    )


def issue_view(issue: Issue, parts: Iterable[Assignment], *, issuer: str = "") -> IssueView:
    """Return what is shown of an issue with these of its assignments."""
    return IssueView(
        id=issue.id,
        number=issue.number,
        headline=issue.headline,
        deadline=issue.deadline,
        assignments=tuple(assignment_view(part) for part in parts),
        urgency=Urgency(issue.urgency),
        detail=issue.detail,
        links=tuple(issue.links),
        reference=issue.reference,
        issuer=issuer,
    )


def by_issue(parts: Iterable[Assignment]) -> list[IssueView]:
    """Return one view per issue, each with the given assignments only, in the order met."""
    grouped: dict[int, list[Assignment]] = {}
    for part in parts:
        grouped.setdefault(part.issue_id, []).append(part)
    return [issue_view(each[0].issue, each) for each in grouped.values()]
