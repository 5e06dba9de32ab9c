"""Reports by people who are not on the roster: kept aside until an admin vouches, never lost."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from models.tables import Model

FILED = "filed"
UNSENT = "unsent"


class ReportAside(Model):
    """A report that somebody unknown typed into the IR group.

    `name` is LINE's display name, empty until LINE was asked; `sent_at` is LINE's time of the
    message and becomes that of the report. It waits until it is settled: `outcome` is `filed` or
    `unsent`, or why it could not be filed when it was tried last, for `person_id`.
    """

    __tablename__ = "reports_aside"
    __table_args__ = (Index("ix_reports_aside_waiting", "workspace_id", "settled_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    line_group_id: Mapped[str] = mapped_column(String(bounds.LINE_CHAT))
    line_user_id: Mapped[str] = mapped_column(String(bounds.LINE_CHAT))
    name: Mapped[str] = mapped_column(String(bounds.NAME))
    issue_no: Mapped[int]
    year_be: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    links: Mapped[list[str]]
    progress: Mapped[bool]
    line_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)
    sent_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


async def waiting(
    session: AsyncSession,
    workspace_id: int,
    *,
    line_user_id: str | None = None,
    untold: bool = False,
) -> list[ReportAside]:
    """Return what waits for an admin, the earliest first: of everybody, or of one account."""
    kept = select(ReportAside).where(
        ReportAside.workspace_id == workspace_id, ReportAside.settled_at.is_(None)
    )
    if line_user_id is not None:
        kept = kept.where(ReportAside.line_user_id == line_user_id)
    if untold:
        kept = kept.where(ReportAside.told_at.is_(None))
    return list(await session.scalars(kept.order_by(ReportAside.sent_at, ReportAside.id)))


async def of_message(session: AsyncSession, line_message_id: str) -> list[ReportAside]:
    """Return what waits of a message, which may hold several reports."""
    found = await session.scalars(
        select(ReportAside)
        .where(ReportAside.line_message_id == line_message_id, ReportAside.settled_at.is_(None))
        .order_by(ReportAside.id)
    )
    return list(found)


async def get(session: AsyncSession, workspace_id: int, aside_id: int) -> ReportAside | None:
    """Return one kept report of a workspace, settled or not."""
    return await session.scalar(
        select(ReportAside).where(
            ReportAside.workspace_id == workspace_id, ReportAside.id == aside_id
        )
    )


async def name(session: AsyncSession, workspace_id: int, line_user_id: str, name: str) -> None:
    """Keep what LINE calls the sender of what waits."""
    await session.execute(
        update(ReportAside)
        .where(
            ReportAside.workspace_id == workspace_id,
            ReportAside.settled_at.is_(None),
            ReportAside.line_user_id == line_user_id,
        )
        .values(name=name)
    )


async def unsend(session: AsyncSession, line_message_id: str, at: datetime) -> None:
    """Erase the text of a message that its author unsent; what became of it stays known."""
    found = await session.scalars(
        select(ReportAside).where(ReportAside.line_message_id == line_message_id)
    )
    for row in found:
        row.text, row.links = "", []
        if row.settled_at is None:
            row.settled_at, row.outcome = at, UNSENT
