"""Dates and lengths of time as the bot writes them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.thai_dates import (
    Language,
    day_and_hour,
    distance,
    long_date,
    long_datetime,
    short_date,
    short_datetime,
    shortest_datetime,
    span,
    time_left,
    time_past,
)

BANGKOK = ZoneInfo("Asia/Bangkok")
AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def test_thai_dates_are_in_the_buddhist_era_with_their_weekday() -> None:
    assert long_date(AT, BANGKOK, "th") == "วันพุธที่ 25 พฤศจิกายน 2569"
    assert long_datetime(AT, BANGKOK, "th") == "วันพุธที่ 25 พฤศจิกายน 2569 เวลา 15.00 น."
    assert short_datetime(AT, BANGKOK, "th") == "พ. 25 พ.ย. 69 15.00 น."
    assert short_date(date(2026, 11, 25), "th") == "25 พ.ย. 69"
    assert short_date(date(2057, 1, 5), "th") == "5 ม.ค. 00"


def test_english_dates_are_in_the_common_era() -> None:
    assert long_date(AT, BANGKOK, "en") == "Wednesday 25 November 2026"
    assert long_datetime(AT, BANGKOK, "en") == "Wednesday 25 November 2026, 15:00"
    assert short_datetime(AT, BANGKOK, "en") == "Wed 25 Nov 2026 15:00"
    assert short_date(date(2026, 11, 25), "en") == "25 Nov 2026"


def test_hours_and_minutes_have_two_digits() -> None:
    early = datetime(2026, 11, 30, 1, 5, tzinfo=UTC)

    assert short_datetime(early, BANGKOK, "th").endswith(" 08.05 น.")


def test_midnight_is_the_end_of_its_day() -> None:
    midnight = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    a_second_later = midnight + timedelta(seconds=1)

    assert short_datetime(midnight, BANGKOK, "th") == "จ. 30 พ.ย. 69 24.00 น."
    assert long_datetime(midnight, BANGKOK, "en") == "Monday 30 November 2026, 24:00"
    assert short_datetime(a_second_later, BANGKOK, "th") == "อ. 1 ธ.ค. 69 00.00 น."


NEAR: list[tuple[str, str, str]] = [
    ("2026-11-25T15:00", "วันนี้ 15.00 น.", "today 15:00"),
    ("2026-11-25T08:59", "วันนี้ 08.59 น.", "today 08:59"),
    ("2026-11-26T00:00", "วันนี้ 24.00 น.", "today 24:00"),
    ("2026-11-26T00:01", "พรุ่งนี้ 00.01 น.", "tomorrow 00:01"),
    ("2026-11-27T00:00", "พรุ่งนี้ 24.00 น.", "tomorrow 24:00"),
    ("2026-11-27T09:00", "ศ. 27 พ.ย. 69 09.00 น.", "Fri 27 Nov 2026 09:00"),
    ("2026-11-24T15:00", "อ. 24 พ.ย. 69 15.00 น.", "Tue 24 Nov 2026 15:00"),
    ("2026-11-25T00:00", "อ. 24 พ.ย. 69 24.00 น.", "Tue 24 Nov 2026 24:00"),
    ("2027-11-25T15:00", "พฤ. 25 พ.ย. 70 15.00 น.", "Thu 25 Nov 2027 15:00"),
]


@pytest.mark.parametrize(("at", "thai", "english"), NEAR)
def test_what_is_read_at_once_may_say_today(at: str, thai: str, english: str) -> None:
    """Rule M15. Days are those of the zone: at 00.30 in Bangkok it is still yesterday in UTC."""
    local = datetime.fromisoformat(at).replace(tzinfo=BANGKOK)
    for read_at in (AT, datetime(2026, 11, 25, 0, 30, tzinfo=BANGKOK).astimezone(UTC)):
        assert short_datetime(local, BANGKOK, "th", read_at=read_at) == thai
        assert short_datetime(local, BANGKOK, "en", read_at=read_at) == english


def test_a_label_holds_a_date_of_twenty_characters() -> None:
    days = [date(2026, 1, 31) + timedelta(days=number) for number in range(365)]
    labels = [
        shortest_datetime(datetime(day.year, day.month, day.day, tzinfo=BANGKOK), BANGKOK, language)
        for day in days
        for language in ("th", "en")
    ]

    assert labels[:2] == ["30 ม.ค. 69 24.00 น.", "30 Jan 2026 24:00"]
    assert max(map(len, labels)) <= 20


SPANS: list[tuple[timedelta, Language, str]] = [
    (timedelta(0), "th", "ไม่ถึง 1 นาที"),
    (timedelta(seconds=59), "en", "less than a minute"),
    (timedelta(minutes=30), "th", "30 นาที"),
    (timedelta(minutes=1), "en", "1 minute"),
    (timedelta(hours=5), "th", "5 ชม."),
    (timedelta(hours=2, minutes=50), "th", "2 ชม. 50 นาที"),
    (timedelta(hours=1, minutes=2), "en", "1 hour 2 minutes"),
    (timedelta(hours=23, minutes=50), "th", "23 ชม."),
    (timedelta(hours=47), "th", "47 ชม."),
    (timedelta(hours=48), "th", "2 วัน"),
    (timedelta(days=3, hours=23), "en", "3 days"),
]


@pytest.mark.parametrize(("delta", "language", "expected"), SPANS)
def test_a_span_is_told_in_the_unit_that_tells_most(
    delta: timedelta, language: Language, expected: str
) -> None:
    assert span(delta, language) == expected


def test_time_is_left_or_past() -> None:
    assert time_left(timedelta(hours=5), "th") == "อีก 5 ชม."
    assert time_left(timedelta(days=2), "en") == "2 days left"
    assert time_past(timedelta(hours=3), "th") == "เกินกำหนด 3 ชม."
    assert time_past(timedelta(hours=3), "en") == "3 hours late"


def test_distance_looks_both_ways() -> None:
    assert distance(AT, AT + timedelta(days=2), "th") == "อีก 2 วัน"
    assert distance(AT, AT - timedelta(hours=3), "th") == "เกินกำหนด 3 ชม."


@pytest.mark.parametrize(
    ("late", "shown"),
    [(0, "16.00"), (0.001, "16.00.01"), (1, "16.00.01"), (59.5, "16.01.00"), (60, "16.01")],
)
def test_what_misses_its_deadline_by_seconds_shows_them(late, shown):
    due = datetime(2026, 11, 25, 16, tzinfo=BANGKOK)
    day, hour = day_and_hour(due + timedelta(seconds=late), BANGKOK, due)

    assert (day, hour) == (due.date(), shown)


@pytest.mark.parametrize(
    ("due", "sent", "shown"),
    [
        (0, 31, ("15.00.00", "15.00.31")),
        (45, 31, ("15.00.45", "15.00.31")),
        (0, -1, ("15.00", "14.59")),
        (0, 60, ("15.00", "15.01")),
        (0, 0, ("15.00", "15.00")),
        (9 * 3600, 9 * 3600 + 31, ("24.00.00", "00.00.31")),
    ],
)
def test_what_would_read_alike_is_shown_to_the_second_on_both_sides(due, sent, shown):
    three = datetime(2026, 11, 25, 15, tzinfo=BANGKOK)
    deadline, report = three + timedelta(seconds=due), three + timedelta(seconds=sent)

    hours = [
        day_and_hour(*pair)[1]
        for pair in ((deadline, BANGKOK, report), (report, BANGKOK, deadline))
    ]

    assert tuple(hours) == shown
