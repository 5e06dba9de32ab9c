"""`#excuse`: evaluators leave an assignment out of the figure; its duty stays. Rule K14."""

from datetime import timedelta

import pytest
from photographs import history
from sqlalchemy import update

from bench.invariants import stranger
from models.audit.check import verify
from models.exports import Export
from models.issues import Assignment
from models.issues.excuses import Excuse
from models.people import Person
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 15.00 น."
DDPM = "กรมป้องกันและบรรเทาสาธารณภัย"


@history
async def flood(town):
    """Issue 1 of two agencies, announced; one of them has reported."""
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ir", "rid", "#report 1 ok")
    await town.later()
    for chat in ("ia", "ir"):
        town.fresh(chat)


async def exported(town, what):
    """The rows of an export, of a record that is whole."""
    async with town.deps.reading() as session:
        assert (await verify(session, 1)).findings == []
    return await town.exported(what)


async def counted(town):
    """The agencies that count: by the export, and by a stranger from the audit alone."""
    ours = {
        row["agency"]: row["verdict"]
        for row in await exported(town, Export.ASSIGNMENTS)
        if row["left_out_because"] is None
    }
    theirs = stranger()(await exported(town, Export.AUDIT), town.now)["assignments"]
    assert ours == {row["agency"]: row["verdict"] for row in theirs}
    return sorted(ours)


@pytest.mark.usefixtures("flood")
async def test_an_excused_agency_leaves_numerator_and_denominator_and_stays_listed(town):
    town.platform.clock.advance(timedelta(days=1))
    assert "50.00% (1/2)" in await town.answer("ia", "evaluator", "#stats")

    told = await town.answer("evaluator", "evaluator", "#ยกเว้น 1 ปภ. ประเด็นซ้ำ กับ #7")

    assert f"ยกเว้นการนับตัวชี้วัดของประเด็น #1: {DDPM}\nเหตุผล: ประเด็นซ้ำ กับ #7" in told
    assert "หน้าที่รายงานและกำหนดไม่เปลี่ยน" in told
    assert "100.00% (1/1)" in await town.answer("evaluator", "evaluator", "#stats")
    detail = await town.answer("evaluator", "evaluator", "#stats 2570Q1 detail")
    assert f"[{DDPM}]: ยกเว้น: ประเด็นซ้ำ" in detail
    assert "(ไม่นับ: ประเด็นซ้ำ)" in await town.answer("ddpm", "ddpm", "#status 1")
    (row,) = [
        row for row in await exported(town, Export.ASSIGNMENTS) if row["agency"] == "MOI-DDPM"
    ]
    assert (row["verdict"], row["left_out_because"]) == ("excused", "duplicate")
    (kept,) = await exported(town, Export.EXCUSES)
    assert (kept["step"], kept["code"], kept["reason"]) == (
        "excused",
        "duplicate",
        "ประเด็นซ้ำ กับ #7",
    )
    assert await counted(town) == ["MOAC-RID"]


@pytest.mark.usefixtures("flood")
async def test_both_groups_hear_of_it_with_a_free_reply_and_nobody_is_called(town):
    pushed = town.platform.quota.used
    await town.answer("evaluator", "evaluator", "#excuse 1 ปภ. system down")
    await town.later()

    for chat in ("ia", "ir"):
        heard = "\n".join(await town.hear(chat, "issuer", "#list"))
        assert "ยกเว้นการนับตัวชี้วัดของประเด็น #1" in heard
        assert "@" not in heard
    assert town.platform.quota.used == pushed


@pytest.mark.usefixtures("flood")
async def test_a_dash_counts_it_again(town):
    assert "นับอยู่แล้ว" in await town.answer("ia", "evaluator", "#excuse 1 ปภ. -")
    await town.answer("ia", "evaluator", "#excuse 1 ปภ. ระบบขัดข้องทั้งวัน")
    assert await counted(town) == ["MOAC-RID"]

    assert "กลับมานับตัวชี้วัด" in await town.answer("ia", "evaluator", "#ยกเว้น 1 ปภ. - ค่ะ")

    assert await counted(town) == ["MOAC-RID", "MOI-DDPM"]
    assert [row.step for row in await town.rows(Excuse)] == ["excused", "counted"]


@pytest.mark.usefixtures("flood")
async def test_not_their_mandate_needs_an_issuers_word_first(town):
    mandate = "#ยกเว้น 1 ปภ. ไม่ใช่ภารกิจ"
    assert f"ต้องให้ผู้มอบหมายเห็นชอบก่อน โปรดให้ผู้มอบหมายพิมพ์ #ยกเว้น 1 {DDPM} ไม่ใช่ภารกิจ" in (
        await town.answer("ia", "evaluator", mandate)
    )
    assert "ผู้ประเมินเป็นผู้ยกเว้น" in await town.answer("ia", "issuer", "#excuse 1 ปภ. duplicate")
    assert await town.rows(Excuse) == []

    agreed = await town.answer("ia", "issuer", mandate)
    assert "ผู้มอบหมายเห็นชอบว่าประเด็น #1 ไม่ใช่ภารกิจ" in agreed
    assert await counted(town) == ["MOAC-RID", "MOI-DDPM"]
    await town.answer("ia", "evaluator", mandate)

    assert await counted(town) == ["MOAC-RID"]
    assert [(row.step, row.code) for row in await town.rows(Excuse)] == [
        ("agreed", "not_our_mandate"),
        ("excused", "not_our_mandate"),
    ]


@pytest.mark.usefixtures("flood")
async def test_who_is_issuer_and_evaluator_says_both_at_once_and_both_stand_on_record(town):
    async with town.deps.sessions.begin() as session:
        both = update(Person).where(Person.line_user_id == town.people["issuer"])
        await session.execute(both.values(roles=["issuer", "evaluator"]))

    await town.answer("ia", "issuer", "#excuse 1 ปภ. not their mandate")

    assert [row.step for row in await town.rows(Excuse)] == ["agreed", "excused"]
    assert await counted(town) == ["MOAC-RID"]


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("#excuse 1 ปภ. เห็นใจ", "โปรดขึ้นต้นเหตุผลด้วยข้อใดข้อหนึ่ง"),
        ("#excuse 1 ปภ.", "ยังไม่ได้ระบุเหตุผล"),
        ("#excuse 1 duplicate", "ยังไม่ได้ระบุหน่วยงาน"),
        ("#excuse 1 กรมประมง duplicate", "กรมประมง"),
        ("#excuse 9 ปภ. duplicate", "#9"),
    ],
)
async def test_what_it_lacks_is_said_and_nothing_is_done(text, refused, town):
    assert refused in await town.answer("ia", "evaluator", text)
    assert await town.rows(Excuse) == []


@pytest.mark.usefixtures("flood")
async def test_the_right_agency_is_said_alone(town):
    await town.answer("ia", "evaluator", "#excuse 1 กรมประมง duplicate")

    assert "ยกเว้นการนับ" in await town.answer("ia", "evaluator", "ปภ.")


@pytest.mark.usefixtures("flood")
async def test_what_was_withdrawn_cannot_be_excused_and_a_closed_issue_can(town):
    await town.answer("ia", "issuer", "#close 1")
    assert "ยกเว้นการนับ" in await town.answer("ia", "evaluator", "#excuse 1 ปภ. withdrawn")
    await town.answer("ia", "issuer", "#ประเด็น ฝุ่น ถึง ปภ. ภายใน วันนี้ 15.00 น.")
    await town.answer("ia", "issuer", "#cancel 2 ซ้ำ")

    assert "จึงไม่นับอยู่แล้ว" in await town.answer("ia", "evaluator", "#excuse 2 ปภ. duplicate")
    assert await counted(town) == ["MOAC-RID"]


@pytest.mark.usefixtures("flood")
async def test_what_was_said_later_holds_whichever_arrives_first(town):
    town.says("ia", "evaluator", "#excuse 1 ปภ. duplicate")
    (earlier,) = town.platform.webhooks.drain()
    town.platform.clock.advance(timedelta(minutes=1))
    await town.answer("ia", "evaluator", "#excuse 1 ปภ. system down")

    await town.post(earlier.body, earlier.headers)
    await town.work()

    assert "system_down" in [row.excused for row in await town.rows(Assignment)]
    assert "ที่ส่งภายหลัง" in "\n".join(town.fresh("ia"))


@pytest.mark.usefixtures("flood")
async def test_unsending_it_erases_the_words_and_changes_no_figure(town):
    said = town.says("ia", "evaluator", "#excuse 1 ปภ. ประเด็นซ้ำ กับเรื่องลับ")
    await town.deliver()
    await town.work()
    Phones(town.platform).unsends(town.people["evaluator"], said)
    await town.deliver()
    await town.work()

    (row,) = await town.rows(Excuse)
    assert (row.step, row.reason) == ("excused", "")
    assert await counted(town) == ["MOAC-RID"]
