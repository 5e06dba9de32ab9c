"""What may still change the figure of a quarter: whoever closes it is told."""

from collections.abc import Mapping
from datetime import tzinfo

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, joinedload, selectinload

from domain.indicator.period import Period
from domain.indicator.quarters import Unsettled
from domain.issues.assignments import OPEN, AssignmentStatus, IssueStatus, counting_deadline
from domain.issues.excuses import ExcuseStep
from models.indicator import with_a_deadline_between
from models.issues import Assignment, Issue
from models.issues.excuses import Excuse
from models.issues.objections import Objection
from models.issues.requests import Request

_DECIDED = aliased(Excuse)

UNSETTLED: Mapping[Unsettled, Select[int]] = {
    Unsettled.REQUESTS: select(Request.assignment_id)
    .join(Assignment, Assignment.id == Request.assignment_id)
    .join(Issue, Issue.id == Assignment.issue_id)
    .where(
        Request.granted.is_(None), Issue.status == IssueStatus.OPEN, Assignment.status.in_(OPEN)
    ),
    Unsettled.REPORTS: select(Assignment.id).where(Assignment.status == AssignmentStatus.REPORTED),
    Unsettled.EXCUSES: select(Excuse.assignment_id).where(
        Excuse.step == ExcuseStep.AGREED,
        ~exists().where(
            _DECIDED.assignment_id == Excuse.assignment_id, _DECIDED.step != ExcuseStep.AGREED
        ),
    ),
    Unsettled.OBJECTIONS: select(Objection.assignment_id).where(Objection.upheld.is_(None)),
}
"""The assignments (ids) of each kind: what nobody has decided, judged, or excused though agreed."""


async def unsettled(
    session: AsyncSession, workspace_id: int, period: Period, tz: tzinfo
) -> dict[Unsettled, list[tuple[int, str]]]:
    """Return issues and agencies (codes) of which something is unsettled, by kind. Rule K16."""
    return {
        kind: found
        for kind, among in UNSETTLED.items()
        if (found := await _of_kind(session, workspace_id, period, tz, among))
    }


async def _of_kind(
    session: AsyncSession, workspace_id: int, period: Period, tz: tzinfo, among: Select[int]
) -> list[tuple[int, str]]:
    within = with_a_deadline_between(*period.instants(tz))
    found = await session.scalars(
        select(Assignment)
        .join(Issue, Issue.id == Assignment.issue_id)
        .where(
            Issue.workspace_id == workspace_id, Assignment.id.in_(within), Assignment.id.in_(among)
        )
        .order_by(Issue.number, Assignment.id)
        .options(
            joinedload(Assignment.issue),
            joinedload(Assignment.agency),
            selectinload(Assignment.changes),
        )
    )
    return [
        (one.issue.number, one.agency.code)
        for one in found
        if period.holds(counting_deadline(one.original_deadline, one.moves), tz)
    ]
