"""What an official reads is right when it is read: times, judgements, what is left to do."""

from datetime import timedelta

import pytest
from life import FLOOD, HOUR
from sqlalchemy import select

from models.audit import AuditEntry
from models.people import Person
from simulator.model.phones import actions_of

pytestmark = pytest.mark.anyio

DDPM = "กรมป้องกันและบรรเทาสาธารณภัย"


def labels(town, chat, within):
    """The buttons of the newest message of the bot in a chat that holds a text."""
    entry = next(each for each in reversed(town.entries(chat)) if within in each.text)
    return {action["label"] for action in actions_of(entry.message)}


async def opened(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    town.fresh("ia")


@pytest.mark.parametrize(
    ("judged", "reads"),
    [
        ("#รับรอง 1 ปภ.", "รายงานแล้ว รับรองแล้ว ทันกำหนด (ส่ง "),
        ("#ตีกลับ 1 ปภ. ขอภาพ", "รายงานแล้ว ตีกลับแล้ว (ส่ง "),
    ],
)
async def test_a_report_that_was_judged_before_it_was_shown_offers_no_judging(town, judged, reads):
    await opened(town)
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้วทางเว็บไซต์")
    await town.answer("evaluator", "evaluator", judged)

    told = await town.answer("ia", "issuer", "#รายการ")

    assert reads in told
    assert "ชี้แจงแล้วทางเว็บไซต์" in told
    assert not {"รับรอง", "ตีกลับ"} & labels(town, "ia", reads)


async def test_a_report_that_waited_counts_who_is_missing_when_it_is_shown(town):
    await opened(town)
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    await town.answer("ir", "rid", "#รายงาน 1 น้ำในเขื่อนปกติ กำลังดำเนินการ")

    told = await town.answer("ia", "issuer", "#รายการ")

    assert "ยังรออีก" not in told
    assert "อาจเป็นความคืบหน้า" in told
    assert {"รับรอง", "ตีกลับ"} <= labels(town, "ia", f"{DDPM} รายงานแล้ว")


async def test_a_report_that_became_a_note_is_not_asked_for_again_once_another_came(town):
    await opened(town)
    await town.answer("ir", "ddpm", "#รายงาน 1 กำลังดำเนินการ ค่ะ")
    await town.answer("ir", "ddpm", "#รายงาน 1 น้ำท่วม กำลังสูบน้ำ")
    assert "กำลังสูบน้ำ" in await town.answer("ia", "issuer", "#รายการ")
    await town.answer("ir", "ddpm", "#ความคืบหน้า 1")
    await town.answer("ir", "ddpm", "#รายงาน 1 น้ำลดแล้ว")

    told = await town.answer("ia", "issuer", "#รายการ")

    assert "เป็นเพียงความคืบหน้า ไม่นับเป็นรายงาน ยังนับรายงานที่ส่งเมื่อ" in told
    assert "ต้องรายงานใหม่" not in told


async def test_a_later_report_is_shown_with_its_own_time(town):
    await opened(town)
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    town.platform.clock.advance(30 * HOUR)
    await town.answer("ir", "ddpm", "#รายงาน 1 แก้ตัวเลข")
    town.fresh("ia")

    told = await town.answer("ia", "issuer", "#รับรอง 1")

    later = "แก้ตัวเลข"
    (line,) = [each for each in told.splitlines() if "(ส่ง อ. 24 พ.ย. 69" in each]
    assert "นับตามรายงานที่ส่งเมื่อ จ. 23 พ.ย. 69" in line
    assert told.splitlines().index(later) == told.splitlines().index(line) + 1


async def test_what_is_said_a_third_time_was_received_when_it_was_said_first(town):
    await opened(town)
    first = town.now
    answers = []
    for hours in (0, 1, 25):
        town.platform.clock.set(first + hours * HOUR)
        answers.append(await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว"))

    sent = answers[0].partition("ส่งเมื่อ ")[2].partition("เวลา ")[2][:5]
    assert all(f"ส่งไว้เมื่อ จ. 23 พ.ย. 69 {sent} น." in each for each in answers[1:])


async def test_a_deadline_that_reads_as_before_is_told_as_unchanged(town):
    await opened(town)
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    town.platform.clock.advance(timedelta(seconds=30))

    returned = await town.answer("ia", "issuer", "#ตีกลับ 1 ปภ. ขอภาพ")
    edited = await town.answer("ia", "issuer", "#แก้ไข 1 กำหนด: วันนี้ 15:00:20")
    extended = await town.answer("ia", "issuer", "#ขยายเวลา 1 วันนี้ 15:00:50")

    assert "15.00 น. (คงเดิม)" in returned
    assert "ไม่มีสิ่งที่แก้ไข" in edited
    assert "ไม่ช้ากว่ากำหนดเดิม" in extended
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงพร้อมภาพ")
    town.platform.clock.advance(timedelta(seconds=50))
    assert "15.01 น. (เลื่อนให้" in await town.answer("ia", "issuer", "#ตีกลับ 1 ปภ. ภาพไม่ชัด")


async def test_the_same_time_asked_for_twice_is_one_request(town):
    await opened(town)
    await town.answer("ir", "ddpm", "#ขยายเวลา 1 ภายใน 8 ชม. รอข้อมูล")
    town.platform.clock.advance(timedelta(seconds=20))

    assert "ส่งไว้แล้ว" in await town.answer("ir", "ddpm", "#ขยายเวลา 1 ภายใน 8 ชม. รอข้อมูล")


async def test_who_speaks_for_no_agency_is_shown_no_work_of_theirs(town):
    help_ = await town.answer("nobody", "nobody", "#วิธีใช้")
    talk = await town.answer("nobody", "nobody", "สวัสดีค่ะ")
    mine = await town.answer("issuer", "issuer", "#ของฉัน")

    assert "#ของฉัน" not in help_ + talk
    assert "#รายการ" in mine
    assert "ผู้ดูแล" not in mine
    assert "#ของฉัน" in await town.answer("ddpm", "ddpm", "#วิธีใช้")


async def test_an_issuer_who_names_another_agency_is_shown_where_those_of_the_issue_stand(town):
    await opened(town)
    await town.answer("ia", "issuer", "#โอน 1 กรมประมง จาก กรมชลประทาน เป็นเรื่องสัตว์น้ำ")

    answer = await town.answer("ia", "issuer", "#ตีกลับ 1 กรมปศุสัตว์ ขอภาพ")

    assert "พิมพ์ #สถานะ 1" in answer
    assert "กรมชลประทาน" not in answer


async def test_an_admin_who_vouches_reads_what_an_admin_can_do(town):
    await opened(town)
    await town.answer("ir", "guest", "#รายงาน 1 ชี้แจงแล้ว")
    async with town.deps.sessions.begin() as session:
        free = await session.scalar(select(Person).where(Person.name == "อารี ดูแล"))
        free.line_user_id = None

    refused = await town.answer("admin", "admin", "#รับรองผู้ส่ง A1 อารี ดูแล")
    another = await town.answer("admin", "admin", "#รับรองผู้ส่ง A1 มาลี ศรีสวัสดิ์")

    assert "อารี ดูแล ไม่มีสิทธิรายงาน" in refused
    assert "#รับรองผู้ส่ง A1 อารี ดูแล" in another
    assert "ท่าน" not in refused + another


async def test_closing_says_whose_reports_nobody_has_judged(town):
    await town.answer("ia", "issuer", FLOOD.replace("ภายใน", "หน่วยงานสนับสนุน: กรมประมง\nภายใน"))
    await town.later()
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    await town.answer("ir", "rid", "#รายงาน 1 น้ำในเขื่อนปกติ")
    await town.answer("ia", "issuer", "#รับรอง 1 กรมชลประทาน")
    town.platform.clock.advance(10 * HOUR)

    told = (await town.hear("ia", "issuer", "#ปิด 1"))[0].splitlines()

    assert told[1].startswith("1 หน่วยงาน (กรมประมง) ยังไม่รายงานและพ้นกำหนดแล้ว")
    assert told[2].startswith(f"1 หน่วยงาน ({DDPM}) รายงานแล้วแต่ยังไม่มีผู้พิจารณา")
    (entry,) = [each for each in await town.rows(AuditEntry) if each.action == "issue.closed"]
    assert entry.detail["unjudged"] == ["MOI-DDPM"]
    assert entry.detail["owing"] == ["MOAC-DOF"]
    assert "รับรองรายงานประเด็น #1" in await town.answer("ia", "issuer", "#รับรอง 1 ปภ.")
