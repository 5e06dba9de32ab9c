"""Edits that overtake what they edit: the first version's time counts, the newest text stays."""

from datetime import timedelta
from itertools import permutations

import pytest
from life import FLOOD, HOUR
from photographs import history
from sqlalchemy import select
from stage import BANGKOK
from test_handlers_joining import enrolment_code

from models.agencies import AgencyRow
from models.audit import check
from models.issues import Assignment, DeadlineChange
from models.people.aside import ReportAside
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)
NEARLY_THREE = timedelta(hours=5, minutes=58)
"""From the town's nine o'clock to two minutes before the deadline of `FLOOD`."""


@history
async def flood(town):
    """Issue 1, due at 15.00."""
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    town.fresh("ir")


async def versions(town, chat, who, *texts, apart=2 * MINUTE):
    """A message and its edits, none of them brought yet; gives their webhooks and instants."""
    phones, found = Phones(town.platform), []
    message = town.says(chat, who, texts[0])
    found.append((town.platform.webhooks.drain(), town.now))
    for text in texts[1:]:
        town.platform.clock.advance(apart)
        phones.edits(town.people[who], message, text)
        found.append((town.platform.webhooks.drain(), town.now))
    return found


async def brings(town, *found):
    for batches, _ in found:
        for each in batches:
            assert await town.post(each.body, each.headers) == 200
        await town.work()


async def part(town):
    """The assignment of the DDPM; the record must be whole at any time."""
    async with town.deps.reading() as session:
        verdict = await check.verify(session, 1)
        assert verdict.findings == []
        query = select(Assignment).join(AgencyRow).where(AgencyRow.code == "MOI-DDPM")
        return (await session.scalars(query)).one()


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_e2_a_report_counts_from_its_first_version_in_any_order(order, town):
    town.platform.clock.advance(NEARLY_THREE)
    texts = ("#รายงาน 1 หนึ่ง", "#รายงาน 1 สอง", "#รายงาน 1 สาม")
    found = await versions(town, "ir", "ddpm", *texts)

    await brings(town, *(found[at] for at in order))

    (report,) = await town.reports()
    assert (report.text, report.reported_at) == ("สาม", found[0][1])
    kept = await part(town)
    assert (kept.first_reported_at, kept.reported_at) == (found[0][1], found[0][1])
    assert "ทันกำหนด" in await town.answer("ia", "issuer", "#status 1")


@pytest.mark.usefixtures("flood")
async def test_e2_both_groups_hear_that_a_report_is_in_time_after_all(town):
    town.platform.clock.advance(NEARLY_THREE)
    first, edit = await versions(town, "ir", "ddpm", "#รายงาน หนึ่ง", "#รายงาน สอง", apart=HOUR)
    await brings(town, edit)
    assert "เกินกำหนด" in "".join(town.fresh("ir"))

    await brings(town, first)
    await town.later(HOUR)

    assert "นับเป็นทันกำหนด" in "".join(town.fresh("ir"))
    assert "นับเป็นทันกำหนด" in "".join(town.fresh("ia"))
    assert (await part(town)).reported_at == first[1]


async def test_e2_an_issue_is_opened_when_its_first_version_was_said(town):
    later = FLOOD.replace("น้ำท่วมขัง", "น้ำท่วมหนัก")
    first, edit = await versions(town, "ia", "issuer", FLOOD, later)

    await brings(town, edit, first)

    (issue,) = await town.issues()
    assert (issue.headline, issue.opened_at) == ("น้ำท่วมหนัก", first[1])
    assert (await part(town)).assigned_at == first[1]


async def test_e2_each_command_of_a_message_counts_from_its_own_first_version(town):
    second = FLOOD.replace("น้ำท่วมขัง", "ไฟป่า")
    text = f"{FLOOD}\n\n{second}"
    first, edit = await versions(town, "ia", "issuer", text, f"{text}\n\n#ปิด 1")

    await brings(town, edit, first)

    assert [issue.opened_at for issue in await town.issues()] == [first[1], first[1]]
    assert [issue.headline for issue in await town.issues()] == ["น้ำท่วมขัง", "ไฟป่า"]


async def test_an_edited_code_that_overtakes_its_original_is_used_once(town):
    code = await enrolment_code(town, "ddpm")
    first, edit = await versions(town, "ir", "ddpm", f"#join {code}", f"#join {code} ครับ")

    await brings(town, edit, first)

    assert {row.state for row in await town.inbox()} == {"done"}
    assert "".join(town.fresh("ir")).count("สมชาย รักษ์น้ำ") == 1


@pytest.mark.usefixtures("flood")
async def test_e2_an_acknowledgement_counts_from_its_first_version(town):
    first, edit = await versions(town, "ir", "ddpm", "#รับทราบ 1", "#รับทราบ 1 ครับ")

    await brings(town, edit, first)

    assert (await part(town)).acknowledged_at == first[1]


@pytest.mark.usefixtures("flood")
async def test_a_late_acknowledgement_of_a_colleague_counts(town):
    (first,) = await versions(town, "ir", "ddpm", "#รับทราบ 1")
    town.platform.clock.advance(MINUTE)
    await town.answer("ir", "ddpm", "#รับทราบ 1")

    await brings(town, first)

    assert (await part(town)).acknowledged_at == first[1]


@pytest.mark.usefixtures("flood")
async def test_e2_an_extension_counts_from_its_first_version(town):
    town.platform.clock.advance(NEARLY_THREE)
    first, edit = await versions(
        town,
        "ia",
        "issuer",
        "#ขยายเวลา 1 พรุ่งนี้ 10.00 น.",
        "#ขยายเวลา 1 พรุ่งนี้ 10.00 น. ด่วน",
        apart=HOUR,
    )

    await brings(town, edit, first)

    assert {move.changed_at for move in await town.rows(DeadlineChange)} == {first[1]}
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจง")
    await part(town)
    assert "ทันกำหนด" in await town.answer("ia", "issuer", "#status 1")


@pytest.mark.usefixtures("flood")
async def test_e2_a_judgement_counts_from_its_first_version(town):
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจง")
    town.platform.clock.advance(MINUTE)
    text = "#ตีกลับ 1 ปภ. ไม่ครบ"
    first, edit = await versions(town, "ia", "issuer", text, f"{text}ถ้วน")

    await brings(town, edit, first)

    (report,) = await town.reports()
    assert (report.judged_at, report.reason) == (first[1], "ไม่ครบถ้วน")
    await part(town)


@pytest.mark.usefixtures("flood")
async def test_e2_a_report_of_a_stranger_waits_with_the_time_of_its_first_version(town):
    first, edit = await versions(town, "ir", "guest", "#รายงาน 1 หนึ่ง", "#รายงาน 1 สอง")

    await brings(town, edit, first)

    (row,) = await town.rows(ReportAside)
    assert (row.text, row.sent_at) == ("สอง", first[1])


async def test_e4_what_the_newer_version_could_not_do_is_done_by_the_older_one(town):
    town.platform.clock.advance(NEARLY_THREE)
    later = FLOOD.replace("น้ำท่วมขัง", "น้ำท่วมหนัก")
    first, edit = await versions(town, "ia", "issuer", FLOOD, later, apart=5 * MINUTE)
    await brings(town, edit)
    assert await town.issues() == []

    await brings(town, first)

    (issue,) = await town.issues()
    assert (issue.headline, issue.opened_at) == ("น้ำท่วมหนัก", first[1])
    await part(town)


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize(
    "older", ["สวัสดี", "#list", "#รายงาน 1 กำลังดำเนินการ", "#รับทราบ 1", "#รายงาน", "#รายงาน 9 ก"]
)
async def test_e4_an_older_version_of_another_kind_changes_nothing(older, town):
    first, edit = await versions(town, "ir", "ddpm", older, "#รายงาน 1 ชี้แจง")

    await brings(town, edit, first)

    (report,) = await town.reports()
    assert (report.text, report.reported_at) == ("ชี้แจง", edit[1])
    assert (await part(town)).acknowledged_at is None


@pytest.mark.usefixtures("flood")
async def test_an_edit_that_is_late_undoes_no_newer_one(town):
    (late,) = await versions(
        town, "ia", "issuer", "#แก้ไข 1\nเรื่อง: เก่า\nรายละเอียด: ใหม่\nกำหนด: วันนี้ 16.00 น."
    )
    (spent,) = await versions(town, "ia", "issuer", "#แก้ไข 1\nเรื่อง: เก่ากว่า")
    town.platform.clock.advance(MINUTE)
    await town.answer("ia", "issuer", "#แก้ไข 1\nเรื่อง: น้ำท่วมหนัก")
    await town.answer("ia", "issuer", "#ขยายเวลา 1 วันนี้ 17.00 น.")

    await brings(town, late)

    assert "คงตามคำสั่งที่พิมพ์ภายหลัง" in "".join(town.fresh("ia"))
    (issue,) = await town.issues()
    assert (issue.headline, issue.detail) == ("น้ำท่วมหนัก", "ใหม่")
    assert issue.deadline.astimezone(BANGKOK).hour == 17
    await brings(town, spent)
    assert await town.refusals() == ["changed_later"]


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize("text", ["#รับรอง 1 ปภ.", "#ตีกลับ 1 ปภ. ไม่ครบ"])
async def test_a_late_judgement_is_none_of_a_report_that_was_sent_after_it(text, town):
    await town.answer("ir", "ddpm", "#รายงาน 1 หนึ่ง")
    town.platform.clock.advance(MINUTE)
    (late,) = await versions(town, "ia", "issuer", text)
    town.platform.clock.advance(MINUTE)
    await town.answer("ir", "ddpm", "#รายงาน 1 สอง")

    await brings(town, late)

    assert [report.judged for report in await town.reports()] == [None, None]
    assert await town.refusals() == ["reported_later"]
