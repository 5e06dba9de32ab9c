"""What waits is true at the moment it is sent, and what issuers hear with a free reply."""

from datetime import timedelta

import pytest
from life import edits
from sqlalchemy import select
from stage import Stage, at
from town import GATHERED

from bot.deps import words_of
from bot.outbox.enqueue import push_due_notices
from domain.say import Say
from models import groups, wording
from models.groups import GroupKind
from models.notices import Notice
from models.outbox import OutboxMessage
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 15.00 น."
DDC, DMS = "กรมควบคุมโรค", "กรมการแพทย์"
HOUR = timedelta(hours=1)


@pytest.fixture
async def stage(deps):
    stage = await Stage(deps, at(8)).set_up()
    await stage.enrol("Nok", ["MOPH-DDC", "MOPH-DMS"])
    return stage


async def pushed(stage, now):
    """What pushes of an instant say, as texts; a card is its plain form."""
    stage.now = now
    async with stage.deps.reading() as session:
        before = {row.id for row in await session.scalars(select(OutboxMessage))}
    await push_due_notices(stage.deps)
    async with stage.deps.reading() as session:
        rows = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.sequence))
        said = [each for row in rows if row.id not in before for each in row.messages]
    return [each.get("altText") or each["text"] for each in said]


async def waits_for(stage, kind):
    """The texts that wait for a group."""
    async with stage.deps.reading() as session:
        found = await session.scalars(select(Notice).order_by(Notice.id))
        return [row.say["text"] for row in found if row.dedupe_key.startswith(kind)]


async def test_an_announcement_that_waited_tells_what_holds_now(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.hear("ia", "issuer", "#ขยายเวลา 1 วันนี้ 16.30 น. รอข้อมูล")
    town.platform.clock.advance(5 * HOUR)

    announced, *later = (await town.hear("ir", "ddpm", "#help"))[1:]

    assert "16.30 น." in announced
    assert "15.00 น." not in announced
    assert "อีก 2 ชม. 30 นาที" in announced
    assert any("16.30 น." in each for each in later)


async def test_new_values_that_waited_tell_what_holds_now_and_call_the_new_agency(town):
    message = town.says("ia", "issuer", FLOOD)
    await town.deliver()
    await town.work()
    await town.later()
    await town.hear("ir", "both", "#help")
    await edits(town, "ia", "issuer", message, FLOOD.replace("ปภ.", "ปภ., กรมประมง"))
    await town.answer("ia", "issuer", "#ขยายเวลา 1 วันนี้ 16.30 น. รอข้อมูล")

    await town.later()

    edited = "\n".join(town.fresh("ir")).partition("แก้ไขประเด็น #1")[2]
    assert "16.30 น." in edited.splitlines()[3]
    assert "16.30 น." in edited.partition("โปรดรับทราบและรายงานประเด็น #1 ภายใน")[2].splitlines()[0]


async def test_of_an_issue_that_was_cancelled_before_it_was_announced_agencies_hear_nothing(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.hear("ia", "issuer", "#ยกเลิก 1 ซ้ำ")

    await town.later()

    assert town.fresh("ir") == []


async def test_what_rides_beneath_an_answer_knows_what_the_answer_did(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    await town.answer("ir", "ddpm", "#ขยายเวลา 1 พรุ่งนี้เที่ยง รอข้อมูล")
    await town.answer("ia", "issuer", "#ปิด 1")
    town.fresh("ir")

    filed, *closed = await town.hear("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")

    assert "รับรายงานประเด็น #1 ของ กรมป้องกันและบรรเทาสาธารณภัย" in filed
    told = "\n".join(closed)
    assert "ปิดประเด็น #1 น้ำท่วมขัง แล้ว" in told
    assert "1 หน่วยงาน (กรมชลประทาน) ยังไม่รายงาน" in told
    assert "ขอขยายเวลา" not in told


async def test_who_acknowledges_is_not_asked_beneath_to_do_so(town):
    await town.hear("ir", "rid", "#help")
    await town.answer("ia", "issuer", FLOOD)
    town.fresh("ir")

    heard = "\n".join(await town.hear("ir", "ddpm", "#รับทราบ 1"))

    assert "ประเด็น #1 น้ำท่วมขัง\nถึง:" in heard
    assert "@สมชาย รักษ์น้ำ" not in heard
    assert "@มาลี" in heard


async def test_an_issue_that_was_unsent_before_it_was_announced_waits_for_a_new_headline(town):
    message = town.says("ia", "issuer", FLOOD)
    await town.deliver()
    await town.work()
    Phones(town.platform).unsends(town.people["issuer"], message)
    await town.deliver()
    await town.later()
    assert town.fresh("ir") == []

    heard = await town.answer("ia", "admin", "#help")

    assert "ประเด็น #1 ยังเปิดอยู่ และยังไม่ได้แจ้งหน่วยงาน" in heard
    assert "#ยกเลิก 1 ตามด้วยเหตุผล" in heard
    await town.answer("ia", "issuer", "#แก้ไข 1 หัวข้อ: น้ำท่วมเมือง")
    await town.later()
    announced = "\n".join(town.fresh("ir"))
    assert announced.startswith("ประเด็น #1 น้ำท่วมเมือง\nถึง:")
    assert "แก้ไข" not in announced


async def test_a_reminder_that_waited_tells_who_owes_now_and_how_long_is_left(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC", "MOPH-DMS"], at(15, day=25))
    await stage.tick_at(at(12, day=25))
    await stage.report(1, "MOPH-DDC")

    (told,) = await pushed(stage, at(13, day=25))

    assert DMS in told
    assert DDC not in told
    assert "อีก 2 ชม." in told
    assert "แจ้งล่าช้า" in told
    assert ("3h", "dropped", "reported") in await stage.ledger()


async def test_a_reminder_of_which_nothing_is_left_is_not_sent(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(15, day=25))
    await stage.tick_at(at(12, day=25))
    await stage.move_deadline(1, "MOPH-DDC", at(15, day=27))

    assert await pushed(stage, at(12, day=25)) == []
    assert await stage.notices() == []
    assert ("3h", "dropped", "deadline_moved") in await stage.ledger()
    assert ("reminder.dropped", "issue:1") in await stage.audited()


async def test_an_overdue_list_that_waited_lists_what_is_overdue_now(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC", "MOPH-DMS"], at(8, 30))
    await stage.tick_at(at(8, 40))
    assert len(await pushed(stage, at(8, 40))) == 1
    await stage.tick_at(at(10))
    await stage.report(1, "MOPH-DDC")

    (told,) = [each for each in await pushed(stage, at(11)) if "รายการค้าง" in each]

    assert DMS in told
    assert DDC not in told
    assert "เกินกำหนด 2 ชม. 30 นาที" in told


async def test_a_request_that_was_decided_meanwhile_is_not_put_to_the_issuers(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    town.says("ir", "ddpm", "#ขยายเวลา 1 วันนี้ 17.00 น. รอพื้นที่")
    town.says("issuer", "issuer", "#ขยายเวลา 1 วันนี้ 18.00 น.")
    await town.deliver()
    await town.work()

    await town.later()

    assert not any("คำขอในประเด็น" in each for each in town.fresh("ia"))


async def test_what_is_said_hours_late_says_of_when_it_is(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.hear("ir", "ddpm", "#report 1 ok")
    town.platform.clock.advance(3 * HOUR)

    told = (await town.hear("ia", "issuer", "#list"))[-1]

    assert "เพิ่งส่งได้" in told


async def test_issuers_hear_of_a_passed_deadline_with_a_free_reply_alone(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    town.fresh("ir")
    at_three = timedelta(hours=15) - timedelta(hours=town_hour(town)) + GATHERED
    await town.tick(at_three)
    used = town.platform.quota.used
    assert not any("พ้นกำหนด" in each for each in town.fresh("ia"))
    await town.hear("ir", "ddpm", "#report 1 ชี้แจงแล้ว")

    told = (await town.answer("ia", "issuer", "#list")).partition("พ้นกำหนดแล้ว ยังไม่ได้รับรายงาน")[2]

    assert "ยังไม่ได้รับรายงานจาก: กรมชลประทาน" in told
    assert "ยังไม่ได้รับรายงานจาก: กรมป้องกัน" not in told
    assert town.platform.quota.used == used


def town_hour(town):
    return town.now.astimezone(at(0).tzinfo).hour


async def test_one_notice_of_passed_deadlines_waits_and_tells_what_is_still_owed(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(9, 30))
    await stage.open_issue("ข่าวเท็จ", ["MOPH-DMS", "MOPH"], at(10, 30))
    await stage.tick_at(at(9, 31))
    await stage.tick_at(at(10, 31))

    assert len(await waits_for(stage, "deadlines-passed")) == 1
    await stage.report(1, "MOPH-DDC")
    await free_reply(stage, at(11))

    (told,) = await waits_for(stage, "deadlines-passed")
    assert DMS in told
    assert DDC not in told
    assert "ระบบจึงเตือนไม่ได้: กระทรวงสาธารณสุข" in told


async def free_reply(stage, now):
    """Word what would ride with a free reply in the IA group at an instant."""
    async with stage.deps.holding(stage.workspace_id) as session:
        group = await groups.active(session, stage.workspace_id, GroupKind.IA)
        pending = await wording.pending(session, group.id, words_of(stage.deps.settings), now)
        await pending.take(pending.left)


async def test_issuers_hear_again_of_a_request_that_nobody_decides(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.hear("ir", "ddpm", "#ขยายเวลา 1 วันนี้ 17.00 น. รอพื้นที่")
    await town.later()
    town.fresh("ia")
    await town.tick(timedelta(hours=12) - timedelta(hours=town_hour(town)) + GATHERED)
    assert town.fresh("ia") == []

    *_, told = await town.hear("ia", "issuer", "#list")
    again = await town.hear("ia", "issuer", "#list")

    assert "คำขอที่ยังรอผู้มอบหมายพิจารณา 1 รายการ" in told
    assert "พิมพ์ #อนุมัติ 1 กรมป้องกันและบรรเทาสาธารณภัย" in told
    assert "รอผู้มอบหมาย" not in "".join(again)


async def test_a_list_leaves_out_what_was_told_a_moment_ago_and_whom_nobody_reaches(stage):
    await stage.open_issue("เก่า", ["MOPH-DDC", "MOI"], at(15, day=20))
    await stage.open_issue("ใหม่", ["MOPH-DMS"], at(14, 50))
    await stage.tick_at(at(9))
    await stage.tick_at(at(14, 51))

    (told,) = await stage.tick_at(at(15))

    assert DDC in told.text
    assert DMS not in told.text
    assert "กระทรวงมหาดไทย" not in told.text
    assert "ไม่รวมอีก 2 รายการ" in told.text


async def test_with_nothing_else_to_list_no_list_goes_out(stage):
    await stage.open_issue("ข่าวลือ", ["MOI"], at(15, day=20))

    assert await stage.tick_at(at(9)) == []
    assert await stage.slots() == [(at(9), "nothing to list")]


async def test_passed_deadlines_are_not_lost_to_a_clock_that_is_behind_the_schedulers(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(9, 30))
    await stage.tick_at(at(9, 31))

    await free_reply(stage, at(9, 31) - timedelta(seconds=1))

    (told,) = await waits_for(stage, "deadlines-passed")
    assert DDC in told


async def test_a_notice_that_cannot_be_worded_keeps_its_words_and_holds_up_no_other(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(17))
    async with stage.deps.holding(stage.workspace_id) as session:
        group = await groups.active(session, stage.workspace_id, GroupKind.IR)
        for key, text in (("issue-edited:999", "ของเดิม"), ("report-returned:1:1", "ของใหม่")):
            session.add(
                Notice(
                    group_id=group.id,
                    say=Say(text).as_json(),
                    created_at=at(9),
                    push_at=at(9),
                    tell_at=at(9),
                    dedupe_key=f"{key}:{group.id}",
                )
            )

    said = await pushed(stage, at(9, 1))

    assert "ของเดิม" in said
    assert "ของใหม่" in said


async def test_two_notices_of_passed_deadlines_that_wait_after_all_are_told_as_one(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(12))
    await stage.tick_at(at(12, 1))
    async with stage.deps.holding(stage.workspace_id) as session:
        first = await session.scalar(
            select(Notice).where(Notice.dedupe_key.startswith("deadlines-passed"))
        )
        more = {
            "say": first.say,
            "created_at": first.created_at,
            "push_at": first.push_at,
            "tell_at": first.tell_at,
        }
        session.add(Notice(group_id=first.group_id, dedupe_key="deadlines-passed:99:1", **more))
        await session.flush()
        words = words_of(stage.deps.settings)
        pending = await wording.pending(session, first.group_id, words, at(12, 5))
        told = await pending.take(pending.left)

    assert [each.dedupe_key for each in told].count(first.dedupe_key) == 1
    assert not any(each.dedupe_key.startswith("deadlines-passed:99") for each in told)


async def test_a_report_sent_again_at_once_is_not_asked_for_once_more(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    taken_back = town.says("ir", "ddpm", "#รายงาน 1 ตรวจแล้ว")
    await town.deliver()
    await town.work()
    Phones(town.platform).unsends(town.people["ddpm"], taken_back)
    await town.deliver()
    await town.work()

    *_, told = await town.hear("ir", "ddpm", "#รายงาน 1 น้ำลดแล้ว")

    assert "ถอนข้อความรายงานประเด็น #1" in told
    assert "ต้องรายงานใหม่" not in told
    assert "ยังนับรายงานที่ส่งเมื่อ" in told


async def test_a_returned_report_is_not_called_complete_nor_asked_for_once_it_came_again(town):
    await town.answer("ia", "issuer", FLOOD.replace(", กรมชลประทาน", ""))
    await town.later()
    await town.answer("ir", "ddpm", "#รายงาน 1 ตรวจแล้ว")

    judged = await town.hear("ia", "issuer", "#ตีกลับ 1 ปภ. ขอตัวเลข")
    sent = await town.hear("ir", "ddpm", "#รายงาน 1 ท่วม 3 จุด")

    assert not any("รายงานครบทุกหน่วยงานแล้ว" in each for each in judged)
    assert any(each.endswith(": ขอตัวเลข") for each in sent)
    assert not any("โปรดรายงานใหม่" in each for each in sent)


async def test_a_late_reminder_stays_late_when_one_of_its_push_drops_out(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(15, day=25))
    await stage.open_issue("ข่าวเท็จ", ["MOPH-DMS"], at(15, 8, day=25))
    await stage.tick_at(at(12, 9, day=25))
    await stage.report(2, "MOPH-DMS")

    (told,) = await pushed(stage, at(12, 10, day=25))

    assert DMS not in told
    assert "แจ้งล่าช้า" in told


async def test_a_reminder_is_not_sent_once_a_nearer_one_is(stage):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(15, day=25))
    await stage.tick_at(at(15, day=24))
    await stage.tick_at(at(12, day=25))

    told = await pushed(stage, at(12, 1, day=25))

    assert [each.count("ข่าวลือ") for each in told] == [1]
    assert ("24h", "dropped", "superseded") in await stage.ledger()
    assert ("3h", "told", "") in await stage.ledger()


@pytest.mark.parametrize(
    ("sent_at", "outcome"),
    [(at(9, 1), "nothing overdue"), (at(15), "missed"), (at(12, day=25), "missed")],
)
async def test_an_overdue_list_that_was_not_sent_after_all_is_not_on_record_as_sent(
    stage, sent_at, outcome
):
    await stage.open_issue("ข่าวลือ", ["MOPH-DDC"], at(8, 30))
    await stage.tick_at(at(8, 40))
    await pushed(stage, at(8, 40))
    await stage.tick_at(at(9))
    assert (at(9), "told") in await stage.slots()
    if outcome != "missed":
        await stage.report(1, "MOPH-DDC")

    told = await pushed(stage, sent_at)

    assert not any("รายการค้าง" in each for each in told)
    assert (at(9), outcome) in await stage.slots()
    assert [action for action, _ in await stage.audited()].count("overdue.dropped") == 1
