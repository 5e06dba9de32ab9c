"""What a watcher asks: /readyz, /healthz, /metrics and the front page."""

import json
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from fakes import text_event
from sqlalchemy import text

pytestmark = pytest.mark.anyio


async def test_health_tells_how_long_rows_wait(client, post, clock, deps):
    await post(text_event("#list"))
    clock.advance(timedelta(minutes=1))

    ready = await client.get("/readyz")

    assert ready.status_code == 200
    assert ready.json() == {
        "status": "ready",
        "oldest_inbox_seconds": 60.0,
        "oldest_outbox_seconds": None,
        "scheduler_tick_seconds": None,
        "given_up_inbox": 0,
        "given_up_outbox": 0,
        "held_back_notices": 0,
        "ledger_faults": 0,
    }


@asynccontextmanager
async def nothing_written(engine, dialect):
    """As on a full disk: whoever reads is answered, whoever writes is not."""
    await refuse_writes(engine, dialect, "on")
    yield
    if dialect == "postgresql":
        await refuse_writes(engine, dialect, "off")
    await engine.dispose()  # a pragma ends with its connection


async def refuse_writes(engine, dialect, switch):
    if dialect == "sqlite":
        statements = [f"PRAGMA query_only = {switch}"]
    else:
        setting = f"ALTER DATABASE test SET default_transaction_read_only = {switch}"
        statements = ["SET TRANSACTION READ WRITE", setting]
    async with engine.connect() as connection:
        for each in statements:
            await connection.exec_driver_sql(each)
        await connection.commit()
    if dialect == "postgresql":
        await engine.dispose()  # it holds for those who come anew


async def test_where_nothing_can_be_written_it_is_not_ready(client, deps, dialect, clock):
    async with nothing_written(deps.engine, dialect):
        full = await client.get("/readyz")
    still = await client.get("/readyz")
    clock.advance(timedelta(seconds=5))

    assert (full.status_code, still.status_code) == (503, 503)
    assert "disk full" in full.json()["reason"]
    assert (await client.get("/readyz")).status_code == 200


async def test_while_webhooks_are_not_stored_it_is_not_ready(client, post, deps, dialect, clock):
    assert (await client.get("/readyz")).status_code == 200
    async with nothing_written(deps.engine, dialect):
        assert await post(text_event("#list")) == 503

    # What it writes itself is less, and may still find room.
    clock.advance(timedelta(seconds=20))
    assert (await client.get("/readyz")).status_code == 503
    assert await post(text_event("talk")) == 200
    assert (await client.get("/readyz")).status_code == 503
    assert await post(text_event("#list")) == 200
    assert (await client.get("/readyz")).status_code == 200


async def test_a_database_that_was_not_migrated_is_not_ready(client, deps):
    async with deps.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    answer = await client.get("/readyz")

    assert answer.status_code == 503
    assert "saphan migrate" in json.dumps(answer.json())


async def test_metrics_count_webhooks_and_rows(client, post):
    await post(text_event("#list"), text_event("talk"))
    await post(text_event("#list"), secret="wrong")

    lines = (await client.get("/metrics")).text.splitlines()

    assert 'saphan_webhooks_total{status="200"} 1.0' in lines
    assert 'saphan_webhooks_total{status="400"} 1.0' in lines
    assert 'saphan_webhook_events_total{fate="stored"} 1.0' in lines
    assert 'saphan_webhook_events_total{fate="dropped"} 1.0' in lines
    assert 'saphan_inbox_rows{status="waiting"} 1.0' in lines


async def test_there_is_a_front_page(client):
    answer = await client.get("/")

    assert answer.status_code == 200
    assert "สะพาน" in answer.text
