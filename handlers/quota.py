"""`#quota`: what is left of the month's messages, what a push costs, and what waits."""

from domain.chat.commands import Quota
from domain.errors import Refused
from domain.say import Say
from handlers.context import Context
from models import groups
from models.quota import month_of, prices


async def quota(_command: Quota, ctx: Context) -> list[Say]:
    """Tell what is left of the month's messages, what a push to each group costs, and what waits.

    LINE was asked before the transaction began; where it did not answer, its last word stands.
    """
    month = await month_of(ctx.session, ctx.calendar)
    if month is None:
        raise Refused("quota_unknown", ctx.words.quota_unknown())
    bound = await groups.of_workspace(ctx.session, ctx.in_workspace().id)
    return [Say(ctx.words.quota(month, await prices(ctx.session, bound, ctx.now)))]
