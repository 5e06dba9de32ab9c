"""When a clock was set, and which times of events cannot be true."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.clock import Reading, step, time_of_event

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("moved", "passed", "by"),
    [
        (timedelta(seconds=4), 4, timedelta(0)),
        (timedelta(seconds=9), 4, timedelta(0)),  # a time server, or a busy machine
        (-7 * HOUR + timedelta(seconds=4), 4, -7 * HOUR),
        (7 * HOUR, 0, 7 * HOUR),
        (timedelta(seconds=-10), 0, timedelta(seconds=-10)),
        (timedelta(0), 3600, -HOUR),  # it stands still
    ],
)
def test_a_clock_was_set_that_moved_otherwise_than_time_passed(moved, passed, by):
    assert step(Reading(NOON, 100.0), Reading(NOON + moved, 100.0 + passed)) == by


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (NOON - 30 * 24 * HOUR, "as said"),
        (NOON, "as said"),
        # Our own clock may be wrong by a zone: LINE's is not.
        (NOON + 7 * HOUR, "as said"),
        (NOON + 24 * HOUR, "as said"),
        (NOON + 25 * HOUR, "as its arrival"),
        (datetime.max.replace(tzinfo=UTC), "as its arrival"),
        (datetime(1970, 1, 1, tzinfo=UTC), "as its arrival"),
        (datetime.min.replace(tzinfo=UTC), "as its arrival"),
    ],
)
def test_an_event_happened_when_line_says_unless_that_cannot_be_true(said, counts):
    assert time_of_event(said, NOON) == (said if counts == "as said" else NOON)
