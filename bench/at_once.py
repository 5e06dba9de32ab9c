"""SQLite in the thread that asks: nobody else waits in a benchmark, so nothing need be handed over.

Handing each statement to a thread of its own, as the driver does, costs several times its work.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine


def work_at_once(engine: AsyncEngine) -> None:
    """Let an engine for SQLite, not connected yet, carry everything out where it is asked."""

    def do_connect(_dialect: Any, _record: Any, _positional: Any, named: dict[str, Any]) -> None:
        named["async_creator_fn"] = _connect

    event.listen(engine.sync_engine, "do_connect", do_connect)


async def _connect(*positional: Any, **named: Any) -> "_Connection":
    return _Connection(sqlite3.connect(*positional, **named))


class _Cursor:
    """What the dialect uses of the driver's cursor."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    async def __aenter__(self) -> "_Cursor":
        return self

    async def execute(self, statement: str, values: Any = ()) -> None:
        self._cursor.execute(statement, values)

    async def executemany(self, statement: str, values: Any) -> None:
        self._cursor.executemany(statement, values)

    async def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    async def fetchmany(self, size: int) -> list[Any]:
        return self._cursor.fetchmany(size)

    async def close(self) -> None:
        self._cursor.close()


class _Connection:
    """What the dialect uses of the driver's connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._conn = self._connection = connection
        self._tx = self

    def put_nowait(self, job: tuple[Any, Callable[[], object]]) -> None:
        future, work = job
        future.set_result(work())

    def cursor(self) -> _Cursor:
        return _Cursor(self._conn.cursor())

    async def create_function(self, *positional: Any, **named: Any) -> None:
        self._conn.create_function(*positional, **named)

    async def commit(self) -> None:
        self._conn.commit()

    async def rollback(self) -> None:
        self._conn.rollback()

    async def close(self) -> None:
        self._conn.close()
