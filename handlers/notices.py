"""The bridge: telling the other group, for free where possible."""

from datetime import timedelta

from domain.say import Say
from handlers.context import Context
from models import notices
from models.groups import Group


async def tell(ctx: Context, group: Group, say: Say, *, wait: timedelta, key: str) -> None:
    """Leave a notice for a group; it is pushed after `wait` unless a free reply takes it along.

    `key` makes the notice unique: the same thing is never told twice.
    """
    await notices.add(
        ctx.session,
        group_id=group.id,
        say=say,
        now=ctx.now,
        push_at=ctx.now + wait,
        dedupe_key=key,
    )
