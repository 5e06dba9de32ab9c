"""Groups that the bot is in although they belong to no workspace: it leaves them after a while."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.groups import Group
from models.tables import Model
from models.upsert import insert_new


class UnboundGroup(Model):
    """A group without a binding; `seen_at` is when the bot first knew of it, or it was unbound."""

    __tablename__ = "unbound_groups"

    line_group_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    seen_at: Mapped[datetime]


async def saw(session: AsyncSession, line_group_id: str, at: datetime) -> None:
    """Note that the bot is in a group that is bound to nothing; the first time counts."""
    row = {"line_group_id": line_group_id, "seen_at": at}
    await insert_new(session, UnboundGroup, [row])


async def forget(session: AsyncSession, line_group_ids: Sequence[str]) -> None:
    """Drop groups that were bound, or that the bot is not in any more."""
    await session.execute(
        delete(UnboundGroup).where(UnboundGroup.line_group_id.in_(list(line_group_ids)))
    )


async def overstayed(session: AsyncSession, before: datetime, limit: int) -> list[str]:
    """Return the groups known since before an instant and still bound to nothing."""
    bound = select(Group.line_group_id).where(Group.left_at.is_(None))
    found = await session.scalars(
        select(UnboundGroup.line_group_id)
        .where(UnboundGroup.seen_at <= before, UnboundGroup.line_group_id.not_in(bound))
        .order_by(UnboundGroup.seen_at)
        .limit(limit)
    )
    return list(found)
