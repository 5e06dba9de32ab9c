"""The month's messages are spent: nothing is lost, replies carry it, and the admins hear of it."""

from datetime import UTC, datetime, timedelta

import pytest
from town import GATHERED

from models import groups
from models.groups import GroupKind
from scheduler.admins import tell_admins
from scheduler.jobs import ask_for_room, ask_quota

pytestmark = pytest.mark.anyio

FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น."
FIRE = "#ประเด็น ไฟป่า\nถึง: กรมชลประทาน\nภายใน: พรุ่งนี้ 16.00 น."


async def held_back(town):
    seen = (await town.client.get("/readyz")).json()
    assert seen["given_up_outbox"] == 0
    return seen["held_back_notices"]


async def line_is_asked(town):
    """The jobs of the scheduler that ask LINE and tell the admins; then the worker."""
    town.platform.clock.advance(timedelta(minutes=30))
    await ask_quota(town.deps)
    await tell_admins(town.deps)
    await town.work()


@pytest.fixture
async def spent(town):
    """A town whose month ended before its first issue was announced."""
    town.platform.quota.spent = True
    await town.answer("ia", "issuer", FLOOD)
    await town.later(GATHERED)
    assert town.fresh("ir") == []
    return town


async def test_what_waits_rides_on_the_next_answers_in_its_group(spent):
    assert await held_back(spent) == 1

    heard = await spent.hear("ir", "rid", "#list")

    assert sum("น้ำท่วมขัง" in each for each in heard) >= 2  # the list, and the announcement
    assert any(each.startswith("ประเด็น #1") or "ประเด็นใหม่" in each for each in heard)
    assert await held_back(spent) == 0
    assert spent.platform.quota.used == spent.platform.quota.limit


async def test_line_is_not_asked_again_and_again(spent):
    tried = len(spent.carrier.calls)
    for _ in range(5):
        await spent.later(timedelta(minutes=1))
    await spent.answer("ia", "issuer", FIRE)
    answered = len(spent.carrier.calls)
    for _ in range(5):
        await spent.later(timedelta(minutes=1))

    assert answered == tried + 1
    assert len(spent.carrier.calls) == answered
    assert await held_back(spent) == 2


async def test_in_the_new_month_all_goes_out_in_one_push(spent):
    await spent.answer("ia", "issuer", FIRE)
    await spent.later(GATHERED)
    await line_is_asked(spent)
    assert spent.fresh("ir") == []

    spent.platform.quota.spent = False
    used = spent.platform.quota.used
    await line_is_asked(spent)

    told = spent.fresh("ir")
    assert sum("น้ำท่วมขัง" in each for each in told) == 1
    assert sum("ไฟป่า" in each for each in told) == 1
    assert spent.platform.quota.used == used + len(spent.people)
    await line_is_asked(spent)
    assert spent.fresh("ir") == []


@pytest.mark.parametrize(("mark", "at_night"), [("", 0), (" ด่วน", 1)])
async def test_room_that_comes_at_night_wakes_nobody_unless_it_is_urgent(spent, mark, at_night):
    await spent.answer("ia", "issuer", FIRE.replace("ไฟป่า", f"ไฟป่า{mark}"))
    await spent.later(GATHERED)
    spent.platform.clock.set(datetime(2026, 11, 23, 14, 45, tzinfo=UTC))  # 21.45
    spent.platform.quota.spent = False

    await line_is_asked(spent)

    assert any("ไฟป่า" in each for each in spent.fresh("ir")) is bool(at_night)
    await spent.later(timedelta(hours=7, minutes=44))
    assert spent.fresh("ir") == []
    await spent.later(timedelta(minutes=1))
    assert bool(spent.fresh("ir")) is not bool(at_night)


async def test_room_is_asked_for_again_half_an_hour_later_by_our_clock(spent):
    await ask_quota(spent.deps)
    spent.platform.quota.spent = False
    spent.platform.clock.advance(timedelta(minutes=29))
    await ask_for_room(spent.deps)
    await spent.work()
    assert spent.fresh("ir") == []

    spent.platform.clock.advance(timedelta(minutes=1))
    await ask_for_room(spent.deps)
    await spent.work()

    assert len(spent.fresh("ir")) == 1


async def test_the_admins_are_told_once_where_it_is_free_or_paid_for(spent):
    await line_is_asked(spent)
    await line_is_asked(spent)
    heard = await spent.hear("ia", "issuer", "#list")
    again = await spent.hear("ia", "issuer", "#list")

    assert sum("เหลือไม่พอแจ้ง" in each for each in heard) == 1
    assert not any("เหลือไม่พอแจ้ง" in each for each in again)
    assert spent.fresh("admin") == []  # not even one message was left

    spent.platform.quota.spent = False
    await line_is_asked(spent)
    assert not any("เหลือไม่พอแจ้ง" in each for each in spent.fresh("admin"))


async def test_m16_what_rides_to_the_admins_has_the_figures_of_the_moment(spent):
    await line_is_asked(spent)
    quota = spent.platform.quota
    quota.spent = False
    quota.charge(quota.limit - 1)
    await line_is_asked(spent)

    (heard,) = [said for said in await spent.hear("ia", "issuer", "#list") if "เหลือไม่พอแจ้ง" in said]

    assert f"ใช้ไป {quota.used:,} เหลือ 1" in heard


async def test_a_month_that_turns_before_line_is_asked_is_not_called_spent(spent):
    spent.platform.clock.set(datetime(2026, 11, 30, 16, 58, tzinfo=UTC))
    await ask_quota(spent.deps)
    await tell_admins(spent.deps)
    await spent.work()
    spent.platform.quota.spent = False
    spent.platform.clock.advance(timedelta(minutes=3))
    await tell_admins(spent.deps)
    await spent.work()

    heard = await spent.hear("ia", "issuer", "#list")

    assert sum("เหลือไม่พอแจ้ง" in each for each in heard) == 1
    assert any("ทั้งเดือนจะใช้ประมาณ" in each for each in heard)
    assert spent.fresh("admin") == []


async def test_with_some_messages_left_the_admins_hear_in_private(town):
    quota = town.platform.quota
    quota.charge(quota.limit - len(town.people) + 1)
    await ask_quota(town.deps)
    await town.answer("ia", "issuer", FLOOD)
    await town.later(GATHERED)

    await line_is_asked(town)
    await line_is_asked(town)

    (told,) = town.fresh("admin")
    assert "เหลือไม่พอแจ้งกลุ่ม" in told
    assert "ทั้งเดือนจะใช้ประมาณ" in told
    shown = await town.answer("admin", "admin", "#โควตา")
    assert "โควตาไม่พอ รอแจ้งอยู่ 1 เรื่อง" in shown
    assert "จะแจ้งไปพร้อมคำตอบถัดไปในกลุ่ม" in shown


async def test_of_the_lists_of_a_spent_week_none_is_told_when_it_is_old(spent):
    await spent.answer("ir", "ddpm", "#mine")
    for _ in range(24 * 3):
        await spent.tick(timedelta(hours=1))
    spent.platform.quota.spent = False

    await line_is_asked(spent)

    await spent.tick(timedelta(hours=1))
    told = spent.fresh("ir")
    # That a deadline has passed is told by the list a day later (T4), and the list leaves out
    # what is followed up this morning (T13).
    openings = ("รายการค้างรายงาน", "แจ้งประเด็นที่พ้นกำหนด", "แจ้งเตือนกำหนด", "ติดตามรายงานที่ค้าง")
    assert [sum(one in each for each in told) for one in openings] == [0, 0, 0, 1]


async def test_a_group_stays_held_back_until_line_tells_of_room_for_all_its_members(spent):
    quota = spent.platform.quota
    quota.spent = False
    quota.charge(quota.limit - len(spent.people) + 1)

    await line_is_asked(spent)

    assert spent.fresh("ir") == []
    async with spent.deps.reading() as session:
        group = await groups.by_line_id(session, spent.chats["ir"])
    assert (group.kind, group.no_room_since is None) == (GroupKind.IR, False)


async def test_what_is_of_no_use_after_days_is_not_told_in_the_new_month(spent):
    await spent.answer("ia", "issuer", "#ยกเลิก 1 ซ้ำ")
    for _ in range(8):
        await spent.later(timedelta(hours=6))
    spent.platform.quota.spent = False

    await line_is_asked(spent)

    assert not any("น้ำท่วมขัง" in each for each in spent.fresh("ir"))
