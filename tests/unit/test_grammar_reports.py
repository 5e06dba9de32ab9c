"""`#report` and every command that begins with an issue's number; links."""

from datetime import datetime

import pytest
from monday import BANGKOK, first, line

from domain.chat.commands import (
    Accept,
    Ack,
    Cancel,
    Close,
    Command,
    Extend,
    FileReport,
    IssueNo,
    Malformed,
    Remind,
    Return,
    Stats,
    Status,
    Transfer,
)
from domain.chat.mistakes import Mistake, Problem

TWELVE = IssueNo(12)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=BANGKOK)
NEXT_FRIDAY = datetime(2026, 12, 4, 12, 0, tzinfo=BANGKOK)


def _longer(period: str, reason: str = "") -> Extend:
    return Extend(TWELVE, None, (), reason, period)


@pytest.mark.parametrize(
    "number",
    [
        *[
            "12",
            "๑๒",
            "012",
            "#12",
            "IA-12",
            "ia12:",
            "IA 12",
            "IA-0012",
            "IR-12",
            "No.12",
            "no 12",
        ],
        *["เลขที่ 12", "ที่ 12", "ข้อ ๑๒.", "เรื่อง 12", "เรื่องที่ 12", "ประเด็นที่ 12", "ประเด็น 12"],
        *["(12)", "[12]", "12)", "12.", "12:", "- 12 -", "-12", "✅ 12", "\n12\n", "\n\n12.\n"],
        *["\nเรื่องที่ 12", "\n#12", "\nIA-12", "หมายเลข 12", "ครับ 12", "1️⃣2️⃣", "\n1️⃣2️⃣\n"],
    ],
)
def test_the_number_is_read_with_its_prefix(number: str) -> None:
    read = line(f"#report {number} ลงพื้นที่ 3 จุด")

    assert (read["issue_no"], read["body"], read["errors"]) == (12, "ลงพื้นที่ 3 จุด", [])


@pytest.mark.parametrize(
    ("number", "year"),
    [("12/2570", 2570), ("๑๒/๒๕๗๐", 2570), ("12/70", 2570), ("12 / 2570", 2570), ("12/2027", 2570)],
)
def test_a_year_is_kept(number: str, year: int) -> None:
    assert first(f"#report {number} ok").outcome == FileReport(IssueNo(12, year), "ok")


@pytest.mark.parametrize(
    "number",
    [
        *[
            "12,13",
            "12, 13",
            "12 และ 13",
            "๕ และ ๖",
            "12 & 13",
            "12+13",
            "12-13",
            "12 #13",
            "12/13",
        ],
        *[
            "ประเด็นที่ 12 และประเด็นที่ 13",
            "12 ถึง 14",
            "0",
            "00",
            "1234567",
            "9" * 40,
            "12/2570 และ 13/2570",
        ],
        *["12 กับ 13", "12 13\n"],
    ],
)
def test_a_number_that_no_issue_has_is_refused(number: str) -> None:
    read = line(f"#report {number} ชี้แจงแล้ว")

    assert (read["issue_no"], read["body"], read["errors"]) == (None, "ชี้แจงแล้ว", ["bad_issue_no"])


@pytest.mark.parametrize(
    "body",
    [
        *["ลงพื้นที่ 3 จุด", "สิบสอง ชี้แจงแล้ว", "https://a.b/12", "ที่ประชุม 12 คน", "15.30 น. แถลงแล้ว"],
        *["25 พ.ย. 69 แถลงแล้ว", "23/11/69 แถลงแล้ว", "50% แล้ว", "9 โมง แถลง", "\n12 จุดที่ลงพื้นที่"],
        *["24 พฤศจิกายน 2569 แถลงแล้ว", "24 พ.ย. แถลง", "24พฤศจิกายนลงพื้นที่", "5 มี.ค. แถลง"],
        *["24 November: done", "3 days ago", "5 provinces hit", "3 วันแล้ว", "2 ชม. ที่ผ่านมา"],
        *["5 จังหวัดได้รับผลกระทบ", "3 หน่วยงานร่วมชี้แจง", "1,200 ครัวเรือน", "20 ราย", "5 คน เสียชีวิต"],
        *["3 ข้อดังนี้", "2 ล้านบาท", "4 กรม ร่วมแถลง", "1️⃣2️⃣ จังหวัด", "7 แห่ง", "3 ปีที่แล้ว", "2 - 3 วัน"],
    ],
)
def test_other_numbers_are_no_issue(body: str) -> None:
    text = f"#report {body}"

    assert line(text)["errors"] == ["missing_issue_no"]
    assert line(text)["body"] == body.strip()
    assert line(text, quoted_issue_no=7)["issue_no"] == 7


@pytest.mark.parametrize(
    "body",
    [
        *["วันนี้ลงพื้นที่แล้ว", "วันที่ 24 พ.ย. แถลง", "วันพุธแถลง", "เดือนนี้แก้แล้ว", "ปี 2569 แก้แล้ว"],
        *["3 หน่วยงานร่วมชี้แจง", "24 พฤศจิกายน 2569 แถลงแล้ว", "รายงานว่าแก้แล้ว", "รายละเอียดตามแนบ"],
        *["จังหวัดภูเก็ตชี้แจงแล้ว", "จังหวัดเชียงรายได้ชี้แจงแล้ว", "กรมประมง ชี้แจงแล้ว", "กรมได้ชี้แจงแล้ว"],
        *["ข้อเท็จจริงคือไม่จริง", "คนร้ายถูกจับ", "ครั้งนี้จริง", "จุดเกิดเหตุแห้งแล้ว", "หลังตรวจสอบไม่พบ"],
        *["คลิป: เก่า", "ประเด็นน้ำท่วมคลี่คลาย", "น้ำลดแล้ว", "มีนโยบายแล้ว", "กพร. ชี้แจงแล้ว"],
    ],
)
def test_what_only_begins_like_a_count_is_the_text(body: str) -> None:
    read = line(f"#report 12 {body}")

    assert (read["issue_no"], read["body"], read["errors"]) == (12, body, [])


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("#report", ["empty_body", "missing_issue_no"]),
        ("#report 12", ["empty_body"]),
        ("#report 12 🙏", ["empty_body"]),
        ("#report 12 ...", ["empty_body"]),
        ("#report 12 ๆ ฯ", ["empty_body"]),
        ("#report 12 ฯลฯ", ["empty_body"]),
        ("#report 12 ℹ️", ["empty_body"]),
        ("#report 12\n> ชี้แจงแล้ว", ["empty_body"]),
    ],
)
def test_an_empty_report_is_refused(text: str, errors: list[str]) -> None:
    assert line(text)["errors"] == errors


@pytest.mark.parametrize(
    ("body", "progress"),
    [
        ("กำลังดำเนินการ", True),
        ("กำลังดำเนินการ รอข้อมูล", True),
        ("⏳ Progress: รอข้อมูล", True),
        ("อยู่ระหว่างดำเนินการ", True),
        ("ชี้แจงแล้ว กำลังดำเนินการทางกฎหมาย", False),
        ("progressive tax", False),
    ],
)
def test_a_progress_note_begins_with_its_word(body: str, progress: bool) -> None:
    assert first(f"#report 12 {body}").outcome == FileReport(TWELVE, body, (), progress)


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("https://a.b/c.", ["https://a.b/c"]),
        ("(https://a.b/c)", ["https://a.b/c"]),
        ("(https://a.b/c_(d)), ok", ["https://a.b/c_(d)"]),
        ("https://a.b/น้ำ_(แก้ความกำกวม)", ["https://a.b/น้ำ_(แก้ความกำกวม)"]),
        ("(ดู https://a.b/น้ำ_(แก้)_ใหม่)", ["https://a.b/น้ำ_(แก้)_ใหม่"]),
        ("(https://a.b/น้ำ_[แก้ไข]) ครับ", ["https://a.b/น้ำ_[แก้ไข]"]),
        ("https://a.b/c_(水)?x=(ก) ok", ["https://a.b/c_(水)?x=(ก)"]),
        ("https://a.b/c(ดู ภาพ)", ["https://a.b/c"]),
        ("https://a.b/café/é_(ö).html", ["https://a.b/café/é_(ö).html"]),
        ('"https://a.b/c" !', ["https://a.b/c"]),
        ("https://a.b/c?x=1&y=2#z", ["https://a.b/c?x=1&y=2#z"]),
        ("https://a.b/cชี้แจง", ["https://a.b/c"]),
        ("https://a.b/ข่าวชี้แจง", ["https://a.b/ข่าวชี้แจง"]),
        ("https://a.b/ข่าว-ชี้แจง/12", ["https://a.b/ข่าว-ชี้แจง/12"]),
        ("https://a.b/?q=ข่าว", ["https://a.b/?q=ข่าว"]),
        ("https://a.b/๑๒", ["https://a.b/๑๒"]),
        ("HTTP://A.B/C", ["HTTP://A.B/C"]),
        ("https://a.b/c https://a.b/c", ["https://a.b/c"]),
        ("https://a.b/c\nhttps://a.b/d", ["https://a.b/c", "https://a.b/d"]),
        ("https://a.b/c,https://a.b/d", ["https://a.b/c,https://a.b/d"]),
        ("ftp://a.b/c http:// ok", []),
    ],
)
def test_links_are_taken_from_the_text(body: str, links: list[str]) -> None:
    assert line(f"#report 12 {body}")["urls"] == links


def test_the_body_is_kept_as_typed() -> None:
    body = "ชี้แจง\u200bแล้ว ๓ ครั้ง  สํานัก\nบรรทัด  ๒ ท่ี"

    assert first(f"＃report\u00a0๑๒ {body}").body == body


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("#ack 12", Ack((TWELVE,))),
        ("#ack 12 13 15 ค่ะ", Ack((TWELVE, IssueNo(13), IssueNo(15)))),
        ("#รับทราบ 12, ๑๓ และ 15/2570", Ack((TWELVE, IssueNo(13), IssueNo(15, 2570)))),
        ("#รับทราบ ประเด็นที่ 12 ครับ", Ack((TWELVE,))),
        ("#ack 12 12, 13 12", Ack((TWELVE, IssueNo(13)))),
        ("#status - 12", Status(TWELVE)),
        ("#extend 12 พรุ่งนี้เที่ยง", Extend(TWELVE, NOON)),
        ("#ขยายเวลา 12 เป็นพรุ่งนี้เที่ยง", Extend(TWELVE, NOON)),
        ("#ขยายเวลา 12 ถึง 24 พ.ย. 69 เที่ยง ครับ", Extend(TWELVE, NOON)),
        ("#extend 12 3 วัน", _longer("3 วัน")),
        ("#extend 12 ขอขยายเวลา 3 วัน รอผลแล็บ", _longer("ขอขยายเวลา 3 วัน", "รอผลแล็บ")),
        ("#extend 12 ออกไปอีก 2 ชม. เพราะฝนตก", _longer("อีก 2 ชม.", "เพราะฝนตก")),
        ("#extend 12 by 3 days waiting", _longer("by 3 days", "waiting")),
        ("#extend 12 next Friday noon waiting", Extend(TWELVE, NEXT_FRIDAY, (), "waiting")),
        ("#extend 12 ปภ. พรุ่งนี้เที่ยง", Extend(TWELVE, NOON, ("MOI-DDPM",))),
        ("#extend 12 พรุ่งนี้เที่ยง ปภ. กทม.", Extend(TWELVE, NOON, ("MOI-DDPM", "TH-10"))),
        ("#extend 12 พรุ่งนี้เที่ยง\nเหตุผล: รอผลแล็บ", Extend(TWELVE, NOON, (), "รอผลแล็บ")),
        (
            "#extend 12 พรุ่งนี้เที่ยง เนื่องจากรอข้อมูล",
            Extend(TWELVE, NOON, (), "เนื่องจากรอข้อมูล"),
        ),
        ("#return 12 ปภ. ขอตัวเลขเพิ่ม", Return(TWELVE, "MOI-DDPM", "ขอตัวเลขเพิ่ม")),
        ("#ตีกลับ 12 กรมชลฯ: ไม่ตรงประเด็น", Return(TWELVE, "MOAC-RID", "ไม่ตรงประเด็น")),
        ("#return 12 ปภ.\nเหตุผล: ไม่ครบ", Return(TWELVE, "MOI-DDPM", "ไม่ครบ")),
        ("#accept 12", Accept(TWELVE)),
        ("#accept 12 ครับ", Accept(TWELVE)),
        ("#รับรอง 12 ปภ. ค่ะ", Accept(TWELVE, "MOI-DDPM")),
        ("#cancel 12 ซ้ำกับ 11", Cancel(TWELVE, "ซ้ำกับ 11")),
        ("#ยกเลิก 12 เหตุผล: ซ้ำ", Cancel(TWELVE, "ซ้ำ")),
        ("#close 12", Close(TWELVE)),
        ("#ปิด ๑๒ ครับ", Close(TWELVE)),
        ("#transfer 12 สคบ. ไม่ใช่ภารกิจ", Transfer(TWELVE, "PMO-OCPB", "ไม่ใช่ภารกิจ")),
        ("#โอน 12 ไปยัง กรมชลประทาน เพราะเขื่อน", Transfer(TWELVE, "MOAC-RID", "เพราะเขื่อน")),
        ("#status 12/70", Status(IssueNo(12, 2570))),
        ("#สถานะ 12", Status(TWELVE)),
        ("#remind 12", Remind(TWELVE)),
        ("#เตือน 12 ด้วยครับ", Remind(TWELVE)),
        ("#stats", Stats()),
        ("#stats 2570", Stats("2570")),
        ("#stats มท. 2570Q1", Stats("2570Q1", "MOI")),
        ("#stats 2570q1 มท.", Stats("2570Q1", "MOI")),
        ("#สถิติ กระทรวงการคลัง ๒๕๖๙-๑๑", Stats("2569-11", "MOF")),
        ("#stats 2026-10-01..2026-11-30 ปภ.", Stats("2026-10-01..2026-11-30", "MOI-DDPM")),
        ("#สถิติ ไตรมาส 1/2570", Stats("2570Q1")),
        ("#stats ปีงบ 2570 ครับ", Stats("2570")),
        ("#stats 2570Q5", Stats("2570Q5")),
        ("#สถิติ ปีนี้", Stats("ปีนี้")),
        ("#สถิติ ของปีงบนี้ครับ", Stats("ปีงบนี้")),
        ("#สถิติ กรมประมง ไตรมาสที่แล้ว", Stats("ไตรมาสที่แล้ว", "MOAC-DOF")),
        ("#stats last month MOI", Stats("last month", "MOI")),
    ],
)
def test_a_command_about_an_issue(text: str, command: Command) -> None:
    fields = first(text)

    assert (fields.outcome, fields.problems) == (command, ())


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("#ack", ["missing_issue_no"]),
        ("#ack 0", ["bad_issue_no"]),
        ("#status -1", ["bad_issue_no"]),
        ("#ack 3-5", ["bad_issue_no"]),
        ("#ack 3 ถึง 5", ["bad_issue_no"]),
        ("#ปิด –๑", ["bad_issue_no"]),
        ("#ack -1 2", ["bad_issue_no"]),
        ("#extend 3 วัน", ["missing_issue_no"]),
        ("#status", ["missing_issue_no"]),
        ("#status 12, 13", ["bad_issue_no"]),
        ("#close 12 13", ["bad_issue_no"]),
        ("#extend 12", ["missing_deadline"]),
        ("#extend 12 โดยเร็ว", ["bad_deadline"]),
        ("#extend 12 09.00 น.", ["bad_deadline"]),
        ("#extend พรุ่งนี้เที่ยง", ["missing_issue_no"]),
        ("#extend 12 พรุ่งนี้เที่ยง ทช.", ["ambiguous_agency"]),
        ("#return 12 ปภ.", ["empty_body"]),
        ("#return 12 ไม่ตรงประเด็น", ["missing_agency"]),
        ("#return 12 กรมเวทมนตร์ ไม่ตรง", ["unknown_agency"]),
        ("#return 12 กพร. ไม่ตรง", ["ambiguous_agency"]),
        ("#return 12 ปภ. กทม. ไม่ตรง", ["ambiguous_agency"]),
        ("#return 12", ["empty_body", "missing_agency"]),
        ("#accept 12 กพร.", ["ambiguous_agency"]),
        ("#accept 12 ปภ. กทม.", ["ambiguous_agency"]),
        ("#accept 12 กรมเวทมนตร์", ["unknown_agency"]),
        ("#cancel 12", ["empty_body"]),
        ("#โอน 12", ["empty_body", "missing_agency"]),
        ("#stats กพร.", ["ambiguous_agency"]),
        ("#stats กรมเวทมนตร์", ["unknown_agency"]),
        ("#stats ปภ. กทม.", ["ambiguous_agency"]),
        ("#join", ["empty_body"]),
    ],
)
def test_a_mistaken_command_has_its_code(text: str, errors: list[str]) -> None:
    assert line(text)["errors"] == errors
    assert isinstance(first(text).outcome, Malformed)


def test_several_agencies_where_one_is_judged_are_offered() -> None:
    (problem,) = first("#accept 12 ปภ. กทม.").problems

    assert problem == Problem(Mistake.AMBIGUOUS_AGENCY, "ปภ. กทม.", ("MOI-DDPM", "TH-10"))


@pytest.mark.parametrize(
    ("said", "unread"),
    [
        ("#grant 12", ""),
        ("#grant 12 เห็นชอบตามเสนอ", ""),
        ("#grant 12 ไม่อนุมัติกรมประมง", "ไม่อนุมัติกรมประมง"),
        ("#อนุมัติ 12 กรมประมง ถึง 30 พ.ย. 69", "ถึง 30 พ.ย. 69"),
        ("#refuse 12 ไม่อนุมัติ เรื่องด่วน", ""),
    ],
)
def test_what_is_granted_is_what_was_asked_for_and_nothing_else(said: str, unread: str) -> None:
    assert first(said).unread == unread


def test_a_progress_note_keeps_its_links() -> None:
    fields = first("#progress 12 ลงพื้นที่ https://a.go.th/1")

    assert fields.urls == ("https://a.go.th/1",)
    assert isinstance(fields.outcome, FileReport)
    assert fields.outcome.links == ("https://a.go.th/1",)
