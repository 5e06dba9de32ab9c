"""The inbox table: claims, leases, and what came of each event."""

from datetime import timedelta

import pytest
from fakes import MONDAY, text_event

from models import inbox
from models.inbox import Arrival, InboxState
from models.inbox.due import chats_due, due_in

pytestmark = pytest.mark.anyio


@pytest.fixture
def add(deps):
    """Store a command said so many seconds after Monday morning."""

    async def record(text, seconds=0):
        at = MONDAY + timedelta(seconds=seconds)
        event = text_event(text, at=at)
        arrival = Arrival(
            event["webhookEventId"], event["message"]["id"], event["source"]["groupId"], event, at
        )
        async with deps.sessions.begin() as session:
            return await inbox.record(session, [arrival], deps.clock())

    return record


@pytest.fixture
def due(deps):
    async def look(*chats, limit=20):
        async with deps.reading() as session:
            chats = chats or await chats_due(session, deps.clock())
            return await due_in(session, chats, deps.clock(), limit)

    return look


def texts(rows):
    return [row.event["message"]["text"] for row in rows]


async def test_events_are_dealt_with_in_the_order_in_which_people_spoke(add, due):
    await add("#report 1", seconds=5)
    await add("#issue", seconds=1)
    await add("#list", seconds=9)

    assert texts(await due(limit=2)) == ["#issue", "#report 1"]
    assert texts(await due()) == ["#issue", "#report 1", "#list"]


async def test_events_are_due_in_their_chat_until_one_process_finishes_them(deps, add, due):
    await add("#list")
    (row,) = await due()

    assert [each.id for each in await due(row.chat)] == [row.id]
    assert await due("Cother") == []

    async with deps.sessions.begin() as session:
        await inbox.queue.finish(session, row, deps.clock(), InboxState.DONE)
    assert await due(row.chat) == []


async def test_an_event_is_finished_once(deps, add, due):
    await add("#list")
    (row,) = await due()

    async with deps.sessions.begin() as session:
        assert await inbox.queue.finish(session, row, deps.clock(), InboxState.DONE)
        assert not await inbox.queue.finish(session, row, deps.clock(), InboxState.DONE)
        assert await inbox.queue.oldest_waiting(session) is None
        assert await inbox.queue.counts(session, InboxState) == {InboxState.DONE: 1}


async def test_a_dead_event_waits_for_an_operator(deps, add, due, clock):
    await add("#list")
    (row,) = await due()
    async with deps.sessions.begin() as session:
        await inbox.queue.fail(session, row, deps.clock(), error="broken", retry_at=None)
    assert await due() == []

    async with deps.sessions.begin() as session:
        assert [dead.error for dead in await inbox.queue.dead(session)] == ["broken"]
        assert await inbox.queue.requeue(session, row.id, deps.clock())
        assert not await inbox.queue.requeue(session, row.id, deps.clock())

    assert texts(await due()) == ["#list"]


async def test_a_failed_event_comes_back_when_it_is_told_to(deps, add, due, clock):
    await add("#list")
    (row,) = await due()
    retry_at = deps.clock() + timedelta(seconds=2)
    async with deps.sessions.begin() as session:
        await inbox.queue.fail(session, row, deps.clock(), error="broken", retry_at=retry_at)

    assert await due() == []
    clock.advance(timedelta(seconds=2))
    assert texts(await due()) == ["#list"]


async def test_a_message_that_two_note_at_once_fails_neither_of_them(deps):
    for kind in ("issue", "report"):
        async with deps.sessions.begin() as session:
            await inbox.note_message(session, "M1", deps.clock(), [{"kind": kind}])

    async with deps.reading() as session:
        message = await inbox.get_message(session, "M1")
    assert message.commands == [{"kind": "issue"}]
