"""Reports that their senders take back: what still counts, who owes again, who is told. Rule P5."""

from datetime import timedelta

import pytest
from life import FLOOD, HOUR, statuses, unsends
from photographs import history

from models.audit import check
from models.exports import Export
from models.issues import Assignment
from models.workspaces import by_code
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio


@history
async def flood(town):
    """Issue 1, due at three; 09.00 now."""
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    town.fresh("ir")


async def report(town, text="#รายงาน 1 .a"):
    message = town.says("ir", "ddpm", text)
    await town.deliver()
    await town.work()
    return message


async def exported(town, what):
    async with town.deps.reading() as session:
        main = await by_code(session, "main")
        assert (await check.verify(session, main.id)).findings == []
    return await town.exported(what)


async def on_time(town):
    return {row["agency"]: row["on_time"] for row in await exported(town, Export.ASSIGNMENTS)}


@pytest.mark.usefixtures("flood")
async def test_a_status_that_tells_of_an_unsending_tells_it_once(town):
    message = await report(town)
    town.fresh("ia")
    Phones(town.platform).unsends(town.people["ddpm"], message)
    await town.deliver()
    await town.work()

    assert (await town.answer("ia", "issuer", "#สถานะ 1")).count("ถอน") == 1

    await town.later(2 * HOUR)
    assert town.fresh("ia") == []
    assert "ผู้ส่งถอนข้อความรายงาน" in await town.answer("ir", "ddpm", "#ของฉัน")


@pytest.mark.usefixtures("flood")
async def test_a_report_taken_back_no_longer_counts_and_the_next_one_does(town):
    message = await report(town)
    await town.later(2 * HOUR)
    town.fresh("ia")

    heard = await unsends(town, "ir", "ddpm", message)

    assert "ไม่นับเป็นรายงาน ต้องรายงานใหม่" in heard
    assert "ไม่นับเป็นรายงาน ต้องรายงานใหม่" in "\n".join(town.fresh("ia"))
    assert "ผู้ส่งถอนรายงานเมื่อ" in await town.answer("ia", "issuer", "#สถานะ 1")
    assert "รายงานแล้ว" not in await town.answer("ia", "issuer", "#รับรอง 1 ปภ.")
    assert "#1" in await town.answer("ddpm", "ddpm", "#ของฉัน")
    assert await statuses(town) == {"DDPM": "assigned", "RID": "assigned"}
    (first,) = await exported(town, Export.REPORTS)
    assert (first["text"], first["reported_at"][11:16]) == ("", "09:00")
    assert first["unsent_at"][11:16] == "11:00"

    town.platform.clock.advance(3 * HOUR)  # 16.00
    assert "เกินกำหนด" in await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    assert "ถอน" not in await town.answer("ia", "issuer", "#สถานะ 1")
    assert await on_time(town) == {"MOI-DDPM": False, "MOAC-RID": None}


@pytest.mark.usefixtures("flood")
async def test_who_has_taken_the_report_back_is_reminded_again(town):
    message = await report(town)
    await unsends(town, "ir", "ddpm", message)
    town.fresh("ir")

    await town.tick(timedelta(hours=1, seconds=1))

    assert "กรมป้องกันและบรรเทาสาธารณภัย" in "\n".join(town.fresh("ir"))


@pytest.mark.usefixtures("flood")
async def test_taken_back_after_acceptance_it_is_blanked_and_marked_and_no_figure_changes(town):
    message = await report(town)
    await town.answer("ia", "evaluator", "#รับรอง 1 ปภ.")
    before = await exported(town, Export.ASSIGNMENTS)

    assert "คงเวลาที่ส่งและผลไว้" in await unsends(town, "ir", "ddpm", message)

    assert await exported(town, Export.ASSIGNMENTS) == before
    (row,) = await exported(town, Export.REPORTS)
    assert (row["text"], row["judged"], row["unsent_at"] is None) == ("", "accepted", False)
    assert "รับรองแล้ว (ผู้ส่งถอนข้อความรายงานเมื่อ" in await town.answer("ia", "issuer", "#สถานะ 1")


@pytest.mark.usefixtures("flood")
async def test_another_report_that_waits_counts_with_its_own_time(town):
    first = await report(town)
    town.platform.clock.advance(7 * HOUR)
    await report(town, "#รายงาน 1 เพิ่มเติม")

    told = await unsends(town, "ir", "ddpm", first)

    assert "ยังนับรายงานที่ส่งเมื่อ" in told
    assert told.endswith("16.00 น. — เกินกำหนด (จ. 23 พ.ย. 69 15.00 น.)")
    counted = {row.reported_at for row in await town.rows(Assignment)}
    assert counted == {(await town.reports())[1].reported_at, None}
    assert (await on_time(town))["MOI-DDPM"] is False


@pytest.mark.usefixtures("flood")
async def test_who_was_returned_a_report_before_owes_it_as_returned(town):
    await report(town)
    await town.answer("ia", "issuer", "#ตีกลับ 1 ปภ. ไม่ครบ")
    await unsends(town, "ir", "ddpm", await report(town, "#รายงาน 1 ใหม่"))

    assert (await statuses(town))["DDPM"] == "returned"
    await exported(town, Export.ASSIGNMENTS)


@pytest.mark.usefixtures("flood")
async def test_in_a_cancelled_issue_nothing_is_owed_again(town):
    message = await report(town)
    await town.answer("ia", "issuer", "#ยกเลิก 1 ซ้ำ")

    assert "จึงไม่ต้องรายงานอีก" in await unsends(town, "ir", "ddpm", message)

    assert await statuses(town) == {"DDPM": "cancelled", "RID": "cancelled"}
    await exported(town, Export.ASSIGNMENTS)
