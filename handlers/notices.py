"""The bridge: telling the other group, for free where possible."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from domain.notices import mentions
from domain.say import Mention, Say
from handlers.context import Context
from models import groups, notices, people
from models.groups import Group, GroupKind
from models.people import Person


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


async def tell_others(
    ctx: Context,
    kind: GroupKind,
    say: Say,
    *,
    key: str,
    urgent: bool = False,
    calling: Iterable[int] = (),
) -> None:
    """Tell the workspace's group of a kind, unless it has just read the answer itself.

    What is urgent waits only for its neighbours (M2), the rest for a free reply (M3). The people
    of the agencies in `calling` (ids) are called by name.
    """
    group = await groups.active(ctx.session, ctx.in_workspace().id, kind)
    if group is None or (ctx.group is not None and ctx.group.id == group.id):
        return
    wait = ctx.policy.gather if urgent else ctx.policy.notice_wait
    called = await whom_to_call(ctx, group, list(calling))
    await tell(ctx, group, Say(say.text, called, say.card, say.about), wait=wait, key=key)


async def whom_to_call(
    ctx: Context, group: Group, agency_ids: Sequence[int], lot: int = 0
) -> tuple[Mention, ...]:
    """Return the people of agencies who are in a group, as many as one message can mention."""
    if not agency_ids:
        return ()
    staff = await people.reporters_of(ctx.session, group.workspace_id, agency_ids)
    present = await groups.members(ctx.session, group.line_group_id)
    return mentions((_present(staff.get(each, ()), present) for each in agency_ids), lot)


def _present(staff: Iterable[Person], present: set[str]) -> list[Mention]:
    return [
        Mention(person.line_user_id, person.name)
        for person in staff
        if person.line_user_id in present
    ]
