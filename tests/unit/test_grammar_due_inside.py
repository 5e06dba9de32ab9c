"""Deadlines inside free text whose day stands before ภายใน, or which a phone has wrapped."""

import pytest
from monday import first, line

BEHIND_AGENCY = "#ประเด็น น้ำท่วม ถึง ปภ. {}"
OWN_LINE = "#ประเด็น น้ำท่วม\nถึง ปภ.\n{}"

DAY_BEFORE = [
    ("พรุ่งนี้ ภายใน 15.00 น.", "24T15:00"),
    ("พรุ่งนี้ภายใน 15.00 น.", "24T15:00"),
    ("(พรุ่งนี้) ภายใน 15.00 น.", "24T15:00"),
    ("พรุ่งนี้ / ภายใน 15.00 น.", "24T15:00"),
    ("พรุ่งนี้ ขอภายใน 15.00 น.", "24T15:00"),
    ("ส่งพรุ่งนี้ ภายใน 15.00 น.", "24T15:00"),
    ("นัดส่งพรุ่งนี้ ภายใน 15.00 น.", "24T15:00"),
    ("ให้ส่งข้อมูลวันพรุ่งนี้ภายในเวลา 15.00 น.", "24T15:00"),
    ("เช้าพรุ่งนี้ ก่อน 9 โมง", "24T09:00"),
    ("ภายในพรุ่งนี้ ก่อน 15.00 น.", "24T15:00"),
    ("จึงขอความอนุเคราะห์ชี้แจงภายในวันที่ 24 พ.ย. 69 ก่อนเวลา 15.00 น.", "24T15:00"),
    ("วันพุธ ภายใน 15.00 น.", "25T15:00"),
    ("โปรดส่งวันพุธนี้ภายใน 15.00 น.", "25T15:00"),
    ("โปรดส่งวันพุธนี้ก่อนเที่ยง", "25T12:00"),
    ("ชี้แจงในวันพุธ ก่อน 15.00 น.", "25T15:00"),
    ("วันพุธ ขอไม่เกิน 15.00 น.", "25T15:00"),
    ("25 พ.ย. 69 ภายใน 15.00 น.", "25T15:00"),
    ("25 พ.ย. 69 เวลา ก่อน 15.00 น.", "25T15:00"),
    ("ขอให้ส่งมาวันที่ 25 พ.ย. 69 ก่อน 15.00 น.", "25T15:00"),
    ("ส่งข้อมูลให้ สลน. วันที่ 25 พ.ย. 69 ภายใน 15.00 น.", "25T15:00"),
    ("มะรืน ก่อนเที่ยง", "25T12:00"),
    ("ขอให้ชี้แจงในหรือก่อนวันที่ 25 พ.ย. 69", "25T16:30"),
    ("on or before 25 Nov 2026", "25T16:30"),
    ("please reply on Wednesday before 15:00", "25T15:00"),
    ("reply 25 Nov by noon", "25T12:00"),
    ("วันศุกร์ ภายในเวลาราชการ", "27T16:30"),
]
TODAY = [
    *("ประชุมพรุ่งนี้ ขอข้อมูลภายใน 15.00 น.", "ตรวจย้อนหลัง 3 วัน ภายใน 15.00 น.", "ด่วน ภายใน 15.00 น."),
    *("ข้อมูลวันที่ 22 พ.ย. 69 ภายใน 15.00 น.", "ข่าวลงเมื่อ 20 พ.ย. 69 ส่งคำชี้แจงภายใน 15.00 น."),
]
WRAPPED = [
    ("ภายในวันที่ 25 พฤศจิกายน\n2569 เวลา 15.00 น.", "11-25T15:00"),
    ("กำหนด: วันที่ 25 พฤศจิกายน\n2569 เวลา 15.00 น.", "11-25T15:00"),
    ("กำหนดส่งภายในวันพุธที่ 25\nพฤศจิกายน 2569 เวลา 15.00 น.", "11-25T15:00"),
    ("ภายในวันที่ 25 พ.ย.\n69 15.00 น. เพื่อเสนอ ครม.", "11-25T15:00"),
    ("ขอให้ชี้แจงภายในวันที่ 30\nธันวาคม 2569", "12-30T16:30"),
    ("ภายใน 10 วัน\nทำการ", "12-08T16:30"),
    ("ขอให้ชี้แจงภายใน 10 วัน\nทำการนับจากวันที่ได้รับหนังสือ", "12-08T16:30"),
    ("ภายใน 15.00 น.\nวันพรุ่งนี้", "11-24T15:00"),
]


@pytest.mark.parametrize("form", [BEHIND_AGENCY, OWN_LINE])
@pytest.mark.parametrize(("due", "at"), DAY_BEFORE)
def test_a_day_before_its_time_is_not_lost(form: str, due: str, at: str) -> None:
    read = line(form.format(due))

    assert (read["errors"], read["deadline"]) == ([], f"2026-11-{at}:00+07:00")


@pytest.mark.parametrize("form", [BEHIND_AGENCY, OWN_LINE])
@pytest.mark.parametrize("due", TODAY)
def test_a_day_of_something_else_moves_no_deadline(form: str, due: str) -> None:
    read = line(form.format(due))

    assert (read["errors"], read["deadline"]) == ([], "2026-11-23T15:00:00+07:00")


@pytest.mark.parametrize(("due", "at"), WRAPPED)
def test_a_deadline_goes_on_in_the_next_line(due: str, at: str) -> None:
    read = line(OWN_LINE.format(due))

    assert (read["errors"], read["deadline"]) == ([], f"2026-{at}:00+07:00")


@pytest.mark.parametrize("below", ["หรือมะรืน", "เช้า", "เป็นต้นไป", "ถ้าทัน"])
@pytest.mark.parametrize("label", ["ภายใน", "กำหนด: "])
def test_what_the_next_line_adds_to_a_deadline_is_asked(label: str, below: str) -> None:
    assert line(OWN_LINE.format(f"{label}พรุ่งนี้\n{below}"))["errors"] == ["bad_deadline"]


def test_a_time_of_something_else_in_the_next_line_is_left() -> None:
    read = line(OWN_LINE.format("ภายในพรุ่งนี้\n15.00 น. มีแถลงข่าว"))

    assert (read["deadline"], read["body"]) == ("2026-11-24T16:30:00+07:00", "15.00 น. มีแถลงข่าว")


@pytest.mark.parametrize("to", [" ถึง รง.", "\nถึง รง."])
@pytest.mark.parametrize("when", ["1 ม.ค. 70", "3 เดือน"])
def test_a_far_day_in_the_headline_is_what_the_news_tells(to: str, when: str) -> None:
    read = line(f"#ประเด็น ขึ้นค่าแรง ภายใน {when}{to}")

    assert read["errors"] == ["missing_deadline"]
    assert read["title"] == f"ขึ้นค่าแรง ภายใน {when}"
    assert line(f"#ประเด็น ขึ้นค่าแรง ภายในวันพุธ{to}")["errors"] == []
    assert line(f"#ประเด็น ขึ้นค่าแรง{to} ภายใน {when}")["errors"] == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("หยุดยาว 5-7 ธ.ค. ก่อนเที่ยง ถึง มท.", ["11-23T12", "12-07T12"]),
        ("ชี้แจงข่าวปิดถนน 25 พ.ย. ภายใน 12.00 น. ถึง ทล.", ["11-23T12", "11-25T12"]),
        ("ข่าวประชุม ครม. วันอังคาร ก่อน 12.00 น. ถึง สลค.", ["11-23T12", "11-24T12"]),
        ("น้ำมันลด 27 พ.ย. 69 ภายใน 12.00 น.\nหน่วยงาน: พน.", ["11-23T12", "11-27T12"]),
    ],
)
def test_a_date_that_ends_the_headline_is_asked_before_a_time_alone(text: str, days: str) -> None:
    fields = first(f"#ประเด็น {text}")

    (problem,) = fields.problems
    assert (problem.why, [f"{at:%m-%dT%H}" for at in problem.instants]) == ("which_day", days)
    assert fields.title == text.partition(" ก่อน")[0].partition(" ภายใน")[0]


@pytest.mark.parametrize(
    ("headline", "due"),
    [("เหตุระเบิดวันที่ 22 พ.ย.", "ภายใน 12.00 น."), ("สลากงวด 1 ธ.ค.", "ภายในวันนี้เที่ยง")],
)
def test_a_date_that_cannot_be_the_deadlines_is_the_headlines(headline: str, due: str) -> None:
    read = line(f"#ประเด็น {headline} {due} ถึง มท.")

    assert (read["title"], read["deadline"]) == (headline, "2026-11-23T12:00:00+07:00")


def test_the_words_of_a_letter_stay_in_its_details() -> None:
    asks, sent = "จึงขอให้ท่านส่งข้อมูล", "สิ่งที่ส่งมาด้วย แบบฟอร์ม 1 ชุด"
    read = line(f"#ประเด็น น้ำท่วม\nถึง ปภ.\n{asks}ภายในวันที่ 30 พ.ย. 69\n{sent}")

    assert (read["deadline"], read["body"]) == ("2026-11-30T16:30:00+07:00", f"{asks}\n{sent}")


@pytest.mark.parametrize(
    "news",
    [
        *["ด้วยกรมประมงแถลงว่าจะแก้ไขภายใน 30 วัน จึงเรียนมาเพื่อโปรดพิจารณา", "รมว. ลั่นแก้ให้จบภายใน 3 วัน"],
        *[
            "ชาวบ้านขีดเส้นตายให้แก้ภายใน 7 วัน",
            "ผู้ชุมนุมให้เวลารัฐบาลภายในวันศุกร์นี้",
            "กรมอุตุฯ เตือนพายุเข้าภายใน 48 ชม.",
        ],
        *['"ลงทะเบียนภายใน 30 พ.ย. 69 ไม่งั้นหมดสิทธิ์"', "ข้อความปลอม: รีบกดลิงก์ก่อน 15.00 น. วันนี้"],
    ],
)
def test_the_time_of_others_is_no_deadline(news: str) -> None:
    read = line(OWN_LINE.format(news))

    assert (read["errors"], read["body"]) == (["missing_deadline"], news)


@pytest.mark.parametrize(
    "asks", ["กรุณาตรวจสอบว่าจริงหรือไม่ภายใน 15.00 น.", "ตามข่าวที่ปรากฏ ให้ตรวจสอบภายใน 15.00 น."]
)
def test_what_is_asked_about_the_news_has_its_deadline(asks: str) -> None:
    assert line(OWN_LINE.format(asks))["deadline"] == "2026-11-23T15:00:00+07:00"


def test_a_headline_with_its_label_keeps_what_happens_before_an_hour() -> None:
    headline = "ข่าวเลือกตั้ง 29 พ.ย. ก่อนเที่ยง"
    read = line(f"#ประเด็น\nเรื่อง: {headline}\nหน่วยงาน: มท.\nกำหนด: 15.00 น.")

    assert (read["title"], read["deadline"]) == (headline, "2026-11-23T15:00:00+07:00")


def test_a_bare_label_is_no_detail() -> None:
    read = line("#ประเด็น น้ำท่วม\nถึง\n1. กรมประมง\n2. กระทรวงเกษตรฯ\nภายใน 15.00")

    assert (read["agencies"], read["body"]) == (["MOAC", "MOAC-DOF"], None)
