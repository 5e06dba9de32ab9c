"""Nobody spends the month in a day: what people cause may use a tenth of it on each day. M31."""

from datetime import timedelta

import pytest
from test_direct import make_friends

from domain.planner import Route
from models.notices import Notice
from scheduler.jobs import ask_quota

pytestmark = pytest.mark.anyio

FLOOD = "#ประเด็น น้ำท่วม\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 16.00 น."
ELEVEN = timedelta(minutes=11)


async def limited(town, pushes, route):
    """A month whose tenth pays for so many pushes to the group."""
    town.set(route=route)
    town.platform.quota.limit = 10 * pushes * len(town.people)
    await ask_quota(town.deps)
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    for chat in ("ir", *town.people):
        town.fresh(chat)


async def reminded(town, times):
    """Somebody reminds by hand every eleven minutes; gives how many messages that cost."""
    used = town.platform.quota.used
    for _ in range(times):
        town.says("issuer", "issuer", "#เตือน 1")
        await town.deliver()
        await town.work()
        await town.later(ELEVEN)
    return town.platform.quota.used - used


async def test_who_reminds_again_and_again_makes_the_group_pay_for_a_part_of_the_month(town):
    await limited(town, 3, Route.GROUP)

    assert await reminded(town, 6) == 3 * len(town.people)

    waiting = [row.held for row in await town.rows(Notice) if row.outbox_id is None]
    assert waiting.count("today") == 3
    assert "ใช้ครบส่วนของหนึ่งวันแล้ว" in await town.answer("admin", "admin", "#quota")
    rides = "\n".join(await town.hear("ir", "rid", "#help"))
    assert "น้ำท่วม" in rides


async def test_other_causes_and_what_is_due_are_told_all_the_same(town):
    await limited(town, 1, Route.GROUP)
    await reminded(town, 3)
    town.fresh("ir")
    await town.tick(timedelta(hours=4))  # half past one: the reminder of three hours
    assert "น้ำท่วม" in "\n".join(town.fresh("ir"))

    await town.answer("ia", "issuer", FLOOD.replace("น้ำท่วม", "ไฟป่า\nความเร่งด่วน: ด่วนที่สุด"))
    await town.answer("ia", "issuer", FLOOD.replace("น้ำท่วม", "ดินถล่ม"))
    await town.later()
    assert "ไฟป่า" in "\n".join(town.fresh("ir"))


async def test_people_too_are_told_no_more_than_a_part_of_the_month(town):
    town.set(route=Route.DIRECT)
    await make_friends(town, "ddpm", "rid")
    town.platform.quota.limit = 40
    await ask_quota(town.deps)
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ir", "ddpm", "#help")

    assert await reminded(town, 5) == 4

    await town.later(timedelta(hours=23))  # the next morning
    assert [row for row in await town.rows(Notice) if row.outbox_id is None and row.held] == []
