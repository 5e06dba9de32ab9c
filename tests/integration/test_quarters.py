"""Fiscal quarters that are closed: what stays as it was, and what is told beside it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bench.invariants import stranger
from bot.commands.quarter import state
from bot.commands.session import Opened
from domain.indicator.periods import read_period
from domain.indicator.quarters import Unsettled
from domain.indicator.rules import By
from models import indicator
from models.audit import AuditEntry
from models.audit.check import verify
from models.exports import Export
from models.indicator import quarters
from models.indicator.unsettled import unsettled

pytestmark = pytest.mark.anyio

NEW_YEAR = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
"""24.00 of 31 December 2569 in Bangkok."""
CLOSING = NEW_YEAR + timedelta(days=5, hours=9)
FIRST = read_period("2570Q1", NEW_YEAR.date())
ISSUES = [
    "#issue ข่าวน้ำท่วม ถึง ปภ. กรมชลประทาน กรมประมง ภายใน วันนี้ 15.00 น.",
    "#issue ข่าวสิ้นปี ถึง กรมประมง ภายใน 31 ธ.ค. 69 เวลา 24.00 น.",
    "#issue ข่าวปีใหม่ ถึง กรมประมง ภายใน 1 ม.ค. 70 เวลา 10.00 น.",
]


def opened(town, session):
    return Opened(town.deps.settings, session, town.now)


async def puts_on_record(town, reason=""):
    async with town.deps.holding(1) as session:
        stated = await state(opened(town, session), 1, FIRST, reason)
        assert stated.changed or not reason
        return stated.quarter


async def versions(town):
    async with town.deps.reading() as session:
        return await quarters.versions(session, 1, "2570Q1")


async def kept(town):
    """Verdicts of the version that holds, by issue and agency."""
    async with town.deps.reading() as session:
        known = await quarters.versions(session, 1, "2570Q1")
        rows = [row async for row in quarters.rows_of(session, known)]
    return {(row["issue"], row["agency"]): row["verdict"] for row in rows}


async def findings(town):
    async with town.deps.reading() as session:
        return (await verify(session, 1)).findings


@pytest.fixture
async def closed(town):
    """A quarter with an issue answered in time, one missed on its last day, one of the next."""
    for issue in ISSUES:
        await town.answer("ia", "issuer", issue)
    await town.answer("ir", "ddpm", "#report 1 ระดมเครื่องสูบน้ำ")
    town.platform.clock.advance(CLOSING - town.now)
    await puts_on_record(town)
    return town


ROWS = {
    (1, "MOAC-DOF"): "missing",
    (1, "MOAC-RID"): "missing",
    (1, "MOI-DDPM"): "on_time",
    (2, "MOAC-DOF"): "missing",
}


async def test_a_closed_quarter_keeps_every_row_and_who_closed_it_by_what(closed):
    (version,) = await versions(closed)
    (entry,) = [row for row in await closed.rows(AuditEntry) if row.action == "quarter.closed"]

    assert await kept(closed) == ROWS
    assert (version.at, version.actor, version.reason) == (CLOSING, "operator", "")
    assert version.basis["timezone"] == "Asia/Bangkok"
    assert version.basis["days_off"][-1] == "2026-12-31"
    assert version.basis["return_clock"] == "paused"
    assert (entry.subject, entry.actor) == ("quarter:2570Q1", "operator")
    assert entry.detail["hash"] == version.hash
    assert entry.detail["figures"] == {"on_time": 1, "late": 0, "missing": 3}
    assert entry.detail["rows"] == len(ROWS)
    assert await findings(closed) == []


async def test_what_is_done_later_changes_the_figure_and_not_what_was_kept(closed):
    before = await closed.answer("ia", "evaluator", "#stats 2570Q1")
    await closed.answer("ir", "rid", "#report 1 เปิดประตูระบายน้ำ")
    await closed.answer("ia", "evaluator", "#excuse 1 กรมประมง ระบบขัดข้อง")
    after = await closed.answer("ia", "evaluator", "#stats 2570Q1")
    ministry = await closed.answer("ia", "evaluator", "#stats 2570Q1 ปภ.")

    assert "ปิดไตรมาสเมื่อ พ. 6 ม.ค. 70 09.00 น. ตัวเลขตรงกัน" in before
    assert "รวม: 33.33% (1/3) ช้า 1 ไม่รายงาน 1" in after
    assert "ตัวเลขที่ปิดไว้ รวม: 25.00% (1/4) ช้า 0 ไม่รายงาน 3 (ตัวเลขข้างต้นเป็นปัจจุบัน)" in after
    assert "• กระทรวงเกษตรและสหกรณ์: 0.00% (0/3) ช้า 0 ไม่รายงาน 3" in after
    assert "ตัวเลขตรงกัน" in ministry
    assert await kept(closed) == ROWS
    assert await findings(closed) == []


async def test_a_restatement_says_what_became_of_each_row_and_both_stay(closed):
    first = (await versions(closed))[0]
    await closed.answer("ir", "rid", "#report 1 เปิดประตูระบายน้ำ")
    await closed.later()
    await puts_on_record(closed, "รายงานทางหนังสือ")
    _, second = await versions(closed)
    told = await closed.answer("ia", "evaluator", "#stats 2570Q1")
    async with closed.deps.reading() as session:
        ((was, now),) = [pair async for pair in quarters.changes(session, second)]
        rows = [row async for row in quarters.rows_of(session, [first])]

    assert (was["verdict"], now["verdict"]) == ("missing", "late")
    assert (second.version, second.reason) == (1, "รายงานทางหนังสือ")
    assert await kept(closed) == ROWS | {(1, "MOAC-RID"): "late"}
    assert {(row["issue"], row["agency"]): row["verdict"] for row in rows} == ROWS
    assert "ปรับแก้ 1 ครั้ง" in told
    assert "ตัวเลขตรงกัน" in told
    assert await findings(closed) == []


async def test_a_row_that_leaves_the_quarter_is_restated(closed):
    await closed.answer("ia", "issuer", "#return 1 ปภ. ขอตัวเลข")  # gives back weeks
    await puts_on_record(closed, "ตีกลับแล้ว")
    async with closed.deps.reading() as session:
        _, version = await quarters.versions(session, 1, "2570Q1")
        ((was, now),) = [pair async for pair in quarters.changes(session, version)]

    assert (was["agency"], now) == ("MOI-DDPM", None)
    assert await kept(closed) == {key: each for key, each in ROWS.items() if key[1] != "MOI-DDPM"}
    assert await findings(closed) == []


@pytest.mark.parametrize("what", ["rows", "figures", "basis", "entry"])
async def test_whoever_changes_what_was_kept_is_found(closed, what):
    statement = {
        "rows": "DELETE FROM quarter_rows WHERE issue = 2",
        "figures": "UPDATE quarters SET figures = '[]'",
        "basis": """UPDATE quarters SET basis = '{"return_clock": "running"}'""",
        "entry": "DELETE FROM quarters",
    }[what]
    async with closed.deps.sessions.begin() as session:
        if what == "entry":
            await session.execute(text("DELETE FROM quarter_rows"))
        await session.execute(text(statement))

    (found,) = await findings(closed)
    assert (
        found
        == {
            "rows": "quarter 2570Q1, version 0: its rows are not those that the entries tell",
            "figures": "quarter 2570Q1, version 0: its figures are not those of its rows",
            "basis": "quarter 2570Q1, version 0: it was not counted by what the entries tell",
            "entry": "quarter 2570Q1, version 0: it is missing from the tables",
        }[what]
    )


async def test_a_stranger_comes_to_the_hash_that_was_kept(closed):
    await closed.answer("ir", "rid", "#report 1 เปิดประตูระบายน้ำ")
    await puts_on_record(closed, "รายงานทางหนังสือ")
    entries = await closed.exported(Export.AUDIT)

    told = stranger()(entries, closed.now)["quarters"]

    assert [(each["quarter"], each["hash"]) for each in told] == [
        ("2570Q1", version.hash) for version in await versions(closed)
    ]
    assert [each["figures"]["late"] for each in told] == [0, 1]


async def test_nothing_of_a_closed_quarter_is_opened_again(closed):
    await closed.answer("ia", "issuer", "#cancel 3 ซ้ำ")
    for number in (1, 2):
        await closed.answer("ia", "issuer", f"#cancel {number} ซ้ำ")

    refused = await closed.answer("ia", "issuer", "#reopen 2 ยกเลิกผิด")
    done = await closed.answer("ia", "issuer", "#reopen 3 ยกเลิกผิด")

    assert refused.startswith(
        "ไตรมาส 2570Q1 ปิดแล้วเมื่อ พ. 6 ม.ค. 70 09.00 น. จึงเปิดประเด็น #2 อีกครั้งไม่ได้"
    )
    assert "saphan quarter restate 2570Q1" in refused
    assert done.startswith("เปิดประเด็น #3")


async def test_what_is_unsettled_is_told_before_a_quarter_is_closed(town):
    await town.answer("ia", "issuer", ISSUES[0])
    await town.answer("ir", "ddpm", "#report 1 ระดมเครื่องสูบน้ำ")
    await town.answer("ir", "rid", "#extend 1 31 ธ.ค. 69 รอผล")
    await town.answer("ia", "issuer", "#excuse 1 กรมประมง ไม่ใช่ภารกิจ")
    town.platform.clock.advance(timedelta(hours=7))
    await town.answer("ir", "rid", "#object 1 ส่งทางหนังสือแล้ว")

    async with town.deps.reading() as session:
        found = await unsettled(session, 1, FIRST, town.deps.settings.timezone)
        of_the_next = read_period("2570Q2", NEW_YEAR.date())
        later = await unsettled(session, 1, of_the_next, town.deps.settings.timezone)

    assert found == {
        Unsettled.REQUESTS: [(1, "MOAC-RID")],
        Unsettled.REPORTS: [(1, "MOI-DDPM")],
        Unsettled.EXCUSES: [(1, "MOAC-DOF")],
        Unsettled.OBJECTIONS: [(1, "MOAC-RID")],
    }
    assert later == {}


async def test_a_deadline_falls_into_a_closed_quarter_or_into_an_open_one(closed):
    tz = closed.deps.settings.timezone
    async with closed.deps.reading() as session:
        of_year_end = await quarters.closed_at(session, 1, NEW_YEAR, tz)
        later = await quarters.closed_at(session, 1, NEW_YEAR + timedelta(seconds=1), tz)
        elsewhere = await quarters.closed_at(session, 2, NEW_YEAR, tz)

    assert (of_year_end, later, elsewhere) == (CLOSING, None, None)


async def test_stats_in_json_say_whether_the_period_is_frozen(closed):
    async def frozen(period):
        tz = closed.deps.settings.timezone
        async with closed.deps.reading() as session:
            table = await indicator.table(session, 1, period, By.AGENCY, now=closed.now, tz=tz)
            kept = await quarters.closed(session, 1, period)
        clock = closed.deps.settings.return_clock
        return indicator.as_json(period, table, clock, kept)["frozen"]

    (version,) = await versions(closed)
    told = await frozen(read_period("ตุลาคม–ธันวาคม 2569", NEW_YEAR.date()))

    assert (told["hash"], told["restatements"]) == (version.hash, 0)
    assert (told["total"]["due"], told["total"]["on_time_percent"]) == (4, 25.0)
    assert await frozen(read_period("2570", NEW_YEAR.date())) is None
