"""Workspaces: each is one pair of groups with its own roster and issue numbers."""

from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Model

MAIN = "main"


class Workspace(Model):
    """One pair of IA and IR group; `next_issue_number` is the next number to be given."""

    __tablename__ = "workspaces"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    next_issue_number: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


async def add(session: AsyncSession, *, code: str, name: str, now: datetime) -> Workspace:
    """Add a workspace; the database refuses a code that exists (IntegrityError)."""
    workspace = Workspace(code=code, name=name, created_at=now, next_issue_number=1)
    session.add(workspace)
    await session.flush()
    return workspace


async def by_code(session: AsyncSession, code: str) -> Workspace | None:
    """Return the workspace with this code."""
    return await session.scalar(select(Workspace).where(Workspace.code == code))


async def listed(session: AsyncSession) -> list[Workspace]:
    """Return all workspaces, oldest first."""
    return list(await session.scalars(select(Workspace).order_by(Workspace.id)))


async def locked(session: AsyncSession, workspace_id: int) -> Workspace:
    """Return a workspace and hold it until the transaction ends.

    Everything that numbers issues or appends to the audit chain takes this lock first, which
    keeps both without gaps and doubles. (SQLite has one writer at a time anyway.)
    """
    return (
        await session.execute(
            select(Workspace).where(Workspace.id == workspace_id).with_for_update()
        )
    ).scalar_one()
