"""After a deadline: nags on mornings of working days, then an escalation. Rules T13, T14."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.typed import hours
from domain.planner import Route
from models import holidays
from models.agencies import AgencyRow
from models.audit import AuditEntry
from models.audit.check import verify
from models.notices import Notice
from models.people import Person, PersonAgency
from models.reminders import Reminder
from scheduler.auditor import audit_ledgers
from scheduler.jobs import ask_quota
from scheduler.replan import obey_settings
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: {}\nภายใน: วันนี้ 15.00 น."
NAG, LIST = "ติดตามรายงานที่ค้าง", "รายการค้างรายงาน"


@pytest.fixture
async def late(town):
    """It is four on Monday; the deadline of an hour ago was told."""
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await town.later()
    await go_to(town, 15, 1)
    await go_to(town, 16)
    for chat in ("ia", "ir"):
        town.fresh(chat)
    return town


async def go_to(town, hours, minutes=0, days=0):
    """Let scheduler and worker do what is due at an hour of this day, or of a later one."""
    begun = town.now.replace(minute=0, second=0, microsecond=0)
    local = (begun.hour + 7) % 24
    then = begun + timedelta(hours=hours - local, minutes=minutes) + days * DAY
    await town.tick(then - town.now)


async def ledger(town):
    found = sorted(await town.rows(Reminder), key=lambda row: (row.due_at, row.id))
    return [(row.name, row.status) for row in found if row.due_at >= row.deadline]


async def check(town):
    """The auditor finds nothing to mend, and the audit tells the same as the tables."""
    await audit_ledgers(town.deps)
    assert "ledger.repaired" not in [row.action for row in await town.rows(AuditEntry)]
    async with town.deps.reading() as session:
        assert (await verify(session, 1)).findings == []


async def test_each_morning_one_nag_three_at_most(late):
    heard = []
    for _ in range(6):
        await go_to(late, 8, 30, days=1)
        await late.later(HOUR + MINUTE)
        heard.append([NAG in said for said in late.fresh("ir")].count(True))
        await check(late)

    # From Tuesday to Thursday.
    assert heard == [1, 1, 1, 0, 0, 0]
    assert await ledger(late) == [
        ("passed", "delivered"),
        *[(f"nag{number}", "delivered") for number in (1, 2, 3)],
        ("escalation", "delivered"),
    ]


async def test_a_nag_calls_its_people_rides_and_the_list_of_that_morning_tells_nobody_twice(late):
    await late.answer("ir", "ddpm", "#mine")
    await go_to(late, 8, 30, days=1)
    assert late.fresh("ir") == []

    heard = await late.hear("ir", "rid", "#help")
    (nag,) = [said for said in heard if NAG in said]
    assert "น้ำท่วมขัง" in nag
    assert "@สมชาย รักษ์น้ำ" in nag
    await go_to(late, 9, 1)
    assert not any(LIST in said for said in late.fresh("ir"))

    await go_to(late, 15, 1)
    assert [LIST in said for said in late.fresh("ir")] == [True]


async def test_nobody_who_has_reported_is_nagged_though_the_nag_waits(late):
    await go_to(late, 8, 30, days=1)

    heard = await late.hear("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    await late.later(2 * HOUR)

    assert not any(NAG in said for said in [*heard, *late.fresh("ir")])
    assert await ledger(late) == [
        ("passed", "delivered"),
        ("nag1", "dropped"),
        ("nag2", "planned"),
    ]
    await go_to(late, 8, 30, days=1)
    assert (await ledger(late))[-1] == ("nag2", "dropped")
    await check(late)


async def test_who_owes_a_report_again_is_nagged_on_the_next_morning(late):
    await late.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    await go_to(late, 9, days=1)
    assert (await ledger(late))[-1] == ("nag1", "dropped")

    await late.answer("ia", "issuer", "#return 1 ปภ. ยังไม่ครบ")
    assert (await ledger(late))[-1] == ("nag2", "planned")
    late.fresh("ir")
    await go_to(late, 8, 30, days=1)
    await late.later(HOUR + MINUTE)

    assert any(NAG in said for said in late.fresh("ir"))
    await check(late)


async def test_a_deadline_that_was_moved_is_nagged_about_no_more(late):
    await late.answer("ia", "issuer", "#extend 1 26 พ.ย. 69 15.00 น.")
    late.fresh("ir")
    await go_to(late, 8, 30, days=1)
    await late.later(2 * HOUR)

    assert not any(NAG in said for said in late.fresh("ir"))
    rows = [row for row in await late.rows(Reminder) if row.name == "nag1"]
    assert [(row.status, row.reason) for row in rows] == [("dropped", "deadline_moved")]
    await check(late)


async def test_a_snooze_silences_nags_and_takes_none_of_their_time(late):
    await late.answer("ir", "ddpm", "#snooze 1 พรุ่งนี้ 12.00 น. รอผล")
    late.fresh("ir")
    for _ in range(2):
        await go_to(late, 8, 30, days=1)
        await late.later(HOUR + MINUTE)

    assert [NAG in said for said in late.fresh("ir")].count(True) == 1
    assert (await ledger(late))[1:3] == [("nag1", "dropped"), ("nag2", "delivered")]
    await check(late)


async def test_t13_a_nag_comes_when_offices_open_as_the_operator_sets_it_now(late):
    late.set(office_hours=hours("09:00-16:30"))
    await obey_settings(late.deps)
    (nag,) = [row for row in await late.rows(Reminder) if row.name == "nag1"]
    assert nag.due_at.astimezone(late.deps.settings.timezone).hour == 9

    async with late.deps.sessions.begin() as session:
        await holidays.put(session, date(2026, 11, 24), name="วันหยุดพิเศษ", off=True)
    await obey_settings(late.deps)
    (nag,) = [row for row in await late.rows(Reminder) if row.name == "nag1"]
    assert nag.due_at.astimezone(late.deps.settings.timezone).day == 25
    await check(late)


ESCALATED = "ยกระดับการติดตาม"
NAMES = {"second": ("มานะ รองดี", "MOI-DDPM"), "ministry": ("ปรีชา โฆษกดี", "MOI")}


async def with_superiors(town):
    """A deputy, and somebody of the ministry, who sit in the IR group too."""
    for key, (name, code) in NAMES.items():
        person = Membership(town.platform).new_person(name, friend=True)
        town.people[key] = town.chats[key] = person.user_id
        Membership(town.platform).joins(town.chats["ir"], person.user_id)
        async with town.deps.sessions.begin() as session:
            row = Person(
                workspace_id=1,
                name=name,
                position="",
                line_id="",
                in_ia=True,
                in_ir=True,
                roles=["reporter"],
                line_user_id=person.user_id,
                enrolled_at=town.now,
                created_at=town.now,
            )
            session.add(row)
            await session.flush()
            agency = await session.scalar(select(AgencyRow).where(AgencyRow.code == code))
            session.add(PersonAgency(person_id=row.id, agency_id=agency.id))
    await town.deliver()
    for key in NAMES:
        await town.answer("ir", key, "#mine")
    await town.answer("ia", "evaluator", "#list")


async def after_all_nags(town):
    """It is half past eight on Friday, the working day after the last nag."""
    for _ in range(3):
        await go_to(town, 8, 30, days=1)
        await town.later(HOUR + MINUTE)
    await go_to(town, 8, 30, days=1)


async def escalations(town):
    return [row for row in await town.rows(AuditEntry) if row.action == "issue.escalated"]


async def test_t14_superiors_and_evaluators_are_named_on_record_once(late):
    await with_superiors(late)
    await after_all_nags(late)
    for chat in ("ia", "ir"):
        late.fresh(chat)

    (told,) = [said for said in await late.hear("ir", "rid", "#help") if ESCALATED in said]
    (heard,) = [said for said in await late.hear("ia", "issuer", "#list") if ESCALATED in said]

    for said in (told, heard):
        assert "เรียน: มานะ รองดี, ปรีชา โฆษกดี, ผู้ประเมิน" in said
    assert "@มานะ รองดี" in told
    assert "@อารี ดูแล" in heard
    (entry,) = await escalations(late)
    people = {row.name: f"person:{row.id}" for row in await late.rows(Person)}
    assert entry.detail["agencies"] == {"MOI-DDPM": [people["มานะ รองดี"], people["ปรีชา โฆษกดี"]]}
    assert entry.detail["evaluators"] == [people["อารี ดูแล"]]
    assert "ยกระดับการติดตามเมื่อ" in await late.answer("ia", "issuer", "#status 1")
    assert (await ledger(late))[-1] == ("escalation", "delivered")
    await go_to(late, 8, 30, days=3)
    assert len(await escalations(late)) == 1
    await check(late)


async def test_t14_a_snooze_does_not_keep_a_report_from_being_escalated(late):
    await late.answer("ir", "ddpm", "#snooze 1 15 ธ.ค. 69 9.00 น. รอผล")
    await after_all_nags(late)

    assert len(await escalations(late)) == 1
    assert [state for _, state in await ledger(late)][1:4] == ["dropped"] * 3
    await check(late)


async def test_t14_who_reports_before_it_is_told_is_not_brought_to_anybody(late):
    await after_all_nags(late)
    late.fresh("ir")

    heard = await late.hear("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    heard += await late.hear("ia", "issuer", "#list")
    await late.later(2 * HOUR)

    assert not any(ESCALATED in said for said in [*heard, *late.fresh("ir"), *late.fresh("ia")])
    assert (await ledger(late))[-1] == ("escalation", "dropped")
    await check(late)


async def test_t14_an_evaluator_is_told_in_private_where_nobody_writes_in_ia_for_six_hours(late):
    late.set(route=Route.DIRECT)
    await late.hear("evaluator", "evaluator", "#help")
    await after_all_nags(late)
    for chat in ("ia", "evaluator"):
        late.fresh(chat)

    await late.later(6 * HOUR - MINUTE)
    assert late.fresh("evaluator") == []
    await late.later(MINUTE)

    assert ESCALATED in "".join(late.fresh("evaluator"))
    assert late.fresh("ia") == []
    (heard,) = [said for said in await late.hear("ia", "issuer", "#list") if ESCALATED in said]
    assert "@" not in heard


async def test_t14_no_evaluator_hears_in_private_what_a_reply_in_ia_took_along(late):
    late.set(route=Route.DIRECT)
    await late.hear("evaluator", "evaluator", "#help")
    await after_all_nags(late)
    late.fresh("evaluator")

    heard = await late.hear("ia", "issuer", "#list")
    await late.later(8 * HOUR)

    assert any(ESCALATED in said for said in heard)
    assert late.fresh("evaluator") == []


async def test_what_a_nag_tells_instead_of_it_stands_as_superseded(town):
    town.set(route=Route.DIRECT)
    town.platform.quota.limit, town.platform.quota.used = 20, 20
    await ask_quota(town.deps)
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await go_to(town, 15, 1)
    await go_to(town, 16)
    (waits,) = [row for row in await town.rows(Reminder) if row.name == "passed"]
    held = {row.id: row.held for row in await town.rows(Notice)}
    assert (waits.status, held[waits.notice_id]) == ("told", "nobody")
    await go_to(town, 8, 30, days=1)

    assert any(NAG in said for said in await town.hear("ir", "rid", "#list"))

    assert await ledger(town) == [("passed", "dropped"), ("nag1", "delivered"), ("nag2", "planned")]
    (passed,) = [row for row in await town.rows(Reminder) if row.name == "passed"]
    assert passed.reason == "superseded"
    await check(town)


async def test_t14_where_messages_are_scarce_superiors_are_told_in_private(late):
    await with_superiors(late)
    late.set(route=Route.DIRECT)
    for key in ("second", "ministry", "ddpm"):
        await late.hear(key, key, "#help")
    await after_all_nags(late)
    for _ in range(2):
        for key in NAMES:
            late.fresh(key)
        await late.later(5 * HOUR)

    for key in NAMES:
        assert ESCALATED in "\n".join(late.fresh(key))
    assert (await ledger(late))[-1] == ("escalation", "delivered")


async def test_of_agencies_without_any_reporter_nobody_is_pushed_to(town):
    await town.answer("ia", "issuer", FLOOD.format("กรมการข้าว"))
    await town.later()
    town.fresh("ir")
    told = await town.answer("ia", "issuer", "#เตือน 1")
    assert told.startswith("เตือนประเด็น #1 ไม่ได้ เพราะยังไม่มีผู้รายงานที่ลงทะเบียนจาก กรมการข้าว")

    for days, hour in ((0, 12), (0, 15), (1, 8), (1, 8), (1, 8)):
        await go_to(town, hour, 31, days=days)
        await town.later(2 * HOUR)
        await check(town)

    assert [said for said in town.fresh("ir") if LIST not in said] == []
    assert "ระบบจึงเตือนไม่ได้: กรมการข้าว" in await town.answer("ia", "issuer", "#help")
    assert NAG in await town.answer("ir", "ddpm", "#help")  # with a free reply all the same


async def test_where_some_can_be_reminded_the_answer_names_the_others(town):
    await town.answer("ia", "issuer", FLOOD.format("ปภ., กรมการข้าว"))

    told = await town.answer("ia", "issuer", "#เตือน 1")

    assert told.startswith("กำลังส่งคำเตือนประเด็น #1 ถึง กรมป้องกันและบรรเทาสาธารณภัย\n")
    assert "จาก กรมการข้าว โปรดแจ้งหน่วยงานโดยตรง" in told
