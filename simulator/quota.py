"""The monthly quota: each receiving person counts one, replies are free [D pricing]."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from simulator.errors import Refused

MONTHLY_LIMIT_REACHED = "You have reached your monthly limit."
# The month's boundary is not documented; LINE's statistics days are UTC+9.
_LINE_ZONE = timezone(timedelta(hours=9))


class Quota:
    """How many messages may be sent this month, and how many were; `limit` None means no limit."""

    def __init__(self, now: Callable[[], datetime], limit: int | None = 300) -> None:
        """Start unused; 300 is the free plan in Thailand."""
        self._now = now
        self.limit = limit
        self._month = self._this_month()
        self._used = 0
        # While true, the month's messages are all gone, whatever was counted.
        self.spent = False

    @property
    def used(self) -> int:
        """Messages counted this month."""
        if self.spent and self.limit is not None:
            return max(self.limit, self._used)
        if self._month != self._this_month():
            self._month, self._used = self._this_month(), 0
        return self._used

    @used.setter
    def used(self, messages: int) -> None:
        self._month, self._used = self._this_month(), messages

    @property
    def remaining(self) -> int | None:
        """Messages left this month; None without a limit."""
        if self.spent:
            return 0
        return None if self.limit is None else max(self.limit - self.used, 0)

    def charge(self, messages: int) -> None:
        """Count messages; raises Refused 429, and counts nothing, when they exceed the limit."""
        if self.remaining is not None and messages > self.remaining:
            raise Refused(429, MONTHLY_LIMIT_REACHED)
        if messages:
            self.used += messages

    def as_json(self) -> dict[str, int | None]:
        """Return limit, use and what is left for the control API."""
        return {"limit": self.limit, "used": self.used, "remaining": self.remaining}

    def _this_month(self) -> tuple[int, int]:
        local = self._now().astimezone(_LINE_ZONE)
        return local.year, local.month
