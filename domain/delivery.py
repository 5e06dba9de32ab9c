"""What becomes of a request to LINE after an attempt: decided here, obeyed by `bot.outbox.sender`.

A reply is free but its token works once, within about a minute; a push costs one message per
person and may be repeated under its retry key for 24 hours. Source: LINE pages "Send reply
message", "Retry failed API requests" and "Rate limits"; sections 4, 6 and 7 of the LINE notes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.retries import Retries

LONGEST_WAIT = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(hours=23)
"""A retry key is good for 24 hours: after that, one more attempt could be a second message."""

RETRIES = Retries(timedelta(seconds=1), LONGEST_WAIT, within=GIVE_UP_AFTER)
# A wrong access token is put right by a person, so there is no hurry.
UNAUTHORISED = Retries(timedelta(minutes=5), timedelta(minutes=5), within=GIVE_UP_AFTER)


class Outcome(StrEnum):
    """What an attempt came to."""

    ACCEPTED = "accepted"
    LOST = "lost"  # no answer: LINE may have accepted it
    UNAVAILABLE = "unavailable"  # LINE did not take it: no connection, or an error of its own
    RATE_LIMITED = "rate_limited"
    QUOTA_SPENT = "quota_spent"
    TOKEN_REFUSED = "token_refused"
    UNAUTHORISED = "unauthorised"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Facts:
    """A request as it stood at the attempt.

    `attempts` counts this one; `maybe_sent`: an earlier attempt may have reached the chat;
    `fancy`: it holds cards or mentions, so that it could be said more plainly.
    """

    fancy: bool
    attempts: int
    maybe_sent: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is in the chat."""


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Try the same again at this instant."""

    at: datetime
    maybe_sent: bool


@dataclass(frozen=True, slots=True)
class PushInstead:
    """The reply token is dead and nothing was said with it: push the answer."""


@dataclass(frozen=True, slots=True)
class PlainInstead:
    """LINE refuses the form: say the same once more as plain text."""


@dataclass(frozen=True, slots=True)
class Dead:
    """Nothing more to try; an operator must know why."""

    reason: str


Step = Delivered | RetryAt | PushInstead | PlainInstead | Dead


def next_step(facts: Facts, outcome: Outcome, now: datetime, jitter: float) -> Step:
    """Return what to do after an attempt; `jitter` is a random number from 0 to 1."""
    if outcome is Outcome.ACCEPTED:
        return Delivered()
    if outcome is Outcome.TOKEN_REFUSED:
        # A token works once: refused after an attempt without answer, it was used by that one.
        return Delivered() if facts.maybe_sent else PushInstead()
    if outcome is Outcome.QUOTA_SPENT:
        return Dead("monthly limit")
    if outcome is Outcome.REJECTED:
        return PlainInstead() if facts.fancy else Dead("rejected")
    if outcome is Outcome.UNAUTHORISED:
        at = UNAUTHORISED.next_at(facts.attempts, facts.created_at, now)
    else:
        at = RETRIES.next_at(facts.attempts, facts.created_at, now, jitter)
    if at is None:
        return Dead("no success in time")
    return RetryAt(at, maybe_sent=facts.maybe_sent or outcome is Outcome.LOST)
