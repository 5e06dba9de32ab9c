"""Messages that were edited or unsent: what the record says then, and what it keeps."""

from datetime import timedelta

import pytest
from life import FLOOD, HOUR, edits, statuses, unsends
from photographs import history
from stage import BANGKOK

from models.issues import DeadlineChange, IssueChange
from models.issues.reports import ReportChange
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio


@history
async def flood(town):
    """Issue 1, by a message whose id is given."""
    message = town.says("ia", "issuer", FLOOD)
    await town.deliver()
    await town.work()
    await town.later()
    town.fresh("ia")
    return message


async def changes(town, table=IssueChange):
    return [row.field for row in await town.rows(table)]


async def test_e1_an_edited_issue_changes_what_differs_and_keeps_the_old_text(town, flood):
    answer = await edits(town, "ia", "issuer", flood, FLOOD.replace("น้ำท่วมขัง", "น้ำท่วมหนัก"))

    assert "แก้ไขประเด็น #1 แล้ว (หัวข้อ)" in answer
    assert [issue.headline for issue in await town.issues()] == ["น้ำท่วมหนัก"]
    assert [(row.field, row.old_value) for row in await town.rows(IssueChange)] == [
        ("headline", "น้ำท่วมขัง"),
        ("typed", FLOOD),
    ]
    assert await town.rows(DeadlineChange) == []
    await town.later()
    assert "แก้ไขประเด็น #1" in "\n".join(town.fresh("ir"))


async def test_e1_agencies_and_deadline_follow_the_text(town, flood):
    text = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ., กรมประมง\nภายใน: วันนี้ 16.00 น."

    answer = await edits(town, "ia", "issuer", flood, text, later=HOUR)

    assert "(หน่วยงาน กำหนด)" in answer
    assert "ถอน กรมชลประทาน" in answer
    assert await statuses(town) == {"DDPM": "assigned", "RID": "cancelled", "DOF": "assigned"}
    (issue,) = await town.issues()
    assert issue.deadline.astimezone(BANGKOK).hour == 16


async def test_e1_mending_a_word_undoes_no_later_extension(town, flood):
    await town.answer("ia", "issuer", "#ขยายเวลา 1 พรุ่งนี้ 10.00 น.")

    await edits(town, "ia", "issuer", flood, FLOOD.replace("ขัง", "หนัก"))

    (issue,) = await town.issues()
    assert issue.deadline.astimezone(BANGKOK).day == 24


async def test_e1_an_edit_that_changes_nothing_is_not_answered(town, flood):
    assert await edits(town, "ia", "issuer", flood, f"{FLOOD} ") == ""
    assert await changes(town) == []


async def test_e2_an_edited_report_keeps_the_time_of_its_sending(town, flood):
    message = town.says("ir", "ddpm", "#รายงาน 1 ชี้แจง")
    await town.deliver()
    await town.work()
    sent = town.now

    answer = await edits(
        town, "ir", "ddpm", message, "#รายงาน 1 ชี้แจงครบ https://x.go.th", later=HOUR
    )

    assert "แก้ไขข้อความรายงานประเด็น #1" in answer
    (report,) = await town.reports()
    assert (report.text, report.links) == ("ชี้แจงครบ https://x.go.th", ["https://x.go.th"])
    assert (report.reported_at, report.revision) == (sent, 1)
    assert [row.old_text for row in await town.rows(ReportChange)] == ["ชี้แจง"]
    await town.answer("ia", "issuer", "#รับรอง 1")
    refused = await edits(town, "ir", "ddpm", message, "#รายงาน 1 อีกแบบ")
    assert "รับรองแล้ว จึงแก้ไขไม่ได้" in refused
    assert "โปรดส่ง #รายงาน" not in refused
    assert [report.text for report in await town.reports()] == ["ชี้แจงครบ https://x.go.th"]


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize(
    "text", ["ขออภัย", "#รายงาน 2 ชี้แจง", "#รับทราบ 1", "#รายงาน 1 กำลังดำเนินการ", "#list"]
)
async def test_e3_an_edit_that_makes_something_else_leaves_the_record(text, town):
    message = town.says("ir", "ddpm", "#รายงาน 1 ชี้แจง")
    await town.deliver()
    await town.work()

    assert "บันทึกของประเด็น #1 คงเดิม" in await edits(town, "ir", "ddpm", message, text)

    assert [report.text for report in await town.reports()] == ["ชี้แจง"]
    assert (await statuses(town))["DDPM"] == "reported"


@pytest.mark.usefixtures("flood")
async def test_e1_a_report_that_took_its_number_from_what_it_quotes_keeps_it(town):
    await town.answer("ia", "issuer", FLOOD.replace("น้ำท่วมขัง", "ฝายพัง"))
    await town.later()
    card = next(entry.id for entry in town.entries("ir") if "ประเด็น #1" in entry.text)
    said = town.says("ir", "ddpm", "#รายงาน น้ำลดแล้ว 3 ปี", quote=card)
    await town.deliver()
    await town.work()

    answer = await edits(town, "ir", "ddpm", said, "#รายงาน น้ำลดแล้ว 5 ปี")

    assert "แก้ไข" in answer
    assert "ไม่ตรงกับ" not in answer
    assert [report.text for report in await town.reports()] == ["น้ำลดแล้ว 5 ปี"]


@pytest.mark.usefixtures("flood")
async def test_l2_the_reason_of_an_edit_is_told_and_kept_and_changes_no_detail(town):
    said = town.says("ia", "issuer", "#แก้ไข 1\nภายใน: วันนี้ 16.00 น.\nเหตุผล ติดประชุม")
    await town.deliver()
    await town.work()

    assert "เหตุผล: ติดประชุม" in "\n".join(town.fresh("ia"))
    assert [issue.detail for issue in await town.issues()] == [""]
    kept = [*await town.rows(IssueChange), *await town.rows(DeadlineChange)]
    assert {row.reason for row in kept} == {"ติดประชุม"}
    await town.later()
    assert "เหตุผล: ติดประชุม" in "\n".join(town.fresh("ir"))
    await unsends(town, "ia", "issuer", said)
    kept = [*await town.rows(IssueChange), *await town.rows(DeadlineChange)]
    assert {row.reason for row in kept} == {""}


@pytest.mark.usefixtures("flood")
async def test_e3_what_was_done_by_another_command_stays_done(town):
    message = town.says("ia", "issuer", "#ขยายเวลา 1 พรุ่งนี้ 10.00 น.")
    await town.deliver()
    await town.work()

    answer = await edits(town, "ia", "issuer", message, "#ยกเลิก 1 ผิด")

    assert "ดำเนินการไปแล้ว" in answer
    assert [issue.status for issue in await town.issues()] == ["open"]


async def test_e4_an_edit_makes_a_command_of_talk_once(town):
    message = town.says("ia", "issuer", "น้ำท่วม")
    await town.deliver()
    said = town.now

    answer = await edits(town, "ia", "issuer", message, FLOOD, later=HOUR)

    assert "ประเด็น #1" in answer
    (issue,) = await town.issues()
    assert issue.opened_at == said + HOUR
    await edits(town, "ia", "issuer", message, FLOOD.replace("ขัง", "หนัก"))
    assert [issue.headline for issue in await town.issues()] == ["น้ำท่วมหนัก"]


async def test_e4_what_was_refused_is_carried_out_once_it_is_put_right(town):
    message = town.says("ia", "issuer", "#ประเด็น น้ำท่วมขัง\nถึง: ปภ.")
    await town.deliver()
    await town.work()
    assert await town.issues() == []

    assert "ประเด็น #1" in await edits(town, "ia", "issuer", message, FLOOD)
    assert len(await town.issues()) == 1


async def test_e4_of_several_edits_the_newest_counts_in_any_order(town, flood):
    phones, issuer = Phones(town.platform), town.people["issuer"]
    batches = []
    for word in ("หนึ่ง", "สอง"):
        town.platform.clock.advance(timedelta(minutes=1))
        phones.edits(issuer, flood, FLOOD.replace("น้ำท่วมขัง", word))
        batches.append(town.platform.webhooks.drain())
    for batch in reversed(batches):
        for each in batch:
            assert await town.post(each.body, each.headers) == 200
        await town.work()

    assert [issue.headline for issue in await town.issues()] == ["สอง"]


async def test_edited_talk_is_neither_stored_nor_answered(town):
    message = town.says("ir", "ddpm", "สวัสดี")
    await town.deliver()

    assert await edits(town, "ir", "ddpm", message, "สวัสดีทุกท่าน") == ""

    assert await town.inbox() == []


async def test_nobody_else_edits_an_issue_by_a_message_of_the_same_place(town, flood):
    town.platform.people.person(town.people["issuer"]).consented = False

    answer = await edits(town, "ia", "issuer", flood, FLOOD.replace("ขัง", "หนัก"))

    assert "LINE ไม่แจ้งว่าใครเป็นผู้ส่ง" in answer
    assert [issue.headline for issue in await town.issues()] == ["น้ำท่วมขัง"]


async def test_e5_an_unsent_issue_keeps_all_but_its_texts(town, flood):
    await edits(town, "ia", "issuer", flood, f"{FLOOD}\nรายละเอียด: ลับ\nhttps://x.go.th")
    (before,) = await town.issues()

    heard = await unsends(town, "ia", "issuer", flood)

    assert "ผู้ส่งถอนข้อความของประเด็น #1" in heard
    (issue,) = await town.issues()
    assert (issue.headline, issue.detail, issue.links, issue.typed) == (
        "(ผู้ส่งถอนข้อความ)",
        "",
        [],
        "",
    )
    assert (issue.number, issue.deadline, issue.opened_at) == (1, before.deadline, before.opened_at)
    assert {row.old_value for row in await town.rows(IssueChange)} == {""}
    texts = [row.event.get("message", {}).get("text", "") for row in await town.inbox()]
    assert "".join(texts) == ""
    assert "รับทราบประเด็น #1" in await town.answer("ir", "ddpm", "#รับทราบ 1")


@pytest.mark.usefixtures("flood")
async def test_e5_an_unsent_report_was_still_filed(town):
    message = town.says("ir", "ddpm", "#รายงาน 1 ชี้แจง https://x.go.th")
    await town.deliver()
    await town.work()
    await edits(town, "ir", "ddpm", message, "#รายงาน 1 ชี้แจงใหม่")

    assert "ผู้ส่งถอนข้อความรายงานประเด็น #1" in await unsends(town, "ir", "ddpm", message)

    (report,) = await town.reports()
    assert (report.text, report.links, report.kind) == ("", [], "final")
    assert [row.old_text for row in await town.rows(ReportChange)] == [""]
    assert (await statuses(town))["DDPM"] == "assigned"
    heard = "\n".join(town.fresh("ia"))
    assert "ชี้แจง" not in heard
    assert heard.count("ผู้ส่งถอนข้อความรายงานประเด็น #1") == 1


@pytest.mark.usefixtures("flood")
async def test_e5_the_reason_of_a_judgement_goes_the_judgement_stays(town):
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจง")
    message = town.says("ia", "issuer", "#ตีกลับ 1 ปภ. ไม่ครบ")
    await town.deliver()
    await town.work()
    assert [report.reason for report in await town.reports()] == ["ไม่ครบ"]

    await unsends(town, "ia", "issuer", message)

    assert [(report.judged, report.reason) for report in await town.reports()] == [("returned", "")]


@pytest.mark.usefixtures("flood")
async def test_e5_what_an_edit_said_goes_with_its_message(town):
    first = town.says("ia", "issuer", "#แก้ไข 1\nเรื่อง: ชื่อที่หนึ่ง")
    second = town.says("ia", "issuer", "#แก้ไข 1\nเรื่อง: ชื่อที่สอง")
    await town.deliver()
    await town.work()

    await unsends(town, "ia", "issuer", first)
    assert [row.old_value for row in await town.rows(IssueChange)] == ["น้ำท่วมขัง", ""]
    assert [issue.headline for issue in await town.issues()] == ["ชื่อที่สอง"]
    await unsends(town, "ia", "issuer", second)
    assert [issue.headline for issue in await town.issues()] == ["(ผู้ส่งถอนข้อความ)"]
