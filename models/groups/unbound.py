"""LINE groups that are bound to nothing: the bot says what it needs there, and leaves them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from models.groups import Group
from models.tables import Model, insert_new, parts


class UnboundGroup(Model):
    """A group without a binding; `seen_at` is when the bot first knew of it, or it was unbound.

    It is later where LINE did not let the bot leave. `newest_at` is LINE's time of the newest event
    there, `left_at` that of the bot's leaving.
    """

    __tablename__ = "unbound_groups"

    line_group_id: Mapped[str] = mapped_column(String(bounds.LINE_CHAT), primary_key=True)
    seen_at: Mapped[datetime]
    newest_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


async def saw(session: AsyncSession, line_group_id: str, at: datetime) -> None:
    """Note that the bot is in a group that is bound to nothing; the first time counts.

    An event from before the bot left does not bring the group back.
    """
    this = UnboundGroup.line_group_id == line_group_id
    row = {"line_group_id": line_group_id, "seen_at": at, "newest_at": at, "left_at": None}
    if await insert_new(session, UnboundGroup, [row]):
        return
    back = update(UnboundGroup).where(this, UnboundGroup.left_at < at)
    await session.execute(back.values(seen_at=at, left_at=None))
    newer = update(UnboundGroup).where(
        this, UnboundGroup.newest_at < at, UnboundGroup.left_at.is_(None)
    )
    await session.execute(newer.values(newest_at=at))


async def left(session: AsyncSession, line_group_id: str, at: datetime) -> None:
    """Note that the bot left a group, unless it was seen there later."""
    await session.execute(
        update(UnboundGroup)
        .where(UnboundGroup.line_group_id == line_group_id, UnboundGroup.newest_at <= at)
        .values(newest_at=at, left_at=at)
    )


async def stays(session: AsyncSession, line_group_id: str, *, since: datetime) -> None:
    """Let a group that LINE did not let the bot leave count as seen since then: others go first."""
    this = UnboundGroup.line_group_id == line_group_id
    await session.execute(update(UnboundGroup).where(this).values(seen_at=since))


async def forget_left(session: AsyncSession, before: datetime) -> None:
    """Drop groups that the bot left before an instant: LINE brings none of their events again."""
    await session.execute(delete(UnboundGroup).where(UnboundGroup.left_at < before))


async def forget(session: AsyncSession, line_group_ids: Sequence[str]) -> None:
    """Drop groups that were bound, or that the bot has just left by itself."""
    for part in parts(line_group_ids):
        await session.execute(delete(UnboundGroup).where(UnboundGroup.line_group_id.in_(part)))


async def overstayed(session: AsyncSession, before: datetime, limit: int) -> list[str]:
    """Return the groups known since before an instant and still bound to nothing."""
    bound = select(Group.line_group_id).where(Group.left_at.is_(None))
    found = await session.scalars(
        select(UnboundGroup.line_group_id)
        .where(
            UnboundGroup.seen_at <= before,
            UnboundGroup.left_at.is_(None),
            UnboundGroup.line_group_id.not_in(bound),
        )
        .order_by(UnboundGroup.seen_at)
        .limit(limit)
    )
    return list(found)
