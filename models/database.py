"""Engine and sessions for both dialects; the only place that knows their differences."""

import sqlite3
from collections.abc import Callable
from time import monotonic
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from models import sqlite
from models.tables import keeping
from models.work import Left, tell_of_commits

Sessions = async_sessionmaker[AsyncSession]

PING_AFTER_SECONDS = 5.0
SQLITE_BUSY_SECONDS = 5.0
SQLITE_READERS, SQLITE_MOST_READERS = 4, 16
"""Connections that only read: kept open, and at most. Whoever reads should never queue for one."""
SQLITE_PREPARED = 500
"""Statements that a connection keeps prepared: a day asks about half as many."""
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}


def database_url(text: str) -> URL:
    """Return the URL with our async driver; raises ValueError for any other kind of database."""
    url = make_url(text.replace("postgres://", "postgresql://", 1))
    kind = url.get_backend_name()
    if kind not in DRIVERS:
        raise ValueError(f"{kind} is neither sqlite nor postgresql")
    return url.set(drivername=DRIVERS[kind])


def open_engine(text: str, *, pings: bool = True, **more: Any) -> AsyncEngine:
    """Make the engine for a `DATABASE_URL`; `more` goes to SQLAlchemy.

    A connection to PostgreSQL that has rested `pings` before it is used: the server may have gone.
    SQLite runs in WAL mode with a full fsync at every commit and takes its write lock when a
    transaction begins, so that two writers wait for each other instead of failing half-way.
    """
    url = database_url(text)
    if url.get_backend_name() != "sqlite":
        # The connection used last is used first: it has the most statements prepared.
        more = {"pool_size": 10, "max_overflow": 10, "pool_use_lifo": True} | more
        engine = create_async_engine(url, hide_parameters=True, **more)
        if pings:
            _ping_after_rest(engine.sync_engine)
        _READERS[engine] = engine.execution_options(postgresql_readonly=True)
        return engine
    driver = {"timeout": SQLITE_BUSY_SECONDS, "cached_statements": SQLITE_PREPARED}
    more |= {"connect_args": driver | more.get("connect_args", {}), "hide_parameters": True}
    engine = create_async_engine(
        url,
        # SQLite's own waiting is a lottery in which one writer may lose for seconds; a queue of
        # one connection is fair. No transaction may be begun inside another one.
        pool_size=1,
        max_overflow=0,
        **more,
    )
    writing = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
    sqlite.prepare(engine.sync_engine, "BEGIN IMMEDIATE", writing)
    reader = create_async_engine(
        url,
        pool_size=SQLITE_READERS,
        max_overflow=SQLITE_MOST_READERS - SQLITE_READERS,
        **more,
    )
    sqlite.prepare(reader.sync_engine, "BEGIN", ("query_only=ON",))
    _READERS[engine] = reader
    return engine


def _ping_after_rest(engine: Engine) -> None:
    """Before a connection is used again let it be known that its server lives.

    A server that ended has told so, unless the network is gone too. A ping costs four round trips,
    as much as a small transaction, so what was used a moment ago has none.
    """

    def rests(_connection: Any, entry: ConnectionPoolEntry) -> None:
        entry.info[_RESTS_SINCE] = monotonic()

    def used(connection: Any, entry: ConnectionPoolEntry, _proxy: object) -> None:
        since = entry.info.pop(_RESTS_SINCE, None)
        if since is None:
            return
        if connection.driver_connection.is_closed():
            raise InvalidatePoolError
        if monotonic() - since > PING_AFTER_SECONDS:
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as error:
                raise InvalidatePoolError from error

    event.listen(engine, "checkin", rests)
    event.listen(engine, "checkout", used)


_RESTS_SINCE = "rests since"
_READERS: dict[AsyncEngine, AsyncEngine] = {}


def reader_of(engine: AsyncEngine) -> AsyncEngine:
    """Return the engine, one for each engine that writes, whose connections only read.

    In SQLite they stand beside the one writer (WAL): they neither wait for it nor hold it up.
    The database refuses whatever would be written through them.
    """
    return _READERS[engine]


async def close_engine(engine: AsyncEngine) -> None:
    """Close the connections of an engine and of its reader; it may be used again."""
    for each in (reader_of(engine), engine):
        await each.dispose()
        await sqlite.close_left(each.sync_engine)


def open_sessions(
    engine: AsyncEngine,
    *,
    name: str = "",
    told: Callable[[Left], None] = lambda _: None,
    alone: bool = False,
) -> Sessions:
    """Sessions whose objects stay readable after the commit, and that tell what work they left.

    `told` hears of it in this process, of this `name`; so do all others, unless it is `alone` on
    the database.
    """
    kind = sessionmaker(class_=Session)
    notifies = engine.dialect.name == "postgresql" and not alone
    tell_of_commits(kind, told, notify_as=name if notifies else None)
    return async_sessionmaker(
        engine, expire_on_commit=False, sync_session_class=kind, info=keeping()
    )


async def freeze(session: AsyncSession) -> None:
    """Let a session that has read nothing yet see the database as it is now until it ends.

    SQLite does so by itself.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


_SQLITE_WILL_PASS = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
_POSTGRESQL_WILL_PASS = ("08", "25006", "40", "53", "55P03", "57", "58")
"""Connection, read-only, deadlock, out of room, lock, shutdown, system: PostgreSQL, appendix A."""


def will_pass(error: BaseException) -> bool:
    """Whether the database itself was in trouble: that says nothing against what was asked."""
    if isinstance(error, OSError | PoolTimeout):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    # What the driver meets while it connects is not wrapped; else SQLAlchemy wraps it twice.
    cause = error.orig if isinstance(error, DBAPIError) else error
    cause = cause and (cause.__cause__ or cause)
    if isinstance(cause, sqlite3.Error):
        # The lowest byte is the error, the rest says more exactly.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _SQLITE_WILL_PASS
    if type(cause).__module__.partition(".")[0] != "asyncpg":
        return False
    if (state := getattr(cause, "sqlstate", None)) is not None:
        return str(state).startswith(_POSTGRESQL_WILL_PASS)
    # The driver itself complains of a broken connection; a ValueError, of a value that no column
    # takes.
    return not isinstance(cause, ValueError)
