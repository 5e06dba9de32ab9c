"""Engines for cases that try what Saphan does, not how it reaches its database.

Webhook, worker, queues and all processes have the real ones.
"""

import sqlite3
from functools import cache, partial

import aiosqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from models.database import SQLITE_BUSY_SECONDS, database_url, open_engine


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
    """A connection without a thread of its own, to and from which each statement hops four times.

    Whoever waits for a lock so stops the loop: two connections must not write at once.
    """

    def __init__(self, path):
        connect = partial(sqlite3.connect, path, timeout=SQLITE_BUSY_SECONDS)
        super().__init__(connect, iter_chunk_size=64)
        self._tx = _AtOnce()

    def __await__(self):
        return self._connect().__await__()


@cache
def open_light_engine(text: str) -> AsyncEngine:
    """Make an engine once for an address: PostgreSQL is not asked first whether it still lives."""
    url = database_url(text)
    if url.get_backend_name() == "sqlite":
        return open_engine(text, async_creator=partial(_InThisThread, url.database))
    return open_engine(text, pings=False)
