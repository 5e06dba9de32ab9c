"""Until when agencies may object to what counts in a fiscal quarter."""

from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import ForeignKey, String, Text, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.indicator.period import first_instant, quarter_of
from models.indicator import quarters
from models.tables import Model


class ObjectionTerm(Model):
    """The last day for objections to a quarter, of a workspace; the newest one holds."""

    __tablename__ = "objection_terms"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), index=True)
    period: Mapped[str] = mapped_column(String(10))
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]


_NEWEST = (
    select(ObjectionTerm.until_on)
    .where(
        ObjectionTerm.workspace_id == bindparam("home"),
        ObjectionTerm.period == bindparam("named"),
    )
    .order_by(ObjectionTerm.id.desc())
    .limit(1)
)


async def ends_at(
    session: AsyncSession, workspace_id: int, deadline: datetime, tz: tzinfo
) -> datetime | None:
    """Return the instant from which on nobody objects to what counts by a deadline. Rule K18.

    It is the end of the last day that was set, or when the quarter was closed; `None`: neither is.
    """
    named = quarter_of(deadline, tz).name
    until_on = await session.scalar(_NEWEST, {"home": workspace_id, "named": named})
    if until_on is not None:
        return first_instant(until_on + timedelta(days=1), tz)
    return await quarters.closed_at(session, workspace_id, deadline, tz)
