"""A clock that is set: nothing stops, what hangs goes on, and operators are told."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from fakes import event, signed, text_event, webhook_body
from sqlalchemy import select
from stage import Stage, at

from bot.evidence import links
from bot.inbox.dispatcher import drain_inbox
from bot.outbox import sender
from bot.queue import LEASE
from bot.watch.clock import FREE_AFTER_SECONDS, ClockWatch
from bot.watch.doctor import examine
from domain import delivery
from domain import evidence as evidence_rules
from domain.clock import LONGEST_WAIT
from models import evidence, heartbeats, inbox, outbox, quota
from models.evidence import link_checks
from models.groups import Group
from models.inbox import Arrival, InboxEvent, talk
from models.inbox.talk import Hint
from models.issues.reports import Report
from models.notices import Notice
from models.outbox import OutboxMessage
from models.people import friends
from models.people.friends import Friend
from scheduler.clock import keep_intervals, make_clock
from scheduler.jobs import JOBS

pytestmark = pytest.mark.anyio

SEVEN_HOURS = timedelta(hours=7)


class Clocks:
    """Both clocks of a machine; `set` moves the one that can be set."""

    def __init__(self, now):
        self.now, self.seconds = now, 100.0

    def pass_by(self, seconds):
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds

    def set(self, by):
        self.now += by


@pytest.fixture
async def stage(deps):
    return await Stage(deps, at(8)).set_up()


@pytest.fixture
def clocks():
    return Clocks(at(9))


@pytest.fixture
def on_clocks(stage, clocks):
    """What runs on a machine with these clocks."""
    return replace(stage.deps, clock=lambda: clocks.now, monotonic=lambda: clocks.seconds)


async def wait_ahead(stage, deps):
    """Leave one thing of each kind to be done now, some of it claimed or tried already."""
    now = deps.clock()
    await stage.report(1, "MOPH-DDC")
    async with deps.sessions.begin() as session:
        report, group = (
            await session.scalar(select(Report.id)),
            await session.scalar(select(Group.id)),
        )
        told = {"say": {}, "created_at": now, "push_at": now, "tell_at": now, "dedupe_key": "a"}
        session.add(Notice(group_id=group, **told))
        arrivals = [Arrival(f"e{n}", f"m{n}", "Cir", {}, now) for n in range(2)]
        await inbox.record(session, arrivals, now)
        for chat in ("C1", "C2"):
            await outbox.enqueue(session, chat=chat, messages=[], about=[], now=now)
        await link_checks.note(session, ["https://example.go.th"], now)
        file = {"chat": "Cir", "name": "", "sent_at": now, "reply_token": None}
        await evidence.add(session, report, "M9", now=now, **file)
        await quota.note_no_room(session, group, now)
        await friends.refused(session, "U1", now)
        assert await talk.may_hint(session, "U1", now)
        seen = await outbox.queue.look(session, now, 1)
        await outbox.queue.claim(session, seen, now, timedelta(seconds=25))


async def unfreed(deps):
    """How many rows cannot be dealt with now."""
    now = deps.clock()
    async with deps.reading() as session:
        waits = [
            at_
            for table in (InboxEvent, OutboxMessage, evidence.Evidence, link_checks.LinkCheck)
            for at_ in await session.scalars(select(table.next_attempt_at))
        ]
        for at_ in (Notice.push_at, Group.no_room_since, Friend.refused_at, Hint.given_at):
            waits += await session.scalars(select(at_).where(at_.is_not(None)))
    return sum(each > now for each in waits)


async def test_what_waits_in_a_future_that_was_none_goes_on_a_minute_after_the_step(
    stage, clocks, on_clocks, caplog
):
    watch = ClockWatch(on_clocks)
    await watch.look()
    clocks.set(SEVEN_HOURS)
    stage.now = clocks.now
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(23))
    await wait_ahead(stage, on_clocks)
    await watch.look()
    clocks.set(-SEVEN_HOURS)
    await watch.look()
    hanging = await unfreed(on_clocks)
    clocks.pass_by(FREE_AFTER_SECONDS)
    await watch.look()

    assert hanging >= 10
    assert await unfreed(on_clocks) == 0
    async with on_clocks.reading() as session:
        assert await inbox.queue.oldest_waiting(session) == clocks.now
    said = [record for record in caplog.records if record.message == "the clock was set"]
    assert [record.by_seconds for record in said] == [25200.0, -25200.0]


async def test_a_push_that_line_may_have_keeps_its_key_when_the_clock_is_put_right(
    clocks, on_clocks
):
    watch = ClockWatch(on_clocks)
    clocks.set(SEVEN_HOURS)
    await watch.look()
    async with on_clocks.sessions.begin() as session:
        await outbox.enqueue(session, chat="C1", messages=[], about=[], now=clocks.now)
    (tried,) = await sender.claim(on_clocks, 1)
    clocks.set(-SEVEN_HOURS)
    await watch.look()
    clocks.pass_by(FREE_AFTER_SECONDS)
    await watch.look()

    (again,) = await sender.claim(on_clocks, 1)

    assert sender.retry_key(again) == sender.retry_key(tried)


async def test_what_waits_by_a_clock_that_is_right_is_left_alone(stage, clocks, on_clocks):
    watch = ClockWatch(on_clocks)
    await watch.look()
    async with on_clocks.sessions.begin() as session:
        await inbox.record(session, [Arrival("e", "m", "Cir", {}, clocks.now)], clocks.now)
        seen = await inbox.queue.look(session, clocks.now, 1)
        (row,) = await inbox.queue.claim(session, seen, clocks.now, timedelta(minutes=5))
    clocks.set(timedelta(minutes=-1))
    await watch.look()
    clocks.pass_by(FREE_AFTER_SECONDS)
    await watch.look()

    async with on_clocks.sessions.begin() as session:
        assert await inbox.queue.finish(session, row, clocks.now, "done")


async def test_a_clock_that_was_set_back_while_nothing_ran_is_noticed_at_the_start(
    stage, clocks, on_clocks
):
    async with on_clocks.sessions.begin() as session:
        await heartbeats.beat(session, "scheduler", clocks.now)
    clocks.set(-SEVEN_HOURS)

    await ClockWatch(on_clocks).look()

    found = {finding.name: finding.says async for finding in examine(on_clocks)}
    assert found["clock"].startswith("set back by 7:00:00 at 2026-11-23 02:00")
    assert found["scheduler"].startswith("last round 7:00:00 ahead")


async def test_readiness_tells_for_a_day_that_the_clock_was_set(client, clock, deps):
    seconds = [0.0]
    watch = ClockWatch(replace(deps, monotonic=lambda: seconds[0]))
    await watch.look()
    assert "clock" not in (await client.get("/readyz")).json()
    clock.advance(SEVEN_HOURS)
    await watch.look()

    told = (await client.get("/readyz")).json()
    clock.advance(timedelta(hours=25))

    assert told["clock"].startswith("set ahead by 7:00:00 at ")
    assert "clock" not in (await client.get("/readyz")).json()


async def test_jobs_planned_before_a_step_back_run_at_once(stage):
    clock = make_clock(stage.deps, set())
    clock.start(paused=True)
    now = datetime.now(clock.timezone)
    try:
        clock.get_job("tick").modify(next_run_time=now + timedelta(seconds=3))
        for job in JOBS[1:]:
            clock.get_job(job.name).modify(next_run_time=now + SEVEN_HOURS)
        keep_intervals(clock)
        planned = [job.next_run_time - now for job in clock.get_jobs()]
    finally:
        clock.shutdown(wait=False)

    assert sorted(planned)[-1] == timedelta(seconds=3)
    assert all(wait < timedelta(seconds=60) for wait in planned)


@pytest.mark.parametrize("timestamp", [253402300799999, -62135596800000, -1, 0, 4102444800000])
async def test_an_event_of_a_time_that_cannot_be_true_is_dealt_with_as_it_arrives(
    client, deps, clock, timestamp
):
    events = [text_event("#list", timestamp=timestamp), event("join", timestamp=timestamp)]
    body = webhook_body(*events)

    assert (await client.post("/webhook", content=body, headers=signed(body))).status_code == 200
    await drain_inbox(deps)

    async with deps.reading() as session:
        rows = list(await session.scalars(select(InboxEvent)))
    assert [(row.state, row.error, row.event_at) for row in rows] == [("done", "", clock())] * 2


def test_no_queue_lets_a_row_wait_longer_than_the_longest_wait():
    retries = (evidence_rules.RETRIES, links.RETRIES, delivery.RETRIES, delivery.UNAUTHORISED)

    assert max(*(each.longest for each in retries), LEASE) <= LONGEST_WAIT
