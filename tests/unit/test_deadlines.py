"""Reading deadlines: the tables of cases, other moments, days off, and what to offer."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest

from domain.calendar import Calendar
from domain.deadlines import Unreadable, Why, read_deadline

BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=BANGKOK)  # a Monday
TABLES = Path(__file__).parent.parent / "data"


def thai_days_off() -> dict[date, str]:
    """Return the days on which government offices are closed, as far as the package knows."""
    public = holidays.Thailand(
        years=range(2026, 2029), categories=("public", "government"), language="th"
    )
    open_anyway = ("แรงงาน", "เด็ก")
    return {day: name for day, name in public.items() if not any(w in name for w in open_anyway)}


CALENDAR = Calendar(BANGKOK, days_off=thai_days_off())


def table(name: str) -> list[tuple[str, ...]]:
    """Return the rows of a table of cases, untrimmed."""
    lines = (TABLES / name).read_bytes().decode().split("\n")[1:-1]
    return [tuple(line.split("\t")) for line in lines]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


def refusal(text: str, now: datetime = NOW) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_deadline(text, now, CALENDAR)
    return caught.value


def read(text: str, now: datetime = NOW) -> datetime:
    return read_deadline(text, now, CALENDAR)


@pytest.mark.parametrize(("text", "expected", "note"), table("thai-deadlines.tsv"))
def test_every_row_of_the_table_is_read_or_refused(text: str, expected: str, note: str) -> None:
    try:
        outcome = read(text).isoformat()
    except Unreadable:
        outcome = "error"

    assert outcome == expected, note


@pytest.mark.parametrize(("text", "expected", "now", "note"), table("public-deadlines.tsv"))
def test_every_public_row_is_read_or_refused(text: str, expected: str, now: str, note: str) -> None:
    try:
        outcome = read(text, datetime.fromisoformat(now)).isoformat()
    except Unreadable:
        outcome = "error"

    assert outcome == expected, note


@pytest.mark.parametrize(("text", "expected", "why"), table("further-deadlines.tsv"))
def test_every_further_row_is_read_or_refused_for_its_reason(
    text: str, expected: str, why: str
) -> None:
    if expected == "error":
        assert refusal(text).why == why
    else:
        assert read(text).isoformat() == expected


OTHER_MOMENTS = [
    ("2026-11-30T09:00", "สิ้นเดือน", "2026-11-30T16:30"),
    ("2026-11-30T09:00", "วันที่ 30", "2026-11-30T16:30"),
    ("2026-12-28T09:00", "สัปดาห์นี้", "2026-12-30T16:30"),  # Thursday and Friday are off
    ("2026-12-30T09:00", "ภายใน 1 วัน", "2027-01-04T16:30"),
    ("2026-12-30T09:00", "1 วันทำการ", "2027-01-04T16:30"),
    ("2026-09-30T09:00", "1 เดือน", "2026-11-02T16:30"),  # 31 October is a Saturday
    ("2027-09-30T09:00", "1 เดือน", "2027-11-01T16:30"),  # 31 October is a Sunday
    ("2027-01-31T09:00", "1 เดือน", "2027-03-01T16:30"),  # 28 February is a Sunday
    ("2027-01-30T09:00", "1 เดือน", "2027-03-01T16:30"),  # no 31 February: its last day
    ("2026-01-15T09:00", "30 ก.ย.", "2026-09-30T16:30"),  # 258 days
    ("2027-12-01T09:00", "29 ก.พ.", "2028-02-29T16:30"),
    ("2026-10-01T09:00", "สิ้นปีงบประมาณ", "2027-09-30T16:30"),
    ("2026-09-30T09:00", "สิ้นปีงบประมาณ", "2026-09-30T16:30"),
    ("2026-07-15T09:00", "สิ้นไตรมาส 1", "2026-12-31T16:30"),
    ("2026-07-15T09:00", "สิ้นไตรมาสหน้า", "2026-12-31T16:30"),
    ("2026-12-15T09:00", "เดือนหน้า", "2027-01-31T16:30"),
    ("2026-12-15T09:00", "วันที่ 5", "2027-01-05T16:30"),
    ("2026-11-24T01:30", "คืนนี้ตี 2", "2026-11-24T02:00"),
    ("2026-11-24T03:00", "คืนนี้ตี 2", "2026-11-25T02:00"),
    ("2026-11-29T09:00", "จันทร์หน้า", "2026-11-30T16:30"),  # said on a Sunday
    ("2026-11-28T09:00", "วันนี้", "2026-11-28T16:30"),  # a Saturday
    ("2026-04-10T09:00", "ภายใน 3 วัน", "2026-04-16T16:30"),  # across Songkran
    ("2026-04-10T09:00", "ภายใน 3 วันทำการ", "2026-04-20T16:30"),
    ("2026-04-30T09:00", "1 วันทำการ", "2026-05-01T16:30"),  # offices work on Labour Day
    ("2026-05-12T09:00", "1 วันทำการ", "2026-05-14T16:30"),  # Royal Ploughing Day is off
    ("2026-11-30T10:00", "วันทำการสุดท้ายของเดือน", "2026-11-30T16:30"),
    ("2026-12-31T10:00", "วันรุ่งขึ้น", "2027-01-01T16:30"),
    ("2027-04-12T10:00", "ภายใน 1 วันทำการ", "2027-04-16T16:30"),  # Songkran
    ("2026-11-23T10:00:30", "15.00 น.", "2026-11-23T15:00"),
    ("2026-11-23T10:00:30", "ภายใน 3 ชม. (13.00 น.)", "2026-11-23T13:00:30"),
]


@pytest.mark.parametrize(("now", "text", "expected"), OTHER_MOMENTS)
def test_a_deadline_depends_on_the_moment_it_is_said(now: str, text: str, expected: str) -> None:
    assert read(text, at(now)) == at(expected)


PASSED = [
    ("2026-11-30T17:00", "สิ้นเดือน", Why.PAST),
    ("2026-11-23T17:00", "วันนี้", Why.PAST),
    ("2026-11-23T16:30", "EOD", Why.PAST),
    ("2026-11-23T17:00", "วันที่ 23", Why.PAST),
    ("2026-11-23T17:00", "จันทร์นี้", Why.PAST),
    ("2026-11-26T09:00", "วันอังคารนี้", Why.PAST),
    ("2026-11-28T09:00", "สัปดาห์นี้", Why.PAST),
    ("2026-12-31T17:00", "สิ้นปี", Why.PAST),
    ("2026-11-30T17:00", "วันทำการสุดท้ายของเดือน", Why.PAST),
    ("2026-11-26T10:00", "ภายใน 3 วัน (ไม่เว้นวันหยุดราชการ)", Why.HOW_COUNTED),  # ends on a Sunday
    ("2026-12-31T10:00", "1 วันก่อนวันที่ 1 ม.ค. 70", Why.COUNTED_BACK),
    ("2026-04-15T09:00", "ก่อนวันที่ 16", Why.PAST),  # the working day before was the 10th
    ("2027-01-31T09:00", "วันที่ 30", Why.NO_SUCH_DAY),  # February has no 30th
    ("2026-11-29T09:00", "วันอาทิตย์", Why.TODAY_NAME),
    ("2027-03-29T09:00", "พรุ่งนี้ (31 มี.ค. 70)", Why.TWO_DATES),
]


@pytest.mark.parametrize(("now", "text", "why"), PASSED)
def test_what_has_passed_is_refused(now: str, text: str, why: Why) -> None:
    assert refusal(text, at(now)).why is why


OFFERED = [
    ("09.00 น.", ["2026-11-24T09:00"]),
    ("15.3 น.", ["2026-11-23T15:03", "2026-11-23T15:30"]),
    ("พรุ่งนี้ 6 โมง", ["2026-11-24T06:00", "2026-11-24T18:00"]),
    ("เที่ยงคืนวันศุกร์", ["2026-11-27T00:00", "2026-11-28T00:00"]),
    ("พรุ่งนี้เช้า", ["2026-11-24T09:00", "2026-11-24T12:00"]),
    ("วันจันทร์", ["2026-11-23T16:30", "2026-11-30T16:30"]),
    ("วันจันทร์ที่ 25 พ.ย. 69", ["2026-11-25T16:30", "2026-11-30T16:30"]),
    ("กลางเดือนหน้า", ["2026-12-15T16:30"]),
    ("ปลายเดือน", ["2026-11-30T16:30"]),
    ("ก่อนสงกรานต์", ["2027-04-12T16:30"]),
    ("1530", ["2026-11-23T15:30"]),
    ("31 พ.ย.", []),
]


@pytest.mark.parametrize(("text", "expected"), OFFERED)
def test_a_refusal_offers_what_may_have_been_meant(text: str, expected: list[str]) -> None:
    assert list(refusal(text).choices) == [at(choice) for choice in expected]


def test_a_weekday_that_has_passed_offers_the_coming_one() -> None:
    choices = refusal("อังคารนี้ 10.00 น.", at("2026-11-26T09:00")).choices

    assert choices == (at("2026-12-01T10:00"),)


def test_a_number_of_days_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert read("ภายใน 5 วัน") == at("2026-11-30T16:30")
    assert read("ภายใน 17 วัน") == at("2026-12-11T16:30")


def test_a_date_that_is_a_day_off_is_taken_as_it_stands() -> None:
    assert read("28 พ.ย. 69") == at("2026-11-28T16:30")
    assert read("10 ธ.ค. 69") == at("2026-12-10T16:30")


def test_a_refusal_names_the_fault_as_typed() -> None:
    assert refusal("ภายในวันที่ ๓๑ พ.ย. ๖๙").detail == "วันที่ ๓๑ พ.ย. ๖๙"
    assert refusal("25 พฤศจกาย 2569").detail == "พฤศจกาย"


def test_a_slip_of_two_letters_is_refused_with_the_name_it_resembles() -> None:
    assert refusal("25 พฤศจกาย 2569").meant == "พฤศจิกายน"


def test_office_hours_come_from_the_calendar() -> None:
    late = Calendar(BANGKOK, office_end=CALENDAR.office_end.replace(hour=18, minute=0))

    assert read_deadline("วันนี้", NOW, late) == at("2026-11-23T18:00")


def test_now_may_be_given_in_any_zone() -> None:
    assert read("พรุ่งนี้", NOW.astimezone(ZoneInfo("America/New_York"))) == read("พรุ่งนี้")


def test_hours_run_exactly_across_a_change_of_clocks() -> None:
    zone = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 10, 24, 12, 0, tzinfo=zone)

    deadline = read_deadline("24 hours", before, Calendar(zone))

    assert deadline == datetime(2026, 10, 25, 11, 0, tzinfo=zone)


def test_a_break_in_the_line_is_a_blank() -> None:
    assert read("25 พ.ย. 69\n15.00 น.") == at("2026-11-25T15:00")


def test_a_long_text_is_no_deadline() -> None:
    assert refusal("25 พ.ย. 69 " * 30).why is Why.NOT_UNDERSTOOD
