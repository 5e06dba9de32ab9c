"""How patiently what failed is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.retries import Retries

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
GROWING = Retries(SECOND, 10 * SECOND)
STEADY = Retries(SECOND, SECOND)


@pytest.mark.parametrize(
    ("retries", "attempts", "chance", "seconds"),
    [
        (GROWING, 1, 1, 1),
        (GROWING, 2, 1, 2),
        (GROWING, 4, 1, 8),
        (GROWING, 5, 1, 10),
        (GROWING, 10**6, 1, 10),
        (GROWING, 4, 0, 4),
        (GROWING, 4, 0.5, 6),
        (STEADY, 9, 1, 1),
    ],
)
def test_the_wait_doubles_up_to_the_longest_and_half_of_it_may_be_chance(
    retries, attempts, chance, seconds
):
    assert retries.wait(attempts, chance) == seconds * SECOND
    assert retries.next_at(attempts, NOW, NOW, chance) == NOW + seconds * SECOND


@pytest.mark.parametrize(
    ("retries", "attempts", "age", "again"),
    [
        (Retries(SECOND, SECOND, attempts=3), 2, 9, True),
        (Retries(SECOND, SECOND, attempts=3), 3, 9, False),
        (Retries(SECOND, SECOND, attempts=3), 4, 9, False),
        (Retries(SECOND, SECOND, within=10 * SECOND), 99, 8, True),
        # The next attempt would be at the end of the time, no longer within it.
        (Retries(SECOND, SECOND, within=10 * SECOND), 1, 9, False),
        (Retries(SECOND, SECOND, attempts=3, within=10 * SECOND), 2, 9, False),
    ],
)
def test_it_is_given_up_after_so_many_attempts_or_so_much_time(retries, attempts, age, again):
    at = retries.next_at(attempts, NOW - age * SECOND, NOW)

    assert at == (NOW + SECOND if again else None)
