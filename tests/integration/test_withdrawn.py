"""Who reports while LINE takes nothing is not reminded when it does again. Rule M32."""

from datetime import timedelta
from uuid import UUID

import pytest

from bot.outbox.enqueue import push_due_notices
from bot.outbox.sender import claim, retry_key
from bot.outbox.withdraw import told_in_vain, withdraw
from domain.planner import Route
from models.audit import AuditEntry
from models.outbox import OutboxMessage
from models.reminders import Reminder
from scheduler.auditor import audit_ledgers
from scheduler.jobs import ask_quota
from scheduler.tick import tick
from simulator.model.faults import ApiFault, ApiFaultKind

pytestmark = pytest.mark.anyio

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: {}\nภายใน: พรุ่งนี้ 15.00 น."
DDPM, RID = "กรมป้องกันและบรรเทาสาธารณภัย", "กรมชลประทาน"
OUT = {
    "in doubt": ApiFault(ApiFaultKind.STATUS, "pushMessage", 99, status=500),
    "refused": ApiFault(ApiFaultKind.STATUS, "pushMessage", 99, status=401),
}
MAYBE = {"in doubt": "group", "refused": ""}


@pytest.fixture(params=list(OUT))
def trouble(request):
    return request.param


@pytest.fixture
async def out(town, trouble):
    """LINE takes no push of the reminder that is due; or nobody knows whether it did."""
    await town.answer("ia", "issuer", FLOOD.format("ปภ., กรมชลประทาน"))
    await town.later(MINUTE)
    town.platform.faults.add(OUT[trouble])
    await town.tick(6 * HOUR)
    town.fresh("ir")
    return town


async def is_back(town):
    town.platform.faults.clear()
    for _ in range(3):
        await town.later(10 * MINUTE)
    await audit_ledgers(town.deps)
    return [said for said in town.fresh("ir") if "แจ้งเตือนกำหนด" in said]


async def states(town):
    """What became of the reminders, and by which way LINE told them or may have told them."""
    found = [row for row in await town.rows(Reminder) if row.name == "24h"]
    assert all((row.request_id is None) == (row.way == "") for row in found)
    return sorted((row.status, row.reason, row.way) for row in found)


async def audited(town):
    """The ways that the audit tells of reminders that were dropped, with their request."""
    entries = [row for row in await town.rows(AuditEntry) if row.action == "reminder.dropped"]
    requests = {row.request_id for row in await town.rows(Reminder)} - {None}
    in_doubt = [entry.detail["in_doubt"] for entry in entries if "in_doubt" in entry.detail]
    assert {UUID(each) for each in in_doubt} <= requests
    return [entry.detail.get("way", "") for entry in entries]


async def test_only_who_still_owes_a_report_is_reminded(out, trouble):
    await out.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")

    (said,) = await is_back(out)

    assert RID in said
    assert DDPM not in said
    assert await states(out) == [
        ("delivered", "", "group"),
        ("dropped", "reported", MAYBE[trouble]),
    ]
    assert await audited(out) == [MAYBE[trouble]]


async def test_where_all_have_reported_nobody_is(out, trouble):
    await out.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    await out.answer("ir", "rid", "#report 1 ชี้แจงแล้ว")

    assert await is_back(out) == []
    assert await states(out) == [("dropped", "reported", MAYBE[trouble])] * 2
    assert await audited(out) == [MAYBE[trouble]] * 2


async def test_who_was_asked_for_is_not_reminded_after_the_report_either(town, trouble):
    await town.answer("ia", "issuer", FLOOD.format("ปภ., กรมชลประทาน"))
    await town.later(MINUTE)
    town.platform.faults.add(OUT[trouble])
    await town.answer("ia", "issuer", "#remind 1")
    await town.later(2 * MINUTE)
    await town.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    town.fresh("ir")

    (said,) = await is_back(town)

    assert RID in said
    assert DDPM not in said


async def test_the_record_of_a_list_that_may_have_been_read_says_so(town, trouble):
    await town.answer("ia", "issuer", "#ประเด็น ไฟป่า\nถึง: ปภ.\nภายใน: วันนี้ 12.00 น.")
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    for span in (2 * HOUR, HOUR, MINUTE):
        await town.tick(span)
    town.platform.faults.add(OUT[trouble])
    await town.tick(3 * HOUR - MINUTE)
    await town.later(MINUTE)
    await town.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    await town.answer("ir", "ddpm", "#report 2 ชี้แจงแล้ว")

    await is_back(town)

    (entry,) = [row for row in await town.rows(AuditEntry) if row.action == "overdue.dropped"]
    assert entry.detail.get("way", "") == MAYBE[trouble]
    assert ("in_doubt" in entry.detail) == (trouble == "in doubt")


async def test_who_is_told_in_private_is_told_nothing_either(town):
    town.set(route=Route.DIRECT)
    await town.hear("ddpm", "ddpm", "#help")
    await ask_quota(town.deps)
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await town.later(16 * MINUTE)
    town.platform.faults.add(OUT["in doubt"])
    await town.tick(6 * HOUR)
    await town.later(9 * MINUTE)
    assert [row.chat for row in await town.rows(OutboxMessage) if row.state == "waiting"] == [
        town.people["ddpm"]
    ]
    town.fresh("ddpm")
    await town.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")

    await is_back(town)

    assert not any("น้ำท่วม" in said for said in town.fresh("ddpm"))
    assert await states(town) == [("dropped", "reported", "person")]
    assert await audited(town) == ["person"]


async def sender_dies_after(town):
    """LINE takes what is due next, and its sender dies before it can note that."""
    rows = await claim(town.deps, 10)
    for row in rows:
        await town.deps.line.push(row.chat, row.messages, retry_key(row))
    return [row.chat for row in rows]


async def due_but_not_sent(town, by):
    """Let time pass and reminders fall due, but no request is sent."""
    town.platform.clock.advance(by)
    await tick(town.deps)
    await push_due_notices(town.deps)


async def test_who_reports_while_the_sender_of_a_reminder_is_dead_was_reminded_once(town):
    await town.answer("ia", "issuer", FLOOD.format("ปภ., กรมชลประทาน"))
    await town.later(MINUTE)
    town.fresh("ir")
    await due_but_not_sent(town, 6 * HOUR)
    assert await sender_dies_after(town) == [town.chats["ir"]]
    await town.hear("ir", "ddpm", "#report 1 ชี้แจงแล้ว")

    await is_back(town)

    said = [each for each in town.entries("ir") if "แจ้งเตือนกำหนด" in each.text]
    assert len(said) == 1
    assert await states(town) == [("delivered", "", "group"), ("dropped", "reported", "group")]


async def test_who_is_told_1_1_while_the_sender_dies_is_told_once(town):
    town.set(route=Route.DIRECT)
    await town.hear("ddpm", "ddpm", "#help")
    await ask_quota(town.deps)
    for _ in range(2):
        await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await town.later(16 * MINUTE)
    await due_but_not_sent(town, 6 * HOUR)
    await due_but_not_sent(town, 9 * MINUTE)
    assert await sender_dies_after(town) == [town.people["ddpm"]]
    town.platform.clock.advance(MINUTE)
    async with town.deps.reading() as session:
        in_vain = await told_in_vain(session, town.now)
    await withdraw(town.deps, in_vain)
    await town.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")

    await is_back(town)

    said = [each for each in town.entries("ddpm") if "แจ้งเตือนกำหนด" in each.text]
    assert len(said) == 1
    assert {status for status, *_ in await states(town)} == {"delivered"}


async def test_who_has_just_silenced_a_reminder_1_1_is_not_reminded_in_the_group(town):
    town.set(route=Route.DIRECT)
    await town.hear("ddpm", "ddpm", "#help")
    await ask_quota(town.deps)
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await town.later(16 * MINUTE)
    await due_but_not_sent(town, 6 * HOUR - 16 * MINUTE)
    await town.answer("ddpm", "ddpm", "#พักเตือน 1 พรุ่งนี้ 9.00 น. ติดประชุม")

    said = await town.hear("ir", "rid", "#help")

    assert not any("แจ้งเตือนกำหนด" in each for each in said)
    assert await states(town) == [("dropped", "snoozed", "")]
