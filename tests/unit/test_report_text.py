"""What a report's text says of itself: whose it is, whether it tells of work going on. P1, P6."""

import pytest
from monday import first

from domain.chat.commands import FileReport, IssueNo, Malformed, Progress

BOTH = ("MOAC-DOF", "MOAC-DLD")


def report(text: str) -> FileReport:
    outcome = first(text).outcome
    assert isinstance(outcome, FileReport)
    return outcome


@pytest.mark.parametrize(
    ("text", "agency", "progress"),
    [
        ("กรมประมง กำลังดำเนินการ ลงพื้นที่", "MOAC-DOF", True),
        ("กำลังดำเนินการ กรมประมง ลงพื้นที่", "MOAC-DOF", True),
        ("กรมประมงกำลังดำเนินการ", "MOAC-DOF", True),
        ("กรมประมง: อยู่ระหว่างดำเนินการ", "MOAC-DOF", True),
        ("ของกรมประมง อยู่ระหว่างการดำเนินการครับ", "MOAC-DOF", True),
        ("กำลังดำเนินการ (กรมประมง) ลงพื้นที่", "MOAC-DOF", True),
        ("กรมประมง\nกำลังดำเนินการ", "MOAC-DOF", True),
        ("ปศ. progress: waiting", "MOAC-DLD", True),
        ("progress ปศ. waiting", "MOAC-DLD", True),
        ("กรมประมง ชี้แจงแล้ว กำลังดำเนินการทางกฎหมาย", "MOAC-DOF", False),
        ("กรมประมง ชี้แจงแล้ว", "MOAC-DOF", False),
    ],
)
def test_who_speaks_for_several_agencies_names_one_first(
    text: str, agency: str, progress: bool
) -> None:
    read = report(f"#report 1 {text}")

    assert read.agencies == (agency,)
    assert read.is_progress(BOTH) is progress
    assert read.text == text


def test_another_agency_named_first_makes_no_progress_note() -> None:
    assert not report("#report 1 กรมประมง กำลังดำเนินการ ปภ. เสร็จแล้ว").is_progress(["MOI-DDPM"])


@pytest.mark.parametrize(
    "text",
    [
        *["ความคืบหน้า ลงพื้นที่แล้ว", "(ความคืบหน้า) ลงพื้นที่แล้ว", "รายงานความคืบหน้า: สั่งการแล้ว"],
        *["ขอขยายเวลาถึงพรุ่งนี้", "ขอเลื่อนส่งเป็นวันศุกร์", "ยังไม่มีข้อมูล", "เบื้องต้นยังไม่ได้รับข้อมูลค่ะ"],
        *["กำลังลงพื้นที่", "กรมประมง กำลังลงพื้นที่ตรวจสอบ", "ขณะนี้กำลังตรวจสอบข้อเท็จจริง"],
        *["เจ้าหน้าที่กำลังเข้าพื้นที่ครับ", "อยู่ระหว่างรวบรวมข้อมูล", "อยู่ในระหว่างการตรวจสอบ"],
        *["รอท่านอธิบดีลงนาม", "รอข้อมูลจากพื้นที่ค่ะ", "รอผลตรวจ", "ทำหนังสือแล้ว รอท่านปลัดลงนามครับ"],
        *["จะรายงานผลให้ทราบต่อไป", "ตรวจสอบเบื้องต้นแล้ว จะรายงานเพิ่มเติมต่อไป", "รับทราบ"],
        *["ทราบแล้วค่ะ", "ทราบแล้ว จะดำเนินการ", "ประสานจังหวัดแล้ว ขณะนี้กำลังตรวจสอบ 🙏"],
        *[
            "we are checking this",
            "Waiting for the director",
            "noted",
            "sent a team, still checking",
        ],
        *["รอ ผอ. ลงนาม", "จะรายงานให้ทราบ", "จะเร่งดำเนินการครับ", "รับเรื่องแล้วครับ"],
        *["อยู่ในขั้นตอนการตรวจสอบ", "ประสานพื้นที่แล้ว ตรวจสอบอยู่ครับ", "ขอเวลาตรวจสอบ 1 วัน"],
        *["ยังไม่สามารถชี้แจงได้ เนื่องจากรอผลตรวจ", "ยังไม่ได้รับข้อมูลจากจังหวัด", "ยังไม่มีข้อมูลจากพื้นที่ค่ะ"],
        *["ยังไม่ได้รับผลตรวจ", "ยังไม่มีผลการตรวจสอบ", "ยังสรุปไม่ได้", "ยังไม่พร้อมชี้แจง", "ยังไม่สรุป"],
        *["รายงานความคืบหน้าครั้งที่ 2 ลงพื้นที่แล้ว", "ความคืบหน้าครั้งที่ 1\nลงพื้นที่แล้ว", "ขออนุญาตขยายเวลา"],
        *["ขออนุญาตรายงานความคืบหน้าเบื้องต้น", "ขอส่งรายงานพรุ่งนี้", "ขอตรวจสอบก่อนนะคะ", "เดี๋ยวส่งให้ค่ะ"],
        *["เรียนท่าน ผอ. ยังไม่ได้รับข้อมูล", "สวัสดีค่ะ ยังไม่มีข้อมูล", "กรมประมง ยังไม่ได้รับรายงานจากจังหวัด"],
        *["ขอรายงานความคืบหน้าดังนี้ ลงพื้นที่แล้ว", "ขอเลื่อนการชี้แจง", "ยังตรวจสอบไม่เสร็จ"],
        *["เรียนว่ากำลังตรวจสอบครับ", "ขอเรียนให้ทราบว่าอยู่ระหว่างตรวจสอบ", "แจ้งว่าขอขยายเวลา"],
        *["ลงพื้นที่แล้ว กำลังประเมินความเสียหาย https://x.go.th/1", "We will report again"],
    ],
)
def test_words_of_work_going_on_are_noticed(text: str) -> None:
    assert report(f"#report 1 {text}").going_on


@pytest.mark.parametrize(
    "text",
    [
        *["ชี้แจงแล้ว", "ชี้แจงทางเว็บไซต์แล้ว https://x.go.th/1", "แจ้งให้ประชาชนทราบแล้ว"],
        *["รองอธิบดีแถลงข่าวแล้ว", "รอบที่ 2 แจกถุงยังชีพครบแล้ว", "กำลังพล 200 นายช่วยเหลือครบทุกจุด"],
        *["ขอบคุณที่เป็นกำลังใจ ชี้แจงครบแล้ว", "ข่าวที่ว่ากำลังปล่อยน้ำไม่เป็นความจริง ชี้แจงแล้ว"],
        *["รองอธิบดีลงนามคำสั่งแล้ว", "แจ้งว่าจะปิดถนนให้ประชาชนทราบแล้ว", "รับเรื่องร้องเรียน 3 ราย แก้ไขแล้ว"],
        *["ซ่อมถนนเสร็จเรียบร้อย", "จะงดจ่ายน้ำ 2 วัน ได้ประกาศแล้ว", "Explained on our site"],
        *["ยังไม่มีข้อมูลรั่วไหล ชี้แจงแล้ว", "ยังไม่ได้รับรายงานผู้บาดเจ็บ", "ขอขยายความเพิ่มเติมดังนี้"],
        *["ยังไม่พบผู้ป่วย", "ยังไม่มีผู้เสียชีวิต", "ยังไม่มีข้อมูลยืนยันว่าน้ำท่วม", "ยังไม่ได้รับแจ้งเหตุ"],
        *["ยังไม่มีผลกระทบต่อประชาชน", "ยังไม่มีข้อมูลว่ามีผู้บาดเจ็บ", "ยังไม่มีรายงานผู้เสียชีวิต"],
        *["ขอชี้แจงว่าได้ดำเนินการภายในวันนี้แล้ว", "ขอส่งรายงานตามแนบ", "เรียนท่าน ผอ. ชี้แจงแล้ว"],
        *["ยังไม่สามารถใช้ถนนได้ ได้ปิดแล้ว", "พรุ่งนี้จะเปิดถนน", "ขอชี้แจงดังนี้"],
        *["ok", "https://x.go.th/กำลังดำเนินการ"],
    ],
)
def test_a_final_report_is_left_alone(text: str) -> None:
    assert not report(f"#report 1 {text}").going_on


@pytest.mark.parametrize("text", ["#progress 12", "#ความคืบหน้า ๑๒ ครับ", "#ความคืบหน้า12"])
def test_progress_is_a_command_of_its_own(text: str) -> None:
    assert first(text).outcome == Progress(IssueNo(12))


def test_progress_names_an_agency_or_files_a_note_of_its_own() -> None:
    assert first("#progress 12 กรมประมง").outcome == Progress(IssueNo(12), "MOAC-DOF")
    note = first("#ความคืบหน้า 12 กรมประมง ลงพื้นที่แล้ว").outcome
    assert isinstance(note, FileReport)
    assert (note.agencies, note.progress) == (("MOAC-DOF",), True)
    assert note.text == "กรมประมง ลงพื้นที่แล้ว"
    assert isinstance(first("#progress").outcome, Malformed)
