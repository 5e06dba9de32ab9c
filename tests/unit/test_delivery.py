"""What becomes of a request after an attempt."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.delivery import (
    GIVE_UP_AFTER,
    LONGEST_WAIT,
    Dead,
    Delivered,
    Facts,
    Outcome,
    PlainInstead,
    PushInstead,
    RetryAt,
    next_step,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FIRST = Facts(fancy=False, attempts=1, maybe_sent=False, created_at=NOW)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("facts", "outcome", "step"),
    [
        (FIRST, Outcome.ACCEPTED, Delivered()),
        # A token that is refused at once is dead; after a lost answer it was used.
        (FIRST, Outcome.TOKEN_REFUSED, PushInstead()),
        (replace(FIRST, maybe_sent=True), Outcome.TOKEN_REFUSED, Delivered()),
        (replace(FIRST, attempts=4), Outcome.TOKEN_REFUSED, PushInstead()),
        (FIRST, Outcome.LOST, RetryAt(NOW + SECOND, maybe_sent=True)),
        (FIRST, Outcome.UNAVAILABLE, RetryAt(NOW + SECOND, maybe_sent=False)),
        (FIRST, Outcome.RATE_LIMITED, RetryAt(NOW + SECOND, maybe_sent=False)),
        (
            replace(FIRST, maybe_sent=True),
            Outcome.UNAVAILABLE,
            RetryAt(NOW + SECOND, maybe_sent=True),
        ),
        (FIRST, Outcome.UNAUTHORISED, RetryAt(NOW + 300 * SECOND, maybe_sent=False)),
        (FIRST, Outcome.QUOTA_SPENT, Dead("monthly limit")),
        (FIRST, Outcome.REJECTED, Dead("rejected")),
        (replace(FIRST, fancy=True), Outcome.REJECTED, PlainInstead()),
    ],
)
def test_each_outcome_has_one_next_step(facts, outcome, step):
    assert next_step(facts, outcome, NOW, jitter=1.0) == step


@pytest.mark.parametrize(
    ("attempts", "jitter", "seconds"),
    [(1, 0, 0.5), (1, 1, 1), (2, 1, 2), (5, 1, 16), (5, 0.5, 12), (11, 1, 600), (900, 1, 600)],
)
def test_the_wait_doubles_up_to_ten_minutes_and_half_of_it_is_chance(attempts, jitter, seconds):
    step = next_step(replace(FIRST, attempts=attempts), Outcome.UNAVAILABLE, NOW, jitter)

    assert step == RetryAt(NOW + timedelta(seconds=seconds), maybe_sent=False)


@pytest.mark.parametrize("outcome", [Outcome.UNAVAILABLE, Outcome.LOST, Outcome.UNAUTHORISED])
def test_a_request_is_given_up_before_its_retry_key_expires(outcome):
    old = replace(FIRST, attempts=100, created_at=NOW - GIVE_UP_AFTER + LONGEST_WAIT / 4)

    assert next_step(old, outcome, NOW, jitter=0) == Dead("no success in time")
