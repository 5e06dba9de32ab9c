"""Who is not on the roster: told to the admins, and reports kept aside until somebody vouches."""

from datetime import timedelta

import pytest
from photographs import history
from sqlalchemy import select
from test_people_codes import released
from town import PEOPLE

from models import groups
from models.groups.unbound import UnboundGroup
from models.people import Person
from models.people.aside import ReportAside
from scheduler.admins import tell_admins
from scheduler.members import find_members, leave_groups
from simulator.model.membership import Membership
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

ISSUE = "#issue น้ำท่วม\nถึง: ปภ. กรมชลประทาน\nภายใน: พรุ่งนี้ 15.00 น."


@history
async def opened(town):
    """Issue 1 is open, and everything about it was read."""
    await town.answer("ia", "issuer", ISSUE)
    await town.later()
    for chat in ("ia", "ir"):
        town.fresh(chat)
    return town


async def told(town, by=timedelta(minutes=1)):
    """Let time pass and the watch go round; gives what the admin newly reads 1:1."""
    town.platform.clock.advance(by)
    await tell_admins(town.deps)
    await town.work()
    return "\n".join(town.fresh("admin"))


async def test_an_outsiders_report_is_kept_and_filed_with_its_time_when_they_join(opened):
    town = opened
    code = await released(town, "ddpm")
    answer = await town.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว https://x.go.th")
    sent_at = town.now
    assert "เก็บรายงานประเด็น #1" in answer
    assert await town.reports() == []

    news = await told(town)
    assert "A1 ประเด็น #1 โดย สมชาย รักษ์น้ำ" in news
    town.platform.clock.advance(timedelta(days=2))
    joined = await town.answer("ddpm", "ddpm", f"#join {code}")

    (report,) = await town.reports()
    assert report.reported_at == sent_at
    assert report.text == "ชี้แจงแล้ว https://x.go.th"
    assert "ทันกำหนด" in joined
    assert "#1" in await town.answer("ir", "rid", "#list")
    assert (await told(town)) == ""


async def test_an_admin_vouches_in_the_chat_and_the_account_is_known_from_then_on(opened):
    town = opened
    await released(town, "ddpm")
    await town.answer("ir", "guest", "#report 1 ชี้แจงแล้ว")
    sent_at = town.now
    town.platform.clock.advance(timedelta(hours=1))

    assert "ไม่มีรายงาน A9" in await town.answer("admin", "admin", "#vouch A9 สมชาย รักษ์น้ำ")
    asked = await town.answer("admin", "admin", "#รับรองผู้ส่ง A1 สมชาย")
    assert "“สมชาย” หมายถึงผู้ใด: สมชาย รักษ์น้ำ (" in asked
    assert "ไม่พบ “ใครก็ไม่รู้”" in await town.answer("admin", "admin", "#vouch A1 ใครก็ไม่รู้")
    assert "เฉพาะ" in await town.answer("ia", "issuer", "#vouch A1 สมชาย รักษ์น้ำ")
    assert await town.reports() == []
    answer = await town.answer("admin", "admin", "#รับรองผู้ส่ง A1 สมชาย รักษ์น้ำ")

    (report,) = await town.reports()
    assert report.reported_at == sent_at
    assert "รับรายงานประเด็น #1" in answer
    assert "กรมป้องกันและบรรเทาสาธารณภัย" in await town.answer("guest", "guest", "#mine")
    assert "ไม่มีรายงาน A1" in await town.answer("admin", "admin", "#vouch A1 สมชาย รักษ์น้ำ")


async def test_a_report_that_cannot_be_filed_goes_on_waiting(opened):
    town = opened
    await released(town, "both")
    await town.answer("ir", "guest", "#report 1 ชี้แจงแล้ว")

    answer = await town.answer("admin", "admin", "#vouch 1 ดวงใจ พงษ์ไพร")

    assert "ยังบันทึกไม่ได้" in answer
    assert await town.reports() == []
    (row,) = await town.rows(ReportAside)
    assert (row.outcome, row.settled_at) == ("not_assigned", None)


async def test_an_account_that_is_somebody_is_not_vouched_for_as_somebody_else(opened):
    town = opened
    code = await released(town, "ddpm")
    await town.answer("ir", "guest", "#report 1 ชี้แจงแล้ว")
    await town.answer("guest", "guest", f"#join {code}")

    assert "ไม่มีรายงาน A1" in await town.answer("admin", "admin", "#vouch A1 มาลี ศรีสวัสดิ์")


async def test_a_kept_report_that_is_taken_back_is_erased(opened):
    town = opened
    message = town.says("ir", "guest", "#report 1 ความลับ")
    await town.deliver()
    await town.work()
    Phones(town.platform).unsends(town.people["guest"], message)
    await town.deliver()
    await town.work()

    (row,) = await town.rows(ReportAside)
    assert (row.text, row.outcome) == ("", "unsent")


async def test_a_kept_report_follows_its_message_when_it_is_edited(opened):
    town = opened
    await released(town, "ddpm")
    message = town.says("ir", "guest", "#report 1 ยังไม่ครบ")
    await town.deliver()
    await town.work()
    town.platform.clock.advance(timedelta(minutes=1))
    Phones(town.platform).edits(town.people["guest"], message, "#report 1 ครบแล้ว")
    await town.deliver()
    await town.work()

    (row,) = await town.rows(ReportAside)
    assert (row.text, row.sent_at < town.now) == ("ครบแล้ว", True)


async def test_strangers_are_told_to_the_admins_once_and_only_after_a_while(town):
    membership = Membership(town.platform)
    nok = membership.new_person("Nok")
    membership.joins(town.chats["ir"], nok.user_id)
    await town.deliver()
    await town.work()

    assert await told(town) == ""
    news = await told(town, timedelta(minutes=10))
    assert "ไม่อยู่ในทะเบียน 1 คน" in news
    assert "• Nok (กลุ่ม IR-Chat)" in news
    membership.leaves(town.chats["ir"], nok.user_id)
    membership.joins(town.chats["ir"], nok.user_id)
    await town.deliver()
    await town.work()
    assert await told(town, timedelta(hours=1)) == ""
    openly = await town.answer("ia", "issuer", "#list")
    assert "ไม่อยู่ในทะเบียน 1 คน" in openly
    assert "พิมพ์ #ทะเบียน ในแชตส่วนตัวกับระบบ" in openly
    assert "Nok" not in openly
    assert town.platform.quota.used == 1


async def test_a_crowd_of_strangers_costs_a_few_messages_a_day(town):
    """One more comes every half hour: the admins hear of all, ever more seldom."""
    membership, news = Membership(town.platform), []
    for number in range(48):
        stranger = membership.new_person(f"N{number}")
        membership.joins(town.chats["ir"], stranger.user_id)
        await town.deliver()
        await town.work()
        news.append(await told(town, timedelta(minutes=30)))

    heard = [each for each in news if each]
    assert len(heard) == town.platform.quota.used <= 7
    named = sum(each.count("• N") for each in heard)
    assert named >= 48 - 12  # those of the last six hours wait


async def test_a_lost_group_is_told_to_the_admins(town):
    membership = Membership(town.platform)
    membership.removes_bot(town.chats["ir"])
    await town.deliver()
    await town.work()

    assert "ถูกนำออกจากกลุ่ม IR-Chat" in await told(town)
    membership.invites_bot(town.chats["ir"])
    await town.deliver()
    await town.work()
    assert await told(town) == ""
    assert "ยังไม่ได้ผูก" not in "".join(town.fresh("ir"))


async def test_the_bot_leaves_a_group_that_nobody_binds(town):
    group = Membership(town.platform).new_group("other", list(town.people.values()))
    await town.deliver()
    await town.work()

    await leave_groups(town.deps)
    assert town.platform.people.group(group.group_id).has_bot
    town.platform.clock.advance(timedelta(hours=24))
    await leave_groups(town.deps)
    await leave_groups(town.deps)

    assert not town.platform.people.group(group.group_id).has_bot
    await town.deliver()
    await town.work()
    async with town.deps.reading() as session:
        assert list(await session.scalars(select(UnboundGroup))) == []
    assert town.platform.people.group(town.chats["ia"]).has_bot


async def test_people_who_enrolled_but_never_spoke_are_found_and_mentioned(town):
    membership = Membership(town.platform)
    membership.leaves(town.chats["ir"], town.people["rid"])
    await town.deliver()
    await town.work()

    await find_members(town.deps)

    async with town.deps.reading() as session:
        present = await groups.members(session, town.chats["ir"])
    assert town.people["ddpm"] in present
    assert town.people["rid"] not in present
    assert town.people["guest"] not in present
    before = len(town.carrier.calls)
    await find_members(town.deps)
    assert len(town.carrier.calls) == before

    town.platform.clock.advance(timedelta(minutes=1))
    membership.joins(town.chats["ir"], town.people["rid"])
    await town.answer("ia", "issuer", ISSUE)
    await town.later()
    calls = str(town.carrier.calls[-1])
    assert town.people["ddpm"] in calls
    assert town.people["rid"] in calls


async def test_an_admin_sees_how_the_intake_stands(opened):
    town = opened
    await released(town, "ddpm")
    await town.answer("ir", "guest", "#report 1 ชี้แจงแล้ว")

    answer = await town.answer("admin", "admin", "#ทะเบียน")

    assert "ส่งรายชื่อแล้ว 4 จาก" in answer
    assert "A1 ประเด็น #1" in answer
    assert f"ยังไม่ลงทะเบียน: {PEOPLE['ddpm'][0]}" in answer
    assert "และอีก" not in answer
    assert answer.count("กรม") > 60


async def test_in_a_group_the_intake_names_nobody_and_few_agencies(opened):
    town = opened
    await released(town, "ddpm")
    await town.answer("ir", "guest", "#report 1 ชี้แจงแล้ว")
    await told(town)

    answer = await town.answer("ia", "admin", "#ทะเบียน")

    for text in ("ยังไม่ลงทะเบียน 1 คน", "• A1 ประเด็น #1 ส่งเมื่อ", "หน่วยงาน: ", "และอีก"):
        assert text in answer
    assert PEOPLE["ddpm"][0] not in answer
    assert answer.count("กรม") < 12
    assert answer.endswith("ดูรายชื่อทั้งหมด: พิมพ์ #ทะเบียน ในแชตส่วนตัวกับระบบ")


async def test_a_suspended_persons_report_is_kept_too(opened):
    town = opened
    async with town.deps.sessions.begin() as session:
        person = await session.scalar(select(Person).where(Person.name == PEOPLE["ddpm"][0]))
        person.suspended_at = town.now

    assert "เก็บรายงานประเด็น #1" in await town.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    assert "ถูกระงับ" not in await told(town)
