"""What every lease queue promises: the same cases for all four, on both databases."""

import asyncio
import uuid
from datetime import timedelta

import pytest
from fakes import MONDAY
from sqlalchemy import select
from stage import Stage, at

from bot.evidence import links
from bot.inbox import dispatcher
from domain import delivery
from domain import evidence as evidence_rules
from models import evidence, inbox, outbox
from models.evidence import Evidence, link_checks
from models.evidence.link_checks import LinkCheck
from models.inbox import Arrival, InboxEvent
from models.issues.reports import Report
from models.outbox import OutboxMessage

pytestmark = pytest.mark.anyio

LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)


async def add_event(session, number, now):
    arrival = Arrival(f"E{number}", f"M{number}", "Cir", {}, MONDAY + number * SECOND)
    await inbox.record(session, [arrival], now)


async def add_request(session, number, now):
    await outbox.enqueue(session, chat=f"C{number}", messages=[], about=[], now=now)


async def add_file(session, number, now):
    report = await session.scalar(select(Report.id))
    about = {"chat": "Cir", "name": "", "sent_at": now, "reply_token": None}
    await evidence.add(session, report, f"M{number}", now=now, **about)


async def add_link(session, number, now):
    await link_checks.note(session, [f"https://example.go.th/{number}"], now)


QUEUES = {
    "inbox": (inbox.queue, InboxEvent, add_event, lambda row: row.webhook_event_id[1:]),
    "outbox": (outbox.queue, OutboxMessage, add_request, lambda row: row.chat[1:]),
    "evidence": (evidence.queue, Evidence, add_file, lambda row: row.line_message_id[1:]),
    "links": (link_checks.queue, LinkCheck, add_link, lambda row: row.url.rsplit("/")[-1]),
}


class Claimant:
    """One process that works on a queue; several share the database and the clock."""

    def __init__(self, deps, name):
        self.deps = deps
        self.queue, self.table, self._add, self._number = QUEUES[name]

    @property
    def now(self):
        return self.deps.clock()

    async def add(self, *numbers):
        async with self.deps.sessions.begin() as session:
            for number in numbers:
                await self._add(session, number, self.now)

    async def claim(self, limit=20):
        async with self.deps.sessions.begin() as session:
            seen = await self.queue.look(session, self.now, limit)
            return await self.queue.claim(session, seen, self.now, LEASE)

    async def finish(self, row):
        return await self._do(self.queue.finish, row, self.now, "done")

    async def fail(self, row, retry_at):
        return await self._do(self.queue.fail, row, self.now, retry_at=retry_at, error="broken")

    async def requeue(self, row_id):
        return await self._do(self.queue.requeue, row_id, self.now)

    async def release(self):
        await self._do(self.queue.release, self.now)

    async def asked(self):
        """Whether any row may be claimed, and since when the oldest waits."""
        async with self.deps.reading() as session:
            oldest = await self.queue.oldest_waiting(session)
            due, _ = await self.queue.ahead(session, self.now)
            return due, oldest

    async def stored(self):
        async with self.deps.reading() as session:
            return list(await session.scalars(select(self.table)))

    async def dead(self):
        async with self.deps.reading() as session:
            return self.numbers(await self.queue.dead(session))

    def numbers(self, rows):
        return [int(self._number(row)) for row in rows]

    async def _do(self, what, *args, **more):
        async with self.deps.sessions.begin() as session:
            return await what(session, *args, **more)


@pytest.fixture(params=QUEUES)
async def claimant(request, deps):
    if request.param == "evidence":  # a file belongs to a report
        stage = await Stage(deps, at(9)).set_up()
        await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(17))
        await stage.report(1, "MOPH-DDC")
    return Claimant(deps, request.param)


async def test_several_claimants_at_once_never_take_the_same_row(claimant):
    await claimant.add(*range(12))

    taken = await asyncio.gather(*(claimant.claim(limit=3) for _ in range(6)))

    assert all(len(rows) <= 3 for rows in taken)
    every = [row for rows in [*taken, await claimant.claim()] for row in rows]
    assert sorted(claimant.numbers(every)) == list(range(12))
    assert {row.attempts for row in await claimant.stored()} == {0}


async def test_rows_are_taken_in_order(claimant, clock):
    for number in range(3):
        await claimant.add(number)
        clock.advance(SECOND)

    assert claimant.numbers(await claimant.claim(limit=2)) == [0, 1]
    assert claimant.numbers(await claimant.claim()) == [2]


async def test_a_row_comes_back_when_its_lease_has_run_out(claimant, clock):
    await claimant.add(1)
    assert len(await claimant.claim()) == 1

    clock.advance(LEASE - SECOND)
    assert await claimant.claim() == []
    clock.advance(SECOND)

    (row,) = await claimant.claim()
    # Whose process was killed has not failed.
    assert row.attempts == 0


async def test_who_was_too_late_changes_nothing_any_more(claimant, clock):
    await claimant.add(1)
    (stale,) = await claimant.claim()
    clock.advance(LEASE)
    (mine,) = await claimant.claim()

    assert not await claimant.finish(stale)
    assert not await claimant.fail(stale, claimant.now)
    assert not await claimant.fail(stale, None)
    (row,) = await claimant.stored()
    assert (row.state, row.attempts, row.error) == ("waiting", 0, "")
    assert row.next_attempt_at == claimant.now + LEASE

    assert await claimant.finish(mine)
    assert not await claimant.finish(mine)


async def test_who_was_late_may_still_settle_what_nobody_took_over(claimant, clock):
    await claimant.add(1)
    (row,) = await claimant.claim()
    clock.advance(LEASE * 2)

    assert await claimant.finish(row)

    (stored,) = await claimant.stored()
    assert (stored.state, stored.finished_at) == ("done", claimant.now)
    assert await claimant.claim() == []


async def test_whoever_has_read_a_row_sees_what_was_changed(claimant):
    await claimant.add(1)
    (row,) = await claimant.claim()

    async with claimant.deps.sessions.begin() as session:
        read = await session.get(claimant.table, row.id)
        assert await claimant.queue.finish(session, row, claimant.now, "done")
        assert (read.state, read.finished_at) == ("done", claimant.now)


async def test_a_failed_row_waits_for_its_next_try(claimant, clock):
    await claimant.add(1, 2)
    first, _ = await claimant.claim()
    assert await claimant.fail(first, claimant.now + SECOND)

    assert await claimant.claim() == []
    clock.advance(SECOND)

    (again,) = await claimant.claim()
    assert (again.id, again.attempts, again.error) == (first.id, 1, "broken")


async def test_a_row_that_was_given_up_waits_for_an_operator(claimant, clock):
    await claimant.add(1)
    (row,) = await claimant.claim()
    assert await claimant.fail(row, None)
    clock.advance(LEASE)
    assert await claimant.claim() == []
    assert await claimant.dead() == [1]

    assert await claimant.requeue(row.id)
    assert not await claimant.requeue(row.id)

    (again,) = await claimant.claim()
    assert (again.attempts, again.finished_at) == (0, None)
    # Whoever had it before it was given up has no say in it.
    assert not await claimant.finish(row)


async def test_what_waits_is_seen(claimant, clock):
    assert await claimant.asked() == (False, None)
    await claimant.add(1)
    added = claimant.now
    clock.advance(SECOND)
    assert await claimant.asked() == (True, added)

    (row,) = await claimant.claim()
    assert await claimant.asked() == (False, added)
    await claimant.finish(row)

    assert await claimant.asked() == (False, None)


async def test_what_a_dead_process_held_is_released(claimant):
    await claimant.add(1)
    (row,) = await claimant.claim()

    await claimant.release()

    assert not await claimant.finish(row)
    assert claimant.numbers(await claimant.claim()) == [1]


async def test_an_unknown_row_is_not_requeued(claimant):
    assert not await claimant.requeue(uuid.uuid4() if claimant.table is OutboxMessage else 99)


@pytest.mark.parametrize(
    ("retries", "waits"),
    [
        (dispatcher.RETRIES, [5, 10, 20, 40, 80, None]),
        (delivery.RETRIES, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]),
        (evidence_rules.RETRIES, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]),
        (links.RETRIES, [600, 600, None]),
    ],
)
async def test_each_queue_is_patient_in_its_own_measure(retries, waits):
    found = [retries.next_at(attempts, MONDAY, MONDAY) for attempts in range(1, len(waits) + 1)]

    assert found == [wait and MONDAY + wait * SECOND for wait in waits]


@pytest.mark.parametrize(
    ("retries", "hours"), [(delivery.RETRIES, 23), (evidence_rules.RETRIES, 24)]
)
async def test_what_is_tried_for_long_is_given_up_within_its_time(retries, hours):
    end = MONDAY + timedelta(hours=hours)

    assert retries.next_at(99, MONDAY, end - timedelta(minutes=11)) is not None
    assert retries.next_at(99, MONDAY, end - timedelta(minutes=4)) is None
