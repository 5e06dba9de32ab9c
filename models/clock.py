"""The clock as it was last read, how it was set, and rows that hang since it was ahead."""

from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.clock import AHEAD_AT_MOST, LONGEST_WAIT
from models import notices
from models.evidence import Evidence
from models.evidence.link_checks import LinkCheck
from models.groups import Group
from models.inbox import InboxEvent
from models.inbox.talk import Hint
from models.outbox import IN_DOUBT, OutboxMessage
from models.people.codes import CodeAttempt
from models.people.friends import Friend
from models.queue import WAITING
from models.reminders import planned
from models.tables import Model, insert_new
from models.work import Work, leave

THE_CLOCK = 1
QUEUES = (InboxEvent, OutboxMessage, Evidence, LinkCheck)
HELD_BACK_SINCE = (CodeAttempt.at, Friend.refused_at, Group.no_room_since, Hint.given_at)
"""From when something is kept from being done for a while: by our clock."""


class ClockReading(Model):
    """When the clock was last read and noted; when it was set last, and by how much."""

    __tablename__ = "clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    read_at: Mapped[datetime]
    set_at: Mapped[datetime | None]
    set_by_seconds: Mapped[int | None]


async def note(session: AsyncSession, now: datetime, set_by: timedelta | None = None) -> None:
    """Note what the clock shows; `set_by`: that it was just set by so much."""
    await insert_new(session, ClockReading, [{"id": THE_CLOCK, "read_at": now}])
    values: dict[str, object] = {"read_at": now}
    if set_by is not None:
        values |= {"set_at": now, "set_by_seconds": round(set_by.total_seconds())}
    await session.execute(update(ClockReading).values(values))


async def last(session: AsyncSession) -> ClockReading | None:
    """Return what was noted last, if anything ever was."""
    return await session.get(ClockReading, THE_CLOCK)


async def free_what_hangs(session: AsyncSession, now: datetime) -> int:
    """Let rows go on that hang since the clock was ahead; return how many. Rule W2."""
    future = now + AHEAD_AT_MOST
    freed = 0
    for table in QUEUES:
        hangs = or_(table.next_attempt_at > now + LONGEST_WAIT, table.recorded_at > future)
        result = await session.execute(
            update(table).where(table.state == WAITING, hangs).values(next_attempt_at=now)
        )
        freed += result.rowcount  # type: ignore[attr-defined]
        recorded = update(table).where(table.state == WAITING, table.recorded_at > future)
        if table is OutboxMessage:
            # The retry key is made of that time: LINE may know the request by it already.
            recorded = recorded.where(~IN_DOUBT)
        await session.execute(recorded.values(recorded_at=now))
    await session.execute(
        update(Evidence)
        .where(Evidence.told_at.is_(None), Evidence.recorded_at > future)
        .values(recorded_at=now)
    )
    for since in HELD_BACK_SINCE:
        await session.execute(update(since.class_).where(since > future).values({since.key: now}))
    await planned.look_again(session)
    freed += await notices.tell_now(session, future, now)
    if freed:
        for work in Work:
            leave(session, work, now)
    return freed
