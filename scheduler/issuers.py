"""What the issuers hear of for free: passed deadlines, requests that nobody decides. M17."""

from collections.abc import Collection, Sequence

from domain import notices as topics
from domain.notices import DEADLINES_PASSED, REQUESTS_WAIT
from models import notices
from models.issues import requests
from models.wording import issuers
from scheduler.context import TickContext


async def tell_passed(ctx: TickContext, reminder_ids: Sequence[int]) -> None:
    """Tell of the deadlines whose passing is told to the IR group now.

    One notice waits at a time: when it is sent, it tells all that passed since it was made.
    """
    group = ctx.issuers
    if group is None or not reminder_ids:
        return
    if await notices.waits(ctx.session, group.id, DEADLINES_PASSED):
        return
    home, now = ctx.workspace_id, ctx.now
    say = await issuers.deadlines_passed(ctx.session, home, now, now, ctx.words)
    if say is not None:
        await ctx.tell(group, topics.deadlines_passed(min(reminder_ids)), say)


async def tell_waiting(ctx: TickContext, reminded: Collection[int] | None = None) -> None:
    """Tell of requests that wait: where agencies are `reminded` (assignments), else all.

    A request that is granted after the old deadline does not count (C2), so that the issuers hear
    of it when its agency is reminded of that.
    """
    group = ctx.issuers
    if group is None or await notices.waits(ctx.session, group.id, REQUESTS_WAIT):
        return
    found = await requests.waiting(ctx.session, ctx.workspace_id, ctx.now)
    concerned = [each for each in found if reminded is None or each.assignment_id in reminded]
    if concerned:
        say = issuers.requests_told(found, ctx.words)
        await ctx.tell(group, topics.requests_wait(concerned[0].id, ctx.now), say)
