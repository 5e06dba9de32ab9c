"""What waits has an end: nothing is told that is of no use, and no words are kept for it. M28."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps, words_of
from domain import notices as topics
from domain.words import Words
from models import wording
from models.groups import Group
from models.notices import Notice, lapsing
from models.wording import Worded


async def end_old_notices(deps: Deps) -> None:
    """Let lapse what has waited too long in each group, in small steps."""
    async with deps.reading() as session:
        groups = await lapsing.groups_with_old(session, deps.clock())
    for group in groups:
        await _end(deps, group)


async def _end(deps: Deps, group: Group) -> None:
    now, words, behind = deps.clock(), words_of(deps.settings), 0
    while True:
        async with deps.holding(group.workspace_id) as session:
            here = await session.get_one(Group, group.id)
            old = await lapsing.old_of(session, here.id, now, behind)
            if not old or here.workspace_id != group.workspace_id:
                return
            behind = old[-1].id
            over = [each for each in old if await _is_over(session, here, each, words, now)]
            await lapsing.let_lapse(session, here, over, now)


async def _is_over(
    session: AsyncSession, group: Group, notice: Notice, words: Words, now: datetime
) -> bool:
    """Whether a notice lapses; the record of reminders and lists says itself why they do."""
    if topics.kind(notice.dedupe_key) not in lapsing.SETTLED:
        return await lapsing.is_over(session, notice, now)
    if await wording.word(session, group, notice, words, now) is Worded.NOTHING:
        await session.delete(notice)
    return False
