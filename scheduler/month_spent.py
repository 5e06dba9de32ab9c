"""The admins are told, once for each month, that its messages do not suffice."""

from collections.abc import Iterable, Mapping

from bot.calendar import office_calendar
from bot.deps import Deps, words_of
from domain.chat.rights import Role
from domain.notices import month_short, month_spent
from domain.planner import Held
from domain.rendering import render
from domain.say import Say
from models import friends, groups, outbox, people, quota, telling, untold
from models.groups import Group

Reasons = Mapping[int, frozenset[Held]]


async def tell_month_spent(deps: Deps, workspace_id: int) -> None:
    """Tell each admin in private, and the first group with a free reply. Rules M18, M24.

    Once that the month is spent or nearly so, and once that it does not pay for telling those whom
    no 1:1 message reaches. The month is that of the refusal: when it turns, LINE may not have been
    asked yet.
    """
    async with deps.reading() as session:
        bound = await groups.of_workspace(session, workspace_id)
        if not _short(bound, await untold.reasons(session)):
            return
    now, words = deps.clock(), words_of(deps.settings)
    async with deps.holding(workspace_id) as session:
        bound = await groups.of_workspace(session, workspace_id)
        reasons = await untold.reasons(session)
        short = _short(bound, reasons)
        if not short:
            return
        waiting = await untold.due_counts(session, now)
        calendar = await office_calendar(session, deps.settings, now)
        since = min((each.no_room_since for each in short if each.no_room_since), default=now)
        is_spent = any(_is_spent(each, reasons) for each in short)
        month = calendar.local(since).date()
        topic = (month_spent if is_spent else month_short)(workspace_id, month)
        unreached = await friends.unreached(session, workspace_id, now)
        told = words.month_spent(
            await quota.month_of(session, calendar),
            quota.prices(short, waiting, reasons),
            unreached,
        )
        say, waits, first = (
            Say(told),
            deps.settings.waits,
            bound[0],
        )  # the issuers', if there is one
        if not await telling.tell(session, first, topic, say, now=now, waits=waits, words=words):
            return
        rendered = render([say])
        for person in await people.with_role(session, workspace_id, Role.ADMIN):
            await outbox.enqueue(
                session,
                chat=str(person.line_user_id),
                messages=rendered.messages,
                about=rendered.about,
                now=now,
                own=len(rendered.messages),
                may_cost=False,  # in another month it is no news
                dedupe_key=topic.to(person.id),
            )


def _short(bound: Iterable[Group], reasons: Reasons) -> list[Group]:
    """Return the groups for which the month has no room, or of which some are not told."""
    return [each for each in bound if each.no_room_since is not None or reasons.get(each.id)]


def _is_spent(group: Group, reasons: Reasons) -> bool:
    held = reasons.get(group.id, frozenset())
    return group.no_room_since is not None or bool(held & {Held.SPENT, Held.SAVED})
