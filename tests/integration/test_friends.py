"""Who is a friend of the bot: by LINE's time of what was heard, however late it comes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.people import friends
from models.people.friends import Friend
from scheduler.jobs import KEPT_CARRIED, KEPT_MESSAGES, erase
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio


async def is_friend(town, who):
    async with town.deps.reading() as session:
        return town.people[who] in await friends.among(
            session, town.people.values(), town.deps.clock()
        )


async def test_friends_follow_write_and_block_and_late_events_undo_nothing(town):
    membership = Membership(town.platform)
    assert not await is_friend(town, "ddpm")
    await town.answer("ddpm", "ddpm", "#mine")
    assert await is_friend(town, "ddpm")

    town.platform.clock.advance(timedelta(seconds=1))
    membership.follows(town.people["ddpm"])
    late = town.platform.webhooks.drain()
    town.platform.clock.advance(timedelta(seconds=1))
    membership.blocks(town.people["ddpm"])
    await town.deliver()
    await town.work()
    assert not await is_friend(town, "ddpm")
    for each in late:
        assert await town.post(each.body, each.headers) == 200
    await town.work()
    assert not await is_friend(town, "ddpm")

    town.platform.clock.advance(timedelta(seconds=1))
    membership.follows(town.people["ddpm"])
    await town.deliver()
    await town.work()
    assert await is_friend(town, "ddpm")


async def test_who_only_wrote_is_reached_for_a_week(town):
    await town.answer("ddpm", "ddpm", "#mine")
    town.platform.clock.advance(timedelta(days=6))
    assert await is_friend(town, "ddpm")

    town.platform.clock.advance(timedelta(days=2))

    assert not await is_friend(town, "ddpm")
    assert "แจ้งในแชตส่วนตัวไม่ได้" in await town.answer("admin", "admin", "#roster")


async def test_the_roster_names_to_admins_which_agencies_no_private_message_reaches(town):
    await town.answer("both", "both", "#mine")

    in_the_group = await town.answer("ia", "admin", "#roster")
    in_private = await town.answer("admin", "admin", "#roster")

    for answer in (in_the_group, in_private):
        assert "แจ้งในแชตส่วนตัวไม่ได้" in answer
    line = next(each for each in in_private.splitlines() if "แจ้งในแชตส่วนตัวไม่ได้" in each)
    assert "กรมชลประทาน" in line
    assert "ปศุสัตว์" not in line


async def test_an_agency_of_which_nobody_may_report_lacks_no_friend(town):
    """To ask its reporters to add the bot would ask nobody: `#roster` tells that they lack."""
    await town.speaks_for("issuer", "MOI-DOL")

    lines = (await town.answer("admin", "admin", "#roster")).splitlines()

    (unreached,) = [each for each in lines if "แจ้งในแชตส่วนตัวไม่ได้" in each]
    assert "กรมชลประทาน" in unreached
    assert "กรมที่ดิน" not in unreached


async def known(town):
    await erase(town.deps)
    async with town.deps.reading() as session:
        found = set(await session.scalars(select(Friend.line_user_id)))
    return {who for who, account in town.people.items() if account in found}


async def test_an_account_is_forgotten_that_no_message_reaches_or_that_is_nobodys(town):
    """A stranger who added the bot may enrol later; who is on the roster stays a friend."""
    membership = Membership(town.platform)
    for each in ("ddpm", "rid", "guest"):
        membership.follows(town.people[each])
    await town.deliver()
    await town.answer("both", "both", "#mine")
    membership.blocks(town.people["rid"])
    await town.deliver()
    await town.work()

    town.platform.clock.advance(KEPT_CARRIED - timedelta(days=1))
    assert await known(town) == {"ddpm", "rid", "guest", "both"}
    town.platform.clock.advance(timedelta(days=2))
    assert await known(town) == {"ddpm", "guest"}
    town.platform.clock.advance(KEPT_MESSAGES)
    assert await known(town) == {"ddpm"}
    assert await is_friend(town, "ddpm")
