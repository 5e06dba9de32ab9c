"""`#quota`: what is left of the month's messages, what they went to, and what waits."""

from domain.chat.commands import Quota
from domain.errors import Refused
from domain.say import Say
from domain.spending import month_at
from handlers.context import Context
from models import groups
from models.outbox import spending, untold
from models.quota import month_of, prices


async def quota(_command: Quota, ctx: Context) -> list[Say]:
    """Tell what is left of the month's messages, what they went to, and what waits.

    The sums are those of this workspace. LINE was asked before the transaction began; where it did
    not answer, its last word stands.
    """
    month = await month_of(ctx.session, ctx.calendar)
    if month is None:
        raise Refused("quota_unknown", ctx.words.quota_unknown())
    home = ctx.in_workspace().id
    bound = await groups.of_workspace(ctx.session, home)
    due = await untold.due_counts(ctx.session, ctx.now)
    told = ctx.words.quota(
        month,
        prices(bound, due, await untold.reasons(ctx.session)),
        await spending.of_month(ctx.session, month_at(ctx.now, ctx.calendar.tz), home),
        await untold.by_reason(ctx.session, ctx.now, home),
    )
    return [Say(told)]
