"""Headings of columns as offices write them."""

import pytest

from domain.roster.headings import Column, meaning

HEADINGS = {
    Column.AGENCY: ["ส่วนราชการ/หน่วยงาน", "ชื่อส่วนราชการ", "กระทรวง/กรม", "กรม", "Organization"],
    Column.WITHIN: ["สังกัด", "ต้นสังกัด", "หน่วยงานต้นสังกัด", "หน่วยงานที่สังกัด", "สังกัดกระทรวง"],
    Column.MINISTRY: ["กระทรวง", "Ministry"],
    Column.NO: ["ลำดับ", "ลำดับที่", "ที่", "No.", "ลำดับ*"],
    Column.PREFIX: ["คำนำหน้า", "คำนำหน้านาม", "คำนำหน้าชื่อ", "ยศ/คำนำหน้า", "Prefix"],
    Column.NAME: [
        *("ชื่อ", "ชื่อ-สกุล", "ชื่อ – นามสกุล", "ชื่อ และนามสกุล", "ชื่อ-\nสกุล", "ชื่อ-ชื่อสกุล"),
        *("ชื่อตัว", "ชื่อ-สกุล (ตัวบรรจง)", "ชื่อ-สกุล ผู้แทน", "ยศ ชื่อ สกุล", "คำนำหน้า/ชื่อ/สกุล"),
        *("รายชื่อ", "Full name", "Name - Surname", "ผู้แทน (ชื่อ-สกุล)"),
    ],
    Column.SURNAME: ["นามสกุล", "สกุล", "Last name"],
    Column.POSITION: ["ตำแหน่ง", "ตำแหน่ง/ระดับ", "ตำแหน่งทางการบริหาร"],
    Column.LINE_ID: [
        *("LINE ID", "ไอดีไลน์", "ไลน์ไอดี", "ID LINE", "Line Id (ไอดีไลน์)", "ไอดี LINE", "บัญชีไลน์"),
        *("ไลน์", "LINE", "LINE ID ที่ใช้งาน", "LINE ID (ถ้ามี)", "ＬＩＮＥ ＩＤ"),
    ],
    Column.GROUPS: ["กลุ่ม", "กลุ่มที่ขอเข้าร่วม", "กลุ่มไลน์"],
    Column.IA: ["IA", "IA-Chat", "กลุ่ม IA", "Issue Assignment (IA-Chat)"],
    Column.IR: ["IR", "Issue Report"],
}


@pytest.mark.parametrize("column", HEADINGS)
def test_a_heading_is_known_as_offices_write_it(column: Column) -> None:
    assert {each: meaning(each) for each in HEADINGS[column]} == dict.fromkeys(
        HEADINGS[column], column
    )


STRANGE = [
    "ชื่อเล่น",
    "ชื่อไลน์",
    "ชื่อ-สกุล (ภาษาอังกฤษ)",
    "ที่อยู่",
    "โทรศัพท์",
    "กลุ่มงาน",
    "หมายเหตุ",
    "นก สีขาว",
    "",
]


@pytest.mark.parametrize("heading", STRANGE)
def test_another_heading_is_not_taken_for_one(heading: str) -> None:
    assert meaning(heading) is None
