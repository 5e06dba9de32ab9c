"""What a month's messages went to: by the way in which something was told, and by its cause.

A push to a group is billed once for each member, one to a person once, a reply never ("Message
pricing"; section 7 of the LINE notes). What a push of its own would have cost, and did not, counts
as saved: what rode on a reply, and what shared a push. What would never have been pushed saves
nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from domain.notices import ANSWER_LATE, kind, purpose_of
from domain.planner import A_YEAR


class Way(StrEnum):
    """How something reached its chat; what rides needs no request of its own."""

    REPLY = "reply"
    RIDE = "ride"
    GROUP = "group"  # a push to a group
    PERSON = "person"  # a push to one person


ANSWER = "answer"
"""The cause of what somebody asked for; every other cause is a purpose of the planner."""

OTHER = "other"

_OFF_BY, _OFF_PERCENT = 5, 3
"""What LINE may tell beside our own count without a reason to ask: messages, and per cent."""
_TURN = timedelta(hours=6)
"""LINE does not tell where its months end: by its daily counts in Japan, two hours before ours."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What was told in one way for one cause: `told` things, at `billed` messages.

    `saved` is what pushes of their own would have cost beyond that.
    """

    way: Way
    cause: str
    told: int
    billed: int = 0
    saved: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Carried:
    """A notice in a request, by its key: it was `due` if no free reply had come before.

    `most` is what telling it then would have cost, if that is less than a push to its group:
    nothing where it waited for a reply alone, a message for each agency where people are told 1:1.
    """

    due: datetime
    key: str
    most: int | None = None


def carried(key: str, made: datetime, due: datetime, *, direct: bool, untold: int) -> Carried:
    """Return what a notice in a request counts for; `direct`: people were to be told 1:1.

    It was still to be told `untold` agencies.
    """
    if due - made >= A_YEAR:
        return Carried(due, key, 0)
    return Carried(due, key, max(untold, 1) if direct else None)


def cause_of(key: str) -> str:
    """Return why something was told, by the key of telling it."""
    # An answer that could not be a reply was asked for all the same.
    return ANSWER if kind(key) == ANSWER_LATE else purpose_of(key) or OTHER


def month_at(at: datetime, tz: tzinfo) -> date:
    """Return the first day of the local month of an instant."""
    return at.astimezone(tz).date().replace(day=1)


def spent_on(way: Way, price: int, answered: str | None, notices: Iterable[Carried]) -> list[Spent]:
    """Return what a request that LINE took was spent on; `price` is that of one push to its chat.

    `answered` is the cause of what is its own. A push is charged to its own part, else to the
    notice that was due first; the others shared it. A reply is free, and so is what rides on it.
    """
    others = sorted(notices)
    own = [Spent(way, answered, 1)] if answered else []
    if way is Way.REPLY:
        way = Way.RIDE
    elif own:
        own = [Spent(way, own[0].cause, 1, billed=price)]
    elif others:
        own = [Spent(way, cause_of(others.pop(0).key), 1, billed=price)]
    saved = (
        Spent(
            way, cause_of(each.key), 1, saved=price if each.most is None else min(each.most, price)
        )
        for each in others
    )
    return summed([*own, *saved])


def summed(spent: Iterable[Spent]) -> list[Spent]:
    """Add up what has the same way and cause; in the order of their names."""
    sums: dict[tuple[Way, str], Spent] = {}
    for each in spent:
        so_far = sums.get((each.way, each.cause), Spent(each.way, each.cause, 0))
        sums[each.way, each.cause] = Spent(
            each.way,
            each.cause,
            so_far.told + each.told,
            so_far.billed + each.billed,
            so_far.saved + each.saved,
        )
    return [sums[key] for key in sorted(sums)]


def by_cause(spent: Iterable[Spent]) -> list[tuple[str, int]]:
    """Return how many messages each cause was billed, the largest first; none that were free."""
    billed: dict[str, int] = {}
    for each in spent:
        billed[each.cause] = billed.get(each.cause, 0) + each.billed
    paid = [(cause, count) for cause, count in billed.items() if count]
    return sorted(paid, key=lambda each: (-each[1], each[0]))


def off_by(told: int, counted: int, in_doubt: int) -> int:
    """Return how far what LINE billed is from what was counted.

    `in_doubt` messages may have been billed or not.
    """
    return max(counted - told, told - counted - in_doubt, 0)


def differs(told: int, counted: int, in_doubt: int, at: datetime, tz: tzinfo) -> bool:
    """Whether what LINE had billed at an instant is more than a few percent off what was counted.

    LINE's number is approximate, and about the turn of the month it is that of another month.
    """
    if month_at(at - _TURN, tz) != month_at(at + _TURN, tz):
        return False
    return off_by(told, counted, in_doubt) > max(_OFF_BY, told * _OFF_PERCENT // 100)
