"""Faults of the ledger that stand: found, told to the admins once, and over at some time. W4."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.reminders.ledger import STANDS_AFTER, Fault, LedgerFault
from models.tables import Model


class KnownFault(Model):
    """A fault of a `kind` (`LedgerFault`), `about` a row (`notice:7`).

    `found_at` is since when it is found again and again, `tried_at` when it was to be put right the
    last time, `ended_at` when it was found no more. One that comes back is not told again
    (`told_at`).
    """

    __tablename__ = "ledger_faults"
    __table_args__ = (UniqueConstraint("workspace_id", "kind", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    kind: Mapped[str] = mapped_column(String(12))
    about: Mapped[str] = mapped_column(String(60))
    found_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    def value(self) -> Fault:
        """Return it as the rules see it."""
        return Fault(LedgerFault(self.kind), self.about)


async def standing(session: AsyncSession, workspace_id: int) -> list[KnownFault]:
    """Return what was found the last time in a workspace, oldest first."""
    found = await session.scalars(
        select(KnownFault)
        .where(KnownFault.workspace_id == workspace_id, KnownFault.ended_at.is_(None))
        .order_by(KnownFault.id)
    )
    return list(found)


async def tried(session: AsyncSession, workspace_id: int, now: datetime) -> set[Fault]:
    """Return what is not put right again so soon."""
    return {
        row.value()
        for row in await _known(session, workspace_id)
        if row.value().was_tried(row.tried_at, now, stands=row.ended_at is None)
    }


async def note(
    session: AsyncSession,
    workspace_id: int,
    found: Collection[Fault],
    mended: Collection[Fault],
    now: datetime,
) -> list[KnownFault]:
    """Keep what is found now, after all that was to be `mended`; return what stands."""
    known = {row.value(): row for row in await _known(session, workspace_id)}
    for fault in {*found, *mended} - {*known}:
        known[fault] = KnownFault(
            workspace_id=workspace_id, kind=fault.kind, about=fault.about, found_at=now
        )
        session.add(known[fault])
    for fault, row in known.items():
        if fault in mended:
            row.tried_at = now
        if fault not in found:
            row.ended_at = row.ended_at or now
        elif row.ended_at is not None:
            row.found_at, row.ended_at = now, None
    await session.flush()
    there = await standing(session, workspace_id)
    return [row for row in there if now - row.found_at >= STANDS_AFTER]


async def _known(session: AsyncSession, workspace_id: int) -> list[KnownFault]:
    of_workspace = KnownFault.workspace_id == workspace_id
    return list(await session.scalars(select(KnownFault).where(of_workspace)))


async def counts(session: AsyncSession, now: datetime) -> dict[LedgerFault, int]:
    """Count by kind the faults that stand in all workspaces (no entry for none)."""
    found = await session.execute(
        select(KnownFault.kind, func.count())
        .where(KnownFault.ended_at.is_(None), KnownFault.found_at <= now - STANDS_AFTER)
        .group_by(KnownFault.kind)
    )
    return {LedgerFault(kind): number for kind, number in found}


async def forget_before(session: AsyncSession, before: datetime) -> None:
    """Forget the faults that were over before an instant."""
    await session.execute(delete(KnownFault).where(KnownFault.ended_at < before))
