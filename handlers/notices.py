"""The bridge: telling the other group, for free where possible."""

from collections.abc import Sequence
from dataclasses import replace

from domain.notices import Topic
from domain.people_to_call import call
from domain.say import Say
from handlers.context import Context
from models.agencies import AgencyRow
from models.groups import Group, GroupKind, people_to_call, places
from models.notices import telling


async def tell(
    ctx: Context,
    group: Group,
    topic: Topic,
    say: Say,
    agencies: Sequence[AgencyRow] = (),
    also: Sequence[AgencyRow] = (),
) -> None:
    """Leave a notice for a group.

    It matters to `agencies`, whose people are called by name, and to `also`.
    """
    await telling.tell(
        ctx.session,
        group,
        topic,
        say,
        now=ctx.now,
        waits=ctx.policy.waits,
        words=ctx.words,
        agencies=agencies,
        also=also,
    )


async def tell_others(
    ctx: Context,
    kind: GroupKind,
    topic: Topic,
    say: Say,
    agencies: Sequence[AgencyRow] = (),
    also: Sequence[AgencyRow] = (),
) -> Say:
    """Tell the workspace's group of a kind, as `tell` does; return the answer that says the same.

    Where that group reads the answer itself, that calls the people, and nothing else is told. A
    group that the bot has left is told when it is back, or the one that takes its place.
    """
    group = await places.holder(ctx.session, ctx.in_workspace().id, kind)
    if group is None or ctx.group is None or ctx.group.id != group.id:
        if group is not None:
            await tell(ctx, group, topic, say, agencies, also)
        return replace(say, call="")
    people = await people_to_call.in_group(ctx.session, group, agencies) if agencies else {}
    return call(say, people, topic.key, ctx.words)
