"""How exports are read: what narrows them, and a part of the rows in memory at a time."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, ScalarSelect, Select, select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from domain.indicator.period import Period, first_instant
from domain.indicator.verdicts import CountedAssignment
from models import indicator
from models.agencies import AgencyRow
from models.issues import Assignment, Issue
from models.people import Person

ROWS_AT_A_TIME = 500

Exported = dict[str, Any]
Parts = AsyncGenerator[Iterable[Exported]]
Chosen = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What narrows an export; its local days become a condition on a column of instants."""

    workspace_id: int
    tz: tzinfo
    now: datetime
    first: date | None
    last: date | None
    period: Period | None

    def cover(self, column: InstrumentedAttribute[datetime]) -> list[ColumnElement[bool]]:
        """Return the conditions for an instant to fall on these days."""
        conditions = []
        if self.first is not None:
            conditions.append(column >= first_instant(self.first, self.tz))
        if self.last is not None:
            conditions.append(column < first_instant(self.last + timedelta(days=1), self.tz))
        return conditions

    def near(self, assignment_id: InstrumentedAttribute[int]) -> list[ColumnElement[bool]]:
        """Return the conditions for an assignment that may fall into the period."""
        if self.period is None:
            return []
        within = indicator.with_a_deadline_between(*self.period.instants(self.tz))
        return [assignment_id.in_(within)]

    async def held(self, session: AsyncSession, ids: Iterable[int]) -> set[int]:
        """Return which of these assignments (ids) fall into the period, by K4."""
        if self.period is None:
            return set(ids)
        found = await counted(session, self.workspace_id, sorted(set(ids)))
        return {key for key, one in found.items() if self.period.holds(one.deadline, self.tz)}


async def in_parts(
    session: AsyncSession, query: Chosen | CompoundSelect[*tuple[Any, ...]]
) -> AsyncGenerator[Sequence[Row[*tuple[Any, ...]]]]:
    """Yield what a query finds, some rows at a time."""
    found = await session.stream(query)
    async for part in found.partitions(ROWS_AT_A_TIME):
        yield part


async def counted(
    session: AsyncSession, workspace_id: int, part: Sequence[int]
) -> dict[int, CountedAssignment]:
    """Return what the indicator knows of some assignments (ids), by id."""
    found = await session.execute(
        of_workspace(select(*indicator.COUNTED), workspace_id).where(Assignment.id.in_(part))
    )
    moves = await indicator.moves_of(session, workspace_id, part)
    return {row.id: indicator.counted_of(row, moves.get(row.id, ())) for row in found}


def of_workspace(query: Chosen, workspace_id: int) -> Chosen:
    """Join issue and agency to a query of assignments, and keep to one workspace."""
    return (
        query.join(Issue, Issue.id == Assignment.issue_id)
        .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
        .where(Issue.workspace_id == workspace_id)
    )


def person(person_id: InstrumentedAttribute[Any]) -> ScalarSelect[str]:
    """Return the name of a person, beside the other columns of a query."""
    named = aliased(Person)
    return select(named.name).where(named.id == person_id).scalar_subquery()


def agency(agency_id: InstrumentedAttribute[Any]) -> ScalarSelect[str]:
    """Return the code of an agency, beside the other columns of a query."""
    named = aliased(AgencyRow)
    return select(named.code).where(named.id == agency_id).scalar_subquery()
