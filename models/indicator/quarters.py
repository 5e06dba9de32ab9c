"""Fiscal quarters that were closed: their figures and rows as they were then, and as restated."""

from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.indicator.period import quarter_of
from models.tables import Model


class Quarter(Model):
    """A fiscal quarter of a workspace as it was closed (`version` 0) or restated (1, 2 and so on).

    `at` is when, by our clock; `actor` who, as the audit says. `hash` is over all rows of the
    version. `figures` are its sums, `basis` the rules, calendar and standings that it counts by.
    """

    __tablename__ = "quarters"
    __table_args__ = (UniqueConstraint("workspace_id", "period", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    period: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))
    figures: Mapped[list[dict[str, Any]]]
    basis: Mapped[dict[str, Any]]


class QuarterRow(Model):
    """What a version changes of one assignment: a row of the figure, without words or names.

    `before` is missing where it was no row of the quarter, as in version 0; `after` where it is
    none any longer.
    """

    __tablename__ = "quarter_rows"

    quarter_id: Mapped[int] = mapped_column(ForeignKey("quarters.id"), primary_key=True)
    issue: Mapped[int] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(String(60), primary_key=True)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]


_CLOSED_AT = select(Quarter.at).where(
    Quarter.workspace_id == bindparam("home"),
    Quarter.period == bindparam("named"),
    Quarter.version == 0,
)


async def closed_at(
    session: AsyncSession, workspace_id: int, deadline: datetime, tz: tzinfo
) -> datetime | None:
    """Return when the quarter into which a deadline falls was closed; `None`: it is open. K16."""
    named = quarter_of(deadline, tz).name
    return await session.scalar(_CLOSED_AT, {"home": workspace_id, "named": named})
