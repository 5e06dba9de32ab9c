"""From what is to be said to rows of the outbox: answers first, and what waits rides along."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from domain.rendering import render
from domain.say import Say
from models import notices, outbox
from models.groups import Group
from models.notices import Notice


async def enqueue_reply(
    session: AsyncSession,
    *,
    chat: str,
    reply_token: str | None,
    says: Sequence[Say],
    group_id: int | None,
    now: datetime,
) -> None:
    """Put an answer into the outbox: a reply where there is a token, else a push.

    As many notices that wait for the bound group `group_id` as still fit travel with it, free of
    charge. An answer too long for one request goes on as a push.
    """
    waiting = await notices.pending(session, group_id) if group_id is not None else []
    rest = list(says)
    while rest:
        rendered = render([*rest, *map(_say, waiting)])
        row = await outbox.enqueue(
            session,
            chat=chat,
            messages=rendered.messages,
            about=rendered.about,
            now=now,
            reply_token=reply_token,
        )
        riding = waiting[: max(0, rendered.used - len(rest))]
        await notices.put_into(session, [notice.id for notice in riding], row.id)
        rest, reply_token = rest[rendered.used :], None


async def push_due_notices(deps: Deps) -> int:
    """Turn the notices of each group that cannot wait longer into pushes; return how many.

    Everything that waits for such a group goes along, since a push costs the same however much
    it says. Several workers may do this at once: the first takes all that waits.
    """
    now = deps.clock()
    async with deps.reading() as session:
        due = await notices.groups_due(session, now)
    pushes = 0
    for workspace_id in dict.fromkeys(group.workspace_id for group in due):
        async with deps.holding(workspace_id) as session:
            for group in await notices.groups_due(session, now):
                if group.workspace_id == workspace_id:
                    pushes += await _push(session, group, now)
    return pushes


async def _push(session: AsyncSession, group: Group, now: datetime) -> int:
    waiting = await notices.pending(session, group.id)
    pushes = 0
    while waiting:
        rendered = render([*map(_say, waiting)])
        row = await outbox.enqueue(
            session,
            chat=group.line_group_id,
            messages=rendered.messages,
            about=rendered.about,
            now=now,
        )
        riding, waiting = waiting[: rendered.used], waiting[rendered.used :]
        await notices.put_into(session, [notice.id for notice in riding], row.id)
        pushes += 1
    return pushes


def _say(notice: Notice) -> Say:
    return Say.from_json(notice.say)
