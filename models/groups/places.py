"""Which group has a place of a workspace, whether the bot is in it or not."""

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.groups import Group, GroupKind

_HOLDER = (
    select(Group)
    .where(
        Group.workspace_id == bindparam("home"),
        Group.kind == bindparam("which"),
        Group.replaced_at.is_(None),
    )
    .order_by(Group.left_at.is_(None).desc(), Group.left_at.desc(), Group.id.desc())
    .limit(1)
)


async def holder(session: AsyncSession, workspace_id: int, kind: GroupKind) -> Group | None:
    """Return the active group of this kind, else the one that the bot has left last."""
    return await session.scalar(_HOLDER, {"home": workspace_id, "which": kind})
