"""What a tick looks at: what is due and can be told, in each workspace by itself."""

import asyncio
from datetime import timedelta

import pytest
from history import Listener
from sqlalchemy import select
from stage import Stage, at

from models.groups import Group, GroupKind
from models.issues import Assignment, Issue
from models.reminders import Reminder
from models.work import Work
from scheduler.tick import tick

pytestmark = pytest.mark.anyio

PATIENCE_SECONDS = 60
SECOND = timedelta(seconds=1)
SOON = "#issue เรื่องด่วน\nto: DDPM\ndue: today 17:00"
HOLDING = "workspaces.next_issue_number"


@pytest.fixture
async def stage(deps):
    return await Stage(deps, at(8)).set_up()


async def asked(stage, now):
    """What a tick at an instant asks of the database that writes."""
    listener = Listener(stage.deps.engine)
    assert await stage.tick_at(now) == []
    return "\n".join(listener.heard)


async def told(town):
    """The workspaces (ids) in which somebody was reminded."""
    async with town.deps.reading() as session:
        found = await session.scalars(
            select(Issue.workspace_id)
            .join(Assignment, Assignment.issue_id == Issue.id)
            .join(Reminder, Reminder.assignment_id == Assignment.id)
            .where(Reminder.status == "told")
            .distinct()
        )
        return set(found)


async def two_workspaces(town, before=timedelta(0)):
    """An issue in each, so long before its first reminder."""
    await town.settle("second", "second ")
    for chat in ("ia", "second ia"):
        await town.answer(chat, "issuer", SOON)
    deadline = (await town.issues())[0].deadline
    town.platform.clock.advance(deadline - town.now - timedelta(hours=3) - before)


async def test_where_nothing_is_due_nobody_is_held_up(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(15, day=25))
    await stage.tick_at(at(8, 1))

    assert HOLDING not in await asked(stage, at(8, 2))


async def test_what_the_night_holds_back_is_not_read_again_before_the_morning(stage):
    await stage.open_issue("ธรรมดา", ["MOPH-DDC"], at(8, day=24))
    await stage.tick_at(at(9))
    assert HOLDING in await asked(stage, at(5, day=24))

    assert HOLDING not in await asked(stage, at(5, 1, day=24))

    (said,) = await stage.tick_at(at(6, day=24))
    assert "#1" in said.text


async def test_what_waits_for_a_group_is_told_within_a_minute_of_its_binding(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(15))
    await stage.unbind(GroupKind.IR)
    await stage.tick_at(at(9))
    assert HOLDING in await asked(stage, at(12))

    assert HOLDING not in await asked(stage, at(12, 0, second=4))

    async with stage.deps.sessions.begin() as session:
        for group in await session.scalars(select(Group)):
            group.left_at = None
    assert len(await stage.tick_at(at(12, 1))) == 1


async def test_an_issue_that_becomes_urgent_at_night_is_reminded_of_at_once(town):
    await town.answer("ia", "issuer", "#issue ข่าวลือ\nto: DDPM\ndue: tomorrow 07:00")
    deadline = (await town.issues())[0].deadline
    await town.tick(deadline - town.now - timedelta(hours=3))
    assert await told(town) == set()

    await town.answer("ia", "issuer", "#edit 1\nurgency: ด่วนที่สุด")
    await tick(town.deps)

    assert await told(town) == {1}


async def test_an_event_that_waits_silences_its_own_workspace_alone_and_for_two_minutes(town):
    await two_workspaces(town, before=50 * SECOND)
    await tick(town.deps)
    town.says("ia", "issuer", "#list")
    await town.deliver()

    reminded = []
    for seconds in (50, 50, 30):
        town.platform.clock.advance(seconds * SECOND)
        await tick(town.deps)
        reminded.append(await told(town))

    assert reminded == [{2}, {2}, {1, 2}]


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_a_workspace_that_is_held_keeps_no_other_waiting(town):
    await two_workspaces(town)
    with town.deps.loops.listener(Work.NOTICES) as listener:
        async with asyncio.timeout(PATIENCE_SECONDS):
            async with town.deps.holding(1):
                ticking = asyncio.create_task(tick(town.deps))
                await listener.changed.wait()
                assert await told(town) == {2}
            await ticking

    assert await told(town) == {1, 2}
