"""LINE's two limits on calls: the month's quota of messages, and the rate of requests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from simulator.model.errors import LineRefused

MONTHLY_LIMIT_REACHED = "You have reached your monthly limit."
# The month's boundary is not documented; LINE's statistics days are UTC+9.
_LINE_ZONE = timezone(timedelta(hours=9))


class MessageQuota:
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
        """Count messages; raises LineRefused 429, and counts none, when they exceed the limit."""
        if self.remaining is not None and messages > self.remaining:
            raise LineRefused(429, MONTHLY_LIMIT_REACHED)
        if messages:
            self.used += messages

    def as_json(self) -> dict[str, int | None]:
        """Return limit, use and what is left for the control API."""
        return {"limit": self.limit, "used": self.used, "remaining": self.remaining}

    def _this_month(self) -> tuple[int, int]:
        local = self._now().astimezone(_LINE_ZONE)
        return local.year, local.month


RATE_LIMIT_EXCEEDED = "The API rate limit has been exceeded. Try again later."


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds."""

    requests: int
    seconds: float


ORDINARY = Rate(2000, 1)
HOURLY = Rate(60, 3600)


@dataclass
class _Bucket:
    left: float
    filled_at: datetime


class Rates:
    """The buckets of one channel; `limits` overrides the documented rate of an operation."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._buckets: dict[str, _Bucket] = {}
        self.limits: dict[str, Rate] = {}

    def take(self, operation: str, documented: Rate) -> None:
        """Take one request from the bucket; raises LineRefused 429 when it is empty."""
        rate, now = self.limits.get(operation, documented), self._now()
        bucket = self._buckets.setdefault(operation, _Bucket(rate.requests, now))
        elapsed = max((now - bucket.filled_at).total_seconds(), 0)
        refilled = bucket.left + elapsed * rate.requests / rate.seconds
        bucket.left, bucket.filled_at = min(refilled, rate.requests), now
        if bucket.left < 1:
            raise LineRefused(429, RATE_LIMIT_EXCEEDED, rule="rate limit exceeded")
        bucket.left -= 1
