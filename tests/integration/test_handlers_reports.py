"""`#report` and `#ack`: who reports for whom, revisions, and which clock decides."""

from datetime import timedelta

import pytest
from fakes import signed, webhook_body
from photographs import history

from models.issues import Assignment
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 15.00 น."
DISEASE = "#ประเด็น ข่าวโรคระบาด\nถึง: ปศ., กรมประมง, ปภ.\nภายใน: วันนี้ 15.00 น."


@history
async def flood(town):
    """Issue 1, announced."""
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    town.fresh("ir")


async def part(town, index=0):
    return (await town.rows(Assignment))[index]


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize(
    "text", ["#report 1 ok", "#รายงาน ๑ ชี้แจงแล้ว", "＃ＲＥＰＯＲＴ #1 ok", "#report 1/2570 ok"]
)
async def test_a_report_is_stored_with_both_times_and_its_verdict(text, town):
    answer = await town.answer("ir", "ddpm", text)

    assert "รับรายงานประเด็น #1 ของ กรมป้องกันและบรรเทาสาธารณภัย" in answer
    assert "ทันกำหนด" in answer
    (report,) = await town.reports()
    assert (report.revision, report.kind, report.reported_at) == (1, "final", town.now)


@pytest.mark.usefixtures("flood")
async def test_a_report_that_begins_with_another_agency_of_the_issue_is_asked_about(town):
    answer = await town.answer("ir", "ddpm", "#รายงาน 1 กรมชลประทาน น้ำลดแล้ว")

    assert "ท่านไม่ได้เป็นผู้แทน กรมชลประทาน" in answer
    assert await town.reports() == []
    own = "#รายงาน 1 กรมป้องกันและบรรเทาสาธารณภัย กรมชลประทาน น้ำลดแล้ว"
    assert own in answer
    assert "รับรายงานประเด็น #1" in await town.answer("ir", "ddpm", own)
    # What begins with an agency that does something is the report itself.
    told = await town.answer("ir", "ddpm", "#รายงาน 1 กรมชลประทานได้เปิดประตูระบายน้ำ")
    assert "รับรายงานประเด็น #1" in told


@pytest.mark.usefixtures("flood")
async def test_a_report_after_the_deadline_is_late(town):
    town.platform.clock.advance(timedelta(hours=6))

    assert "เกินกำหนด" in await town.answer("ir", "ddpm", "#report 1 ok")


@pytest.mark.usefixtures("flood")
async def test_a_second_report_is_revision_2_while_the_first_keeps_counting(town):
    first = town.now
    await town.answer("ir", "ddpm", "#report 1 ok")
    town.platform.clock.advance(timedelta(hours=8))

    answer = await town.answer("ir", "ddpm", "#report 1 เพิ่มเติม")

    assert "(ครั้งที่ 2)" in answer
    assert "ทันกำหนด" in answer
    assert [report.revision for report in await town.reports()] == [1, 2]
    reported = [row for row in await town.rows(Assignment) if row.first_reported_at]
    assert [row.first_reported_at for row in reported] == [first]
    assert [row.reported_at for row in reported] == [first]


@pytest.mark.usefixtures("flood")
async def test_the_same_words_again_are_no_new_report_and_both_stay_on_record(town):
    await town.answer("ir", "ddpm", "#report 1 กำลังดำเนินการ")
    await town.answer("ir", "ddpm", "#report 1 ระบายน้ำแล้ว")
    town.platform.clock.advance(timedelta(hours=8))

    again = await town.answer("ir", "ddpm", "#report 1  ระบายน้ำแล้ว")
    other = await town.answer("ir", "ddpm", "#report 1 น้ำลดแล้ว")

    assert "ครั้งที่" not in again
    assert "ข้อความเดียวกันนี้ได้รับไว้แล้ว" in again
    assert "09.00 น. — ทันกำหนด" in again
    assert "(ครั้งที่ 2)" in other
    assert len(await town.reports()) == 4


@pytest.mark.usefixtures("flood")
async def test_of_two_reports_in_the_same_words_the_first_can_be_unsent(town):
    first = town.says("ir", "ddpm", "#report 1 ระบายน้ำแล้ว")
    await town.answer("ir", "ddpm", "#report 1 ระบายน้ำแล้ว")
    Phones(town.platform).unsends(town.people["ddpm"], first)
    await town.deliver()
    await town.work()

    assert "รายงานแล้ว 1 จาก" in await town.answer("ir", "ddpm", "#status 1")


@pytest.mark.usefixtures("flood")
async def test_judges_are_shown_the_same_words_once(town):
    await town.answer("ir", "ddpm", "#report 1 ระบายน้ำแล้ว")
    await town.answer("ir", "ddpm", "#report 1 ระบายน้ำแล้ว")
    shown = await town.answer("ia", "issuer", "#accept 1")

    assert "รับรองรายงานประเด็น #1" in await town.answer("ia", "issuer", "#accept 1")
    assert shown.count("ระบายน้ำแล้ว") == 1
    assert {report.judged for report in await town.reports()} == {"accepted"}


@pytest.mark.usefixtures("flood")
async def test_the_same_words_after_a_return_are_a_new_report(town):
    await town.answer("ir", "ddpm", "#report 1 ระบายน้ำแล้ว")
    await town.answer("ia", "issuer", "#return 1 ปภ. ขอหลักฐาน")

    assert "(ครั้งที่ 2)" in await town.answer("ir", "ddpm", "#report 1 ระบายน้ำแล้ว")


@pytest.mark.usefixtures("flood")
async def test_what_was_said_twice_becomes_a_progress_note_as_one(town):
    await town.answer("ir", "ddpm", "#report 1 รอข้อมูล")
    await town.answer("ir", "ddpm", "#report 1 รอข้อมูล")

    assert "ต้องรายงานใหม่" in await town.answer("ir", "ddpm", "#progress 1")


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize("text", ["#report 1 กำลังดำเนินการ รอข้อมูล", "#report 1 progress: waiting"])
async def test_a_progress_note_is_kept_but_settles_nothing(text, town):
    assert "ยังไม่นับเป็นรายงาน" in await town.answer("ir", "ddpm", text)

    assert [report.kind for report in await town.reports()] == ["progress"]
    assert "#1" in await town.answer("ddpm", "ddpm", "#mine")
    assert town.fresh("ia")[1:] == []


@pytest.mark.usefixtures("flood")
async def test_a_progress_note_after_the_report_says_that_nothing_is_owed(town):
    await town.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")

    assert "ไม่มีรายงานค้างส่ง" in await town.answer("ir", "ddpm", "#report 1 กำลังดำเนินการ ต่อเนื่อง")


async def test_who_speaks_for_several_agencies_names_one(town):
    await town.answer("ia", "issuer", DISEASE)

    assert "โปรดระบุหน่วยงาน" in await town.answer("ir", "both", "#report 1 ชี้แจงแล้ว")
    assert "ของ กรมประมง" in await town.answer("ir", "both", "#report 1 กรมประมง ชี้แจงแล้ว")
    # One of them is left, so it needs no name; after that, both have reported.
    assert "ของ กรมปศุสัตว์" in await town.answer("ir", "both", "#report 1 ชี้แจงแล้ว")
    assert "โปรดระบุหน่วยงาน" in await town.answer("ir", "both", "#report 1 เพิ่มเติม")
    assert "(ครั้งที่ 2)" in await town.answer("ir", "both", "#report 1 ปศ. เพิ่มเติม")
    assert len(await town.reports()) == 3


async def test_an_acknowledgement_speaks_for_all_agencies_of_its_sender(town):
    await town.answer("ia", "issuer", DISEASE)

    answer = await town.answer("ir", "both", "#รับทราบ 1")

    assert "กรมปศุสัตว์" in answer
    assert "กรมประมง" in answer
    statuses = sorted(row.status for row in await town.rows(Assignment))
    assert statuses == ["acknowledged", "acknowledged", "assigned"]
    assert "#1" in await town.answer("both", "both", "#mine")


async def test_one_acknowledgement_names_several_issues_and_a_bad_number_undoes_no_other(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ia", "issuer", DISEASE)

    answer = await town.answer("ir", "ddpm", "#ack 1 9 2")

    assert "รับทราบประเด็น #1" in answer
    assert "รับทราบประเด็น #2" in answer
    assert "ไม่พบประเด็น #9" in answer
    assert "ไม่พบประเด็น #8" in await town.answer("ir", "ddpm", "#ack 8")
    assert "ไว้แล้วเมื่อ" in await town.answer("ir", "ddpm", "#ack 1")
    assert await town.refusals() == ["unknown_issue", "unknown_issue"]


@pytest.mark.usefixtures("flood")
async def test_quoting_the_card_names_the_issue(town):
    (card,) = [entry for entry in town.entries("ir") if "ประเด็น #1" in entry.text]

    answer = await town.answer("ir", "ddpm", "#report ชี้แจงแล้ว", quote=card.id)

    assert "รับรายงานประเด็น #1" in answer
    # The answer is about the issue too, and so is the issuer's own message in IA.
    answered = town.entries("ir")[-1]
    assert "รับทราบประเด็น #1" in await town.answer("ir", "rid", "#ack", quote=answered.id)
    first = next(
        entry
        for entry in town.platform.chats.entries(town.chats["ia"])
        if entry.sender == town.people["issuer"]
    )
    assert "รายงานแล้ว 1 จาก 2" in await town.answer("ia", "issuer", "#status", quote=first.id)


@pytest.mark.usefixtures("flood")
async def test_quoting_something_else_names_nothing(town):
    talk = town.says("ir", "rid", "ใครรายงานแล้วบ้าง")

    answer = await town.answer("ir", "ddpm", "#report ชี้แจงแล้ว", quote=talk)

    assert "เลขประเด็น" in answer
    assert await town.reports() == []


@pytest.mark.usefixtures("flood")
async def test_a_punctual_report_that_arrives_late_is_in_time(town):
    sent = town.now
    town.says("ir", "ddpm", "#report 1 ok")
    late = town.platform.webhooks.drain()
    town.platform.clock.advance(timedelta(hours=8))
    for batch in late:
        await town.post(batch.body, batch.headers)

    await town.work()

    assert "ทันกำหนด" in "\n".join(town.fresh("ir"))
    (report,) = await town.reports()
    assert (report.reported_at, report.recorded_at) == (sent, town.now)


async def test_webhooks_in_the_wrong_order_are_dealt_with_in_the_order_of_speech(town):
    town.says("ia", "issuer", FLOOD)
    town.platform.clock.advance(timedelta(minutes=1))
    town.says("ir", "ddpm", "#report 1 ok")
    events = [event for batch in town.platform.webhooks.drain() for event in batch.events]
    for event in reversed(events):
        body = webhook_body(event)
        assert await town.post(body, signed(body)) == 200

    await town.work()

    assert "รับรายงานประเด็น #1" in "\n".join(town.fresh("ir"))


@pytest.mark.usefixtures("flood")
async def test_revisions_that_arrive_in_the_wrong_order_count_from_the_earlier(town):
    town.says("ir", "ddpm", "#report 1 แรก")
    first, early = town.now, town.platform.webhooks.drain()
    town.platform.clock.advance(timedelta(hours=8))
    assert "เกินกำหนด" in await town.answer("ir", "ddpm", "#report 1 สอง")
    for batch in early:
        await town.post(batch.body, batch.headers)
    await town.work()

    reported = [row for row in await town.rows(Assignment) if row.first_reported_at]
    assert [(row.first_reported_at, row.reported_at) for row in reported] == [(first, first)]


async def test_stats_show_a_reporter_their_own_agencies_only(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ir", "ddpm", "#report 1 ok")

    own = await town.answer("ddpm", "ddpm", "#stats")
    assert "กรมป้องกันและบรรเทาสาธารณภัย: 100.00% (1/1)" in own
    assert "ชลประทาน" not in own
    assert "เกษตร" not in own
    assert "เฉพาะหน่วยงานของท่าน" in await town.answer("ir", "ddpm", "#สถิติ กรมชลประทาน")
    everybody = await town.answer("evaluator", "evaluator", "#stats 2570")
    assert "กระทรวงมหาดไทย: 100.00% (1/1)" in everybody
    assert "กระทรวงเกษตรและสหกรณ์" in everybody
    assert "ยังไม่ได้เป็นผู้แทนหน่วยงานใด" in await town.answer("nobody", "nobody", "#stats")


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize(
    ("who", "asked", "whose", "figures"),
    [
        ("ddpm", "#สถิติ", "นับเฉพาะหน่วยงานของท่าน: กรมป้องกันและบรรเทาสาธารณภัย", "กรมป้องกัน"),
        ("issuer", "#สถิติ", "นับทุกหน่วยงานที่ได้รับมอบหมายประเด็น", "กระทรวงมหาดไทย"),
        ("issuer", "#สถิติ ปภ.", "นับเฉพาะ กรมป้องกันและบรรเทาสาธารณภัย", "กรมป้องกัน"),
        ("admin", "#สถิติ มท.", "นับเฉพาะ กระทรวงมหาดไทย และหน่วยงานในสังกัด", "กรมป้องกัน"),
        ("evaluator", "#สถิติ ทุกกระทรวง", "นับทุกหน่วยงาน", "กระทรวงเกษตรและสหกรณ์"),
    ],
)
async def test_stats_say_whose_figures_they_count(town, who, asked, whose, figures):
    answer = await town.answer(who, who, asked)

    assert whose in answer
    assert figures in answer


async def test_the_quota_is_asked_of_line_when_it_is_asked_for(town):
    town.platform.quota.used = 123

    answer = await town.answer("admin", "admin", "#quota")

    assert "1,000" in answer
    assert "123" in answer
    assert f"IR-Chat ครั้งละ {len(town.people)} ข้อความ" in answer
