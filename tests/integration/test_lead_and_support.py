"""Who leads and who supports is counted apart and together, wherever a figure stands. Rule K17."""

import json

import pytest
from photographs import history

from bench.invariants import stranger
from domain.indicator.rules import CountedRoles
from models.exports import Export

pytestmark = pytest.mark.anyio


@history
async def flood(town):
    """Two lead and one supports, of two ministries; who supports and one of the others answer."""
    text = "#ประเด็น น้ำท่วม ภายใน วันนี้ 15.00 น.\nถึง: ปภ., กรมประมง\nร่วม: กรมชลประทาน, จ.กระบี่"
    await town.answer("ia", "issuer", text)
    await town.answer("ir", "rid", "#report 1 ok")
    await town.answer("ir", "ddpm", "#report 1 ok")
    town.platform.clock.set(town.now.replace(hour=16))


@pytest.mark.usefixtures("flood")
async def test_a_figure_is_of_those_who_lead_and_the_others_stand_beside_it(town):
    told = (await town.answer("evaluator", "evaluator", "#สถิติ")).splitlines()

    assert "• กระทรวงเกษตรและสหกรณ์: 0.00% (0/1) ช้า 0 ไม่รายงาน 1 · สนับสนุน 100.00% (1/1)" in told
    assert "• กระทรวงมหาดไทย: 100.00% (1/1) ช้า 0 ไม่รายงาน 0" in told
    assert "รวม (หน่วยงานหลัก): 50.00% (1/2) ช้า 0 ไม่รายงาน 1" in told
    assert "สนับสนุน: 100.00% (1/1) ช้า 0 ไม่รายงาน 0" in told
    assert "หลักและสนับสนุน: 66.67% (2/3) ช้า 0 ไม่รายงาน 1" in told


@pytest.mark.usefixtures("flood")
async def test_a_house_may_count_both_together(town):
    town.set(counted_roles=CountedRoles.ALL)

    told = (await town.answer("evaluator", "evaluator", "#stats")).splitlines()

    assert (
        "• กระทรวงเกษตรและสหกรณ์: 50.00% (1/2) ช้า 0 ไม่รายงาน 1 · หน่วยงานหลัก 0.00% (0/1) "
        "· สนับสนุน 100.00% (1/1)" in told
    )
    assert "รวม (หลักและสนับสนุน): 66.67% (2/3) ช้า 0 ไม่รายงาน 1" in told
    assert "หน่วยงานหลัก: 50.00% (1/2) ช้า 0 ไม่รายงาน 1" in told


@pytest.mark.usefixtures("flood")
async def test_a_stranger_counts_them_apart_too(town):
    told = stranger()(await town.exported(Export.AUDIT), town.now)

    assert told["by_ministry"]["MOAC"] == {
        "lead": {"on_time": 0, "late": 0, "missing": 1, "waiting": 0},
        "support": {"on_time": 1, "late": 0, "missing": 0, "waiting": 0},
    }


@pytest.mark.usefixtures("flood")
async def test_who_leads_after_an_edit_is_counted_as_a_leader(town):
    await town.answer("ia", "issuer", "#edit 1\nหน่วยงานหลัก: ปภ., กรมประมง, กรมชลประทาน, จ.กระบี่")

    told = await town.answer("evaluator", "evaluator", "#stats")

    assert "รวม: 66.67% (2/3) ช้า 0 ไม่รายงาน 1" in told
    audit = json.loads(json.dumps(await town.exported(Export.AUDIT)))
    assert stranger()(audit, town.now)["by_ministry"]["MOAC"]["lead"]["on_time"] == 1


@pytest.mark.usefixtures("flood")
async def test_k22_how_it_was_counted_stands_beside_a_figure(town):
    await town.answer("ia", "issuer", "#issue สอง ถึง กรมประมง ภายใน พรุ่งนี้")
    await town.answer("ia", "issuer", "#cancel 2 ซ้ำ")

    told = await town.answer("evaluator", "evaluator", "#สถิติ")
    in_group = await town.answer("ir", "ddpm", "#สถิติ ปภ.")

    assert "ไม่นับ 2: แสดงเท่านั้น 1, ยกเลิก 1" in told
    assert "กติกาการนับฉบับ 27 พ.ย. 69 · รายงานที่ถูกตีกลับ: หยุดนับเวลาระหว่างรอตรวจ" in told
    last = told.splitlines()[-1]
    assert last.startswith("ดูรายการที่นับและไม่นับ: พิมพ์ #สถิติ ไตรมาสที่ 1")
    assert last.endswith(" รายละเอียด")
    assert "รายละเอียด ในแชตส่วนตัวกับระบบ" in in_group
    assert "กติกาการนับฉบับ" in in_group
