"""`#snooze`: an agency is not reminded until then; deadline and figure stay. Rule T12."""

from datetime import timedelta

import pytest

from models.audit import AuditEntry
from models.audit.check import verify
from models.issues import Assignment
from models.issues.snoozes import Snooze
from models.reminders import Reminder
from scheduler.auditor import audit_ledgers
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: {}\nภายใน: พรุ่งนี้ 15.00 น."
PAUSE = "#พักเตือน 1 พรุ่งนี้ 12.30 น., รอผลตรวจดิน"


@pytest.fixture
async def flood(town):
    """At nine on Monday; the deadline is at three on Tuesday."""
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await town.later()
    for chat in ("ia", "ir"):
        town.fresh(chat)
    return town


async def ledger(town):
    found = sorted(await town.rows(Reminder), key=lambda row: (row.due_at, row.id))
    return [(row.name, row.status, row.reason) for row in found]


async def check(town):
    """The auditor finds nothing to mend, and the audit tells the same as the tables."""
    await audit_ledgers(town.deps)
    actions = [entry.action for entry in await town.rows(AuditEntry)]
    assert "ledger.repaired" not in actions
    async with town.deps.reading() as session:
        assert (await verify(session, 1)).findings == []


async def test_nobody_is_reminded_before_the_time_that_was_said_and_the_deadline_stays(flood):
    told = await flood.answer("ir", "ddpm", PAUSE)

    assert "วันอังคารที่ 24 พฤศจิกายน 2569 เวลา 12.30 น." in told
    assert "เหตุผล: รอผลตรวจดิน" in told
    assert "อ. 24 พ.ย. 69 15.00 น. และการนับตัวชี้วัดไม่เปลี่ยน" in told
    assert "#พักเตือน 1 -" in told
    assert "(พักเตือนถึง พรุ่งนี้ 12.30 น.)" in await flood.answer("ia", "issuer", "#status 1")
    await flood.tick(6 * HOUR)
    await flood.tick(21 * HOUR)
    assert flood.fresh("ir") == []
    await check(flood)

    await flood.tick(2 * HOUR + 30 * MINUTE)
    assert "น้ำท่วมขัง" in "\n".join(flood.fresh("ir"))
    assert "พักเตือน" not in await flood.answer("ia", "issuer", "#status 1")
    await flood.tick(31 * MINUTE)
    assert [row[1:] for row in await ledger(flood)][:4] == [
        ("dropped", "snoozed"),
        ("dropped", "snoozed"),
        ("delivered", ""),
        ("delivered", ""),
    ]
    await check(flood)
    (row,) = await flood.rows(Snooze)
    assert (row.reason, row.asked_by_id) == ("รอผลตรวจดิน", 4)


async def test_a_reminder_that_waits_for_its_reply_is_not_told_after_a_snooze(flood):
    flood.platform.quota.spent = True
    await flood.tick(6 * HOUR)
    assert (await ledger(flood))[0] == ("24h", "told", "")

    heard = await flood.hear("ir", "ddpm", PAUSE)

    assert not any("แจ้งเตือนกำหนด" in said for said in heard)
    assert not any("แจ้งเตือนกำหนด" in said for said in await flood.hear("ir", "rid", "#help"))
    assert (await ledger(flood))[0] == ("24h", "dropped", "snoozed")


async def test_a_dash_lets_it_remind_again(flood):
    refused = await flood.answer("ir", "ddpm", "#snooze 1 -")
    assert "ไม่ได้พักการเตือน" in refused
    await flood.answer("ir", "ddpm", PAUSE)
    assert "จะเตือนประเด็น #1" in await flood.answer("ddpm", "ddpm", "#snooze 1 -")

    await flood.tick(6 * HOUR)

    assert "น้ำท่วมขัง" in "\n".join(flood.fresh("ir"))
    await check(flood)


async def test_a_snooze_beyond_the_deadline_silences_that_too(flood):
    await flood.answer("ir", "ddpm", "#snooze 1 26 พ.ย. 69 9.00 น. รอผล")
    await flood.tick(6 * HOUR)
    await flood.tick(24 * HOUR + MINUTE)

    (listed,) = flood.fresh("ir")
    assert "รายการค้างรายงาน" in listed
    assert ("passed", "dropped", "snoozed") in await ledger(flood)
    await check(flood)


async def test_it_is_said_for_all_agencies_of_the_sender_that_owe_a_report(town):
    await town.answer("ia", "issuer", FLOOD.format("กรมประมง, กรมปศุสัตว์, ปภ."))
    await town.answer("ir", "both", "#report 1 กรมประมง เสร็จแล้ว")

    told = await town.answer("both", "both", PAUSE)

    assert "กรมปศุสัตว์" in told
    assert "กรมประมง" not in told
    snoozed = [row.snoozed_until is not None for row in await town.rows(Assignment)]
    assert sorted(snoozed) == [False, False, True]
    await town.answer("ir", "both", "#report 1 กรมปศุสัตว์ เสร็จแล้ว")
    assert "อยู่ในสถานะ" in await town.answer("ir", "both", PAUSE)


@pytest.mark.parametrize(
    ("who", "text", "said"),
    [
        ("ddpm", "#snooze 1", "ยังไม่ได้ระบุวันและเวลา"),
        ("ddpm", "#snooze 1 พรุ่งนี้ 9.00 น.", "ยังไม่ได้ระบุเหตุผล"),
        ("ddpm", "#snooze 1 รอผลตรวจ", "โปรดส่งใหม่"),
        ("ddpm", "#snooze 1 20 พ.ย. 69 9.00 น. รอผล", "ผ่านไปแล้ว"),
        ("rid", PAUSE, "ไม่ใช่ กรมชลประทาน"),
        ("issuer", PAUSE, "ผู้รายงาน"),
    ],
)
async def test_what_cannot_be_done_is_said_and_changes_nothing(flood, who, text, said):
    assert said in await flood.answer("ir", who, text)
    assert [row.snoozed_until for row in await flood.rows(Assignment)] == [None]


async def test_the_newest_by_lines_time_holds(flood):
    flood.says("ir", "ddpm", PAUSE)
    (earlier,) = flood.platform.webhooks.drain()
    flood.platform.clock.advance(MINUTE)
    await flood.answer("ir", "ddpm", "#snooze 1 พรุ่งนี้ 9.00 น. รอผล")
    (before,) = await flood.rows(Assignment)

    await flood.post(earlier.body, earlier.headers)
    await flood.work()

    (after,) = await flood.rows(Assignment)
    assert after.snoozed_until == before.snoozed_until
    assert "ที่ส่งภายหลัง" in "\n".join(flood.fresh("ir"))
    await check(flood)


async def test_the_reason_is_erased_with_its_message(flood):
    said = flood.says("ir", "ddpm", PAUSE)
    await flood.deliver()
    await flood.work()

    Phones(flood.platform).unsends(flood.people["ddpm"], said)
    await flood.deliver()
    await flood.work()

    (row,) = await flood.rows(Snooze)
    assert (row.reason, row.until is not None) == ("", True)
    assert "พักเตือนถึง" in await flood.answer("ia", "issuer", "#status 1")
