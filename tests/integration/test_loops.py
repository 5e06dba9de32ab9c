"""Who is woken: the loops for which work was left, when it falls due, in every process."""

import asyncio
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.deps import LOOK_SECONDS, open_deps
from bot.line.api import LineApi
from bot.loops import Loops
from bot.outbox import sender
from bot.queue import LEASE, claim_due, kept
from bot.worker import keep_listening
from models import outbox
from models.work import Work, leave

pytestmark = pytest.mark.anyio

PATIENCE_SECONDS = 60
SECOND = timedelta(seconds=1)


async def rests(listener, until=None):
    """Whether a loop that has nothing to do rests on."""
    resting = asyncio.create_task(listener.rest(until, PATIENCE_SECONDS))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    try:
        return not resting.done()
    finally:
        resting.cancel()
        with suppress(asyncio.CancelledError):
            await resting


async def ask(deps, chat):
    async with deps.sessions.begin() as session:
        return await outbox.enqueue(session, chat=chat, messages=[], about=[], now=deps.clock())


async def test_a_loop_rests_until_its_own_work_falls_due(clock):
    loops = Loops(clock, PATIENCE_SECONDS)
    with loops.listener(Work.NOTICES) as listener:
        loops.tell({Work.REQUESTS: clock(), Work.NOTICES: clock() + 10 * SECOND})
        assert await rests(listener)
        clock.advance(10 * SECOND)
        assert not await rests(listener)

        listener.clear()
        assert await rests(listener, until=clock() + SECOND)
        clock.advance(SECOND)
        assert not await rests(listener, until=clock())

        listener.clear()
        loops.wake_all()
        assert not await rests(listener)


async def test_a_resting_loop_hears_of_what_falls_due_earlier(clock):
    loops = Loops(clock, PATIENCE_SECONDS)
    with loops.listener(Work.REQUESTS) as listener:
        async with asyncio.timeout(PATIENCE_SECONDS):
            resting = asyncio.create_task(listener.rest(clock() + 600 * SECOND, 600))
            await asyncio.sleep(0)
            loops.wake(Work.REQUESTS)
            await resting


async def test_what_is_undone_wakes_nobody_and_what_is_done_only_at_the_end(deps):
    with deps.loops.listener(Work.REQUESTS) as listener:
        async with deps.sessions() as session:
            leave(session, Work.REQUESTS, deps.clock())
            await session.rollback()
        assert await rests(listener)

        async with deps.sessions.begin() as session:
            leave(session, Work.REQUESTS, deps.clock())
            async with session.begin_nested():
                await session.execute(text("SELECT 1"))
            assert await rests(listener)
        assert not await rests(listener)


@asynccontextmanager
async def another(settings, carrier, clock):
    """Another process on the same database, that listens; gives what it rests with."""
    async with open_deps(settings, line=LineApi(carrier), clock=clock) as deps:
        with deps.loops.listener(Work.REQUESTS) as listener:
            listening = asyncio.create_task(keep_listening(deps, asyncio.Event()))
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await woken(listener)
                    yield listener
            finally:
                listening.cancel()
                await asyncio.wait([listening])  # the loop is that of the cases to come


async def woken(listener):
    """Wait until a rest has ended, and begin anew."""
    await listener.rest(None, PATIENCE_SECONDS)
    listener.clear()


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_other_processes_hear_of_it_and_look_again_when_they_were_deaf(
    deps, settings, carrier, clock
):
    async with another(settings, carrier, clock) as listener:
        await ask(deps, "C1")
        await woken(listener)

        async with deps.sessions.begin() as session:
            ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            await session.execute(text(f"{ends} WHERE query LIKE 'LISTEN%'"))
        await woken(listener)  # it listens again, and may have missed something
        await ask(deps, "C2")
        await woken(listener)


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_whoever_is_alone_notifies_nobody(deps, settings, carrier, clock):
    async with (
        another(settings, carrier, clock) as listener,
        open_deps(settings, line=LineApi(carrier), clock=clock, alone=True) as alone,
    ):
        await ask(alone, "C1")
        await ask(deps, "C2")  # notifications come in their order
        await woken(listener)
        assert await rests(listener)


async def test_what_a_dead_process_had_claimed_is_taken_over_within_fifteen_seconds(deps, clock):
    await ask(deps, "C1")
    (row,) = await sender.claim(deps, 1)  # and dies

    other = await claim_due(deps, outbox.queue, 1)
    assert (other.rows, other.more) == ([], False)
    assert other.next_at == clock() + LEASE
    assert timedelta(seconds=LOOK_SECONDS) >= LEASE

    clock.advance(LEASE)
    (again,) = await sender.claim(deps, 1)
    assert again.id == row.id


async def test_whoever_is_still_at_it_keeps_what_was_claimed(deps, clock):
    await ask(deps, "C1")
    (row,) = await sender.claim(deps, 1)
    first_end = row.next_attempt_at

    async with asyncio.timeout(PATIENCE_SECONDS), kept(deps, outbox.queue, row, every=0.001):
        clock.advance(LEASE / 2)
        while row.next_attempt_at == first_end:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0)
        clock.advance(LEASE / 2)
        assert await sender.claim(deps, 1) == []

    async with deps.sessions.begin() as session:
        assert await outbox.queue.finish(session, row, clock(), outbox.OutboxState.SENT)


async def test_who_waits_behind_another_in_a_chat_is_known_to_wait(deps, clock):
    await ask(deps, "C1")
    await ask(deps, "C1")

    claimed = await claim_due(deps, outbox.queue, 10)

    assert (len(claimed.rows), claimed.more) == (1, True)
    assert claimed.next_at == clock() + LEASE
