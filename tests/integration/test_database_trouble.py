"""Trouble of the database, told apart from what an event itself does wrong."""

import asyncio
import sqlite3

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError

from models.database import will_pass

pytestmark = pytest.mark.anyio


async def refused(deps, statement, **values):
    with pytest.raises(DBAPIError) as caught:
        async with deps.sessions.begin() as session:
            await session.execute(text(statement), values)
    return caught.value


async def test_what_an_event_asks_wrongly_is_its_own_failure(deps, dialect):
    twice = "INSERT INTO workspaces (id, code, name, next_issue_number, created_at)"
    twice += " SELECT id, code, name, 1, created_at FROM workspaces"
    assert not will_pass(await refused(deps, twice))
    assert not will_pass(await refused(deps, "SELECT nothing FROM nowhere"))
    if dialect == "postgresql":
        too_large = await refused(deps, "SELECT 1 FROM workspaces WHERE id = :id", id=2**70)
        assert not will_pass(too_large)


async def test_a_writer_that_holds_on_is_trouble_that_will_pass(deps, dialect):
    if dialect == "sqlite":
        await deps.engine.dispose()
        with sqlite3.connect(deps.engine.url.database) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(sqlite3.OperationalError) as caught:
                sqlite3.connect(deps.engine.url.database, timeout=0).execute("BEGIN IMMEDIATE")
        assert will_pass(caught.value)
    else:
        async with deps.sessions.begin() as holding:
            await holding.execute(text("SELECT * FROM workspaces FOR UPDATE"))
            wait = "SELECT * FROM workspaces FOR UPDATE NOWAIT"
            assert will_pass(await refused(deps, wait))


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_a_server_that_ends_connections_will_be_back(deps):
    async with deps.engine.connect() as connection:
        own = await connection.scalar(text("SELECT pg_backend_pid()"))
        async with deps.sessions.begin() as other:
            await other.execute(text("SELECT pg_terminate_backend(:own)"), {"own": own})
        with pytest.raises(DBAPIError) as caught:
            await connection.execute(text("SELECT 1"))
    assert will_pass(caught.value)


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(111, "Connection refused"),
        asyncpg.CannotConnectNowError("the database system is starting up"),
        asyncpg.InternalClientError("cannot switch to state 12; another operation is in progress"),
        TimeoutError(),
    ],
)
def test_what_a_driver_meets_while_it_connects_will_pass(error):
    assert will_pass(error)


def test_a_value_that_no_column_takes_will_not_pass():
    cause = asyncpg.DataError("invalid input for query argument $1")
    wrapped = InterfaceError("SELECT", None, Exception())
    wrapped.orig.__cause__ = cause
    assert not will_pass(wrapped)


async def driver_of(session):
    connection = await session.connection()
    return (await connection.get_raw_connection()).driver_connection


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_a_connection_is_not_pinged_before_each_transaction(deps):
    asked = []
    async with deps.sessions() as session:
        (await driver_of(session)).add_query_logger(lambda each: asked.append(each.query))
    for _ in range(2):
        async with deps.sessions.begin() as session:
            await session.execute(text("SELECT 1"))
    assert asked[-4:] == 2 * ["BEGIN;", "COMMIT;"]


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_a_connection_whose_server_has_ended_is_used_no_more(deps):
    ended = asyncio.Event()
    async with deps.sessions() as other:
        await driver_of(other)
        async with deps.sessions.begin() as session:
            own = await session.scalar(text("SELECT pg_backend_pid()"))
            (await driver_of(session)).add_termination_listener(lambda _: ended.set())
        await other.execute(text("SELECT pg_terminate_backend(:own)"), {"own": own})
        await ended.wait()
        async with deps.sessions.begin() as session:
            assert await session.scalar(text("SELECT pg_backend_pid()")) != own
