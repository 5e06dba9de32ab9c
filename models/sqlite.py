"""How SQLite is asked: each statement is one hand-over to the driver's thread, not four.

The driver hands over the making of a cursor, the statement, the fetching and the closing one by
one, and SQLAlchemy the beginning of a transaction as a statement of its own.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from sqlalchemy import event
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_ss_cursor,
)
from sqlalchemy.engine import Connection, Dialect, Engine


@dataclass(frozen=True, slots=True)
class _Done:
    """What a statement brought, but for its rows."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None


def _do(driver: sqlite3.Connection, begin: str, work: Callable[[], sqlite3.Cursor]) -> Any:
    """Begin a transaction where one is to be begun, then do a statement, in the driver's thread."""
    if begin:
        driver.execute(begin)
    cursor = work()
    rows = cursor.fetchall() if cursor.description else ()
    done = _Done(cursor.description, cursor.rowcount, cursor.lastrowid)
    cursor.close()
    return done, rows


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """A statement with all its rows."""

    __slots__ = ()

    def _make_new_cursor(self, connection: Any) -> Any:
        return _Done()

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> None:
        driver = self._connection._conn
        await self._do(lambda: driver.execute(operation, parameters or ()))

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> None:
        driver = self._connection._conn
        await self._do(lambda: driver.executemany(operation, seq_of_parameters))

    async def _do(self, work: Callable[[], sqlite3.Cursor]) -> None:
        begin = self._adapt_connection.to_begin()  # type: ignore[attr-defined]
        done = await self._connection._execute(_do, self._connection._conn, begin, work)
        self._cursor, rows = done
        self._rows = deque(rows)

    async def _async_soft_close(self) -> None:
        pass

    def close(self) -> None:
        self._rows.clear()


class _Streaming(AsyncAdapt_aiosqlite_ss_cursor):
    """A statement whose rows are fetched as they are wanted."""

    __slots__ = ()

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        if begin := self._adapt_connection.to_begin():  # type: ignore[attr-defined]
            await self._connection.execute(begin)
        return await super()._execute_async(operation, parameters)


class _Connection(AsyncAdapt_aiosqlite_connection):
    """A connection whose transactions begin with their first statement, in the same hand-over."""

    __slots__ = ("_begin", "_begun")

    _cursor_cls = _Cursor
    _ss_cursor_cls = _Streaming

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._begin, self._begun = "", False

    def begin_with(self, statement: str) -> None:
        """Begin a transaction, with the next statement."""
        self._begin = statement

    def to_begin(self) -> str:
        """Return with what a transaction is to be begun now, if one is; it counts as begun."""
        begin, self._begin = self._begin, ""
        self._begun = self._begun or bool(begin)
        return begin

    def commit(self) -> None:
        if self._begun:
            super().commit()
        self._begin, self._begun = "", False

    def rollback(self) -> None:
        # It is asked once more when a connection is given back.
        if self._begun:
            super().rollback()
        self._begin, self._begun = "", False


_OPENED = WeakKeyDictionary[Engine, WeakSet[Any]]()


async def close_left(engine: Engine) -> None:
    """Close what the pool of an engine no longer knows: who was cut off may have left it behind."""
    for driver in list(_OPENED.get(engine, ())):
        await driver.close()


def prepare(engine: Engine, begin: str, pragmas: Sequence[str]) -> None:
    """Let the connections of an engine be such ones; `begin` is how they begin a transaction."""

    opened = _OPENED[engine] = WeakSet[Any]()

    def connect(dialect: Dialect, _entry: Any, given: Any, named: Any) -> _Connection:
        made = dialect.connect(*given, **named)
        opened.add(made._connection)
        return _Connection(dialect.dbapi, made._connection)

    def connected(connection: _Connection, _entry: Any) -> None:
        # The driver must not begin transactions by itself: we do.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    def begun(connection: Connection) -> None:
        connection.connection.dbapi_connection.begin_with(begin)  # type: ignore[union-attr]

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
