"""Numbers of open issues, by how their assignments stand."""

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.issues.assignments import OPEN, AssignmentStatus, IssueStatus
from models.issues import Assignment, Issue
from models.tables import PART, parts

_OPEN_ISSUES = (
    select(Issue.number)
    .join(Assignment, Assignment.issue_id == Issue.id)
    .where(Issue.workspace_id == bindparam("home"), Issue.status == IssueStatus.OPEN)
)
_OWED = _OPEN_ISSUES.where(Assignment.status.in_(OPEN), Assignment.agency_id.in_(PART))


async def owed(session: AsyncSession, workspace_id: int, agency_ids: Iterable[int]) -> set[int]:
    """Return the issues on which one of these agencies still has to report."""
    found: set[int] = set()
    for part in parts(agency_ids):
        found |= set(await session.scalars(_OWED, {"home": workspace_id, "part": part}))
    return found


async def in_states(
    session: AsyncSession,
    workspace_id: int,
    states: Collection[AssignmentStatus],
    agency_ids: Iterable[int] | None = None,
) -> set[int]:
    """Return the issues of which an assignment, of these agencies, is in one of these states."""
    query = _OPEN_ISSUES.where(Assignment.status.in_(states))
    if agency_ids is None:
        return set(await session.scalars(query, {"home": workspace_id}))
    query, found = query.where(Assignment.agency_id.in_(PART)), set[int]()
    for part in parts(agency_ids):
        found |= set(await session.scalars(query, {"home": workspace_id, "part": part}))
    return found
