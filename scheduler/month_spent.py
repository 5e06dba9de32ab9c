"""The admins are told, once for each month, that its messages do not suffice."""

from bot.calendar import office_calendar
from bot.deps import Deps, words_of
from domain.chat.rights import Role
from domain.notices import month_told
from domain.rendering import render
from models import groups, outbox, people, quota
from models.notices import telling
from models.wording import month_short as months


async def tell_month_spent(deps: Deps, workspace_id: int) -> None:
    """Tell each admin in private, and the first group with a free reply. Rules M18, M24.

    Once that the month is spent or nearly so, and once that it does not pay for telling those whom
    no 1:1 message reaches. The month is that of the refusal, or of what LINE told: when it turns,
    LINE may not have been asked yet.
    """
    async with deps.reading() as session:
        if not await months.look(session, workspace_id):
            return
    now, words = deps.clock(), words_of(deps.settings)
    async with deps.holding(workspace_id) as session:
        short = await months.look(session, workspace_id)
        if not short:
            return
        calendar = await office_calendar(session, deps.settings, now)
        said = await quota.last_told(session)
        at = short.refused_at or (said.asked_at if said else now)
        month = calendar.local(at).date()
        topic = month_told(workspace_id, month, spent=short.is_spent)
        say = await months.say(session, workspace_id, short, calendar, words, now)
        issuers, waits = (await groups.of_workspace(session, workspace_id))[0], deps.settings.waits
        if not await telling.tell(session, issuers, topic, say, now=now, waits=waits, words=words):
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
