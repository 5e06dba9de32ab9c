"""What cannot wait is told 1:1 to one responsible person of each agency, for one message. M24."""

from datetime import timedelta

import pytest
from life import taps

from bot.outbox.enqueue import push_due_notices
from bot.outbox.sender import claim, retry_key
from domain.planner import Route
from models.audit import AuditEntry
from models.reminders import Reminder
from scheduler.jobs import ask_quota
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: {}\nภายใน: วันนี้ 12.30 น."
"""At nine o'clock: the reminder of three hours is due at half past nine."""


async def make_friends(town, *names):
    for each in names:
        await town.hear(each, each, "#help")
        town.fresh(each)


@pytest.fixture
async def quiet(town):
    """A town of which the groups say nothing; a push to a group costs more than the month has."""
    town.set(route=Route.AUTO)
    quota = town.platform.quota
    quota.limit, quota.used = 20, 15  # what is left pays for the last days
    await ask_quota(town.deps)
    await make_friends(town, "ddpm", "both", "issuer")
    return town


async def pay_for_deputies(town):
    town.platform.quota.used = 5
    await ask_quota(town.deps)


async def open_issue(town, agencies):
    await town.answer("ia", "issuer", FLOOD.format(agencies))
    await town.later(16 * MINUTE)
    await town.answer("ir", "nobody", "#help")
    for chat in ("ia", "ir", *town.people):
        town.fresh(chat)


async def states(town, name="3h"):
    found = [row for row in await town.rows(Reminder) if row.name == name]
    return [(row.status, row.way) for row in found]


async def test_after_eight_silent_minutes_one_person_is_told_and_the_group_is_not(quiet):
    await open_issue(quiet, "ปภ.")
    used = quiet.platform.quota.used
    await quiet.tick(15 * MINUTE)
    assert (quiet.fresh("ddpm"), await states(quiet)) == ([], [("told", "")])

    await quiet.later(8 * MINUTE)

    (told,) = quiet.fresh("ddpm")
    assert "#1" in told
    assert "น้ำท่วมขัง" in told
    assert "ล่าช้า" not in told
    assert "#รายงาน 1" in told
    assert quiet.fresh("ir") == []
    assert quiet.platform.quota.used == used + 1
    assert await states(quiet) == [("delivered", "person")]
    assert not any("แจ้งเตือน" in each for each in await quiet.hear("ir", "rid", "#help"))


async def test_who_speaks_in_time_takes_it_along_and_nobody_is_told_in_private(quiet):
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)

    heard = await quiet.hear("ir", "rid", "#help")
    await quiet.later(10 * MINUTE)

    assert any("น้ำท่วมขัง" in each for each in heard)
    assert quiet.fresh("ddpm") == []
    assert await states(quiet) == [("delivered", "reply")]


async def test_agencies_without_a_friend_go_on_waiting_for_the_group(quiet):
    await open_issue(quiet, "ปภ., กรมชลประทาน")
    await quiet.tick(15 * MINUTE)
    await quiet.later(8 * MINUTE)

    (told,) = quiet.fresh("ddpm")
    assert "กรมชลประทาน" not in told
    assert sorted(await states(quiet)) == [("delivered", "person"), ("told", "")]
    assert (await quiet.client.get("/readyz")).json()["held_back_notices"] == 1
    rides = "\n".join(await quiet.hear("ir", "rid", "#help"))
    assert "กรมชลประทาน" in rides
    assert "ปภ." not in rides.partition("#1")[2]
    assert sorted(await states(quiet)) == [("delivered", "person"), ("delivered", "reply")]


async def test_what_was_asked_for_and_still_waits_is_not_told_beside_a_planned_reminder(quiet):
    await open_issue(quiet, "กรมชลประทาน")
    await quiet.answer("ia", "issuer", "#เตือน 1")
    await quiet.tick(15 * MINUTE)
    await quiet.later(8 * MINUTE)

    heard = await quiet.hear("ir", "nobody", "#help")

    assert sum("แจ้งเตือนกำหนดรายงาน" in each for each in heard) == 1
    assert await states(quiet) == [("delivered", "reply")]


async def test_two_agencies_of_one_person_are_one_message(quiet):
    await open_issue(quiet, "กรมประมง, กรมปศุสัตว์")
    used = quiet.platform.quota.used
    await quiet.tick(15 * MINUTE)
    await quiet.later(8 * MINUTE)

    (told,) = quiet.fresh("both")
    assert "กรมประมง" in told
    assert "กรมปศุสัตว์" in told
    assert quiet.platform.quota.used == used + 1
    assert await states(quiet) == [("delivered", "person")] * 2


async def test_who_has_blocked_the_bot_is_told_nothing(quiet):
    quiet.platform.clock.advance(MINUTE)
    Membership(quiet.platform).blocks(quiet.people["ddpm"])
    await quiet.deliver()
    await open_issue(quiet, "ปภ.")
    await quiet.tick(14 * MINUTE)
    await quiet.later(9 * MINUTE)

    assert await states(quiet) == [("told", "")]
    assert "น้ำท่วมขัง" in "\n".join(await quiet.hear("ir", "rid", "#help"))
    assert await states(quiet) == [("delivered", "reply")]


async def test_what_a_spent_month_refuses_waits_for_the_group_and_is_told_once(quiet):
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    quiet.platform.quota.spent = True
    await quiet.later(8 * MINUTE)
    assert (quiet.fresh("ddpm"), await states(quiet)) == ([], [("told", "")])
    for _ in range(4):
        await quiet.later(MINUTE)

    assert "น้ำท่วมขัง" in "\n".join(await quiet.hear("ir", "rid", "#help"))
    quiet.platform.quota.spent = False
    await quiet.later(20 * MINUTE)

    assert quiet.fresh("ddpm") == []
    assert await states(quiet) == [("delivered", "reply")]


async def test_an_announcement_is_told_to_who_does_not_read_the_issuers_group(quiet):
    Membership(quiet.platform).leaves(quiet.chats["ia"], quiet.people["ddpm"])
    await quiet.deliver()
    await quiet.answer("ia", "issuer", FLOOD.format("ปภ.").replace("วันนี้ 12.30", "พรุ่งนี้ 15.00"))
    await quiet.later(14 * MINUTE)
    assert quiet.fresh("ddpm") == []

    await quiet.later(2 * MINUTE)

    (told,) = quiet.fresh("ddpm")
    assert "น้ำท่วมขัง" in told
    rides = await quiet.hear("ir", "rid", "#help")
    assert any("น้ำท่วมขัง" in each for each in rides)
    assert all("@สมชาย" not in each for each in rides)


async def test_a_sender_that_dies_before_it_settles_tells_nobody_twice(quiet):
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    quiet.platform.clock.advance(8 * MINUTE)
    await push_due_notices(quiet.deps)
    (row,) = await claim(quiet.deps, 10)
    await quiet.deps.line.push(row.chat, row.messages, retry_key(row))
    assert await states(quiet) == [("told", "")]

    await quiet.later(MINUTE)

    assert len(quiet.fresh("ddpm")) == 1
    assert await states(quiet) == [("delivered", "person")]


async def test_who_asks_something_in_private_takes_along_what_waits_for_them(quiet):
    await open_issue(quiet, "ปภ., กรมชลประทาน")
    used = quiet.platform.quota.used
    await quiet.tick(15 * MINUTE)

    heard = await quiet.hear("ddpm", "ddpm", "#help")
    await quiet.later(10 * MINUTE)

    assert any("น้ำท่วมขัง" in each for each in heard)
    assert "กรมชลประทาน" not in heard[-1]
    assert quiet.fresh("ddpm") == []
    assert quiet.platform.quota.used == used
    assert sorted(await states(quiet)) == [("delivered", "reply"), ("told", "")]
    assert "กรมชลประทาน" in "\n".join(await quiet.hear("ir", "rid", "#help"))


async def test_the_audit_names_who_was_told(quiet):
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    await quiet.later(8 * MINUTE)

    told = [each for each in await quiet.rows(AuditEntry) if each.action == "delivery.sent"]
    assert [each.subject.partition(":")[0] for each in told][-1] == "person"


async def test_who_was_told_in_private_acknowledges_there_with_one_tap(quiet):
    Membership(quiet.platform).leaves(quiet.chats["ia"], quiet.people["ddpm"])
    await quiet.deliver()
    await quiet.answer("ia", "issuer", FLOOD.format("ปภ."))
    await quiet.later(16 * MINUTE)

    assert "รับทราบประเด็น #1" in await taps(quiet, "ddpm", "ddpm", "รับทราบ")


async def test_an_issuer_is_asked_in_private_and_decides_there(quiet):
    await open_issue(quiet, "ปภ.")
    await quiet.answer("ir", "ddpm", "#ขยายเวลา 1 พรุ่งนี้ 15.00 น. รอข้อมูลจากพื้นที่")
    used = quiet.platform.quota.used
    await quiet.later(11 * MINUTE)

    assert "รอข้อมูลจากพื้นที่" in "\n".join(quiet.fresh("issuer"))
    assert quiet.fresh("ia") == []
    assert quiet.platform.quota.used == used + 1
    assert "#1" in await taps(quiet, "issuer", "issuer", "อนุมัติ")
    await quiet.later(11 * MINUTE)
    assert "ขยายเวลาประเด็น #1" in "\n".join(quiet.fresh("ddpm"))


async def test_the_month_that_turns_pays_for_what_was_held_back(quiet):
    quota = quiet.platform.quota
    await open_issue(quiet, "กรมชลประทาน")
    await quiet.tick(15 * MINUTE)
    await quiet.later(8 * MINUTE)
    assert await states(quiet) == [("told", "")]

    quota.limit = 15_000
    await ask_quota(quiet.deps)
    await quiet.later(16 * MINUTE)

    assert await states(quiet) == [("delivered", "group")]
    assert (await quiet.client.get("/readyz")).json()["held_back_notices"] == 0


async def test_all_that_is_to_be_told_within_minutes_is_one_message(quiet):
    Membership(quiet.platform).leaves(quiet.chats["ia"], quiet.people["ddpm"])
    await quiet.deliver()
    await open_issue(quiet, "ปภ.")
    await quiet.tick(6 * MINUTE)
    later = FLOOD.replace("น้ำท่วมขัง", "ไฟป่า").replace("วันนี้ 12.30", "พรุ่งนี้ 15.00")
    await quiet.answer("ia", "issuer", later.format("ปภ."))
    await quiet.tick(9 * MINUTE)
    used = quiet.platform.quota.used
    await quiet.later(8 * MINUTE)
    await quiet.later(8 * MINUTE)

    told = "".join(quiet.fresh("ddpm"))
    assert "น้ำท่วมขัง" in told
    assert "ไฟป่า" in told
    assert quiet.platform.quota.used == used + 1


async def test_who_was_told_of_an_issue_hears_that_it_is_cancelled(quiet):
    Membership(quiet.platform).leaves(quiet.chats["ia"], quiet.people["ddpm"])
    await quiet.deliver()
    await open_issue(quiet, "ปภ.")
    await quiet.answer("ia", "issuer", "#ยกเลิก 1 ซ้ำกับประเด็นเดิม")
    await quiet.later(16 * MINUTE)

    assert "ยกเลิก" in "".join(quiet.fresh("ddpm"))


async def test_a_reminder_that_was_asked_for_waits_for_no_reply(quiet):
    await open_issue(quiet, "ปภ.")
    answer = await quiet.answer("ia", "issuer", "#เตือน 1")

    assert "IR-Chat" not in answer
    assert "น้ำท่วมขัง" in "".join(quiet.fresh("ddpm"))


async def test_who_only_shares_the_agency_takes_nothing_from_the_one_to_be_told(quiet):
    await quiet.speaks_for("nobody", "MOI-DDPM")
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    assert "น้ำท่วมขัง" not in await quiet.answer("nobody", "nobody", "#help")
    await quiet.later(8 * MINUTE)

    assert "น้ำท่วมขัง" in "".join(quiet.fresh("ddpm"))


async def test_that_all_have_reported_is_pushed_when_the_month_is_unlimited(quiet):
    await open_issue(quiet, "ปภ.")
    await quiet.hear("ir", "ddpm", "#รายงาน 1 แจกถุงยังชีพแล้ว")
    await quiet.later(MINUTE)
    quiet.fresh("ia")
    quiet.platform.quota.limit = None
    await ask_quota(quiet.deps)
    await quiet.later(60 * MINUTE)

    assert "แจกถุงยังชีพ" in "".join(quiet.fresh("ia"))
