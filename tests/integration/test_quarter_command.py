"""`saphan quarter` as operators type it, and what `saphan stats` tells of a closed quarter."""

import hashlib
import json

import anyio.to_thread
import pytest
from click.testing import CliRunner
from stage import Stage, at

from bot.cli import main
from domain.issues.assignments import AssignmentStatus

pytestmark = pytest.mark.anyio


def then(*given, **more):
    """An instant of the first quarter of fiscal year 2568, which is over."""
    return at(*given, **more).replace(year=2024)


@pytest.fixture
async def types(deps):
    """Type `saphan …` where one agency reported in time, and one never; gives the result."""
    stage = await Stage(deps, then(8)).set_up()
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC", "MOPH-DMS"], then(15))
    stage.now = then(9)
    await stage.report(1, "MOPH-DDC")

    async def types(*words):
        environment = {
            "LINE_CHANNEL_SECRET": "secret",
            "LINE_CHANNEL_ACCESS_TOKEN": "token",
            "DATABASE_URL": deps.settings.database_url,
        }
        return await anyio.to_thread.run_sync(
            lambda: CliRunner().invoke(main, words, env=environment)
        )

    types.stage = stage
    return types


async def printed(types, *words):
    done = await types(*words)
    assert done.exit_code == 0, done.stderr
    return done.stdout


async def refused(types, *words):
    done = await types(*words)
    assert done.exit_code == 1
    return done.stderr.removeprefix("Error: ")


async def test_a_quarter_is_closed_once_and_not_before_it_is_settled_or_yes_is_said(types):
    assert await refused(types, "quarter", "close", "2568Q1") == (
        "2568Q1 is unsettled.\n"
        "1 reported, and nobody has judged: #1 MOPH-DDC\n"
        "Settle this, or close it all the same with --yes.\n"
    )
    closed = await printed(types, "quarter", "close", "ไตรมาสที่ 1 ปีงบประมาณ 2568", "--yes")
    again = await refused(types, "quarter", "close", "2568Q1", "--yes")

    assert closed.splitlines()[:2] == [
        "Unsettled: 1 reported, and nobody has judged: #1 MOPH-DDC.",
        "2568Q1 is closed: 2 rows, 50.00% (1/2), 0 late, 1 missing.",
    ]
    assert again.startswith("2568Q1 was closed ")
    assert again.endswith("a correction is `saphan quarter restate 2568Q1`.\n")


BAD = [
    (("close", "2650Q1"), "2650Q1 is not over: it ends on 2106-12-31."),
    (("close", "2568"), "2568 is no fiscal quarter: write it as 2570Q1."),
    (("show", "2567-11"), "2567-11 is no fiscal quarter: write it as 2570Q1."),
    (("show", "2568Q1"), "2568Q1 is not closed: its figure is that of `saphan stats`."),
    (("restate", "2568Q1", "--reason", "x"), "2568Q1 is not closed: its figure is that of"),
    (("restate", "2568Q1", "--reason", " "), "Say why: --reason TEXT."),
    (("show", "2568Q1", "--as-of", "2099-01-01T10:00"), "2099-01-01T10:00:00+07:00 lies ahead"),
    (("list", "--workspace", "none"), "There is no workspace 'none'"),
]


@pytest.mark.parametrize(("words", "sentence"), BAD)
async def test_what_cannot_be_done_is_one_sentence(types, words, sentence):
    told = await refused(types, "quarter", *words)

    assert told.startswith(sentence)
    assert told.count("\n") == 1


async def test_list_and_show_tell_what_was_kept_and_what_is_now(types):
    assert await printed(types, "quarter", "list") == "No quarter is closed.\n"
    await printed(types, "quarter", "close", "2568Q1", "--yes")
    nothing = await refused(types, "quarter", "restate", "2568Q1", "--reason", "แก้ไข")
    await types.stage.put_status(1, "MOPH-DMS", AssignmentStatus.CANCELLED)
    listed = (await printed(types, "quarter", "list")).splitlines()
    before = (await printed(types, "quarter", "show", "2568Q1")).splitlines()
    restated = await printed(types, "quarter", "restate", "2568Q1", "--reason", "ถอนแล้ว")
    after = (await printed(types, "quarter", "show", "2568Q1")).splitlines()
    early = await printed(types, "quarter", "show", "2568Q1", "--as-of", "2024-12-01T10:00")

    assert nothing == "2568Q1 stands as it was closed: there is nothing to restate.\n"
    assert "by operator: 50.00% (1/2), 0 late, 1 missing" in listed[0]
    assert listed[1:] == ["2568Q1\tnow\t100.00% (1/1), 0 late, 0 missing\tnot restated"]
    change = "#1 MOPH-DMS: missing -> withdrawn (verdict, left_out_because)"
    assert before[0] == "2568Q1 (2024-10-01 to 2024-12-31)"
    assert before[-2:] == ["now: 100.00% (1/1), 0 late, 0 missing", f"  not restated: {change}"]
    assert restated.startswith("2568Q1 is restated: 1 rows changed, 100.00% (1/1)")
    assert after[-3:] == [
        "  because: ถอนแล้ว",
        f"  {change}",
        "now: 100.00% (1/1), 0 late, 0 missing",
    ]
    assert "It was not closed." in early


async def test_a_program_reads_every_row_that_was_kept_and_their_hash(types):
    await printed(types, "quarter", "close", "2568Q1", "--yes")
    await types.stage.put_status(1, "MOPH-DMS", AssignmentStatus.CANCELLED)
    await printed(types, "quarter", "restate", "2568Q1", "--reason", "ถอนแล้ว")
    told = json.loads(await printed(types, "quarter", "show", "2568Q1", "--json"))
    lines = [
        json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
        for row in told["rows"]
    ]

    closing, restatement = told["versions"]
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == closing["hash"]
    assert [row["verdict"] for row in told["rows"]] == ["on_time", "missing"]
    assert restatement["reason"] == "ถอนแล้ว"
    assert [each["after"]["verdict"] for each in restatement["changed"]] == ["withdrawn"]
    assert (closing["total"]["due"], restatement["total"]["due"]) == (2, 1)


async def test_stats_tell_both_figures_where_they_differ(types):
    await printed(types, "quarter", "close", "2568Q1", "--yes")
    same = await printed(types, "stats", "--period", "2568Q1")
    await types.stage.put_status(1, "MOPH-DMS", AssignmentStatus.CANCELLED)
    other = await printed(types, "stats", "--period", "ตุลาคม–ธันวาคม 2567")
    frozen = json.loads(await printed(types, "stats", "--period", "2568Q1", "--json"))["frozen"]
    open_ = json.loads(await printed(types, "stats", "--period", "2568Q2", "--json"))["frozen"]

    assert "50.00% (1/2), 0 late, 1 missing, as it is now." in same
    assert "50.00% (1/2), 0 late, 1 missing, another figure than now." in other
    assert "50.00% (1/2), 0 late, 1 missing kept of กระทรวงสาธารณสุข" in other
    assert (frozen["restatements"], frozen["total"]["on_time_percent"]) == (0, 50.0)
    assert open_ is None
