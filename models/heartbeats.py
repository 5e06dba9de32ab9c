"""When each long-running part last showed life."""

from datetime import datetime, timedelta

from sqlalchemy import String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Model, insert_new

SILENCE = timedelta(minutes=1)
"""A part that did no round for so long was not running."""


class Heartbeat(Model):
    """When a part (`scheduler`) last did its round, and since when it does so without a silence."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    since: Mapped[datetime]


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


async def running_since(session: AsyncSession, name: str, now: datetime) -> datetime:
    """Return since when a part shows life without a silence: `now` where it shows none."""
    found = await session.get(Heartbeat, name)
    return found.since if found and abs(now - found.at) < SILENCE else now
