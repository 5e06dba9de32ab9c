"""What becomes of a request after an attempt."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.chat.table import TABLE
from domain.delivery import (
    GIVE_UP_AFTER,
    LAST_TRY,
    LONGEST_WAIT,
    TOKEN_LIFE,
    WORTH_A_PUSH,
    Dead,
    Delivered,
    Doubt,
    Dropped,
    Facts,
    HeldBack,
    Outcome,
    PlainInstead,
    PushInstead,
    RetryAt,
    RideInstead,
    key_is_void,
    may_cost,
    next_step,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FIRST = Facts(fancy=False, attempts=1, created_at=NOW)
REPLY = replace(FIRST, is_reply=True, token_lives=True)
OLD_REPLY = replace(REPLY, token_lives=False)
PRIVATE = replace(FIRST, can_ride=False)
SECOND = timedelta(seconds=1)


def again(seconds, doubt=Doubt.NONE):
    return RetryAt(NOW + seconds * SECOND, doubt)


@pytest.mark.parametrize(
    ("facts", "outcome", "step"),
    [
        (FIRST, Outcome.ACCEPTED, Delivered()),
        (FIRST, Outcome.MAYBE_ACCEPTED, again(1, Doubt.FAILED)),
        (FIRST, Outcome.UNAVAILABLE, again(1)),
        (FIRST, Outcome.RATE_LIMITED, again(1)),
        (replace(FIRST, doubt=Doubt.FAILED), Outcome.UNAVAILABLE, again(1, Doubt.FAILED)),
        (replace(FIRST, doubt=Doubt.DIED), Outcome.UNAVAILABLE, again(1, Doubt.DIED)),
        (FIRST, Outcome.UNAUTHORISED, again(300)),
        (FIRST, Outcome.QUOTA_SPENT, HeldBack()),
        (PRIVATE, Outcome.QUOTA_SPENT, Dead("monthly limit")),
        (replace(PRIVATE, may_cost=False), Outcome.QUOTA_SPENT, Dropped("monthly limit")),
        # Given up it would be told again under another key, though it may have been accepted.
        (replace(FIRST, doubt=Doubt.DIED), Outcome.QUOTA_SPENT, again(20, Doubt.DIED)),
        (replace(FIRST, doubt=Doubt.FAILED), Outcome.QUOTA_SPENT, again(20, Doubt.FAILED)),
        (FIRST, Outcome.NOT_IN_GROUP, Dead("not in the group")),
        (FIRST, Outcome.REJECTED, again(20)),
        (FIRST, Outcome.FORM_REFUSED, again(20)),
        (replace(FIRST, fancy=True), Outcome.FORM_REFUSED, PlainInstead()),
        # A 403 or 410 says nothing about the form.
        (replace(FIRST, fancy=True), Outcome.REJECTED, again(20)),
        (replace(REPLY, fancy=True), Outcome.FORM_REFUSED, PlainInstead()),
        (REPLY, Outcome.REJECTED, again(20)),
        (OLD_REPLY, Outcome.REJECTED, again(20)),
    ],
)
def test_each_outcome_has_one_next_step(facts, outcome, step):
    assert next_step(facts, outcome, NOW, jitter=1.0) == step


NO_TOKEN = "its reply token has died"


@pytest.mark.parametrize(
    ("doubt", "lives", "costs", "step"),
    [
        # Refused at once it is dead; nothing was said with it.
        (Doubt.NONE, True, True, PushInstead()),
        (Doubt.NONE, False, True, PushInstead()),
        (Doubt.NONE, False, False, Dropped(NO_TOKEN)),
        # Refused within its life it was used by the attempt before.
        (Doubt.FAILED, True, True, Delivered(assumed=True)),
        (Doubt.FAILED, True, False, Delivered(assumed=True)),
        (Doubt.DIED, True, True, Delivered(assumed=True)),
        # Later nobody knows: after a 5xx it is never pushed, after a kill it is decided anew.
        (Doubt.FAILED, False, True, Dropped("maybe said, and its token has died")),
        (Doubt.FAILED, False, False, Dropped(NO_TOKEN)),
        (Doubt.DIED, False, True, PushInstead()),
        (Doubt.DIED, False, False, Dropped(NO_TOKEN)),
    ],
)
def test_a_reply_whose_token_is_refused(doubt, lives, costs, step):
    facts = replace(REPLY, attempts=2, doubt=doubt, token_lives=lives, may_cost=costs)

    assert next_step(facts, Outcome.TOKEN_REFUSED, NOW, jitter=1.0) == step
    if not lives:  # LINE may word it otherwise
        assert next_step(facts, Outcome.FORM_REFUSED, NOW, jitter=1.0) == step


def test_an_old_answer_rides_in_a_group_and_is_pushed_in_private():
    later = NOW + WORTH_A_PUSH

    def step(facts):
        return next_step(facts, Outcome.TOKEN_REFUSED, later, jitter=1.0)

    assert step(OLD_REPLY) == RideInstead()
    assert step(replace(OLD_REPLY, created_at=NOW + SECOND)) == PushInstead()
    assert step(replace(OLD_REPLY, can_ride=False)) == PushInstead()


def test_an_answer_that_failed_all_through_its_minute_rides_on_the_next():
    facts = replace(OLD_REPLY, attempts=3, doubt=Doubt.FAILED)

    assert next_step(facts, Outcome.TOKEN_REFUSED, NOW, jitter=1.0) == RideInstead()


@pytest.mark.parametrize("outcome", [Outcome.MAYBE_ACCEPTED, Outcome.REJECTED])
def test_a_reply_is_tried_once_more_before_its_token_dies(outcome):
    often = replace(REPLY, attempts=9, token_until=NOW + TOKEN_LIFE)
    last_try = NOW + TOKEN_LIFE - LAST_TRY

    assert next_step(often, outcome, NOW, jitter=1.0).at == last_try
    assert next_step(often, outcome, last_try, jitter=1.0).at > NOW + TOKEN_LIFE


def test_what_was_maybe_said_where_nothing_rides_is_left_alone():
    facts = replace(OLD_REPLY, attempts=3, doubt=Doubt.FAILED, can_ride=False)

    assert isinstance(next_step(facts, Outcome.TOKEN_REFUSED, NOW, jitter=1.0), Dropped)


_PASSING = set(Outcome) - {Outcome.NOT_IN_GROUP, Outcome.QUOTA_SPENT, Outcome.KEY_VOID}


@pytest.mark.parametrize("outcome", sorted(_PASSING))
def test_no_refusal_is_final_at_once(outcome):
    for facts in (FIRST, REPLY, OLD_REPLY, replace(FIRST, fancy=True)):
        assert not isinstance(next_step(facts, outcome, NOW, jitter=1.0), Dead)


def test_a_push_in_doubt_is_not_tried_when_its_key_is_void():
    day = timedelta(hours=24)

    assert key_is_void(Doubt.DIED, NOW, NOW + day)
    assert not key_is_void(Doubt.DIED, NOW, NOW + day - SECOND)
    assert not key_is_void(Doubt.NONE, NOW, NOW + day)
    assert isinstance(next_step(FIRST, Outcome.KEY_VOID, NOW, jitter=1.0), Dead)


def test_what_changes_a_duty_may_cost_a_group_a_push_and_in_private_every_answer_may():
    assert {kind.value for kind, row in TABLE.items() if row.changes_duty} == {
        *("issue", "report", "extend", "transfer", "grant", "refuse", "accept", "return"),
        *("edit", "cancel", "close", "reopen", "vouch", "progress"),
    }
    assert may_cost(changes_duty=True, private=False)
    assert may_cost(changes_duty=False, private=True)
    assert not may_cost(changes_duty=False, private=False)


@pytest.mark.parametrize(
    ("attempts", "jitter", "seconds"),
    [(1, 0, 0.5), (1, 1, 1), (2, 1, 2), (5, 1, 16), (5, 0.5, 12), (11, 1, 600), (900, 1, 600)],
)
def test_the_wait_doubles_up_to_ten_minutes_and_half_of_it_is_chance(attempts, jitter, seconds):
    step = next_step(replace(FIRST, attempts=attempts), Outcome.UNAVAILABLE, NOW, jitter)

    assert step == again(seconds)


@pytest.mark.parametrize(
    "outcome",
    [Outcome.UNAVAILABLE, Outcome.MAYBE_ACCEPTED, Outcome.UNAUTHORISED, Outcome.REJECTED],
)
def test_a_request_is_given_up_before_its_retry_key_expires(outcome):
    old = replace(FIRST, attempts=100, created_at=NOW - GIVE_UP_AFTER + LONGEST_WAIT / 4)

    assert next_step(old, outcome, NOW, jitter=0) == Dead("no success in time")
