"""What was given up is seen, and lives again as far as it is of use when LINE takes messages."""

from datetime import timedelta

import pytest
from channel import Channel, drain_outbox
from stage import Stage, at
from town import GATHERED

from bot.outbox.enqueue import push_due_notices
from domain.issues.audit import SENDER
from models import notices, outbox, quota, revival
from models.groups import Group, GroupKind
from models.outbox import OutboxMessage, OutboxState
from models.reminders import ReminderStatus
from scheduler.admins import tell_admins
from scheduler.jobs import ask_quota
from simulator.model.faults import ApiFault, ApiFaultKind
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)
FLOOD = "#issue น้ำท่วมขัง\nถึง: ปภ.\nภายใน: 5 วันทำการ"


async def given_up(town):
    seen = (await town.client.get("/readyz")).json()
    return seen["given_up_inbox"], seen["given_up_outbox"]


async def line_is_asked(town):
    """The jobs of the scheduler that ask LINE and tell the admins; then the worker."""
    await ask_quota(town.deps)
    town.platform.clock.advance(timedelta(seconds=1))
    await tell_admins(town.deps)
    await town.work()


async def test_after_a_weekend_with_a_revoked_token_what_is_of_use_is_told(town):
    await town.answer("ia", "issuer", FLOOD)
    right, town.platform.channel.token = town.platform.channel.token, "another"
    await town.later(GATHERED)
    await town.tick(HOUR * 7)  # 16.00: no list, nothing is overdue
    for _ in range(6):
        await town.later(HOUR * 4)
    assert await given_up(town) == (0, 1)
    await line_is_asked(town)
    assert await given_up(town) == (0, 1)  # LINE refuses still

    town.platform.channel.token = right
    await line_is_asked(town)

    (announced,) = town.fresh("ir")
    assert "น้ำท่วมขัง" in announced
    (told,) = town.fresh("admin")
    assert "LINE กลับมารับข้อความแล้ว" in told
    assert "ส่งใหม่ ๑ รายการ" in told or "ส่งใหม่ 1 รายการ" in told
    assert await given_up(town) == (0, 0)
    await line_is_asked(town)
    assert town.fresh("ir") == town.fresh("admin") == []


async def test_what_is_about_a_closed_issue_stays_with_the_operator(town):
    await town.answer("ia", "issuer", FLOOD)
    right, town.platform.channel.token = town.platform.channel.token, "another"
    await town.later(GATHERED)
    for _ in range(6):
        await town.later(HOUR * 4)
    town.platform.channel.token = right
    await town.answer("ia", "issuer", "#cancel 1 ซ้ำ")
    await town.later(GATHERED)
    assert "ยกเลิก" in town.fresh("ir")[0]

    await line_is_asked(town)

    assert town.fresh("ir") == []
    assert "saphan outbox list" in town.fresh("admin")[0]
    assert await given_up(town) == (0, 1)


async def test_news_for_an_admin_whom_line_never_takes_live_again_once_and_are_no_news(town):
    async with town.deps.sessions.begin() as session:
        text = {"type": "text", "text": "news"}
        told = await outbox.enqueue(
            session,
            chat=town.chats["admin"],
            messages=[text],
            about=[None],
            own=1,
            now=town.now,
            dedupe_key="admins-told:1:1",
        )
        row = await session.get_one(OutboxMessage, told)
        await outbox.queue.finish(session, row, town.now, OutboxState.DEAD)
    town.platform.clock.advance(HOUR)
    town.platform.faults.add(ApiFault(ApiFaultKind.MONTHLY_LIMIT, "pushMessage", 1))

    await line_is_asked(town)
    assert await given_up(town) == (0, 1)
    await line_is_asked(town)
    await town.answer("ia", "issuer", "#list")

    assert town.fresh("admin") == []
    assert not any("LINE กลับมา" in said for said in town.fresh("ia"))


@pytest.fixture
async def stage(deps):
    return await Stage(deps, at(8)).set_up()


async def dies(stage):
    """LINE takes none of what waits for the IR group; an hour later it takes messages again."""
    async with stage.deps.sessions.begin() as session:
        group = await session.get_one(Group, 2)
        said = await outbox.enqueue(session, chat="Cir", messages=[], about=[], now=stage.now)
        row = await session.get_one(OutboxMessage, said)
        waiting = await notices.pending(session, group.id)
        await notices.put_into(session, [each.id for each in waiting], row.id)
        await outbox.queue.finish(session, row, stage.now, OutboxState.DEAD)
        said = {"quota": None, "used": 0, "counted": 0, "in_doubt": 0}
        await quota.note(session, **said, asked_at=stage.now + HOUR, now=stage.now + HOUR)
        assert group.kind == GroupKind.IR


@pytest.mark.parametrize(("hours", "status", "told"), [(2, "told", 1), (5, "dropped", 1)])
async def test_reminders_are_decided_anew(stage, hours, status, told):
    await stage.open_issue("น้ำท่วม", ["MOI-DDPM"], at(15, day=25))
    await stage.tick_at(at(12, day=25))
    assert (await stage.ledger())[1][:2] == ("3h", ReminderStatus.TOLD)
    await dies(stage)
    stage.now += HOUR * 2
    await tell_admins(stage.deps)
    assert (await stage.ledger())[1][:2] == ("3h", ReminderStatus.PLANNED)

    say = await stage.tick_at(at(12, day=25) + HOUR * hours)

    # After the deadline only that it has passed is told; the overdue list does not repeat it.
    assert len(say) == told
    assert (await stage.ledger())[1][:2] == ("3h", status)


async def test_what_was_refused_while_the_bot_was_out_is_told_when_it_is_back(
    deps, platform, carrier
):
    channel = await Channel(deps, platform, carrier).bind()
    await channel.notice("news")
    Membership(platform).removes_bot(channel.group)
    await push_due_notices(deps)
    await drain_outbox(deps)
    assert (await channel.row()).state == OutboxState.DEAD

    Membership(platform).invites_bot(channel.group)
    async with deps.holding(1) as session:
        group = await session.get_one(Group, channel.group_id)
        group.left_at = None
        found = await revival.revive(session, channel.group, deps.clock(), actor=SENDER)
    await push_due_notices(deps)
    await drain_outbox(deps)

    assert found == (1, 0)
    assert channel.said() == ["news"]


async def test_an_answer_that_lives_again_shows_no_report_that_went_stale_in_it(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later(GATHERED)
    await town.answer("ir", "ddpm", "#report 1 ระบายน้ำแล้ว")
    right, town.platform.channel.token = town.platform.channel.token, "another"
    await town.answer("ia", "issuer", FLOOD.replace("น้ำ", "หาดทราย"))  # the report rides along
    await town.answer("ia", "issuer", "#close 1")
    for _ in range(7):
        await town.later(HOUR * 4)
    town.platform.channel.token = right
    assert [row.status for row in await town.issues()] == ["closed", "open"]
    town.fresh("ia")

    async with town.deps.holding(1) as session:
        await revival.revive(session, town.chats["ia"], town.now, actor=SENDER, everything=True)
    await town.work()

    assert "ระบายน้ำแล้ว" not in "".join(town.fresh("ia"))
    assert [report.shown_at for report in await town.reports()] == [None]
