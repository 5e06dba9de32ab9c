"""Who is appraised, and in which ministry, from which day on."""

from collections.abc import Collection
from datetime import UTC, date, datetime, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, String, Text, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from domain.indicator.period import Period, first_instant, quarter_of
from domain.issues.audit import instant
from models.agencies import AgencyRow
from models.indicator import COUNTED, counted_of, moves_of
from models.issues import Assignment, Issue
from models.tables import PART, Model, parts

FIRST = date(2016, 10, 1)
"""The first day of fiscal year 2560, from which on there are issues."""
_FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


class Standing(Model):
    """Whether an agency is appraised, and in which ministry (its own code for none), from a day on.

    It holds until the next one, for all workspaces; of one day the newest does. An agency of which
    nothing was said is appraised, in the ministry that it was entered with. What holds on the day
    of an assignment is repeated there.
    """

    __tablename__ = "standings"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    from_on: Mapped[date]
    appraised: Mapped[bool]
    ministry: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    line_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)


async def of_agency(session: AsyncSession, agency_id: int) -> list[Standing]:
    """Return what was said of an agency, in the order of the days from which it holds."""
    found = await session.scalars(
        select(Standing)
        .where(Standing.agency_id == agency_id)
        .order_by(Standing.from_on, Standing.id)
    )
    return list(found)


class Said(NamedTuple):
    """How an agency stands from a day on, by its code."""

    agency: str
    from_on: date
    appraised: bool
    ministry: str


_SAID = (
    select(AgencyRow.code, Standing.from_on, Standing.appraised, Standing.ministry)
    .join(AgencyRow, AgencyRow.id == Standing.agency_id)
    .where(AgencyRow.code.in_(PART), Standing.from_on <= bindparam("day"))
    .order_by(Standing.id)
)


async def until(session: AsyncSession, codes: Collection[str], day: date) -> list[Said]:
    """Return what was said of agencies up to a local day, in the order of codes and days."""
    found: list[Said] = []
    for part in parts(codes):
        said = await session.execute(_SAID, {"part": part, "day": day})
        found += [Said(*one) for one in said]
    return sorted(found, key=lambda one: (one.agency, one.from_on))


class Held(NamedTuple):
    """How an agency stands on a day."""

    appraised: bool
    ministry: str


async def on(session: AsyncSession, rows: Collection[AgencyRow], day: date) -> dict[int, Held]:
    """Return how agencies stand on a local day, by id."""
    held = {row.id: Held(True, row.ministry) for row in rows}
    for part in parts(held):
        found = await session.scalars(
            select(Standing)
            .where(Standing.agency_id.in_(part), Standing.from_on <= day)
            .order_by(Standing.from_on, Standing.id)
        )
        held |= {one.agency_id: Held(one.appraised, one.ministry) for one in found}
    return held


async def put(
    session: AsyncSession, agency: AgencyRow, standing: Standing, tz: tzinfo
) -> dict[str, Any]:
    """Let a standing hold until the next one, for what was assigned since, too. Rule K15.

    Returns what the audit of every workspace tells of it.
    """
    start, end = await _span(session, standing, tz)
    session.add(standing)
    await session.execute(
        update(Assignment)
        .where(
            Assignment.agency_id == agency.id,
            Assignment.assigned_at >= start,
            Assignment.assigned_at < (end or _FOR_EVER),
        )
        .values(appraised=standing.appraised, ministry=standing.ministry)
        .execution_options(synchronize_session=False)
    )
    return {
        "agency": agency.code,
        "since": instant(start),
        "until": instant(end) if end else None,
        "appraised": standing.appraised,
        "ministry": standing.ministry,
    }


async def quarters_of(
    session: AsyncSession, workspace_id: int, standing: Standing, tz: tzinfo
) -> list[Period]:
    """Return the fiscal quarters in which the agency has assignments of its span, newest first."""
    start, end = await _span(session, standing, tz)
    found = await session.execute(
        select(*COUNTED)
        .join(Issue, Issue.id == Assignment.issue_id)
        .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
        .where(
            Issue.workspace_id == workspace_id,
            Assignment.agency_id == standing.agency_id,
            Assignment.assigned_at >= start,
            Assignment.assigned_at < (end or _FOR_EVER),
        )
    )
    moves = await moves_of(session, workspace_id)
    deadlines = (counted_of(row, moves.get(row.id, ())).deadline for row in found)
    return sorted({quarter_of(each, tz) for each in deadlines}, key=_start, reverse=True)


def _start(period: Period) -> date:
    return period.start


async def _span(
    session: AsyncSession, standing: Standing, tz: tzinfo
) -> tuple[datetime, datetime | None]:
    """Return from when on a standing holds, and until when: `None` where nothing follows it."""
    following = await session.scalar(
        select(Standing.from_on)
        .where(Standing.agency_id == standing.agency_id, Standing.from_on > standing.from_on)
        .order_by(Standing.from_on)
        .limit(1)
    )
    end = first_instant(following, tz) if following else None
    return first_instant(standing.from_on, tz), end
