"""How often SQLite's own thread is called for what a transaction asks."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing

import pytest
from sqlalchemy import func, select, text

from models.database import close_engine, database_url, open_engine
from models.workspaces import Workspace

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("dialect", ["sqlite"])]

NAMED = text("UPDATE workspaces SET name = :name")


@pytest.fixture
async def hand_overs(deps):
    """Counts what is handed over, over the one connection that writes."""
    found = Counter()
    async with deps.engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        execute = driver._execute

    def counted(function, *given, **named):
        found["all"] += 1
        return execute(function, *given, **named)

    driver._execute = counted
    return found


async def test_each_statement_is_handed_over_once_and_so_is_the_commit(deps, hand_overs):
    async with deps.sessions.begin() as session:
        await session.execute(NAMED, {"name": "A"})
        assert await session.scalar(select(Workspace.name)) == "A"
    assert hand_overs["all"] == 3


async def test_what_is_undone_is_handed_over_once_and_what_asked_nothing_never(deps, hand_overs):
    async with deps.sessions() as session:
        await session.execute(NAMED, {"name": "B"})
    async with deps.sessions.begin() as session:
        await session.connection()
    async with deps.sessions() as session:
        await session.connection()
    assert hand_overs["all"] == 2
    async with deps.reading() as session:
        assert await session.scalar(select(Workspace.name)) != "B"


@pytest.mark.parametrize("streamed", [True, False])
async def test_who_reads_sees_the_database_as_it_was_at_the_first_row(deps, streamed):
    async with deps.reading() as session:
        if streamed:
            assert [name async for name in await session.stream_scalars(select(Workspace.name))]
        else:
            assert await session.scalar(select(func.count()).select_from(Workspace))
        async with deps.sessions.begin() as other:
            await other.execute(NAMED, {"name": "C"})
        assert await session.scalar(select(Workspace.name)) != "C"


async def test_who_writes_keeps_others_from_writing_from_the_first_statement_on(deps):
    async with deps.sessions() as session:
        await session.scalar(select(Workspace.name))
        connection = await session.connection()
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver.in_transaction


async def test_who_is_cut_off_while_waiting_for_the_lock_holds_none_afterwards(deps, settings):
    async def name(what):
        async with deps.sessions.begin() as session:
            await session.execute(NAMED, {"name": what})

    await name("D")
    path = database_url(settings.database_url).database
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(name("E"))
        await asyncio.sleep(0)  # it is handed over
        await asyncio.sleep(0)
        waiting.cancel()
        other.execute("ROLLBACK")
        with pytest.raises(asyncio.CancelledError):
            await waiting
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    await name("F")
    async with deps.reading() as session:
        assert await session.scalar(select(Workspace.name)) == "F"


async def test_a_connection_that_the_pool_has_lost_is_closed_with_the_engine(tmp_path, dialect):
    engine = open_engine(f"{dialect}:///{tmp_path}/lost.db")
    lost = await engine.connect()
    raw = await lost.get_raw_connection()
    driver = raw.driver_connection
    raw.detach()

    await close_engine(engine)

    with pytest.raises(ValueError, match="no active connection"):
        driver.in_transaction  # noqa: B018
