"""What is said about several agencies: one of them does not decide for all. Rule L7."""

import pytest
from life import HOUR, statuses
from photographs import history

from models.issues import Assignment
from models.issues.requests import Request

pytestmark = pytest.mark.anyio

DISEASE = "#ประเด็น ข่าวโรคระบาด\nถึง: ปศ., กรมประมง, ปภ.\nภายใน: วันนี้ 15.00 น."


@history
async def disease(town):
    """Issue 1; one of the two agencies of the same person is settled."""
    await town.answer("ia", "issuer", DISEASE)
    await town.answer("ir", "both", "#รายงาน 1 กรมประมง ชี้แจงแล้ว")
    await town.answer("ia", "issuer", "#รับรอง 1 กรมประมง")
    await town.later()
    town.fresh("ir")


async def deadlines(town):
    return sorted(f"{row.deadline:%d %H}" for row in await town.rows(Assignment))


@pytest.mark.usefixtures("disease")
async def test_an_acknowledgement_is_not_refused_for_what_is_settled(town):
    answer = (await town.hear("ir", "both", "#รับทราบ 1"))[0]

    assert "กรมปศุสัตว์ รับทราบประเด็น #1" in answer
    assert "กรมประมง" not in answer
    assert (await statuses(town))["DLD"] == "acknowledged"
    assert "ไว้แล้วเมื่อ" in await town.answer("ir", "both", "#รับทราบ 1")


async def test_an_acknowledgement_of_a_named_agency_is_none_of_the_others(town):
    await town.answer("ia", "issuer", DISEASE)

    answer = (await town.hear("ir", "both", "#รับทราบ 1 กรมประมง ปภ."))[0]

    assert "กรมประมง รับทราบประเด็น #1" in answer
    assert "ท่านรับทราบแทนได้เฉพาะ กรมปศุสัตว์, กรมประมง" in answer
    found = await statuses(town)
    assert (found["DOF"], found["DLD"], found["DDPM"]) == ("acknowledged", "assigned", "assigned")
    assert "เฉพาะ กรมปศุสัตว์, กรมประมง" in await town.answer("ir", "both", "#รับทราบ 1 ปภ.")
    assert "ไม่รู้จักหน่วยงาน “กรมปมง”" in await town.answer("ir", "both", "#รับทราบ 1 กรมปมง")
    assert await statuses(town) == found


@pytest.mark.usefixtures("disease")
async def test_of_several_named_reports_those_that_can_be_are_accepted(town):
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")

    answer = await town.answer("ia", "issuer", "#รับรอง 1 ปภ., ปศ., กรมประมง และกรมทางหลวง")

    assert "รับรองรายงานประเด็น #1 ของ กรมป้องกันและบรรเทาสาธารณภัย แล้ว" in answer
    assert "ของ กรมปศุสัตว์ อยู่ในสถานะ “ยังไม่รับทราบ”" in answer
    assert "กรมทางหลวง ไม่ได้รับมอบหมายประเด็นนี้" in answer
    assert (await statuses(town))["DDPM"] == "accepted"


@pytest.mark.usefixtures("disease")
async def test_what_is_done_to_one_agency_at_a_time_says_so_and_keeps_the_reason(town):
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")

    answer = await town.answer("ia", "issuer", "#ตีกลับ 1 ปภ., ปศ. ตัวเลขไม่ครบ")

    assert answer.startswith("คำสั่งนี้ทำได้ทีละหน่วยงาน")
    assert "> ตัวเลขไม่ครบ" in answer


@pytest.mark.usefixtures("disease")
async def test_an_issuer_extends_for_those_that_owe_and_hears_of_the_others(town):
    text = "#ขยายเวลา 1 พรุ่งนี้ 10.00 น. กรมประมง ปศ. กรมชลประทาน"

    answer = await town.answer("ia", "issuer", text)

    assert "ขยายเวลาประเด็น #1 ของ กรมปศุสัตว์ เป็น" in answer
    assert "กรมประมง ไม่ได้ค้างรายงาน" in answer
    assert "กรมชลประทาน ไม่ได้รับมอบหมายประเด็นนี้" in answer
    assert await deadlines(town) == ["23 08", "23 08", "24 03"]

    answer = await town.answer("ia", "issuer", "#ขยายเวลา 1 วันนี้ 16.00 น.")
    assert "ขยายเวลาประเด็น #1 ของ กรมป้องกันและบรรเทาสาธารณภัย เป็น" in answer
    assert "กรมปศุสัตว์ มีกำหนดช้ากว่านี้" in answer
    assert await deadlines(town) == ["23 08", "23 09", "24 03"]
    assert "ไม่ใช่ กรมชลประทาน" in await town.answer(
        "ia", "issuer", "#ขยายเวลา 1 พรุ่งนี้ 10.00 น. กรมชลประทาน"
    )


@pytest.mark.usefixtures("disease")
async def test_a_reporter_asks_for_those_that_owe(town):
    answer = await town.answer("ir", "both", "#ขยายเวลา 1 พรุ่งนี้ 10.00 น. กรมประมง ปศ. ปภ.")

    assert "กรมปศุสัตว์ ขอขยายเวลา" in answer
    assert "กรมประมง ไม่ได้ค้างรายงาน" in answer
    assert "ท่านขอได้เฉพาะของ" in answer
    assert len(await town.rows(Request)) == 1


@pytest.mark.usefixtures("disease")
async def test_an_edit_goes_on_without_the_agency_that_does_not_come_back(town):
    await town.answer("ia", "issuer", "#แก้ไข 1\nถึง: ปศ., กรมประมง")

    answer = await town.answer("ia", "issuer", "#แก้ไข 1\nถึง: ปศ., กรมประมง, ปภ., กรมชลประทาน")

    assert "กรมป้องกันและบรรเทาสาธารณภัย ถูกถอนออกจากประเด็น #1 ไปแล้ว" in answer
    found = await statuses(town)
    assert (found["DDPM"], found["RID"]) == ("cancelled", "assigned")
    assert "ถูกถอน" in await town.answer("ia", "issuer", "#แก้ไข 1\nถึง: ปภ.")
    assert await statuses(town) == found


@pytest.mark.usefixtures("disease")
async def test_the_next_deadline_that_somebody_owes_is_shown_and_sorted_by(town):
    await town.answer("ia", "issuer", "#ประเด็น ข่าวอื่น\nถึง: ปภ.\nภายใน: พรุ่งนี้ 9.00 น.")
    await town.answer("ia", "issuer", "#ขยายเวลา 1 พรุ่งนี้ 10.00 น. ปศ.")
    town.platform.clock.advance(7 * HOUR)  # 16.00: one agency of issue 1 is late
    assert "เกินกำหนด" in await town.answer("ia", "issuer", "#สถานะ 1")
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")

    listed = (await town.hear("ia", "issuer", "#รายการ"))[0]

    assert "เกินกำหนด" not in listed
    assert listed.index("#2 ข่าวอื่น") < listed.index("#1 ข่าวโรคระบาด")
    head = (await town.answer("ia", "issuer", "#สถานะ 1")).splitlines()[1]
    assert "พรุ่งนี้ 10.00 น. (อีก" in head
    await town.answer("ir", "both", "#รายงาน 1 ชี้แจงแล้ว")
    head = (await town.answer("ia", "issuer", "#สถานะ 1")).splitlines()[1]
    assert head.endswith("พรุ่งนี้ 10.00 น.")  # nobody owes: the last deadline in force


async def test_more_time_that_may_be_meant_for_one_agency_is_asked_of_issuers(town):
    await town.answer("ia", "issuer", DISEASE)
    before = await deadlines(town)

    asked = await town.answer("ia", "issuer", "#ขยายเวลา 1 พรุ่งนี้ 10.00 น. รอผล ปศุสัตว์")
    assert "ใช้กับ “รอผล ปศุสัตว์” ไม่ได้ โปรดระบุหน่วยงาน" in asked
    assert await deadlines(town) == before

    request = await town.answer("ir", "ddpm", "#ขยายเวลา 1 พรุ่งนี้ 10.00 น. รอผล ปภ.")
    assert "กรมป้องกันและบรรเทาสาธารณภัย ขอขยายเวลา" in request
    answer = await town.answer("ia", "issuer", "#ขยายเวลา 1 พรุ่งนี้ 10.00 น. ปศุสัตว์ รอผล")
    assert "ของ กรมปศุสัตว์ เป็น" in answer
    assert await deadlines(town) != before
