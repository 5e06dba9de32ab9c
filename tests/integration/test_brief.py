"""The morning brief: on wish, on working days, once, as things stand, as far as the month pays."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from test_notify import down

from domain.planner import Route
from models.audit import AuditEntry
from models.notices import Notice
from models.people import Person
from scheduler.jobs import ask_quota
from scheduler.lapsing import end_old_notices
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FLOOD = "#ประเด็น {}\nถึง: {}\nภายใน: {}"


async def until(town, hour, minute=30, days=0):
    """Let the scheduler tick at an hour of the office's clock, so many days later."""
    local = town.now.astimezone(town.deps.settings.timezone)
    at = local.replace(hour=hour, minute=minute, second=0, microsecond=0) + days * DAY
    await town.tick(at - local)


@pytest.fixture
async def wanting(town):
    """Monday, nine o'clock: ดปภ. wants a brief, and has two things to do by Tuesday and later."""
    town.set(route=Route.DIRECT)
    Membership(town.platform).follows(town.people["ddpm"])
    await town.deliver()
    await town.answer("ddpm", "ddpm", "#รับแจ้ง สรุปเช้า")
    await town.answer("ia", "issuer", FLOOD.format("น้ำท่วม", "ปภ.", "พรุ่งนี้ 15.00 น."))
    await town.answer(
        "ia", "issuer", FLOOD.format("ไฟป่า", "ปภ., กรมชลประทาน", "27 พ.ย. 69 15.00 น.")
    )
    await town.answer("ir", "ddpm", "#รับทราบ 1 2")
    town.fresh("ddpm")
    return town


def briefs(town, who="ddpm"):
    return [text for text in town.fresh(who) if text.startswith("สรุปเช้า")]


async def test_an_admin_is_told_which_agencies_no_private_message_reaches(wanting):
    Membership(wanting.platform).follows(wanting.people["admin"])
    await wanting.deliver()
    assert "ทุกเช้าวันทำการ" in await wanting.answer("admin", "admin", "#รับแจ้ง สรุปเช้า")

    await until(wanting, 7, days=1)

    (told,) = briefs(wanting, "admin")
    assert "แจ้งในแชตส่วนตัวไม่ได้" in told
    assert "กรมชลประทาน" in told
    assert "กรมป้องกันและบรรเทาสาธารณภัย" not in told
    assert "#ทะเบียน" in told
    assert "#ของฉัน" not in told


async def test_who_wants_it_is_told_what_is_due_today_once_and_on_working_days(wanting):
    await until(wanting, 7, 29, days=1)
    assert briefs(wanting) == []
    await until(wanting, 7, 30)
    (told,) = briefs(wanting)
    assert told.startswith("สรุปเช้า 24 พ.ย. 69\nครบกำหนด 24 พ.ย. 69 (1)\n#1 น้ำท่วม\n")
    assert "ไฟป่า" not in told
    for _ in range(3):
        await wanting.tick(HOUR)
    assert briefs(wanting) == []

    await until(wanting, 7, 30, days=1)
    (told,) = briefs(wanting)
    assert "เกินกำหนด (1)\n#1 น้ำท่วม" in told

    await until(wanting, 7, 30, days=3)  # Saturday
    assert briefs(wanting) == []
    sent = [row.subject for row in await wanting.rows(AuditEntry) if row.action == "delivery.sent"]
    assert sum(each.startswith("person:") for each in sent) >= 2


async def test_with_nothing_to_say_nothing_is_said(wanting):
    await wanting.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    await until(wanting, 7, 30, days=1)

    assert briefs(wanting) == []
    assert briefs(wanting, "rid") == []


async def test_what_was_returned_is_told_and_24_hours_belong_to_their_day(wanting):
    await wanting.answer("ir", "ddpm", "#รายงาน 2 ชี้แจงแล้ว")
    await wanting.answer("ia", "issuer", "#ตีกลับ 2 ปภ. ขาดสาเหตุ")
    await wanting.answer("ia", "issuer", "#ขยายเวลา 1 24 พ.ย. 69 เวลา 24.00 น.")
    await until(wanting, 7, 30, days=1)

    (told,) = briefs(wanting)
    assert "ครบกำหนด 24 พ.ย. 69 (1)\n#1 " in told
    assert "ถูกตีกลับ ต้องรายงานใหม่ (1)\n#2 ไฟป่า" in told


async def test_where_the_month_does_not_pay_it_rides_on_their_next_answer_of_the_day(wanting):
    quota = wanting.platform.quota
    quota.charge(quota.remaining - 4)
    await ask_quota(wanting.deps)
    used = quota.used
    await until(wanting, 7, 30, days=1)
    assert (briefs(wanting), quota.used) == ([], used)

    await wanting.hear("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    await wanting.answer("ia", "issuer", "#ตีกลับ 1 ปภ. ขาดสาเหตุ")
    wanting.says("ddpm", "ddpm", "#ของฉัน")
    await wanting.deliver()
    await wanting.work()

    (told,) = briefs(wanting)
    assert "#1 น้ำท่วม" in told
    assert quota.used == used


async def test_one_that_nobody_took_along_lapses_in_the_evening_on_record(wanting):
    await wanting.hear("ddpm", "ddpm", "#help")
    Membership(wanting.platform).blocks(wanting.people["ddpm"])
    wanting.platform.clock.advance(MINUTE)
    await wanting.deliver()
    await wanting.work()
    await until(wanting, 7, 30, days=1)
    wanting.platform.clock.advance(13 * HOUR)
    Membership(wanting.platform).follows(wanting.people["ddpm"])
    await wanting.deliver()

    assert "สรุปเช้า 2" not in await wanting.answer("ddpm", "ddpm", "#help")
    await end_old_notices(wanting.deps)

    entries = [row for row in await wanting.rows(AuditEntry) if row.action == "notices.lapsed"]
    assert [row.detail["kinds"] for row in entries] == [{"brief": 1}]


async def test_what_a_spent_month_refuses_rides_and_is_told_once(wanting):
    wanting.platform.quota.spent = True
    await until(wanting, 7, 30, days=1)
    assert briefs(wanting) == []

    wanting.says("ddpm", "ddpm", "#help")
    await wanting.deliver()
    await wanting.work()
    wanting.platform.quota.spent = False
    for _ in range(4):
        await wanting.tick(HOUR)

    assert len(briefs(wanting)) == 1


async def test_a_scheduler_that_was_away_until_the_afternoon_makes_none(wanting):
    await until(wanting, 13, 0, days=1)
    assert briefs(wanting) == []
    assert [row for row in await wanting.rows(Notice) if row.receiver and not row.part_of] == []


async def test_who_wants_none_any_more_is_not_told_what_was_to_be_sent(wanting):
    wanting.platform.faults.add(down())
    await until(wanting, 7, 30, days=1)
    async with wanting.deps.sessions.begin() as session:
        await session.execute(
            update(Notice).values(outbox_id=None).where(Notice.receiver.is_not(None))
        )
        await session.execute(update(Person).values(wants_brief=False))
    wanting.platform.faults.clear()

    assert "สรุปเช้า 2" not in await wanting.answer("ddpm", "ddpm", "#help")
