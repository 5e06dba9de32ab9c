"""`#stats … detail`: the rows behind a figure, in the chat."""

import pytest
from photographs import history

from domain.indicator.explained import ROWS_OF_PAGE

pytestmark = pytest.mark.anyio

QUARTER = "ไตรมาสที่ 1 ปีงบประมาณ 2570"


@history
async def flood(town):
    """Issue 1 of two agencies, announced; one of them has reported."""
    await town.answer("ia", "issuer", "#ประเด็น น้ำท่วมขัง ถึง ปภ., กรมชลประทาน ภายใน วันนี้ 15.00 น.")
    await town.answer("ir", "ddpm", "#report 1 ok")
    await town.later()
    town.fresh("ir")


@pytest.mark.usefixtures("flood")
async def test_the_rows_behind_a_figure_are_told_in_the_private_chat(town):
    own = await town.answer("ddpm", "ddpm", "#สถิติ รายละเอียด ไตรมาสที่ 1 ปีงบประมาณ 2570")
    assert "100.00% (1/1)" in own
    assert "รายการที่ 1\n• #1 น้ำท่วม" in own
    assert ": ทันกำหนด\n   กำหนด" in own
    assert "ชลประทาน" not in own
    everybody = await town.answer("evaluator", "evaluator", "#stats 2570 detail")
    assert "[กรมชลประทาน]: ยังไม่ถึงกำหนด" in everybody
    of_one = await town.answer("evaluator", "evaluator", "#stats กรมชลประทาน detail")
    assert "[กรมชลประทาน]" not in of_one
    assert "ไม่มีหน้า 2" in await town.answer("ddpm", "ddpm", "#สถิติ รายละเอียด หน้า 2")
    assert "เฉพาะหน่วยงานของท่าน" in await town.answer("ddpm", "ddpm", "#สถิติ กรมชลประทาน รายละเอียด")


@pytest.mark.usefixtures("flood")
async def test_a_group_hears_where_the_rows_are_told(town):
    told = await town.answer("ir", "ddpm", "#สถิติ รายละเอียด")

    assert "#1" not in told
    assert f"#สถิติ {QUARTER} รายละเอียด ในแชตส่วนตัวกับระบบ" in told


async def test_rows_that_one_answer_does_not_hold_go_on(town):
    for number in range(ROWS_OF_PAGE + 1):
        await town.answer("ia", "issuer", f"#issue เรื่องที่ {number} ถึง ปภ. ภายใน พรุ่งนี้")
    first = await town.answer("ddpm", "ddpm", "#stats ปภ. detail")
    assert f"รายการที่ 1–{ROWS_OF_PAGE}\n" in first
    ask = first.rpartition("พิมพ์ ")[2]
    assert ask == f"#สถิติ {QUARTER} กรมป้องกันและบรรเทาสาธารณภัย รายละเอียด หน้า 2"

    rest = await town.answer("ddpm", "ddpm", ask)

    assert f"รายการที่ {ROWS_OF_PAGE + 1}\n• #{ROWS_OF_PAGE + 1} " in rest
    assert "พิมพ์" not in rest
