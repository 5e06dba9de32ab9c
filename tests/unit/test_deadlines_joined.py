"""Every way to write one date, beside every way to write one time of day, in either order."""

from datetime import datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import Calendar
from domain.deadlines import read_deadline

BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=BANGKOK)  # a Monday
CALENDAR = Calendar(BANGKOK)
MEANT = datetime(2026, 11, 25, 15, 0, tzinfo=BANGKOK)

DATES = [
    "25 พฤศจิกายน 2569",
    "๒๕ พฤศจิกายน ๒๕๖๙",
    "25 พ.ย. 69",
    "25พย69",
    "25 พ.ย.",
    "25 พ.ย. นี้",
    "25 พ.ย. พ.ศ. 2569",
    "25 พ.ย. 2026",
    "25 พฤศจิกา",
    "วันที่ 25",
    "วันที่ 25 นี้",
    "วันที่ 25 เดือนนี้",
    "วันที่ 25 เดือน 11 ปี 2569",
    "วันที่ 25/11/69",
    "25/11/2569",
    "25/11",
    "25-11-69",
    "25.11.69",
    "2026-11-25",
    "25 Nov 2026",
    "วันพุธที่ 25 พ.ย. 69",
    "พ. 25 พ.ย. 69",
    "วันพุธ",
    "พุธนี้",
    "พุธสัปดาห์นี้",
    "มะรืนนี้",
    "2 วัน",
    "2 วันทำการ",
    "Wednesday",
]
TIMES = [
    "15.00 น.",
    "15.00น.",
    "15:00",
    "15 น.",
    "1500 น.",
    "๑๕.๐๐ น.",
    "15 นาฬิกา",
    "เวลา 15.00 น.",
    "(15.00 น.)",
    "13.00-15.00 น.",
    "13.00 - 15.00 น.",
    "3 PM",
    "บ่ายสาม",
    "บ่าย 3",
    "บ่าย3โมง",
    "3 โมง",
    "สามโมงเย็น",
    "ก่อนบ่ายสาม",
    "ไม่เกิน 15.00 น.",
    "ช่วงบ่าย 15.00 น.",
]


@pytest.mark.parametrize("form", ["{d} {t}", "{t} {d}", "ภายใน{d} {t} ครับ", "{d} ({t})"])
def test_a_date_and_a_time_may_stand_in_either_order(form: str) -> None:
    texts = [form.format(d=date, t=time) for date, time in product(DATES, TIMES)]

    misread = [text for text in texts if read_deadline(text, NOW, CALENDAR) != MEANT]

    assert misread == []
