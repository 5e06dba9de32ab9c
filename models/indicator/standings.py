"""Who is appraised, and in which ministry, from which day on."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, String, Text, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.agencies import AgencyRow
from models.issues import Assignment
from models.tables import Model, parts


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


async def of_agency(session: AsyncSession, agency_id: int) -> list[Standing]:
    """Return what was said of an agency, in the order of the days from which it holds."""
    found = await session.scalars(
        select(Standing)
        .where(Standing.agency_id == agency_id)
        .order_by(Standing.from_on, Standing.id)
    )
    return list(found)


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
    session: AsyncSession, agency: AgencyRow, standing: Standing, span: tuple[datetime, datetime]
) -> None:
    """Let a standing hold, for what was assigned within its span, too. Rule K15."""
    start, end = span
    session.add(standing)
    await session.execute(
        update(Assignment)
        .where(
            Assignment.agency_id == agency.id,
            Assignment.assigned_at >= start,
            Assignment.assigned_at < end,
        )
        .values(appraised=standing.appraised, ministry=standing.ministry)
        .execution_options(synchronize_session=False)
    )
