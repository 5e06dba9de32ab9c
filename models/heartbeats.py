"""When each long-running part last showed life."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Executable, Result, String, and_, bindparam, case, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Model, insert_into

SILENCE = timedelta(minutes=1)
"""A part that did no round for so long was not running."""


class Heartbeat(Model):
    """When a part (`scheduler`) last did its round, and since when it does so without a silence."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    since: Mapped[datetime]


_ROWS: Any = Heartbeat.__table__
_BEAT_LAST = select(_ROWS.c.at, _ROWS.c.since).where(_ROWS.c.name == bindparam("which"))


@cache
def _beat(dialect: str) -> Executable:
    insert = insert_into(Heartbeat, dialect)
    # Of two processes the later one may have read its clock first.
    goes_on = and_(_ROWS.c.at > bindparam("silent_since"), _ROWS.c.at < bindparam("silent_until"))
    since = case((goes_on, _ROWS.c.since), else_=insert.excluded.since)
    changed = {"at": insert.excluded.at, "since": since}
    return insert.on_conflict_do_update(index_elements=["name"], set_=changed).returning(
        _ROWS.c.since
    )


async def beat(session: AsyncSession, name: str, now: datetime) -> datetime:
    """Note that a part is alive; return since when it is, without a silence."""
    statement = _beat(session.get_bind().dialect.name)
    row = {"name": name, "at": now, "since": now}
    silent = {"silent_since": now - SILENCE, "silent_until": now + SILENCE}
    found: Result[datetime] = await session.execute(statement, row | silent)
    return found.scalar_one()


async def last_beat(session: AsyncSession, name: str) -> datetime | None:
    """Return when a part last showed life."""
    found = (await session.execute(_BEAT_LAST, {"which": name})).one_or_none()
    return found.at if found else None


async def running_since(session: AsyncSession, name: str, now: datetime) -> datetime:
    """Return since when a part shows life without a silence: `now` where it shows none."""
    found = (await session.execute(_BEAT_LAST, {"which": name})).one_or_none()
    return found.since if found and abs(now - found.at) < SILENCE else now
