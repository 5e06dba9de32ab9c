"""What a month's messages may be spent on: the budget of a day, by why something is told.

M26  The group is pushed to as long as the days of work so far have used no more than their share.
M31  Nobody spends the month in a day: what people give rise to may use a part of it on each.
M34  Where little is left of the month, what a free reply will surely tell in time waits for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Purpose(StrEnum):
    """Why something is told: how soon it must be known follows from it."""

    REMINDER = "reminder"  # a report is due, or overdue
    ASKED = "asked"  # a reminder that somebody asks for now
    BRIEF = "brief"  # what somebody's agencies have to do today, on their own wish
    NAG = "nag"  # a report has been overdue since before today
    ESCALATION = "escalation"  # evaluators are to know whom all nags brought no report from
    LIST = "list"  # what is overdue at this hour
    ANNOUNCEMENT = "announcement"  # agencies have work, other work, or none any more
    REQUEST = "request"  # issuers must decide
    DECISION = "decision"  # an agency must go on by what was decided
    COMPLETE = "complete"  # issuers have all that they asked for
    RESULT = "result"  # nobody must act on it at once
    COPY = "copy"  # it was told in private, or may have been said: worth no push
    NEWS = "news"  # issuers may want to act, but were told before or can ask: worth no push


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent: `left` of the month's `limit`, `None` for no limit.

    A push to the group costs `group_price`, if known; `to_group`: one may be made. It is the
    `day`th of the month's `days` of work. The `reserve` is kept for urgent issues and the last
    `LAST_DAYS`. `today` is what was spent on this day, by cause.
    """

    left: int | None
    group_price: int | None
    limit: int = 0
    day: int = 1
    days: int = 1
    reserve: int = 0
    to_group: bool = True
    today: Mapping[str, int] = field(default_factory=dict)

    def pays_today(self, purpose: Purpose | None, price: int, *, urgent: bool = False) -> bool:
        """Whether a cause may use so many messages more on this day. Rule M31."""
        spent = self.today.get(purpose or "", 0)
        if self.left is None or urgent or not spent or purpose not in _CAUSED_BY_PEOPLE:
            return True
        return spent + price <= self.limit // PART_OF_A_DAY

    def spend(self, purpose: Purpose | None, price: int) -> "Budget":
        """Return it with so many messages more used by a cause."""
        spent = self.today.get(purpose or "", 0) + price
        return replace(self, today={**self.today, purpose or "": spent})

    @property
    def is_tight(self) -> bool:
        """Whether less than half is left of the share of the days to come, and two. Rule M34."""
        to_come = self.days - self.day + 1 + LAST_DAYS
        return self.left is not None and 2 * self.left * self.days < self.limit * to_come

    def pays_at_last(self) -> bool:
        """Whether a push to the group may be made beyond the share of the days. Rule M34."""
        price = self.group_price if self.to_group else None
        return price is not None and price <= min(self.left or 0, self.limit // PART_OF_A_DAY)

    def pays_for_group(self, *, urgent: bool) -> bool:
        """Whether a push to the group may be made today."""
        if self.group_price is None or not self.to_group:
            return False
        return self.pays(self.group_price, urgent=urgent)

    def pays(self, price: int, *, urgent: bool = False) -> bool:
        """Whether so many messages may be spent today on what can ride as well, by M26."""
        if self.left is None:
            return True
        kept = 0 if self.day > self.days - LAST_DAYS else self.reserve
        share = (self.limit - kept) * self.day // max(self.days, 1)
        ahead = self.limit - self.left - share
        if urgent:
            return price <= self.left and ahead <= kept
        return price <= self.left - kept and ahead <= 0


LAST_DAYS = 2
PART_OF_A_DAY = 10
"""One part in so many of the month's messages is what a cause may use on a day."""

_CAUSED_BY_PEOPLE = frozenset(Purpose) - {
    Purpose.REMINDER,
    Purpose.NAG,
    Purpose.ESCALATION,
    Purpose.LIST,
}
"""Why something is told because somebody did something, which can be done a hundred times."""
