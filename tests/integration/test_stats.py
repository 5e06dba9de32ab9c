"""The figures of `#stats` and `saphan stats`, from the database."""

from datetime import date, timedelta

import pytest
from stage import BANGKOK, Stage, at

from domain.indicator.periods import read_period
from domain.indicator.rules import RULES_VERSION, By
from domain.issues.assignments import AssignmentStatus, MoveKind, ReturnClock
from models import indicator, workspaces

pytestmark = pytest.mark.anyio

TODAY = date(2026, 11, 23)


@pytest.fixture
async def stage(deps):
    """One issue answered in time, late, not, and withdrawn; one not due; one of last year."""
    stage = await Stage(deps, at(8, day=30, month=9)).set_up()
    await stage.open_issue("เก่า", ["MOPH-DDC"], at(23, 59, day=30, month=9))
    stage.now = at(8)
    codes = ["MOPH-DDC", "MOPH-DMS", "MOPH", "MOI"]
    await stage.open_issue("ข่าวลือ", codes, at(15), agenda="สุขภาพ")
    await stage.open_issue("ข่าวเท็จ", ["MOI"], at(15, day=26))
    stage.now = at(9)
    await stage.report(2, "MOPH-DDC")
    stage.now = at(15, 30)
    await stage.report(2, "MOPH-DMS")
    await stage.put_status(2, "MOPH", AssignmentStatus.CANCELLED)
    stage.now = at(16)
    return stage


async def figures(stage, period="", by=By.MINISTRY, **more):
    wanted = read_period(period, TODAY)
    async with stage.deps.sessions() as session:
        table = await indicator.table(
            session, stage.workspace_id, wanted, by, now=stage.now, tz=BANGKOK, **more
        )
    return indicator.as_json(wanted, table, ReturnClock.PAUSED)


def counts(assigned, due, on_time, late, missing, percent, median):
    return {
        "assigned": assigned,
        "due": due,
        "on_time": on_time,
        "late": late,
        "missing": missing,
        "on_time_percent": percent,
        "median_response_minutes": median,
    }


def of_leads(*counted):
    """What is told where nobody supports."""
    alone, nothing = counts(*counted), counts(0, 0, 0, 0, 0, None, None)
    return {**alone, "lead": alone, "support": nothing, "together": alone}


async def test_by_ministry_in_the_shape_of_the_contract(stage):
    assert await figures(stage) == {
        "period": "2570Q1",
        "by": "ministry",
        "rules_version": RULES_VERSION.isoformat(),
        "return_clock": "paused",
        "counted_roles": "lead",
        "rows": [
            {"name": "กระทรวงมหาดไทย", **of_leads(2, 1, 0, 0, 1, 0.0, None)},
            {"name": "กระทรวงสาธารณสุข", **of_leads(2, 2, 1, 1, 0, 50.0, 255)},
        ],
        "shown_only": [],
        "left_out": {"cancelled": 1},
        "total": of_leads(4, 3, 1, 1, 1, 33.33, 255),
        "frozen": None,
    }


async def test_by_agency_and_by_agenda(stage):
    by_agency = await figures(stage, by=By.AGENCY)
    by_agenda = await figures(stage, by=By.AGENDA)

    assert [each["name"] for each in by_agency["rows"]] == [
        "กรมการแพทย์",
        "กรมควบคุมโรค",
        "กระทรวงมหาดไทย",
    ]
    assert [(each["name"], each["assigned"]) for each in by_agenda["rows"]] == [
        ("", 1),
        ("สุขภาพ", 3),
    ]
    assert by_agency["total"] == by_agenda["total"]


async def test_names_in_english(stage):
    shown = await figures(stage, language="en")

    assert [each["name"] for each in shown["rows"]] == [
        "Ministry of Interior",
        "Ministry of Public Health",
    ]


async def test_of_some_agencies_or_ministries_only(stage):
    wanted = [{"MOPH"}, {"MOPH-DDC"}, {"MOPH-DDC", "MOI"}, {"MOE"}, None]

    shown = [(await figures(stage, only=only))["total"]["assigned"] for only in wanted]

    assert shown == [2, 1, 3, 0, 4]


async def test_k4_an_assignment_belongs_to_the_period_of_its_deadline(stage):
    expected = {
        "2569Q4": 1,  # 30 September, 23:59 in Bangkok
        "2569": 1,
        "2570": 4,
        "2569-11": 4,
        "2026-11-23..2026-11-23": 3,
        "2026-11-24..2026-11-25": 0,
    }

    shown = [await figures(stage, period) for period in expected]

    assert {each["period"]: each["total"]["assigned"] for each in shown} == expected


async def test_k4_twenty_four_hours_belong_to_the_day_that_ends(stage):
    await stage.open_issue("สิ้นปี", ["MOI"], at(0, day=31, month=12) + timedelta(days=1))

    for period, assigned in (("2569-12", 1), ("2570-01", 0), ("2570Q1", 5), ("2570Q2", 0)):
        assert (await figures(stage, period))["total"]["assigned"] == assigned


async def test_a_deadline_that_counts_is_found_though_it_was_never_written_down(stage):
    """Given back with a return, from a deadline whose move came too late to count."""
    number = await stage.open_issue("ปลายเดือน", ["MOE"], at(23, day=28))
    stage.now = at(9, day=29)
    await stage.move_deadline(number, "MOE", at(15, day=30))
    stage.now = at(13, day=29)
    await stage.move_deadline(number, "MOE", at(5, day=1, month=12), MoveKind.RETURNED)

    for period, assigned in (("2026-11-29..2026-11-29", 1), ("2026-11-30..2026-12-01", 0)):
        assert (await figures(stage, period))["total"]["assigned"] == assigned


async def test_a_period_without_issues_has_no_percentage(stage):
    shown = await figures(stage, "2570Q4")

    assert shown["rows"] == []
    assert shown["total"] == of_leads(0, 0, 0, 0, 0, None, None)


async def test_a_deadline_moved_in_time_saves_and_one_moved_afterwards_does_not(stage):
    stage.now = at(17)
    await stage.move_deadline(2, "MOPH-DMS", at(18))
    stage.now = at(14, day=26)
    await stage.move_deadline(3, "MOI", at(17, day=26))
    stage.now = at(16, day=26)
    await stage.report(3, "MOI")

    health, interior = (await figures(stage))["rows"][::-1]

    assert (health["on_time"], health["late"]) == (1, 1)
    assert (interior["on_time"], interior["late"], interior["missing"]) == (1, 0, 1)
    health, interior = (await figures(stage, raw=True))["rows"][::-1]
    assert (health["on_time"], health["late"]) == (1, 1)
    assert (interior["on_time"], interior["late"], interior["missing"]) == (0, 1, 1)


async def test_another_workspace_is_not_counted(stage):
    async with stage.deps.sessions.begin() as session:
        other = await workspaces.add(session, code="other", name="Other", now=stage.now)
    stage.workspace_id = other.id

    assert (await figures(stage))["total"]["assigned"] == 0
