"""The watch over this machine's clock: who sets it back must not stop what waits for its time."""

import asyncio
import logging
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.deps import Deps
from bot.loops import pause
from domain.clock import AHEAD_AT_MOST, Reading, step
from models import clock, heartbeats

LOOK_EVERY_SECONDS = 1.0
FREE_AFTER_SECONDS = 60.0
"""What was under way when the clock was set back has come to its end by then."""
SCHEDULER = "scheduler"
TOLD_FOR = timedelta(days=1)

log = logging.getLogger(__name__)


class ClockWatch:
    """Compares the wall clock with the monotonic one, look by look. Rules W1, W2."""

    def __init__(self, deps: Deps) -> None:
        """Begin to compare from now on."""
        self._deps = deps
        self._last: Reading | None = None
        self._set_by = timedelta(0)
        self._free_at: float | None = None

    async def try_to_look(self) -> None:
        """Look once; a database that does not work is looked at again later."""
        try:
            await self.look()
        except (SQLAlchemyError, OSError) as error:
            self._deps.trouble.met(self, error)
        else:
            self._deps.trouble.passed(self)

    async def go_on(self, stop: asyncio.Event) -> None:
        """Look every second, until `stop` is set."""
        while not stop.is_set():
            await pause(stop, LOOK_EVERY_SECONDS)
            await self.try_to_look()

    async def look(self) -> None:
        """Look once; what the database does not take now is done at a later look."""
        now = Reading(self._deps.clock(), self._deps.monotonic())
        by = step(self._last, now) if self._last else await self._set_before(now.at)
        self._last = now
        if by:
            log.error("the clock was set", extra={"by_seconds": by.total_seconds()})
            self._set_by = by
            self._deps.loops.wake_all()  # what they wait for may have come
        if by < timedelta(0):
            self._free_at = now.seconds + FREE_AFTER_SECONDS
        if self._set_by:
            async with self._deps.sessions.begin() as session:
                await clock.note(session, now.at, self._set_by)
            self._set_by = timedelta(0)
        if self._free_at is not None and now.seconds >= self._free_at:
            await self._free(now.at)

    async def _set_before(self, now: datetime) -> timedelta:
        """Return by how much it was set back while nothing ran: the last tick lies ahead then."""
        async with self._deps.reading() as session:
            ticked = await heartbeats.last_beat(session, SCHEDULER)
        return now - ticked if ticked and ticked > now + AHEAD_AT_MOST else timedelta(0)

    async def _free(self, now: datetime) -> None:
        async with self._deps.sessions.begin() as session:
            freed = await clock.free_what_hangs(session, now)
        self._free_at = None
        if freed:
            log.warning("rows waited for a clock that was ahead", extra={"rows": freed})


async def how_it_was_set(deps: Deps) -> str:
    """Tell when and how the clock was set within the last day; empty when it was not."""
    async with deps.reading() as session:
        noted = await clock.last(session)
    if noted is None or noted.set_at is None or noted.set_by_seconds is None:
        return ""
    if deps.clock() - noted.set_at > TOLD_FOR:
        return ""
    by = timedelta(seconds=abs(noted.set_by_seconds))
    way = "back" if noted.set_by_seconds < 0 else "ahead"
    local = noted.set_at.astimezone(deps.settings.timezone)
    return f"set {way} by {by} at {local:%Y-%m-%d %H:%M:%S}"
