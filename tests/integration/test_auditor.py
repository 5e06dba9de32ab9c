"""The auditor finds what is wrong in the ledger, puts it right, or tells who can. Rules W4, W5."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import delete, update

from bot.heartbeat import Heartbeat
from bot.outbox.enqueue import push_due_notices
from models import heartbeats, outbox
from models.audit import AuditEntry
from models.audit.check import verify
from models.notices import Notice
from models.outbox import OutboxMessage, OutboxState
from models.reminders import Reminder
from models.reminders.overdue import OverdueSlot
from scheduler.auditor import audit_ledgers
from scheduler.tick import tick

pytestmark = pytest.mark.anyio

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น."


async def behind_its_back(town, *statements):
    """Somebody changes rows by hand."""
    async with town.deps.sessions.begin() as session:
        for each in statements:
            await session.execute(each)


async def states(town):
    found = sorted(await town.rows(Reminder), key=lambda row: row.due_at)
    return [(row.name, row.status) for row in found]


async def repaired(town):
    """What the audit tells of repairs: the fault, and of which reminder it was."""
    found = [row for row in await town.rows(AuditEntry) if row.action == "ledger.repaired"]
    return [(row.detail["fault"], row.detail.get("reminder", "list")) for row in found]


async def faults(town):
    """How many faults stand, as readiness and figures tell alike."""
    told = (await town.client.get("/readyz")).json()["ledger_faults"]
    town.platform.clock.advance(timedelta(seconds=5))  # figures are kept so long
    lines = (await town.client.get("/metrics")).text.splitlines()
    counts = [line for line in lines if line.startswith("saphan_ledger_faults{")]
    assert sum(float(line.split()[-1]) for line in counts) == told
    return told


PLANNED = [("24h", "planned"), ("3h", "planned"), ("30m", "planned"), ("passed", "planned")]


async def test_an_agency_that_would_not_be_reminded_is_planned_for(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    named = Reminder.name
    await behind_its_back(
        town,
        delete(Reminder).where(named == "3h"),
        update(Reminder).where(named == "30m").values(due_at=town.now + 99 * HOUR),
        update(Reminder).where(named == "passed").values(status="dropped"),
    )

    await audit_ledgers(town.deps)
    await audit_ledgers(town.deps)

    assert await states(town) == PLANNED
    assert sorted(await repaired(town)) == [
        ("unplanned", "30m"),
        ("unplanned", "3h"),
        ("unplanned", "passed"),
    ]
    assert await faults(town) == 0
    async with town.deps.reading() as session:
        assert (await verify(session, 1)).findings == []


async def test_a_deadline_that_passed_unnoticed_is_told_late(town):
    await town.answer("ia", "issuer", FLOOD)
    await behind_its_back(town, delete(Reminder))
    town.platform.clock.advance(31 * HOUR)

    await audit_ledgers(town.deps)
    await town.tick()

    assert await states(town) == [("passed", "delivered"), ("nag1", "planned")]
    assert await repaired(town) == [("unplanned", "passed")]


async def test_nothing_is_planned_for_who_owes_nothing(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ir", "ddpm", "#report ok")
    await behind_its_back(town, delete(Reminder))

    await audit_ledgers(town.deps)

    assert (await states(town), await repaired(town)) == ([], [])


async def told(town):
    """A reminder was told, and is in a request that nobody has tried yet."""
    await town.answer("ia", "issuer", FLOOD)
    await town.later(MINUTE)
    town.platform.clock.advance(6 * HOUR)
    await tick(town.deps)
    await push_due_notices(town.deps)
    (row,) = [row for row in await town.rows(OutboxMessage) if row.state == OutboxState.WAITING]
    town.fresh("ir")
    return row


async def test_what_nothing_holds_any_more_is_told_once_more(town):
    row = await told(town)
    await behind_its_back(
        town,
        delete(Notice).where(Notice.outbox_id == row.id),
        delete(OutboxMessage).where(OutboxMessage.id == row.id),
    )

    await audit_ledgers(town.deps)
    await town.tick()

    assert await repaired(town) == [("lost", "24h")]
    assert (await states(town))[0] == ("24h", "delivered")
    assert len([said for said in town.fresh("ir") if "น้ำท่วมขัง" in said]) == 1


async def is_lost(town):
    await behind_its_back(
        town, update(Reminder).where(Reminder.name == "24h").values(status="told")
    )


async def test_what_is_lost_again_is_told_to_the_admins_and_not_to_the_group_every_minute(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later(MINUTE)
    await town.tick(6 * HOUR)
    for _ in range(4):
        town.fresh("ir")
        await is_lost(town)
        await audit_ledgers(town.deps)
        await town.tick(MINUTE)

    assert (await repaired(town), await faults(town), town.fresh("ir")) == (
        [("lost", "24h")],
        1,
        [],
    )
    assert len(await admins_hear(town)) == 1
    await town.tick(24 * HOUR)
    await audit_ledgers(town.deps)
    await town.tick()
    assert (await states(town))[0] == ("24h", "dropped")
    await audit_ledgers(town.deps)
    assert await faults(town) == 0


ENDS = [
    (OutboxState.SENT, "taken", "delivered"),
    (OutboxState.ASSUMED, "taken", "delivered"),
    (OutboxState.DEAD, "given_up", "failed"),
    (OutboxState.DROPPED, "lost", "planned"),
]


@pytest.mark.parametrize(("state", "fault", "status"), ENDS)
async def test_the_ledger_learns_what_became_of_a_request(town, state, fault, status):
    row = await told(town)
    finished = {"state": state, "finished_at": town.now}
    await behind_its_back(
        town, update(OutboxMessage).where(OutboxMessage.id == row.id).values(finished)
    )
    await audit_ledgers(town.deps)
    await audit_ledgers(town.deps)

    assert await repaired(town) == [(fault, "24h")]
    assert (await states(town))[0] == ("24h", status)
    (reminder,) = [each for each in await town.rows(Reminder) if each.name == "24h"]
    assert (reminder.way, reminder.request_id) == (
        ("group", row.id) if status == "delivered" else ("", None)
    )


LISTS = [("sent", "delivered"), ("dead", "missed"), ("dropped", "missed"), (None, "missed")]


@pytest.mark.parametrize(("state", "outcome"), LISTS)
async def test_the_record_of_a_list_learns_what_became_of_it(town, state, outcome):
    await town.answer("ia", "issuer", FLOOD.replace("พรุ่งนี้ 15.00", "วันนี้ 12.30"))
    await town.tick(4 * HOUR)
    town.platform.clock.advance(2 * HOUR)  # at three
    await tick(town.deps)
    await push_due_notices(town.deps)
    (row,) = [row for row in await town.rows(OutboxMessage) if row.state == OutboxState.WAITING]
    done = {"state": state or "sent", "finished_at": town.now}
    await behind_its_back(
        town, update(OutboxMessage).where(OutboxMessage.id == row.id).values(done)
    )
    if state is None:
        await behind_its_back(town, delete(Notice).where(Notice.dedupe_key.startswith("overdue:")))

    await audit_ledgers(town.deps)
    await audit_ledgers(town.deps)

    assert [each.outcome for each in await town.rows(OverdueSlot)][-1] == outcome
    assert [about for _, about in await repaired(town)] == ["list"]


async def scheduler_alone(town, minutes, settles=tick):
    """The scheduler lives, the worker does not; the auditor looks every minute."""
    for _ in range(minutes):
        for _ in range(2):
            town.platform.clock.advance(MINUTE / 2)
            await settles(town.deps)
        await audit_ledgers(town.deps)


async def only_beat(deps):
    """A scheduler that shows life, but settles nothing."""
    async with deps.sessions.begin() as session:
        await heartbeats.beat(session, "scheduler", deps.clock())


async def admins_hear(town):
    await town.work()
    return [said for said in town.fresh("admin") if "saphan doctor" in said]


async def test_what_nobody_sends_is_told_to_the_admins_once(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ia", "issuer", FLOOD.replace("15.00", "15.05"))
    await town.later(MINUTE)
    town.platform.clock.advance(6 * HOUR)

    await scheduler_alone(town, 5)
    assert await faults(town) == 0
    await scheduler_alone(town, 3)
    assert await faults(town) == 1
    await scheduler_alone(town, 4)
    assert await faults(town) == 2

    (heard,) = await admins_hear(town)
    assert "ข้อความที่ควรส่งแล้วแต่ยังค้างอยู่ 1 รายการ" in heard
    assert "saphan doctor" in await town.answer("ia", "issuer", "#list")
    await scheduler_alone(town, 3)
    assert (await faults(town), await admins_hear(town)) == (0, [])
    assert (await states(town))[0] == ("24h", "delivered")


async def test_a_month_without_room_and_a_group_that_is_gone_are_reasons_to_wait(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later(MINUTE)
    town.platform.quota.spent = True
    await town.tick(6 * HOUR)

    await scheduler_alone(town, 8)

    assert (await faults(town), (await states(town))[0]) == (0, ("24h", "told"))


async def test_a_due_reminder_that_nobody_decides_about_is_told_to_the_admins(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later(MINUTE)
    town.platform.clock.advance(6 * HOUR)

    await scheduler_alone(town, 8, only_beat)

    assert await faults(town) == 1
    (heard,) = await admins_hear(town)
    assert "คำเตือนที่ถึงเวลาแล้วแต่ยังไม่ได้แจ้ง 1 รายการ" in heard
    await town.tick()
    await audit_ledgers(town.deps)
    assert await faults(town) == 0


class Watcher:
    """Takes calls, and answers as it was told."""

    def __init__(self):
        self.calls, self.status = [], 200

    def __call__(self, request):
        self.calls.append((request.method, str(request.url)))
        if self.status is None:
            raise httpx.ConnectError("no such host: secret-of-the-watcher")
        return httpx.Response(self.status)


URL = "https://watcher.example/ping/secret-of-the-watcher"


@pytest.fixture
def watcher(town):
    found = Watcher()
    heartbeat = Heartbeat(URL, httpx.MockTransport(found))
    town.app.state.deps = replace(town.deps, heartbeat=heartbeat)
    return found


async def test_a_watcher_is_called_while_all_is_well(town, watcher):
    await town.tick()
    await audit_ledgers(town.deps)
    assert watcher.calls == [("GET", URL)]

    async with town.deps.sessions.begin() as session:
        given_up = await outbox.enqueue(session, chat="C", messages=[], about=[], now=town.now)
        (await session.get_one(OutboxMessage, given_up)).state = OutboxState.DEAD
    await audit_ledgers(town.deps)
    assert len(watcher.calls) == 1

    await behind_its_back(town, delete(OutboxMessage))
    await audit_ledgers(town.deps)
    assert len(watcher.calls) == 2
    town.platform.clock.advance(2 * MINUTE)  # no tick
    await audit_ledgers(town.deps)
    assert len(watcher.calls) == 2


async def test_a_watcher_that_is_out_is_logged_once_and_never_by_its_address(town, watcher, caplog):
    await town.tick()
    for watcher.status in (500, None, 404, 200, 200, 500):
        await audit_ledgers(town.deps)

    said = [each.getMessage() for each in caplog.records if "watcher" in each.getMessage()]
    assert Counter(said) == {
        "The watcher's address does not answer.": 2,
        "The watcher's address answers again.": 1,
    }
    assert len(watcher.calls) == 6
    assert not any("secret-of-the-watcher" in str(vars(each)) for each in caplog.records)
