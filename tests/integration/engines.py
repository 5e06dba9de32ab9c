"""Engines for cases that try what Saphan does, not how it reaches its database.

Webhook, worker, queues and all processes have the real ones.
"""

import sqlite3
from functools import cache, partial

import aiosqlite
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from models.database import database_url, open_engine


class _AtOnce:
    """In place of the queue of a thread: carries out what is put into it."""

    def put_nowait(self, item):
        future, work = item
        try:
            done = work()
        except Exception as error:
            future.set_exception(error)
        else:
            future.set_result(done)


class _InThisThread(aiosqlite.Connection):
    """A connection without a thread of its own, to and from which each statement hops.

    Whoever waits for a lock so stops the loop: two connections must not write at once.
    """

    def __init__(self, path, **given):
        super().__init__(partial(sqlite3.connect, path, **given), iter_chunk_size=64)
        self._tx = _AtOnce()

    async def _execute(self, fn, *args, **named):
        return fn(*args, **named)

    def __await__(self):
        return self._connect().__await__()


@cache
def open_light_engine(text: str) -> AsyncEngine:
    """Make an engine once for an address: PostgreSQL is not asked first whether it still lives."""
    url = database_url(text)
    if url.get_backend_name() == "sqlite":
        return open_engine(text, connect_args={"async_creator_fn": _InThisThread})
    # Room for all statements of a session, which are so prepared once.
    url = url.update_query_dict({"prepared_statement_cache_size": "2000"})
    text = url.render_as_string(hide_password=False)
    return open_engine(text, pings=False, poolclass=_Staying)


class _Staying(AsyncAdaptedQueuePool):
    """Connections that are not closed when a case ends, for its database stays."""

    stays = True

    def dispose(self):
        if not self.stays:
            super().dispose()

    def recreate(self):
        return self if self.stays else super().recreate()


async def close_light_engine(text: str) -> None:
    """Close the connections to a PostgreSQL that was opened so; it may be used again."""
    engine = open_light_engine(text)
    engine.pool.stays = False
    await engine.dispose()
