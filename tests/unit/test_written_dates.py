"""Dates and instants given to a program: read as in the chat, the past included."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import Calendar
from domain.deadlines import Unreadable, Why, read_day, read_instant

BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=BANGKOK)
CALENDAR = Calendar(BANGKOK)

DAYS = [
    "2026-10-01",
    "2569-10-01",
    "1/10/2569",
    "01/10/2026",
    "1-10-2569",
    "1.10.69",
    "1 ต.ค. 69",
    "๑ ตุลาคม ๒๕๖๙",
    "วันที่ 1 ตุลาคม พ.ศ. 2569",
    "วันพฤหัสบดีที่ 1 ต.ค. 2569",
    "1-ต.ค.-69",
    "ต.ค. 1, 2569",
    "1 Oct 2026",
    "October 1, 2026",
    "１/１０/２５６９",
]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_in_either_era(text: str) -> None:
    assert read_day(text, NOW, CALENDAR) == date(2026, 10, 1)


def test_today_is_a_day() -> None:
    assert read_day("วันนี้", NOW, CALENDAR) == date(2026, 11, 23)
    assert read_day("29 ก.พ. 2567", NOW, CALENDAR) == date(2024, 2, 29)


NO_DAYS = [
    ("soon", Why.VAGUE),
    ("31/11/2569", Why.NO_SUCH_DAY),
    ("2569-13-01", Why.NO_SUCH_DAY),
    ("29/2/2569", Why.NO_SUCH_DAY),
    ("1 ต.ค.", Why.WHICH_YEAR),
    ("1/12", Why.WHICH_YEAR),
    ("วันศุกร์", Why.WHICH_DAY),
    ("วันศุกร์ที่ 1 ต.ค. 2569", Why.WEEKDAY_DISAGREES),
    ("1/10/2569 15.00", Why.NOT_UNDERSTOOD),
    ("1-5 ต.ค. 69", Why.NOT_UNDERSTOOD),
    ("ก่อนวันที่ 1 ต.ค. 69", Why.NOT_UNDERSTOOD),
    ("ภายใน 3 วัน", Why.NOT_UNDERSTOOD),
    ("สิ้นเดือน", Why.NOT_UNDERSTOOD),
    ("25", Why.BARE_NUMBER),
    ("", Why.EMPTY),
]


@pytest.mark.parametrize(("text", "why"), NO_DAYS)
def test_what_is_no_day_with_its_year_is_refused(text: str, why: Why) -> None:
    with pytest.raises(Unreadable) as caught:
        read_day(text, NOW, CALENDAR)

    assert caught.value.why is why


INSTANTS = [
    ("1/10/2569 15.00 น.", "2026-10-01T15:00"),
    ("2569-10-01T15:00:30", "2026-10-01T15:00:30"),
    ("2569-10-01T08:00:00Z", "2026-10-01T15:00"),
    ("๑ ต.ค. ๖๙ บ่ายสาม", "2026-10-01T15:00"),
    ("1 ต.ค. 69 เวลา 24.00 น.", "2026-10-02T00:00"),
    ("1 ต.ค. 69", "2026-10-01T00:00"),
]


@pytest.mark.parametrize(("text", "expected"), INSTANTS)
def test_an_instant_is_read_in_either_era(text: str, expected: str) -> None:
    at = datetime.fromisoformat(expected).replace(tzinfo=BANGKOK)

    assert read_instant(text, NOW, CALENDAR) == at
