"""The rows behind a figure: `saphan explain`, and the same in the export of assignments."""

import csv
import io
import json
import unicodedata

import anyio.to_thread
import pytest
from click.testing import CliRunner
from sqlalchemy import update
from stage import BANGKOK, Stage, at
from test_stats import TODAY, figures

from bench.exported import exported as as_exported
from bot.cli import main
from domain.indicator.periods import read_period
from domain.indicator.rules import RULES_VERSION
from domain.issues.assignments import AssignmentStatus
from domain.words import words_for
from models.exports import Export
from models.indicator.explain import COLUMNS, ROWS_AT_A_TIME, as_json, explained
from models.issues.reports import Report

pytestmark = pytest.mark.anyio

LONG = "ข่าวลือเรื่องน้ำท่วมขังในเขตเศรษฐกิจที่มีคนแชร์ต่อกันเป็นจำนวนมากในสื่อสังคมออนไลน์หลายช่องทางทั่วประเทศ" * 2


@pytest.fixture
async def stage(deps):
    """Each verdict once, and one that is late by half a minute though its deadline was moved."""
    stage = await Stage(deps, at(8)).set_up()
    await stage.open_issue(LONG, ["MOPH-DDC", "MOPH-DMS", "MOPH", "MOI"], at(15))
    await stage.open_issue("ปีหน้า", ["MOI"], at(0, day=1, month=10).replace(year=2027))
    stage.now = at(9)
    await stage.move_deadline(1, "MOPH-DDC", at(16))
    stage.now = at(10)
    await stage.report(1, "MOPH-DDC")
    await stage.put_status(1, "MOPH", AssignmentStatus.CANCELLED)
    stage.now = at(15, 0, second=31)
    await stage.report(1, "MOPH-DMS")
    stage.now = at(15, 30)
    await stage.move_deadline(1, "MOPH-DMS", at(18))
    stage.now = at(17)
    return stage


async def told(stage, period="2570", **more):
    wanted = read_period(period, TODAY)
    async with stage.deps.reading() as session:
        found = explained(session, stage.workspace_id, wanted, now=stage.now, tz=BANGKOK, **more)
        return [as_json(row, words_for("th", BANGKOK), BANGKOK) async for row in found]


async def exported(stage, period):
    wanted = read_period(period, TODAY)
    async with stage.deps.reading() as session:
        return await as_exported(
            session, stage.workspace_id, Export.ASSIGNMENTS, BANGKOK, now=stage.now, period=wanted
        )


async def test_every_assignment_is_shown_with_what_led_to_its_verdict(stage):
    in_time, late, withdrawn, missing, waiting = await told(stage)

    assert tuple(in_time) == COLUMNS
    assert [
        (row["issue"], row["agency"], row["verdict"], row["rule"], row["left_out_because"])
        for row in (in_time, late, withdrawn, missing, waiting)
    ] == [
        (1, "MOPH-DDC", "on_time", "K1", None),
        (1, "MOPH-DMS", "late", "K1", None),
        (1, "MOPH", "withdrawn", "K5", "cancelled"),
        (1, "MOI", "missing", "K7", None),
        (2, "MOI", "waiting", "K6", None),
    ]
    assert (in_time["original_deadline"], in_time["counted_deadline"], in_time["moves"]) == (
        "2026-11-23T15:00:00+07:00",
        "2026-11-23T16:00:00+07:00",
        [
            {
                "at": "2026-11-23T09:00:00+07:00",
                "old": "2026-11-23T15:00:00+07:00",
                "new": "2026-11-23T16:00:00+07:00",
                "kind": "extended",
                "by": "Issuer",
                "reason": "",
                "counts": True,
            }
        ],
    )
    assert (in_time["agency_name"], in_time["ministry_name"]) == ("กรมควบคุมโรค", "กระทรวงสาธารณสุข")
    assert [move["counts"] for move in late["moves"]] == [False]
    assert late["counted_deadline"] == "2026-11-23T15:00:00+07:00"
    assert "15.00.31 น. หลังกำหนด จ. 23 พ.ย. 69 15.00.00 น." in late["reason"]
    assert "ไม่นับ (C2)" in late["reason"]
    assert waiting["period"] == "2570Q4"  # 24.00 of 30 September


async def test_judgements_stand_beside_the_reports(stage):
    async with stage.deps.sessions.begin() as session:
        judged = {"judged": "returned", "judged_by_id": stage.issuer_id, "judged_at": at(16)}
        await session.execute(update(Report).values(**judged, reason="ขาดตัวเลข"))

    (report,) = (await told(stage, only=["MOPH-DDC"]))[0]["reports"]

    assert report == {
        "revision": 1,
        "kind": "final",
        "at": "2026-11-23T10:00:00+07:00",
        "by": "Issuer",
        "judged": "returned",
        "judged_at": "2026-11-23T16:00:00+07:00",
        "judged_by": "Issuer",
        "reason": "ขาดตัวเลข",
        "unsent_at": None,
    }


@pytest.mark.parametrize("period", ["2570", "2570Q1", "2569-11", "2570Q4", "2570Q2"])
async def test_the_rows_of_a_period_are_those_of_stats_and_of_the_export(stage, period):
    shown = await told(stage, period)
    total = (await figures(stage, period))["total"]
    verdicts = [row["verdict"] for row in shown]

    assert total["assigned"] == len(shown) - verdicts.count("withdrawn")
    assert [total[each] for each in ("on_time", "late", "missing")] == [
        verdicts.count(each) for each in ("on_time", "late", "missing")
    ]
    keys = ("issue", "agency", "counted_deadline", "period", "verdict", "left_out_because")
    named = (*keys, "agency_name", "ministry_name")
    assert [[row[key] for key in named] for row in await exported(stage, period)] == [
        [row[key] for key in named] for row in shown
    ]


async def test_rows_of_a_ministry_of_an_agency_and_of_another_quarter(stage):
    for only, agencies in (
        (["MOPH"], ["MOPH-DDC", "MOPH-DMS", "MOPH"]),
        (["MOPH-DMS"], ["MOPH-DMS"]),
        (["MOE"], []),
    ):
        assert [row["agency"] for row in await told(stage, only=only)] == agencies
    assert await told(stage, "2570Q2") == []


async def test_more_rows_than_are_read_at_a_time_all_come_once(stage):
    for number in range(3, ROWS_AT_A_TIME // 4 + 5):
        await stage.open_issue(f"เรื่องที่ {number}", ["MOPH", "MOI", "MOE", "MOF"], at(18))

    shown = [(row["issue"], row["agency"]) for row in await told(stage)]

    assert len(shown) == len(set(shown)) > ROWS_AT_A_TIME
    assert [number for number, _ in shown] == sorted(number for number, _ in shown)


@pytest.fixture
def types(stage):
    """Type `saphan explain …` as an operator; gives the result."""

    async def types(*words):
        environment = {
            "LINE_CHANNEL_SECRET": "secret",
            "LINE_CHANNEL_ACCESS_TOKEN": "token",
            "DATABASE_URL": stage.deps.settings.database_url,
        }
        return await anyio.to_thread.run_sync(
            lambda: CliRunner().invoke(main, ["explain", *words], env=environment)
        )

    return types


def columns(line):
    return sum(unicodedata.category(each) != "Mn" for each in line)


async def test_an_operator_reads_the_rows_in_a_hundred_columns(types):
    done = await types("กรมการแพทย์", "--period", "ไตรมาสที่ 1 ปีงบประมาณ 2570")
    lines = done.stdout.splitlines()

    assert done.exit_code == 0, done.stderr
    assert max(map(columns, lines)) <= 100
    assert lines[:2] == ["2570Q1 (2026-10-01 to 2026-12-31)", ""]
    assert lines[2].startswith("#1 ข่าวลือเรื่องน้ำท่วม")
    assert lines[2].endswith("…")
    assert lines[3] == "  MOPH-DMS (lead)  กรมการแพทย์, กระทรวงสาธารณสุข"
    assert "  deadline  2026-11-23 15:00:00  as it was set at first" in lines
    assert (
        "  deadline  2026-11-23 18:00:00  extended 2026-11-23 15:30:00: too late to count (C2)"
        in lines
    )
    assert "  counts    2026-11-23 15:00:00  2570Q1" in lines
    assert "  report 1  2026-11-23 15:00:31  final by Issuer" in lines
    assert "  late (K1)" in lines
    rules = f"by the rules of {RULES_VERSION} (docs/rules.md)"
    assert lines[-1] == f"1 assignments, {rules}."


async def test_json_and_csv_hold_the_same_rows(types):
    objects = json.loads((await types("MOPH", "--period", "2570", "--format", "json")).stdout)
    written = (await types("MOPH", "--period", "2570", "--format", "csv")).stdout
    table = list(csv.DictReader(io.StringIO(written)))

    assert [row["verdict"] for row in objects] == ["on_time", "late", "withdrawn"]
    assert [row["verdict"] for row in table] == [row["verdict"] for row in objects]
    assert json.loads(table[0]["moves"]) == objects[0]["moves"]
    assert tuple(table[0]) == COLUMNS
    assert not written.startswith("\ufeff")


BAD = [
    (["ไม่มีกรมนี้"], "No agency is called"),
    (["กพร."], "Several agencies are called กพร."),
    (["--period", "2570Q7"], "Not a period: 2570Q7"),
    (["--workspace", "none"], "There is no workspace 'none'"),
]


@pytest.mark.parametrize(("words", "sentence"), BAD)
async def test_bad_input_is_one_sentence(types, words, sentence):
    done = await types(*words)

    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: {sentence}")
    assert done.stderr.count("\n") == 1
