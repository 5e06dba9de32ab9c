"""What becomes of a request to LINE after an attempt: decided here, obeyed by `bot.outbox.sender`.

A reply is free but its token works once, within about a minute; a push costs one message per
person and may be repeated under its retry key for 24 hours. Source: LINE pages "Send reply
message", "Retry failed API requests" and "Rate limits"; sections 4, 6 and 7 of the LINE notes.

| LINE said | what it means | a push | a reply |
| --- | --- | --- | --- |
| 2xx, whatever the body; 409 under our retry key | accepted ("never retry") | sent | sent |
| no connection | nothing was accepted | again | again |
| no answer, or 5xx | perhaps accepted | again, same key | again; never a push by itself |
| 400 "Invalid reply token" | used, expired or unknown | – | see `_token_dead` |
| 400, 413 | form or chat, or an outage (3 February 2026) | plainly, then again | the same |
| 401 | token revoked: a person mends it | again, slowly | again, slowly |
| 403, 404, 405, 410, any other | passing, as outages are | again, slowly | again, slowly |
| 429 of the rate | passing | again | again |
| 429 of the month, to a group | until there is room again | its notices wait, and ride | – |
| the same, to a person | the same | given up, and revived | – |
| the same, where an earlier try is in doubt | that one may have been accepted | again, slowly | – |
| 2xx, to a person who had blocked us | nobody reads it | told otherwise | – |
| 404 to "are we in this group?" | we are out of the group | given up, and revived | – |

"Again" ends after `GIVE_UP_AFTER`: the row is given up, seen by operators, and what is still useful
in it is told when LINE accepts messages again (`domain.fates`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.retries import Retries

TOKEN_LIFE = timedelta(seconds=55)
"""How long after its webhook came a reply token surely works.

LINE says a minute ("Send reply message"), by its own clock: its webhook was on the way before it
was read. Too long is worse than too short: an answer that is not said would count as said.
"""

REDELIVERED_TOKEN_LIFE = timedelta(minutes=20)
"""How long after its event a token works that LINE brings again ("Send reply message")."""

WORTH_A_PUSH = timedelta(hours=1)
"""How old an answer may be to cost a group a push: after that its sender has asked again, and a
revoked token would end in a push for each command of the day."""

LONGEST_WAIT = timedelta(minutes=10)
LAST_TRY = timedelta(seconds=5)
"""How long before the end of its token a reply is tried once more at the latest: while the token
lives, LINE's answer tells whether an earlier try was accepted."""

KEY_LIFE = timedelta(hours=24)
"""How long a retry key is good: after that, one more attempt could be a second message."""

GIVE_UP_AFTER = timedelta(hours=23)

MONTHLY_LIMIT = "monthly limit"

AFTER_ONE_TRY = 2
"""The attempts of a reply, with the one at which its token is refused."""

RETRIES = Retries(timedelta(seconds=1), LONGEST_WAIT, within=GIVE_UP_AFTER)
# LINE's outages last minutes to hours, and each further try of what it refuses costs it work.
REFUSED = Retries(timedelta(seconds=20), timedelta(minutes=30), within=GIVE_UP_AFTER)
# A wrong access token is put right by a person, so there is no hurry.
UNAUTHORISED = Retries(timedelta(minutes=5), timedelta(minutes=5), within=GIVE_UP_AFTER)


class Outcome(StrEnum):
    """What an attempt came to."""

    ACCEPTED = "accepted"
    MAYBE_ACCEPTED = "maybe_accepted"  # no answer, or an error of LINE's own
    UNAVAILABLE = "unavailable"  # LINE was not reached
    RATE_LIMITED = "rate_limited"
    QUOTA_SPENT = "quota_spent"
    TOKEN_REFUSED = "token_refused"
    UNAUTHORISED = "unauthorised"
    FORM_REFUSED = "form_refused"
    REJECTED = "rejected"
    NOT_IN_GROUP = "not_in_group"
    UNREAD = "unread"  # accepted, but its receiver had blocked the bot before
    KEY_VOID = "key_void"  # not tried: see `key_is_void`


class Doubt(StrEnum):
    """Why an earlier attempt of a request may have reached the chat, if so."""

    NONE = ""
    DIED = "died"  # its sender died: before the call, during it or after it
    FAILED = "failed"  # LINE gave no answer, or an error of its own


@dataclass(frozen=True, slots=True)
class Facts:
    """A request as it stood at the attempt.

    `attempts` counts this one; `fancy`: it holds cards or mentions, so that it could be said more
    plainly; `token_lives`: it is a reply, tried while its token surely worked, until `token_until`;
    `may_cost`: see `may_cost`; `can_ride`: its chat is a bound group, in which notices ride on free
    replies; `told_otherwise`: what a person is told 1:1 can be told somebody else, or their group.
    """

    fancy: bool
    attempts: int
    created_at: datetime
    doubt: Doubt = Doubt.NONE
    is_reply: bool = False
    token_lives: bool = False
    token_until: datetime | None = None
    may_cost: bool = True
    can_ride: bool = True
    told_otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is in the chat; `assumed`: LINE did not say so, but its token was used within its life."""

    assumed: bool = False


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Try the same again at this instant."""

    at: datetime
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class PushInstead:
    """The reply token is dead and nothing was said with it: push the answer."""


@dataclass(frozen=True, slots=True)
class RideInstead:
    """The answer may have been said, or is old: say it only where that is free."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """The month has no room for a push to this group: what it says waits, and rides on replies."""


@dataclass(frozen=True, slots=True)
class PlainInstead:
    """LINE refuses the form: say the same once more as plain text."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """It is not said, and nobody need act: who wants to know asks again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Dead:
    """Nothing more to try; an operator must know why."""

    reason: str


TAKES_NONE = "LINE takes no message to this person"

Step = Delivered | RetryAt | PushInstead | RideInstead | HeldBack | PlainInstead | Dropped | Dead

_PATIENCE = {
    Outcome.UNAUTHORISED: UNAUTHORISED,
    Outcome.FORM_REFUSED: REFUSED,
    Outcome.REJECTED: REFUSED,
    Outcome.QUOTA_SPENT: REFUSED,
}


def token_until(heard_at: datetime, event_at: datetime) -> datetime:
    """Return how long a reply token surely works that a webhook brought, perhaps again."""
    return min(heard_at + TOKEN_LIFE, event_at + REDELIVERED_TOKEN_LIFE)


def may_cost(*, changes_duty: bool, private: bool, only_asked: bool = False) -> bool:
    """Whether an answer is worth a push where it cannot be a reply. Rules M1, M21.

    In a group only what changes what somebody must do: a push costs a message for each member.
    In a 1:1 chat any answer, it costs one, but for those that were `only_asked` for: who asks all
    day must not spend the month.
    """
    return changes_duty or (private and not only_asked)


def key_is_void(doubt: Doubt, created_at: datetime, now: datetime) -> bool:
    """Whether a push that may have been sent must not be tried again, as after days of standing."""
    return bool(doubt) and now >= created_at + KEY_LIFE


def next_step(facts: Facts, outcome: Outcome, now: datetime, jitter: float) -> Step:
    """Return what to do after an attempt; `jitter` is a random number from 0 to 1."""
    step = _next(facts, outcome, now, jitter)
    # No operator need act: it is told otherwise.
    return Dropped(step.reason) if isinstance(step, Dead) and facts.told_otherwise else step


def _next(facts: Facts, outcome: Outcome, now: datetime, jitter: float) -> Step:
    # "Do not read the text" (rate limits): a token that is too old is refused in whatever words.
    too_old = outcome is Outcome.FORM_REFUSED and facts.is_reply and not facts.token_lives
    match outcome:
        case Outcome.ACCEPTED:
            return Delivered()
        case Outcome.UNREAD:
            return Dropped(TAKES_NONE)
        case _ if outcome is Outcome.TOKEN_REFUSED or too_old:
            return _token_dead(facts, now)
        case Outcome.QUOTA_SPENT if not facts.doubt and facts.can_ride:
            return HeldBack()
        case Outcome.QUOTA_SPENT if not facts.doubt:
            return Dead(MONTHLY_LIMIT) if facts.may_cost else Dropped(MONTHLY_LIMIT)
        case Outcome.NOT_IN_GROUP:
            return Dead("not in the group")
        case Outcome.KEY_VOID:
            return Dead("maybe sent, and its retry key is void")
        case Outcome.FORM_REFUSED if facts.fancy:
            return PlainInstead()
        case Outcome.REJECTED | Outcome.FORM_REFUSED if facts.told_otherwise and not facts.doubt:
            return Dropped(TAKES_NONE)
    retries = _PATIENCE.get(outcome, RETRIES)
    at = retries.next_at(facts.attempts, facts.created_at, now, jitter)
    if at is None:
        late = "no success in time"
        return Dead(late) if facts.may_cost else Dropped(late)
    if facts.token_until is not None and now < (last_try := facts.token_until - LAST_TRY):
        at = min(at, last_try)
    return RetryAt(at, Doubt.FAILED if outcome is Outcome.MAYBE_ACCEPTED else facts.doubt)


def _token_dead(facts: Facts, now: datetime) -> Step:
    """Decide about a reply whose token LINE refuses.

    A token works once: refused within its life it was used by an earlier attempt. Refused later it
    tells nothing. Then an answer is said again at a price only if no attempt is known to have
    reached LINE's door: the double of an answer that was lost, or accepted before a 5xx, would cost
    a push. After several such attempts LINE was out and accepted nothing: the answer rides; after a
    single one it is left. One that is old by now rides as well.
    """
    if facts.doubt and facts.token_lives:
        return Delivered(assumed=True)
    if not facts.may_cost:
        return Dropped("its reply token has died")
    maybe_said = facts.doubt is Doubt.FAILED
    if maybe_said and (facts.attempts <= AFTER_ONE_TRY or not facts.can_ride):
        return Dropped("maybe said, and its token has died")
    if facts.can_ride and (maybe_said or now >= facts.created_at + WORTH_A_PUSH):
        return RideInstead()
    return PushInstead()
