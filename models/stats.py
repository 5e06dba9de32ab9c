"""The indicator's facts, and its figures as the chat, the command line and the pages show them."""

from collections.abc import Collection
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.assignments import WITHDRAWN, DeadlineMove, Status
from domain.kpi import AssignmentFacts, By, Figures, Table, tabulate
from domain.periods import Period
from models.agencies import AgencyRow
from models.issues import Assignment, DeadlineChange, Issue


async def facts(
    session: AsyncSession, workspace_id: int, period: Period, tz: tzinfo
) -> list[AssignmentFacts]:
    """Return what counts in a period: assignments whose deadline falls into it. Rules K4, K5."""
    start, end = period.instants(tz)
    found = await session.execute(
        select(Assignment, Issue, AgencyRow)
        .join(Issue, Issue.id == Assignment.issue_id)
        .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
        .where(
            Issue.workspace_id == workspace_id,
            Assignment.deadline >= start,
            Assignment.deadline < end,
            Assignment.status.not_in(WITHDRAWN),
        )
        .order_by(Assignment.id)
    )
    moves = await moves_between(session, workspace_id, start, end)
    return [
        AssignmentFacts(
            ministry=agency.ministry_code or agency.code,
            agency=agency.code,
            agenda=issue.agenda,
            status=Status(part.status),
            opened_at=issue.opened_at,
            deadline=part.deadline,
            moves=moves.get(part.id, ()),
            first_reported_at=part.first_reported_at,
        )
        for part, issue, agency in found
    ]


async def moves_between(
    session: AsyncSession, workspace_id: int, start: datetime | None, end: datetime | None
) -> dict[int, tuple[DeadlineMove, ...]]:
    """Return the deadline moves of each assignment now due from `start` to before `end`.

    Oldest first; an assignment whose deadline never moved has no entry.
    """
    query = (
        select(DeadlineChange)
        .join(Assignment, Assignment.id == DeadlineChange.assignment_id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .where(Issue.workspace_id == workspace_id)
        .order_by(DeadlineChange.changed_at, DeadlineChange.id)
    )
    if start is not None:
        query = query.where(Assignment.deadline >= start)
    if end is not None:
        query = query.where(Assignment.deadline < end)
    moves: dict[int, tuple[DeadlineMove, ...]] = {}
    for change in await session.scalars(query):
        move = DeadlineMove(change.changed_at, change.old_deadline, change.new_deadline)
        moves[change.assignment_id] = (*moves.get(change.assignment_id, ()), move)
    return moves


async def figures(
    session: AsyncSession,
    workspace_id: int,
    period: Period,
    by: By,
    *,
    now: datetime,
    tz: tzinfo,
    only: Collection[str] | None = None,
    language: str = "th",
) -> Table:
    """Count a period; `only` keeps the assignments of these agencies and ministries (codes)."""
    counted = await facts(session, workspace_id, period, tz)
    if only is not None:
        counted = [one for one in counted if one.agency in only or one.ministry in only]
    return tabulate(counted, by, await _names(session, language), now)


def as_json(period: Period, table: Table) -> dict[str, Any]:
    """Return the figures in the shape of `saphan stats --json` (contract, Exports)."""
    return {
        "period": period.name,
        "by": table.by.value,
        "rows": [{"name": row.name, **_shown(row.figures)} for row in table.rows],
        "total": _shown(table.total),
    }


def _shown(figures: Figures) -> dict[str, Any]:
    percent = figures.on_time_percent
    return {
        "assigned": figures.assigned,
        "due": figures.due,
        "on_time": figures.on_time,
        "late": figures.late,
        "missing": figures.missing,
        "on_time_percent": None if percent is None else float(percent),
        "median_response_minutes": figures.median_response_minutes,
    }


async def _names(session: AsyncSession, language: str) -> dict[str, str]:
    name = AgencyRow.name_en if language == "en" else AgencyRow.name_th
    found = await session.execute(select(AgencyRow.code, name, AgencyRow.name_th))
    return {code: wanted or thai for code, wanted, thai in found}
