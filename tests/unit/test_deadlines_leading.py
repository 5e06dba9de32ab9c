"""Deadlines at the beginning of a longer text."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import Calendar
from domain.deadlines import (
    Unreadable,
    Why,
    extended_by,
    is_a_bare_period,
    leading_deadline,
    starts_like_a_deadline,
)

BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=BANGKOK)
CALENDAR = Calendar(BANGKOK)

LEADING = [
    ("25 พ.ย. 69 15.00 น. รอข้อมูลจากจังหวัด", "2026-11-25T15:00", "รอข้อมูลจากจังหวัด"),
    ("25 พ.ย. 69 เวลาไม่พอ", "2026-11-25T16:30", "เวลาไม่พอ"),
    ("พรุ่งนี้ 3 จังหวัดยังไม่ส่ง", "2026-11-24T16:30", "3 จังหวัดยังไม่ส่ง"),
    ("25 พ.ย. 69 หลังประชุม ครม.", "2026-11-25T16:30", "หลังประชุม ครม."),
    ("25 พ.ย. 69 และขอเอกสาร", "2026-11-25T16:30", "และขอเอกสาร"),
    ("3 วันทำการ เพราะน้ำท่วม", "2026-11-26T16:30", "เพราะน้ำท่วม"),
    ("วันศุกร์นี้ นักข่าวยังไม่ถาม", "2026-11-27T16:30", "นักข่าวยังไม่ถาม"),
    ("25 พ.ย. 69 ครับ", "2026-11-25T16:30", ""),
    ("tomorrow noon waiting for data", "2026-11-24T12:00", "waiting for data"),
    ("next Monday waiting for data", "2026-11-30T16:30", "waiting for data"),
    ("this Friday noon, waiting", "2026-11-27T12:00", ", waiting"),
    ("25/11/69\nรอข้อมูล", "2026-11-25T16:30", "รอข้อมูล"),
    ("2 สัปดาห์ จากเดิม", "2026-12-07T16:30", "จากเดิม"),
    ("24 ชม. หลังได้รับหนังสือ รอข้อมูล", "2026-11-24T10:00", "รอข้อมูล"),
]


@pytest.mark.parametrize(("text", "expected", "rest"), LEADING)
def test_the_longest_deadline_is_taken_and_the_rest_left(
    text: str, expected: str, rest: str
) -> None:
    found = leading_deadline(text, NOW, CALENDAR)

    assert found is not None
    deadline, left = found
    assert isinstance(deadline, datetime)
    assert (deadline, left) == (datetime.fromisoformat(expected + "+07:00"), rest)


REFUSED = [
    ("25 พ.ย. 68 รอข้อมูล", Why.PAST, "รอข้อมูล"),
    ("31 พ.ย. 69 รอข้อมูล", Why.NO_SUCH_DAY, "รอข้อมูล"),
    ("โดยเร็ว เพราะน้ำท่วม", Why.VAGUE, "เพราะน้ำท่วม"),
    ("7 วัน นับแต่วันประชุม", Why.COUNTED_FROM, "นับแต่วันประชุม"),
    ("3 วันทำการ หลังประชุม ครม.", Why.COUNTED_FROM, "หลังประชุม ครม."),
    ("24 ชม. เมื่อเกิดเหตุ", Why.COUNTED_FROM, "เมื่อเกิดเหตุ"),
    ("3 วัน จากวันประชุม", Why.COUNTED_FROM, "จากวันประชุม"),
    ("within 3 days of the meeting", Why.COUNTED_FROM, "of the meeting"),
    ("1 วัน ก่อนการประชุม", Why.COUNTED_BACK, "ก่อนการประชุม"),
]


@pytest.mark.parametrize(("text", "why", "rest"), REFUSED)
def test_an_impossible_date_is_not_cut_to_a_possible_one(text: str, why: Why, rest: str) -> None:
    found = leading_deadline(text, NOW, CALENDAR)

    assert found is not None
    refusal, left = found
    assert isinstance(refusal, Unreadable)
    assert (refusal.why, left) == (why, rest)


BEGINS = [
    ("25 พ.ย. 69", True),
    ("วันนี้ก่อนเที่ยง ครับ", True),
    ("ภายใน 3 ชม.", True),
    ("3 ชม. หลังได้รับแจ้ง", True),
    ("พรุ่งนี้", True),
    ("31 พ.ย.", True),
    ("due Friday", True),
    ("ประเทศ", False),
    ("3 จังหวัด", False),
    ("ภายใน 3 หน่วยงาน", False),
    ("นโยบายรัฐบาล", False),
    ("due to flooding", False),
    ("วันทำงานของข้าราชการ", False),
    ("เดือนแห่งความรัก", False),
    ("", False),
    ("น้ำท่วม" * 1000, False),
]


@pytest.mark.parametrize(("text", "begins"), BEGINS)
def test_a_deadline_begins_only_where_a_date_or_time_follows(text: str, begins: bool) -> None:
    assert starts_like_a_deadline(text) is begins


BARE = ["3 วัน", "ขอขยายเวลา 3 วันทำการ", "อีก 1 สัปดาห์", "2 ชม. 30 นาที", "by 3 days", "2-3 วันครับ"]
NAMED = ["ภายใน 3 วัน", "3 วันนับจากวันนี้", "3 วันนี้", "3 วัน (26 พ.ย. 69)", "วันที่ 5", "15.00 hrs"]


def test_a_bare_period_names_no_instant() -> None:
    assert all(is_a_bare_period(text) for text in BARE)
    assert not any(is_a_bare_period(text) for text in [*NAMED, "15 นาฬิกา 30 นาที", "สัปดาห์นี้", ""])


LONGER = [
    ("3 วัน", "2026-11-25T15:00", "2026-11-30T16:30"),  # the 28th is a Saturday
    ("3 วันทำการ", "2026-11-25T15:00", "2026-11-30T16:30"),
    ("1 วัน", "2026-11-26T00:00", "2026-11-26T16:30"),  # 24.00 of the 25th
    ("2 ชม.", "2026-11-26T00:00", "2026-11-26T02:00"),
    ("อีก 2 ชม.", "2026-11-20T15:00", "2026-11-20T17:00"),  # may have passed
    ("1 เดือน", "2026-11-25T15:00", "2026-12-25T16:30"),
]


@pytest.mark.parametrize(("period", "deadline", "expected"), LONGER)
def test_a_bare_period_counts_from_a_deadline(period: str, deadline: str, expected: str) -> None:
    in_force = datetime.fromisoformat(deadline + "+07:00")

    assert extended_by(period, in_force, CALENDAR) == datetime.fromisoformat(expected + "+07:00")
