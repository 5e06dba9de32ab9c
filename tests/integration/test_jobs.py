"""The other jobs: asking LINE, erasing old texts, and the clockwork that runs them all."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from stage import Stage, at

from bot.line.api import LineUnavailable, QuotaFacts
from models import groups, inbox, notices, outbox, quota
from models.groups import Group, GroupKind
from models.inbox import Arrival, InboxEvent, InboxState
from models.notices import Notice
from models.outbox import OutboxMessage, OutboxState
from models.work import Work
from scheduler.clock import run_scheduler
from scheduler.jobs import ASK_EVERY, ask_quota, ask_sizes, erase

pytestmark = pytest.mark.anyio

DEADLINE = at(15, day=25)


@pytest.fixture
async def stage(deps):
    return await Stage(deps, at(8)).set_up()


class Talkative:
    """Tells the quota and the size of the IR group, and fails for others."""

    async def quota(self):
        return QuotaFacts(quota=300, used=12)

    async def member_count(self, group_id):
        if group_id != "Cir":
            raise LineUnavailable("away")
        return 42


class Silent:
    """Answers nothing."""

    async def quota(self):
        raise LineUnavailable("away")

    async def member_count(self, group_id):
        raise LineUnavailable("away")


async def test_line_is_asked_for_the_quota_and_the_size_of_groups(stage):
    await ask_quota(replace(stage.deps, line=Talkative()))
    await ask_quota(replace(stage.deps, line=Silent()))

    async with stage.deps.sessions() as session:
        said = await quota.last_told(session)
        bound = await groups.of_workspace(session, stage.workspace_id)
    assert said is not None
    assert (said.quota, said.used, said.asked_at) == (300, 12, stage.now)
    assert [(group.kind, group.member_count) for group in bound] == [("ia", None), ("ir", 42)]


class Slow(Talkative):
    """Tells the quota as it was before what happened while it was being asked."""

    def __init__(self, stage, meanwhile):
        self.stage, self.meanwhile = stage, meanwhile

    async def quota(self):
        self.stage.now += timedelta(minutes=1)
        await self.meanwhile()
        return await super().quota()


async def told(stage):
    async with stage.deps.sessions() as session:
        said = await quota.last_told(session)
    return said.used


async def test_an_older_answer_undoes_no_newer_one_and_no_refusal(stage):
    async def answered():
        async with stage.deps.sessions.begin() as session:
            new = {"counted": 0, "in_doubt": 0, "asked_at": stage.now, "now": stage.now}
            await quota.note(session, quota=300, used=290, **new)

    async def refused():
        async with stage.deps.sessions.begin() as session:
            await quota.note_spent(session, stage.now)

    for meanwhile, used in ((answered, 290), (refused, 300)):
        await ask_quota(replace(stage.deps, line=Slow(stage, meanwhile)))
        assert await told(stage) == used

    before, stage.now = stage.now, stage.now + timedelta(minutes=1)
    await ask_quota(replace(stage.deps, line=Talkative()))
    async with stage.deps.sessions.begin() as session:
        await quota.note_spent(session, before)
    assert await told(stage) == 12


async def test_a_clock_that_was_ahead_keeps_no_answer_out(stage):
    stage.now += timedelta(hours=9)
    await ask_quota(replace(stage.deps, line=Talkative()))
    async with stage.deps.sessions.begin() as session:
        await quota.note_spent(session, stage.now)
    stage.now -= timedelta(hours=9)

    await ask_quota(replace(stage.deps, line=Talkative()))

    assert await told(stage) == 12


async def test_the_size_of_a_new_group_is_asked_soon_and_not_for_ever(stage):
    async def asked(line):
        await ask_sizes(replace(stage.deps, line=line))
        async with stage.deps.reading() as session:
            return [each.member_count for each in await groups.of_workspace(session, 1)]

    async with stage.deps.sessions.begin() as session:
        await session.execute(update(Group).values(bound_at=stage.now - timedelta(minutes=1)))

    assert await asked(Silent()) == [None, None]
    assert await asked(Talkative()) == [None, 42]
    async with stage.deps.reading() as session:
        assert await quota.last_told(session) is None  # the month is another job's question
    stage.now += ASK_EVERY
    assert await asked(None) == [None, 42]  # the half-hourly job asks on


async def test_what_was_carried_is_deleted_but_not_what_still_waits(stage):
    async with stage.deps.sessions.begin() as session:
        arrivals = [Arrival(f"e{n}", f"m{n}", "Cir", {"text": "hello"}, stage.now) for n in (1, 2)]
        await inbox.record(session, arrivals, stage.now)
        event = await session.get_one(InboxEvent, 1)
        await inbox.queue.finish(session, event, stage.now, InboxState.DONE)
        sent, _waiting = [
            await outbox.enqueue(
                session, chat="Cir", messages=[{"text": "hi"}], about=[None], now=stage.now
            )
            for _ in range(2)
        ]
        request = await session.get_one(OutboxMessage, sent)
        await outbox.queue.finish(session, request, stage.now, OutboxState.SENT)
    stage.now += timedelta(days=31)

    await erase(stage.deps)
    await erase(stage.deps)

    async with stage.deps.sessions() as session:
        events = await session.scalars(select(InboxEvent.event).order_by(InboxEvent.id))
        requests = await session.scalars(
            select(OutboxMessage.messages).order_by(OutboxMessage.sequence)
        )
        assert [list(events), list(requests)] == [[{"text": "hello"}], [[{"text": "hi"}]]]


async def test_told_notices_are_deleted_too(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], DEADLINE)
    await stage.tick_at(at(12, day=25))
    async with stage.deps.sessions.begin() as session:
        told = await outbox.enqueue(session, chat="Cir", messages=[], about=[], now=stage.now)
        request = await session.get_one(OutboxMessage, told)
        group = await groups.active(session, stage.workspace_id, GroupKind.IR)
        for notice in await notices.pending(session, group.id):
            notice.outbox_id = request.id
        await outbox.queue.finish(session, request, stage.now, OutboxState.SENT)
    stage.now += timedelta(days=31)

    await erase(stage.deps)

    async with stage.deps.sessions() as session:
        assert list(await session.scalars(select(Notice))) == []


async def test_the_clockwork_ticks_until_it_is_stopped(stage):
    stop = asyncio.Event()
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], DEADLINE)
    stage.now = at(12, day=25)
    deps = replace(stage.deps, line=Silent())

    async with asyncio.timeout(20):
        with deps.loops.listener(Work.NOTICES) as listener:
            running = asyncio.create_task(run_scheduler(deps, stop))
            await listener.changed.wait()
            stop.set()
            await running

    assert len(await stage.notices()) == 1
