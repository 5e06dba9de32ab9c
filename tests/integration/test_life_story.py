"""One issue with five agencies, from the first word to the exports, told as it is said."""

from datetime import datetime, timedelta

import pytest
from fakes import SECRET
from life import HOUR, taps
from stage import BANGKOK
from town import open_town

from domain.indicator.periods import read_period
from domain.indicator.rules import By
from domain.issues.assignments import ReturnClock
from models import indicator
from models.exports import Export

pytestmark = pytest.mark.anyio

FIVE = "#ประเด็น ข่าวลือเรื่องน้ำ\nถึง: ปภ., กรมชลประทาน, กรมประมง, ปศ., กรมการปกครอง\nภายใน: วันนี้ 15.00 น."
COLUMNS = ("agency", "status", "deadline", "first_reported_at", "reported_at", "on_time")
BY_HAND = [
    # In time and accepted.
    ("MOI-DDPM", "accepted", "23T15:00", "23T10:00", "23T10:00", True),
    # Returned twice: reported 11:00–12:00 and 15:30–16:30, so the deadline moves by two hours.
    ("MOAC-RID", "accepted", "23T17:00", "23T11:00", "23T16:45", True),
    # Extended at 13:00 to 18:00, reported at 17:00.
    ("MOAC-DOF", "reported", "23T18:00", "23T17:00", "23T17:00", True),
    # Passed on to the Rice Department, which has until the end of the next working day.
    ("MOAC-DLD", "transferred", "23T15:00", None, None, None),
    ("MOAC-RICE", "assigned", "24T16:30", None, None, None),
    # Never answers.
    ("MOI-DOPA", "assigned", "23T15:00", None, None, None),
]


def shown(value):
    """An exported instant as day of November 2569 and time."""
    if not isinstance(value, str) or not value.startswith("2026-11-"):
        return value
    return value.removeprefix("2026-11-").removesuffix(":00+07:00")


async def at(town, hour, minute=0, day=23):
    """Let the clock reach an hour, minute by quarter, with the scheduler at work."""
    goal = datetime(2026, 11, day, hour, minute, tzinfo=BANGKOK)
    while town.now < goal:
        await town.tick(min(timedelta(minutes=30), goal - town.now))
    for chat in ("ia", "ir"):
        town.fresh(chat)


async def test_five_agencies_and_what_becomes_of_each(town):
    await town.answer("ia", "issuer", FIVE)
    await at(town, 10)
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    await at(town, 11)
    await town.answer("ir", "rid", "#รายงาน 1 ร่างแรก")
    assert "รับรองรายงาน" in await town.answer("ia", "evaluator", "#รับรอง 1 ปภ.")
    await at(town, 12)
    answer = await town.answer("ia", "issuer", "#ตีกลับ 1 กรมชลประทาน ยังไม่ตอบสาเหตุ")
    assert "เวลา 16.00 น. (เลื่อนให้" in answer  # one hour with the judge is given back
    await at(town, 13)
    await town.answer("ir", "both", "#ขยายเวลา 1 วันนี้ 18.00 น. กรมประมง รอผลแล็บ")
    await town.later(timedelta(seconds=11))
    assert "ขยายเวลาประเด็น #1 ของ กรมประมง" in await taps(town, "ia", "issuer", "อนุมัติ")
    await at(town, 14)
    await town.answer("ir", "both", "#โอน 1 กรมการข้าว จาก ปศ. เป็นเรื่องข้าว")
    await town.later(timedelta(seconds=11))
    assert "โอนประเด็น #1" in await taps(town, "ia", "issuer", "อนุมัติ")
    await at(town, 15, 30)
    await town.answer("ir", "rid", "#รายงาน 1 ร่างสอง")  # in time: until 16:00
    await at(town, 16, 30)
    answer = await town.answer("ia", "evaluator", "#ตีกลับ 1 กรมชลประทาน ตัวเลขผิด")
    assert "เวลา 17.00 น. (เลื่อนให้" in answer
    await at(town, 16, 45)
    await town.answer("ir", "rid", "#รายงาน 1 แก้ตัวเลขแล้ว")
    await town.answer("ia", "issuer", "#รับรอง 1 กรมชลประทาน")
    await at(town, 17)
    await town.answer("ir", "both", "#รายงาน 1 กรมประมง ผลแล็บปกติ")

    rows = await town.exported(Export.ASSIGNMENTS)
    told = [tuple(shown(row[key]) for key in COLUMNS) for row in rows]
    assert sorted(told, key=str) == sorted(BY_HAND, key=str)
    reports = await town.exported(Export.REPORTS)
    assert {(row["agency"], row["revision"], row["judged"]) for row in reports} == {
        ("MOI-DDPM", 1, "accepted"),
        ("MOAC-RID", 1, "returned"),
        ("MOAC-RID", 2, "returned"),
        ("MOAC-RID", 3, "accepted"),
        ("MOAC-DOF", 1, None),
    }
    assert await judged(town) == (5, 4, 3, 0, 1)
    await at(town, 17, day=24)
    assert await judged(town) == (5, 5, 3, 0, 2)


async def judged(town):
    """Assigned, due, on time, late, missing."""
    async with town.deps.reading() as session:
        table = await indicator.table(
            session,
            1,
            read_period("2570Q1", town.now.date()),
            By.AGENCY,
            now=town.now,
            tz=BANGKOK,
        )
    total = table.total
    return total.assigned, total.due, total.on_time, total.late, total.missing


async def test_a_late_extension_is_followed_up_but_rescues_nobody(town):
    await town.answer("ia", "issuer", "#ประเด็น ไฟป่า\nถึง: ปภ.\nภายใน: วันนี้ 10.00 น.")
    await at(town, 11)

    answer = await town.answer("ia", "issuer", "#ขยายเวลา 1 วันนี้ 15.00 น.")

    assert "ตัวชี้วัดยังนับตามกำหนดเดิม" in answer
    assert await judged(town) == (1, 1, 0, 0, 1)
    assert "เกินกำหนด (จ. 23 พ.ย. 69 10.00 น.)" in await town.answer(
        "ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว"
    )
    assert await judged(town) == (1, 1, 0, 1, 0)
    (row,) = await town.exported(Export.ASSIGNMENTS)
    assert (shown(row["original_deadline"]), shown(row["deadline"])) == ("23T10:00", "23T15:00")


async def test_a_bare_period_extends_each_deadline_in_force(town):
    await town.answer(
        "ia", "issuer", "#ประเด็น ไฟป่า\nถึง: ปภ., กรมชลประทาน\nภายใน: 25 พ.ย. 69 15.00 น."
    )
    await town.answer("ia", "issuer", "#ขยายเวลา 1 26 พ.ย. 69 24.00 น. ปภ.")

    answer = await town.answer("ia", "issuer", "#ขยายเวลา 1 1 วัน")
    refused = await town.answer("ir", "ddpm", "#ขยายเวลา 1 ภายใน 1 วัน")

    assert "กรมชลประทาน เป็น วันพฤหัสบดีที่ 26 พฤศจิกายน 2569 เวลา 16.30 น." in answer
    assert "บรรเทาสาธารณภัย เป็น วันศุกร์ที่ 27 พฤศจิกายน 2569 เวลา 16.30 น." in answer
    assert "อ. 24 พ.ย. 69 16.30 น. ไม่ช้ากว่ากำหนดเดิม" in refused
    assert "ศ. 27 พ.ย. 69 16.30 น." in refused


async def test_a_closed_issue_counts_who_is_missing_and_takes_late_reports(town):
    await town.answer("ia", "issuer", "#ประเด็น ไฟป่า\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 10.00 น.")
    await at(town, 9, 30)
    assert "ยังไม่รายงาน" in await town.answer("ia", "issuer", "#ปิด 1")
    assert "ปิดแล้ว" in await town.answer("ia", "issuer", "#ขยายเวลา 1 พรุ่งนี้")
    await at(town, 11)
    assert await judged(town) == (2, 2, 0, 0, 2)

    assert "เกินกำหนด" in await town.answer("ir", "ddpm", "#รายงาน 1 ช้าไป")

    assert await judged(town) == (2, 2, 0, 1, 1)
    assert "เตือน" not in "\n".join(town.fresh("ir"))


async def test_a_cancelled_issue_keeps_what_was_done_and_asks_for_no_more(town):
    await town.answer("ia", "issuer", "#ประเด็น ไฟป่า\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 10.00 น.")
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")

    answer = await town.answer("ia", "issuer", "#ยกเลิก 1 ข่าวเก่า")

    assert "กรมชลประทาน ไม่ต้องรายงาน" in answer
    await town.later(timedelta(seconds=11))
    assert "ยกเลิกประเด็น #1" in "\n".join(town.fresh("ir"))
    assert "ยกเลิกแล้ว" in await town.answer("ir", "rid", "#รายงาน 1 ok")
    assert "รับรองรายงาน" in await town.answer("ia", "issuer", "#รับรอง 1 ปภ.")
    await at(town, 11)
    assert await judged(town) == (1, 1, 1, 0, 0)


async def test_an_issue_closes_itself_when_all_is_settled(town):
    await town.answer("ia", "issuer", "#ประเด็น ไฟป่า\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 15.00 น.")
    await town.answer("ir", "ddpm", "#รายงาน 1 ok")
    await town.answer("ir", "rid", "#รายงาน 1 ok")
    await town.later(timedelta(hours=1))

    assert "จึงปิดประเด็นแล้ว" in await town.answer("evaluator", "evaluator", "#รับรอง 1")

    assert [issue.status for issue in await town.issues()] == ["closed"]
    assert "“รับรองแล้ว” และสิ้นสุดแล้ว" in await town.answer("ia", "issuer", "#ตีกลับ 1 ปภ. ไม่ครบ")
    assert await town.refusals() == ["not_possible"]


async def test_what_can_be_done_now_is_told_for_the_person_who_asks(town):
    await town.answer("ia", "issuer", "#ประเด็น ไฟป่า\nถึง: ปภ.\nภายใน: วันนี้ 15.00 น.")

    for_issuer = await town.answer("ia", "issuer", "#ตีกลับ 1 ปภ. ไม่ครบ")
    assert "ขณะนี้ท่านทำได้: ขยายเวลา โอน ยกเลิก เตือน" in for_issuer
    for_judge = await town.answer("ia", "evaluator", "#ตีกลับ 1 ปภ. ไม่ครบ")
    assert "จึงยังทำรายการนี้ไม่ได้ พิมพ์ #สถานะ 1" in for_judge


async def test_a_reminder_on_demand_goes_out_once_in_ten_minutes(town):
    await town.answer("ia", "issuer", "#ประเด็น ไฟป่า\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 15.00 น.")
    await town.later()
    await town.answer("ir", "ddpm", "#รายงาน 1 ok")
    town.fresh("ir")

    assert "ถึง กรมชลประทาน" in await town.answer("ia", "issuer", "#เตือน 1")
    assert "รอรายงานจาก: กรมชลประทาน" in "\n".join(town.fresh("ir"))
    assert "เพิ่งเตือน" in await town.answer("ia", "admin", "#เตือน 1")
    assert town.fresh("ir") == []
    town.platform.clock.advance(HOUR)
    assert "ถึง กรมชลประทาน" in await town.answer("admin", "admin", "#เตือน 1")


@pytest.fixture
def running_clock(settings):
    return settings.model_copy(update={"return_clock": ReturnClock.RUNNING})


async def test_a_running_clock_lets_the_deadline_of_a_returned_report_stand(
    running_clock, platform, carrier, engine
):
    platform.channel.secret = SECRET
    async with open_town(running_clock, platform, carrier, engine) as town:
        await town.settle()
        await town.answer("ia", "issuer", "#ประเด็น ไฟป่า\nถึง: ปภ.\nภายใน: วันนี้ 12.00 น.")
        await at(town, 10)
        await town.answer("ir", "ddpm", "#รายงาน 1 ร่าง")
        await at(town, 11, 30)
        assert "เวลา 12.00 น. (คงเดิม)" in await town.answer("ia", "issuer", "#ตีกลับ 1 ปภ. ไม่ครบ")
        await at(town, 12, 30)
        assert "เกินกำหนด" in await town.answer("ir", "ddpm", "#รายงาน 1 ครบ")
        assert "นับเวลาต่อเนื่อง" in await town.answer("admin", "admin", "#สถิติ")


async def test_status_tells_a_deadline_of_an_agencys_own(town):
    await town.answer("ia", "issuer", "#ประเด็น ไฟป่า\nถึง: ปภ., กรมประมง\nภายใน: วันนี้ 12.00 น.")
    await town.answer("ia", "issuer", "#ขยายเวลา 1 วันนี้ 14.00 น. ปภ.")

    answer = await town.answer("ia", "issuer", "#สถานะ 1")

    assert "ยังไม่รับทราบ (กำหนด วันนี้ 14.00 น.)" in answer
    assert "กรมประมง: ยังไม่รับทราบ\n" in answer
