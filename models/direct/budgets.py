"""What may be spent of the month's messages now, and on what. Rules M26, M31."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from domain.budget import Budget
from domain.calendar import Calendar
from domain.chat.rights import Role
from domain.notices import month_told, purpose_of
from domain.planner import Route
from domain.quota import day_of_share, working_days
from models import notices, people, quota
from models.direct.pressing import is_urgent
from models.groups import Group
from models.notices import Notice
from models.outbox import spending

RESERVE_PART = 10
"""One part in so many of the month's messages is kept for urgent issues and the last days."""


async def of_group(
    session: AsyncSession, group: Group, route: Route, calendar: Calendar, now: datetime
) -> Budget:
    """Return what may be spent for a group now.

    What was billed since LINE told of the month is taken off by our own count, and what waits for
    LINE.
    """
    said = await quota.last_told(session)
    price = group.member_count if group.no_room_since is None else None
    to_group = route is not Route.DIRECT
    if said is None or said.quota is None:
        return Budget(None, price, to_group=to_group)
    today = calendar.local(now).date()
    since = await spending.billed(session, today.replace(day=1)) - said.counted
    left = said.quota - said.used - max(since, 0) - await spending.on_its_way(session, now)
    day, days = working_days(day_of_share(now, calendar), calendar)
    reserve = said.quota // RESERVE_PART
    if left < reserve:
        left -= await _kept_for_admins(session, group.workspace_id, today)
    midnight = datetime.combine(today, time(), calendar.tz)
    spent = await spending.since(session, midnight)
    return Budget(max(left, 0), price, said.quota, day, days, reserve, to_group, spent)


async def _kept_for_admins(session: AsyncSession, workspace_id: int, today: date) -> int:
    """Return how many messages are kept to tell admins that the month is spent. Rule M35."""
    topic, month = month_told(workspace_id, today, spent=True), timedelta(days=today.day)
    since = datetime.combine(today, time(), UTC) - month
    if await notices.last_with(session, topic.key, since):
        return 0
    return len(await people.with_role(session, workspace_id, Role.ADMIN))


async def pays_today(session: AsyncSession, notice: Notice, budget: Budget, price: int) -> bool:
    """Whether a push to a group may be made for a notice on this day."""
    paid = budget.pays_today(purpose_of(notice.dedupe_key), price)
    return paid or await is_urgent(session, notice)
