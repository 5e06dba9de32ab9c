"""Notices: what a group is to be told without having asked, gathered so that pushes stay few."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.say import Say
from models.groups import Group
from models.tables import Model, insert_new


class Notice(Model):
    """One thing to tell a bound group.

    It travels with the next free reply in that group, or with the push that is made at the
    latest at `push_at`. `outbox_id` is set when it has been put into a request.
    """

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_pending", "outbox_id", "push_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    say: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    push_at: Mapped[datetime]
    dedupe_key: Mapped[str] = mapped_column(String(200), unique=True)
    outbox_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("outbox.id"))


async def add(
    session: AsyncSession,
    *,
    group_id: int,
    say: Say,
    now: datetime,
    push_at: datetime,
    dedupe_key: str,
) -> bool:
    """Add a notice unless one with the same key exists; return whether it was new."""
    row = {
        "group_id": group_id,
        "say": say.as_json(),
        "created_at": now,
        "push_at": push_at,
        "dedupe_key": dedupe_key,
        "outbox_id": None,
    }
    return bool(await insert_new(session, Notice, [row]))


async def pending(session: AsyncSession, group_id: int) -> list[Notice]:
    """Return what waits for a group, oldest first; the rows are held until the commit."""
    found = await session.scalars(
        select(Notice)
        .where(Notice.group_id == group_id, Notice.outbox_id.is_(None))
        .order_by(Notice.id)
        .with_for_update(skip_locked=True)
    )
    return list(found)


async def last_with(session: AsyncSession, prefix: str) -> datetime | None:
    """Return when the newest notice was made whose key begins so."""
    return await session.scalar(
        select(func.max(Notice.created_at)).where(Notice.dedupe_key.startswith(prefix))
    )


async def reword(session: AsyncSession, dedupe_key: str, say: Say) -> None:
    """Let a notice that still waits say something else."""
    await session.execute(
        update(Notice)
        .where(Notice.dedupe_key == dedupe_key, Notice.outbox_id.is_(None))
        .values(say=say.as_json())
    )


async def groups_due(session: AsyncSession, now: datetime) -> list[Group]:
    """Return the groups for which a notice must be pushed now, but for those the bot has left."""
    found = await session.scalars(
        select(Group)
        .where(
            Group.left_at.is_(None),
            Group.id.in_(
                select(Notice.group_id).where(Notice.outbox_id.is_(None), Notice.push_at <= now)
            ),
        )
        .order_by(Group.id)
    )
    return list(found)


async def put_into(session: AsyncSession, notice_ids: Sequence[int], outbox_id: uuid.UUID) -> None:
    """Note that notices travel with a request."""
    await session.execute(
        update(Notice).where(Notice.id.in_(notice_ids)).values(outbox_id=outbox_id)
    )


async def drop_pending(session: AsyncSession, group_id: int) -> None:
    """Forget what waits for a group that has changed its place: it was meant for others."""
    await session.execute(
        delete(Notice).where(Notice.group_id == group_id, Notice.outbox_id.is_(None))
    )
