"""An edit that says in words what it changes: a deadline, a headline, who must answer."""

from datetime import datetime

import pytest
from monday import BANGKOK, first

from domain.chat.commands import Edit, IssueNo
from domain.chat.mistakes import Mistake

THREE = IssueNo(3)
FRIDAY = datetime(2026, 11, 27, 16, 30, tzinfo=BANGKOK)
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=BANGKOK)
DISASTERS, FISHERIES = "MOI-DDPM", "MOAC-DOF"


@pytest.mark.parametrize(
    ("said", "edit"),
    [
        *[
            (f"{word}เป็นพรุ่งนี้ 10.00 น.", Edit(THREE, deadline=TEN))
            for word in ("กำหนดส่ง", "กำหนด", "เวลา")
        ],
        ("เปลี่ยนกำหนดเป็น พรุ่งนี้ 10.00 น. ค่ะ", Edit(THREE, deadline=TEN)),
        ("เลื่อนเป็นวันศุกร์", Edit(THREE, deadline=FRIDAY)),
        ("เลื่อนกำหนดเป็นศุกร์นี้ เพราะติดประชุม", Edit(THREE, deadline=FRIDAY, reason="ติดประชุม")),
        ("ขยายกำหนดถึงวันศุกร์", Edit(THREE, deadline=FRIDAY)),
        ("ขอความกรุณาเลื่อนกำหนดส่งใหม่ เป็นศุกร์นี้", Edit(THREE, deadline=FRIDAY)),
        ("ขอเลื่อนกำหนด: วันศุกร์นี้", Edit(THREE, deadline=FRIDAY)),
        ("due to tomorrow 10:00", Edit(THREE, deadline=TEN)),
        *[
            (f"{word}เป็น น้ำท่วม", Edit(THREE, "น้ำท่วม"))
            for word in ("หัวข้อ", "เปลี่ยนชื่อเรื่อง", "ขอแก้ชื่อ ")
        ],
        ("title to Flood", Edit(THREE, "Flood")),
        ("เปลี่ยนหัวข้อ น้ำท่วม", Edit(THREE, "น้ำท่วม")),
        *[
            (f"{word}ปภ.", Edit(THREE, agencies=(DISASTERS,)))
            for word in ("หน่วยงานเป็น", "เปลี่ยนหน่วยงานเป็น")
        ],
        ("เพิ่ม ปภ.", Edit(THREE, agencies=(DISASTERS,), adds=True)),
        ("ถึงเพิ่ม ปภ.", Edit(THREE, agencies=(DISASTERS,), adds=True)),
        ("ถึง: เพิ่ม ปภ. ประมง", Edit(THREE, agencies=(DISASTERS, FISHERIES), adds=True)),
        ("ช่วยเพิ่ม กรมประมง ด้วย", Edit(THREE, agencies=(FISHERIES,), adds=True)),
        ("เพิ่ม ปภ. กำหนด พรุ่งนี้ 10.00 น.", Edit(THREE, "", (DISASTERS,), TEN, adds=True)),
        ("เพิ่มหน่วยงานร่วม ปภ.", Edit(THREE, "", (DISASTERS,), supporting=(DISASTERS,), adds=True)),
    ],
)
@pytest.mark.parametrize("behind", [" ", "\n"])
def test_an_edit_says_in_words_what_it_changes(said: str, edit: Edit, behind: str) -> None:
    fields = first(f"#แก้ไข 3{behind}{said}")

    assert fields.outcome == edit
    assert fields.unread == ""


def test_several_changes_stand_on_their_lines() -> None:
    said = "กำหนดส่งเป็นพรุ่งนี้ 10.00 น.\nหัวข้อเป็น น้ำท่วม\nเพิ่มหน่วยงาน ปภ."

    assert first(f"#แก้ไข 3\n{said}").outcome == Edit(THREE, "น้ำท่วม", (DISASTERS,), TEN, adds=True)


def test_what_is_added_beside_a_whole_list_belongs_to_it() -> None:
    said = "ถึง: กรมประมง\nเพิ่ม ปภ."

    assert first(f"#แก้ไข 3\n{said}").outcome == Edit(THREE, agencies=(FISHERIES, DISASTERS))


def test_a_time_that_cannot_be_read_is_asked() -> None:
    (problem,) = first("#แก้ไข 3 กำหนดส่งเป็นพรุ่งนี้เช้า").problems

    assert (problem.mistake, problem.said) == (Mistake.BAD_DEADLINE, "พรุ่งนี้เช้า")


@pytest.mark.parametrize(
    "headline",
    ["ขยายวงเป็นพุธ", "น้ำท่วมขยายเป็นวงกว้าง", "เวลาเปลี่ยนไป", "เพิ่มโทษเมาแล้วขับ", "เพิ่มกำลังตำรวจชายแดน"],
)
def test_a_headline_that_tells_of_a_change_stays_one(headline: str) -> None:
    assert first(f"#แก้ไข 3 {headline}").outcome == Edit(THREE, headline)
