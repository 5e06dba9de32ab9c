"""The audit chain: append-only entries, each holding the hash of the one before it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.audit import GENESIS, Entry, entry_hash
from models import workspaces
from models.tables import Model


class AuditEntry(Model):
    """One thing that somebody did, was refused, or was told.

    No personal text stands in it: `detail` holds numbers, codes, ids and instants only.
    """

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("workspace_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    seq: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    detail: Mapped[dict[str, Any]]
    hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))

    def value(self) -> Entry:
        """Return what the hash is made of."""
        return Entry(
            seq=self.seq,
            at=self.at,
            actor=self.actor,
            action=self.action,
            subject=self.subject,
            detail=self.detail,
        )


async def append(
    session: AsyncSession,
    workspace_id: int,
    *,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    detail: dict[str, Any],
) -> AuditEntry:
    """Add an entry at the end of a workspace's chain; holds the workspace until the commit."""
    await workspaces.locked(session, workspace_id)
    last = await session.scalar(
        select(AuditEntry)
        .where(AuditEntry.workspace_id == workspace_id)
        .order_by(AuditEntry.seq.desc())
        .limit(1)
    )
    seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
    value = Entry(seq=seq, at=at, actor=actor, action=action, subject=subject, detail=detail)
    entry = AuditEntry(
        workspace_id=workspace_id,
        seq=seq,
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        detail=detail,
        hash=entry_hash(value, previous),
        previous_hash=previous,
    )
    session.add(entry)
    await session.flush()
    return entry


async def chain(session: AsyncSession, workspace_id: int) -> list[AuditEntry]:
    """Return a workspace's entries in the order of their numbers."""
    found = await session.scalars(
        select(AuditEntry).where(AuditEntry.workspace_id == workspace_id).order_by(AuditEntry.seq)
    )
    return list(found)
