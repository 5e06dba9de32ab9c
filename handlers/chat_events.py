"""What happens in a chat without words: the bot or members come and go, messages are taken back."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from models import groups
from models.groups import Group


async def members_joined(
    session: AsyncSession, line_group_id: str, user_ids: tuple[str, ...], at: datetime
) -> None:
    """Note who came into a bound group, so that they can be mentioned."""
    for user_id in user_ids:
        await groups.saw_member(session, line_group_id, user_id, at)


async def members_left(
    session: AsyncSession, line_group_id: str, user_ids: tuple[str, ...], at: datetime
) -> None:
    """Note who left: a mention of them would make a whole push fail (line-platform 14.17)."""
    for user_id in user_ids:
        await groups.member_left(session, line_group_id, user_id, at)


async def bot_left(session: AsyncSession, line_group_id: str, at: datetime) -> None:
    """Mark a group as left: nothing can be pushed to it any more."""
    await session.execute(
        update(Group)
        .where(Group.line_group_id == line_group_id, Group.left_at.is_(None))
        .values(left_at=at)
    )


async def bot_joined(session: AsyncSession, line_group_id: str) -> None:
    """Take a bound group up again when the bot is invited back."""
    await session.execute(
        update(Group).where(Group.line_group_id == line_group_id).values(left_at=None)
    )
