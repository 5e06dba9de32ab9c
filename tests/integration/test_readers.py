"""Readers beside the writer: neither holds up the other, and what only reads writes nothing."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

import pytest
from fakes import signed, text_event, webhook_body
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError

from bot.inbox import webhook
from models import heartbeats
from models.database import reader_of
from models.inbox import InboxEvent
from models.workspaces import Workspace

pytestmark = pytest.mark.anyio

WRITERS = {"sqlite": 1, "postgresql": 20}
"""Connections that one process has to write with."""


@asynccontextmanager
async def no_connection_left(deps, dialect):
    """Take every connection that writes, as transactions do that compute for long."""
    async with AsyncExitStack() as taken:
        for _ in range(WRITERS[dialect]):
            await taken.enter_async_context(deps.engine.connect())
        yield


async def post(client, raw):
    body = webhook_body(raw)
    return (await client.post("/webhook", content=body, headers=signed(body))).status_code


async def stored(deps):
    async with deps.reading() as session:
        return list(await session.scalars(select(InboxEvent.event)))


async def test_what_is_read_is_the_last_commit_while_somebody_writes(deps):
    async with deps.sessions.begin() as writing:
        await writing.execute(text("UPDATE workspaces SET name = 'half written'"))
        async with deps.reading() as session:
            before = await session.scalar(select(Workspace.name))

    async with deps.reading() as session:
        after = await session.scalar(select(Workspace.name))
    assert (before, after) == ("IA-Chat / IR-Chat", "half written")


async def test_a_write_while_reading_is_refused(deps):
    async with deps.reading() as session:
        with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
            await heartbeats.beat(session, "scheduler", deps.clock())


async def test_many_readers_hold_up_no_webhook(client, deps):
    async with AsyncExitStack() as readers:
        for _ in range(12):
            session = await readers.enter_async_context(deps.reading())
            await session.scalars(select(Workspace))

        assert await post(client, text_event("#list")) == 200


@pytest.mark.parametrize("storage_seconds", [0.05])
async def test_a_commit_whose_turn_comes_after_its_503_is_not_begun(client, deps, dialect):
    async with no_connection_left(deps, dialect):
        assert await post(client, text_event("#list")) == 503

    await asyncio.gather(*webhook._storing)
    assert await stored(deps) == []


async def test_twenty_at_once_who_ask_for_metrics_cost_one_look(client, deps, clock):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    engine = reader_of(deps.engine).sync_engine
    event.listen(engine, "before_cursor_execute", note)
    answers = await asyncio.gather(*(client.get("/metrics") for _ in range(20)))
    event.remove(engine, "before_cursor_execute", note)
    await post(client, text_event("#list"))
    soon = await client.get("/metrics")
    clock.advance(timedelta(seconds=6))
    later = await client.get("/metrics")

    assert {answer.status_code for answer in answers} == {200}
    assert sum("FROM inbox" in each for each in statements) == 2  # how many, and since when
    assert 'saphan_inbox_rows{status="waiting"}' not in soon.text
    assert 'saphan_inbox_rows{status="waiting"} 1.0' in later.text


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_metrics_and_readiness_wait_for_no_writer(client, deps, dialect):
    async with no_connection_left(deps, dialect):
        answers = [await client.get(path) for path in ("/metrics", "/readyz")]

    assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_question_is_worked_out_without_holding_the_writer(town):
    await town.answer("ia", "issuer", "#issue น้ำท่วม\nto: DDPM\ndue: tomorrow 15:00")
    await town.later()  # the announcement would ride, and the writer words it anew
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    engine = town.deps.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    said = await town.answer("ia", "evaluator", "#list")
    refused = await town.answer("ir", "guest", "#stats")
    event.remove(engine, "before_cursor_execute", note)

    assert "น้ำท่วม" in said
    assert refused != ""
    assert not any("FROM assignments" in each for each in statements)
    # A refusal is still on record.
    assert await town.refusals() == ["not_enrolled"]
