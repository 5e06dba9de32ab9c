"""What LINE said about our quota, and when each long-running part last showed life."""

from datetime import datetime, timedelta

from sqlalchemy import String, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Model, insert_new

THE_CHANNEL = 1


class LineUsage(Model):
    """The monthly message quota as LINE told it last; `quota` is null for "unlimited"."""

    __tablename__ = "line_usage"

    id: Mapped[int] = mapped_column(primary_key=True)
    quota: Mapped[int | None]
    used: Mapped[int]
    asked_at: Mapped[datetime]


SILENCE = timedelta(minutes=1)
"""A part that did no round for so long was not running."""


class Heartbeat(Model):
    """When a part (`scheduler`) last did its round, and since when it does so without a silence."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    since: Mapped[datetime]


async def note_quota(session: AsyncSession, *, quota: int | None, used: int, now: datetime) -> None:
    """Keep what LINE said."""
    told = {"quota": quota, "used": used, "asked_at": now}
    await insert_new(session, LineUsage, [{"id": THE_CHANNEL, **told}])
    await session.execute(update(LineUsage).values(told))


async def quota(session: AsyncSession) -> LineUsage | None:
    """Return what LINE said last, if it was ever asked."""
    return await session.get(LineUsage, THE_CHANNEL)


async def beat(session: AsyncSession, name: str, now: datetime) -> datetime:
    """Note that a part is alive; return since when it is, without a silence."""
    if await insert_new(session, Heartbeat, [{"name": name, "at": now, "since": now}]):
        return now
    last = await session.get_one(Heartbeat, name)
    # Of two processes the later one may have read its clock first.
    if abs(now - last.at) >= SILENCE:
        last.since = now
    last.at = now
    return last.since


async def last_beat(session: AsyncSession, name: str) -> datetime | None:
    """Return when a part last showed life."""
    found = await session.get(Heartbeat, name)
    return found.at if found else None
