"""A second issue in a report that takes one is asked; lists, fractions and mentions are not."""

import pytest
from monday import BANGKOK, DIRECTORY, first, line

from domain.chat.commands import FileReport
from domain.words import words_for


@pytest.mark.parametrize(
    "text",
    [
        *[
            "12 | 13 เสร็จ",
            "12 . 13 เสร็จ",
            "12、13 เสร็จ",
            "12～13 เสร็จ",
            "12→13 เสร็จ",
            "(12)(13) เสร็จ",
        ],
        *["[12] [13] เสร็จ", "12*13 เสร็จ", "12 รวม 13 เสร็จ", "12 แทน 11 เสร็จ", "12 ไม่ใช่ 13 เสร็จ"],
        *["ข้อ 2 ของประเด็นที่ 12 ชี้แจงแล้ว", "เรื่องที่ 2 ของ IA-12 เสร็จ", "2 (IA-12) เสร็จ"],
        *["ข้อ 3 ประเด็น 12 ชี้แจงแล้ว", "IA-1 เสร็จ IA-2 รอ", "#1 เสร็จ #2 เสร็จ"],
        *["ประเด็นที่ 1 ชี้แจงแล้ว\nประเด็นที่ 2 ชี้แจงแล้ว", "1 ชี้แจงแล้ว ส่วนประเด็นที่ 2 รอข้อมูล"],
    ],
)
def test_two_issues_in_one_report_are_asked(text):
    assert line(f"#รายงาน {text}")["errors"] == ["bad_issue_no"]


@pytest.mark.parametrize(
    "text",
    [
        *["1. ไม่จริง 2. แจ้งความแล้ว 3. ออกข่าวแจก", "๑) ไม่จริง ๒) แจ้งความ", "ข้อ 1 ลงพื้นที่ ข้อ 2 แจกถุงแล้ว"],
        *["ข้อ 1. ลงพื้นที่แล้ว\nข้อ 2. แจกถุงแล้ว", "1) ไม่จริง\n2) แจ้งความแล้ว"],
        *["2 ใน 3 ของพื้นที่แห้งแล้ว", "3 จาก 4 เขตน้ำลด", "1 ต่อ 3 ของผู้ป่วยหายแล้ว", "3 เท่าของปีก่อน"],
    ],
)
def test_a_list_and_a_part_of_a_number_name_no_issue(text):
    assert line(f"#รายงาน {text}")["errors"] == ["missing_issue_no"]
    assert line(f"#รายงาน {text}", owed={2, 5})["errors"] == ["missing_issue_no"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12 (1) ไม่จริง (2) แจ้งความ", 12),
        ("12 ข้อ 1 ไม่จริง ข้อ 2 แจ้งความแล้ว", 12),
        ("3 ประเด็นที่ 1 ไม่จริง ประเด็นที่ 2 จริง", 3),
        ("3. ชี้แจงแล้ว 2. แจ้งความ", 3),
        ("1. ชี้แจงแล้วค่ะ", 1),
        ("IA–12 เสร็จ", 12),
        ("ID 12 เสร็จ", 12),
        ("เลขประเด็น 12 เสร็จ", 12),
        ("ตามประเด็นที่ 12 เสร็จ", 12),
        ("เคส 12 เสร็จ", 12),
        ("2 ในพื้นที่แห้งแล้ว", 2),
        ("12 จากการตรวจสอบพบว่าไม่จริง", 12),
        ("12 รวม 13 รายชี้แจงแล้ว", 12),
        ("1 ชี้แจงแล้วตามเรื่อง 2", 1),
    ],
)
def test_what_lists_or_mentions_is_the_text(text, number):
    reported = first(f"#รายงาน {text}").outcome

    assert isinstance(reported, FileReport)
    assert reported.issue.number == number


def test_an_issue_that_is_only_mentioned_is_asked_about_if_it_is_owed():
    text = "#รายงาน 1 ชี้แจงแล้วตามประเด็นที่ 2"

    said = words_for("th", BANGKOK).mistake(first(text, owed={1, 2}), DIRECTORY.agency)
    assert said.startswith("ข้อความนี้กล่าวถึงประเด็น 1 และประเด็น 2")
    assert isinstance(first(text, owed={1}).outcome, FileReport)
