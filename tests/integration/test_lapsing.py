"""What waits for a group that stays silent has an end, on record; no words outlive it. M28."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from domain.lapsing import WAITS_FOR
from domain.planner import Route
from domain.reminders.overdue_list import Listed
from models.audit import AuditEntry
from models.groups import Group
from models.notices import Notice
from models.reminders import Reminder
from models.reminders.overdue import OverdueSlot
from scheduler.jobs import JOBS
from scheduler.lapsing import end_old_notices

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ.\nภายใน: {}"


@pytest.fixture
async def silent(town):
    """A town whose groups say nothing more; what can wait rides only, and nobody is a friend."""
    town.set(route=Route.DIRECT)
    return town


async def lapsed(town):
    """What lapsed, by kind, and the kinds that still wait."""
    await end_old_notices(town.deps)
    entries = [row for row in await town.rows(AuditEntry) if row.action == "notices.lapsed"]
    waiting = [row for row in await town.rows(Notice) if row.outbox_id is None]
    return [row.detail["kinds"] for row in entries], sorted(
        row.dedupe_key.partition(":")[0] for row in waiting
    )


async def test_what_nobody_came_for_lapses_after_thirty_days(silent):
    await silent.answer("ia", "issuer", FLOOD.format("31 ธ.ค. 69 15.00 น."))
    await silent.answer("ir", "ddpm", "#รายงาน 1 แจกถุงยังชีพแล้ว")
    silent.platform.clock.advance(WAITS_FOR - DAY)
    assert await lapsed(silent) == ([], ["all-reported", "report-filed"])

    silent.platform.clock.advance(2 * DAY)

    assert await lapsed(silent) == ([{"all-reported": 1, "report-filed": 1}], [])
    assert "ถุงยังชีพ" not in await silent.answer("ia", "issuer", "#help")


async def test_what_an_answer_finds_too_old_lapses_on_record_too(silent):
    await silent.answer("ia", "issuer", FLOOD.format("31 ธ.ค. 69 15.00 น."))
    await silent.answer("ir", "ddpm", "#รายงาน 1 แจกถุงยังชีพแล้ว")
    silent.platform.clock.advance(WAITS_FOR + DAY)

    assert "ถุงยังชีพ" not in await silent.answer("ia", "issuer", "#help")

    assert await lapsed(silent) == ([{"all-reported": 1, "report-filed": 1}], [])


async def test_what_is_about_an_issue_lapses_a_day_after_that_has_ended(silent):
    await silent.answer("ia", "issuer", FLOOD.format("31 ธ.ค. 69 15.00 น."))
    await silent.answer("ir", "ddpm", "#รายงาน 1 แจกถุงยังชีพแล้ว")
    await silent.answer("issuer", "issuer", "#ปิด 1")
    silent.platform.clock.advance(DAY + timedelta(minutes=1))

    kinds, waiting = await lapsed(silent)

    assert kinds == [{"all-reported": 1, "report-filed": 1}]
    assert waiting == ["issue-ended", "issue-ended-by-issuers"]


async def test_reminders_and_lists_that_nobody_heard_say_so_in_their_own_record(silent):
    """Also those of a group that the bot has left."""
    await silent.answer("ia", "issuer", FLOOD.format("วันนี้ 14.30 น."))
    for _ in range(24):
        await silent.tick(timedelta(hours=1))
    async with silent.deps.sessions.begin() as session:
        await session.execute(update(Group).values(left_at=silent.now))
    silent.platform.clock.advance(2 * DAY)

    assert await lapsed(silent) == ([], ["deadlines-passed", "issue-opened"])
    told = [row for row in await silent.rows(Reminder) if row.told_at]
    assert {row.status for row in told} == {"dropped"}
    assert "nag1" in {row.name for row in told}
    assert Listed.TOLD not in {row.outcome for row in await silent.rows(OverdueSlot)}


def test_the_scheduler_looks_every_hour():
    (every,) = [job.every for job in JOBS if job.run is end_old_notices]
    assert every == timedelta(hours=1)
