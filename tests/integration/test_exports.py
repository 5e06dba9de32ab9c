"""Rows of the exports: the contract's keys, local days, and only one's own workspace."""

import gc
from datetime import date

import pytest
from sqlalchemy import insert, inspect, select
from stage import BANGKOK, Stage, at

from bench.exported import exported
from bot.outbox.enqueue import push_due_notices
from domain.indicator.periods import read_period
from domain.spending import Way
from models import issues, workspaces
from models.direct import carried
from models.exports import COLUMNS, OF_ASSIGNMENTS, REGISTERS, Export, rows
from models.exports.parts import ROWS_AT_A_TIME
from models.issues import Issue
from models.outbox import OutboxMessage

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stage(deps):
    stage = await Stage(deps, at(8)).set_up()
    await stage.enrol("Reporter", ("MOPH",))
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC", "MOPH"], at(15, day=25), agenda="สุขภาพ")
    stage.now = at(9, 30)
    await stage.report(1, "MOPH-DDC")
    stage.now = at(23, 59, day=24)
    await stage.open_issue("ข่าวเท็จ", ["MOPH-DDC"], at(15, day=26))
    await stage.tick_at(at(12, day=25))
    await accepts_all(stage)
    return stage


async def accepts_all(stage):
    """LINE accepts all that there is to tell."""
    await push_due_notices(stage.deps)
    async with stage.deps.holding(stage.workspace_id) as session:
        for request in list(await session.scalars(select(OutboxMessage.id))):
            await carried.delivered(session, request, Way.GROUP, stage.now)


async def export(stage, what, **days):
    async with stage.deps.sessions() as session:
        return await exported(session, stage.workspace_id, what, BANGKOK, now=stage.now, **days)


async def test_issues(stage):
    assert await export(stage, Export.ISSUES) == [
        {
            "number": 1,
            "headline": "ข่าวลือ",
            "detail": "",
            "links": ["https://example.go.th"],
            "urgency": "normal",
            "agenda": "สุขภาพ",
            "status": "open",
            "opened_by": "Issuer",
            "opened_at": "2026-11-23T08:00:00+07:00",
            "recorded_at": "2026-11-23T08:00:00+07:00",
            "deadline": "2026-11-25T15:00:00+07:00",
            "closed_at": None,
            "link_checks": [],
        },
        {
            "number": 2,
            "headline": "ข่าวเท็จ",
            "detail": "",
            "links": ["https://example.go.th"],
            "urgency": "normal",
            "agenda": "",
            "status": "open",
            "opened_by": "Issuer",
            "opened_at": "2026-11-24T23:59:00+07:00",
            "recorded_at": "2026-11-24T23:59:00+07:00",
            "deadline": "2026-11-26T15:00:00+07:00",
            "closed_at": None,
            "link_checks": [],
        },
    ]


async def test_assignments(stage):
    done, waiting, _other = await export(stage, Export.ASSIGNMENTS)

    assert done == {
        "issue": 1,
        "agency": "MOPH-DDC",
        "ministry": "MOPH",
        "role": "lead",
        "status": "reported",
        "deadline": "2026-11-25T15:00:00+07:00",
        "original_deadline": "2026-11-25T15:00:00+07:00",
        "acknowledged_at": None,
        "acknowledged_by": None,
        "first_reported_at": "2026-11-23T09:30:00+07:00",
        "reported_at": "2026-11-23T09:30:00+07:00",
        "on_time": True,
        "reminders_sent": 0,
        "counted_deadline": "2026-11-25T15:00:00+07:00",
        "period": "2570Q1",
        "verdict": "on_time",
        "left_out_because": None,
        "agency_name": "กรมควบคุมโรค",
        "ministry_name": "กระทรวงสาธารณสุข",
    }
    assert (waiting["agency"], waiting["ministry"]) == ("MOPH", "MOPH")
    assert (waiting["on_time"], waiting["reminders_sent"], waiting["verdict"]) == (
        None,
        1,
        "waiting",
    )


async def test_a_report_after_the_deadline_is_not_on_time(stage):
    stage.now = at(15, 1, day=26)
    await stage.report(2, "MOPH-DDC")

    assert (await export(stage, Export.ASSIGNMENTS))[2]["on_time"] is False


async def test_a_deadline_moved_after_the_late_report_makes_it_no_better(stage):
    stage.now = at(15, 1, day=26)
    await stage.report(2, "MOPH-DDC")
    stage.now = at(16, day=26)
    await stage.move_deadline(2, "MOPH-DDC", at(15, day=28))

    assert (await export(stage, Export.ASSIGNMENTS))[2]["on_time"] is False


async def test_reports(stage):
    assert await export(stage, Export.REPORTS) == [
        {
            "issue": 1,
            "agency": "MOPH-DDC",
            "agency_name": "กรมควบคุมโรค",
            "revision": 1,
            "kind": "final",
            "text": "ชี้แจงแล้ว",
            "links": [],
            "evidence": [],
            "reported_by": "Issuer",
            "reported_at": "2026-11-23T09:30:00+07:00",
            "recorded_at": "2026-11-23T09:30:00+07:00",
            "judged": None,
            "judged_by": None,
            "judged_at": None,
            "reason": "",
            "unsent_at": None,
            "link_checks": [],
        }
    ]


async def test_audit(stage):
    entries = await export(stage, Export.AUDIT)

    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[-1]["at"] == "2026-11-25T12:00:00+07:00"
    assert entries[-1]["actor"] == "sender"
    assert entries[1]["previous_hash"] == entries[0]["hash"]


async def test_every_row_has_the_columns_in_their_order(stage):
    nothing_yet = {Export.DEADLINE_CHANGES, Export.REQUESTS, Export.CHANGES, Export.SNOOZES}
    nothing_yet |= {Export.EXCUSES, Export.OBJECTIONS, Export.ANNOUNCEMENTS}
    for what in Export:
        found = await export(stage, what)

        assert {tuple(row) for row in found} == (set() if what in nothing_yet else {COLUMNS[what]})


async def test_days_are_local_and_both_included(stage):
    cases = [
        (None, None, [1, 2]),
        (date(2026, 11, 24), None, [2]),
        (None, date(2026, 11, 23), [1]),
        (date(2026, 11, 24), date(2026, 11, 24), [2]),  # 23:59 in Bangkok
        (date(2026, 11, 25), None, []),
    ]
    for first, last, numbers in cases:
        found = await export(stage, Export.ISSUES, first=first, last=last)

        assert [row["number"] for row in found] == numbers


async def test_days_narrow_every_export(stage):
    day = date(2026, 11, 23)
    found = {
        what: await export(stage, what, first=day, last=day) for what in set(Export) - REGISTERS
    }

    assert {what: len(rows) for what, rows in found.items() if rows} == {
        Export.ISSUES: 1,
        Export.ASSIGNMENTS: 2,
        Export.REPORTS: 1,
    }


async def test_another_workspace_sees_nothing(stage):
    async with stage.deps.sessions.begin() as session:
        other = await workspaces.add(session, code="other", name="Other", now=stage.now)
    stage.workspace_id = other.id

    seen = {what: await export(stage, what) for what in Export}
    assert {row["agency"] for row in seen.pop(Export.AGENCIES)} >= {"MOPH", "MOPH-DDC"}
    assert not any(seen.values())


async def test_a_period_keeps_what_is_of_assignments_that_fall_into_it(stage):
    await stage.move_deadline(1, "MOPH", at(15, day=2, month=12))
    for name, exported_ones in (("2569-11", ["MOPH-DDC"] * 2), ("2569-12", ["MOPH"])):
        period = read_period(name, date(2026, 11, 25))
        found = {what: await export(stage, what, period=period) for what in OF_ASSIGNMENTS}

        assert [row["agency"] for row in found[Export.ASSIGNMENTS]] == exported_ones
        of_each = {row["agency"] for rows in found.values() for row in rows}
        assert of_each == set(exported_ones)
    assert [row["agency"] for row in found[Export.DEADLINE_CHANGES]] == ["MOPH"]


async def test_only_a_part_of_many_rows_is_in_memory_at_once(stage):
    async with stage.deps.sessions.begin() as session:
        first = await issues.get(session, stage.workspace_id, 1)
        told = {each.key: getattr(first, each.key) for each in inspect(Issue).column_attrs}
        del told["id"]
        many = [told | {"number": 3 + nth} for nth in range(3 * ROWS_AT_A_TIME)]
        await session.execute(insert(Issue), many)
        session.expunge_all()
    number = most = 0
    async with stage.deps.sessions() as session:
        asked = session, stage.workspace_id, Export.ISSUES, BANGKOK
        async for _ in rows(*asked, now=stage.now):
            number += 1
            if number % ROWS_AT_A_TIME == 0:
                gc.collect()
                most = max(most, sum(isinstance(each, Issue) for each in gc.get_objects()))

    assert number == 2 + 3 * ROWS_AT_A_TIME
    assert most <= 2 * ROWS_AT_A_TIME + 2
