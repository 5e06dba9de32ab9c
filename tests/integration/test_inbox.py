"""The inbox table: claims, leases, and what came of each event."""

import asyncio
from datetime import timedelta

import pytest
from fakes import MONDAY, text_event

from models import inbox
from models.inbox import Arrival, InboxState

pytestmark = pytest.mark.anyio

LEASE = timedelta(seconds=60)


@pytest.fixture
def add(deps):
    """Store a command said so many seconds after Monday morning."""

    async def record(text, seconds=0):
        at = MONDAY + timedelta(seconds=seconds)
        event = text_event(text, at=at)
        arrival = Arrival(event["webhookEventId"], event["message"]["id"], event, at)
        async with deps.sessions.begin() as session:
            return await inbox.record(session, [arrival], deps.clock())

    return record


@pytest.fixture
def claim(deps):
    async def take(limit=20):
        async with deps.sessions.begin() as session:
            return await inbox.queue.claim(session, deps.clock(), lease=LEASE, limit=limit)

    return take


def texts(rows):
    return [row.event["message"]["text"] for row in rows]


async def test_events_are_taken_in_the_order_in_which_people_spoke(add, claim):
    await add("#report 1", seconds=5)
    await add("#issue", seconds=1)
    await add("#list", seconds=9)

    assert texts(await claim(limit=2)) == ["#issue", "#report 1"]
    assert texts(await claim()) == ["#list"]


async def test_several_workers_never_take_the_same_event(add, claim):
    for number in range(12):
        await add(f"#status {number}", seconds=number)

    taken = await asyncio.gather(*(claim(limit=3) for _ in range(6)))

    rest = await claim()
    assert sorted(text for rows in [*taken, rest] for text in texts(rows)) == sorted(
        f"#status {number}" for number in range(12)
    )


async def test_an_event_comes_back_when_its_worker_died(add, claim, clock):
    await add("#list")
    assert len(await claim()) == 1
    assert await claim() == []

    clock.advance(LEASE)

    (row,) = await claim()
    assert row.attempts == 2


async def test_an_event_is_finished_once(deps, add, claim):
    await add("#list")
    (row,) = await claim()

    async with deps.sessions.begin() as session:
        assert await inbox.queue.finish(session, row, deps.clock(), InboxState.DONE)
        assert not await inbox.queue.finish(session, row, deps.clock(), InboxState.DONE)
        assert await inbox.queue.oldest_waiting(session) is None
        assert await inbox.queue.counts(session) == {InboxState.DONE: 1}


async def test_a_dead_event_waits_for_an_operator(deps, add, claim, clock):
    await add("#list")
    (row,) = await claim()
    async with deps.sessions.begin() as session:
        await inbox.queue.fail(session, row, deps.clock(), error="broken", retry_at=None)
    clock.advance(LEASE)
    assert await claim() == []

    async with deps.sessions.begin() as session:
        assert [dead.error for dead in await inbox.queue.dead(session)] == ["broken"]
        assert await inbox.queue.requeue(session, row.id, deps.clock())
        assert not await inbox.queue.requeue(session, row.id, deps.clock())

    assert texts(await claim()) == ["#list"]


async def test_a_failed_event_comes_back_when_it_is_told_to(deps, add, claim, clock):
    await add("#list")
    (row,) = await claim()
    retry_at = deps.clock() + timedelta(seconds=2)
    async with deps.sessions.begin() as session:
        await inbox.queue.fail(session, row, deps.clock(), error="broken", retry_at=retry_at)

    assert await claim() == []
    clock.advance(timedelta(seconds=2))
    assert texts(await claim()) == ["#list"]
