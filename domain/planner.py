"""Which way a notice goes to its group, and when: the one place where that is decided.

Whatever waits rides on the first free reply in its group (M3). What is decided here is the moment
at which it waits no longer.

T7, T9  Reminders, those asked for too, and the overdue list are pushed at once.
M2      What somebody must act on waits for its neighbours only, so that they share a push.
M24     Where people may be told 1:1, what must be known soon waits a little for a free reply; then
        one person of each agency is told, or two. For those whom that does not reach the group is
        pushed to, as far as the day pays for it; else it goes on waiting.
M34     Where little is left of the month, what a free reply will surely tell in time waits for it;
        deputies are left out. What none can tell in time may use more than the day's share.
M3      A nag waits longer for a free reply (T13), and so does what nobody must act on at once where
        LINE counts no messages; where it does, that makes no push of its own. Nor does what was
        told in private, or what issuers were told before (M17).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.budget import Budget, Purpose
from domain.calendar import Calendar


class Route(StrEnum):
    """To whom what cannot wait is told: `auto` goes 1:1 where the month's messages are scarce."""

    AUTO = "auto"
    GROUP = "group"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Waits:
    """How long notices wait for neighbours (M2), for a reply (M3); the `route` after that (M24)."""

    for_neighbours: timedelta
    for_a_reply: timedelta
    route: Route = Route.GROUP


@dataclass(frozen=True, slots=True)
class DueNotice:
    """What is to be told from `now` on, to `agencies` (ids); `direct`: people may be told 1:1.

    `until` is the deadline by which somebody must act, if there is one; `limited`: LINE counts the
    month's messages.
    """

    purpose: Purpose
    now: datetime
    waits: Waits
    agencies: tuple[int, ...] = ()
    direct: bool = False
    until: datetime | None = None
    limited: bool = False


A_YEAR = timedelta(days=365)
"""Longer than any group is silent."""
LOOK_AGAIN = timedelta(minutes=15)
"""How long what is held back waits until it is decided again."""

_AT_ONCE = frozenset({Purpose.REMINDER, Purpose.ASKED, Purpose.BRIEF, Purpose.LIST})
_TO_ACT_ON = frozenset({Purpose.ANNOUNCEMENT, Purpose.REQUEST, Purpose.DECISION, Purpose.COMPLETE})

_LONGEST = {
    Purpose.REMINDER: timedelta(minutes=8),
    Purpose.ASKED: timedelta(0),
    Purpose.NAG: timedelta(hours=6),
    Purpose.ESCALATION: timedelta(hours=6),
    Purpose.ANNOUNCEMENT: timedelta(minutes=15),
    Purpose.REQUEST: timedelta(minutes=10),
    Purpose.DECISION: timedelta(minutes=10),
}
TOLD_PRIVATELY = frozenset(_LONGEST)
"""Why people are told something 1:1; all else reaches its group on a free reply alone."""

TO_JUDGES = frozenset({Purpose.REQUEST, Purpose.ESCALATION})
"""Why somebody of the issuers' group is told, and no agency."""

_PART_OF_WHAT_IS_LEFT = {Purpose.REMINDER: 2, Purpose.ANNOUNCEMENT: 10}


def waits_until(due: DueNotice) -> datetime:
    """Decide until when a notice waits for a free reply at most. Rules M2, M3, M24, T7, T9."""
    if due.direct:
        return due.now + _patience(due)
    if due.purpose in _AT_ONCE:
        return due.now
    if due.purpose in _TO_ACT_ON:
        return due.now + due.waits.for_neighbours
    if due.purpose is Purpose.NAG or (due.purpose is Purpose.RESULT and not due.limited):
        return due.now + due.waits.for_a_reply
    return due.now + A_YEAR


def _patience(due: DueNotice) -> timedelta:
    """Return how long a free reply is waited for before people are told 1:1. Rule M24."""
    longest = _LONGEST.get(due.purpose)
    if longest is None or not (due.agencies or due.purpose in TO_JUDGES):
        return A_YEAR
    if due.until is not None and due.until > due.now and due.purpose in _PART_OF_WHAT_IS_LEFT:
        return min(longest, (due.until - due.now) / _PART_OF_WHAT_IS_LEFT[due.purpose])
    return longest


class Held(StrEnum):
    """Why a notice goes on waiting for a free reply."""

    NOBODY = "nobody"  # can be told 1:1, and the group is not to be pushed to
    TOO_DEAR = "too dear"  # the month does not pay for a push to the group, or its size is unknown
    SAVED = "saved"  # what is left of the month is kept for what cannot wait
    SPENT = "spent"  # the month is
    TODAY = "today"  # of the month's messages, what its cause may use on a day is


@dataclass(frozen=True, slots=True)
class Concern:
    """An agency (id; 0 stands for the issuers' group) to which a notice matters.

    `people` are the LINE accounts to be told 1:1: the responsible person, and after them the deputy
    where nobody has acknowledged. `knows`: it need not be told.
    """

    agency: int
    people: tuple[str, ...] = ()
    knows: bool = False


@dataclass(frozen=True, slots=True)
class ToTell:
    """A notice (id) that waits no longer, and to whom it matters.

    `in_time`: whether a free reply will tell it in time; `None` where that cannot be said.
    """

    notice: int
    concerns: tuple[Concern, ...]
    urgent: bool = False
    purpose: Purpose | None = None
    in_time: bool | None = None

    def can_wait(self, budget: Budget) -> bool:
        """Whether it goes on waiting, so that others can be told. Rule M34."""
        rides = self.in_time or self.purpose is Purpose.ESCALATION
        return bool(rides) and budget.is_tight and not self.urgent


def rides_in_time(
    due_at: datetime, latest: datetime, now: datetime, calendar: Calendar
) -> bool | None:
    """Return whether people will write before it is of no use; `None` if they should have. M34."""
    if latest <= calendar.next_open(now) + LOOK_AGAIN:
        return False
    return True if now < calendar.next_open(due_at) + LOOK_AGAIN else None


MOST_AT_ONCE = 20
"""People who are told 1:1 in one transaction."""


def look_again(held: Held, due_at: datetime | None, now: datetime, calendar: Calendar) -> datetime:
    """Return when what is held is decided again; `due_at` is of what it reminds of. M24, M31, M34.

    Not later than people should have written.
    """
    if held is Held.TODAY:
        return calendar.next_morning(now)
    should_have = calendar.next_open(due_at) + LOOK_AGAIN if due_at else now
    return min(now + LOOK_AGAIN, should_have) if should_have > now else now + LOOK_AGAIN


@dataclass(frozen=True, slots=True)
class Choice:
    """What is done now: one push to the group, or people are told 1:1, and the rest is held.

    `private` are agencies by notice, by LINE account; `held` tells why, by notice. Of the notices
    in `later` others are told next, so that no command waits for all of them.
    """

    group: bool = False
    private: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    held: dict[int, Held] = field(default_factory=dict)
    later: set[int] = field(default_factory=set)


def choose(due: Sequence[ToTell], budget: Budget) -> Choice:
    """Choose the way of all notices of a group that wait no longer. Rules M24, M34."""
    untold = [(each, one) for each in due for one in each.concerns if not one.knows]
    if not untold:
        return Choice()
    if _is_for_group(untold, budget):
        return Choice(group=True)
    choice = Choice(held={each.notice: Held.SAVED for each, _ in untold if each.can_wait(budget)})
    told_now = [(each, one) for each, one in untold if each.notice not in choice.held]
    if budget.is_tight:
        told_now = [(each, replace(one, people=one.people[:1])) for each, one in told_now]
    paid = _by_rank(one for _, one in told_now)[: budget.left]
    for each, one in told_now:
        told = [person for person in one.people if person in paid]
        if told and len({*choice.private, *told}) > MOST_AT_ONCE:
            choice.later.add(each.notice)
            continue
        new = len({*told} - choice.private.keys())
        if new and not budget.pays_today(each.purpose, new, urgent=each.urgent):
            choice.held[each.notice] = Held.TODAY
            continue
        budget = budget.spend(each.purpose, new)
        for person in told:
            choice.private.setdefault(person, {}).setdefault(each.notice, []).append(one.agency)
        if not one.people:
            choice.held[each.notice] = Held.TOO_DEAR if budget.to_group else Held.NOBODY
        elif not told:
            choice.held[each.notice] = Held.SPENT
    return choice


def _is_for_group(untold: Sequence[tuple[ToTell, Concern]], budget: Budget) -> bool:
    """Whether the group is pushed to: for those whom 1:1 does not reach, or as it costs less."""
    price = budget.group_price or 0
    pays = budget.pays_for_group(urgent=any(each.urgent for each, _ in untold)) and any(
        budget.pays_today(each.purpose, price, urgent=each.urgent) for each, _ in untold
    )
    alone = [each for each, one in untold if not one.people]
    if pays:
        return bool(alone) or len(_by_rank(one for _, one in untold)) >= price
    return budget.pays_at_last() and any(each.in_time is False for each in alone)


def _by_rank(concerns: Iterable[Concern]) -> list[str]:
    """Return who is to be told, each once: all who come first before any deputy."""
    ranked = [(rank, person) for one in concerns for rank, person in enumerate(one.people)]
    return list(dict.fromkeys(person for _, person in sorted(ranked, key=lambda each: each[0])))
