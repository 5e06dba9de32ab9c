"""Two facts are two notices, and one fact is told once: keys are made of the record's own id."""

from datetime import timedelta

import pytest
from life import FLOOD, edits
from photographs import history
from town import GATHERED

from scheduler.admins import tell_admins

pytestmark = pytest.mark.anyio


async def heard(town, chat):
    """What a chat hears once announcements have been gathered."""
    await town.later(GATHERED)
    return "\n".join(town.fresh(chat))


@history
async def flood(town):
    """Issue 1, told to both groups."""
    await town.answer("ia", "issuer", FLOOD)
    await heard(town, "ir")
    return town


async def test_the_second_edit_of_one_message_is_announced_with_the_first(flood):
    await flood.answer("ia", "issuer", "#แก้ไข 1 ด่วนที่สุด\n#แก้ไข 1\nภายใน: วันนี้ 16.00 น.")

    told = await heard(flood, "ir")

    assert told.count("แก้ไขประเด็น #1 แล้ว") == 1
    assert "แก้ไขประเด็น #1 แล้ว (ชั้นความเร็ว กำหนด)" in told
    assert "16.00 น." in told


async def test_of_two_edits_of_one_moment_both_changes_are_announced(flood):
    """Two messages can bear the same millisecond."""
    flood.says("ia", "issuer", "#แก้ไข 1 ด่วนที่สุด")
    flood.says("ia", "issuer", "#แก้ไข 1\nภายใน: วันนี้ 16.00 น.")
    await flood.deliver()
    await flood.work()

    told = await heard(flood, "ir")

    assert told.count("แก้ไขประเด็น #1 แล้ว") == 1
    assert "แก้ไขประเด็น #1 แล้ว (ชั้นความเร็ว กำหนด)" in told
    assert "16.00 น." in told


async def test_issuers_hear_again_when_all_have_reported_after_a_return(flood):
    for who in ("ddpm", "rid"):
        await flood.answer("ir", who, "#รายงาน 1 ชี้แจงแล้ว")
    assert "รายงานครบทุกหน่วยงานแล้ว" in await heard(flood, "ia")
    await flood.answer("ia", "issuer", "#ตีกลับ 1 ปภ. ขอตัวเลข")

    await flood.answer("ir", "ddpm", "#รายงาน 1 ผู้ได้รับผลกระทบ 12 ครัวเรือน")

    assert "รายงานครบทุกหน่วยงานแล้ว" in await heard(flood, "ia")


async def test_admins_hear_of_everything_that_happens_within_one_second(flood):
    """Of the second thing ten minutes later (B6)."""
    heard_by_admin = []
    for text, wait in (("#รายงาน 1 ชี้แจงแล้ว", 0), ("#รายงาน 1 เพิ่มเติม", 10)):
        await flood.answer("ir", "guest", text)
        flood.platform.clock.advance(timedelta(minutes=wait))
        await tell_admins(flood.deps)
        await flood.work()
        heard_by_admin.append("\n".join(flood.fresh("admin")))

    assert ["A1" in heard_by_admin[0], "A2" in heard_by_admin[1]] == [True, True]
    assert {"A1", "A2"} <= set((await flood.answer("ia", "issuer", "#list")).split())


async def test_issuers_hear_of_no_change_to_a_report_that_they_were_not_shown_yet(flood):
    message = flood.says("ir", "ddpm", "#รายงาน 1 กำลังลงพื้นที่")
    await flood.deliver()
    await flood.work()
    await edits(flood, "ir", "ddpm", message, "#รายงาน 1 กำลังลงพื้นที่ 3 แห่ง")

    told = await flood.answer("ia", "issuer", "#รายการ")
    assert "กำลังลงพื้นที่ 3 แห่ง" in told
    assert "แก้ไขข้อความรายงาน" not in told
    await edits(flood, "ir", "ddpm", message, "#รายงาน 1 กำลังลงพื้นที่ 4 แห่ง")
    assert "แก้ไขข้อความรายงาน" in await flood.answer("ia", "issuer", "#รายการ")


async def test_issuers_hear_of_no_progress_note_that_they_were_not_shown_as_a_report(flood):
    await flood.answer("ir", "ddpm", "#รายงาน 1 กำลังลงพื้นที่")
    assert "เป็นเพียงความคืบหน้า" in await flood.answer("ir", "ddpm", "#ความคืบหน้า 1")

    assert "ความคืบหน้า" not in await flood.answer("ia", "issuer", "#รายการ")
