"""How often the admins hear of what strangers cause."""

from datetime import timedelta

import pytest
from monday import NOW

from domain.members import may_tell_admins

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("before", "may"),
    [
        ((), True),
        ((9 * MINUTE,), False),
        ((10 * MINUTE,), True),
        ((40 * MINUTE, 29 * MINUTE), False),
        ((40 * MINUTE, 30 * MINUTE), True),
        ((9 * HOUR, 8 * HOUR, 7 * HOUR, 6 * HOUR), True),
        ((9 * HOUR, 8 * HOUR, 7 * HOUR, 5 * HOUR), False),
        ((26 * HOUR, 25 * HOUR, 24 * HOUR), True),
    ],
)
def test_they_are_left_alone_for_longer_and_longer(before, may):
    assert may_tell_admins([NOW - each for each in before], NOW) is may


def test_they_hear_seven_times_a_day_at_most():
    told = []
    for minute in range(24 * 60):
        if may_tell_admins(told, NOW + minute * MINUTE):
            told.append(NOW + minute * MINUTE)

    assert len(told) == 7
