"""Links with Thai letters in their paths, and what is said right behind a link."""

import pytest
from monday import line

LINKS = [
    "https://th.wikipedia.org/wiki/อุทกภัย_(พ.ศ._2554)",
    "https://th.wikipedia.org/wiki/กรม_(พ.ศ._2545)",
    "https://th.wikipedia.org/wiki/ซอย_(ถ._สุขุมวิท)",
    "https://th.wikipedia.org/wiki/น้ำท่วมใหญ่_พ.ศ._2554",
    "https://th.wikipedia.org/wiki/พ.ร.บ.คอมพิวเตอร์",
    "https://th.wikipedia.org/wiki/2475:สยาม",
    "https://th.wikipedia.org/wiki/โควิด-19_ใน_ไทย",
    "https://www.x.go.th/doc/นร.0106.ว2295.pdf",
    "https://www.x.go.th/news/เขต12ก",
    "https://www.x.go.th/ข่าว/2569/พ.ย./เรื่อง-1",
    "https://x.go.th/ข่าว%20ด่วน/1",
    "https://x.go.th/รายงาน2ฉบับ",
    "https://x.go.th/(ก.พ.)",
    "https://x.go.th/a(ข้อ 1)".replace(" ", "_"),
    "https://x.go.th/ม.44",
    "https://x.go.th/#ข่าว",
    "https://x.go.th/#!ข่าว",
    "https://x.go.th/a,ข่าว",
]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_with_thai_letters_is_whole(link: str) -> None:
    for around in (" ค่ะ", ".", " (ดูหน้า 2)", "\nขอบคุณ"):
        assert line(f"#report 12 ดู {link}{around}")["urls"] == [link]
    assert line(f"#report 12 (ดู {link})")["urls"] == [link]


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://x.go.th/9ค่ะ", "https://x.go.th/9"),
        ("https://x.go.th/aค่ะ", "https://x.go.th/a"),
        ("https://x.go.th/ข่าว2ค่ะ", "https://x.go.th/ข่าว2"),
        ("https://x.go.th/a.ขอบคุณ", "https://x.go.th/a"),
        ("https://x.go.th/a,กรมประมง", "https://x.go.th/a"),
        ("https://x.go.th/a,ขอให้ชี้แจง", "https://x.go.th/a"),
        ("https://x.go.th,ข่าว", "https://x.go.th"),
        ("https://x.go.th/ด่วนค่ะ", "https://x.go.th/"),
        ("https://x.go.th/a)ครับ", "https://x.go.th/a"),
    ],
)
def test_what_is_said_right_behind_a_link_is_no_part_of_it(typed: str, link: str) -> None:
    assert line(f"#report 12 ดู {typed}")["urls"] == [link]


def test_a_word_within_a_link_makes_nothing_urgent() -> None:
    text = "#issue ข่าว https://x.go.th/ข่าว%20ด่วน/1\nถึง: ปภ.\nภายใน: 15.00 น."

    assert line(text)["title"] == "ข่าว"
