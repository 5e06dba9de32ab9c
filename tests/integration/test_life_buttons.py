"""Buttons: who taps decides, twice is once, and a card may be months old."""

from datetime import timedelta

import pytest
from life import FLOOD, HOUR, button, data, posts, statuses, taps
from photographs import history

from models.audit import AuditEntry
from models.issues import Assignment
from models.issues.requests import Request

pytestmark = pytest.mark.anyio


@history
async def flood(town):
    """Issue 1, announced in IR with its card."""
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    town.fresh("ir")


async def audited(town):
    found = [entry.action for entry in await town.rows(AuditEntry)]
    return [action for action in found if not action.startswith("delivery.")]


@pytest.mark.usefixtures("flood")
async def test_a_tap_acknowledges_for_who_taps_and_twice_is_once(town):
    assert "กรมป้องกันและบรรเทาสาธารณภัย รับทราบประเด็น #1" in await taps(town, "ir", "ddpm", "รับทราบ")
    before = await audited(town)
    town.platform.clock.advance(HOUR)

    assert "ไว้แล้วเมื่อ จ. 23 พ.ย. 69" in await taps(town, "ir", "ddpm", "รับทราบ")

    assert await audited(town) == before
    assert await statuses(town) == {"DDPM": "acknowledged", "RID": "assigned"}


@pytest.mark.usefixtures("flood")
async def test_the_report_button_only_opens_the_keyboard(town):
    assert await taps(town, "ir", "ddpm", "รายงาน") == ""
    assert await statuses(town) == {"DDPM": "assigned", "RID": "assigned"}


@pytest.mark.usefixtures("flood")
async def test_a_report_is_judged_by_its_buttons(town):
    await town.answer("ir", "rid", "#รายงาน 1 ชี้แจงแล้ว https://rid.example.go.th")
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    await town.later(2 * HOUR)

    assert "รับรองรายงานประเด็น #1 ของ กรมป้องกัน" in await taps(town, "ia", "evaluator", "รับรอง")
    assert "“รับรองแล้ว”" in await taps(town, "ia", "evaluator", "รับรอง")
    assert await taps(town, "ia", "issuer", "ตีกลับ") == ""
    assert await statuses(town) == {"DDPM": "accepted", "RID": "reported"}


@pytest.mark.usefixtures("flood")
async def test_an_asked_for_extension_is_granted_with_one_tap(town):
    answer = await taps(town, "ir", "ddpm", "ขอขยายเวลา", picked="2026-11-24T10:00")
    assert "ส่งคำขอในประเด็น #1" in answer
    again = await taps(town, "ir", "ddpm", "ขอขยายเวลา", picked="2026-11-24T10:00")
    assert "ส่งไว้แล้ว" in again
    assert len(await town.rows(Request)) == 1
    await town.later()
    refused = await taps(town, "ia", "ddpm", "อนุมัติ")
    assert "เฉพาะผู้มอบหมาย" in refused
    assert refused.startswith("ผู้กดปุ่ม: สมชาย รักษ์น้ำ")

    assert "ขยายเวลาประเด็น #1" in await taps(town, "ia", "issuer", "อนุมัติ")

    assert "อนุมัติไปแล้ว" in await taps(town, "ia", "issuer", "ไม่อนุมัติ")
    deadlines = sorted(assignment.deadline for assignment in await town.rows(Assignment))
    assert deadlines[1] - deadlines[0] == timedelta(hours=19)
    await town.later()
    assert "ขยายเวลาประเด็น #1" in "\n".join(town.fresh("ir"))


@pytest.mark.usefixtures("flood")
async def test_a_refused_request_changes_nothing_and_is_told_in_ir(town):
    await town.answer("ir", "rid", "#โอน 1 กรมการข้าว ไม่ใช่งานของเรา")
    await town.later()

    assert "ไม่อนุมัติคำขอ" in await taps(town, "ia", "issuer", "ไม่อนุมัติ")

    await town.later()
    assert "ไม่อนุมัติคำขอ" in "\n".join(town.fresh("ir"))
    assert await statuses(town) == {"DDPM": "assigned", "RID": "assigned"}
    (request,) = await town.rows(Request)
    assert request.granted is False


@pytest.mark.usefixtures("flood")
async def test_a_newer_request_takes_the_place_of_the_older(town):
    await town.answer("ir", "ddpm", "#ขยายเวลา 1 พรุ่งนี้ 10.00 น.")
    await town.later()
    await town.answer("ir", "ddpm", "#ขยายเวลา 1 พรุ่งนี้ 11.00 น.")
    await town.later()

    older, newer = [entry for entry in town.entries("ia") if "คำขอ" in entry.text]
    assert "ส่งคำขอใหม่แทนคำขอนี้" in await taps(town, "ia", "issuer", "อนุมัติ", entry=older)
    assert "11.00 น." in await taps(town, "ia", "issuer", "อนุมัติ", entry=newer)


@pytest.mark.usefixtures("flood")
async def test_asking_again_for_another_reason_replaces_what_is_told_and_on_record(town):
    await town.answer("ir", "ddpm", "#โอน 1 กรมการข้าว ไม่ใช่ภารกิจ")
    again = await town.answer("ir", "ddpm", "#โอน 1 กรมการข้าว อยู่ในเขตนาข้าว")
    assert "ส่งคำขอในประเด็น #1" in again
    assert "เหตุผล: อยู่ในเขตนาข้าว" in await town.answer("ir", "ddpm", "#โอน 1 กรมการข้าว อยู่ในเขตนาข้าว")
    await town.later()
    asked = "\n".join(town.fresh("ia"))
    assert "ไม่ใช่ภารกิจ" not in asked

    assert "อยู่ในเขตนาข้าว" in await town.answer("ia", "issuer", "#อนุมัติ 1")

    older, newer = await town.rows(Request)
    assert (older.granted, older.reason) == (False, "ไม่ใช่ภารกิจ")
    assert (newer.granted, newer.reason) == (True, "อยู่ในเขตนาข้าว")


@pytest.mark.usefixtures("flood")
async def test_a_typed_extension_answers_what_was_asked(town):
    await town.answer("ir", "ddpm", "#ขยายเวลา 1 พรุ่งนี้ 10.00 น.")
    await town.later()

    await town.answer("ia", "issuer", "#ขยายเวลา 1 พรุ่งนี้ 12.00 น. ปภ.")

    assert "อนุมัติไปแล้ว" in await taps(town, "ia", "issuer", "ไม่อนุมัติ")


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize(
    ("who", "pressed", "said"),
    [
        ("guest", data("ack", 1), "ยังไม่ได้ลงทะเบียน"),
        ("guest", data("accept", 1, "MOI-DDPM"), "ยังไม่ได้ลงทะเบียน"),
        ("rid", data("accept", 1, "MOI-DDPM"), "ใช้ได้เฉพาะ"),
        ("both", data("ack", 1), "ไม่ใช่"),
        ("ddpm", data("ack", 1, workspace="health"), "พื้นที่งานอื่น"),
        ("ddpm", data("ack", 99), "ไม่พบประเด็น #99"),
        ("issuer", data("grant", 99), "ไม่พบคำขอนี้"),
        ("ddpm", data("extend", 1), "ปุ่มนี้ใช้ไม่ได้"),
        ("ddpm", "ack:1", "ปุ่มนี้ใช้ไม่ได้"),
        ("ddpm", "1|drop|main|1", "ปุ่มนี้ใช้ไม่ได้"),
    ],
)
async def test_a_stolen_or_forged_button_opens_nothing(who, pressed, said, town):
    await town.answer("ir", "ddpm", "#รายงาน 1 ok")

    assert said in await posts(town, "ir", who, pressed)

    assert await statuses(town) == {"DDPM": "reported", "RID": "assigned"}


@pytest.mark.usefixtures("flood")
async def test_a_stranger_who_taps_is_called_by_line(town):
    assert "ยังไม่ได้ลงทะเบียน" in await taps(town, "ir", "guest", "รับทราบ")

    (said,) = [entry.message for entry in town.entries("ir")[-1:]]
    assert said["substitution"]["p0"]["mentionee"]["userId"] == town.people["guest"]


@pytest.mark.usefixtures("flood")
async def test_line_must_say_who_tapped(town):
    town.platform.people.person(town.people["ddpm"]).consented = False

    assert "LINE ไม่แจ้งว่าใครเป็นผู้ส่ง" in await taps(town, "ir", "ddpm", "รับทราบ")


@pytest.mark.usefixtures("flood")
async def test_a_card_that_is_months_old_knows_how_things_stand(town):
    card = button(town, "ir", "รับทราบ")
    await town.answer("ir", "ddpm", "#รายงาน 1 ok")
    await town.answer("ia", "issuer", "#รับรอง 1 ปภ.")
    await town.answer("ia", "issuer", "#ยกเลิก 1 เลิกแล้ว")
    town.platform.clock.advance(timedelta(days=100))

    assert "ยกเลิกแล้ว" in await taps(town, "ir", "rid", "รับทราบ", entry=card)
    late = await taps(town, "ir", "rid", "ขอขยายเวลา", entry=card, picked="2026-11-24T10:00")
    assert "ยกเลิกแล้ว" in late


@pytest.mark.usefixtures("flood")
async def test_a_deadline_picked_in_the_past_is_refused(town):
    answer = await taps(town, "ir", "issuer", "ขอขยายเวลา", picked="2026-11-22T10:00")

    assert "ผ่านไปแล้ว" in answer
    assert await town.refusals() == ["not_ahead"]


async def test_an_issuer_says_from_whom_a_transfer_goes(town):
    await town.answer("ia", "issuer", FLOOD)

    ask = await town.answer("ia", "issuer", "#โอน 1 กรมการข้าว ไม่ใช่งานน้ำ")
    assert "โอนจากหน่วยงานใด" in ask
    strange = await town.answer("ia", "issuer", "#โอน 1 กรมประมง ไป กรมการข้าว ไม่ใช่งานน้ำ")
    assert "มอบหมายให้ กรมป้องกันและบรรเทาสาธารณภัย" in strange  # กรมประมง has nothing to give
    done = await town.answer("ia", "issuer", "#โอน 1 กรมการข้าว จาก กรมชลประทาน ไม่ใช่งานน้ำ")
    assert "จาก กรมชลประทาน ให้ กรมการข้าว" in done
    back = await town.answer("ia", "issuer", "#โอน 1 กรมชลประทาน คืนให้")
    assert "กรมชลประทาน ถอนจากประเด็น #1 ไปแล้ว" in back
    assert "ไม่ต้องโอน" in await town.answer("ia", "issuer", "#โอน 1 กรมการข้าว ของเขา")
    assert await statuses(town) == {"DDPM": "assigned", "RID": "transferred", "RICE": "assigned"}
    await town.answer("ia", "issuer", "#โอน 1 กรมการข้าว ไป กรมประมง เป็นเรื่องปลา")
    assert (await statuses(town))["RICE"] == "transferred"


async def test_a_report_without_a_number_is_taken_for_the_only_issue_that_is_owed(town):
    await town.answer("ia", "issuer", FLOOD)

    answer = await town.answer("ir", "ddpm", "#รายงาน กำลังดำเนินการ รอข้อมูล")
    assert "ซึ่งเป็นประเด็นเดียว" in answer
    assert "ยังไม่นับเป็นรายงาน" in answer
    await town.answer("ia", "issuer", FLOOD)
    assert "เลขประเด็น" in await town.answer("ir", "ddpm", "#รายงาน ชี้แจงแล้ว")
