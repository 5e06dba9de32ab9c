"""`#report`: the number in every form, what is no number, the body, its links."""

import pytest
from monday import first, line

from domain.chat.commands import FileReport, IssueNo

TWELVE = IssueNo(12)


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
        *["12 กับ 13", "12 13\n", "12 to 14", "12 through 14", "12 till 14"],
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
        *[
            "10 กว่าราย ปลอดภัยแล้ว",
            "10 กว่าคน",
            "10 กว่าจังหวัด",
            "100 กว่า ครัวเรือน",
            "10 เศษ คน",
            "5 to 6 provinces",
        ],
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
        *["ข้อเท็จจริงคือไม่จริง", "ครั้งนี้จริง", "จุดเกิดเหตุแห้งแล้ว", "หลังตรวจสอบไม่พบ"],
        *["คลิป: เก่า", "ประเด็นน้ำท่วมคลี่คลาย", "น้ำลดแล้ว", "มีนโยบายแล้ว", "กพร. ชี้แจงแล้ว"],
        *["กว่าจะแก้ได้ใช้เวลานาน", "เศษซากถูกเก็บแล้ว", "to be clear, it is false"],
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


def test_a_progress_note_keeps_its_links() -> None:
    fields = first("#progress 12 ลงพื้นที่ https://a.go.th/1")

    assert fields.urls == ("https://a.go.th/1",)
    assert isinstance(fields.outcome, FileReport)
    assert fields.outcome.links == ("https://a.go.th/1",)


@pytest.mark.parametrize("number", ["1O", "12ก", "3G", "12a.", "2FA", "7-Eleven"])
def test_a_letter_glued_to_the_number_is_asked(number: str) -> None:
    for word in ("รายงาน", "รับทราบ", "ปิด"):
        assert line(f"#{word} {number} เสร็จ")["errors"] == ["bad_issue_no"]


@pytest.mark.parametrize(
    "typed", ["“12” ชี้แจงแล้ว", "*12* ชี้แจงแล้ว", "12ชี้แจงแล้ว", '12 "ข่าวปลอม" ชี้แจงแล้ว']
)
def test_signs_around_the_number_are_no_text(typed: str) -> None:
    read = line(f"#รายงาน {typed}")

    assert (read["issue_no"], read["body"]) == (12, typed.strip("“*12” "))
