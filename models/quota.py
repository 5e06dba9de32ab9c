"""The month's messages as LINE told them last, and which notices they do not suffice for."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.calendar import Calendar
from domain.chat.rights import Place
from domain.quota import GroupPrice, Month, WaitsFor, forecast
from domain.spending import differs
from models import homes, notices
from models.groups import Group
from models.notices import Notice
from models.outbox import OutboxMessage, OutboxState
from models.tables import Model, insert_new

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
    now: datetime,
    counted: int,
    in_doubt: int,
) -> None:
    """Keep what LINE said, with what we had counted and what may be billed beside that."""
    told = {"quota": quota, "used": used, "asked_at": now, "counted": counted, "in_doubt": in_doubt}
    await insert_new(session, LineUsage, [{"id": THE_CHANNEL, **told}])
    await session.execute(update(LineUsage).values(told))


async def last_told(session: AsyncSession) -> LineUsage | None:
    """Return what LINE said last, if it was ever asked."""
    return await session.get(LineUsage, THE_CHANNEL)


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


async def prices(session: AsyncSession, bound: Sequence[Group], now: datetime) -> list[GroupPrice]:
    """Return what a push to each of these groups costs, and what is due there and waits."""
    waiting = await notices.due_counts(session, now)
    return [
        GroupPrice(
            Place(group.kind),
            group.member_count,
            group.no_room_since is None,
            waiting.get(group.id, 0),
        )
        for group in bound
    ]


async def waiting(
    session: AsyncSession, now: datetime, workspace_id: int | None = None
) -> dict[WaitsFor, int]:
    """Count what waits by what it waits for, of one workspace or of all (no entry for none).

    Notices, and the requests that are made already.
    """
    told, sent = _NOTICES_THAT_WAIT, _REQUESTS_THAT_WAIT
    if workspace_id is not None:
        told = told.where(Group.workspace_id == workspace_id)
        sent = sent.where(homes.is_chat_of(workspace_id, OutboxMessage.chat))
    due = await notices.due_counts(session, now)
    counts: Counter[WaitsFor] = Counter()
    for group_id, left_at, no_room_since, count in await session.execute(told):
        if left_at is not None:
            counts[WaitsFor.GROUP] += count
            continue
        already = due.get(group_id, 0)
        counts[WaitsFor.REPLY] += count - already
        counts[WaitsFor.ROOM if no_room_since else WaitsFor.LINE] += already
    for why, count in await session.execute(sent):
        counts[WaitsFor(why)] += count
    return {why: counts[why] for why in WaitsFor if counts[why]}


_NOTICES_THAT_WAIT = (
    select(Group.id, Group.left_at, Group.no_room_since, func.count())
    .join(Notice, Notice.group_id == Group.id)
    .where(Notice.outbox_id.is_(None))
    .group_by(Group.id, Group.left_at, Group.no_room_since)
)
_WHY_NOT_SENT = case(
    (OutboxMessage.state == OutboxState.DEAD, WaitsFor.OPERATOR.value), else_=WaitsFor.LINE.value
)
_REQUESTS_THAT_WAIT = (
    select(_WHY_NOT_SENT, func.count())
    .where(OutboxMessage.state.in_((OutboxState.WAITING, OutboxState.DEAD)))
    .group_by(_WHY_NOT_SENT)
)


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
