"""What stands behind a command and says that something else is meant: it is asked."""

import pytest
from monday import first, line

from domain.chat.commands import Accept, Ack, Cancel, Close, Edit, Grant, IssueNo, Refuse, Return


def numbers(*each: int) -> tuple[IssueNo, ...]:
    return tuple(map(IssueNo, each))


@pytest.mark.parametrize(
    "said",
    [
        *["3 และ 4", "3\n4", "\n3\n4", "\n- 3\n- 4 ค่ะ", "3 ค่ะ 4 ค่ะ", "3 รวมทั้ง 4", "3 แล้วก็ 4"],
        *["ประเด็น 3 ประเด็น 4", "ประเด็นที่ ๓ และประเด็นที่ ๔", "3️⃣ 4️⃣", "3 ด้วย 4 ด้วย", "3 ข้อ 4"],
        *["3 ตลอดจน 4 ครับ", "3,\n4", "3\n\n4 ค่ะ", "#3 #4", "เรื่องที่ 3 เรื่องที่ 4 นะคะ"],
    ],
)
def test_every_number_of_an_acknowledgement_counts(said: str) -> None:
    assert first(f"#รับทราบ {said}").outcome == Ack(numbers(3, 4))


@pytest.mark.parametrize(
    "text",
    [
        *["#ปิด 3\n4", "#สถานะ 3\n- 4", "#เตือน 3 ค่ะ และ 4", "#ปิด 3 หรือ 4", "#รับทราบ 3 หรือ 4"],
        *["#ยกเลิก 3 4 ซ้ำกัน", "#ยกเลิก 3, 4 เหตุผล: ซ้ำ", "#ตีกลับ 3 4 ปภ. ไม่ครบ", "#อนุมัติ 3 ปภ. และ 4"],
        *["#ตีกลับ 3 ปภ. และ 4 ปภ. ไม่ครบ", "#ไม่อนุมัติ 3 ปภ., ๔ กรมประมง", "#แก้ไข 3 4 น้ำท่วม"],
        *["#โอน 3 กรมประมง และ 4 กรมปศุสัตว์ ไม่ใช่", "#รายงาน 3 4 ชี้แจงแล้ว", "#รายงาน 3\n4\nชี้แจง"],
        *["#รายงาน ประเด็นที่ 3 ประเด็นที่ 4 ชี้แจงแล้ว", "#รายงาน ข้อ 3 ข้อ 4 ชี้แจงแล้ว"],
        *["#ความคืบหน้า 3 4 ลงพื้นที่", "#รายงาน 3 รวมทั้ง 4 ชี้แจงแล้ว", "#report 3 and 4 done"],
    ],
)
def test_two_issues_where_one_is_meant_are_asked(text: str) -> None:
    assert "bad_issue_no" in line(text)["errors"]
    assert line(text)["issue_no"] is None


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("#รายงาน 3 4 จังหวัดน้ำลด", "4 จังหวัดน้ำลด"),
        ("#รายงาน 3 2569 เป็นปีแรก", "2569 เป็นปีแรก"),
        ("#รายงาน 3 1) ไม่จริง 2) แจ้งความแล้ว", "1) ไม่จริง 2) แจ้งความแล้ว"),
        ("#รายงาน 3 1. ไม่จริง 2. แจ้งความแล้ว", "1. ไม่จริง 2. แจ้งความแล้ว"),
        ("#รายงาน 3 ข้อ 1 ไม่จริง ข้อ 2 แจ้งความแล้ว", "ข้อ 1 ไม่จริง ข้อ 2 แจ้งความแล้ว"),
        ("#รายงาน 3 24 พ.ย. แถลง", "24 พ.ย. แถลง"),
        ("#ยกเลิก 3 2 หน่วยงานซ้ำกัน", "2 หน่วยงานซ้ำกัน"),
        ("#ยกเลิก 3 ซ้ำกับ 2", "ซ้ำกับ 2"),
        ("#ตีกลับ 3 ปภ. และ 2 จังหวัดไม่ครบ", "และ 2 จังหวัดไม่ครบ"),
    ],
)
def test_what_counts_or_lists_is_the_text(text: str, body: str) -> None:
    assert (line(text)["issue_no"], line(text)["body"], line(text)["errors"]) == (3, body, [])


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("#รับรอง ปภ. 3", Accept(IssueNo(3), "MOI-DDPM")),
        ("#รับรอง กรมประมง ประเด็นที่ ๓ ค่ะ", Accept(IssueNo(3), "MOAC-DOF")),
        ("#รับรอง รายงานของ ปภ. 3️⃣", Accept(IssueNo(3), "MOI-DDPM")),
        ("#รับรอง 3 ของ ปภ.", Accept(IssueNo(3), "MOI-DDPM")),
        ("#รับรอง 3 เฉพาะปภ. ครับ", Accept(IssueNo(3), "MOI-DDPM")),
        ("#รับรอง 3 ปภ. ครบถ้วนแล้วค่ะ", Accept(IssueNo(3), "MOI-DDPM")),
        ("#รับรอง 3 ถูกต้องครับ", Accept(IssueNo(3))),
        ("#อนุมัติ คำขอ 3 ของ ปภ.", Grant(IssueNo(3), "MOI-DDPM")),
        ("#อนุมัติ คำขอขยายเวลาของ ปภ. เรื่องที่ 3", Grant(IssueNo(3), "MOI-DDPM")),
        ("#ไม่อนุมัติ ปภ. 3 เรื่องด่วน", Refuse(IssueNo(3), "MOI-DDPM", "เรื่องด่วน")),
        ("#ตีกลับ กรมประมง 3 ไม่ครบ", Return(IssueNo(3), "MOAC-DOF", "ไม่ครบ")),
        ("#ปิด 3 ได้เลยค่ะ\nขอบคุณทุกหน่วยงานค่ะ", Close(IssueNo(3))),
    ],
)
def test_agency_and_number_in_either_order(text: str, command: object) -> None:
    fields = first(text)

    assert (fields.outcome, fields.unread) == (command, "")


@pytest.mark.parametrize("text", ["#ตีกลับ ปภ. 3 จังหวัดไม่ครบ", "#ขยายเวลา ปภ. 3 วัน", "#รับรอง ปภ."])
def test_a_number_behind_an_agency_that_counts_is_none(text: str) -> None:
    assert "missing_issue_no" in line(text)["errors"]


@pytest.mark.parametrize(
    "text",
    [
        *["#ตีกลับ 3 ปภ. ค่ะ", "#ยกเลิก 3 ครับ", "#โอน 3 กรมประมง ด้วยนะคะ", "#ยกเลิก 3 ขอบคุณค่ะ"],
        *["#รายงาน 3 ค่ะ", "#รายงานครับ 3", "#รายงาน 3 ขอบคุณครับ 🙏", "#report 3 thanks"],
    ],
)
def test_particles_and_thanks_are_no_text(text: str) -> None:
    assert line(text)["errors"] == ["empty_body"]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("#อนุมัติ 3 ยกเว้น ปภ.", "ยกเว้น ปภ."),
        ("#ไม่อนุมัติ 3 เฉพาะเรื่องแรก", "เฉพาะเรื่องแรก"),
        ("#อนุมัติ 3 ปภ. แต่ขอก่อนเที่ยง", "แต่ขอก่อนเที่ยง"),
        ("#ปิด 3\nยกเว้น ปภ.", "ยกเว้น ปภ."),
        ("#ปิด 3 ขอบคุณค่ะ ยกเว้น ปภ.", "ขอบคุณค่ะ ยกเว้น ปภ."),
        ("#เตือน ปภ. 3", "ปภ."),
        ("#ยกเลิก 3 ปภ. ไม่เกี่ยวข้อง", "ปภ. ไม่เกี่ยวข้อง"),
        ("#ยกเลิก กรมประมง 3 ไม่เกี่ยวข้อง", "กรมประมง ไม่เกี่ยวข้อง"),
        ("#ยกเลิก 3 กรมประมงไม่เกี่ยวข้อง", "กรมประมงไม่เกี่ยวข้อง"),
        ("#ยกเลิก 3 เฉพาะ ปภ.", "เฉพาะ ปภ."),
        ("#แก้ไข 3 เพิ่ม ปภ.", "เพิ่ม ปภ."),
        ("#แก้ไข 3\nเพิ่มหน่วยงาน ปภ.", "เพิ่มหน่วยงาน ปภ."),
        ("#แก้ไข 3 ตัดกรมประมงออก", "ตัดกรมประมงออก"),
        ("#แก้ไข 3 เลื่อนเป็นวันศุกร์", "เลื่อนเป็นวันศุกร์"),
        ("#แก้ไข 3 พรุ่งนี้เที่ยงค่ะ", "พรุ่งนี้เที่ยงค่ะ"),
        ("#แก้ไข 3 ปภ.", "ปภ."),
        ("#แก้ไข 3 เลื่อนกำหนดเป็นศุกร์นี้ เพราะติดประชุม", "เลื่อนกำหนดเป็นศุกร์นี้ เพราะติดประชุม"),
        ("#แก้ไข 3 ขอเปลี่ยนกำหนดส่งเป็น 3 ธ.ค.", "ขอเปลี่ยนกำหนดส่งเป็น 3 ธ.ค."),
        ("#แก้ไข 3 ขยายเวลาถึงพรุ่งนี้ ท่านรองสั่ง", "ขยายเวลาถึงพรุ่งนี้ ท่านรองสั่ง"),
        ("#แก้ไข 3 เปลี่ยนหน่วยงานเป็น ปภ.", "เปลี่ยนหน่วยงานเป็น ปภ."),
        ("#แก้ไข 3 ช่วยเพิ่ม กรมประมง ด้วย", "ช่วยเพิ่ม กรมประมง ด้วย"),
        ("#แก้ไข 3 พรุ่งนี้เที่ยง เนื่องจากติดประชุม", "พรุ่งนี้เที่ยง เนื่องจากติดประชุม"),
        ("#edit 3 move the deadline to Friday please", "move the deadline to Friday please"),
    ],
)
def test_what_would_be_taken_for_something_else_is_left_unread(text: str, unread: str) -> None:
    assert first(text).unread == unread


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("#ยกเลิก 3 เหตุผล: ปภ. ไม่เกี่ยวข้อง", Cancel(IssueNo(3), "ปภ. ไม่เกี่ยวข้อง")),
        ("#ยกเลิก 3 เพราะ ปภ. ตอบแล้ว", Cancel(IssueNo(3), "เพราะ ปภ. ตอบแล้ว")),
        ("#แก้ไข 3 เพิ่มกำลังตำรวจชายแดน", Edit(IssueNo(3), "เพิ่มกำลังตำรวจชายแดน")),
        ("#แก้ไข 3\nหัวข้อ: พรุ่งนี้เที่ยง", Edit(IssueNo(3), "พรุ่งนี้เที่ยง")),
        ("#แก้ไข 3\nรายละเอียด: เพิ่ม ปภ. ด้วย", Edit(IssueNo(3), detail="เพิ่ม ปภ. ด้วย")),
        ("#แก้ไข 3 ขยายเวลาเปิดผับถึงตี 4", Edit(IssueNo(3), "ขยายเวลาเปิดผับถึงตี 4")),
        ("#แก้ไข 3 เลื่อนเปิดเทอมเพราะน้ำท่วม", Edit(IssueNo(3), "เลื่อนเปิดเทอมเพราะน้ำท่วม")),
        ("#แก้ไข 3 กรมประมงแจงปลาหมอคางดำ", Edit(IssueNo(3), "กรมประมงแจงปลาหมอคางดำ")),
    ],
)
def test_a_label_or_a_whole_sentence_says_what_is_meant(text: str, command: object) -> None:
    fields = first(text)

    assert (fields.outcome, fields.unread) == (command, "")
