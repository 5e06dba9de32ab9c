"""What the admins of a workspace must know about who is in its groups. Rules B6 to B8."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.chat.rights import Place

GRACE = timedelta(minutes=10)
"""How long somebody new may take to enrol before the admins hear of it."""

LATELY = timedelta(days=1)

_BETWEEN = (timedelta(minutes=10), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
"""How long the admins are left alone after they were told once, twice, … within a day."""

NAMES_AT_ONCE = 20
"""More names than that would be a list that nobody reads: the rest is a number."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A report kept aside; `name` is LINE's display name, empty where LINE does not tell."""

    id: int
    issue_no: int
    name: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class GroupNews:
    """What has happened since the admins were told last; not all of it is empty.

    `strangers` are display names with their group (`None`: lost since), `left` the groups that
    the bot is not in any more, `replaced` those whose place another group took. Of the requests
    that were given up so many are `sent_again`, now that LINE takes messages, the rest `too_old`.
    """

    strangers: Sequence[tuple[str, Place | None]] = ()
    aside: Sequence[Aside] = ()
    left: Sequence[Place] = ()
    replaced: Sequence[Place] = ()
    sent_again: int = 0
    too_old: int = 0


def may_tell_admins(told: Sequence[datetime], now: datetime) -> bool:
    """Whether the admins may hear of strangers and groups, told before at these instants. B6.

    What strangers cause costs messages: it is gathered for longer and longer, and never goes out
    more than seven times a day.
    """
    lately = [at for at in told if now - at < LATELY]
    return not lately or now - max(lately) >= _BETWEEN[min(len(lately), len(_BETWEEN)) - 1]
