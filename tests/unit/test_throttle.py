"""Rule B5: wrong codes, and the pause that they bring."""

from datetime import datetime, timedelta

import pytest
from monday import NOW

from domain.codes import OF_ACCOUNT, OF_CHAT, PAUSE, paused_until


def typed(*minutes: float) -> list[datetime]:
    return [NOW + timedelta(minutes=each) for each in minutes]


CASES = [
    ((), 0, None),
    ((0, 1, 2, 3), 3, None),
    ((0, 1, 2, 3, 4), 4, 14),
    ((0, 1, 2, 3, 4), 13.9, 14),
    ((0, 1, 2, 3, 4), 14, None),
    ((0, 2.5, 5, 7.5, 10), 10, 20),
    ((0, 2.5, 5, 7.5, 10.1), 11, None),
    ((0, 6, 7, 8, 11, 12), 13, 22),
]
"""Minutes of wrong codes, the minute asked about, and the minute in which the pause ends."""


@pytest.mark.parametrize(("wrong", "now", "until"), CASES)
def test_five_wrong_codes_in_ten_minutes_bring_a_pause_of_ten(wrong, now, until):
    (asked,) = typed(now)

    assert paused_until(typed(*wrong), OF_ACCOUNT, asked) == (until and typed(until)[0])


def test_a_chat_may_be_wrong_more_often_than_an_account():
    attempts = typed(*(each / 10 for each in range(OF_CHAT)))

    assert paused_until(attempts[:-1], OF_CHAT, attempts[-1]) is None
    assert paused_until(attempts, OF_CHAT, attempts[-1]) == attempts[-1] + PAUSE
