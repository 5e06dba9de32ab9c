"""Deadlines beside which a condition, "about", a repetition or a further round stands."""

import pytest
from monday import line

TAKE_BACK = [
    *("ถ้าทัน", "ถ้าได้", "ถ้าเป็นไปได้", "(ถ้าทัน)", "- ถ้าทัน", "ครับ ถ้าทัน", "หากเป็นไปได้ค่ะ", "หากสะดวก"),
    *("ถ้าอธิบดีอนุมัติ", "หากน้ำลด", "if possible", "unless it rains", "ทางไลน์ ถ้าเป็นไปได้", "ทันไหมคะ"),
    *("แต่ถ้าไม่ทันให้ส่งพรุ่งนี้เที่ยง", "หากไม่ทันส่งพรุ่งนี้", "ถ้าไม่ทันก็ไม่เป็นไร", "แต่ถ้าไม่ทันพรุ่งนี้ก็ได้"),
    *("โดยประมาณ", "ประมาณ", "ประมาณนั้น", "ราวๆ", "คร่าวๆ", "บวกลบ 1 ชม."),
    *("ทุกวัน", "ของทุกวัน", "ทุกๆ วัน", "ทุกวันศุกร์", "ทุกสัปดาห์", "ทุก 3 ชั่วโมง", "เป็นประจำทุกวัน"),
    *("วันละครั้ง", "รายวัน", "daily", "every day"),
    *("รอบแรก และ 17.00 น. รอบสอง", "ครั้งที่ 1 และ 17.00 น. ครั้งที่ 2", "งวดแรก"),
    *("หรือเมื่อข้อมูลครบ", "หรือช้ากว่านั้น", "or later"),
    *("ตามสะดวก", "แล้วแต่สะดวก", "เมื่อสะดวก", "ก็ได้", "ยืดหยุ่นได้", "อาจเลื่อนได้", "อาจเลื่อนเป็น 17.00 น."),
]
LEAVE = [
    *("หากมีข้อสงสัย โปรดติดต่อ 02-123-4567", "หากไม่ทัน ให้แจ้งล่วงหน้า", "หากไม่สะดวก โปรดแจ้งผู้ประสานงาน"),
    *("หากพ้นกำหนดถือว่าไม่มีข้อมูล", "หากไม่ส่งถือว่าไม่มีประเด็น", "ถ้ามีข้อมูลเพิ่มเติมแจ้งได้ที่กลุ่มนี้"),
    *("หากต้องการข้อมูลเพิ่มเติมประสาน สธ.", "if you have any questions please call", "or call 02-123"),
    *("พร้อมภาพถ่าย (ถ้ามี)", "ทุกท่าน", "ทุกหน่วยงานโปรดทราบ", "ทุกวันนี้ข่าวแรงมาก", "รอบคอบด้วยนะคะ"),
    *("หรือก่อนหน้านั้น", "หรือโทร 02-123-4567", "ได้ไหมคะ", "ขอให้รายงานเป็นระยะ", "หลังจากนั้นรายงานทุกวัน"),
]
FORMS = [
    "#ประเด็น ข่าวลือ ถึง ปภ. ภายใน 15.00 น. {}",
    "#ประเด็น ข่าวลือ\nถึง ปภ.\nขอให้ชี้แจงภายใน 15.00 น. {}",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("behind", TAKE_BACK)
def test_what_takes_a_deadline_back_is_asked(form: str, behind: str) -> None:
    assert line(form.format(behind))["errors"] == ["bad_deadline"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("behind", LEAVE)
def test_what_else_is_said_behind_a_deadline_leaves_it(form: str, behind: str) -> None:
    read = line(form.format(behind))

    assert (read["errors"], read["deadline"]) == ([], "2026-11-23T15:00:00+07:00")


@pytest.mark.parametrize("glued", ["", " "])
@pytest.mark.parametrize(
    "before",
    [
        *("ทุกวัน", "ทุกวันศุกร์", "ทุกเช้า", "รายงานทุกวัน", "ถ้าเป็นไปได้", "ถ้าทันขอ", "หากสะดวก"),
        *("หากเป็นไปได้ขอข้อมูล", "ประมาณ", "น่าจะ", "พยายาม", "if possible"),
    ],
)
def test_a_condition_before_a_deadline_is_asked(before: str, glued: str) -> None:
    for begin in ("ถึง ปภ. ", "\nถึง ปภ.\n"):
        read = line(f"#ประเด็น ข่าวลือ {begin}{before}{glued}ภายใน 15.00 น.")

        assert read["errors"] == ["bad_deadline"]


def test_what_happens_every_day_in_a_headline_is_no_condition() -> None:
    read = line("#ประเด็น น้ำท่วมทุกวัน ภายใน 15.00 น. ถึง ปภ.")

    assert (read["errors"], read["title"]) == ([], "น้ำท่วมทุกวัน")


@pytest.mark.parametrize("own", ["ถ้าทัน", "(ถ้าเป็นไปได้)", "ทุกวัน", "โดยประมาณค่ะ", "- หากสะดวก"])
@pytest.mark.parametrize("label", ["ภายใน", "กำหนด:"])
def test_a_condition_on_a_line_of_its_own_is_asked(label: str, own: str) -> None:
    read = line(f"#ประเด็น ข่าวลือ\nถึง ปภ.\n{label} 15.00 น.\n{own}")

    assert read["errors"] == ["bad_deadline"]


@pytest.mark.parametrize("behind", ["โดยประมาณ", "ถ้าได้", "ถ้าน้ำลด", "หรือหลังจากนั้น"])
def test_an_extension_with_a_condition_is_asked(behind: str) -> None:
    assert line(f"#ขยายเวลา 12 พรุ่งนี้ 12.00 น. {behind}")["errors"] == ["bad_deadline"]


@pytest.mark.parametrize("reason", ["อาจมีฝนเพิ่ม", "เพราะหากไม่ขยายจะเสียหาย", "คาดว่าน้ำจะลด"])
def test_a_reason_for_an_extension_is_no_condition(reason: str) -> None:
    read = line(f"#ขยายเวลา 12 พรุ่งนี้ 12.00 น. {reason}")

    assert (read["errors"], read["body"]) == ([], reason)
