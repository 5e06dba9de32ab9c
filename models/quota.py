"""The month's messages as LINE told them last, and which notices they do not suffice for."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from types import MappingProxyType

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.calendar import Calendar
from domain.chat.rights import Place
from domain.planner import Held, Route
from domain.quota import GroupPrice, Month, forecast, is_scarce
from domain.spending import differs
from models.groups import Group
from models.tables import Model, insert_new
from models.work import Work, leave

THE_CHANNEL = 1


class LineUsage(Model):
    """The monthly message quota as LINE told it last; `quota` is null for "unlimited".

    `counted` is what our own sums of that month came to then, `in_doubt` what else may be billed.
    """

    __tablename__ = "line_usage"

    id: Mapped[int] = mapped_column(primary_key=True)
    quota: Mapped[int | None]
    used: Mapped[int]
    counted: Mapped[int]
    in_doubt: Mapped[int]
    asked_at: Mapped[datetime]


async def note(
    session: AsyncSession,
    *,
    quota: int | None,
    used: int,
    asked_at: datetime,
    now: datetime,
    counted: int,
    in_doubt: int,
) -> None:
    """Keep what LINE said, with what we had counted and what may be billed beside that.

    What it has said since it was asked stands, unless a clock that was ahead noted that.
    """
    told = {"quota": quota, "used": used, "counted": counted, "in_doubt": in_doubt}
    row = told | {"id": THE_CHANNEL, "asked_at": asked_at}
    session.info.pop(_READ, None)
    if not await insert_new(session, LineUsage, [row]):
        older = or_(LineUsage.asked_at <= asked_at, LineUsage.asked_at > now)
        await session.execute(update(LineUsage).where(older).values(row))


_TOLD = select(LineUsage).where(LineUsage.id == THE_CHANNEL)


_READ = "what LINE told last, as a transaction has read it"


async def last_told(session: AsyncSession) -> LineUsage | None:
    """Return what LINE said last, if it was ever asked; a transaction reads it once."""
    inner = session.sync_session
    transaction, said = session.info.get(_READ, (None, None))
    if transaction is None or transaction is not inner.get_transaction():
        said = await session.scalar(_TOLD)
        session.info[_READ] = (inner.get_transaction(), said)
    told: LineUsage | None = said
    return told


async def forget(session: AsyncSession) -> None:
    """Forget what LINE said of the month: an operator knows better until it is asked again."""
    session.info.pop(_READ, None)
    await session.execute(delete(LineUsage))


async def month_of(session: AsyncSession, calendar: Calendar) -> Month | None:
    """Return what LINE said last, with what the month comes to."""
    said = await last_told(session)
    if said is None:
        return None
    today = calendar.local(said.asked_at).date()
    coming = forecast(said.used, today, calendar)
    ours = (said.counted, said.in_doubt)
    off = differs(said.used, *ours, said.asked_at, calendar.tz)
    return Month(said.quota, said.used, coming, said.asked_at, *ours, off)


async def is_limited(session: AsyncSession) -> bool:
    """Whether LINE counts the month's messages, as far as it has told."""
    said = await last_told(session)
    return said is not None and said.quota is not None


async def may_tell_people(session: AsyncSession, route: Route, tz: tzinfo) -> bool:
    """Whether people are told 1:1 what they must act on, by the local day of the month. M24."""
    if route is not Route.AUTO:
        return route is Route.DIRECT
    said = await last_told(session)
    if said is None or said.quota is None:
        return False
    members = await session.scalar(_MEMBERS) or 0
    return is_scarce(said.quota, said.used, said.asked_at.astimezone(tz).day, members)


_MEMBERS = select(func.sum(Group.member_count)).where(Group.left_at.is_(None))


async def note_spent(session: AsyncSession, at: datetime) -> None:
    """Note that LINE refused a message since the month is spent: its word of that instant."""
    session.info.pop(_READ, None)
    await session.execute(
        update(LineUsage)
        .where(LineUsage.used < LineUsage.quota, LineUsage.asked_at <= at)
        .values(used=LineUsage.quota, asked_at=at)
    )


def prices(
    bound: Sequence[Group],
    waiting: Mapping[int, int],
    why: Mapping[int, frozenset[Held]] = MappingProxyType({}),
) -> list[GroupPrice]:
    """Return what a push to each of these groups costs.

    `waiting` and `why` are `due_counts` and `reasons` of `models.outbox.untold`.
    """
    return [
        GroupPrice(
            Place(group.kind),
            group.member_count,
            group.no_room_since is None,
            waiting.get(group.id, 0),
            why.get(group.id, frozenset()),
        )
        for group in bound
    ]


async def of_unknown_size(session: AsyncSession, since: datetime) -> list[Group]:
    """Return the groups bound since an instant of which LINE has not told the size yet."""
    found = await session.scalars(
        select(Group).where(
            Group.member_count.is_(None), Group.left_at.is_(None), Group.bound_at > since
        )
    )
    return list(found)


async def note_count(session: AsyncSession, group_id: int, count: int) -> None:
    """Keep how many people LINE says are in a bound group: the price of a push to it."""
    await session.execute(update(Group).where(Group.id == group_id).values(member_count=count))


async def note_no_room(session: AsyncSession, group_id: int, at: datetime) -> None:
    """Note that the month has no room for a push to a group; it stays noted since when."""
    await session.execute(
        update(Group)
        .where(Group.id == group_id, Group.no_room_since.is_(None))
        .values(no_room_since=at)
    )


async def note_room(session: AsyncSession, left: int | None, asked_at: datetime) -> None:
    """Let groups be pushed to again for which so many messages suffice; `None` is "unlimited".

    A refusal that is newer than the answer stands.
    """
    again = update(Group).where(Group.no_room_since < asked_at)
    if left is not None:
        again = again.where(func.coalesce(Group.member_count, 1) <= left)
    await session.execute(again.values(no_room_since=None))
    leave(session, Work.NOTICES, asked_at)
