"""A number that may count something: the quoted post decides, else it is asked, owed or not."""

import pytest
from monday import first, line

from domain.chat.commands import FileReport, Malformed
from domain.chat.mistakes import Mistake, Problem

OWED = frozenset({5, 7})


@pytest.mark.parametrize(
    ("body", "number"),
    [
        *[("9 ชี้แจงแล้ว", 9), ("5 ครั้งนี้จริง", 5), ("9 หลังตรวจสอบไม่พบ", 9), ("9 ตัวเลขไม่ตรง", 9)],
        *[("9/2570 กลุ่มเกษตรกร", 9), ("5 เพจนี้ปลอม", 5), ("7 ธนาคารดังกล่าวปิดแล้ว", 7)],
        *[("5 เรื่อง ข่าวลือ ไม่จริง", 5), ("#5 จังหวัดได้รับผลกระทบ", 5)],
        *[("เรื่องที่ 7 กลุ่มเกษตรกรได้เงินแล้ว", 7), ("5: ธนาคารชี้แจง", 5)],
        *[
            ("1 เขื่อนปกติ", 1),
            ("5 ฉบับสมบูรณ์", 5),
            ("5 - ธนาคารชี้แจง", 5),
            ("5 ธนาคารแห่งประเทศไทยชี้แจง", 5),
            ("5\nธนาคารชี้แจงแล้ว", 5),
        ],
    ],
)
def test_what_can_count_nothing_names_the_issue(body: str, number: int) -> None:
    outcome = first(f"#รายงาน {body}", owed=OWED, quoted_issue_no=3).outcome

    assert isinstance(outcome, FileReport)
    assert outcome.issue.number == number


@pytest.mark.parametrize("word", ["รายงาน", "ความคืบหน้า"])
@pytest.mark.parametrize(
    ("body", "doubted"),
    [
        *[("9 กลุ่มเกษตรกรได้รับเงิน", "9"), ("๓ ผู้เสียชีวิต", "3"), ("3️⃣ จังหวัด น้ำลด", "3")],
        *[("5-6 จังหวัดน้ำลด", "5"), ("5,200 ครัวเรือน", "5"), ("12 โครงการแล้วเสร็จ", "12")],
        *[("5 ผู้เสียชีวิต ๒ ราย", "5"), ("7 โครงการแล้วเสร็จ", "7"), ("5 พื้นที่แห้งแล้ว", "5")],
        *[("5 ธนาคารชี้แจงแล้ว", "5"), ("7 นักท่องเที่ยวปลอดภัย", "7"), ("5 แม่น้ำเอ่อล้น", "5")],
        *[("3 เรื่อง ชี้แจงแล้ว", "3"), ("3 เคส ปิดแล้ว", "3"), ("5 killed", "5")],
        *[("7 เว็บไซต์ปลอมถูกปิด", "7"), ("5 เกาะน้ำลดแล้ว", "5"), ("2 คนร้ายถูกจับ", "2")],
        *[("3 รายแรกกลับบ้าน", "3"), ("9 คนงานเสียชีวิต", "9"), ("2 คนไทยถูกจับ", "2")],
    ],
)
def test_a_number_that_counts_is_asked(word: str, body: str, doubted: str) -> None:
    fields = first(f"#{word} {body}", owed=OWED)

    assert fields.problems == (Problem(Mistake.MISSING_ISSUE_NO, meant=doubted),)
    assert isinstance(fields.outcome, Malformed)


@pytest.mark.parametrize("body", ["5 วันแล้ว", "7 พ.ย. แถลง", "5 น. แถลง", "7 ชม. ที่ผ่านมา"])
def test_what_counts_time_is_no_issue_even_if_one_is_owed(body: str) -> None:
    assert first(f"#รายงาน {body}", owed=OWED).problems == (Problem(Mistake.MISSING_ISSUE_NO),)


@pytest.mark.parametrize(
    ("body", "number"),
    [("5 ผู้เสียชีวิต ๒ ราย", 3), ("5 คันชนกัน", 3), ("9 กลุ่มเกษตรกร", 3), ("3 กลุ่มเกษตรกรได้เงิน", 3)],
)
def test_a_quoted_post_decides_before_a_number_that_counts(body: str, number: int) -> None:
    assert line(f"#รายงาน {body}", quoted_issue_no=3, owed=OWED)["issue_no"] == number


@pytest.mark.parametrize("body", ["7 กลุ่มเกษตรกร", "5 จุดตรวจแล้วค่ะ", "5 ธนาคารชี้แจงแล้ว"])
def test_an_owed_number_before_what_may_begin_the_text_is_asked_beside_a_quoted_post(
    body: str,
) -> None:
    fields = first(f"#รายงาน {body}", quoted_issue_no=3, owed=OWED)

    assert fields.problems == (Problem(Mistake.MISSING_ISSUE_NO, meant=body[0]),)


@pytest.mark.parametrize(
    ("body", "number"),
    [("กรมประมง 5 ชี้แจงแล้ว", 5), ("ของ ปภ. ประเด็นที่ 7 ชี้แจง", 7), ("ผลการชี้แจง ประเด็นที่ 5 ดีขึ้น", 5)],
)
def test_a_number_that_is_owed_may_stand_behind_the_agency(body: str, number: int) -> None:
    assert line(f"#รายงาน {body}", owed=OWED)["issue_no"] == number
    assert line(f"#รายงาน {body}")["errors"] == ["missing_issue_no"]


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ("5 7 ชี้แจงแล้ว", ["bad_issue_no"]),
        ("5, 9 ชี้แจงแล้ว", ["bad_issue_no"]),
        ("5 7 จังหวัดน้ำลด", []),
        ("5 9 ข่าวปลอม", []),
        ("9 5 ชี้แจงแล้ว", ["bad_issue_no"]),
    ],
)
def test_a_second_number_that_is_owed_is_asked(body: str, errors: list[str]) -> None:
    assert line(f"#รายงาน {body}", owed=OWED)["errors"] == errors


def test_more_than_an_owed_number_is_no_issue() -> None:
    fields = first("#รายงาน 5 กว่าจังหวัด น้ำลดแล้ว", owed=OWED)

    assert fields.problems == (Problem(Mistake.MISSING_ISSUE_NO),)


@pytest.mark.parametrize("word", ["รายงาน", "ความคืบหน้า"])
@pytest.mark.parametrize(
    ("body", "doubted"),
    [
        *[("2 โรงงานถูกสั่งปิดแล้ว", "2"), ("๒ โรงงานปลาป่นถูกสั่งปิด", "2"), ("2 สะพานขาด", "2")],
        *[("3 เสือดำตาย", "3"), ("2 เด็กจมน้ำ", "2"), ("3 นักท่องเที่ยวเสียชีวิต", "3")],
        *[("3 สายการบินลดราคาแล้ว", "3"), ("5 ขบวนรถไฟยกเลิก", "5"), ("50 มม. ปริมาณฝน", "50")],
        *[("4 เส้นทางยังผ่านไม่ได้", "4"), ("15 ตัวอย่างไม่พบสารตกค้าง", "15"), ("2 โรงเรียนปิด", "2")],
        *[("2 บริษัทถูกเพิกถอนใบอนุญาต", "2"), ("3 อ่างเก็บน้ำเต็มแล้ว", "3"), ("2 เที่ยวบินยกเลิก", "2")],
    ],
)
def test_things_that_befell_something_are_asked_where_nobody_knows_what_is_owed(
    word: str, body: str, doubted: str
) -> None:
    assert first(f"#{word} {body}").problems == (Problem(Mistake.MISSING_ISSUE_NO, meant=doubted),)
    assert line(f"#{word} {body}", quoted_issue_no=3)["issue_no"] == 3


@pytest.mark.parametrize(
    "body",
    ["โครงการนี้ไม่มีจริง", "โรงพยาบาลจุฬาฯ ชี้แจงแล้ว", "เพจนี้ปลอม", "เขื่อนป่าสักระบายน้ำแล้ว", "พบว่าไม่จริง"],
)
def test_one_thing_that_is_told_of_leaves_the_number_to_the_issue(body: str) -> None:
    assert line(f"#รายงาน 12 {body}")["issue_no"] == 12
