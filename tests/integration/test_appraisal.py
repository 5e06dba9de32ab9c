"""Admins say in the chat how an agency stands in the figures. Rule K15."""

import pytest
from photographs import history
from sqlalchemy import select
from test_standings import counted

from models import workspaces
from models.audit import AuditEntry
from models.exports import Export
from models.indicator.standings import Standing
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

OUT = "#การประเมิน กรมประมง แสดงเท่านั้น ตั้งแต่ 1 ต.ค. 69 เหตุผล มติ ครม."


@history
async def flood(town):
    """One of two agencies of a ministry has answered in time, the other not; all is due."""
    await town.answer("ia", "issuer", "#ประเด็น น้ำท่วม ถึง กรมประมง, กรมชลประทาน ภายใน วันนี้ 15.00 น.")
    await town.answer("ir", "rid", "#report 1 ok")
    town.platform.clock.set(town.now.replace(hour=16))


@pytest.mark.usefixtures("flood")
async def test_an_admin_takes_an_agency_out_of_the_figures_with_a_reason(town):
    told = await town.answer("admin", "admin", OUT)

    assert told.splitlines() == [
        "บันทึกแล้ว: กรมประมง แสดงเท่านั้น สังกัด กระทรวงเกษตรและสหกรณ์ ตั้งแต่ 1 ต.ค. 69",
        "เหตุผล: มติ ครม.",
        "สถิติที่เปลี่ยน",
        "• 2570Q1 กระทรวงเกษตรและสหกรณ์: 50.00% (1/2) → 100.00% (1/1)",
    ]
    assert await counted(town) == [
        ("MOAC-DOF", "MOAC", "shown_only", "shown_only"),
        ("MOAC-RID", "MOAC", "on_time", None),
    ]
    entry = next(
        each
        for each in reversed(await town.exported(Export.AUDIT))
        if each["action"] == "agency.stands"
    )
    assert entry["subject"] == "agency:MOAC-DOF"
    assert entry["actor"].startswith("person:")
    assert entry["detail"] == {
        "agency": "MOAC-DOF",
        "since": "2026-09-30T17:00:00.000000Z",
        "until": None,
        "appraised": False,
        "ministry": "MOAC",
    }


@pytest.mark.usefixtures("flood")
async def test_an_admin_moves_an_agency_to_another_ministry_and_asks_how_it_stands(town):
    told = await town.answer(
        "ia", "admin", "#appraisal กรมประมง\nministry: มท.\nfrom: 1 ต.ค. 69\nreason: พ.ร.ฎ."
    )
    later = await town.answer(
        "ia", "admin", "#การประเมิน กรมประมง ไม่สังกัดกระทรวง ตั้งแต่ 1 ต.ค. 70 เหตุผล ยุบรวม"
    )

    assert "• 2570Q1 กระทรวงเกษตรและสหกรณ์: 50.00% (1/2) → 100.00% (1/1)" in told
    assert "• 2570Q1 กระทรวงมหาดไทย: – → 0.00% (0/1)" in told
    assert later.endswith("ไม่มีสถิติใดเปลี่ยน")
    stands = await town.answer("admin", "admin", "#การประเมิน กรมประมง")
    assert stands.splitlines()[:3] == [
        "กรมประมง ขณะนี้อยู่ในการประเมิน สังกัด กระทรวงมหาดไทย",
        "• ตั้งแต่ 1 ต.ค. 69 อยู่ในการประเมิน สังกัด กระทรวงมหาดไทย: พ.ร.ฎ.",
        "• ตั้งแต่ 1 ต.ค. 70 อยู่ในการประเมิน ไม่สังกัดกระทรวง: ยุบรวม",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "#การประเมิน กรมประมง สังกัด มท. เหตุผล มติ",
            "#การประเมิน กรมประมง สังกัด กระทรวงมหาดไทย ตั้งแต่ 1 ต.ค. 69 เหตุผล มติ",
        ),
        ("#การประเมิน กรมประมง แสดงเท่านั้น ตั้งแต่ 1 ต.ค. 50 เหตุผล มติ", "1 ต.ค. 59"),
        (
            "#ประเมิน กรมประมง ประเมิน ไม่สังกัดกระทรวง ตั้งแต่ 1 ต.ค. 68",
            "#การประเมิน กรมประมง ประเมิน ไม่สังกัดกระทรวง ตั้งแต่ 1 ต.ค. 68 เหตุผล …",
        ),
        ("#วิธีใช้ การประเมิน", "#การประเมิน กฟภ. แสดงเท่านั้น ตั้งแต่"),
        ("#การประเมิน กรมประมง สังกัด กรมชลประทาน ตั้งแต่ 1 ต.ค. 69 เหตุผล มติ", "ไม่ใช่กระทรวง"),
    ],
)
async def test_what_is_missing_is_asked_and_nothing_is_done(town, text, said):
    assert said in await town.answer("admin", "admin", text)
    assert await unchanged(town)


async def unchanged(town):
    async with town.deps.reading() as session:
        reasons = await session.scalars(select(Standing.reason).distinct())
        return list(reasons) == ["นร 1200/97 ข้อ 2.2"]


async def test_only_admins_of_every_workspace_change_what_concerns_them_all(town):
    assert "สิทธิ" in await town.answer("evaluator", "evaluator", OUT)
    async with town.deps.sessions.begin() as session:
        await workspaces.add(session, code="health", name="สาธารณสุข", now=town.now)

    assert "saphan agency set" in await town.answer("ia", "admin", OUT)
    assert await unchanged(town)

    await town.settle("health", "health-")

    assert "บันทึกแล้ว" in await town.answer("ia", "admin", OUT)
    told = [each for each in await town.rows(AuditEntry) if each.action == "agency.stands"]
    assert [each.workspace_id for each in told] == [1, 2]


async def test_the_reason_of_a_message_that_is_unsent_is_erased(town):
    message = town.says("admin", "admin", OUT)
    await town.deliver()
    await town.work()
    Phones(town.platform).unsends(town.people["admin"], message)
    await town.deliver()
    await town.work()

    assert await unchanged(town) is False
    async with town.deps.reading() as session:
        reasons = await session.scalars(select(Standing.reason).distinct())
        assert set(reasons) == {"", "นร 1200/97 ข้อ 2.2"}
