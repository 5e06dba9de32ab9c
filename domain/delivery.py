"""What becomes of a request to LINE after an attempt: decided here, obeyed by `bot.outbox.sender`.

A reply is free but its token works once, within about a minute; a push costs one message per
person and may be repeated under its retry key for 24 hours. Source: LINE pages "Send reply
message", "Retry failed API requests" and "Rate limits"; sections 4, 6 and 7 of the LINE notes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=10)
UNAUTHORISED_WAIT = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(hours=23)
"""A retry key is good for 24 hours: after that, one more attempt could be a second message."""


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
class Sent:
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


Step = Sent | RetryAt | PushInstead | PlainInstead | Dead


def next_step(facts: Facts, outcome: Outcome, now: datetime, jitter: float) -> Step:
    """Return what to do after an attempt; `jitter` is a random number from 0 to 1."""
    if outcome is Outcome.ACCEPTED:
        return Sent()
    if outcome is Outcome.TOKEN_REFUSED:
        # A token works once: refused after an attempt without answer, it was used by that one.
        return Sent() if facts.maybe_sent else PushInstead()
    if outcome is Outcome.QUOTA_SPENT:
        return Dead("monthly limit")
    if outcome is Outcome.REJECTED:
        return PlainInstead() if facts.fancy else Dead("rejected")
    wait = UNAUTHORISED_WAIT if outcome is Outcome.UNAUTHORISED else _wait(facts.attempts, jitter)
    if now + wait >= facts.created_at + GIVE_UP_AFTER:
        return Dead("no success in time")
    return RetryAt(now + wait, maybe_sent=facts.maybe_sent or outcome is Outcome.LOST)


def _wait(attempts: int, jitter: float) -> timedelta:
    """Double the wait at each attempt; half of it is left to chance."""
    doubled: int = 2 ** min(attempts - 1, 20)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT) * (0.5 + jitter / 2)
