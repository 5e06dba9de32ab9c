"""A number within a report that may be an issue's: asked about before another issue is taken."""

import pytest

from domain.grammar.numbers_within import Within, numbers_within


@pytest.mark.parametrize(
    ("text", "number", "labelled"),
    [
        ("น้ำท่วม 3 ชี้แจงแล้ว", 3, False),
        ("น้ำท่วม (3) ชี้แจงแล้ว", 3, False),
        ("เรื่องน้ำท่วม ๓ ชี้แจงแล้ว", 3, False),
        ("กรมประมง 3 ชี้แจงแล้ว", 3, False),
        ("น้ำท่วม 3", 3, False),
        ("ชี้แจงแล้ว 3", 3, False),
        ("น้ำท่วมและ 3 ชี้แจง", 3, False),
        ("น้ำท่วม ที่ 3 ชี้แจง", 3, False),
        ("น้ำท่วม 3, ชี้แจงแล้ว", 3, False),
        ("น้ำท่วม #3 ชี้แจงแล้ว", 3, True),
        ("ชี้แจงประเด็นที่ 3 แล้ว", 3, True),
        ("ชี้แจงประเด็นที่3 แล้ว", 3, True),
        ("น้ำท่วม เลขที่ 3 ชี้แจงแล้ว", 3, True),
        ("flood 3 explained", 3, False),
        ("the flood, issue 3, explained", 3, True),
    ],
)
def test_what_may_name_an_issue(text, number, labelled):
    assert numbers_within(text) == [Within(number, labelled)]


@pytest.mark.parametrize(
    "text",
    [
        *[
            "น้ำท่วม 3 จุด สูบออกแล้ว",
            "น้ำท่วม 3 วันแล้ว",
            "ผู้ป่วย 3 ราย",
            "แถลงเมื่อ 3 พ.ย. 2569",
            "ระดับน้ำ 2.5 ม.",
        ],
        *[
            "แถลงวันที่ 3 ชี้แจง",
            "น้ำท่วมหมู่ 3 ลดแล้ว",
            "โทร 1784 ได้ตลอด",
            "บ้านเลขที่ 3 น้ำลด",
            "ครั้งที่ 3 ผ่านไป",
            "ปี 2569 ไม่มี",
        ],
        *[
            "จำนวน 3 ตามข่าว",
            "ช่วง 3-5 เมตร",
            "แถลง 14.00 น.",
            "ลดจาก 3 ถึง 5",
            "https://a.go.th/3 ชี้แจง",
            "โควิด19 ลด",
            "มี 3",
        ],
        *["ไม่จริง\nน้ำท่วม 3 ชี้แจง", "เบิก 3,000 บาท", "", "ชี้แจงแล้ว", "3 จังหวัดน้ำลด", "ขนาด 3x4"],
    ],
)
def test_what_is_the_number_of_something_else(text):
    assert numbers_within(text) == []
