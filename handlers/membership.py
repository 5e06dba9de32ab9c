"""What happens in a chat without words: the bot or members come and go, messages are unsent."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.issues.audit import SENDER
from models import groups, revival
from models.direct import notice_parts
from models.groups import Group, unbound
from models.people import friends
from models.roster import members
from models.work import Work, leave


async def met_privately(
    session: AsyncSession, account: str, event_type: str, at: datetime, now: datetime
) -> None:
    """Note what an event in a 1:1 chat tells of whether its account is reached there. Rule M23."""
    match event_type:
        case "follow":
            await friends.followed(session, account, at)
        case "unfollow":
            await friends.blocked(session, account, at)
            await notice_parts.withdraw_from(session, account, now)
        case "message" | "postback":
            await friends.wrote(session, account, at)
        case _:  # an edit or an unsend is no new message
            pass


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
    """Mark a group as left, unless the bot was seen there later: nothing can be told there."""
    group = await groups.by_line_id(session, line_group_id)
    if group is None or group.replaced_at is not None:
        await unbound.left(session, line_group_id, at)
    elif group.left_at is not None:
        group.left_at = max(group.left_at, at)
    elif at >= (await groups.newest_sign(session, group) or at):
        group.left_at, group.told_at = at, None


async def bot_is_there(
    session: AsyncSession, line_group_id: str, at: datetime, now: datetime, *, joined: bool
) -> bool:
    """Take a bound group up again that the bot had left before an event there; say if it did so.

    `at` is LINE's time of the event, `joined` says that it is an invitation; any other tells as
    well that we are there. A group that another one has replaced stays so: being invited is no
    code. Any other group is noted. Rule B7.
    """
    group = await groups.by_line_id(session, line_group_id)
    if group is None or group.replaced_at is not None:
        await unbound.saw(session, line_group_id, at)
        return False
    left_at = group.left_at
    if left_at is not None and (at < left_at or (at == left_at and not joined)):
        return False
    group.joined_at = max(group.joined_at or at, at)
    if left_at is None:
        return False
    group.left_at = group.told_at = None
    # What LINE refused while the bot was out is told now, as far as it is of use.
    await revival.revive(session, line_group_id, now, actor=SENDER)
    leave(session, Work.NOTICES, now)
    return True
