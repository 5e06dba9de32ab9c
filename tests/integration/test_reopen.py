"""`#reopen`: an end, a cancellation or an acceptance is taken back. Rule L9."""

from datetime import timedelta

import pytest
from photographs import history

from bench.invariants import stranger
from models.audit.check import verify
from models.exports import Export
from models.issues import Assignment, Issue
from models.reminders import Reminder
from scheduler.auditor import audit_ledgers
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 15.00 น."
DDPM = "กรมป้องกันและบรรเทาสาธารณภัย"


@history
async def flood(town):
    """Issue 1 of two agencies, announced; one has acknowledged it."""
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ir", "ddpm", "#ack 1")
    await town.later()
    for chat in ("ia", "ir"):
        town.fresh(chat)


async def check(town):
    """Ledger, audit and tables tell the same, and a stranger counts what we count."""
    await audit_ledgers(town.deps)
    async with town.deps.reading() as session:
        assert (await verify(session, 1)).findings == []
    audit = await town.exported(Export.AUDIT)
    assert "ledger.repaired" not in {entry["action"] for entry in audit}
    theirs = {row["agency"]: row["verdict"] for row in stranger()(audit, town.now)["assignments"]}
    ours = await town.exported(Export.ASSIGNMENTS)
    assert theirs == {
        row["agency"]: row["verdict"] for row in ours if row["left_out_because"] is None
    }
    return theirs


async def states(town):
    (issue, *_) = await town.rows(Issue)
    return issue.status, [row.status for row in await town.rows(Assignment)]


@pytest.mark.usefixtures("flood")
async def test_what_was_cancelled_by_mistake_is_owed_and_reminded_of_again(town):
    await town.answer("ia", "issuer", "#edit 1 ถึง: ปภ., กรมประมง")
    await town.answer("ia", "issuer", "#cancel 1 ซ้ำ")
    await town.later()
    town.fresh("ir")
    assert await check(town) == {}

    told = await town.answer("ia", "issuer", "#เปิดใหม่ 1 ยกเลิกผิดประเด็น")

    assert "เปิดประเด็น #1 น้ำท่วมขัง อีกครั้ง: ยกเลิกผิดประเด็น" in told
    assert f"15.00 น.: {DDPM}\n" in told
    assert "16.30 น.: กรมประมง" in told
    assert await states(town) == ("open", ["acknowledged", "cancelled", "assigned"])
    assert await check(town) == {"MOI-DDPM": "waiting", "MOAC-DOF": "waiting"}
    await town.later()
    assert "อีกครั้ง" in "\n".join(town.fresh("ir"))
    await town.tick(5 * HOUR)
    assert "แจ้งเตือนกำหนด" in "\n".join(town.fresh("ir"))
    await check(town)
    (changed,) = [
        row for row in await town.exported(Export.CHANGES) if row["old_value"] == "cancelled"
    ]
    assert (changed["field"], changed["reason"]) == ("status", "ยกเลิกผิดประเด็น")


@pytest.mark.usefixtures("flood")
async def test_nags_go_on_where_the_deadline_has_passed_meanwhile(town):
    await town.answer("ia", "issuer", "#close 1")
    await town.tick(8 * HOUR)

    assert "เปิดประเด็น #1" in await town.answer("ia", "issuer", "#reopen 1")

    names = {row.name for row in await town.rows(Reminder) if row.status == "planned"}
    assert names == {"nag1"}
    assert set((await check(town)).values()) == {"missing"}


@pytest.mark.usefixtures("flood")
async def test_an_issue_can_end_and_be_opened_again_and_both_groups_hear_each_time(town):
    for _ in range(2):
        assert "ปิดประเด็น" in await town.answer("ia", "issuer", "#close 1")
        await town.later()
        assert "ปิดประเด็น" in "\n".join(town.fresh("ir"))
        await town.answer("ia", "issuer", "#reopen 1")
        await town.later()
        assert "อีกครั้ง" in "\n".join(town.fresh("ir"))
    assert "ไม่มีสิ่งที่ต้องเปิดใหม่" in await town.answer("ia", "issuer", "#reopen 1")
    await check(town)


@pytest.mark.usefixtures("flood")
async def test_an_acceptance_is_taken_back_and_the_report_judged_again(town):
    await town.answer("ir", "ddpm", "#report 1 ok")
    await town.answer("ir", "rid", "#report 1 ok")
    await town.answer("ia", "issuer", "#accept 1 ปภ. กรมชลประทาน")
    assert (await states(town))[0] == "closed"

    asked = await town.answer("ia", "issuer", "#reopen 1")
    assert f"เช่น #เปิดใหม่ 1 {DDPM}" in asked
    told = await town.answer("ia", "issuer", "ปภ.")

    assert f"ถอนการรับรองรายงานประเด็น #1 ของ {DDPM}" in told
    assert await states(town) == ("open", ["reported", "accepted"])
    assert await check(town) == {"MOI-DDPM": "on_time", "MOAC-RID": "on_time"}
    town.platform.clock.advance(timedelta(minutes=1))
    await town.answer("ia", "evaluator", "#return 1 ปภ. ขอตัวเลข")
    assert await states(town) == ("open", ["returned", "accepted"])
    await check(town)
    (changed,) = [row for row in await town.exported(Export.CHANGES) if row["field"] == "accepted"]
    assert changed["old_value"] == "MOI-DDPM"


@pytest.mark.usefixtures("flood")
async def test_what_has_no_acceptance_is_refused_and_so_is_one_that_was_unsent(town):
    said = town.says("ir", "ddpm", "#report 1 ok")
    await town.deliver()
    await town.work()
    assert "ดูได้ด้วย #สถานะ 1" in await town.answer("ia", "issuer", "#reopen 1 ปภ.")
    await town.answer("ia", "issuer", "#accept 1 ปภ.")
    Phones(town.platform).unsends(town.people["ddpm"], said)
    await town.deliver()
    await town.work()

    assert "จึงถอนการรับรองไม่ได้" in await town.answer("ia", "issuer", "#reopen 1 ปภ.")
    assert (await states(town))[1] == ["accepted", "assigned"]


@pytest.mark.usefixtures("flood")
async def test_a_report_that_was_taken_back_in_a_cancelled_issue_is_owed_again_with_it(town):
    said = town.says("ir", "ddpm", "#report 1 ok")
    await town.deliver()
    await town.work()
    await town.answer("ia", "issuer", "#cancel 1 ซ้ำ")
    Phones(town.platform).unsends(town.people["ddpm"], said)
    await town.deliver()
    await town.work()

    await town.answer("ia", "issuer", "#reopen 1")

    assert await states(town) == ("open", ["acknowledged", "assigned"])
    await check(town)


@pytest.mark.usefixtures("flood")
async def test_an_end_that_was_said_later_stands_whichever_arrives_first(town):
    town.says("ia", "issuer", "#reopen 1")
    (earlier,) = town.platform.webhooks.drain()
    town.platform.clock.advance(timedelta(minutes=1))
    await town.answer("ia", "issuer", "#close 1")

    await town.post(earlier.body, earlier.headers)
    await town.work()

    assert (await states(town))[0] == "closed"
    await check(town)


async def test_an_end_that_was_not_told_yet_is_not_told_once_the_issue_is_open_again(town, flood):
    await town.answer("ia", "issuer", "#ยกเลิก 1 ซ้ำกับประเด็นเดิม")
    await town.answer("ia", "issuer", "#เปิดใหม่ 1 ยังต้องชี้แจง")

    await town.later(HOUR)

    heard = "\n".join(town.fresh("ir"))
    assert "ยังต้องชี้แจง" in heard
    assert "ซ้ำกับประเด็นเดิม" not in heard
