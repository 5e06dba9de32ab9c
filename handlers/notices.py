"""The bridge: telling the other group, for free where possible."""

from collections.abc import Sequence

from domain.notices import Topic
from domain.say import Say
from handlers.context import Context
from models import groups, notices
from models.agencies import AgencyRow
from models.groups import Group, GroupKind


async def tell(
    ctx: Context, group: Group, topic: Topic, say: Say, agencies: Sequence[AgencyRow] = ()
) -> None:
    """Leave a notice for a group; it matters to `agencies`, whose people are called by name."""
    await notices.tell(
        ctx.session,
        group,
        topic,
        say,
        now=ctx.now,
        waits=ctx.policy.waits,
        words=ctx.words,
        agencies=agencies,
    )


async def tell_others(
    ctx: Context, kind: GroupKind, topic: Topic, say: Say, agencies: Sequence[AgencyRow] = ()
) -> None:
    """Tell the workspace's group of a kind, unless it has just read the answer itself."""
    group = await groups.active(ctx.session, ctx.in_workspace().id, kind)
    if group is not None and (ctx.group is None or ctx.group.id != group.id):
        await tell(ctx, group, topic, say, agencies)
