"""After a deadline: a nag on the morning of each working day, three at most. Rule T13."""

from datetime import timedelta

import pytest

from models.audit import AuditEntry
from models.audit_check import verify
from models.reminders import Reminder
from scheduler.auditor import audit_ledgers

pytestmark = pytest.mark.anyio

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: {}\nภายใน: วันนี้ 15.00 น."
NAG, LIST = "ติดตามรายงานที่ค้าง", "รายการค้างรายงาน"


@pytest.fixture
async def late(town):
    """It is four on Monday; the deadline of an hour ago was told."""
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await town.later()
    await go_to(town, 15, 1)
    await go_to(town, 16)
    for chat in ("ia", "ir"):
        town.fresh(chat)
    return town


async def go_to(town, hours, minutes=0, days=0):
    """Let scheduler and worker do what is due at an hour of this day, or of a later one."""
    begun = town.now.replace(minute=0, second=0, microsecond=0)
    local = (begun.hour + 7) % 24
    then = begun + timedelta(hours=hours - local, minutes=minutes) + days * DAY
    await town.tick(then - town.now)


async def ledger(town):
    found = sorted(await town.rows(Reminder), key=lambda row: (row.due_at, row.id))
    return [(row.name, row.status) for row in found if row.due_at >= row.deadline]


async def check(town):
    """The auditor finds nothing to mend, and the audit tells the same as the tables."""
    await audit_ledgers(town.deps)
    assert "ledger.repaired" not in [row.action for row in await town.rows(AuditEntry)]
    async with town.deps.reading() as session:
        assert (await verify(session, 1)).findings == []


async def test_each_morning_one_nag_three_at_most(late):
    heard = []
    for _ in range(6):
        await go_to(late, 8, 30, days=1)
        await late.later(HOUR + MINUTE)
        heard.append([NAG in said for said in late.fresh("ir")].count(True))
        await check(late)

    # From Tuesday to Thursday.
    assert heard == [1, 1, 1, 0, 0, 0]
    assert await ledger(late) == [
        ("passed", "delivered"),
        *[(f"nag{number}", "delivered") for number in (1, 2, 3)],
    ]


async def test_a_nag_calls_its_people_rides_and_the_list_of_that_morning_tells_nobody_twice(late):
    await late.answer("ir", "ddpm", "#mine")
    await go_to(late, 8, 30, days=1)
    assert late.fresh("ir") == []

    heard = await late.hear("ir", "rid", "#help")
    (nag,) = [said for said in heard if NAG in said]
    assert "น้ำท่วมขัง" in nag
    assert "@สมชาย รักษ์น้ำ" in nag
    await go_to(late, 9, 1)
    assert not any(LIST in said for said in late.fresh("ir"))

    await go_to(late, 15, 1)
    assert [LIST in said for said in late.fresh("ir")] == [True]


async def test_nobody_who_has_reported_is_nagged_though_the_nag_waits(late):
    await go_to(late, 8, 30, days=1)

    heard = await late.hear("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    await late.later(2 * HOUR)

    assert not any(NAG in said for said in [*heard, *late.fresh("ir")])
    assert await ledger(late) == [
        ("passed", "delivered"),
        ("nag1", "dropped"),
        ("nag2", "planned"),
    ]
    await go_to(late, 8, 30, days=1)
    assert (await ledger(late))[-1] == ("nag2", "dropped")
    await check(late)


async def test_who_owes_a_report_again_is_nagged_on_the_next_morning(late):
    await late.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    await go_to(late, 9, days=1)
    assert (await ledger(late))[-1] == ("nag1", "dropped")

    await late.answer("ia", "issuer", "#return 1 ปภ. ยังไม่ครบ")
    assert (await ledger(late))[-1] == ("nag2", "planned")
    late.fresh("ir")
    await go_to(late, 8, 30, days=1)
    await late.later(HOUR + MINUTE)

    assert any(NAG in said for said in late.fresh("ir"))
    await check(late)


async def test_a_deadline_that_was_moved_is_nagged_about_no_more(late):
    await late.answer("ia", "issuer", "#extend 1 26 พ.ย. 69 15.00 น.")
    late.fresh("ir")
    await go_to(late, 8, 30, days=1)
    await late.later(2 * HOUR)

    assert not any(NAG in said for said in late.fresh("ir"))
    rows = [row for row in await late.rows(Reminder) if row.name == "nag1"]
    assert [(row.status, row.reason) for row in rows] == [("dropped", "deadline_moved")]
    await check(late)


async def test_a_snooze_silences_nags_and_takes_none_of_their_time(late):
    await late.answer("ir", "ddpm", "#snooze 1 พรุ่งนี้ 12.00 น. รอผล")
    late.fresh("ir")
    for _ in range(2):
        await go_to(late, 8, 30, days=1)
        await late.later(HOUR + MINUTE)

    assert [NAG in said for said in late.fresh("ir")].count(True) == 1
    assert (await ledger(late))[1:3] == [("nag1", "dropped"), ("nag2", "delivered")]
    await check(late)
