"""A month whose messages do not suffice, and what the admins hear of it in words of the moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.calendar import Calendar
from domain.planner import Held
from domain.say import Say
from domain.words import Words
from models import groups, quota
from models.groups import Group
from models.outbox import untold
from models.people import friends


@dataclass(frozen=True, slots=True)
class ShortMonth:
    """The groups for which the month has no room, or of which some are not told; there is one.

    `reasons` tells why, by group (id).
    """

    groups: Sequence[Group]
    reasons: Mapping[int, frozenset[Held]]

    @property
    def is_spent(self) -> bool:
        """Whether the month is spent, or nearly so: it is not for lack of friends alone."""
        held = frozenset[Held]().union(*(self.reasons.get(each.id, ()) for each in self.groups))
        no_room = any(each.no_room_since is not None for each in self.groups)
        return no_room or bool(held & {Held.SPENT, Held.SAVED})

    @property
    def refused_at(self) -> datetime | None:
        """When LINE first refused a push to one of them, if it did."""
        return min((each.no_room_since for each in self.groups if each.no_room_since), default=None)


async def look(session: AsyncSession, workspace_id: int) -> ShortMonth | None:
    """Return for which groups of a workspace the month does not suffice; nothing if it does."""
    reasons = await untold.reasons(session)
    bound = await groups.of_workspace(session, workspace_id)
    short = [each for each in bound if each.no_room_since is not None or reasons.get(each.id)]
    return ShortMonth(short, reasons) if short else None


async def say(
    session: AsyncSession,
    workspace_id: int,
    short: ShortMonth,
    calendar: Calendar,
    words: Words,
    now: datetime,
) -> Say:
    """Return what the admins hear of it: what is left, what it comes to, what waits."""
    waiting = await untold.due_counts(session, now)
    month = await quota.month_of(session, calendar)
    prices = quota.prices(short.groups, waiting, short.reasons)
    unreached = await friends.unreached(session, workspace_id, now)
    return Say(words.month_spent(month, prices, unreached))
