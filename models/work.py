"""Kinds of work, and who hears that a transaction has left some: this process, and all others.

Whoever commits rows that wait to be dealt with says so here, with the instant at which they fall
due. After the commit the loops of this process are told; on PostgreSQL a notification of the same
transaction tells those of the others. That is only a short cut: a notification may be lost, so
every loop also looks for itself now and then.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from enum import StrEnum

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Session, sessionmaker


class Work(StrEnum):
    """What a loop does; for each there is one loop in a worker."""

    EVENTS = "events"
    NOTICES = "notices"
    REQUESTS = "requests"
    FILES = "files"
    FILES_TOLD = "files_told"
    FILES_UNSENT = "files_unsent"
    LINKS = "links"


Left = Mapping[Work, datetime]
"""When work of each kind falls due that was left."""

_LEFT = "work left"
CHANNEL = "saphan_work"
_NOTIFY = text("SELECT pg_notify(:channel, :payload)")
CHECK_SECONDS = 5.0
"""How often a connection that listens is tried: one that broke silently hears nothing."""


def leave(session: AsyncSession, work: Work, at: datetime) -> None:
    """Note that a session leaves work that falls due at an instant, which may have passed."""
    left: dict[Work, datetime] = session.info.setdefault(_LEFT, {})
    left[work] = min(at, left.get(work, at))


def tell_of_commits(
    sessions: sessionmaker[Session], told: Callable[[Left], None], notify_as: str | None
) -> None:
    """Let what sessions leave be told when they are committed; `notify_as`: other processes too.

    That is the name by which this one knows its own notifications.
    """
    if notify_as is not None:

        def notify(session: Session) -> None:
            if (left := session.info.get(_LEFT)) and not session.in_nested_transaction():
                payload = {"by": notify_as, **{work: at.isoformat() for work, at in left.items()}}
                given = {"channel": CHANNEL, "payload": json.dumps(payload)}
                session.execute(_NOTIFY, given)

        event.listen(sessions, "before_commit", notify)

    def committed(session: Session) -> None:
        if not session.in_nested_transaction() and (left := session.info.pop(_LEFT, None)):
            told(left)

    event.listen(sessions, "after_commit", committed)


async def listen(
    engine: AsyncEngine, name: str, told: Callable[[Left], None], begun: Callable[[], None]
) -> None:
    """Hear what other processes than that of a name leave; `begun` once nothing can be missed.

    Raises what ends the connection: what was left until the next one is heard nowhere.
    """

    def heard(_connection: object, _process: int, _channel: str, payload: str) -> None:
        said = json.loads(payload)
        if said.pop("by", "") != name:
            known = {work: said[work] for work in Work if work in said}
            told({work: datetime.fromisoformat(at) for work, at in known.items()})

    async with engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        try:
            await driver.add_listener(CHANNEL, heard)
            begun()
            while True:
                await asyncio.sleep(CHECK_SECONDS)
                await driver.execute("SELECT 1", timeout=CHECK_SECONDS)
        finally:
            # No other use of the connection may find it listening.
            with suppress(Exception):
                await connection.invalidate()
