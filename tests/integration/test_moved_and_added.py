"""Who has less time, who came and who went: told to them, and whose deadline is which."""

import json
from datetime import timedelta

import pytest
from life import FLOOD

from simulator.model.chats import BOT

pytestmark = pytest.mark.anyio

DDPM, RID, DOF = "กรมป้องกันและบรรเทาสาธารณภัย", "กรมชลประทาน", "กรมประมง"


def cards(town, chat):
    """The cards of a chat, oldest first, as JSON."""
    entries = town.platform.chats.entries(town.chats[chat], sender=BOT)
    messages = [entry.message for entry in entries if entry.message["type"] == "flex"]
    return [json.dumps(each["contents"], ensure_ascii=False) for each in messages]


async def announced(town, text=FLOOD):
    """An issue that IR has read, with people of three agencies there."""
    for who in ("ddpm", "rid", "both"):
        town.says("ir", who, "#help")
    await town.answer("ia", "issuer", text)
    await town.later()
    town.fresh("ir")


async def test_a_deadline_brought_forward_calls_who_has_less_time_and_shows_both(town):
    await announced(town)
    await town.answer("ir", "rid", "#รายงาน 1 ระบายน้ำแล้ว")

    answer = await town.answer("ia", "issuer", "#แก้ไข 1 กำหนด: วันนี้ 13.00 น.")
    await town.later()

    told = "\n".join(town.fresh("ir"))
    moved = "เร็วขึ้น จากเดิม จ. 23 พ.ย. 69 15.00 น. เป็น จ. 23 พ.ย. 69 13.00 น."
    assert moved in answer
    assert f"@สมชาย รักษ์น้ำ\nประเด็น #1: เลื่อนกำหนด{moved}" in told
    assert "@มาลี" not in told
    assert moved in cards(town, "ir")[-1]
    assert any(moved in each for each in cards(town, "ia"))


async def test_a_deadline_put_off_by_an_edit_calls_nobody(town):
    await announced(town)

    await town.answer("ia", "issuer", "#แก้ไข 1 กำหนด: วันนี้ 16.00 น.")
    await town.later()

    told = "\n".join(town.fresh("ir"))
    assert "เลื่อนกำหนดออกไป จากเดิม จ. 23 พ.ย. 69 15.00 น. เป็น" in told
    assert "@" not in told


async def test_an_edit_tells_whose_time_grew_and_whose_shrank(town):
    await announced(town)
    await town.answer("ia", "issuer", "#ขยายเวลา 1 ปภ. วันนี้ 18.00 น. รอข้อมูล")
    await town.later()
    town.fresh("ir")

    await town.answer("ia", "issuer", "#แก้ไข 1 กำหนด: วันนี้ 16.00 น.")
    await town.later()

    told = "\n".join(town.fresh("ir"))
    assert f"เลื่อนกำหนดของ {DDPM} เร็วขึ้น จากเดิม จ. 23 พ.ย. 69 18.00 น." in told
    assert f"เลื่อนกำหนดของ {RID} ออกไป จากเดิม จ. 23 พ.ย. 69 15.00 น." in told
    assert "@สมชาย" in told
    assert "@มาลี" not in told


async def test_what_is_typed_in_ir_calls_there_whom_a_notice_would(town):
    await announced(town)

    answer = await town.answer("ir", "issuer", "#แก้ไข 1 กำหนด: วันนี้ 13.00 น.")

    assert "@สมชาย รักษ์น้ำ" in answer
    assert "@มาลี ศรีสวัสดิ์" in answer
    handed = await town.answer("ir", "issuer", "#โอน 1 กรมประมง จาก ปภ. อยู่ในน้ำ")
    assert "@ดวงใจ พงษ์ไพร" in handed


async def test_who_was_withdrawn_by_an_edit_is_told_in_ir(town):
    await announced(town)

    await town.answer("ia", "issuer", "#แก้ไข 1\nถึง: กรมชลประทาน")
    await town.later()

    assert f"ถอน {DDPM} ออกจากประเด็นแล้ว ไม่ต้องรายงาน" in "\n".join(town.fresh("ir"))
    assert "ไม่ต้องรายงาน" in cards(town, "ir")[-1]


async def test_of_different_deadlines_it_is_said_whose_is_which(town):
    await announced(town)

    answer = await town.answer("ia", "issuer", "#แก้ไข 1\nถึง: ปภ., กรมชลประทาน, กรมประมง")
    await town.later()

    told = "\n".join(town.fresh("ir"))
    first = f"กำหนดของ {DDPM}, {RID}: วันจันทร์ที่ 23 พฤศจิกายน 2569 เวลา 15.00 น."
    second = f"กำหนดของ {DOF}: วันอังคารที่ 24 พฤศจิกายน 2569 เวลา 16.30 น."
    for text in (answer, told):
        assert first in text
        assert second in text
    assert f"@ดวงใจ พงษ์ไพร\n{DOF}: โปรดรับทราบและรายงานประเด็น #1 ภายใน อ. 24 พ.ย. 69" in told
    assert f"16.30 น. (อีก 31 ชม.)\\n{DOF}" in cards(town, "ir")[-1]


WARNED = [
    ("#แก้ไข 1\nถึง: ปภ., กรมชลประทาน, กรมควบคุมโรค, การประปานครหลวง", "นอกช่องทางนี้"),
    ("#โอน 1 การประปานครหลวง จาก ปภ. เป็นเรื่องน้ำประปา", "นอกช่องทางนี้"),
]


@pytest.mark.parametrize(("typed", "outside"), WARNED)
async def test_wherever_an_agency_is_added_the_issuer_is_warned(town, typed, outside):
    await announced(town)

    answer = await town.answer("ia", "issuer", typed)

    assert f"การประปานครหลวง อยู่{outside}" in answer
    assert "ยังไม่มีผู้ลงทะเบียนจาก" in answer
    await town.later()
    assert "ยังไม่มีผู้ลงทะเบียน" not in "\n".join(town.fresh("ir"))


async def test_a_transfer_that_is_granted_warns_the_issuer_too(town):
    await announced(town)
    await town.hear("ir", "ddpm", "#โอน 1 กรมควบคุมโรค เป็นเรื่องโรค")

    answer = await town.answer("ia", "issuer", "#อนุมัติ 1")

    assert "ยังไม่มีผู้ลงทะเบียนจาก กรมควบคุมโรค" in answer


async def test_an_extension_that_is_granted_warns_of_a_day_off(town):
    await announced(town)
    await town.hear("ir", "ddpm", "#ขยายเวลา 1 28 พ.ย. 69 12.00 น. รอพื้นที่")

    answer = await town.answer("ia", "issuer", "#อนุมัติ 1")

    assert "ตรงกับวันเสาร์หรืออาทิตย์" in answer


async def test_of_an_issue_cancelled_before_it_was_told_no_change_and_no_end_is_told(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ia", "issuer", "#แก้ไข 1 กำหนด: วันนี้ 14.00 น.")
    await town.answer("ia", "issuer", "#ขยายเวลา 1 วันนี้ 18.00 น. รอข้อมูล")
    await town.answer("ia", "issuer", "#ยกเลิก 1 ซ้ำ")

    await town.later()

    assert town.fresh("ir") == []


async def test_who_has_reported_before_the_announcement_is_not_asked_to(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.hear("ir", "rid", "#รายงาน 1 ระบายน้ำแล้ว")
    town.platform.clock.advance(timedelta(seconds=11))

    told = "\n".join(await town.hear("ir", "ddpm", "#help"))

    assert "@มาลี" not in told
