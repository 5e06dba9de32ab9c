"""`#issue` and the lists: what is stored, echoed, numbered and announced."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from town import GATHERED

from bot.deps import open_deps
from bot.inbox.dispatcher import drain_inbox
from bot.line.api import LineApi
from bot.outbox.enqueue import push_due_notices
from models.database import will_pass
from models.exports import Export
from models.issues import Assignment
from models.reminders import Reminder

pytestmark = pytest.mark.anyio

FLOOD = """#ประเด็น น้ำท่วมขังในเขตเศรษฐกิจ
ถึง: ปภ., กรมชลประทาน
ภายใน: วันนี้ 15.00 น.
ที่มา: https://news.example.com/flood"""
FLOOD_IN_ENGLISH = """#issue Flooding downtown
to: DDPM, RID
due: today 15:00
link: https://news.example.com/flood"""
DUE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


async def test_twenty_four_hours_stay_on_the_day_that_was_named(town):
    friday = FLOOD.replace("วันนี้ 15.00 น.", "27 พ.ย. 69 เวลา 24.00 น.")
    holiday = FLOOD.replace("วันนี้ 15.00 น.", "31 ธ.ค. 69 เวลา 24.00 น.")

    answer = await town.answer("ia", "issuer", friday)
    warned = await town.answer("ia", "issuer", holiday)

    assert "วันศุกร์ที่ 27 พฤศจิกายน 2569 เวลา 24.00 น." in answer
    assert "ตรงกับ" not in answer
    assert "พฤ. 31 ธ.ค. 69 24.00 น. ตรงกับวันหยุด (วันสิ้นปี)" in warned


@pytest.mark.parametrize("text", [FLOOD, FLOOD_IN_ENGLISH, f"  🚨 {FLOOD}"])
async def test_an_issue_is_stored_and_echoed_in_full(text, town):
    answer = await town.answer("ia", "issuer", text)

    for piece in (
        "ประเด็น #1",
        "กรมป้องกันและบรรเทาสาธารณภัย",
        "กรมชลประทาน",
        "วันจันทร์ที่ 23 พฤศจิกายน 2569 เวลา 15.00 น. (อีก 6 ชม.)",
        "https://news.example.com/flood",
    ):
        assert piece in answer
    (issue,) = await town.issues()
    assert (issue.number, issue.deadline, issue.links, issue.opened_at) == (
        1,
        DUE,
        ["https://news.example.com/flood"],
        town.now,
    )
    assignments = await town.rows(Assignment)
    assert [(assignment.status, assignment.deadline) for assignment in assignments] == [
        ("assigned", DUE)
    ] * 2
    # 24 hours no longer lie ahead.
    reminders = [row.name for row in await town.rows(Reminder)]
    assert sorted(reminders) == ["30m", "30m", "3h", "3h", "passed", "passed"]


async def test_the_answer_warns_of_what_an_issuer_should_know(town):
    answer = await town.answer(
        "ia", "issuer", "#issue x\nถึง: การไฟฟ้านครหลวง\nภายใน: 28 พ.ย. 2569 15.00 น."
    )

    assert "วันเสาร์หรืออาทิตย์" in answer
    assert "อยู่นอกช่องทางนี้" in answer
    assert "ยังไม่มีผู้ลงทะเบียน" in answer


async def test_a_message_may_hold_several_commands_and_a_refused_one_harms_none(town):
    refused = "#ประเด็น ไม่มีกำหนด\nถึง: ปภ."
    heard = await town.hear("ia", "issuer", f"{FLOOD}\n{refused}\n#report 1 ok\n{FLOOD}\n#list")

    text = "\n".join(heard)
    assert [issue.number for issue in await town.issues()] == [1, 2]
    assert await town.refusals() == ["malformed", "wrong_role"]
    order = ["ประเด็น #1", "ยังไม่ได้กำหนดเวลา", "เฉพาะผู้รายงาน", "ประเด็น #2", "ประเด็นที่รอรายงาน 2 เรื่อง"]
    assert sorted(order, key=text.index) == order
    assert town.platform.quota.used == 0


async def test_quoting_a_message_that_opened_two_issues_names_neither(town):
    message = town.says("ia", "issuer", f"{FLOOD}\n{FLOOD}")

    assert "เลขประเด็น" in await town.answer("ia", "issuer", "#status", quote=message)


async def test_the_announcement_calls_by_name_who_was_seen_in_the_group(town):
    await town.answer("ir", "ddpm", "#help")
    await town.answer("ia", "issuer", FLOOD)
    assert town.fresh("ir") == []

    await town.later(GATHERED)

    card, call = town.fresh("ir")
    assert "ประเด็น #1" in card
    assert "@สมชาย รักษ์น้ำ" in call
    assert "มาลี" not in call


async def test_who_opens_an_issue_twice_is_asked_and_can_cancel_it_with_one_tap(town):
    await town.answer("ia", "issuer", FLOOD)
    answer = await town.answer("ia", "issuer", FLOOD.replace("เขตเศรษฐกิจ", "เขตเศรษฐกิจ!"))

    assert "ประเด็น #2 คล้ายกับประเด็น #1" in answer
    assert [issue.status for issue in await town.issues()] == ["open", "open"]
    (offered,) = town.entries("ia")[-1].message["quickReply"]["items"]
    assert "ยกเลิกประเด็น #2" in await town.answer("ia", "issuer", offered["action"]["text"])
    assert [issue.status for issue in await town.issues()] == ["open", "cancelled"]

    other = await town.answer("ia", "issuer", FLOOD.replace("น้ำท่วมขังในเขตเศรษฐกิจ", "ราคาข้าว"))
    assert "คล้ายกับ" not in other


async def test_lists_tell_how_things_stand(town):
    await town.answer("ia", "issuer", FLOOD)

    assert "#1 น้ำท่วมขังในเขตเศรษฐกิจ" in await town.answer("rid", "rid", "#list")
    assert "รายงานแล้ว 0 จาก 2" in await town.answer("ir", "ddpm", "#status 1")
    assert "#1 น้ำท่วมขังในเขตเศรษฐกิจ" in await town.answer("ddpm", "ddpm", "#mine")
    assert "ไม่มีประเด็นค้างรายงาน" in await town.answer("both", "both", "#ของฉัน")
    assert "ไม่มีหน่วยงานที่เกินกำหนด" in await town.answer("ir", "ddpm", "#overdue")
    await town.tick(GATHERED * 3000)
    late = await town.answer("admin", "admin", "#ค้าง")
    assert "#1" in late
    assert "กรมชลประทาน" in late


async def test_two_workspaces_have_their_own_numbers_people_and_issues(town):
    await town.settle("second", "second ")
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("second ia", "issuer", FLOOD.replace("น้ำท่วมขัง", "ไฟป่า"))

    assert [issue.number for issue in await town.issues()] == [1, 1]
    assert "น้ำท่วมขัง" in await town.answer("ir", "ddpm", "#status 1")
    assert "ไฟป่า" in await town.answer("second ir", "ddpm", "#status 1")
    await town.answer("second ir", "ddpm", "#report 1 ดับแล้ว")
    assert "รายงานแล้ว 0 จาก 2" in await town.answer("ir", "ddpm", "#status 1")
    assert "รายงานแล้ว 1 จาก 2" in await town.answer("second ia", "issuer", "#status 1")
    assert "โปรดแตะเลือกพื้นที่งาน" in await town.answer("ddpm", "ddpm", "#mine")
    await town.later()
    assert not any("ไฟป่า" in said for said in town.fresh("ir"))


async def test_an_issue_of_another_workspace_cannot_be_quoted_into_this_one(town):
    await town.settle("second", "second ")
    await town.answer("ia", "issuer", FLOOD)

    assert "ไม่พบประเด็น #1" in await town.answer("second ir", "ddpm", "#report 1 x")
    assert await town.reports() == []


async def test_workers_at_once_give_numbers_without_gaps_or_doubles(town, settings, carrier):
    for number in range(20):
        text = FLOOD if number % 4 else "#issue no deadline\nto: DDPM"
        town.says("ia", "issuer", text)
    await town.deliver()

    async def worker():
        async with open_deps(settings, line=LineApi(carrier), clock=town.platform.clock) as deps:
            busy = True
            while busy:
                try:
                    busy = bool(await drain_inbox(deps) + await push_due_notices(deps))
                except OperationalError as error:  # of many writers SQLite may forget one for long
                    if not will_pass(error):
                        raise

    await asyncio.gather(*(worker() for _ in range(4)))
    await town.work()

    assert sorted(issue.number for issue in await town.issues()) == list(range(1, 16))
    assert len(await town.refusals()) == 5
    async with town.deps.reading() as session:
        assert len(list(await session.scalars(select(Assignment)))) == 30


async def test_supporting_agencies_are_kept_apart_from_those_that_lead(town):
    text = "#issue น้ำท่วม\nถึง: ปภ.\nหน่วยงานสนับสนุน: กรมชลประทาน\nภายใน: พรุ่งนี้ 15.00 น."
    said = await town.answer("ia", "issuer", text)

    assert "กรมชลประทาน" in said
    rows = await town.exported(Export.ASSIGNMENTS)
    assert {row["agency"]: row["role"] for row in rows} == {
        "MOI-DDPM": "lead",
        "MOAC-RID": "support",
    }


@pytest.mark.parametrize("text", ["#ขยายเวลา 1 27 ธ.ค. 69", "#แก้ไข 1\nภายใน: 27 ธ.ค. 69"])
async def test_a_deadline_moved_to_a_day_off_is_warned_of(town, text):
    await town.answer("ia", "issuer", "#ประเด็น น้ำท่วม\nถึง: ปภ.\nภายใน: 25 ธ.ค. 69")

    assert "27 ธ.ค. 69 16.30 น. ตรงกับวันเสาร์หรืออาทิตย์" in await town.answer("ia", "issuer", text)
