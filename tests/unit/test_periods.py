"""Fiscal years, quarters, months and ranges."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.indicator.period import (
    BadPeriod,
    PeriodFault,
    fiscal_quarter,
    fiscal_year_be,
    quarter_of,
)
from domain.indicator.periods import read_period

BANGKOK = ZoneInfo("Asia/Bangkok")
TODAY = date(2026, 11, 23)

PERIODS = [
    ("2570", "2570", date(2026, 10, 1), date(2027, 9, 30)),
    ("2570Q1", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("2570q2", "2570Q2", date(2027, 1, 1), date(2027, 3, 31)),
    ("2570Q3", "2570Q3", date(2027, 4, 1), date(2027, 6, 30)),
    ("๒๕๗๐Q๔", "2570Q4", date(2027, 7, 1), date(2027, 9, 30)),
    ("๒๕๗๐", "2570", date(2026, 10, 1), date(2027, 9, 30)),
    ("2569-11", "2569-11", date(2026, 11, 1), date(2026, 11, 30)),
    ("2569-12", "2569-12", date(2026, 12, 1), date(2026, 12, 31)),
    ("2571-2", "2571-02", date(2028, 2, 1), date(2028, 2, 29)),
    ("2026-10-01..2026-12-31", "2026-10-01..2026-12-31", date(2026, 10, 1), date(2026, 12, 31)),
    ("2026-10-01..2026-10-01", "2026-10-01..2026-10-01", date(2026, 10, 1), date(2026, 10, 1)),
    ("2569-11-01..2569-11-30", "2026-11-01..2026-11-30", date(2026, 11, 1), date(2026, 11, 30)),
    ("2026-11-01..2571-02-29", "2026-11-01..2028-02-29", date(2026, 11, 1), date(2028, 2, 29)),
    ("  2570Q1\u200b ", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("  ", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("ปีนี้", "2570", date(2026, 10, 1), date(2027, 9, 30)),
    ("ปีงบประมาณที่แล้ว", "2569", date(2025, 10, 1), date(2026, 9, 30)),
    ("ไตรมาสนี้", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("ไตรมาส ที่แล้ว", "2569Q4", date(2026, 7, 1), date(2026, 9, 30)),
    ("last quarter", "2569Q4", date(2026, 7, 1), date(2026, 9, 30)),
    ("เดือนนี้", "2569-11", date(2026, 11, 1), date(2026, 11, 30)),
    ("เดือนก่อน", "2569-10", date(2026, 10, 1), date(2026, 10, 31)),
    ("ไตรมาส 1", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("ไตรมาสที่ ๔", "2569Q4", date(2026, 7, 1), date(2026, 9, 30)),
    ("Q3/69", "2569Q3", date(2026, 4, 1), date(2026, 6, 30)),
    ("ปีงบ 70", "2570", date(2026, 10, 1), date(2027, 9, 30)),
    ("พ.ย.", "2569-11", date(2026, 11, 1), date(2026, 11, 30)),
    ("เดือนธันวาคม", "2568-12", date(2025, 12, 1), date(2025, 12, 31)),
    ("ต.ค. 69", "2569-10", date(2026, 10, 1), date(2026, 10, 31)),
    ("November", "2569-11", date(2026, 11, 1), date(2026, 11, 30)),
    ("This month", "2569-11", date(2026, 11, 1), date(2026, 11, 30)),
    ("fy26", "2569", date(2025, 10, 1), date(2026, 9, 30)),
    ("ปี 26", "2569", date(2025, 10, 1), date(2026, 9, 30)),
    ("Q1/26", "2569Q1", date(2025, 10, 1), date(2025, 12, 31)),
    ("November 26", "2569-11", date(2026, 11, 1), date(2026, 11, 30)),
    ("Dec 2026", "2569-12", date(2026, 12, 1), date(2026, 12, 31)),
    ("nov", "2569-11", date(2026, 11, 1), date(2026, 11, 30)),
    ("ครั้งที่ 1/2570", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("ไตรมาสที่ 1 ปีงบประมาณ 2570", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("ปีงบ 2570", "2570", date(2026, 10, 1), date(2027, 9, 30)),
    ("ตุลาคม–ธันวาคม 2569", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("Oct-Dec 2026", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("1 ต.ค. 69 - 31 ธ.ค. 69", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("1/10/69-31/12/69", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("ต.ค. 68 - ก.ย. 69", "2569", date(2025, 10, 1), date(2026, 9, 30)),
    ("ตค-ธค", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("ธ.ค. ถึง ม.ค.", "2025-12-01..2026-01-31", date(2025, 12, 1), date(2026, 1, 31)),
    ("พ.ย.-ม.ค. 2570", "2026-11-01..2027-01-31", date(2026, 11, 1), date(2027, 1, 31)),
    ("1-15 พ.ย. 69", "2026-11-01..2026-11-15", date(2026, 11, 1), date(2026, 11, 15)),
    ("1 - 30 พ.ย. 2569", "2569-11", date(2026, 11, 1), date(2026, 11, 30)),
    (
        "ครั้งที่ ๑/๒๕๗๐ ประจำเดือนตุลาคม – ธันวาคม ๒๕๖๙",
        *("2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ),
    (
        "ไตรมาสที่ 2 (1 ม.ค. 66 - 31 มี.ค. 66)",
        *("2566Q2", date(2023, 1, 1), date(2023, 3, 31)),
    ),
    ("ประจำไตรมาสที่ 1 ปีงบประมาณ 2570", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("ไตรมาส 1/70", "2570Q1", date(2026, 10, 1), date(2026, 12, 31)),
    ("ไตรมาสที่ 4 ปี 69", "2569Q4", date(2026, 7, 1), date(2026, 9, 30)),
]

FAULTS = [
    ("last week", PeriodFault.UNREADABLE),
    ("70", PeriodFault.UNREADABLE),
    ("ไตรมาส 5", PeriodFault.UNREADABLE),
    ("ปี 47", PeriodFault.UNREADABLE),
    ("fy48", PeriodFault.UNREADABLE),
    ("2570Q", PeriodFault.UNREADABLE),
    ("2026-10-01", PeriodFault.UNREADABLE),
    ("2026", PeriodFault.WHICH_ERA),
    ("2026Q1", PeriodFault.WHICH_ERA),
    ("2026-11", PeriodFault.WHICH_ERA),
    ("๒๐๒๖-๑๑", PeriodFault.WHICH_ERA),
    ("1026-11", PeriodFault.NOT_BUDDHIST),
    ("ครั้งที่ 1/2570 ประจำเดือนมกราคม–มีนาคม 2570", PeriodFault.UNREADABLE),
    ("ไตรมาสที่ 2 (1 ต.ค. 69 - 31 ธ.ค. 69)", PeriodFault.UNREADABLE),
    ("2570Q1 ประจำ" * 1600, PeriodFault.UNREADABLE),
    ("9999", PeriodFault.NOT_BUDDHIST),
    ("2570Q0", PeriodFault.NO_SUCH_QUARTER),
    ("2570Q5", PeriodFault.NO_SUCH_QUARTER),
    ("2569-00", PeriodFault.NO_SUCH_MONTH),
    ("2569-13", PeriodFault.NO_SUCH_MONTH),
    ("2026-02-30..2026-03-01", PeriodFault.NO_SUCH_DAY),
    ("เดือน", PeriodFault.UNREADABLE),
    ("รอบที่ 1/2570", PeriodFault.UNREADABLE),
    ("31 พ.ย. - 2 ธ.ค. 69", PeriodFault.NO_SUCH_DAY),
    ("15 พ.ย. - 1 พ.ย. 69", PeriodFault.BACKWARDS),
    ("ต.ค. 2569 - ธ.ค. 0100", PeriodFault.NOT_BUDDHIST),
    ("ครั้งที่ 1/9999", PeriodFault.NOT_BUDDHIST),
    ("ไตรมาสหน้า", PeriodFault.UNREADABLE),
    ("2026-12-31..2026-10-01", PeriodFault.BACKWARDS),
    ("2026-11-01..9999-12-31", PeriodFault.NOT_COMMON),
    ("0001-01-01..2026-12-31", PeriodFault.NOT_COMMON),
]


@pytest.mark.parametrize(("text", "name", "start", "end"), PERIODS)
def test_a_written_period_is_read(text, name, start, end):
    period = read_period(text, TODAY)

    assert (period.name, period.start, period.end) == (name, start, end)


@pytest.mark.parametrize(("text", "why"), FAULTS)
def test_a_period_that_cannot_be_used_says_why(text, why):
    with pytest.raises(BadPeriod) as bad:
        read_period(text, TODAY)

    assert bad.value.why is why


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        (date(2026, 9, 30), 2569, 4),
        (date(2026, 10, 1), 2570, 1),
        (date(2026, 12, 31), 2570, 1),
        (date(2027, 1, 1), 2570, 2),
        (date(2027, 4, 1), 2570, 3),
        (date(2027, 7, 1), 2570, 4),
        (date(2027, 9, 30), 2570, 4),
    ],
)
def test_the_fiscal_year_begins_in_october(day, year, quarter):
    assert (fiscal_year_be(day), fiscal_quarter(day)) == (year, quarter)
    assert read_period("", day).name == f"{year}Q{quarter}"


@pytest.mark.parametrize(
    ("instant", "inside"),
    [
        (datetime(2026, 9, 30, 16, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 9, 30, 17, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), False),
    ],
)
def test_a_period_begins_and_ends_at_local_midnight(instant, inside):
    period = read_period("2570Q1", TODAY)
    start, end = period.instants(BANGKOK)

    assert (start <= instant < end) is inside


@pytest.mark.parametrize(
    ("deadline", "quarter"),
    [
        (datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), "2570Q1"),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), "2570Q1"),  # 24.00 of 31 December
        (datetime(2026, 12, 31, 17, 0, 1, tzinfo=UTC), "2570Q2"),
        (datetime(2026, 9, 30, 17, 0, tzinfo=UTC), "2569Q4"),
        (datetime(2026, 9, 30, 17, 0, 1, tzinfo=UTC), "2570Q1"),
    ],
)
def test_a_deadline_of_24_00_belongs_to_the_day_and_quarter_that_it_ends(deadline, quarter):
    assert quarter_of(deadline, BANGKOK).name == quarter
    assert read_period(quarter, TODAY).holds(deadline, BANGKOK)
