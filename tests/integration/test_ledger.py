"""The ledger of reminders tells the truth: what LINE has not accepted is not delivered."""

from datetime import timedelta

import pytest

from bot.commands.group import new_group_code
from bot.commands.session import Opened
from bot.outbox.enqueue import push_due_notices
from models import outbox, revival
from models.audit import AuditEntry
from models.exports import Export
from models.outbox import OutboxMessage, OutboxState
from models.reminders import Reminder
from models.reminders.overdue import OverdueSlot
from scheduler.admins import tell_admins
from scheduler.jobs import ask_quota
from scheduler.tick import tick

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น."


async def ledger(town):
    """Name, status and way of each reminder that is not planned any more, by when it was due."""
    found = sorted(await town.rows(Reminder), key=lambda row: row.due_at)
    return [(row.name, row.status, row.way) for row in found if row.status != "planned"]


async def given_up(town):
    """Let what LINE refuses be given up, after 23 hours, before its deadline passes."""
    for _ in range(6):
        await town.later(4 * HOUR - timedelta(minutes=5))


async def told_of(town):
    """What became of all that is not planned any more: reminders, then lists."""
    lists = [row.outcome for row in await town.rows(OverdueSlot)]
    return [*(status for _, status, _ in await ledger(town)), *lists]


async def delivered(town):
    """What the audit tells of deliveries of reminders."""
    found = [each for each in await town.rows(AuditEntry) if each.action == "reminder.delivered"]
    return [(each.detail["reminder"], each.detail["way"]) for each in found]


async def counted(town):
    return [row["reminders_sent"] for row in await town.exported(Export.ASSIGNMENTS)]


async def test_only_what_line_has_accepted_is_delivered(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later(timedelta(minutes=1))
    town.platform.quota.spent = True
    await town.tick(6 * HOUR)  # 15.00: 24 hours are left, and the month has no room
    assert await ledger(town) == [("24h", "told", "")]
    assert (await counted(town), await delivered(town)) == ([0], [])

    await town.answer("ir", "rid", "#list")

    assert await ledger(town) == [("24h", "delivered", "reply")]
    town.platform.quota.spent = False
    town.platform.clock.advance(timedelta(minutes=1))
    await ask_quota(town.deps)
    await town.tick(21 * HOUR)
    expected = [("24h", "reply"), ("3h", "group")]
    assert [(name, way) for name, _, way in await ledger(town)] == expected
    assert (await counted(town), await delivered(town)) == ([2], expected)
    requests = {row.id: row for row in await town.rows(OutboxMessage)}
    for row in await town.rows(Reminder):
        if row.status == "delivered":
            assert requests[row.request_id].state == OutboxState.SENT
            assert row.told_at <= row.settled_at
    actors = {(each.action, each.actor) for each in await town.rows(AuditEntry)}
    assert {("reminder.told", "scheduler"), ("reminder.delivered", "sender")} <= actors
    assert ("reminder.delivered", "scheduler") not in actors


async def test_what_was_given_up_has_failed_until_it_is_decided_anew(town):
    await town.answer("ia", "issuer", FLOOD.replace("พรุ่งนี้", "วันพุธ"))
    await town.later(timedelta(minutes=1))
    right, town.platform.channel.token = town.platform.channel.token, "another"
    await town.tick(30 * HOUR)
    await given_up(town)
    assert await ledger(town) == [("24h", "failed", "")]
    assert await delivered(town) == []

    town.platform.channel.token = right
    town.platform.clock.advance(HOUR)
    await ask_quota(town.deps)
    await tell_admins(town.deps)
    await town.tick()

    assert ("24h", "dropped", "") in await ledger(town)  # its deadline has passed
    assert ("passed", "delivered", "group") in await ledger(town)


async def test_an_overdue_list_is_delivered_when_line_has_accepted_it(town):
    await town.answer("ia", "issuer", FLOOD.replace("พรุ่งนี้ 15.00", "วันนี้ 12.30"))
    await town.tick(4 * HOUR)
    town.platform.quota.spent = True
    await town.tick(2 * HOUR)  # at three
    assert [row.outcome for row in await town.rows(OverdueSlot)][-1] == "told"

    await town.answer("ir", "rid", "#list")

    slot = (await town.rows(OverdueSlot))[-1]
    listed = [row for row in await town.rows(AuditEntry) if row.action == "overdue.listed"]
    assert (slot.outcome, slot.settled_at) == ("delivered", listed[-1].at)
    assert [row.detail["way"] for row in listed][-1] == "reply"


async def test_a_list_that_was_given_up_was_missed(town):
    await town.answer("ia", "issuer", FLOOD.replace("พรุ่งนี้ 15.00", "วันนี้ 12.30"))
    await town.tick(4 * HOUR)
    town.platform.channel.token = "another"
    await town.tick(2 * HOUR)
    for _ in range(7):
        await town.later(4 * HOUR)

    slot = (await town.rows(OverdueSlot))[-1]
    dropped = [row for row in await town.rows(AuditEntry) if row.action == "overdue.dropped"]

    assert (slot.outcome, slot.settled_at) == ("missed", dropped[-1].at)
    assert [row.actor for row in dropped] == ["sender"]


async def test_a_request_that_is_queued_again_holds_its_reminders_and_its_list_again(town):
    await town.answer("ia", "issuer", FLOOD.replace("พรุ่งนี้", "วันนี้"))
    await town.later(timedelta(minutes=1))
    right, town.platform.channel.token = town.platform.channel.token, "another"
    await town.tick(4 * HOUR)
    await town.tick(2 * HOUR)  # at three
    await given_up(town)
    assert "failed" in [status for _, status, _ in await ledger(town)]
    town.platform.channel.token = right

    async with town.deps.holding(1) as session:
        for row in await outbox.dead_of(session, town.chats["ir"]):
            assert await revival.requeue(session, row.id, town.now)
        assert not await revival.requeue(session, row.id, town.now)
    outcomes = await told_of(town)
    await town.work()

    assert ("failed" in outcomes, "missed" in outcomes) == (False, False)
    assert "told" in outcomes
    assert "delivered" in await told_of(town)
    assert not {"told", "failed", "missed"} & set(await told_of(town))


async def is_bound(town, workspace, kind):
    """Somebody makes the IR group the group of another place, with its code."""
    async with town.deps.sessions.begin() as session:
        opened = Opened(town.deps.settings, session, town.now)
        code = await new_group_code(opened, await opened.hold(workspace), kind)
    assert "ผูกกลุ่มนี้" in await town.answer("ir", "admin", f"#bind {code} ยืนยัน")


async def a_request_waits(town):
    """The reminder of 24 hours is in a request that nobody has tried yet."""
    await town.answer("ia", "issuer", FLOOD)
    await town.later(timedelta(minutes=1))
    town.platform.clock.advance(6 * HOUR)
    await tick(town.deps)
    await push_due_notices(town.deps)
    (row,) = [row for row in await town.rows(OutboxMessage) if row.state == OutboxState.WAITING]
    town.fresh("ir")
    return row


async def test_what_a_moved_group_was_to_hear_stands_as_meant_for_another_place(town):
    await town.answer("ia", "issuer", FLOOD)

    await is_bound(town, "main", "ia")

    (told,) = await town.exported(Export.ANNOUNCEMENTS)
    assert (told["status"], told["reason"]) == ("dropped", "group_moved")


@pytest.mark.parametrize(("workspace", "kind"), [("north", "ir"), ("main", "ia")])
async def test_what_waits_in_a_request_is_not_told_where_its_group_is_bound_next(
    town, workspace, kind
):
    await town.settle("north", "n")
    row = await a_request_waits(town)

    await is_bound(town, workspace, kind)
    async with town.deps.sessions.begin() as session:
        sent = await outbox.queue.change(session, row, state=OutboxState.SENT)

    assert not sent  # whoever has claimed it before finds it gone
    assert await ledger(town) == []  # planned again: main has no IR group
    assert await delivered(town) == []
    assert not any("น้ำท่วมขัง" in said for said in town.fresh("ir"))
    stored = {each.id: each.state for each in await town.rows(OutboxMessage)}
    assert stored[row.id] == OutboxState.DROPPED


async def test_a_group_takes_no_reminder_that_was_given_up_to_another_workspace(town, caplog):
    await town.settle("north", "n")
    await town.answer("ia", "issuer", FLOOD)
    await town.later(timedelta(minutes=1))
    right, town.platform.channel.token = town.platform.channel.token, "another"
    await town.tick(6 * HOUR)
    await given_up(town)
    assert await ledger(town) == [("24h", "failed", "")]
    town.platform.channel.token = right
    town.fresh("ir")

    await is_bound(town, "north", "ir")
    await ask_quota(town.deps)
    await tell_admins(town.deps)
    await town.work()

    assert await ledger(town) == []  # planned again: main has no IR group
    assert not any("น้ำท่วมขัง" in said for said in town.fresh("ir"))
    assert not [each for each in caplog.records if "could not be told" in each.message]


async def test_a_list_that_waits_for_a_group_of_another_place_is_missed(town):
    await town.settle("north", "n")
    await town.answer("ia", "issuer", FLOOD.replace("พรุ่งนี้ 15.00", "วันนี้ 12.30"))
    await town.tick(4 * HOUR)
    town.platform.quota.spent = True
    await town.tick(2 * HOUR)

    await is_bound(town, "north", "ir")

    slots = {row.workspace_id: row.outcome for row in await town.rows(OverdueSlot)}
    assert slots[1] == "missed"
