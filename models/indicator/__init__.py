"""The indicator of a period, as the chat, the command line and the pages show it."""

from collections.abc import Collection, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import CompoundSelect, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from domain.indicator.period import Period
from domain.indicator.quarters import ClosedQuarter
from domain.indicator.rules import (
    RULES_VERSION,
    By,
    ByRole,
    CountedRoles,
    Indicator,
    IndicatorRow,
    IndicatorTable,
    tabulate,
)
from domain.indicator.verdicts import CountedAssignment
from domain.issues.assignments import (
    AgencyRole,
    AssignmentStatus,
    DeadlineMove,
    MoveKind,
    ReturnClock,
)
from domain.issues.excuses import ExcuseCode
from models.agencies import AgencyRow
from models.issues import Assignment, DeadlineChange, Issue


async def counted_assignments(
    session: AsyncSession, workspace_id: int, period: Period, tz: tzinfo, *, raw: bool = False
) -> list[CountedAssignment]:
    """Return the assignments of a period, those whose deadline falls into it. Rule K4.

    A deadline at midnight is 24.00 of the day that ends, and falls into that day's period.
    `raw` counts by the deadlines as they were set at first, whatever moved them later.
    """
    within = with_a_deadline_between(*period.instants(tz))
    found = await session.execute(
        select(*COUNTED)  # no whole rows: a year of them, with all that was written, is much
        .join(Issue, Issue.id == Assignment.issue_id)
        .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
        .where(
            Issue.workspace_id == workspace_id,
            Assignment.id.in_(within),
        )
        .order_by(Assignment.id)
    )
    moves = {} if raw else await moves_of(session, workspace_id, within)
    every = [counted_of(row, moves.get(row.id, ())) for row in found]
    return [one for one in every if period.holds(one.deadline, tz)]


def with_a_deadline_between(start: datetime, end: datetime) -> CompoundSelect[tuple[int]]:
    """Return the assignments one of whose deadlines, past or present, falls between two instants.

    Which of them counts is for the rules to say. Time that was given back with a report may make
    a deadline that counts and was never written down: it lies between the first and the newest.
    """
    old, new = DeadlineChange.old_deadline, DeadlineChange.new_deadline
    given_back = (
        select(DeadlineChange.assignment_id)
        .join(Assignment, Assignment.id == DeadlineChange.assignment_id)
        .where(
            DeadlineChange.kind == MoveKind.RETURNED,
            new >= start,
            Assignment.original_deadline <= end,
        )
    )
    return union(
        given_back,
        select(Assignment.id).where(Assignment.deadline.between(start, end)),
        select(DeadlineChange.assignment_id).where(old.between(start, end)),
        select(DeadlineChange.assignment_id).where(new.between(start, end)),
    )


COUNTED = (
    *(Assignment.id, AgencyRow.code, Assignment.ministry, Issue.agenda, Assignment.status),
    *(Assignment.appraised, Assignment.role),
    *(Assignment.excused, Issue.opened_at, Assignment.original_deadline),
    *(Assignment.first_reported_at, Assignment.reported_at),
)
"""The columns of assignment, agency and issue that `counted_of` reads."""


def counted_of(row: Any, moves: tuple[DeadlineMove, ...]) -> CountedAssignment:
    """Return what the rules need to know of a row of `COUNTED` and of the moves of its deadline."""
    return CountedAssignment(
        ministry=row.ministry,
        agency=row.code,
        agenda=row.agenda,
        status=AssignmentStatus(row.status),
        opened_at=row.opened_at,
        original_deadline=row.original_deadline,
        moves=moves,
        first_reported_at=row.first_reported_at,
        reported_at=row.reported_at,
        appraised=row.appraised,
        excused=ExcuseCode(row.excused) if row.excused else None,
        role=AgencyRole(row.role),
    )


async def moves_of(
    session: AsyncSession,
    workspace_id: int,
    among: CompoundSelect[tuple[int]] | Collection[int] | None = None,
) -> dict[int, tuple[DeadlineMove, ...]]:
    """Return the deadline moves of each assignment, or of those `among` them, the oldest first.

    An assignment whose deadline never moved has no entry.
    """
    query = (
        select(DeadlineChange)
        .join(Assignment, Assignment.id == DeadlineChange.assignment_id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .where(Issue.workspace_id == workspace_id)
        .order_by(DeadlineChange.changed_at, DeadlineChange.id)
    )
    if among is not None:
        query = query.where(DeadlineChange.assignment_id.in_(among))
    changes = await session.scalars(query)
    moves: dict[int, tuple[DeadlineMove, ...]] = {}
    for change in changes:
        moves[change.assignment_id] = (*moves.get(change.assignment_id, ()), change.value())
    return moves


async def table(
    session: AsyncSession,
    workspace_id: int,
    period: Period,
    by: By,
    *,
    now: datetime,
    tz: tzinfo,
    only: Collection[str] | None = None,
    language: str = "th",
    raw: bool = False,
    roles: CountedRoles = CountedRoles.LEAD,
) -> IndicatorTable:
    """Count a period; `only` keeps the assignments of these agencies and ministries (codes).

    `raw` counts by the original deadlines. Of whose assignments the figures are, `roles` says.
    """
    counted = await counted_assignments(session, workspace_id, period, tz, raw=raw)
    return await tabulated(session, counted, by, now=now, only=only, language=language, roles=roles)


async def tabulated(
    session: AsyncSession,
    counted: Sequence[CountedAssignment],
    by: By,
    *,
    now: datetime,
    only: Collection[str] | None,
    language: str,
    roles: CountedRoles,
) -> IndicatorTable:
    """Count assignments; `only` keeps those of these agencies and ministries (codes)."""
    kept = [one for one in counted if only is None or one.agency in only or one.ministry in only]
    return tabulate(kept, by, await names(session, language), now, roles)


def as_json(
    period: Period, table: IndicatorTable, clock: ReturnClock, closed: ClosedQuarter | None = None
) -> dict[str, Any]:
    """Return the indicator in the shape of `saphan stats --json` (contract, Exports).

    Beside it stand the rules in force: `clock` is that for returned reports (C4). Rule K22.
    `closed` is what was kept of the period, if it is a quarter that was closed (K16).
    """
    return {
        "period": period.name,
        "by": table.by.value,
        "rules_version": RULES_VERSION.isoformat(),
        "return_clock": clock.value,
        "counted_roles": table.roles.value,
        "rows": [_row(row) for row in table.rows],
        "shown_only": [_row(row) for row in table.shown_only],
        "left_out": {why.value: number for why, number in table.left_out.items()},
        "total": shown(table.total) | _apart(table.by_role),
        "frozen": closed and _frozen(closed),
    }


def _frozen(closed: ClosedQuarter) -> dict[str, Any]:
    return {
        "at": closed.at.isoformat(),
        "hash": closed.hash,
        "restatements": closed.restatements,
        "total": shown(closed.figure()),
    }


def _row(row: IndicatorRow) -> dict[str, Any]:
    return {"name": row.name, **shown(row.indicator), **_apart(row.by_role)}


def _apart(counted: ByRole) -> dict[str, Any]:
    parts = {"lead": counted.lead, "support": counted.support, "together": counted.together}
    return {name: shown(part) for name, part in parts.items()}


def shown(indicator: Indicator) -> dict[str, Any]:
    """Return one row of figures in the shape of the contract."""
    percent = indicator.on_time_percent
    return {
        "assigned": indicator.assigned,
        "due": indicator.due,
        "on_time": indicator.on_time,
        "late": indicator.late,
        "missing": indicator.missing,
        "on_time_percent": None if percent is None else float(percent),
        "median_response_minutes": indicator.median_response_minutes,
    }


async def names(session: AsyncSession, language: str) -> dict[str, str]:
    """Return what agencies are called in full, by their codes."""
    name = AgencyRow.name_en if language == "en" else AgencyRow.name_th
    found = await session.execute(select(AgencyRow.code, name, AgencyRow.name_th))
    return {code: wanted or thai for code, wanted, thai in found}
