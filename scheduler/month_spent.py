"""The admins are told, once for each month, that its messages do not suffice for a group."""

from collections.abc import Iterable
from datetime import datetime

from bot.calendar import office_calendar
from bot.deps import Deps, words_of
from domain.chat.rights import Role
from domain.notices import month_spent
from domain.rendering import render
from domain.say import Say
from models import groups, outbox, people, quota, telling, untold
from models.groups import Group


async def tell_month_spent(deps: Deps, workspace_id: int) -> None:
    """Tell each admin in private, and the first group with a free reply. Rule M18.

    The month is that of the refusal: when it turns, LINE may not have been asked yet.
    """
    async with deps.reading() as session:
        if not _refused(await groups.of_workspace(session, workspace_id)):
            return
    now, words = deps.clock(), words_of(deps.settings)
    async with deps.holding(workspace_id) as session:
        bound = await groups.of_workspace(session, workspace_id)
        refused = _refused(bound)
        if not refused:
            return
        waiting = await untold.due_counts(session, now)
        without = [each for each in quota.prices(bound, waiting) if not each.has_room]
        calendar = await office_calendar(session, deps.settings, now)
        topic = month_spent(workspace_id, calendar.local(min(refused)).date())
        say = Say(words.month_spent(await quota.month_of(session, calendar), without))
        waits, first = deps.settings.waits, bound[0]  # the issuers' group, where there is one
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


def _refused(bound: Iterable[Group]) -> list[datetime]:
    """Return since when the month has no room for a push to some of these groups."""
    return [group.no_room_since for group in bound if group.no_room_since is not None]
