"""`#quota`: what is left of the month's messages, and what a push costs."""

from domain.chat.commands import Quota
from domain.chat.rights import Place
from domain.errors import Refused
from domain.say import Say
from handlers.context import Context
from models import groups, usage


async def quota(_command: Quota, ctx: Context) -> list[Say]:
    """Tell what is left of the month's messages, and what a push to each group costs.

    LINE was asked before the transaction began; where it did not answer, its last word stands.
    """
    said = await usage.quota(ctx.session)
    if said is None:
        raise Refused("quota_unknown", ctx.words.quota_unknown())
    bound = await groups.of_workspace(ctx.session, ctx.in_workspace().id)
    return [
        Say(
            ctx.words.quota(
                limit=said.quota,
                used=said.used,
                groups=[(Place(group.kind), group.member_count) for group in bound],
                asked_at=said.asked_at,
            )
        )
    ]
