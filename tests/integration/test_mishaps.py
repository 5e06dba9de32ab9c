"""Processes die, the database goes, LINE fails: nothing due is lost, and nothing is told twice."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from itertools import count

import pytest
from engines import close_light_engine
from mishaps import Killed, Steps, counting, cut_off, judge, later, on_stage, turn
from stage import at

from bot.typed import Hours
from domain.planner import Route
from models.reminders import Reminder
from models.reminders.overdue import OverdueSlot
from scheduler.jobs import ask_for_room, ask_quota
from scheduler.members import find_members
from scheduler.tick import tick
from simulator.model.faults import ApiFault, ApiFaultKind

pytestmark = pytest.mark.anyio

SCHEDULERS = 3
MINUTE = timedelta(minutes=1)
NEVER = Hours(time(), time())
DDPM, RID, DOF = "MOI-DDPM", "MOAC-RID", "MOAC-DOF"


async def prepared(town, route):
    """English, and the people of two agencies are friends; the third is not."""
    town.set(language="en", route=route, overdue_at=(), quiet_hours=NEVER)
    town.platform.quota.limit = None
    await ask_quota(town.deps)
    await find_members(town.deps)
    for each in ("ddpm", "both"):
        await town.hear(each, each, "#help")
    return await on_stage(town)


async def reminded(town, name="3h"):
    """How many reminders of a name came to which end, by which way."""
    return Counter((row.status, row.way) for row in await town.rows(Reminder) if row.name == name)


async def asks(town, chat, who):
    """Somebody asks; LINE's webhook is stored, and not answered yet."""
    town.says(chat, who, "#help")
    assert set(await town.deliver()) == {200}


async def nothing(town):
    """The tick itself is part of it."""


async def group_asks(town):
    await tick(town.deps)
    await asks(town, "ir", "rid")


async def person_asks(town):
    await tick(town.deps)
    await asks(town, "ddpm", "ddpm")


async def patience_ends(town):
    await tick(town.deps)
    town.platform.clock.advance(8 * MINUTE)


WAYS = {
    "group push": (Route.GROUP, nothing, {"group"}),
    "group ride": (Route.GROUP, group_asks, {"reply"}),
    "1:1 push": (Route.DIRECT, patience_ends, {"person"}),
    "1:1 ride": (Route.DIRECT, person_asks, {"reply", "person"}),
}


async def befalls(town, way, cut=None):
    """Let it befall a process before each step of a delivery in turn; gives how many there are."""
    route, prepare, ways = WAYS[way]
    stage = await prepared(town, route)
    for number in count():
        stage.now = town.now
        issue = await stage.open_issue(
            "Flood", [DDPM, DOF], stage.now + timedelta(hours=3, minutes=1)
        )
        town.platform.clock.advance(MINUTE)
        await prepare(town)
        steps = Steps(number, cut)
        with counting(town, steps), suppress(Killed):
            await turn(town)
        await later(town, 12)
        stage.now = town.now
        for code in (DDPM, DOF):
            await stage.report(issue, code)
        if not steps.happened:
            break
    told = await reminded(town)
    assert sum(told.values()) == 2 * (number + 1)
    assert {status for status, _ in told} == {"delivered"}
    assert ways <= {way for _, way in told}
    assert await judge(town) == []
    return number


@pytest.mark.parametrize("way", WAYS)
async def test_killed_before_any_step_of_a_delivery_it_tells_once(town, way):
    assert await befalls(town, way) >= 3


@pytest.fixture
async def cut(database_url):
    yield partial(cut_off, database_url)
    await close_light_engine(database_url)  # its connections are broken


@pytest.mark.parametrize("dialect", ["postgresql"])
@pytest.mark.parametrize("way", ["1:1 push", "1:1 ride"])
async def test_without_its_database_before_any_step_of_a_delivery_it_tells_once(town, way, cut):
    assert await befalls(town, way, cut) >= 3


FAULTS = {
    "403": ApiFault(ApiFaultKind.STATUS, status=403),
    "429 of the rate": ApiFault(ApiFaultKind.RATE_LIMIT),
    "429 of the month": ApiFault(ApiFaultKind.MONTHLY_LIMIT, "pushMessage"),
    "500": ApiFault(ApiFaultKind.STATUS, status=500),
    "500, carried out": ApiFault(ApiFaultKind.CARRIED_OUT, status=500),
    "time-out": ApiFault(ApiFaultKind.LOST),
}


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize("fault", FAULTS)
async def test_line_fails_for_an_hour_and_is_back(town, fault):
    """Reminders fall due for the group, then for people; these ask, in the group and alone."""
    stage = await prepared(town, Route.GROUP)
    town.platform.faults.add(replace(FAULTS[fault]))
    for route in (Route.GROUP, Route.DIRECT):
        town.set(route=route)
        stage.now = town.now
        due = stage.now + timedelta(hours=3, minutes=1)
        await stage.open_issue("Flood", [DDPM, RID], due)
        await later(town, 20)
        await asks(town, "ir", "rid")
        await asks(town, "ddpm", "ddpm")
        await later(town, 10)
    town.platform.faults.clear()
    await later(town, 30)
    await ask_for_room(town.deps)
    await asks(town, "ir", "rid")
    await later(town, 30)

    told = await reminded(town)
    assert sum(told.values()) == 4
    assert {status for status, _ in told} == {"delivered"}
    assert await judge(town) == []


@pytest.mark.parametrize("route", [Route.GROUP, Route.DIRECT])
async def test_forty_deadlines_pass_while_all_is_down_for_two_hours(town, route):
    await friday(town, route)
    town.platform.clock.advance(timedelta(hours=2))
    await later(town, 10, SCHEDULERS)
    await people_ask(town)

    assert {status for status, _ in await reminded(town, "passed")} == {"delivered"}
    assert await judge(town) == []


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_forty_deadlines_pass_while_all_is_down_over_a_weekend(town):
    """They are a day old by then: the list of Monday morning tells them."""
    await friday(town, Route.GROUP)
    town.platform.clock.advance(timedelta(days=2, hours=13))
    town.set(overdue_at=(time(9),))
    for _ in range(2):
        await later(town, 150, SCHEDULERS)

    assert await reminded(town, "passed") == {("dropped", ""): 40}
    assert [row.outcome for row in await town.rows(OverdueSlot)] == ["delivered"]
    assert sum("issues: 40, reports: 40" in each.text for each in town.entries("ir")) == 1
    assert await judge(town) == []


async def friday(town, route):
    """Forty deadlines lie within the next two hours."""
    stage = await prepared(town, route)
    town.platform.clock.set(at(17, day=27))
    stage.now = town.now
    for number in range(40):
        due = stage.now + timedelta(minutes=1 + 2.9 * number)
        await stage.open_issue("Flood", [(DDPM, DOF, RID)[number % 3]], due)


async def people_ask(town):
    """So often that all that waits has ridden on an answer."""
    for _ in range(3):
        await asks(town, "ir", "rid")
        await later(town, 1)
