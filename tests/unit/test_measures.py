"""Sub-indicators 1 and 3: what a file says of them, and what is wrong with it."""

from datetime import date
from decimal import Decimal

import pytest
from monday import BANGKOK, DIRECTORY, NOW

from domain.calendar import Calendar
from domain.indicator.measures import Measure, Read, SubIndicator, read_measures

HEAD = ["หน่วยงาน", "ตัวชี้วัดย่อย", "ช่วงเวลา", "ผล", "จาก", "แหล่งข้อมูล", "วันที่", "ผู้บันทึก"]
ROW = ["กรมประมง", "1", "2570Q1", "45", "60", "แผนฯ ปี 70", "31 ธ.ค. 69", "อารี"]


def read(*rows: list[str]) -> Read:
    return read_measures(list(enumerate(rows, start=1)), DIRECTORY, NOW, Calendar(BANGKOK))


def test_rows_are_read_under_titles_in_thai_or_english_and_any_order() -> None:
    english = ["period", "agency", "sub-indicator", "of", "done", "date", "source", "entered by"]
    other = [
        "ไตรมาส 1/2570",
        "MOAC-DOF",
        "3",
        "1,200",
        "980.5",
        "2026-12-31 00:00:00",
        "สสช.",
        "นก",
    ]

    one = read(["แบบรายงาน"], HEAD, ROW, ["", "", ""], ["รวม 1 หน่วยงาน"])
    two = read(english, other)

    assert one == Read(
        (
            Measure(
                *("MOAC-DOF", SubIndicator.PLAN, "2570Q1", Decimal(45), Decimal(60)),
                *("แผนฯ ปี 70", date(2026, 12, 31), "อารี"),
            ),
        ),
        (),
        ("row 5: a remark, left out: รวม 1 หน่วยงาน",),
    )
    assert [(each.sub, each.period, each.part, each.whole) for each in two.measures] == [
        (SubIndicator.UNDERSTANDING, "2570Q1", Decimal("980.5"), Decimal(1200))
    ]
    assert two.measures[0].percent == Decimal("81.71")


def changed(**cells: str) -> list[str]:
    names = ["agency", "sub", "period", "part", "whole", "source", "day", "by"]
    return [cells.get(name, cell) for name, cell in zip(names, ROW, strict=True)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (changed(agency="กรมที่ไม่มี"), "no agency is called กรมที่ไม่มี"),
        (changed(agency="กพร."), "several agencies are called กพร."),
        (changed(sub="2"), "no such sub-indicator: 2 (1 or 3)"),
        (changed(period="เมื่อก่อน"), "not a period: เมื่อก่อน"),
        (changed(part="มาก"), "not a number: มาก"),
        (changed(part="-1"), "not a number: -1"),
        (changed(part="nan"), "not a number: nan"),
        (changed(whole="0"), "out of nothing"),
        (changed(sub="3", part="61"), "more than all: 61 of 60"),
        (changed(source=""), "source is empty"),
        (changed(day="สักวัน"), "not a date: สักวัน"),
        (changed(by=""), "entered by is empty"),
        (changed(source="ก" * 301), "source is longer than 300 characters"),
    ],
)
def test_a_bad_row_is_named_with_its_reason(row: list[str], reason: str) -> None:
    done = read(HEAD, ROW, row)

    (problem,) = done.problems
    assert problem.startswith("row 3: ")
    assert reason in problem


def test_a_file_without_its_columns_and_one_that_says_two_things_are_refused() -> None:
    assert read(["ก", "ข"]).problems == (
        "no header: the columns agency, sub-indicator, period, result, of, source, date and "
        "entered by are needed",
    )
    assert read(HEAD[:-1], ROW).problems[0].endswith("missing: entered by")
    twice = read(HEAD, ROW, changed(part="46"))
    assert twice.problems == ("row 3: MOAC-DOF, 1, 2570Q1 stands above with other values",)
    assert len(read(HEAD, ROW, ROW).measures) == 1


def test_more_than_planned_can_be_done() -> None:
    assert read(HEAD, changed(part="66")).measures[0].percent == Decimal("110.00")
