"""What the admins of a workspace must know about who is in its groups. Rules B6 to B8."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.chat.rights import Place

GRACE = timedelta(minutes=10)
"""How long somebody new may take to enrol before the admins hear of it."""

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
