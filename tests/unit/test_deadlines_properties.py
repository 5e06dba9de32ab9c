"""What holds for every text and every instant: written dates are read back, nothing crashes."""

import os
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import Calendar
from domain.deadlines import Unreadable, leading_deadline, read_deadline, starts_like_a_deadline
from domain.deadlines.phrases import PHRASES
from domain.deadlines.vocabulary import all_words
from domain.text import thai_digits
from domain.thai_dates import (
    Language,
    long_date,
    long_datetime,
    short_date,
    short_datetime,
    shortest_datetime,
)

BANGKOK = ZoneInfo("Asia/Bangkok")
CALENDAR = Calendar(BANGKOK)
WORDS = [*all_words(PHRASES), *"0123456789.:/-()", "25", "69", "2569", "15.00", "ครม.", "\n"]

languages: st.SearchStrategy[Language] = st.sampled_from(["th", "en"])
moments = st.integers(0, 25 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
minutes_ahead = st.integers(1, 399 * 24 * 60)
every = settings(derandomize=True, deadline=None, max_examples=300)


@every
@given(moments, minutes_ahead, languages, st.booleans())
def test_every_written_instant_is_read_back(
    now: datetime, ahead: int, language: Language, thai: bool
) -> None:
    at = (now + timedelta(minutes=ahead)).replace(second=0, microsecond=0)
    now = min(now, at - timedelta(seconds=1))

    for text in (
        long_datetime(at, BANGKOK, language),
        short_datetime(at, BANGKOK, language),
        short_datetime(at, BANGKOK, language, read_at=now),
        shortest_datetime(at, BANGKOK, language),
    ):
        assert read_deadline(thai_digits(text) if thai else text, now, CALENDAR) == at


@every
@given(moments, st.integers(1, 399), languages)
def test_every_written_date_is_read_back_as_its_end(
    now: datetime, days: int, language: Language
) -> None:
    day = (now.astimezone(BANGKOK) + timedelta(days=days)).date()
    end = CALENDAR.end_of_day(day)

    for text in (long_date(end, BANGKOK, language), short_date(day, language)):
        assert read_deadline(text, now, CALENDAR) == end


@every
@given(st.one_of(st.text(max_size=5000), st.lists(st.sampled_from(WORDS)).map(" ".join)), moments)
def test_any_text_is_read_or_refused(text: str, now: datetime) -> None:
    try:
        at = read_deadline(text, now, CALENDAR)
    except Unreadable:
        at = now + timedelta(days=1)

    assert now < at <= now + timedelta(days=402)


@every
@given(st.one_of(st.text(max_size=5000), st.lists(st.sampled_from(WORDS)).map(" ".join)), moments)
def test_any_text_may_be_searched_for_a_leading_deadline(text: str, now: datetime) -> None:
    found = leading_deadline(text, now, CALENDAR)

    assert found is None or len(found[1]) <= 3 * len(text)
    assert starts_like_a_deadline(text) in (True, False)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_the_machine_zone_plays_no_part(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    now = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    try:
        outcome = read_deadline("พรุ่งนี้ 15.00 น.", now, CALENDAR).isoformat()
    finally:
        monkeypatch.undo()
        time.tzset()

    assert outcome == "2026-11-24T15:00:00+07:00"
