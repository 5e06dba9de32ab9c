"""Whether what is written reaches the disk: a database that answers questions may be full."""

import asyncio

from sqlalchemy.exc import SQLAlchemyError

from bot.deps import Deps
from models import clock

TRIED_EVERY_SECONDS = 5.0
PATIENCE_SECONDS = 1.0
REMEMBERED_SECONDS = 30.0
"""How long a webhook that could not be stored counts: afterwards the next one shall try."""


class Writing:
    """What became of the last writes: those of webhooks, and a small one of our own."""

    def __init__(self) -> None:
        """Begin without any."""
        self._failed_at: float | None = None
        self._tried_at: float | None = None
        self._trial: asyncio.Task[bool] | None = None

    def note(self, deps: Deps, *, stored: bool) -> None:
        """Note whether the events of a webhook were stored."""
        self._failed_at = None if stored else deps.monotonic()

    async def works(self, deps: Deps) -> bool:
        """Whether the database takes what is written; asked often, it is tried now and then."""
        now = deps.monotonic()
        if self._failed_at is not None and now < self._failed_at + REMEMBERED_SECONDS:
            return False
        stale = self._tried_at is None or now >= self._tried_at + TRIED_EVERY_SECONDS
        if self._trial is None or (stale and self._trial.done()):
            self._tried_at = now
            self._trial = asyncio.create_task(_write(deps))
        # Whoever waits no longer must not cut the write off. One that has to wait for a writer has
        # not failed: webhooks tell if they wait for too long.
        done, _ = await asyncio.wait({self._trial}, timeout=PATIENCE_SECONDS)
        return not done or self._trial.result()


async def _write(deps: Deps) -> bool:
    try:
        async with deps.sessions.begin() as session:
            await clock.note(session, deps.clock())
    except (SQLAlchemyError, OSError) as error:
        deps.trouble.met("writing", error)
        return False
    deps.trouble.passed("writing")
    return True
