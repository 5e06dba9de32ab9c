"""`#อนุมัติ N`, `#ไม่อนุมัติ N`: what an agency asked for is decided as its buttons do."""

import pytest
from life import FLOOD, button, statuses, taps
from photographs import history

from models.issues.requests import Request

pytestmark = pytest.mark.anyio

MORE = "#ขยายเวลา 1 พรุ่งนี้ 10.00 น. รอข้อมูล"


@history
async def asked(town):
    """Issue 1, in which the DDPM asks for time."""
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ir", "ddpm", MORE)
    await town.later()
    town.fresh("ir")


async def granted(town):
    return [request.granted for request in await town.rows(Request)]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("text", ["#อนุมัติ 1", "#grant 1 ปภ.", "#อนุมัติ 1 ตามที่ขอ"])
async def test_the_only_request_of_an_issue_is_granted(text, town):
    assert "ขยายเวลาประเด็น #1" in await town.answer("ia", "issuer", text)

    assert await granted(town) == [True]
    await town.later()
    assert "ขยายเวลาประเด็น #1" in "\n".join(town.fresh("ir"))
    assert "อนุมัติไปแล้ว" in await taps(town, "ia", "issuer", "ไม่อนุมัติ")
    assert "อนุมัติไปแล้ว" in await town.answer("ia", "issuer", "#ไม่อนุมัติ 1")


@pytest.mark.usefixtures("asked")
async def test_a_refusal_passes_its_reason_on(town):
    answer = await town.answer("ia", "issuer", "#ไม่อนุมัติ 1 เพราะประชาชนรอคำตอบ")

    assert "ไม่อนุมัติคำขอในประเด็น #1" in answer
    await town.later()
    assert "เหตุผลของผู้มอบหมาย: ประชาชนรอคำตอบ" in "\n".join(town.fresh("ir"))
    (request,) = await town.rows(Request)
    assert (request.granted, request.answer) == (False, "เพราะประชาชนรอคำตอบ")


async def test_a_request_that_was_decided_is_not_asked_any_more(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ir", "ddpm", MORE)

    assert "กดปุ่ม" not in await town.answer("ia", "issuer", "#อนุมัติ 1")


@pytest.mark.usefixtures("asked")
async def test_the_issue_of_a_request_is_offered_where_no_number_was_typed(town):
    await town.answer("ia", "issuer", FLOOD)
    assert "ยังไม่ได้ระบุเลขประเด็น" in await town.answer("ia", "issuer", "#อนุมัติค่ะ")
    (only,) = town.entries("ia")[-1].message["quickReply"]["items"]
    assert only["action"]["text"] == "1"

    assert "ขยายเวลาประเด็น #1" in await town.answer("ia", "issuer", "1")


@pytest.mark.usefixtures("asked")
async def test_closing_an_issue_tells_of_what_was_asked_and_not_decided(town):
    answer = await town.answer("ia", "issuer", "#ปิด 1")

    assert "1 หน่วยงาน (กรมป้องกันและบรรเทาสาธารณภัย) ขอขยายเวลาหรือขอโอนไว้" in answer
    await town.later()
    assert "คำขอสิ้นสุดพร้อมประเด็น" in "\n".join(town.fresh("ir"))


@pytest.mark.usefixtures("asked")
async def test_of_several_requests_the_agency_is_asked_for(town):
    await town.answer("ir", "rid", "#โอน 1 กรมการข้าว ไม่ใช่งานของเรา")

    answer = await town.answer("ia", "issuer", "#อนุมัติ 1")
    assert "หมายถึงคำขอใด" in answer
    assert "#อนุมัติ 1 กรมป้องกันและบรรเทาสาธารณภัย" in answer
    assert await granted(town) == [None, None]

    assert "กรมการข้าว" in await town.answer("ia", "issuer", "#อนุมัติ 1 กรมชลประทาน")
    assert await statuses(town) == {"DDPM": "assigned", "RID": "transferred", "RICE": "assigned"}
    assert await granted(town) == [None, True]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("who", "text", "said"),
    [
        ("ddpm", "#อนุมัติ 1", "เฉพาะผู้มอบหมาย"),
        ("issuer", "#อนุมัติ 1 กรมชลประทาน", "ไม่มีคำขอในประเด็น #1"),
        ("issuer", "#อนุมัติ 1 กรมปศุสัตว์", "ไม่ใช่ กรมปศุสัตว์"),
        ("issuer", "#อนุมัติ 1 กรมเวทมนตร์", "กรมเวทมนตร์"),
        ("issuer", "#อนุมัติ", "เลขประเด็น"),
        ("issuer", "#อนุมัติ 7", "ไม่พบประเด็น #7"),
    ],
)
async def test_what_cannot_be_decided_is_answered_and_changes_nothing(who, text, said, town):
    assert said in await town.answer("ia", who, text)
    assert await granted(town) == [None]


@pytest.mark.usefixtures("asked")
async def test_the_button_of_a_request_that_was_replaced_says_so(town):
    card = button(town, "ia", "อนุมัติ")
    await town.later()
    await town.answer("ir", "ddpm", "#ขยายเวลา 1 พรุ่งนี้ 14.00 น.")

    answer = await taps(town, "ia", "issuer", "อนุมัติ", entry=card)

    assert "ส่งคำขอใหม่แทนคำขอนี้" in answer
    assert "โดย" not in answer
    assert await granted(town) == [False, None]

    await town.answer("ia", "issuer", "#อนุมัติ 1 ปภ.")
    answer = await taps(town, "ia", "issuer", "อนุมัติ", entry=card)

    assert "14.00 น." in answer
    assert "อนุมัติไปแล้ว" in answer
    assert "โปรดพิจารณา" not in answer


@pytest.mark.usefixtures("asked")
async def test_nobody_is_told_to_send_a_command_that_is_not_theirs(town):
    assert "ใช้ได้เฉพาะผู้มอบหมาย" in await town.answer("ir", "rid", "#ถอน 1")
    assert "#อนุมัติ 1" not in await town.answer("ir", "rid", "#อนุญาต 1")
    assert "#ยกเลิก 1" in await town.answer("ia", "issuer", "#ถอน 1")
