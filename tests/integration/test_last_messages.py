"""Where little is left of the month: what rides early, what waits, who is told. M33 to M35."""

from datetime import timedelta

import pytest
from test_direct import MINUTE, make_friends, open_issue, pay_for_deputies, quiet, states

from models.notices import Notice
from scheduler.admins import tell_admins
from scheduler.jobs import ask_quota

pytestmark = pytest.mark.anyio
__all__ = ["quiet"]  # the fixture


async def left(town, limit, messages):
    """So much is left of the month, of which six working days of twenty-one are to come."""
    town.platform.quota.limit, town.platform.quota.used = limit, limit - messages
    await ask_quota(town.deps)


async def test_the_deputy_is_told_too_where_a_reminder_has_moved_nobody(quiet):
    await quiet.speaks_for("nobody", "MOI-DDPM")
    await make_friends(quiet, "nobody")
    await pay_for_deputies(quiet)
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    await quiet.later(8 * MINUTE)
    assert (len(quiet.fresh("ddpm")), quiet.fresh("nobody")) == (1, [])

    await quiet.tick(180 * MINUTE)
    await quiet.later(8 * MINUTE)

    assert len(quiet.fresh("ddpm")) == len(quiet.fresh("nobody")) == 1


async def test_a_reminder_rides_ten_minutes_early_rather_than_cost_a_message(quiet):
    await open_issue(quiet, "ปภ.")
    used = quiet.platform.quota.used
    await quiet.tick(5 * MINUTE)  # it is due in nine minutes

    assert "น้ำท่วมขัง" in "\n".join(await quiet.hear("ir", "rid", "#help"))
    assert await states(quiet) == [("delivered", "reply")]
    for _ in range(3):
        await quiet.later(9 * MINUTE)
    assert (quiet.fresh("ddpm"), quiet.platform.quota.used) == ([], used)


async def test_nobody_is_pushed_to_before_the_hour_of_a_reminder(quiet):
    await open_issue(quiet, "ปภ.")
    await quiet.tick(5 * MINUTE)
    await quiet.later(9 * MINUTE)
    await quiet.later(7 * MINUTE)
    assert quiet.fresh("ddpm") == []

    await quiet.later(MINUTE)
    assert len(quiet.fresh("ddpm")) == 1


async def test_what_a_reply_will_tell_in_time_waits_until_none_can(quiet):
    await left(quiet, 300, 4)
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    await quiet.later(8 * MINUTE)
    assert quiet.fresh("ddpm") == []
    assert [row.held for row in await quiet.rows(Notice) if row.held] == ["saved"]
    assert "เก็บโควตาไว้แจ้งเรื่องที่รอไม่ได้" in await quiet.answer("admin", "admin", "#quota")

    await quiet.later(15 * MINUTE)  # nobody wrote

    assert len(quiet.fresh("ddpm")) == 1
    assert await states(quiet) == [("delivered", "person")]


async def test_the_last_message_tells_the_admin_and_tells_it_once(quiet):
    await make_friends(quiet, "admin")
    await left(quiet, 20, 1)
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    await quiet.later(8 * MINUTE)
    await quiet.later(timedelta(hours=2, minutes=8))
    assert (quiet.fresh("ddpm"), quiet.platform.quota.used) == ([], 19)

    for _ in range(2):
        await tell_admins(quiet.deps)
        await quiet.work()

    assert (len(quiet.fresh("admin")), quiet.platform.quota.used) == (1, 20)
