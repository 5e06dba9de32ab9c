"""What happens in a chat without words: the bot or members come and go, messages are unsent."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from models import groups, members
from models.groups import Group


async def members_joined(
    session: AsyncSession, group: Group, user_ids: tuple[str, ...], at: datetime
) -> None:
    """Note who is in a bound group: to mention them, and to tell of strangers. Rule B6."""
    for user_id in user_ids:
        await groups.saw_member(session, group.line_group_id, user_id, at)
    if user_ids:
        await members.saw_stranger(session, group.workspace_id, group.line_group_id, user_ids, at)


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
        .values(left_at=at, told_at=None)
    )
    await groups.forget_unbound(session, [line_group_id])


async def bot_joined(session: AsyncSession, line_group_id: str, at: datetime) -> None:
    """Take a bound group up again when the bot is invited back; note any other group. Rule B7.

    A group that another one has replaced stays so: being invited is no code.
    """
    group = await groups.by_line_id(session, line_group_id)
    if group is None or group.replaced_at is not None:
        await groups.saw_unbound(session, line_group_id, at)
    else:
        group.left_at = group.told_at = None
