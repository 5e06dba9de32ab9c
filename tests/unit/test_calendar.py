"""Working days and the end of the day."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from domain.calendar import Calendar

BANGKOK = ZoneInfo("Asia/Bangkok")
CALENDAR = Calendar(
    BANGKOK, days_off={date(2026, 12, 7): "ชดเชยวันชาติ", date(2026, 12, 10): "วันรัฐธรรมนูญ"}
)


def test_weekends_and_holidays_are_no_working_days() -> None:
    assert CALENDAR.is_working_day(date(2026, 12, 4))
    assert not CALENDAR.is_working_day(date(2026, 12, 5))
    assert not CALENDAR.is_working_day(date(2026, 12, 7))


def test_the_next_working_day_may_be_the_day_itself() -> None:
    assert CALENDAR.next_working_day(date(2026, 12, 4)) == date(2026, 12, 4)
    assert CALENDAR.next_working_day(date(2026, 12, 5)) == date(2026, 12, 8)


def test_the_previous_working_day_is_never_the_day_itself() -> None:
    assert CALENDAR.previous_working_day(date(2026, 12, 8)) == date(2026, 12, 4)
    assert CALENDAR.previous_working_day(date(2026, 12, 4)) == date(2026, 12, 3)


def test_the_day_ends_with_the_office_hours_of_its_zone() -> None:
    assert CALENDAR.end_of_day(date(2026, 12, 4)) == datetime(2026, 12, 4, 9, 30, tzinfo=UTC)


def test_instants_are_shown_on_the_wall_clock() -> None:
    assert CALENDAR.local(datetime(2026, 12, 4, 20, 0, tzinfo=UTC)).hour == 3


def test_the_next_morning_is_that_of_a_working_day_after_today() -> None:
    friday = datetime(2026, 12, 4, 7, 0, tzinfo=BANGKOK)

    assert CALENDAR.next_morning(friday) == datetime(2026, 12, 8, 8, 30, tzinfo=BANGKOK)
