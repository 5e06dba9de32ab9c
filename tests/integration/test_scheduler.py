"""Reminders, passed deadlines and the overdue list, as days go by."""

import asyncio
from datetime import timedelta

import pytest
from stage import Stage, at

from domain.chat.commands import Urgency
from domain.issues.assignments import AssignmentStatus
from models import heartbeats, inbox
from models.groups import GroupKind
from models.inbox import Arrival, InboxEvent, InboxState
from scheduler.tick import tick

pytestmark = pytest.mark.anyio

DEADLINE = at(15, day=25)
DDC, DMS = "กรมควบคุมโรค", "กรมการแพทย์"


@pytest.fixture
async def stage(deps):
    return await Stage(deps, at(8)).set_up()


async def test_an_agency_is_reminded_three_times_and_told_that_the_deadline_passed(stage):
    await stage.enrol("Nok", ["MOPH-DDC"])
    await stage.open_issue("ข่าวลือเรื่องวัคซีน", ["MOPH-DDC"], at(14, day=25))

    said = await stage.tick_through(at(14, 30, day=25))

    assert len(said) == 4
    assert [say.text.count("#1") for say in said] == [1, 1, 1, 1]
    assert all(DDC in say.text and "ข่าวลือเรื่องวัคซีน" in say.text for say in said)
    assert all([mention.name for mention in say.mentions] == ["Nok"] for say in said)
    assert "พ้นกำหนด" in said[3].text
    assert not any("ล่าช้า" in say.text for say in said)
    assert [row[:2] for row in await stage.ledger()] == [
        ("24h", "told"),
        ("3h", "told"),
        ("30m", "told"),
        ("passed", "told"),
        ("nag1", "planned"),
    ]
    assert (await stage.audited()).count(("reminder.told", "issue:1")) == 4


async def test_whoever_has_reported_is_not_reminded(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC", "MOPH-DMS"], DEADLINE)
    await stage.tick_through(at(15, day=24))

    await stage.report(1, "MOPH-DDC")
    said = await stage.tick_through(at(14, 50, day=25))

    assert [(DDC in say.text, DMS in say.text) for say in said] == [(False, True)] * 2
    await stage.report(1, "MOPH-DMS")
    assert await stage.tick_at(at(15, 10, day=25)) == []
    assert ("passed", "dropped", "reported") in await stage.ledger()


@pytest.mark.parametrize("status", [AssignmentStatus.CANCELLED, AssignmentStatus.TRANSFERRED])
async def test_a_withdrawn_assignment_is_not_reminded(stage, status):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], DEADLINE)
    await stage.put_status(1, "MOPH-DDC", status)

    assert await stage.tick_through(at(16, day=25)) == []
    assert {row[2] for row in await stage.ledger()} == {"withdrawn"}


async def test_reminders_missed_while_the_bot_was_down_are_sent_once_and_marked_late(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], DEADLINE)

    (say,) = await stage.tick_at(at(14, 40, day=25))

    assert "แจ้งล่าช้า" in say.text
    assert await stage.ledger() == [
        ("24h", "dropped", "superseded"),
        ("3h", "dropped", "superseded"),
        ("30m", "told", ""),
        ("passed", "planned", ""),
    ]
    assert ("reminder.dropped", "issue:1") in await stage.audited()


async def test_after_a_restart_nothing_is_said_again(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], DEADLINE)
    assert len(await stage.tick_at(at(12, day=25))) == 1

    again = Stage(stage.deps, at(12, day=25, second=4))

    assert await again.tick_at(at(12, day=25, second=4)) == []
    assert await again.tick_at(at(12, 20, day=25)) == []


async def test_two_schedulers_at_once_say_it_once(stage):
    await stage.enrol("Nok", ["MOPH-DDC"])
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC", "MOPH-DMS"], at(8, 30))
    await stage.open_issue("ข่าวเท็จ", ["MOPH-DDC"], DEADLINE)
    stage.now = at(12, day=25)

    await asyncio.gather(*(tick(stage.deps) for _ in range(6)))

    said = await stage.notices()
    assert len(said) == 2  # reminders in one message, the overdue list in another
    assert len([row for row in await stage.ledger() if row[1] == "told"]) == 1


async def test_in_the_night_only_urgent_issues_are_reminded(stage):
    await stage.open_issue("ธรรมดา", ["MOPH-DDC"], at(8, day=24))
    await stage.open_issue("ด่วน", ["MOPH-DMS"], at(8, day=24), urgency=Urgency.MOST_URGENT)
    await stage.tick_at(at(9))

    at_night = await stage.tick_through(at(5, 50, day=24))
    in_the_morning = await stage.tick_at(at(6, day=24))

    assert [(say.text.count("#1"), say.text.count("#2")) for say in at_night] == [(0, 1)] * 2
    assert [(say.text.count("#1"), say.text.count("#2")) for say in in_the_morning] == [(1, 0)]
    assert "ล่าช้า" not in in_the_morning[0].text


async def test_a_reminder_held_back_until_its_deadline_has_passed_is_dropped(stage):
    await stage.open_issue("ข่าวคืนนี้", ["MOPH-DDC"], at(2, day=24))

    said = await stage.tick_through(at(6, 5, day=24))

    assert len(said) == 1
    assert "พ้นกำหนด" in said[0].text
    assert [row[1:] for row in await stage.ledger()] == [
        ("dropped", "night"),
        ("dropped", "night"),
        ("told", ""),
        ("planned", ""),
    ]


async def test_reminders_of_a_moved_deadline_are_dropped_and_the_new_ones_sent(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], DEADLINE)
    stage.now = at(10, day=25)
    await stage.tick_at(stage.now)
    await stage.move_deadline(1, "MOPH-DDC", at(16, day=26))

    said = await stage.tick_through(at(16, 10, day=26))

    reminded = [say for say in said if say.card is None]
    assert len(reminded) == 4
    assert all("26 พ.ย." in say.text for say in reminded)
    assert [row[2] for row in await stage.ledger()].count("deadline_moved") == 3


async def test_everything_due_in_one_tick_is_one_message(stage):
    for number in range(1, 30):
        await stage.open_issue(f"ข่าวที่ {number}", ["MOPH-DDC", "MOPH-DMS"], DEADLINE)
    for number in range(25):
        await stage.enrol(f"p{number}", ["MOPH-DDC"])
    await stage.enrol("single", ["MOPH-DMS"])
    await stage.enrol("evaluator", ["MOPH-DMS"], roles=("evaluator",))
    await stage.enrol("elsewhere", ["MOPH-DMS"], present=False)

    (say,) = await stage.tick_at(at(12, day=25))

    called = [mention.name for mention in say.mentions]
    assert len(called) == 20
    assert "single" in called
    assert not {"evaluator", "elsewhere"} & set(called)
    assert len(say.text) <= 4200
    assert say.about is None
    assert len([row for row in await stage.ledger() if row[1] == "told"]) == 58


async def test_a_deadline_that_just_passed_waits_for_reports_on_their_way(stage):
    await stage.enrol("Nok", ["MOPH-DMS"])
    await stage.open_issue("เก่า", ["MOPH-DMS"], at(8, 30))
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], DEADLINE)
    await stage.tick_at(at(14, 30, day=25))

    assert await stage.tick_at(DEADLINE) == []
    assert await stage.tick_at(DEADLINE + timedelta(seconds=8)) == []
    said = await stage.tick_at(DEADLINE + timedelta(seconds=12))

    # 15:00 is also an hour of the overdue list: both go out in one push
    assert [say.card is None for say in said] == [True, False]
    assert [(DDC in say.text, DMS in say.text) for say in said] == [(True, False), (False, True)]


async def test_while_a_message_waits_in_the_inbox_nobody_is_reminded(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], DEADLINE)
    async with stage.deps.sessions.begin() as session:
        await inbox.record(session, [Arrival("e1", "m1", "Cir", {}, stage.now)], stage.now)

    assert await stage.tick_at(at(14, 40, day=25)) == []

    async with stage.deps.sessions.begin() as session:
        event = await session.get_one(InboxEvent, 1)
        await inbox.queue.finish(session, event, stage.now, InboxState.DONE)
    await stage.report(1, "MOPH-DDC")
    assert await stage.tick_at(at(14, 40, day=25)) == []


async def test_without_a_group_reminders_wait_until_they_are_pointless(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], DEADLINE)
    await stage.unbind(GroupKind.IR)

    await stage.tick_through(at(16, day=26))

    assert await stage.notices() == []
    assert await stage.ledger() == [
        ("24h", "dropped", "superseded"),
        ("3h", "dropped", "superseded"),
        ("30m", "dropped", "deadline_passed"),
        ("passed", "dropped", "too_late"),
        ("nag1", "planned", ""),
    ]


async def test_the_overdue_list_goes_out_at_its_hours(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC", "MOPH-DMS"], at(8, 30))
    await stage.tick_at(at(8, 40))
    await stage.report(1, "MOPH-DMS")

    (nine,) = await stage.tick_at(at(9))
    assert await stage.tick_at(at(9, 0, second=4)) == []
    (three,) = await stage.tick_at(at(15))

    for say in (nine, three):
        assert DDC in say.text
        assert DMS not in say.text
        assert say.card is not None
    assert await stage.slots() == [(at(9), "told"), (at(15), "told")]


async def test_on_a_holiday_no_overdue_list_goes_out(stage):
    stage.now = at(8, day=4, month=12)  # Friday; 5 December is observed on Monday 7
    await stage.enrol("Nok", ["MOPH-DDC"])
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(8, 30, day=4, month=12))
    await stage.tick_at(at(15, day=4, month=12))

    (nag,) = await stage.tick_through(at(8, 50, day=8, month=12))
    assert nag.card is None
    assert await stage.tick_at(at(9, day=8, month=12)) == []  # the nag has just told it
    (listed,) = await stage.tick_at(at(15, day=8, month=12))
    assert listed.card is not None


async def test_a_missed_list_is_sent_late_or_dropped(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(8, 30))
    await stage.tick_at(at(8, 40))

    (late,) = await stage.tick_at(at(12))
    assert "แจ้งล่าช้า" in late.text
    assert await stage.tick_at(at(20)) == []
    assert (at(15), "missed") in await stage.slots()


async def test_a_clock_that_was_ahead_for_a_day_costs_no_list(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(8, 30))
    await stage.tick_at(at(8, 40))
    await stage.tick_at(at(9, day=24))

    (three,) = await stage.tick_at(at(15))

    assert DDC in three.text
    assert await stage.tick_at(at(15, 0, second=4)) == []
    assert [slot for slot in await stage.slots() if slot[0] == at(15)] == [(at(15), "told")]


async def test_nothing_overdue_is_not_announced(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], DEADLINE)

    assert await stage.tick_at(at(9)) == []
    assert await stage.slots() == [(at(9), "nothing overdue")]


async def test_a_tick_shows_that_the_scheduler_lives(stage):
    await stage.tick_at(at(9))

    async with stage.deps.sessions() as session:
        assert await heartbeats.last_beat(session, "scheduler") == at(9)


async def test_it_goes_on_living_whichever_of_two_processes_read_its_clock_first(stage):
    async with stage.deps.sessions.begin() as session:
        since = [await heartbeats.beat(session, "scheduler", at(9, second=s)) for s in (0, 4, 3)]

    assert since == [at(9)] * 3
